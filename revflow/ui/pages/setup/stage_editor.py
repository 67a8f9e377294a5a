"""The stages in order and the exits."""

import streamlit as st

from revflow.model.types import EXIT_KINDS, fold
from revflow.setup import stages as stage_model
from revflow.texts import formats
from revflow.ui.frame import wording
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.setup.model_fields import add, both_languages, change_model, named, whose
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
    for number, stage_id in enumerate(order, 1):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-stage-{stage_id}"):
            one_line(session, stage_id, f"{number}", rows.get(stage_id, []))
            step_buttons(session, stage_id, number == 1, number == len(order))
            settings(session, stage_id)
    wording.line(text("setup.exits-title"), "h3", "title")
    for stage_id in model.get("exits", {}):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-stage-{stage_id}"):
            one_line(session, stage_id, "↓", rows.get(stage_id, []))
            settings(session, stage_id)
    add_stage_or_exit(session)


def one_line(session: SetupSession, stage_id: str, mark: str, rows: list) -> None:
    """Name, department or kind, labels."""
    entry = stage_model.places(session.model)[stage_id]
    if stage_model.is_exit(session.model, stage_id):
        whose = text(f"setup.exit-{entry.get('kind', stage_id)}")
    else:
        departments = session.model.get("departments", {})
        whose = stage_model.name_of(departments.get(entry["department"], {}), entry["department"], language())
    if entry.get("sla_days"):
        whose += text("setup.stage-sla", days=f"{entry['sla_days']:g}")
    if session.model.get("goal") == stage_id:
        whose += text("setup.stage-goal")
    with st.container(width="stretch", gap=None):
        wording.line(f"{mark}  {stage_model.name_of(entry, stage_id, language())}", "p", "name")
        count = sum(number for _, number in rows)
        shown = text("unit.comma").join(found for found, _ in rows[:6])
        means = (
            text("setup.stage-labels", labels=shown, rows=formats.exact(count)) if rows else text("setup.stage-bare")
        )
        wording.note(f"{whose}{text('unit.dot')}{means}")


def step_buttons(session: SetupSession, stage_id: str, is_first: bool, is_last: bool) -> None:
    """Earlier and later; the sheet draws the words as arrows."""
    for name, step, off in (("up", -1, is_first), ("down", 1, is_last)):
        st.button(
            text(f"setup.stage-{name}"),
            key=f"stage-{name}-{stage_id}",
            disabled=off,
            width=44,
            on_click=change_model,
            args=(session, stage_model.moved, stage_id, step),
        )


def settings(session: SetupSession, stage_id: str) -> None:
    """Everything that can be said of a stage or exit; drawn only when opened."""
    with st.popover(text("setup.change"), key=key("stage", stage_id), on_change="rerun", width="content") as opened:
        if not opened.open:
            return
        entry = stage_model.places(session.model)[stage_id]
        for code in both_languages():
            named(session, stage_id, entry, code)
        if stage_model.is_exit(session.model, stage_id):
            kind = controlled(entry.get("kind", stage_id), "kind-of", stage_id)
            st.selectbox(
                text("setup.exit-kind"),
                EXIT_KINDS,
                key=kind,
                filter_mode=None,
                format_func=called(EXIT_KINDS, lambda k: text(f"setup.exit-{k}")),
                on_change=lambda: change_model(session, stage_model.changed, stage_id, kind=st.session_state[kind]),
            )
        else:
            of_stage(session, stage_id, entry)
        st.button(
            text("setup.remove"),
            key=key("remove", stage_id),
            on_click=remove,
            args=(session, stage_id),
            disabled=not stage_model.is_exit(session.model, stage_id) and len(session.model["stages"]) == 1,
        )


def of_stage(session: SetupSession, stage_id: str, entry: dict) -> None:
    """Who works the stage, within how many days, and whether it is the goal."""
    whose(session, stage_id, entry, "setup.stage-department")
    days = controlled(float(entry["sla_days"]) if entry.get("sla_days") else None, "sla", stage_id)
    st.number_input(
        text("setup.stage-days"),
        min_value=0.5,
        max_value=1000.0,
        step=1.0,
        format="%g",
        key=days,
        placeholder=text("setup.stage-days-none"),
        on_change=lambda: change_model(session, stage_model.changed, stage_id, sla_days=st.session_state[days]),
    )
    goal = controlled(session.model.get("goal") == stage_id, "goal", stage_id)
    st.checkbox(
        text("setup.stage-is-goal"),
        key=goal,
        disabled=session.model.get("goal") == stage_id,
        on_change=lambda: change_model(session, lambda model: {**model, "goal": stage_id}),
    )
    if stage_id == session.model["stages"][-1]["id"]:
        end = controlled(bool(entry.get("terminal")), "end", stage_id)
        st.checkbox(
            text("setup.stage-is-end"),
            key=end,
            on_change=lambda: change_model(session, stage_model.ended, st.session_state[end]),
        )


def remove(session: SetupSession, stage_id: str) -> None:
    """Takes a stage or exit out; date columns that meant it are read no more."""

    def change(draft) -> None:
        draft.model = stage_model.without(session.model, stage_id)
        for entry in draft.mapping.get("events", []):
            for several in ("dates", "reasons"):
                entry.get(several, {}).pop(stage_id, None)

    edit_stages(session.room, change)


def add_stage_or_exit(session: SetupSession) -> None:
    """A field for a new stage or exit."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = key("new-stage")
        st.text_input(text("setup.new-stage"), key=name, max_chars=80, width=300)
        st.button(
            text("setup.add-stage"), key=key("add-stage"), on_click=add, args=(session, name, stage_model.with_stage)
        )
        st.button(
            text("setup.add-exit"), key=key("add-exit"), on_click=add, args=(session, name, stage_model.with_exit)
        )
