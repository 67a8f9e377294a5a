"""The weeks ahead: what arrives by week with its ranges, where it comes from, and the weeks together."""

from functools import partial

from revflow.charts import outlook as charts
from revflow.insight.outlook.narrative import Teller
from revflow.ui.frame.wording import language, text, unseen_heading
from revflow.ui.parts import figures
from revflow.ui.parts.layout import in_pairs
from revflow.ui.parts.theme import colours


def ahead(teller: Teller) -> None:
    unseen_heading(text("outlook.ahead"))
    in_pairs([partial(weekly_figure, teller), partial(way_figure, teller)])
    spans_table(teller)


def weekly_figure(teller: Teller) -> None:
    """What was, and what is to be expected."""
    found = teller.outlook
    figures.figure(
        text("outlook.title-weekly", stage=teller.aim),
        charts.arrivals(
            found.past, found.ahead, (text("outlook.seen"), text("outlook.expected")), colours(), language()
        ),
        define="outlook",
        view="stage_moves",
        rows=found.ahead,
        unit=text("outlook.unit-weekly"),
    )


def way_figure(teller: Teller) -> None:
    """Whether it stands on the way today or has still to come in."""
    found = teller.outlook
    figures.figure(
        text("outlook.title-way"),
        charts.ways(
            found.ahead, {"stock": text("outlook.way-now"), "new": text("outlook.way-new")}, colours(), language()
        ),
        define="outlook-way",
        view="stage_moves",
        rows=found.ahead[["week_start", "stock", "new"]],
        unit=text("outlook.unit-way", stage=teller.aim),
    )


def spans_table(teller: Teller) -> None:
    """The next weeks together, each span with its ranges and what it is worth."""
    figures.titled(text("outlook.title-spans"), "stage_moves", define="outlook-spans", rows=teller.outlook.ahead)
    heads = ["weeks", "expected", "range80", *(["amount"] if teller.outlook.an_arrival is not None else [])]
    rows = [
        [
            text("outlook.weeks", first=span.from_week, last=span.to_week),
            teller.number(span.expected),
            text("outlook.weeks", first=teller.number(span.low80), last=teller.number(span.high80)),
            *([teller.money(span.amount)] if span.amount is not None else []),
        ]
        for span in teller.outlook.spans
    ]
    figures.plain_table([text(f"outlook.head-{name}") for name in heads], rows, set(range(1, len(heads))), narrow=True)
