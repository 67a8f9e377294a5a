"""What is known of a journey: what it is called, who decides it and when; what is private."""

import streamlit as st

from revflow.setup import columns as parts
from revflow.setup import privacy
from revflow.setup import stages as stage_model
from revflow.setup.columns import AMOUNT
from revflow.ui.pages.setup import session as desks
from revflow.ui.pages.setup.session import SetupSession, called, controlled, edit_stages, key
from revflow.ui.pages.setup.stage_editor import OTHER, change_model, named, whose
from revflow.ui.parts import wording
from revflow.ui.parts.wording import language, text

ENTRY = "entry"


def attribute_lines(desk: SetupSession) -> None:
    """A line for each attribute, then what is private."""
    found = parts.attributes_of(desk.draft.mapping)
    if not found:
        wording.note(text("setup.attributes-nothing"))
        return
    wording.note(text("setup.attributes-lead"))
    for attribute, columns in found.items():
        if attribute == AMOUNT:
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line-attribute-{attribute}"):
            one_line(desk, attribute, columns)
            settings(desk, attribute)
    pseudonyms(desk, [name for name in found if name != AMOUNT])
    private_columns(desk)


def one_line(desk: SetupSession, attribute: str, columns: list[str]) -> None:
    entry = desk.model.get("attributes", {}).get(attribute)
    with st.container(width="stretch", gap=None):
        wording.line(stage_model.name_of(entry or {}, attribute, language()), "p", "name")
        from_columns = text("setup.attribute-from", columns=text("unit.comma").join(columns))
        if not entry:
            wording.note(f"{from_columns}{text('unit.dot')}{text('setup.attribute-filter')}")
            return
        departments = desk.model.get("departments", {})
        whose = stage_model.name_of(departments.get(entry["department"], {}), entry["department"], language())
        wording.note(
            f"{from_columns}{text('unit.dot')}"
            + text("setup.attribute-decided", department=whose, when=moment(desk, entry["decided_at"]))
        )


def moment(desk: SetupSession, place: str) -> str:
    """When something is decided: on arrival or at a stage."""
    if place == ENTRY:
        return text("setup.at-entry")
    return stage_model.name_of(stage_model.places(desk.model).get(place, {}), place, language())


def settings(desk: SetupSession, attribute: str) -> None:
    """Name, department and moment of an attribute; drawn only when opened."""
    with st.popover(
        text("setup.change"), key=key("attribute", attribute), on_change="rerun", width="content"
    ) as opened:
        if not opened.open:
            return
        entry = desk.model.get("attributes", {}).get(attribute)
        blamed = controlled(bool(entry), "explains", attribute)
        st.checkbox(text("setup.attribute-explains"), key=blamed, on_change=explain, args=(desk, attribute, blamed))
        wording.note(text("setup.attribute-explains-note"))
        if not entry:
            return
        for tongue in (language(), OTHER[language()]):
            named(desk, attribute, entry, tongue, stage_model.with_attribute, "attribute")
        of_attribute(desk, attribute, entry)


def of_attribute(desk: SetupSession, attribute: str, entry: dict) -> None:
    """Who decides it, and in which stage."""
    whose(desk, attribute, entry, "setup.attribute-department", stage_model.with_attribute, "decider")
    when = controlled(entry["decided_at"], "decided", attribute)
    st.selectbox(
        text("setup.attribute-when"),
        [ENTRY, *(stage["id"] for stage in desk.model["stages"])],
        key=when,
        filter_mode=None,
        format_func=called([ENTRY, *stage_model.places(desk.model)], lambda place: moment(desk, place)),
        on_change=lambda: change_model(desk, stage_model.with_attribute, attribute, decided_at=st.session_state[when]),
    )


def explain(desk: SetupSession, attribute: str, name: str) -> None:
    """Lists an attribute in the model, or takes it out."""
    if st.session_state[name]:
        change_model(desk, stage_model.with_attribute, attribute, ja=attribute, en=attribute)
    else:
        change_model(desk, stage_model.without_attribute, attribute)


def pseudonyms(desk: SetupSession, attributes: list[str]) -> None:
    """Attributes whose values are replaced by pseudonyms on load: names of companies."""
    private_setting(desk, "pseudonyms", attributes)


def private_columns(desk: SetupSession) -> None:
    """Columns that are held back because they look private, and those that are wanted all the same."""
    found = []
    for kind, entry in desk.draft.mapping.get("records", {}).items():
        header, rows, _ = desks.sample(desk, entry["file"])
        found += privacy.held_back(kind, header, rows, list(entry.get("attributes", {}).values()))
    allowed = desk.draft.mapping.get("private", {}).get("allow", [])
    options = list(dict.fromkeys([*found, *allowed]))
    if options:
        private_setting(desk, "allow", options)
        wording.note(text("setup.private-note"))
    else:
        wording.note(text("setup.private-none"))


def private_setting(desk: SetupSession, name: str, options: list[str]) -> None:
    """A list in [private] of the mapping."""
    chosen = [value for value in desk.draft.mapping.get("private", {}).get(name, []) if value in options]
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
        on_change=lambda: edit_stages(desk.room, put),
    )
