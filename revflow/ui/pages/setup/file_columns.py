"""Which column of a file holds what."""

import streamlit as st

from revflow.setup import columns as parts
from revflow.setup import guesses
from revflow.setup.columns import AMOUNT, KINDS, NEEDED, SLOTS, Part
from revflow.setup.draft import Draft
from revflow.ui.frame import wording
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup.event_shape import ask_shape, shape_of
from revflow.ui.pages.setup.session import SetupSession, called, controlled
from revflow.ui.pages.setup.session import edit_columns as edit


def ask_part(session: SetupSession, part: Part, header, rows) -> None:
    """The columns of one part of the mapping; a plan that stands in a list of records is asked for with the records."""
    if part.role == "plans" and has_records(session, part):
        return
    same_id = part.role == "events" and has_records(session, part)
    if part.role in ("records", "events"):
        wording.line(text(f"setup.part-{part.role}"), "h3", "part")
    was_guessed = any(
        k.get("pattern") == part.entry["file"] and k.get("guessed") for k in session.draft.uploads.values()
    )
    if was_guessed and part.role != "events":
        wording.note(text("setup.guessed"))
    if part.role not in ("records", "targets") and not same_id:
        ask_kind(session, part)
    slots = [slot for slot in SLOTS[part.role] if slot != "id" or not same_id]
    if part.role == "events":
        ask_shape(session, part, header, rows)
        shape = shape_of(part.entry)
        slots = [s for s in slots if s not in ("stage", "at", "row_id") or (shape == "column" and s != "row_id")]
    for slot in slots:
        ask_column(session, part, slot, header, rows)
    if part.role == "records":
        ask_links(session, part, header, rows)
        ask_planned(session, part, header, rows)
        ask_attributes(session, part, header, rows)


def has_records(session: SetupSession, part: Part) -> bool:
    """Whether the file of an event part lists the records too, so that the id is the same."""
    own = session.draft.mapping.get("records", {}).get(part.kind, {})
    return own.get("file") == part.entry.get("file") and own.get("id") == part.entry.get("id")


def ask_kind(session: SetupSession, part: Part) -> None:
    """Whose id stands in the file."""
    kinds = list(session.draft.mapping.get("records", {}))
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
        on_change=lambda: edit(session.room, change),
    )


def kind_named(kind: str) -> str:
    """A kind of record in words."""
    return text(f"setup.kind-{kind}") if kind in KINDS else kind or text("setup.no-column")


def ask_column(session: SetupSession, part: Part, slot: str, header, rows) -> None:
    """Which column holds a setting."""
    needed = slot in NEEDED[part.role] or slot in ("stage", "at")
    column_select(
        session,
        text(f"setup.slot-{part.role}-{slot}" if slot in ("owner", "at", "kind", "stage") else f"setup.slot-{slot}"),
        part.entry.get(slot),
        lambda draft, column: setattr(draft, "mapping", parts.with_slot(draft.mapping, part.place, slot, column)),
        header,
        rows,
        ("slot", *part.place, slot),
        needed,
    )


def column_select(
    session: SetupSession, title: str, column: str | None, put, header, rows, names: tuple, needed=False
) -> None:
    """A choice of one of the file's columns, each with a few of its values."""
    options = ["", *dict.fromkeys(name for name in header if name)]
    name = controlled(column if column in options else "", *names)
    st.selectbox(
        title + (text("setup.needed") if needed and not column else ""),
        options,
        key=name,
        format_func=called(options, lambda option: with_examples(option, header, rows)),
        on_change=lambda: edit(session.room, lambda draft: put(draft, st.session_state[name] or None)),
    )
    if column and column not in options:
        wording.line(text("setup.column-missing", column=column), "p", "notice")


def with_examples(column: str, header, rows) -> str:
    if not column:
        return text("setup.no-column")
    shown = [value[:24] for value in guesses.examples(rows, list(header).index(column))]
    return text("setup.column-examples", column=column, examples=text("unit.comma").join(shown)) if shown else column


def ask_links(session: SetupSession, part: Part, header, rows) -> None:
    """Which column holds the id of the lead or deal that a record came from."""
    listed = list(session.draft.mapping.get("records", {}))
    earlier = listed[: listed.index(part.kind)] if part.kind in listed else []
    for kind in earlier:
        if kind in part.entry.get("becomes", {}):
            continue
        column_select(
            session,
            text("setup.link", kind=kind_named(kind)),
            part.entry.get("belongs_to", {}).get(kind),
            lambda draft, column, kind=kind: setattr(
                draft, "mapping", parts.with_link(draft.mapping, part.place, kind, column)
            ),
            header,
            rows,
            ("link", *part.place, kind),
        )


def ask_planned(session: SetupSession, part: Part, header, rows) -> None:
    """Which column holds the day of the next contact."""
    column_select(
        session,
        text("setup.slot-plans-at"),
        parts.planned_in(session.draft.mapping, part),
        lambda draft, column: setattr(draft, "mapping", parts.with_planned(draft.mapping, part.place, column)),
        header,
        rows,
        ("planned", *part.place),
    )


def ask_attributes(session: SetupSession, part: Part, header, rows) -> None:
    """Which columns are money, and which are known of a journey besides."""
    own = part.entry.get("attributes", {})
    column_select(
        session,
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
            session.room,
            lambda draft: setattr(
                draft, "mapping", parts.with_attributes(draft.mapping, part.place, st.session_state[name])
            ),
        ),
    )
    wording.note(text("setup.attributes-note"))
