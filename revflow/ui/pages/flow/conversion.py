"""Both conversions of every stage, each named as what it is."""

from revflow.insight import snapshot
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import language, text
from revflow.ui.parts import figures
from revflow.ui.parts.snapshot import ProcessSnapshot


def conversion_table(now: ProcessSnapshot) -> None:
    """Both rates of every stage side by side, each named as what it is."""
    if not now.shows("exits"):
        return
    rates, curves, cohorts = (
        data.read("period_conversion"),
        data.read("cumulative_incidence"),
        data.read("cohort_conversion"),
    )
    usual = data.read("time_in_stage").set_index("stage_id")["p85_days"]
    rows = []
    for stage in now.waiting:
        period = snapshot.latest(snapshot.of_stage(rates, stage).dropna(subset=["rate"]), "week_start") or {}
        whole = snapshot.incidence_end(snapshot.of_stage(curves, stage)) or {}
        recent = snapshot.newest_cohort(snapshot.of_stage(cohorts, stage), usual.get(stage))
        rows.append(
            [
                now.names[stage],
                formats.share(period.get("rate")),
                formats.exact(period.get("left_stage")),
                formats.share(whole.get("incidence_advanced")),
                formats.share(recent["incidence_advanced"]) if recent else formats.UNKNOWN,
                formats.quarter(snapshot.as_date(recent["cohort_start"]), language()) if recent else formats.UNKNOWN,
                formats.exact(recent["entered"]) if recent else formats.UNKNOWN,
            ]
        )
    figures.titled(text("flow.conversion-title"), "cohort_conversion", define="conversion", rows=cohorts)
    header = [
        text(f"flow.conversion-{part}")
        for part in ("stage", "period", "left", "cohort", "newest", "quarter", "entered")
    ]
    figures.plain_table(header, rows, numeric={1, 2, 3, 4, 6})
