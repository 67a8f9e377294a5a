"""Step 3: which label is which stage, the stages in order with who works them, and what is known of a journey."""

import streamlit as st

from revflow.setup import stages as stage_model
from revflow.texts import formats
from revflow.ui.frame import wording
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.setup import attributes, company_settings, stage_editor
from revflow.ui.pages.setup.columns import wants_settings_now
from revflow.ui.pages.setup.labels import Label, date_rows, found_labels, label_rows, unknown_of
from revflow.ui.pages.setup.session import SetupSession, key, step

MAX_ENDS = 8  # named in one line


def stages(session: SetupSession) -> None:
    """What nobody knows is asked; all else is said in a line and can be put right."""
    if not session.has_files or session.draft.canonical or not session.draft.mapping.get("events"):
        return
    labels = found_labels(session)
    unknown = unknown_of(session, labels)
    if session.is_routine and not unknown and not wants_settings_now():
        return
    dated = any(entry.get("dates") for entry in session.draft.mapping["events"])
    if not labels and not dated:
        step(session, "stages", text("setup.labels-none"))
        return
    step(session, "stages", state_of(unknown), not unknown)
    label_rows(session, labels, unknown)
    line_of_stages(session)
    line_of_ends(session, labels)
    if st.toggle(text("setup.see-stages"), key=key("see-stages")):
        everything(session, labels, unknown)


def state_of(unknown: list[Label]) -> str:
    """Where the step stands, in a sentence."""
    if not unknown:
        return text("setup.stages-done")
    rows = formats.exact(sum(rows for _, rows, _ in unknown))
    return text("setup.stages-unknown", count=formats.exact(len(unknown)), rows=rows)


def line_of_stages(session: SetupSession) -> None:
    """The stages in order, by department, and the exits: to be checked at a glance."""
    model, comma = session.model, text("unit.comma")
    parts: list[tuple[str, list[str]]] = []
    for stage in model["stages"]:
        name = stage_model.name_of(stage, stage["id"], language())
        if parts and parts[-1][0] == stage["department"]:
            parts[-1][1].append(name)
        else:
            parts.append((stage["department"], [name]))
    departments = model.get("departments", {})
    said = [
        text(
            "setup.stages-of",
            department=stage_model.name_of(departments.get(d, {}), d, language()),
            stages=" → ".join(n),
        )
        for d, n in parts
    ]
    wording.line(" → ".join(said))
    exits = [stage_model.name_of(entry, place, language()) for place, entry in model.get("exits", {}).items()]
    if exits:
        wording.note(text("setup.stages-exits", exits=comma.join(exits)))


def line_of_ends(session: SetupSession, labels: list[Label]) -> None:
    """Which stage names were taken as an exit, as won or as the end, where their own words are others."""
    found = stage_model.decided(session.model, [label for label, _, _ in labels])
    if not found:
        return
    known = stage_model.places(session.model)
    said = []
    for label, place in found[:MAX_ENDS]:
        name = stage_model.name_of(known[place], place, language())
        is_exit = stage_model.is_exit(session.model, place)
        said.append(f"{label} → {text('setup.exit-named', name=name) if is_exit else name}")
    more = [text("setup.ends-more", count=len(found) - MAX_ENDS)] if len(found) > MAX_ENDS else []
    wording.line(text("setup.ends", ends=text("unit.comma").join([*said, *more])))


def everything(session: SetupSession, labels: list[Label], unknown: list[Label]) -> None:
    """Labels that are known, stages, departments, attributes, calendar."""
    label_rows(session, [entry for entry in labels if entry not in unknown], [], heading=text("setup.labels"))
    date_rows(session)
    stage_editor.stage_lines(session, labels)
    with st.expander(text("setup.attributes"), key=key("attributes")):
        attributes.attribute_lines(session)
    with st.expander(text("setup.departments"), key=key("departments")):
        company_settings.departments(session)
    with st.expander(text("setup.company-settings"), key=key("company-settings")):
        company_settings.company_settings(session)
