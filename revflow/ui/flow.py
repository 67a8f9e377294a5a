"""The parts of the page Flow and stock, in the order in which they are read."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from revflow import charts, figures, seen
from revflow.charts import process as drawing
from revflow.charts.palette import Palette
from revflow.ui import address, data, picture, shown
from revflow.ui.provenance import finding_sentence
from revflow.ui.records import stage_records
from revflow.ui.words import heading, headline, language, line, note, text

SPANS, SPAN = (4, 8, 13), 8
SOLID, DASHED = [1, 0], [7, 4]


@dataclass(frozen=True)
class Seen:
    """What all parts of the page read."""

    stages: pd.DataFrame
    weeks: pd.DataFrame
    flow: pd.DataFrame
    ages: pd.DataFrame
    hidden: dict
    goal: str
    names: dict[str, str]

    def shows(self, what: str) -> bool:
        return what not in self.hidden

    def period(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The weeks chosen in the bar."""
        return seen.last_weeks(frame, data.current().weeks)


def read() -> Seen:
    """The frames of this run; stops the page where there is nothing in them."""
    flow = data.read("stage_flow")
    data.stop_if_empty(flow[flow["entered"] > 0] if len(flow) else flow, "empty.no-journeys")
    stages = data.read_all("stages")
    weeks = data.read_all("weeks")
    weeks = weeks[weeks["week_start"].isin(flow["week_start"])]
    return Seen(
        stages=stages, weeks=weeks, flow=flow, ages=data.read("stock_by_age"),
        hidden=seen.hidden_by(data.read_all("findings")), goal=data.load_info().get("goal", ""),
        names={row["stage_id"]: row[language()] or row["stage_id"] for row in seen.main_line(stages).to_dict("records")},
    )


def colours() -> Palette:
    return charts.palette(st.context.theme.type)


def span_chosen() -> int:
    return st.session_state.get(f"{address.WIDGET}span", SPAN)


def stations(now: Seen) -> tuple[drawing.Station, ...]:
    recent = seen.complete_weeks(now.flow, now.weeks, span_chosen())
    return seen.stations(now.stages, data.read_all("departments"), now.flow, recent, now.ages, now.goal, language(),
                         now.shows("stock"))


def seen_at_a_glance() -> None:
    """The one sentence: how much is under way, and where most of it stands."""
    now = read()
    found = stations(now)
    if not now.shows("stock"):
        reached = found[-1]
        headline(text("flow.headline-unknown", journeys=figures.journeys(found[0].reached, language()),
                      stage=reached.name, reached=figures.journeys(reached.reached, language())))
        line(why_hidden(now, "stock"), "p", "notice")
        return
    full = seen.fullest(found)
    if full is None:
        headline(text("flow.headline-empty"))
        return
    values = {
        "journeys": figures.journeys(seen.under_way(found), language()), "goal": now.names.get(now.goal, ""), "stage": full.name,
        "department": full.department, "count": figures.journeys(full.standing, language()),
    }
    change = seen.stock_change(seen.last_weeks(now.flow, span_chosen()), full.stage_id)
    if change is None:
        headline(text("flow.headline", **values))
        return
    difference = figures.count(abs(change[1] - change[0]), language())
    headline(text(f"flow.headline-{seen.direction(*change)}", **values, weeks=span_chosen(), difference=difference))


def why_hidden(now: Seen, what: str) -> str:
    """The finding that keeps a figure from being shown, as a sentence."""
    return finding_sentence(now.hidden[what])


def process() -> str:
    """The picture, and the choice of a stage; gives the stage."""
    now = read()
    found = stations(now)
    full = seen.fullest(found)
    default = full.stage_id if full else found[0].stage_id
    chosen = st.session_state.get(f"{address.WIDGET}stage")
    space = st.container(key="picture", gap="xsmall")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="stage-choice"):
        stage = picture.choose_stage(now.names, default)
        picture.choose_span(SPANS, SPAN)
        shown.source_of("stage_flow", define="picture", rows=seen.last_weeks(now.flow, span_chosen()))
    with space:
        picture.show(drawing.Picture(
            stations=found, language=language(), selected=chosen or stage,
            flow_label=text("flow.line-width", weeks=span_chosen()),
        ))
    return stage


def stage_closely(stage: str) -> None:
    """One stage: its figures, its stock by age, its flow, and how many move on."""
    now = read()
    station = next(station for station in stations(now) if station.stage_id == stage)
    heading(text("flow.stage-title", stage=station.name, department=station.department))
    stage_numbers(now, station)
    left, right = st.columns(2, gap="medium")
    with left:
        stock_figure(now, station)
    with right:
        flow_figure(now, station)
    if station.terminal:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        period_figure(now, station)
    with right:
        cohort_figure(now, station)


