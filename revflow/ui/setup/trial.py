"""Step 4: what would come in, before anything is loaded."""

import streamlit as st

from revflow import figures, recognise, texts
from revflow.setup import columns as parts
from revflow.setup import stages as stage_model
from revflow.setup.finish import settled
from revflow.ui import words
from revflow.ui.setup import desk as desks
from revflow.ui.setup.desk import Desk, key, step
from revflow.ui.shown import numbers, plain_table
from revflow.ui.words import language, text

TRIED = key("tried")
MOST = 20  # lines of a table


def trial(desk: Desk) -> None:
    """A button that tries the load, and what came of it; said when the settings have changed since."""
    if not can_load(desk):
        if desk.has_files:
            step(4, "trial", text("setup.trial-wait"))
        return
    mark, tried = desks.mark_of(desk), st.session_state.get(TRIED)
    state = (
        text("setup.trial-not-yet")
        if not tried
        else text("setup.trial-done" if tried[0] == mark else "setup.trial-old")
    )
    step(4, "trial", state, bool(tried and tried[0] == mark and not tried[1].fault) or None)
    words.note(text("setup.trial-nothing-loaded"))
    is_current = bool(tried and tried[0] == mark)
    if st.button(
        text("setup.try-again" if tried else "setup.try"), key=key("try"), type="secondary" if is_current else "primary"
    ):
        with st.spinner(text("setup.trying")):
            st.session_state[TRIED] = (mark, tried_out(desk))
        st.rerun()
    if tried:
        came_in(desk, tried[1])


def can_load(desk: Desk) -> bool:
    """Whether enough has been said to read anything."""
    if not desk.has_files:
        return False
    mapping = settled(desk.draft)
    return desk.draft.canonical or bool(mapping.get("records") and mapping.get("events") and not parts.gaps(mapping))


def tried_out(desk: Desk) -> recognise.Rehearsal:
    return recognise.rehearse(desk.room.files, settled(desk.draft), desk.model)


def came_in(desk: Desk, found: recognise.Rehearsal) -> None:
    """Journeys, entries by stage, what was rejected and why, what was noticed."""
    if found.fault:
        words.line(text("setup.trial-fault"), "p", "name")
        words.line(found.fault, "p", "notice")
        return
    read, rejected = sum(row[2] for row in found.account), sum(row[5] for row in found.account)
    numbers(
        [
            (text("setup.trial-journeys"), figures.exact(found.journeys)),
            (text("setup.trial-rows"), figures.exact(read)),
            (text("setup.trial-rejected"), figures.exact(rejected)),
        ]
    )
    by_stage(desk, found)
    why_rejected(desk, found)
    noticed(desk, found)


def by_stage(desk: Desk, found: recognise.Rehearsal) -> None:
    places = stage_model.places(desk.model)
    rows = [
        [stage_model.name_of(places.get(stage, {}), stage, language()), figures.exact(entries)]
        for stage, entries in found.stages
    ]
    plain_table([text("setup.trial-stage"), text("setup.trial-entries")], rows, numeric={1}, narrow=True)


def why_rejected(desk: Desk, found: recognise.Rehearsal) -> None:
    """Rejected rows by reason, with the first of each."""
    if not found.rejected:
        words.note(text("setup.trial-none-rejected"))
        return
    words.line(text("setup.trial-why"), "h3", "title")
    rows = [
        [
            text(f"reason.{reason}") if texts.has(f"reason.{reason}") else reason,
            figures.exact(count),
            desk.draft.shown_name(file),
            figures.exact(line),
            "" if value is None else str(value)[:200],
        ]
        for reason, count, file, line, value in found.rejected[:MOST]
    ]
    header = [text(f"setup.trial-{name}") for name in ("reason", "rows", "file", "line", "value")]
    plain_table(header, rows, numeric={1, 3})
    if found.unknown_labels:
        labels = text("unit.comma").join(
            f"{label} ({figures.exact(rows)})" for _, label, rows in found.unknown_labels[:MOST]
        )
        words.note(text("setup.trial-unknown", labels=labels))


def noticed(desk: Desk, found: recognise.Rehearsal) -> None:
    """What the load would find out about the data, in sentences."""
    if not found.findings:
        return
    words.line(text("setup.trial-findings"), "h3", "title")
    for finding, severity, subject, affected, total, example in found.findings[:MOST]:
        said = finding_said(desk, finding, subject, affected, total, example)
        words.line(text("setup.trial-finding", severity=text(f"severity.{severity}"), said=said))


def finding_said(desk: Desk, finding: str, subject, affected, total, example) -> str:
    """A finding in words; a stage or attribute by its name."""
    named = {**stage_model.places(desk.model), **desk.model.get("attributes", {})}

    def called(value) -> str:
        return stage_model.name_of(named[value], value, language()) if value in named else str(value or "")

    values = {
        "subject": called(subject),
        "example": called(example),
        "affected": figures.exact(affected),
        "total": figures.exact(total),
        "share": figures.share(affected / total) if total else figures.UNKNOWN,
    }
    key_of = f"finding.{finding}"
    return text(key_of, **values) if texts.has(key_of) else text("finding.other", code=finding, **values)
