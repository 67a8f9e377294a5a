"""Which label of the exports is which stage."""

import streamlit as st

from revflow.model.types import fold
from revflow.setup import columns as parts
from revflow.setup import stages as stage_model
from revflow.setup.draft import Draft
from revflow.texts import formats
from revflow.ui.frame import wording
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.setup import session as sessions
from revflow.ui.pages.setup.session import SetupSession, called, controlled, edit_stages, key

NEW_STAGE, NEW_EXIT, LEAVE_OUT = "+stage", "+exit", "-"
MAX_LABELS = 60  # shown at once
Label = tuple[str, int, tuple[str, ...]]  # label, rows, files


def found_labels(session: SetupSession) -> list[Label]:
    """Every label of the waiting files and those before, most frequent first."""
    found: dict[str, list] = {}
    dated = {key for entry in session.draft.mapping.get("events", []) for key in entry.get("dates", {})}
    known = stage_model.known_labels(session.model)
    for file, label, rows in sessions.labels(session):
        if label in dated and fold(label) in known:
            continue  # a date column that has its stage
        entry = found.setdefault(fold(label), [label, 0, []])
        entry[1] += rows
        entry[2].append(file)
    return sorted(((label, rows, tuple(files)) for label, rows, files in found.values()), key=lambda e: (-e[1], e[0]))


def unknown_of(session: SetupSession, labels: list[Label]) -> list[Label]:
    """The labels that are no stage yet and not left out on purpose."""
    gone = {fold(label) for _, label in parts.left_out(session.draft.mapping)}
    known = stage_model.known_labels(session.model)
    return [entry for entry in labels if fold(entry[0]) not in gone and fold(entry[0]) not in known]


def label_rows(session: SetupSession, labels: list[Label], unknown: list[Label], heading: str = "") -> None:
    """A line a label, with the stage that it means: those that nobody knows, or, under a heading, all of `labels`."""
    shown = in_order(session, labels) if heading else unknown
    if not shown:
        return
    if heading:
        wording.line(heading, "h3", "title")
    wording.note(text("setup.stages-lead"))
    if len(unknown) > 1:
        st.button(
            text("setup.labels-all-new", count=len(unknown)),
            key=key("all-new"),
            on_click=all_new,
            args=(session, [label for label, _, _ in unknown]),
        )
    for label, rows, files in shown[:MAX_LABELS]:
        one_label(session, label, rows, files, is_unknown=bool(unknown))
    if len(shown) > MAX_LABELS:
        wording.note(text("setup.labels-more", count=len(shown) - MAX_LABELS))


def in_order(session: SetupSession, labels: list[Label]) -> list[Label]:
    """Labels in the order of the stages they mean."""
    known = stage_model.known_labels(session.model)
    order = list(stage_model.places(session.model))
    return sorted(labels, key=lambda e: (order.index(known[fold(e[0])]) if fold(e[0]) in known else len(order), -e[1]))


def options_of(session: SetupSession, current: str) -> list:
    """The stages and exits that a label can mean, and what else can be done with it."""
    return [*([] if current else [""]), *stage_model.places(session.model), NEW_STAGE, NEW_EXIT, LEAVE_OUT]


def meaning(session: SetupSession, option: str) -> str:
    """What a choice says."""
    if not option:
        return text("setup.label-choose")
    if option in (NEW_STAGE, NEW_EXIT, LEAVE_OUT):
        return text(
            {NEW_STAGE: "setup.label-stage", NEW_EXIT: "setup.label-exit", LEAVE_OUT: "setup.label-out"}[option]
        )
    entry = stage_model.places(session.model).get(option, {})
    name = stage_model.name_of(entry, option, language())
    return text("setup.exit-named", name=name) if stage_model.is_exit(session.model, option) else name


def one_label(session: SetupSession, label: str, rows: int, files: tuple[str, ...], is_unknown: bool) -> None:
    """A label with its count and the choice of its stage."""
    gone = {fold(other) for _, other in parts.left_out(session.draft.mapping)}
    current = LEAVE_OUT if fold(label) in gone else stage_model.known_labels(session.model).get(fold(label), "")
    name, options = controlled(current, "label", label), options_of(session, current)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-label-{label[:80]}"):
        said = text("setup.label-rows", rows=formats.exact(rows))
        means(session, label, said, name, options, label_changed, (session, label, files, name))
        if is_unknown:
            wording.line(text("setup.label-unknown"), "p", "state")


def means(
    session: SetupSession, words_of_it: str, said: str, name: str, options: list, changed, arguments: tuple
) -> None:
    """A label or a column as the export writes it, what is said of it, and the choice of its stage."""
    with st.container(width=300, gap=None):
        wording.line(words_of_it, "p", "name")
        wording.note(said)
    st.selectbox(
        text("setup.label-means", label=wording.label(words_of_it, 60)),
        options,
        key=name,
        label_visibility="collapsed",
        format_func=called(options, lambda option: meaning(session, option)),
        width=340,
        on_change=changed,
        args=arguments,
    )


def label_changed(session: SetupSession, label: str, files: tuple[str, ...], name: str) -> None:
    chosen = st.session_state[name]
    edit_stages(session.room, lambda draft: put_label(draft, session.model, label, files, chosen))


def put_label(draft: Draft, model: dict, label: str, files: tuple[str, ...], chosen: str) -> None:
    """Lets a label mean a stage, a new one, or nothing."""
    if not chosen:
        return
    for file in files:
        draft.mapping = parts.with_left_out(draft.mapping, file, label, chosen == LEAVE_OUT)
    if chosen == LEAVE_OUT:
        draft.mapping = parts.without_date(draft.mapping, label)
    if chosen == LEAVE_OUT:
        return
    if chosen == NEW_STAGE:
        model, chosen = stage_model.with_stage(model, label)
    elif chosen == NEW_EXIT:
        model, chosen = stage_model.with_exit(model, label, stage_model.exit_kind(label) or "lost")
    draft.model, draft.mapping = stage_model.assigned(model, draft.mapping, label, chosen)


def all_new(session: SetupSession, labels: list[str]) -> None:
    """Makes a stage, or an exit where it sounds like one, of every label that nobody knows."""

    def change(draft: Draft) -> None:
        model = session.model
        for label in labels:
            put_label(draft, model, label, (), NEW_EXIT if stage_model.exit_kind(label) else NEW_STAGE)
            model = draft.model or model

    edit_stages(session.room, change)


def date_rows(session: SetupSession) -> None:
    """Date columns are labels too: a line each with the stage whose day it is."""
    known = stage_model.known_labels(session.model)
    for number, entry in enumerate(session.draft.mapping.get("events", [])):
        for stage, column in entry.get("dates", {}).items():
            if fold(stage) in known:
                one_date(session, number, stage, column, known[fold(stage)])


def one_date(session: SetupSession, number: int, stage: str, column: str, current: str) -> None:
    """A date column with the choice of its stage; each stage has one column at most."""
    taken = session.draft.mapping["events"][number]["dates"]
    options = [place for place in stage_model.places(session.model) if place == current or place not in taken]
    name = controlled(current, "date", number, stage)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-date-{number}-{stage}"):
        said = text("setup.date-column")
        means(session, column, said, name, options, date_changed, (session, number, stage, name))


def date_changed(session: SetupSession, number: int, stage: str, name: str) -> None:
    chosen = st.session_state[name]

    def change(draft: Draft) -> None:
        entry = draft.mapping["events"][number]
        for several in ("dates", "reasons"):
            if stage in entry.get(several, {}):
                entry[several] = {chosen if place == stage else place: c for place, c in entry[several].items()}

    edit_stages(session.room, change)
