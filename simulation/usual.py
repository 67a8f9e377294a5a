"""The usual readings of a funnel, to set beside the verdict: which stage each of them points at."""

USUAL = """
with line as (select stage_id, position from stages where kind = 'stage' and not terminal),
     flow as (
         select stage_id, date_diff('day', week_start, (select as_of from review)) // 7 as week,
                entered, advanced, closing
         from stage_flow join line using (stage_id)
     ),
     rates as (
         select stage_id,
                sum(advanced) filter (week < 8) / nullif(sum(entered) filter (week < 8), 0) as now,
                sum(advanced) filter (week >= 8 and week < 60) / nullif(sum(entered) filter (week >= 8 and week < 60), 0) as before,
                max(closing) filter (week = 0) as stock
         from flow group by stage_id
     ),
     cohorts as (
         select stage_id,
                avg((outcome = 'advanced')::int) filter (ago < 56) as young,
                avg((outcome = 'advanced')::int) filter (ago >= 56 and ago < 112) as older
         from (select *, date_diff('day', entered_at::date, (select as_of from review)) as ago from stage_visits)
         group by stage_id
     )
select rates.stage_id, now, before, stock, median_days, young, older
from rates left join time_in_stage using (stage_id) left join cohorts using (stage_id)
"""


def usual_readings(database) -> dict[str, str | None]:
    """{reading: stage} for the readings that everybody shows."""
    rows = database.query(USUAL).fetchall()
    names = ("stage", "now", "before", "stock", "days", "young", "older")
    rows = [dict(zip(names, row, strict=True)) for row in rows]

    def lowest(value) -> str | None:
        known = [(value(row), row["stage"]) for row in rows if value(row) is not None]
        return min(known)[1] if known else None

    ratio = lambda a, b: lambda row: row[a] / row[b] if row[a] is not None and row[b] else None  # noqa: E731
    return {
        "lowest conversion of the last 8 weeks' entrants": lowest(lambda row: row["young"]),
        "largest drop of it against the 8 weeks before": lowest(ratio("young", "older")),
        "lowest advances per entry in 8 weeks": lowest(lambda row: row["now"]),
        "largest drop of it against the year before": lowest(ratio("now", "before")),
        "longest time in stage": lowest(lambda row: -(row["days"] or 0)),
        "largest stock": lowest(lambda row: -(row["stock"] or 0)),
    }
