"""A comparison as a table: as it is read, and as rows of figures to take along."""

import pandas as pd

from revflow.insight.comparison.answer import Comparison, Difference, Group, of_values
from revflow.insight.comparison.narrative import Words
from revflow.insight.comparison.narrative import points as written
from revflow.texts import formats

NUMERIC = frozenset(range(1, 9))


def in_order(found: Comparison) -> list[Group]:
    """The groups by the rate to expect of them, highest first; those without a rate by how many came in."""
    rated = [group for group in found.entered.groups if group.rate is not None]
    counted = [group for group in found.entered.groups if group.rate is None]
    expected = [group.pooled if group.pooled is not None else group.rate for group in rated]
    ordered = [group for _, _, group in sorted(zip(expected, range(len(rated)), rated, strict=True), reverse=True)]
    return ordered + sorted(counted, key=lambda group: -group.entered)


def read_as(found: Comparison, words: Words) -> tuple[list[str], list[list[str]]]:
    """Header and lines, all together last."""
    keys = [
        "value",
        "entered",
        "young",
        "reached",
        "rate",
        "days",
        "then" if found.against else "pooled",
        "difference",
        "amount",
    ]
    header = [words.say(f"compare.col-{key}") for key in keys]
    groups = [*in_order(found), *([found.entered.whole] if found.entered.groups else [])]
    return header, [_line(group, found, words) for group in groups or [found.entered.whole]]


def _line(group: Group, found: Comparison, words: Words) -> list[str]:
    beside = of_values(found.against, group.values) if found.against else None
    return [
        words.values(group.values),
        formats.exact(group.entered),
        formats.exact(group.young),
        formats.exact(group.reached),
        rate(group),
        days(group) if beside is None else words.say("compare.days-then", now=days(group), then=days(beside)),
        rate(beside) if beside else formats.share(group.pooled),
        difference(_difference_of(group, found), words),
        formats.money(group.amount_reached, words.language, words.yen),
    ]


def rate(group: Group) -> str:
    """12.3% (10.1–14.9%)."""
    if group.rate is None:
        return formats.UNKNOWN
    return f"{formats.share(group.rate)} ({formats.share(group.low)}–{formats.share(group.high)})"


def days(group: Group) -> str:
    """44 (40–49)."""
    return formats.UNKNOWN if group.days is None else f"{group.days} ({group.days_low}–{group.days_high})"


def difference(found: Difference | None, words: Words) -> str:
    """In points, with what chance says of it."""
    if found is None or found.difference is None:
        return formats.UNKNOWN
    points = written(found.difference)
    if found.beyond_chance:
        return words.say("compare.mark-beyond", points=points)
    return words.say("compare.mark-look", points=points) if found.worth_a_look else points


def _difference_of(group: Group, found: Comparison) -> Difference | None:
    if not group.values:
        return found.whole_difference
    return next((d for d in found.differences if d.values == group.values), None)


def figures(found: Comparison, words: Words) -> pd.DataFrame:
    """The same as figures, one row a group and period."""
    sides = [("now", found.entered), *([("then", found.against)] if found.against else [])]
    rows = []
    for when, side in sides:
        for group in [*side.groups, side.whole]:
            d = _difference_of(group, found) if when == "now" else None
            rows.append(
                {
                    "value": words.values(group.values),
                    "when": words.say(f"compare.when-{when}"),
                    "entered": group.entered,
                    "young": group.young,
                    "reached": group.reached,
                    "rate": group.rate,
                    "low90": group.low,
                    "high90": group.high,
                    "pooled": group.pooled,
                    "median_days": group.days,
                    "amount": group.amount,
                    "amount_reached": group.amount_reached,
                    "difference": d.difference if d else None,
                    "beyond_chance": d.beyond_chance if d and d.p is not None else None,
                }
            )
    return pd.DataFrame(rows)
