"""What lies in the pool: how much and how old, what goes in and out, and the groups it is made of."""

from functools import partial

from revflow.charts import weekly
from revflow.insight import snapshot
from revflow.insight.recycle.narrative import Teller
from revflow.insight.recycle.pool import AGE_BANDS
from revflow.texts import formats
from revflow.ui.frame import data
from revflow.ui.frame.wording import heading, language, note, text
from revflow.ui.parts import figures
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.theme import colours


def stock_and_flow(teller: Teller) -> None:
    heading(text("recycle.title-stock"))
    in_pairs([partial(stock_figure, teller), partial(flow_figure, teller)])
    groups_table(teller)


def stock_figure(teller: Teller) -> None:
    """What lay there by week and age, in the shades that stages have."""
    rows, labels = teller.pool.ages, {band: text(f"recycle.age-{band[0]}") for band in AGE_BANDS}
    figures.figure(
        text(
            "recycle.stock", journeys=teller.journeys(teller.pool.journeys), share=formats.share(teller.pool.share_old)
        ),
        weekly.stock_by_age(rows, labels | {"0_unknown": ""}, colours(), language()),
        define="pool-stock",
        view="pool_standing",
        rows=rows,
        unit=text("recycle.stock-unit"),
    )


def flow_figure(teller: Teller) -> None:
    """What went in, came back and was closed, by week."""
    palette, rows = colours(), snapshot.last_weeks(teller.pool.flow, data.current().weeks)
    long = rows.melt(["week_start", "is_complete"], ["entered", "returned", "closed"], "move", "journeys")
    styles = {
        "entered": (text("recycle.entered"), palette.ages[3], [1, 0]),
        "returned": (text("recycle.returned"), palette.ink, [1, 0]),
        "closed": (text("recycle.closed"), palette.muted, [5, 4]),
    }
    if not rows["closed"].sum():
        styles.pop("closed")
    moves = {name: teller.count(count) for name, count in teller.pool.moves.items()}
    figures.figure(
        text("recycle.flow", **moves),
        weekly.lines(long, "move", styles, palette, language()),
        define="pool-flow",
        view="pool_flow",
        rows=rows,
        unit=text("recycle.flow-unit"),
    )


def groups_table(teller: Teller) -> None:
    """Every group: how many, how old, what comes back of it and what that may bring."""
    header = [
        text(f"recycle.head-{name}") for name in ("stage", "reason", "journeys", "age", "return", "goals", "amount")
    ]
    lines = []
    for found in teller.pool.groups:
        age = "" if found.median_age_weeks is None else text("recycle.weeks", count=round(found.median_age_weeks))
        share, brings = found.returned, found.brings
        lines.append([
            teller.stage(found.group.from_stage), teller.reason(found.group.reason), teller.count(found.journeys), age,
            teller.share_range(share), teller.goals_range(brings), teller.money(brings.amount),
        ])  # fmt: skip
    figures.plain_table(header, lines, numeric=set(range(2, len(header))))
    note(text("recycle.table-unit", goal=teller.stage(teller.pool.goal)))
