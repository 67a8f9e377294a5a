"""The page Flow and stock as a whole: its sentence, the process, the whole line, and the records of a stage."""

from functools import partial

import streamlit as st

from revflow.charts import process as drawing
from revflow.charts import stages, weekly
from revflow.charts.files import picture_png
from revflow.insight import snapshot
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.parts import figures, process_picture
from revflow.ui.parts.records import stage_records
from revflow.ui.parts.scene import SPAN, SPANS, ProcessSnapshot, in_pairs, why_hidden
from revflow.ui.parts.theme import colours
from revflow.ui.parts.wording import heading, headline, language, line, text


def at_a_glance(now: ProcessSnapshot) -> None:
    """The one sentence: how much is under way, and where most of it stands."""
    found = now.stations
    if not now.shows("stock"):
        reached = found[-1]
        headline(
            text(
                "flow.headline-unknown",
                journeys=formats.journeys(found[0].reached, language()),
                stage=reached.name,
                reached=formats.count(reached.reached, language()),
            )
        )
        line(why_hidden(now, "stock"), "p", "notice")
        return
    full = snapshot.fullest(found)
    if full is None:
        headline(text("flow.headline-empty"))
        return
    values = {
        "journeys": formats.journeys(snapshot.under_way(found), language()),
        "goal": now.names.get(now.goal, ""),
        "stage": full.name,
        "department": full.department,
        "count": formats.journeys(full.standing, language()),
    }
    change = snapshot.stock_change(snapshot.last_weeks(now.flow, now.span), full.stage_id)
    if change is None:
        headline(text("flow.headline", **values))
        return
    difference = formats.count(abs(change[1] - change[0]), language())
    headline(text(f"flow.headline-{snapshot.direction(*change)}", **values, weeks=now.span, difference=difference))


def process(now: ProcessSnapshot) -> str:
    """The picture, and the choice of a stage; gives the stage."""
    found = now.stations
    full = snapshot.fullest(found)
    default = full.stage_id if full else found[0].stage_id
    space = st.container(key="picture", gap="xsmall")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="stage-choice"):
        stage = process_picture.choose_stage(now.names, default)
        process_picture.choose_span(SPANS, SPAN)
        drawn = drawing.Picture(
            stations=found,
            language=language(),
            selected=stage,
            flow_label=text("flow.line-width", weeks=now.span),
        )
        rows, make = snapshot.last_weeks(now.flow, now.span), partial(picture_png, drawn, colours())
        figures.source_of("stage_flow", define="picture", rows=rows, picture=make, about=text("picture.label"))
    with space:
        process_picture.show(drawn)
    return stage


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


def records(now: ProcessSnapshot, stage: str) -> None:
    """Who stands in the stage, longest first."""
    if now.shows("stock"):
        stage_records(stage, now.names[stage], stage not in now.waiting)
