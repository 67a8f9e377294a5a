"""Step 2: which column of which file is what, with a sample of rows beside it."""

import pandas as pd
import streamlit as st

from revflow.setup import columns as parts
from revflow.setup import draft as drafts
from revflow.setup import guesses
from revflow.setup import stages as stage_model
from revflow.setup.columns import AMOUNT, KINDS, NEEDED, PURPOSES, SLOTS, Part
from revflow.setup.draft import Draft
from revflow.setup.privacy import held_back
from revflow.texts import formats
from revflow.ui.pages.setup import reading
from revflow.ui.pages.setup import session as desks
from revflow.ui.pages.setup.session import SHOWN_ROWS, SetupSession, called, controlled, key, step
from revflow.ui.pages.setup.session import edit_columns as edit
from revflow.ui.parts import wording
from revflow.ui.parts.wording import text

MOST_NAMED = 6  # columns named in a sentence
SHAPES = ("column", "dates", "none")


def columns(desk: SetupSession) -> None:
    """A part for each file: what one of its rows is, its columns, and its first rows."""
    if not desk.has_files or desk.draft.canonical:
        return
    open_points = parts.gaps(desk.draft.mapping)
    if desk.is_routine and not open_points and not wants_settings():
        return
    step(desk, "columns", *state_of(desk, open_points))
    unused_columns(desk)
    waiting = [known["pattern"] for known in desk.draft.uploads.values()]
    for file in dict.fromkeys([*waiting, *drafts.files_of(desk.draft.mapping)]):
        one_file(desk, file, bool([gap for gap in open_points if gap[0] == file]))


def unused_columns(desk: SetupSession) -> None:
    """How many columns of the lists of records are not read, and which of them would serve to analyse by."""
    mapping, count, useful = desk.draft.mapping, 0, []
    for kind, entry in mapping.get("records", {}).items():
        file = entry.get("file", "")
        if parts.purpose_of(mapping, file) != kind:
            continue  # a history, or a file read for another kind
        header, rows, _ = desks.sample(desk, file)
        used = parts.columns_of(mapping, file)
        count += len([name for name in header if name and name not in used])
        fit = guesses.worth_reading(header, rows, used, stage_model.known_labels(desk.model))
        held = held_back(kind, header, rows, fit)
        useful += [name for name in fit if name not in held and name not in useful]
    if not count:
        return
    names = text("unit.comma").join(useful[:MOST_NAMED]) + ("…" if len(useful) > MOST_NAMED else "")
    said = "setup.columns-unused-useful" if useful else "setup.columns-unused"
    wording.note(text(said, count=formats.exact(count), columns=names))


def wants_settings() -> bool:
    """Whether somebody asked to see the settings of a company whose files are all known."""
    return st.toggle(text("setup.see-settings"), key=key("see-settings"))


def wants_settings_now() -> bool:
    """Whether that was asked for in this run."""
    return bool(st.session_state.get(key("see-settings")))


def state_of(desk: SetupSession, open_points: list) -> tuple[str, bool]:
    """Where the step stands, in a sentence."""
    if open_points:
        return text("setup.columns-open", count=formats.exact(len(open_points))), False
    if not desk.draft.mapping.get("events"):
        return text("setup.columns-no-stages"), False
    return text("setup.columns-done"), True


def one_file(desk: SetupSession, file: str, is_open: bool) -> None:
    """One file's columns; open where something is missing."""
    stored = desk.stored_as(file) or file
    purpose = parts.purpose_of(desk.draft.mapping, file)
    title = text("setup.columns-of", file=desk.draft.shown_name(stored), what=named_in(desk.draft.mapping, file))
    unknown = purpose == "unused" and not desk.draft.mapping.get("events")
    with st.expander(wording.label(title, 120), expanded=is_open or unknown, key=key("columns", file)):
        header, rows, why = desks.sample(desk, file)
        if not header:
            desks.fault(why) if why else wording.line(text("setup.columns-unreadable"), "p", "notice")
            reading.how_it_is_read(desk, file)
            return
        ask, show = st.columns([5, 6], gap="large")
        with ask:
            ask_purpose(desk, file, purpose, header, rows)
            for part in parts.parts_of(desk.draft.mapping, file):
                ask_part(desk, part, header, rows)
            if purpose != "unused":
                wording.line(text("setup.reading"), "h3", "part")
                reading.how_it_is_read(desk, file)
        with show:
            wording.line(text("setup.sample", rows=min(SHOWN_ROWS, len(rows))), "p", "note")
            shown = sample_frame(header, rows[:SHOWN_ROWS])
            plain = {column: st.column_config.TextColumn(column) for column in shown}
            st.dataframe(shown, hide_index=True, column_config=plain, key=key("sample", file), height=330)