def stage_numbers(now: Seen, station: drawing.Station) -> None:
    """What stands here, its age, and what comes and goes a week."""
    say, tongue = text, language()
    times = seen.latest(seen.of_stage(data.read("time_in_stage"), station.stage_id), "stage_id") or {}
    stock = seen.latest(seen.of_stage(data.read("residual_stock"), station.stage_id), "week_start") or {}
    pairs = []
    if station.terminal:
        pairs.append((say("flow.reached"), figures.journeys(station.reached, tongue)))
    elif now.shows("stock"):
        pairs.append((say("flow.standing"), figures.journeys(station.standing, tongue)))
        if now.shows("amount"):
            pairs.append((say("flow.amount"), figures.money(stock.get("amount"), tongue)))
        if now.shows("age"):
            pairs.append((say("flow.median-age"), figures.days(stock.get("median_age_days"), tongue)))
            pairs.append((say("flow.usual-time"), figures.days(times.get("median_days"), tongue)))
            pairs.append((say("flow.overdue"), figures.share(stock.get("share_overdue"))))
    shown.numbers(pairs)


def stock_figure(now: Seen, station: drawing.Station) -> None:
    """Stock by week and age."""
    if station.terminal:
        note(text("flow.nobody-waits", stage=station.name))
        return
    if not now.shows("stock"):
        line(why_hidden(now, "stock"), "p", "notice")
        return
    weeks = now.period(now.weeks)
    rows = seen.stock_weeks(now.ages, weeks, station.stage_id)
    change = seen.stock_change(now.period(now.flow), station.stage_id) or (0, station.standing)
    title = text(f"flow.stock-{seen.direction(*change)}", stage=station.name, weeks=len(weeks),
                 before=figures.count(change[0], language()), after=figures.count(change[1], language()))
    labels = {band: text(f"age.{band[2:]}") for band in drawing.AGE_BANDS}
    shown.figure(title, charts.stock_by_age(rows, labels, colours(), language()), define="stock",
                         view="stock_by_age", rows=rows, unit=text("flow.stock-unit"))


def flow_figure(now: Seen, station: drawing.Station) -> None:
    """In, on, and out, a week."""
    rows = seen.ways(now.period(now.flow), now.weeks, station.stage_id)
    palette = colours()
    styles = {"in": (text("flow.way-in"), palette.muted, SOLID)}
    if not station.terminal:
        styles |= {"on": (text("flow.way-on"), palette.ink, SOLID), "out": (text("flow.way-out"), palette.muted, DASHED)}
    average = rows[rows["is_complete"]].groupby("way")["journeys"].mean()
    title = text("flow.ways-title-end" if station.terminal else "flow.ways-title", stage=station.name, **{
        way: figures.per_week(float(average.get(way, 0)), language()) for way in ("in", "on", "out")})
    shown.figure(title, charts.lines(rows, "way", styles, palette, language()), define="ways", view="stage_flow",
                         rows=seen.of_stage(now.period(now.flow), station.stage_id), unit=text("flow.ways-unit"))


def period_figure(now: Seen, station: drawing.Station) -> None:
    """Of those who left lately, how many moved on."""
    rates = seen.of_stage(data.read("period_conversion"), station.stage_id).dropna(subset=["rate"])
    rows = now.period(rates).merge(now.weeks[["week_start", "is_complete"]], on="week_start")
    if rows.empty or not now.shows("exits"):
        line(text("flow.period-none") if now.shows("exits") else why_hidden(now, "exits"), "p", "notice")
        return
    last = seen.latest(rows, "week_start")
    title = text("flow.period-title", stage=station.name, rate=figures.share(last["rate"]),
                 left=figures.count(last["left_stage"], language()))
    rows = rows.assign(series=station.stage_id)
    styles = {station.stage_id: (figures.share(last["rate"]), colours().ink, SOLID)}
    chart = charts.lines(rows, "series", styles, colours(), language(), value="rate", percent=True)
    shown.figure(title, chart, define="period", view="period_conversion",
                         rows=rows.drop(columns=["series", "is_complete"]), unit=text("flow.period-unit"))


