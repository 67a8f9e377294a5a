"""Who was forgotten in the pool, and whether those who were contacted come back more often."""

from revflow.insight import snapshot
from revflow.insight.recycle.narrative import Teller
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, line, note, text
from revflow.ui.parts import figures


def forgotten(teller: Teller) -> None:
    """Follow-ups missed, by the department of the stage that they left."""
    heading(text("recycle.title-missed"))
    missed = teller.pool.missed
    said = teller.missed()
    line(said or text("recycle.none-missed" if teller.pool.activities_recorded else "recycle.missed-unknown"))
    if len(missed.rows):
        names = snapshot.names(data.read_all("departments"), language(), "department")
        header = [text(f"recycle.head-{name}") for name in ("department", "planned", "untouched", "oldest")]
        lines = [
            [names.get(row["department"], teller.say("no-department")), teller.count(row["planned_past"]), teller.count(row["untouched"]),
             text("recycle.weeks", count=row["oldest_weeks"])]
            for row in missed.by_department.to_dict("records")
        ]  # fmt: skip
        figures.plain_table(header, lines, numeric={1, 2, 3})
    note(teller.touching() or text("recycle.touching-unknown"))
