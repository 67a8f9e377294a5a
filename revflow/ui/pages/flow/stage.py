"""One stage closely: what stands there and for how long, what comes and goes, and how many move on."""

from functools import partial

from revflow.charts import stages, weekly
from revflow.common.certain import certain
from revflow.insight import snapshot
from revflow.insight.process import AGE_BANDS, Station
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, line, note, text
from revflow.ui.parts import figures
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.snapshot import ProcessSnapshot
from revflow.ui.parts.theme import colours

SOLID, DASHED = [1, 0], [7, 4]


def stage_closely(now: ProcessSnapshot, stage: str) -> None:
    """One stage: its figures, its stock by age, its flow, and how many move on."""
    station = next(station for station in now.stations if station.stage_id == stage)
    heading(text("flow.stage-title", stage=station.name, department=station.department))
    stage_numbers(now, station)
    parts = [flow_figure]
    if station.terminal:
        note(text("flow.nobody-waits", stage=station.name))
    else:
        parts = [stock_figure] * now.shows("stock") + parts + [period_figure, cohort_figure] * now.shows("exits")
    in_pairs([partial(part, now, station) for part in parts])


def stage_numbers(now: ProcessSnapshot, station: Station) -> None:
    """What stands here, its age, and what comes and goes a week."""
    times = snapshot.latest(snapshot.of_stage(data.read("time_in_stage"), station.stage_id), "stage_id") or {}
    stock = snapshot.latest(snapshot.of_stage(data.read("residual_stock"), station.stage_id), "week_start") or {}
    pairs = []
    if station.terminal:
        pairs.append((text("flow.reached"), formats.journeys(station.reached, language())))
    elif now.shows("stock"):
        pairs.append((text("flow.standing"), formats.journeys(station.standing, language())))
        if now.shows("amount"):
            pairs.append((text("flow.amount"), data.money_writer()(stock.get("amount"))))
        if now.shows("age"):
            pairs.append((text("flow.median-age"), formats.days(stock.get("median_age_days"), language())))
            pairs.append((text("flow.usual-time"), formats.days(times.get("median_days"), language())))
            pairs.append((text("flow.overdue"), formats.share(stock.get("share_overdue"))))
    figures.numbers(pairs)


def stock_figure(now: ProcessSnapshot, station: Station) -> None:
    """Stock by week and age."""
    weeks = now.period(now.weeks)
    rows = snapshot.stock_weeks(now.ages, weeks, station.stage_id)
    change = snapshot.stock_change(now.period(now.flow), station.stage_id) or (0, station.standing)
    title = text(
        f"flow.stock-{snapshot.direction(*change)}",
        stage=station.name,
        weeks=len(weeks),
        before=formats.count(change[0], language()),
        after=formats.count(change[1], language()),
    )
    labels = {band: text(f"age.{band[2:]}") for band in AGE_BANDS}
    figures.figure(
        title,
        weekly.stock_by_age(rows, labels, colours(), language()),
        define="stock",
        view="stock_by_age",
        rows=rows,
        unit=text("flow.stock-unit"),
    )


def flow_figure(now: ProcessSnapshot, station: Station) -> None:
    """In, on, and out, a week."""
    rows = snapshot.ways(now.period(now.flow), now.weeks, station.stage_id)
    palette = colours()
    styles = {"in": (text("flow.way-in"), palette.muted, SOLID)}
    title = "flow.ways-title-end"
    if not station.terminal:
        styles["on"], title = (text("flow.way-on"), palette.ink, SOLID), "flow.ways-title-in"
        if now.shows("exits"):
            styles["out"], title = (text("flow.way-out"), palette.muted, DASHED), "flow.ways-title"
    average = (rows[rows["is_complete"]] if rows["is_complete"].any() else rows).groupby("way")["journeys"].mean()
    title = text(
        title,
        stage=station.name,
        **{way: formats.per_week(float(average.get(way, 0)), language()) for way in ("in", "on", "out")},
    )
    figures.figure(
        title,
        weekly.lines(rows, "way", styles, palette, language()),
        define="ways",
        view="stage_flow",
        rows=snapshot.of_stage(now.period(now.flow), station.stage_id),
        unit=text("flow.ways-unit"),
    )


def period_figure(now: ProcessSnapshot, station: Station) -> None:
    """Of those who left lately, how many moved on."""
    rates = snapshot.of_stage(data.read("period_conversion"), station.stage_id).dropna(subset=["rate"])
    rows = now.period(rates).merge(now.weeks[["week_start", "is_complete"]], on="week_start")
    if rows.empty:
        line(text("flow.period-none"), "p", "notice")
        return
    last = certain(snapshot.latest(rows, "week_start"))
    title = text(
        "flow.period-title",
        stage=station.name,
        rate=formats.share(last["rate"]),
        left=formats.count(last["left_stage"], language()),
    )
    rows = rows.assign(series=station.stage_id)
    styles = {station.stage_id: (formats.share(last["rate"]), colours().ink, SOLID)}
    chart = weekly.lines(rows, "series", styles, colours(), language(), value="rate", percent=True)
    figures.figure(
        title,
        chart,
        define="period",
        view="period_conversion",
        rows=rows.drop(columns=["series", "is_complete"]),
        unit=text("flow.period-unit"),
    )


def cohort_figure(now: ProcessSnapshot, station: Station) -> None:
    """Of those who entered, how many moved on, by how long ago they entered."""
    rows = snapshot.of_stage(data.read("cumulative_incidence"), station.stage_id).sort_values("age_days")
    end = snapshot.incidence_end(rows)
    if end is None:
        line(text("flow.cohort-none"), "p", "notice")
        return
    rows = rows[rows["age_days"] <= end["age_days"]]
    title = text(
        "flow.cohort-title",
        stage=station.name,
        rate=formats.share(end["incidence_advanced"]),
        days=formats.days(end["age_days"], language()),
    )
    columns = {"incidence_advanced": "way-on", "incidence_exited": "way-out"}
    names = {column: f"{text(f'flow.{key}')} {formats.share(end[column])}" for column, key in columns.items()}
    chart = stages.incidence(
        rows.melt("age_days", list(columns), "series", "share"), names, text("flow.cohort-axis"), colours()
    )
    figures.figure(title, chart, define="cohort", view="cumulative_incidence", rows=rows, unit=text("flow.cohort-unit"))