def sample_frame(header: tuple[str, ...], rows: list) -> pd.DataFrame:
    """The first rows as text; equal headers are told apart."""
    names: list[str] = []
    for name in header:
        names.append(parts.free_name(name or "-", {other.lower() for other in names}))
    cells = [
        [str(row[n])[:200] if n < len(row) and row[n] is not None else "" for n in range(len(header))] for row in rows
    ]
    return pd.DataFrame(cells, columns=names, dtype="string")


def purpose_named(purpose: str) -> str:
    """What one row of a file is, in words; a kind of record of one's own by its name."""
    return text(f"setup.purpose-{purpose}") if purpose in PURPOSES else text("setup.purpose-other", kind=purpose)


def named_in(mapping: dict, file: str) -> str:
    """What one row of a file is; of a history also whose it is, where another file lists those records."""
    purpose = parts.purpose_of(mapping, file)
    records = mapping.get("records", {})
    kinds = {part.kind for part in parts.parts_of(mapping, file) if part.role == "events"}
    whose = {kind for kind in kinds if kind in KINDS and records.get(kind, {}).get("file", file) != file}
    if purpose == "log" and len(kinds) == 1 and whose == kinds:
        return text("setup.history-of", kind=text(f"setup.kind-{whose.pop()}"))
    return purpose_named(purpose)


def ask_purpose(desk: SetupSession, file: str, purpose: str, header, rows) -> None:
    """What one row of the file is."""
    free = parts.free_kinds(desk.draft.mapping, file)
    options = [p for p in PURPOSES if p not in KINDS or p in free]
    options = options if purpose in options else [purpose, *options]
    name = controlled(purpose, "purpose", file)
    st.selectbox(
        text("setup.purpose"),
        options,
        key=name,
        format_func=called(options, purpose_named),
        filter_mode=None,
        on_change=purpose_changed,
        args=(desk, file, name, header, rows),
    )


def purpose_changed(desk: SetupSession, file: str, name: str, header, rows) -> None:
    guessed, purpose = guesses.guess(header, rows), st.session_state[name]

    def change(draft: Draft) -> None:
        draft.mapping = parts.for_purpose(
            draft.mapping, file, purpose, guessed, guesses.attributes(header, rows, guessed)
        )
        for known in draft.uploads.values():
            if known.get("pattern") == file:
                known["said"], known["guessed"] = True, sorted(guessed)

    edit(desk.room, change)


def ask_part(desk: SetupSession, part: Part, header, rows) -> None:
    """The columns of one part of the mapping."""
    same_id = part.role == "events" and has_records(desk, part)
    if part.role in ("records", "events"):
        wording.line(text(f"setup.part-{part.role}"), "h3", "part")
    was_guessed = any(k.get("pattern") == part.entry["file"] and k.get("guessed") for k in desk.draft.uploads.values())
    if was_guessed and part.role != "events":
        wording.note(text("setup.guessed"))
    if part.role not in ("records", "targets") and not same_id:
        ask_kind(desk, part)
    slots = [slot for slot in SLOTS[part.role] if slot != "id" or not same_id]
    if part.role == "events":
        ask_shape(desk, part, header, rows)
        shape = shape_of(part.entry)
        slots = [s for s in slots if s not in ("stage", "at", "row_id") or (shape == "column" and s != "row_id")]
    for slot in slots:
        ask_column(desk, part, slot, header, rows)
    if part.role == "records":
        ask_links(desk, part, header, rows)
        ask_attributes(desk, part, header, rows)


def has_records(desk: SetupSession, part: Part) -> bool:
    """Whether the file of an event part lists the records too, so that the id is the same."""
    own = desk.draft.mapping.get("records", {}).get(part.kind, {})
    return own.get("file") == part.entry.get("file") and own.get("id") == part.entry.get("id")


def ask_kind(desk: SetupSession, part: Part) -> None:
    """Whose id stands in the file."""
    kinds = list(desk.draft.mapping.get("records", {}))
    name = controlled(part.entry.get("record") if part.entry.get("record") in kinds else "", "kind", *part.place)
    options = kinds if part.entry.get("record") in kinds else ["", *kinds]

    def change(draft: Draft) -> None:
        parts.entry_at(draft.mapping, part.place)["record"] = st.session_state[name]

    st.selectbox(
        text("setup.whose"),
        options,
        key=name,
        filter_mode=None,
        format_func=called(options, kind_named),
        on_change=lambda: edit(desk.room, change),
    )