def cohort_figure(now: Seen, station: drawing.Station) -> None:
    """Of those who entered, how many moved on, by how long ago they entered."""
    rows = seen.of_stage(data.read("cumulative_incidence"), station.stage_id).sort_values("age_days")
    end = seen.incidence_end(rows)
    if end is None or not now.shows("exits"):
        line(text("flow.cohort-none") if now.shows("exits") else why_hidden(now, "exits"), "p", "notice")
        return
    rows = rows[rows["age_days"] <= end["age_days"]]
    title = text("flow.cohort-title", stage=station.name, rate=figures.share(end["incidence_advanced"]),
                 days=figures.days(end["age_days"], language()))
    columns = {"incidence_advanced": "way-on", "incidence_exited": "way-out"}
    names = {column: f"{text(f'flow.{key}')} {figures.share(end[column])}" for column, key in columns.items()}
    chart = charts.incidence(rows.melt("age_days", list(columns), "series", "share"), names, text("flow.cohort-axis"), colours())
    shown.figure(title, chart, define="cohort", view="cumulative_incidence", rows=rows, unit=text("flow.cohort-unit"))


def whole_line(stage: str) -> None:
    """All stages: cumulative flow, and time in stage."""
    now = read()
    heading(text("flow.all-title"))
    left, right = st.columns(2, gap="medium")
    with left:
        cumulative_figure(now, stage)
    with right:
        time_figure(now, stage)
    conversion_table(now)


def cumulative_figure(now: Seen, stage: str) -> None:
    rows = now.period(data.read("cumulative_flow"))
    goal = now.goal if now.goal in now.names else list(now.names)[-1]
    begun = figures.journeys(now.period(now.flow)["entered_new"].sum(), language())
    reached = figures.journeys(seen.arrived_within(data.read("cumulative_flow"), goal, rows), language())
    title = text("flow.cumulative-title", weeks=rows["week_start"].nunique(), journeys=begun, goal=now.names[goal], reached=reached)
    shown.figure(title, charts.cumulative_flow(rows, now.names, stage, colours(), language()), define="cumulative",
                         view="cumulative_flow", rows=rows, unit=text("flow.cumulative-unit"))


def time_figure(now: Seen, stage: str) -> None:
    times = data.read("time_in_stage")
    waiting = [station.stage_id for station in seen.before_goal(stations(now))]
    rows = times[times["median_days"].notna() & times["stage_id"].isin(waiting if stage in waiting else waiting_stages(now))]
    if rows.empty or not now.shows("age"):
        line(text("flow.time-none") if now.shows("age") else why_hidden(now, "age"), "p", "notice")
        return
    rows = rows.assign(name=rows["stage_id"].map(now.names))
    slowest = rows.loc[rows["median_days"].idxmax()]
    title = text("flow.time-title", stage=slowest["name"], median=figures.days(slowest["median_days"], language()))
    labels = (text("flow.time-median"), text("flow.time-p85"), text("flow.time-p95"))
    shown.figure(title, charts.time_in_stage(rows, stage, text("flow.time-axis"), labels, colours()), define="time",
                         view="time_in_stage", rows=rows.drop(columns="name"), unit=text("flow.time-unit"))


def waiting_stages(now: Seen) -> list[str]:
    return list(now.stages.loc[(now.stages["kind"] == "stage") & ~now.stages["terminal"].astype(bool), "stage_id"])


def conversion_table(now: Seen) -> None:
    """Both rates of every stage side by side, each named as what it is."""
    if not now.shows("exits"):
        return
    rates, curves, cohorts = data.read("period_conversion"), data.read("cumulative_incidence"), data.read("cohort_conversion")
    usual = data.read("time_in_stage").set_index("stage_id")["p85_days"]
    rows = []
    for stage in waiting_stages(now):
        period = seen.latest(seen.of_stage(rates, stage).dropna(subset=["rate"]), "week_start") or {}
        whole = seen.incidence_end(seen.of_stage(curves, stage)) or {}
        recent = seen.newest_cohort(seen.of_stage(cohorts, stage), usual.get(stage))
        rows.append([
            now.names[stage], figures.share(period.get("rate")), figures.exact(period.get("left_stage")),
            figures.share(whole.get("incidence_advanced")), figures.share(recent["incidence_advanced"]) if recent else figures.UNKNOWN,
            figures.quarter(seen.as_date(recent["cohort_start"]), language()) if recent else figures.UNKNOWN,
            figures.exact(recent["entered"]) if recent else figures.UNKNOWN,
        ])
    shown.titled(text("flow.conversion-title"), "cohort_conversion", define="conversion", rows=cohorts)
    header = [text(f"flow.conversion-{part}") for part in ("stage", "period", "left", "cohort", "newest", "quarter", "entered")]
    shown.plain_table(header, rows, numeric={1, 2, 3, 4, 6})


def records(stage: str) -> None:
    """Who stands in the stage, longest first."""
    now = read()
    if now.shows("stock"):
        stage_records(stage, now.names[stage], stage not in waiting_stages(now))
