"""How a file tells the stages: a column of stages and one of times, or a date column a stage."""

import streamlit as st

from revflow.setup import columns as parts
from revflow.setup import guesses
from revflow.setup import stages as stage_model
from revflow.setup.columns import Part
from revflow.setup.draft import Draft
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup.session import SetupSession, called, controlled
from revflow.ui.pages.setup.session import edit_columns as edit

SHAPES = ("column", "dates", "none")


def shape_of(entry: dict) -> str:
    return "dates" if "dates" in entry else "column"


def ask_shape(session: SetupSession, part: Part, header, rows) -> None:
    """How the file tells the stages: a column of stages and one of times, or a date column a stage."""
    shape = shape_of(part.entry)
    name = controlled(shape, "shape", *part.place)
    st.radio(
        text("setup.shape"),
        SHAPES,
        key=name,
        format_func=called(SHAPES, lambda s: text(f"setup.shape-{s}")),
        on_change=lambda: edit(
            session.room, lambda draft: reshape(draft, part.place, st.session_state[name], header, rows)
        ),
    )
    if shape == "dates":
        options = list(dict.fromkeys(c for c in (*guesses.date_columns(header, rows), *part.entry["dates"].values())))
        dates = controlled([c for c in part.entry["dates"].values() if c in header], "dates", *part.place)
        st.multiselect(
            text("setup.dates"),
            options,
            key=dates,
            on_change=lambda: edit(
                session.room, lambda draft: put_dates(draft, session.model, part.place, st.session_state[dates])
            ),
        )


def reshape(draft: Draft, place: tuple, shape: str, header, rows) -> None:
    """Another shape: what the file does not tell any more is forgotten."""
    if shape == "none":
        draft.mapping["events"].pop(place[1])
        draft.mapping = {name: value for name, value in draft.mapping.items() if value}
        return
    entry = parts.entry_at(draft.mapping, place)
    if shape == "dates":
        draft.mapping = parts.with_dates(draft.mapping, place, {})
        parts.entry_at(draft.mapping, place)["dates"] = {}
        return
    guessed = guesses.guess(header, rows)
    entry.pop("dates", None)
    entry.pop("reasons", None)
    entry.update({slot: guessed[slot] for slot in ("stage", "at") if slot in guessed})


def put_dates(draft: Draft, model: dict, place: tuple, chosen: list[str]) -> None:
    """One date column a stage; a new column becomes the stage it names, or a new one."""
    entry = parts.entry_at(draft.mapping, place)
    dates = {stage: column for stage, column in entry.get("dates", {}).items() if column in chosen}
    for column in [column for column in chosen if column not in dates.values()]:
        name = guesses.stage_named_by(column)
        stage = stage_model.place_of(model, name)
        if not stage or stage in dates:
            kind = stage_model.exit_kind(name)
            model, stage = stage_model.with_exit(model, name, kind) if kind else stage_model.with_stage(model, name)
            draft.model = model
        dates[stage] = column
    entry["dates"] = dates
