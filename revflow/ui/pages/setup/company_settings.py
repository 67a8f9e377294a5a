"""The departments, and what holds for the company as a whole."""

from zoneinfo import available_timezones

import streamlit as st

from revflow.model.closed_days import USUAL
from revflow.model.types import CALENDARS
from revflow.setup import stages as stage_model
from revflow.ui.frame.wording import text
from revflow.ui.pages.setup.model_fields import add, both_languages, change_model
from revflow.ui.pages.setup.session import SetupSession, called, controlled, key


def departments(session: SetupSession) -> None:
    """The departments' names, and new ones."""
    used = stage_model.departments_in_use(session.model)
    for department, entry in session.model.get("departments", {}).items():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for code in both_languages():
                name = controlled(str(entry.get(code) or ""), "department", code, department)
                st.text_input(
                    text(f"setup.name-{code}"),
                    key=name,
                    max_chars=80,
                    width=240,
                    on_change=lambda d=department, t=code, n=name: change_model(
                        session, stage_model.department_changed, d, **{t: " ".join(st.session_state[n].split())}
                    ),
                )
            if department not in used:
                st.button(
                    text("setup.remove"),
                    key=key("no-department", department),
                    on_click=change_model,
                    args=(session, stage_model.without_department, department),
                )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = key("new-department")
        st.text_input(text("setup.new-department"), key=name, max_chars=80, width=300)
        st.button(
            text("setup.add"),
            key=key("add-department"),
            on_click=add,
            args=(session, name, stage_model.with_department),
        )


def company_settings(session: SetupSession) -> None:
    """Time zone and working days."""
    model = session.model
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    current = model.get("timezone", "Asia/Tokyo")
    zone = controlled(current, "timezone")
    st.selectbox(
        text("setup.timezone"),
        zones if current in zones else [current, *zones],
        key=zone,
        width=320,
        on_change=lambda: change_model(session, lambda m: {**m, "timezone": st.session_state[zone]}),
    )
    days = controlled(model.get("calendar", "jp"), "calendar")
    st.selectbox(
        text("setup.calendar"),
        CALENDARS,
        key=days,
        width=320,
        filter_mode=None,
        format_func=called(CALENDARS, lambda c: text(f"setup.calendar-{c}")),
        on_change=lambda: change_model(session, lambda m: {**m, "calendar": st.session_state[days]}),
    )
    spans = model.get("closed_days", [])
    closed = controlled(spans, "closed-days")
    st.multiselect(
        text("setup.closed-days"),
        list(dict.fromkeys([*spans, *USUAL])),
        key=closed,
        width=320,
        help=text("setup.closed-days-help"),
        accept_new_options=True,
        on_change=lambda: change_model(session, lambda m: stage_model.with_closed_days(m, st.session_state[closed])),
    )
