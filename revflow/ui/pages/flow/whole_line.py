"""All stages: cumulative flow, and time in stage."""

from functools import partial

from revflow.charts import stages, weekly
from revflow.insight import snapshot
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, line, text
from revflow.ui.pages.flow.conversion import conversion_table
from revflow.ui.parts import figures
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.ui.parts.theme import colours


def whole_line(now: ProcessSnapshot, stage: str) -> None:
    """All stages: cumulative flow, and time in stage."""
    heading(text("flow.all-title"))
    in_pairs([partial(cumulative_figure, now, stage)] + [partial(time_figure, now, stage)] * now.shows("age"))
    conversion_table(now)


def cumulative_figure(now: ProcessSnapshot, stage: str) -> None:
    rows = now.period(data.read("cumulative_flow"))
    goal = now.goal if now.goal in now.names else list(now.names)[-1]
    begun = formats.journeys(now.period(now.flow)["entered_new"].sum(), language())
    reached = formats.journeys(snapshot.arrived_within(data.read("cumulative_flow"), goal, rows), language())
    title = text(
        "flow.cumulative-title",
        weeks=rows["week_start"].nunique(),
        journeys=begun,
        goal=now.names[goal],
        reached=reached,
    )
    figures.figure(
        title,
        weekly.cumulative_flow(rows, now.names, stage, colours(), language()),
        define="cumulative",
        view="cumulative_flow",
        rows=rows,
        unit=text("flow.cumulative-unit"),
    )


def time_figure(now: ProcessSnapshot, stage: str) -> None:
    times = data.read("time_in_stage")
    waiting = [station.stage_id for station in snapshot.before_goal(now.stations)]
    rows = times[times["median_days"].notna() & times["stage_id"].isin(waiting if stage in waiting else now.waiting)]
    if rows.empty:
        line(text("flow.time-none"), "p", "notice")
        return
    rows = rows.assign(name=rows["stage_id"].map(now.names))
    slowest = rows.loc[rows["median_days"].idxmax()]
    title = text("flow.time-title", stage=slowest["name"], median=formats.days(slowest["median_days"], language()))
    labels = (text("flow.time-median"), text("flow.time-p85"), text("flow.time-p95"))
    figures.figure(
        title,
        stages.time_in_stage(rows, stage, text("flow.time-axis"), labels, colours()),
        define="time",
        view="time_in_stage",
        rows=rows.drop(columns="name"),
        unit=text("flow.time-unit"),
    )
