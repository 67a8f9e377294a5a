"""The stages in order and the exits."""

import streamlit as st

from revflow.model.types import EXIT_KINDS, fold
from revflow.setup import stages as stage_model
from revflow.texts import formats
from revflow.ui.frame import wording
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.setup.model_fields import OTHER, add, change_model, named, whose
from revflow.ui.pages.setup.session import SetupSession, called, controlled, edit_stages, key


def stage_lines(session: SetupSession, labels: list) -> None:
    """A line for each stage and exit: what it is called, whose it is, which labels and how many rows mean it."""
    known, model = stage_model.known_labels(session.model), session.model
    rows: dict[str, list] = {}
    for found, count, _ in labels:
        if fold(found) in known:
            rows.setdefault(known[fold(found)], []).append((found, count))
    wording.line(text("setup.stages-order"), "h3", "title")
    order = [stage["id"] for stage in model["stages"]]
    for number, place in enumerate(order, 1):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-stage-{place}"):
            one_line(session, place, f"{number}", rows.get(place, []))
            step_buttons(session, place, number == 1, number == len(order))
            settings(session, place)
    wording.line(text("setup.exits-title"), "h3", "title")
    for place in model.get("exits", {}):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-stage-{place}"):
            one_line(session, place, "↓", rows.get(place, []))
            settings(session, place)
    add_place(session)


def one_line(session: SetupSession, place: str, mark: str, rows: list) -> None:
    """Name, department or kind, labels."""
    entry = stage_model.places(session.model)[place]
    if stage_model.is_exit(session.model, place):
        whose = text(f"setup.exit-{entry.get('kind', place)}")
    else:
        departments = session.model.get("departments", {})
        whose = stage_model.name_of(departments.get(entry["department"], {}), entry["department"], language())
    if entry.get("sla_days"):
        whose += text("setup.stage-sla", days=f"{entry['sla_days']:g}")
    if session.model.get("goal") == place:
        whose += text("setup.stage-goal")
    with st.container(width="stretch", gap=None):
        wording.line(f"{mark}  {stage_model.name_of(entry, place, language())}", "p", "name")
        count = sum(number for _, number in rows)
        shown = text("unit.comma").join(found for found, _ in rows[:6])
        means = (
            text("setup.stage-labels", labels=shown, rows=formats.exact(count)) if rows else text("setup.stage-bare")
        )
        wording.note(f"{whose}{text('unit.dot')}{means}")


def step_buttons(session: SetupSession, place: str, is_first: bool, is_last: bool) -> None:
    """Earlier and later; the sheet draws the words as arrows."""
    for name, step, off in (("up", -1, is_first), ("down", 1, is_last)):
        st.button(
            text(f"setup.stage-{name}"),
            key=f"stage-{name}-{place}",
            disabled=off,
            width=44,
            on_click=change_model,
            args=(session, stage_model.moved, place, step),
        )


def settings(session: SetupSession, place: str) -> None:
    """Everything that can be said of a stage or exit; drawn only when opened."""
    with st.popover(text("setup.change"), key=key("place", place), on_change="rerun", width="content") as opened:
        if not opened.open:
            return
        entry = stage_model.places(session.model)[place]
        for tongue in (language(), OTHER[language()]):
            named(session, place, entry, tongue)
        if stage_model.is_exit(session.model, place):
            kind = controlled(entry.get("kind", place), "kind-of", place)
            st.selectbox(
                text("setup.exit-kind"),
                EXIT_KINDS,
                key=kind,
                filter_mode=None,
                format_func=called(EXIT_KINDS, lambda k: text(f"setup.exit-{k}")),
                on_change=lambda: change_model(session, stage_model.changed, place, kind=st.session_state[kind]),
            )
        else:
            of_stage(session, place, entry)
        st.button(
            text("setup.remove"),
            key=key("remove", place),
            on_click=remove,
            args=(session, place),
            disabled=not stage_model.is_exit(session.model, place) and len(session.model["stages"]) == 1,
        )


def of_stage(session: SetupSession, place: str, entry: dict) -> None:
    """Who works the stage, within how many days, and whether it is the goal."""
    whose(session, place, entry, "setup.stage-department")
    days = controlled(float(entry["sla_days"]) if entry.get("sla_days") else None, "sla", place)
    st.number_input(
        text("setup.stage-days"),
        min_value=0.5,
        max_value=1000.0,
        step=1.0,
        format="%g",
        key=days,
        placeholder=text("setup.stage-days-none"),
        on_change=lambda: change_model(session, stage_model.changed, place, sla_days=st.session_state[days]),
    )
    goal = controlled(session.model.get("goal") == place, "goal", place)
    st.checkbox(
        text("setup.stage-is-goal"),
        key=goal,
        disabled=session.model.get("goal") == place,
        on_change=lambda: change_model(session, lambda model: {**model, "goal": place}),
    )
    if place == session.model["stages"][-1]["id"]:
        end = controlled(bool(entry.get("terminal")), "end", place)
        st.checkbox(
            text("setup.stage-is-end"),
            key=end,
            on_change=lambda: change_model(session, stage_model.ended, st.session_state[end]),
        )


def remove(session: SetupSession, place: str) -> None:
    """Takes a stage or exit out; date columns that meant it are read no more."""

    def change(draft) -> None:
        draft.model = stage_model.without(session.model, place)
        for entry in draft.mapping.get("events", []):
            for several in ("dates", "reasons"):
                entry.get(several, {}).pop(place, None)

    edit_stages(session.room, change)


def add_place(session: SetupSession) -> None:
    """A field for a new stage or exit."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = key("new-place")
        st.text_input(text("setup.new-stage"), key=name, max_chars=80, width=300)
        st.button(
            text("setup.add-stage"), key=key("add-stage"), on_click=add, args=(session, name, stage_model.with_stage)
        )
        st.button(
            text("setup.add-exit"), key=key("add-exit"), on_click=add, args=(session, name, stage_model.with_exit)
        )
