"""The page Flow and stock as a whole: its sentence, the process, the whole line, and the records of a stage."""

from functools import partial

import streamlit as st

from revflow import figures, seen
from revflow.charts import process as drawing
from revflow.charts import stages, weekly
from revflow.charts.files import picture_png
from revflow.ui import data, picture, shown
from revflow.ui.records import stage_records
from revflow.ui.scene import SPAN, SPANS, Seen, in_pairs, why_hidden
from revflow.ui.theme import colours
from revflow.ui.words import heading, headline, language, line, text


def at_a_glance(now: Seen) -> None:
    """The one sentence: how much is under way, and where most of it stands."""
    found = now.stations
    if not now.shows("stock"):
        reached = found[-1]
        headline(
            text(
                "flow.headline-unknown",
                journeys=figures.journeys(found[0].reached, language()),
                stage=reached.name,
                reached=figures.count(reached.reached, language()),
            )
        )
        line(why_hidden(now, "stock"), "p", "notice")
        return
    full = seen.fullest(found)
    if full is None:
        headline(text("flow.headline-empty"))
        return
    values = {
        "journeys": figures.journeys(seen.under_way(found), language()),
        "goal": now.names.get(now.goal, ""),
        "stage": full.name,
        "department": full.department,
        "count": figures.journeys(full.standing, language()),
    }
    change = seen.stock_change(seen.last_weeks(now.flow, now.span), full.stage_id)
    if change is None:
        headline(text("flow.headline", **values))
        return
    difference = figures.count(abs(change[1] - change[0]), language())
    headline(text(f"flow.headline-{seen.direction(*change)}", **values, weeks=now.span, difference=difference))


def process(now: Seen) -> str:
    """The picture, and the choice of a stage; gives the stage."""
    found = now.stations
    full = seen.fullest(found)
    default = full.stage_id if full else found[0].stage_id
    space = st.container(key="picture", gap="xsmall")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="stage-choice"):
        stage = picture.choose_stage(now.names, default)
        picture.choose_span(SPANS, SPAN)
        drawn = drawing.Picture(
            stations=found,
            language=language(),
            selected=stage,
            flow_label=text("flow.line-width", weeks=now.span),
        )
        rows, make = seen.last_weeks(now.flow, now.span), partial(picture_png, drawn, colours())
        shown.source_of("stage_flow", define="picture", rows=rows, picture=make, about=text("picture.label"))
    with space:
        picture.show(drawn)
    return stage


def whole_line(now: Seen, stage: str) -> None:
    """All stages: cumulative flow, and time in stage."""
    heading(text("flow.all-title"))
    in_pairs([partial(cumulative_figure, now, stage)] + [partial(time_figure, now, stage)] * now.shows("age"))
    conversion_table(now)


def cumulative_figure(now: Seen, stage: str) -> None:
    rows = now.period(data.read("cumulative_flow"))
    goal = now.goal if now.goal in now.names else list(now.names)[-1]
    begun = figures.journeys(now.period(now.flow)["entered_new"].sum(), language())
    reached = figures.journeys(seen.arrived_within(data.read("cumulative_flow"), goal, rows), language())
    title = text(
        "flow.cumulative-title",
        weeks=rows["week_start"].nunique(),
        journeys=begun,
        goal=now.names[goal],
        reached=reached,
    )
    shown.figure(
        title,
        weekly.cumulative_flow(rows, now.names, stage, colours(), language()),
        define="cumulative",
        view="cumulative_flow",
        rows=rows,
        unit=text("flow.cumulative-unit"),
    )


def time_figure(now: Seen, stage: str) -> None:
    times = data.read("time_in_stage")
    waiting = [station.stage_id for station in seen.before_goal(now.stations)]
    rows = times[times["median_days"].notna() & times["stage_id"].isin(waiting if stage in waiting else now.waiting)]
    if rows.empty:
        line(text("flow.time-none"), "p", "notice")
        return
    rows = rows.assign(name=rows["stage_id"].map(now.names))
    slowest = rows.loc[rows["median_days"].idxmax()]
    title = text("flow.time-title", stage=slowest["name"], median=figures.days(slowest["median_days"], language()))
    labels = (text("flow.time-median"), text("flow.time-p85"), text("flow.time-p95"))
    shown.figure(
        title,
        stages.time_in_stage(rows, stage, text("flow.time-axis"), labels, colours()),
        define="time",
        view="time_in_stage",
        rows=rows.drop(columns="name"),
        unit=text("flow.time-unit"),
    )


def conversion_table(now: Seen) -> None:
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
        period = seen.latest(seen.of_stage(rates, stage).dropna(subset=["rate"]), "week_start") or {}
        whole = seen.incidence_end(seen.of_stage(curves, stage)) or {}
        recent = seen.newest_cohort(seen.of_stage(cohorts, stage), usual.get(stage))
        rows.append(
            [
                now.names[stage],
                figures.share(period.get("rate")),
                figures.exact(period.get("left_stage")),
                figures.share(whole.get("incidence_advanced")),
                figures.share(recent["incidence_advanced"]) if recent else figures.UNKNOWN,
                figures.quarter(seen.as_date(recent["cohort_start"]), language()) if recent else figures.UNKNOWN,
                figures.exact(recent["entered"]) if recent else figures.UNKNOWN,
            ]
        )
    shown.titled(text("flow.conversion-title"), "cohort_conversion", define="conversion", rows=cohorts)
    header = [
        text(f"flow.conversion-{part}")
        for part in ("stage", "period", "left", "cohort", "newest", "quarter", "entered")
    ]
    shown.plain_table(header, rows, numeric={1, 2, 3, 4, 6})


def records(now: Seen, stage: str) -> None:
    """Who stands in the stage, longest first."""
    if now.shows("stock"):
        stage_records(stage, now.names[stage], stage not in now.waiting)
