"""The stages in order, the exits, the departments, and what holds for the company as a whole."""

from zoneinfo import available_timezones

import streamlit as st

from revflow.model.types import CALENDARS, EXIT_KINDS, fold
from revflow.setup import stages as stage_model
from revflow.texts import formats
from revflow.ui.pages.setup.session import SetupSession, called, controlled, edit_stages, key
from revflow.ui.parts import wording
from revflow.ui.parts.wording import language, text

OTHER = {"ja": "en", "en": "ja"}


def change_model(desk: SetupSession, change, *arguments, **settings) -> None:
    """Changes the stage model; the first change makes it the company's own."""
    made = change(desk.model, *arguments, **settings)

    def put(draft) -> None:
        draft.model = made[0] if isinstance(made, tuple) else made

    edit_stages(desk.room, put)


def stage_lines(desk: SetupSession, labels: list) -> None:
    """A line for each stage and exit: what it is called, whose it is, which labels and how many rows mean it."""
    known, model = stage_model.known_labels(desk.model), desk.model
    rows: dict[str, list] = {}
    for found, count, _ in labels:
        if fold(found) in known:
            rows.setdefault(known[fold(found)], []).append((found, count))
    wording.line(text("setup.stages-order"), "h3", "title")
    order = [stage["id"] for stage in model["stages"]]
    for number, place in enumerate(order, 1):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-stage-{place}"):
            one_line(desk, place, f"{number}", rows.get(place, []))
            step_buttons(desk, place, number == 1, number == len(order))
            settings(desk, place)
    wording.line(text("setup.exits-title"), "h3", "title")
    for place in model.get("exits", {}):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-stage-{place}"):
            one_line(desk, place, "↓", rows.get(place, []))
            settings(desk, place)
    add_place(desk)


def one_line(desk: SetupSession, place: str, mark: str, rows: list) -> None:
    """Name, department or kind, labels."""
    entry = stage_model.places(desk.model)[place]
    if stage_model.is_exit(desk.model, place):
        whose = text(f"setup.exit-{entry.get('kind', place)}")
    else:
        departments = desk.model.get("departments", {})
        whose = stage_model.name_of(departments.get(entry["department"], {}), entry["department"], language())
    if entry.get("sla_days"):
        whose += text("setup.stage-sla", days=f"{entry['sla_days']:g}")
    if desk.model.get("goal") == place:
        whose += text("setup.stage-goal")
    with st.container(width="stretch", gap=None):
        wording.line(f"{mark}  {stage_model.name_of(entry, place, language())}", "p", "name")
        count = sum(number for _, number in rows)
        shown = text("unit.comma").join(found for found, _ in rows[:6])
        means = (
            text("setup.stage-labels", labels=shown, rows=formats.exact(count)) if rows else text("setup.stage-bare")
        )
        wording.note(f"{whose}{text('unit.dot')}{means}")


def step_buttons(desk: SetupSession, place: str, is_first: bool, is_last: bool) -> None:
    """Earlier and later; the sheet draws the words as arrows."""
    for name, step, off in (("up", -1, is_first), ("down", 1, is_last)):
        st.button(
            text(f"setup.stage-{name}"),
            key=f"stage-{name}-{place}",
            disabled=off,
            width=44,
            on_click=change_model,
            args=(desk, stage_model.moved, place, step),
        )


def settings(desk: SetupSession, place: str) -> None:
    """Everything that can be said of a stage or exit; drawn only when opened."""
    with st.popover(text("setup.change"), key=key("place", place), on_change="rerun", width="content") as opened:
        if not opened.open:
            return
        entry = stage_model.places(desk.model)[place]
        for tongue in (language(), OTHER[language()]):
            named(desk, place, entry, tongue)
        if stage_model.is_exit(desk.model, place):
            kind = controlled(entry.get("kind", place), "kind-of", place)
            st.selectbox(
                text("setup.exit-kind"),
                EXIT_KINDS,
                key=kind,
                filter_mode=None,
                format_func=called(EXIT_KINDS, lambda k: text(f"setup.exit-{k}")),
                on_change=lambda: change_model(desk, stage_model.changed, place, kind=st.session_state[kind]),
            )
        else:
            of_stage(desk, place, entry)
        st.button(
            text("setup.remove"),
            key=key("remove", place),
            on_click=remove,
            args=(desk, place),
            disabled=not stage_model.is_exit(desk.model, place) and len(desk.model["stages"]) == 1,
        )


def named(
    desk: SetupSession, what: str, entry: dict, tongue: str, change=stage_model.changed, kind: str = "name"
) -> None:
    """A field for the name of a stage, or of what else `change` changes, in one language."""
    name = controlled(str(entry.get(tongue) or ""), kind, tongue, what)
    st.text_input(
        text(f"setup.name-{tongue}"),
        key=name,
        max_chars=80,
        on_change=lambda: change_model(desk, change, what, **{tongue: " ".join(st.session_state[name].split())}),
    )


