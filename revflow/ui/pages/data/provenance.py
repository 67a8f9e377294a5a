"""Where the figures come from: what each file was taken for, and every row of every file."""

from revflow import recognise, texts
from revflow.insight import snapshot
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, line, note, text
from revflow.ui.parts.figures import plain_table, stage_names, table, titled


def recognised() -> None:
    """What each file was taken for and what is guessed, where nothing but the files' headers says it."""
    kept = data.load_info().get("recognised")
    if not kept:
        return
    heading(text("recognise.heading"))
    note(text("recognise.heading-note"))
    for words in recognise.sentences(recognise.from_text(kept), language()):
        line(words)


def files() -> None:
    """The account: every row of every file."""
    account = data.read_all("load_files")
    heading(text("data.files"))
    note(text("data.files-note"))
    header = [
        text(f"column.{name}")
        for name in (
            "file",
            "used_for",
            "read",
            "kept",
            "merged",
            "rejected",
            "left_out",
            "encoding",
            "date_form",
            "modified_at",
        )
    ]
    rows = [
        [
            row["file"],
            used_for_named(row["used_for"]),
            *(formats.exact(row[n]) for n in ("read", "kept", "merged", "rejected", "left_out")),
            str(row["encoding"] or ""),
            str(row["date_form"] or ""),
            formats.moment(row["modified_at"], language()),
        ]
        for row in account.to_dict("records")
    ]
    plain_table(header, rows, numeric={2, 3, 4, 5, 6})


def used_for_named(code: str) -> str:
    key = f"used.{str(code).split('.')[0].replace(' ', '-')}"
    return text(key) if texts.has(key) else str(code)


def rejected() -> None:
    """Rejected rows, with file, line and reason."""
    rows = data.read_all("rejected_rows")
    titled(
        text("data.rejected", count=formats.exact(len(rows))), "rejected_rows", define="rejected", rows=rows, tag="h2"
    )
    if rows.empty:
        note(text("data.rejected-none"))
        return
    table(rows, key="rejected", height=min(300, 38 + 35 * len(rows)), formats={"reason": reason_named})


def reason_named(code: str) -> str:
    key = f"reason.{code}"
    return text(key) if texts.has(key) else code


def unknown_labels() -> None:
    """Labels that the stage model does not know."""
    rows = data.read_all("unknown_labels")
    heading(text("data.unknown-labels"))
    if rows.empty:
        note(text("data.unknown-labels-none"))
        return
    note(text("data.unknown-labels-do"))
    table(rows, key="unknown-labels", height=min(300, 38 + 35 * len(rows)))


def attributes() -> None:
    """What is known of the journeys."""
    rows = data.read_all("attributes")
    heading(text("data.attributes"))
    if rows.empty:
        note(text("data.attributes-none"))
        return
    departments = snapshot.names(data.read_all("departments"), language(), "department")
    decided = stage_names() | {"entry": text("data.at-entry")}
    header = [text(f"data.attribute-{part}") for part in ("name", "department", "decided", "values", "recorded", "use")]
    shown = [
        [
            row[language()] or row["attribute"],
            departments.get(row["department"], formats.UNKNOWN),
            decided.get(row["decided_at"], formats.UNKNOWN),
            formats.exact(row["distinct_values"]),
            formats.share(row["recorded_share"]),
            text(
                "data.use-model" if row["in_model"] else "data.use-filter" if row["filterable"] else "data.use-record"
            ),
        ]
        for row in rows.to_dict("records")
    ]
    plain_table(header, shown, numeric={3, 4})
