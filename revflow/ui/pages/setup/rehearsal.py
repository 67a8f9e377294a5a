"""Step 4: what would come in, before anything is loaded."""

import pandas as pd
import streamlit as st

from revflow import texts
from revflow.insight import data_quality
from revflow.setup import columns as parts
from revflow.setup import stages as stage_model
from revflow.setup import staging
from revflow.setup.finish import settled
from revflow.setup.outcome import Counted, counted
from revflow.store.location import database_of
from revflow.texts import formats
from revflow.ui.pages.data.provenance import finding_sentence
from revflow.ui.pages.setup import session as desks
from revflow.ui.pages.setup.session import SetupSession, fault, key, step
from revflow.ui.parts import wording
from revflow.ui.parts.figures import numbers, plain_table
from revflow.ui.parts.wording import language, text
from revflow.workspace.rehearsal import Rehearsal, rehearse

TRIED = key("tried")
MOST = 20  # lines of a table
MOST_VALUES = 3  # of a condition, named in a sentence


def trial(desk: SetupSession) -> None:
    """A button that tries the load, and what came of it; said when the settings have changed since."""
    if not can_load(desk):
        if desk.has_files:
            step(desk, "trial", text("setup.trial-wait"))
        return
    mark, tried = desks.mark_of(desk), tried_before(desk)
    is_current = bool(tried and tried[0] == mark)
    state = "setup.trial-not-yet" if not tried else "setup.trial-done" if is_current else "setup.trial-old"
    step(desk, "trial", text(state), True if is_current and not tried[1].fault else None)
    wording.note(text("setup.trial-nothing-loaded"))
    kind = "secondary" if is_current or desk.is_routine else "primary"
    if st.button(text("setup.try-again" if tried else "setup.try"), key=key("try"), type=kind):
        with st.spinner(text("setup.trying")):
            st.session_state[TRIED] = (mark, tried_out(desk), str(desk.room.root))
        st.rerun()
    if tried:
        entries_by_stage(desk, tried[1])


def tried_before(desk: SetupSession):
    """The last dry run of this company: (mark, what came of it, room)."""
    tried = st.session_state.get(TRIED)
    return tried if tried and tried[2] == str(desk.room.root) else None


def is_tried(desk: SetupSession) -> bool:
    """Whether the settings as they are were run dry and can be loaded."""
    tried = tried_before(desk)
    return bool(tried and tried[0] == desks.mark_of(desk) and not tried[1].fault)


def can_load(desk: SetupSession) -> bool:
    """Whether enough has been said to read anything."""
    if not desk.has_files:
        return False
    mapping = settled(desk.draft)
    return desk.draft.canonical or bool(mapping.get("records") and mapping.get("events") and not parts.gaps(mapping))


def tried_out(desk: SetupSession) -> Rehearsal:
    """A load into a folder that is thrown away, with the company's own pseudonyms and compared with what it reported."""
    staging.bring_key(desk.room)
    before = None if desk.room.is_new else database_of(desk.room.folder)
    return rehearse(desk.room.files, settled(desk.draft), desk.model, before=before)


def entries_by_stage(desk: SetupSession, found: Rehearsal) -> None:
    """Journeys, entries by stage, what was rejected and why, what was noticed."""
    if found.fault:
        wording.line(text("setup.trial-fault"), "p", "name")
        fault(found.why) if found.why else wording.line(found.fault, "p", "notice")
        return
    files = counted(found.account, found.lines, settled(desk.draft), desk.room.names())
    dropped, read = sum(file.rows for file in files), sum(file.read for file in files)
    rejected = sum(row[5] for row in found.account)
    numbers(
        [
            (text("setup.trial-journeys"), formats.exact(found.journeys)),
            *([(text("setup.trial-dropped"), formats.exact(dropped))] if dropped > read else []),
            (text("setup.trial-rows"), formats.exact(read)),
            *([(text("setup.trial-left-out"), formats.exact(dropped - read))] if dropped > read else []),
            (text("setup.trial-rejected"), formats.exact(rejected)),
        ]
    )
    for file in files:
        left_out(desk, file)
    by_stage(desk, found)
    why_rejected(desk, found)
    noticed(desk, found)


def left_out(desk: SetupSession, file: Counted) -> None:
    """Which rows of a file were not read, and why, in a sentence."""
    if file.rows == file.read:
        return
    said, comma = [], text("unit.comma")
    if file.chosen_out:
        conditions = [
            text(
                "setup.left-unless" if is_read else "setup.left-where",
                column=column,
                values=comma.join(values[:MOST_VALUES]) + ("…" if len(values) > MOST_VALUES else ""),
            )
            for column, values, is_read in file.conditions
        ]
        reason = "fields" if file.is_other_fields else "chosen" if conditions else "other"
        said.append(
            text(f"setup.left-{reason}", count=formats.exact(file.chosen_out), conditions=comma.join(conditions))
        )
    if file.lines:
        said.append(text("setup.left-lines", count=formats.exact(file.lines)))
    rows, read = formats.exact(file.rows), formats.exact(file.read)
    left, name = formats.exact(file.rows - file.read), desk.draft.shown_name(file.file)
    wording.line(text("setup.left-of", file=name, rows=rows, read=read, left=left, reasons=" ".join(said)))


def by_stage(desk: SetupSession, found: Rehearsal) -> None:
    places = stage_model.places(desk.model)
    rows = [
        [stage_model.name_of(places.get(stage, {}), stage, language()), formats.exact(entries)]
        for stage, entries in found.stages
    ]
    with st.container(width=560):
        plain_table([text("setup.trial-stage"), text("setup.trial-entries")], rows, numeric={1}, narrow=True)


def why_rejected(desk: SetupSession, found: Rehearsal) -> None:
    """Rejected rows by reason, with the first of each."""
    if not found.rejected:
        wording.note(text("setup.trial-none-rejected"))
        return
    wording.line(text("setup.trial-why"), "h3", "title")
    rows = [
        [
            text(f"reason.{reason}") if texts.has(f"reason.{reason}") else reason,
            formats.exact(count),
            desk.draft.shown_name(file),
            formats.exact(line),
            "" if value is None else str(value)[:200],
        ]
        for reason, count, file, line, value in found.rejected[:MOST]
    ]
    header = [text(f"setup.trial-{name}") for name in ("reason", "rows", "file", "line", "value")]
    plain_table(header, rows, numeric={1, 3})
    if found.unknown_labels:
        labels = text("unit.comma").join(
            f"{label} ({formats.exact(rows)})" for _, label, rows in found.unknown_labels[:MOST]
        )
        wording.note(text("setup.trial-unknown", labels=labels))


def noticed(desk: SetupSession, found: Rehearsal) -> None:
    """What the load would find out about the data, the worst first."""
    if not found.findings:
        return
    columns = ["finding", "severity", "subject", "affected", "total", "example"]
    rows = data_quality.in_order(pd.DataFrame(found.findings, columns=columns).astype(object))
    places = {**stage_model.places(desk.model), **desk.model.get("attributes", {})}
    named = {key_of: stage_model.name_of(entry, key_of, language()) for key_of, entry in places.items()}
    wording.line(text("setup.trial-findings"), "h3", "title")
    for row in rows[:MOST]:
        said = finding_sentence(row, named)
        if row["severity"] == "note":
            wording.note(said)
        else:
            wording.line(text("setup.trial-finding", severity=text(f"severity.{row['severity']}"), said=said))