def kind_named(kind: str) -> str:
    """A kind of record in words."""
    return text(f"setup.kind-{kind}") if kind in KINDS else kind or text("setup.no-column")


def ask_column(desk: SetupSession, part: Part, slot: str, header, rows) -> None:
    """Which column holds a setting."""
    needed = slot in NEEDED[part.role] or slot in ("stage", "at")
    column_select(
        desk,
        text(f"setup.slot-{part.role}-{slot}" if slot in ("owner", "at", "kind", "stage") else f"setup.slot-{slot}"),
        part.entry.get(slot),
        lambda draft, column: setattr(draft, "mapping", parts.with_slot(draft.mapping, part.place, slot, column)),
        header,
        rows,
        ("slot", *part.place, slot),
        needed,
    )


def column_select(
    desk: SetupSession, title: str, column: str | None, put, header, rows, names: tuple, needed=False
) -> None:
    """A choice of one of the file's columns, each with a few of its values."""
    options = ["", *dict.fromkeys(name for name in header if name)]
    name = controlled(column if column in options else "", *names)
    st.selectbox(
        title + (text("setup.needed") if needed and not column else ""),
        options,
        key=name,
        format_func=called(options, lambda option: with_examples(option, header, rows)),
        on_change=lambda: edit(desk.room, lambda draft: put(draft, st.session_state[name] or None)),
    )
    if column and column not in options:
        wording.line(text("setup.column-missing", column=column), "p", "notice")


def with_examples(column: str, header, rows) -> str:
    if not column:
        return text("setup.no-column")
    shown = [value[:24] for value in guesses.examples(rows, list(header).index(column))]
    return text("setup.column-examples", column=column, examples=text("unit.comma").join(shown)) if shown else column


def ask_links(desk: SetupSession, part: Part, header, rows) -> None:
    """Which column holds the id of the lead or deal that a record came from."""
    listed = list(desk.draft.mapping.get("records", {}))
    earlier = listed[: listed.index(part.kind)] if part.kind in listed else []
    for kind in earlier:
        if kind in part.entry.get("becomes", {}):
            continue
        column_select(
            desk,
            text("setup.link", kind=kind_named(kind)),
            part.entry.get("belongs_to", {}).get(kind),
            lambda draft, column, kind=kind: setattr(
                draft, "mapping", parts.with_link(draft.mapping, part.place, kind, column)
            ),
            header,
            rows,
            ("link", *part.place, kind),
        )


def ask_attributes(desk: SetupSession, part: Part, header, rows) -> None:
    """Which columns are money, and which are known of a journey besides."""
    own = part.entry.get("attributes", {})
    column_select(
        desk,
        text("setup.slot-amount"),
        own.get(AMOUNT),
        lambda draft, column: setattr(draft, "mapping", parts.with_amount(draft.mapping, part.place, column)),
        header,
        rows,
        ("amount", *part.place),
    )
    options = list(dict.fromkeys(name for name in header if name and name != part.entry.get("id")))
    chosen = [column for name, column in own.items() if name != AMOUNT and column in options]
    name = controlled(chosen, "attributes", *part.place)
    st.multiselect(
        text("setup.attributes-of"),
        options,
        key=name,
        placeholder=text("setup.attributes-none"),
        on_change=lambda: edit(
            desk.room,
            lambda draft: setattr(
                draft, "mapping", parts.with_attributes(draft.mapping, part.place, st.session_state[name])
            ),
        ),
    )
    wording.note(text("setup.attributes-note"))


def shape_of(entry: dict) -> str:
    return "dates" if "dates" in entry else "column"


def ask_shape(desk: SetupSession, part: Part, header, rows) -> None:
    """How the file tells the stages: a column of stages and one of times, or a date column a stage."""
    shape = shape_of(part.entry)
    name = controlled(shape, "shape", *part.place)
    st.radio(
        text("setup.shape"),
        SHAPES,
        key=name,
        format_func=called(SHAPES, lambda s: text(f"setup.shape-{s}")),
        on_change=lambda: edit(
            desk.room, lambda draft: reshape(draft, part.place, st.session_state[name], header, rows)
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
                desk.room, lambda draft: put_dates(draft, desk.model, part.place, st.session_state[dates])
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
