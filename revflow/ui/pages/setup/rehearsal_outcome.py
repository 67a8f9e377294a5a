"""What a dry run found: journeys, entries by stage, what was rejected and why, what was noticed."""

import pandas as pd
import streamlit as st

from revflow import texts
from revflow.insight import data_quality
from revflow.setup import stages as stage_model
from revflow.setup.finish import settled
from revflow.setup.outcome import Counted, counted
from revflow.texts import formats
from revflow.ui.frame import wording
from revflow.ui.frame.wording import language, text
from revflow.ui.pages.setup.session import SetupSession, fault
from revflow.ui.parts.figures import numbers, plain_table
from revflow.ui.parts.finding import finding_sentence
from revflow.workspace.rehearsal import Rehearsal

MAX_LINES = 20  # lines of a table
MAX_VALUES = 3  # of a condition, named in a sentence


def outcome(session: SetupSession, found: Rehearsal) -> None:
    """Journeys, entries by stage, what was rejected and why, what was noticed."""
    if found.fault:
        wording.line(text("setup.trial-fault"), "p", "name")
        fault(found.why) if found.why else wording.line(found.fault, "p", "notice")
        return
    files = counted(found.account, found.lines, settled(session.draft), session.room.names())
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
        left_out(session, file)
    by_stage(session, found)
    why_rejected(session, found)
    noticed(session, found)


def left_out(session: SetupSession, file: Counted) -> None:
    """Which rows of a file were not read, and why, in a sentence."""
    if file.rows == file.read:
        return
    said, comma = [], text("unit.comma")
    if file.chosen_out:
        conditions = [
            text(
                "setup.left-unless" if is_read else "setup.left-where",
                column=column,
                values=comma.join(values[:MAX_VALUES]) + ("…" if len(values) > MAX_VALUES else ""),
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
    left, name = formats.exact(file.rows - file.read), session.draft.shown_name(file.file)
    wording.line(text("setup.left-of", file=name, rows=rows, read=read, left=left, reasons=" ".join(said)))


def by_stage(session: SetupSession, found: Rehearsal) -> None:
    places = stage_model.places(session.model)
    rows = [
        [stage_model.name_of(places.get(stage, {}), stage, language()), formats.exact(entries)]
        for stage, entries in found.stages
    ]
    with st.container(width=560):
        plain_table([text("setup.trial-stage"), text("setup.trial-entries")], rows, numeric={1}, narrow=True)


def why_rejected(session: SetupSession, found: Rehearsal) -> None:
    """Rejected rows by reason, with the first of each."""
    if not found.rejected:
        wording.note(text("setup.trial-none-rejected"))
        return
    wording.line(text("setup.trial-why"), "h3", "title")
    rows = [
        [
            text(f"reason.{reason}") if texts.has(f"reason.{reason}") else reason,
            formats.exact(count),
            session.draft.shown_name(file),
            formats.exact(line),
            "" if value is None else str(value)[:200],
        ]
        for reason, count, file, line, value in found.rejected[:MAX_LINES]
    ]
    header = [text(f"setup.trial-{name}") for name in ("reason", "rows", "file", "line", "value")]
    plain_table(header, rows, numeric={1, 3})
    if found.unknown_labels:
        labels = text("unit.comma").join(
            f"{label} ({formats.exact(rows)})" for _, label, rows in found.unknown_labels[:MAX_LINES]
        )
        wording.note(text("setup.trial-unknown", labels=labels))


def noticed(session: SetupSession, found: Rehearsal) -> None:
    """What the load would find out about the data, the worst first."""
    if not found.findings:
        return
    columns = ["finding", "severity", "subject", "affected", "total", "example"]
    rows = data_quality.in_order(pd.DataFrame(found.findings, columns=columns).astype(object))
    places = {**stage_model.places(session.model), **session.model.get("attributes", {})}
    named = {key_of: stage_model.name_of(entry, key_of, language()) for key_of, entry in places.items()}
    wording.line(text("setup.trial-findings"), "h3", "title")
    for row in rows[:MAX_LINES]:
        said = finding_sentence(row, named)
        if row["severity"] == "note":
            wording.note(said)
        else:
            wording.line(text("setup.trial-finding", severity=text(f"severity.{row['severity']}"), said=said))