def whose(
    desk: SetupSession, what: str, entry: dict, label: str, change=stage_model.changed, kind: str = "whose"
) -> None:
    """The department of a stage, or of what else `change` changes."""
    departments = desk.model.get("departments", {})
    name = controlled(entry["department"], kind, what)
    st.selectbox(
        text(label),
        list(departments),
        key=name,
        filter_mode=None,
        format_func=called(departments, lambda d: stage_model.name_of(departments[d], d, language())),
        on_change=lambda: change_model(desk, change, what, department=st.session_state[name]),
    )


def of_stage(desk: SetupSession, place: str, entry: dict) -> None:
    """Who works the stage, within how many days, and whether it is the goal."""
    whose(desk, place, entry, "setup.stage-department")
    days = controlled(float(entry["sla_days"]) if entry.get("sla_days") else None, "sla", place)
    st.number_input(
        text("setup.stage-days"),
        min_value=0.5,
        max_value=1000.0,
        step=1.0,
        format="%g",
        key=days,
        placeholder=text("setup.stage-days-none"),
        on_change=lambda: change_model(desk, stage_model.changed, place, sla_days=st.session_state[days]),
    )
    goal = controlled(desk.model.get("goal") == place, "goal", place)
    st.checkbox(
        text("setup.stage-is-goal"),
        key=goal,
        disabled=desk.model.get("goal") == place,
        on_change=lambda: change_model(desk, lambda model: {**model, "goal": place}),
    )
    if place == desk.model["stages"][-1]["id"]:
        end = controlled(bool(entry.get("terminal")), "end", place)
        st.checkbox(
            text("setup.stage-is-end"),
            key=end,
            on_change=lambda: change_model(desk, stage_model.ended, st.session_state[end]),
        )


def remove(desk: SetupSession, place: str) -> None:
    """Takes a stage or exit out; date columns that meant it are read no more."""

    def change(draft) -> None:
        draft.model = stage_model.without(desk.model, place)
        for entry in draft.mapping.get("events", []):
            for several in ("dates", "reasons"):
                entry.get(several, {}).pop(place, None)

    edit_stages(desk.room, change)


def add_place(desk: SetupSession) -> None:
    """A field for a new stage or exit."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = key("new-place")
        st.text_input(text("setup.new-stage"), key=name, max_chars=80, width=300)
        st.button(
            text("setup.add-stage"), key=key("add-stage"), on_click=add, args=(desk, name, stage_model.with_stage)
        )
        st.button(text("setup.add-exit"), key=key("add-exit"), on_click=add, args=(desk, name, stage_model.with_exit))


def add(desk: SetupSession, name: str, how) -> None:
    said = " ".join(st.session_state[name].split())
    st.session_state[name] = ""
    if said:
        change_model(desk, how, said)


def departments(desk: SetupSession) -> None:
    """The departments' names, and new ones."""
    used = stage_model.departments_in_use(desk.model)
    for department, entry in desk.model.get("departments", {}).items():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for tongue in (language(), OTHER[language()]):
                name = controlled(str(entry.get(tongue) or ""), "department", tongue, department)
                st.text_input(
                    text(f"setup.name-{tongue}"),
                    key=name,
                    max_chars=80,
                    width=240,
                    on_change=lambda d=department, t=tongue, n=name: change_model(
                        desk, stage_model.department_changed, d, **{t: " ".join(st.session_state[n].split())}
                    ),
                )
            if department not in used:
                st.button(
                    text("setup.remove"),
                    key=key("no-department", department),
                    on_click=change_model,
                    args=(desk, stage_model.without_department, department),
                )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = key("new-department")
        st.text_input(text("setup.new-department"), key=name, max_chars=80, width=300)
        st.button(
            text("setup.add"), key=key("add-department"), on_click=add, args=(desk, name, stage_model.with_department)
        )


def company_settings(desk: SetupSession) -> None:
    """Time zone and working days."""
    model = desk.model
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    current = model.get("timezone", "Asia/Tokyo")
    zone = controlled(current, "timezone")
    st.selectbox(
        text("setup.timezone"),
        zones if current in zones else [current, *zones],
        key=zone,
        width=320,
        on_change=lambda: change_model(desk, lambda m: {**m, "timezone": st.session_state[zone]}),
    )
    days = controlled(model.get("calendar", "jp"), "calendar")
    st.selectbox(
        text("setup.calendar"),
        CALENDARS,
        key=days,
        width=320,
        filter_mode=None,
        format_func=called(CALENDARS, lambda c: text(f"setup.calendar-{c}")),
        on_change=lambda: change_model(desk, lambda m: {**m, "calendar": st.session_state[days]}),
    )
