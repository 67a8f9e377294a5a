"""What has changed in weeks already reported."""

import pandas as pd

from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, note, text
from revflow.ui.parts.figures import plain_table, stage_names


def restated() -> None:
    """What has changed in weeks already reported; nothing where no load came before, or nothing changed."""
    rows = data.read_all("restated")
    if rows.empty:
        return
    rows = rows.sort_values(["week_start", "stage_id"], ascending=[False, True])
    heading(text("health.restated"))
    note(text("health.restated-note"))
    names = stage_names()
    header = [text("column.week_start"), text("column.stage_id")]
    header += [text(f"health.entries-{part}") for part in ("before", "now", "changed")]
    cells = [
        [
            formats.day(pd.Timestamp(row["week_start"]), language()),
            names.get(row["stage_id"], row["stage_id"]),
            formats.exact(row["entered_before"]),
            formats.exact(row["entered_now"]),
            formats.signed(row["entered_now"] - row["entered_before"], language()),
        ]
        for row in rows.head(100).to_dict("records")
    ]
    plain_table(header, cells, numeric={2, 3, 4})
