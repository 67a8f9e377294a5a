"""What is known of a journey: what it is called, who decides it and when; what is private."""

import streamlit as st

from revflow.setup import columns as parts
from revflow.setup import privacy
from revflow.setup import stages as stage_model
from revflow.setup.columns import AMOUNT
from revflow.ui.frame import wording
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.setup import session as sessions
from revflow.ui.pages.setup.model_fields import both_languages, change_model, named, whose
from revflow.ui.pages.setup.session import SetupSession, called, controlled, edit_stages, key

ENTRY = "entry"


def attribute_lines(session: SetupSession) -> None:
    """A line for each attribute, then what is private."""
    found = parts.attributes_of(session.draft.mapping)
    if not found:
        wording.note(text("setup.attributes-nothing"))
        return
    wording.note(text("setup.attributes-lead"))
    for attribute, columns in found.items():
        if attribute == AMOUNT:
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-attribute-{attribute}"):
            one_line(session, attribute, columns)
            settings(session, attribute)
    pseudonyms(session, [name for name in found if name != AMOUNT])
    private_columns(session)


def one_line(session: SetupSession, attribute: str, columns: list[str]) -> None:
    entry = session.model.get("attributes", {}).get(attribute)
    with st.container(width="stretch", gap=None):
        wording.line(stage_model.name_of(entry or {}, attribute, language()), "p", "name")
        from_columns = text("setup.attribute-from", columns=text("unit.comma").join(columns))
        if not entry:
            wording.note(f"{from_columns}{text('unit.dot')}{text('setup.attribute-filter')}")
            return
        departments = session.model.get("departments", {})
        whose = stage_model.name_of(departments.get(entry["department"], {}), entry["department"], language())
        wording.note(
            f"{from_columns}{text('unit.dot')}"
            + text("setup.attribute-decided", department=whose, when=moment(session, entry["decided_at"]))
        )


def moment(session: SetupSession, place: str) -> str:
    """When something is decided: on arrival or at a stage."""
    if place == ENTRY:
        return text("setup.at-entry")
    return stage_model.name_of(stage_model.places(session.model).get(place, {}), place, language())


def settings(session: SetupSession, attribute: str) -> None:
    """Name, department and moment of an attribute; drawn only when opened."""
    with st.popover(
        text("setup.change"), key=key("attribute", attribute), on_change="rerun", width="content"
    ) as opened:
        if not opened.open:
            return
        entry = session.model.get("attributes", {}).get(attribute)
        blamed = controlled(bool(entry), "explains", attribute)
        st.checkbox(text("setup.attribute-explains"), key=blamed, on_change=explain, args=(session, attribute, blamed))
        wording.note(text("setup.attribute-explains-note"))
        if not entry:
            return
        for code in both_languages():
            named(session, attribute, entry, code, stage_model.with_attribute, "attribute")
        of_attribute(session, attribute, entry)


def of_attribute(session: SetupSession, attribute: str, entry: dict) -> None:
    """Who decides it, and in which stage."""
    whose(session, attribute, entry, "setup.attribute-department", stage_model.with_attribute, "decider")
    when = controlled(entry["decided_at"], "decided", attribute)
    st.selectbox(
        text("setup.attribute-when"),
        [ENTRY, *(stage["id"] for stage in session.model["stages"])],
        key=when,
        filter_mode=None,
        format_func=called([ENTRY, *stage_model.places(session.model)], lambda place: moment(session, place)),
        on_change=lambda: change_model(
            session, stage_model.with_attribute, attribute, decided_at=st.session_state[when]
        ),
    )


def explain(session: SetupSession, attribute: str, name: str) -> None:
    """Lists an attribute in the model, or takes it out."""
    if st.session_state[name]:
        change_model(session, stage_model.with_attribute, attribute, ja=attribute, en=attribute)
    else:
        change_model(session, stage_model.without_attribute, attribute)


def pseudonyms(session: SetupSession, attributes: list[str]) -> None:
    """Attributes whose values are replaced by pseudonyms on load: names of companies."""
    private_setting(session, "pseudonyms", attributes)


def private_columns(session: SetupSession) -> None:
    """Columns that are held back because they look private, and those that are wanted all the same."""
    found = []
    for kind, entry in session.draft.mapping.get("records", {}).items():
        header, rows, _ = sessions.sample(session, entry["file"])
        found += privacy.held_back(kind, header, rows, list(entry.get("attributes", {}).values()))
    allowed = session.draft.mapping.get("private", {}).get("allow", [])
    options = list(dict.fromkeys([*found, *allowed]))
    if options:
        private_setting(session, "allow", options)
        wording.note(text("setup.private-note"))
    else:
        wording.note(text("setup.private-none"))


def private_setting(session: SetupSession, name: str, options: list[str]) -> None:
    """A list in [private] of the mapping."""
    chosen = [value for value in session.draft.mapping.get("private", {}).get(name, []) if value in options]
    widget = controlled(chosen, "private", name)

    def put(draft) -> None:
        private = draft.mapping.setdefault("private", {})
        private[name] = st.session_state[widget]
        draft.mapping["private"] = {key: value for key, value in private.items() if value}
        draft.mapping = {key: value for key, value in draft.mapping.items() if value}

    st.multiselect(
        text(f"setup.private-{name}"),
        options,
        key=widget,
        placeholder=text("setup.private-empty"),
        on_change=lambda: edit_stages(session.room, put),
    )
