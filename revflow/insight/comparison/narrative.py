"""A comparison in sentences, and as JSON: pages, commands and files say the same."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pandas as pd

from revflow.common.certain import certain
from revflow.insight import snapshot
from revflow.insight.comparison.answer import OTHERS, Comparison, Difference, Group, Side, Values, of_values
from revflow.insight.comparison.before_after import MIN_ARRIVALS, MIN_REFERENCE_WINDOWS, Changed
from revflow.insight.comparison.mix import mix_of
from revflow.insight.comparison.periods import whole_months
from revflow.insight.comparison.question import Period, Question
from revflow.texts import formats, say

MAX_NAMED = 4


class Words:
    """How a company's stages, attributes and values are called in a language."""

    def __init__(self, stages: pd.DataFrame, attributes: pd.DataFrame, language: str, info: dict[str, str]) -> None:
        self.language, self.say = language, partial(say, language)
        self.yen = info.get("timezone") == "Asia/Tokyo"  # exports carry no currency
        self.places = snapshot.names(stages, language)
        self.exits = set(stages.loc[stages["kind"] != "stage", "stage_id"])
        self.attributes = snapshot.names(attributes, language, "attribute")
        self.in_model = set(attributes.loc[attributes["in_model"], "attribute"])

    def values(self, values: Values) -> str:
        """One group's name."""
        if values == OTHERS:
            return self.say("compare.others")
        if not values:
            return self.say("compare.everything")
        return " × ".join(value or self.say("bar.not-recorded") for value in values)

    def period(self, period: Period) -> str:
        """When they came in, as it stands in a sentence."""
        if whole_months(period) in (1, 3):
            return self.say("compare.in", period=self.period_name(period))
        first, last = (formats.day(day, self.language) for day in (period.first, period.last))
        which = {(True, True): "between", (True, False): "since", (False, True): "until", (False, False): "always"}
        return self.say(f"compare.{which[bool(period.first), bool(period.last)]}", first=first, last=last)

    def period_name(self, period: Period) -> str:
        """As it is offered: a quarter, a month, or its two ends."""
        months = whole_months(period)
        if period.first and months == 3 and period.first.month % 3 == 1:
            return formats.quarter(period.first, self.language)
        if period.first and months == 1:
            return formats.month(period.first, self.language)
        first, last = (formats.day(day, self.language) if day else "" for day in (period.first, period.last))
        return f"{first}–{last}" if first or last else self.say("compare.period-all")


def sentences(found: Comparison, words: Words) -> list[str]:
    """The answer, then what has to be known with it."""
    return [*rates(found, words), *differences(found, words), *mix(found, words), *notes(found, words)]


def rates(found: Comparison, words: Words) -> list[str]:
    whole, question = found.entered.whole, found.question
    values = {
        "origin": words.places[question.origin],
        "target": words.places[question.target],
        "period": words.period(question.entered),
        "count": formats.journeys(whole.entered, words.language),
    }
    if whole.rate is None:
        reached = formats.exact(whole.reached)
        return [words.say("compare.whole-counts", **values, reached=reached)]
    key = "compare.whole-exit" if question.target in words.exits else "compare.whole"
    days = formats.days(found.horizon, words.language)
    lines = [words.say(key, **values, days=days, **shares(whole))]
    if whole.young:
        lines.append(words.say("compare.young", count=formats.journeys(whole.young, words.language)))
    return lines + ([_then(found.against, words)] if found.against else [])


def _then(side: Side, words: Words) -> str:
    count = formats.journeys(side.whole.entered, words.language)
    period = words.period(side.period)
    if side.whole.rate is None:
        return words.say("compare.then-counts", count=count, period=period, reached=formats.exact(side.whole.reached))
    return words.say("compare.then", count=count, period=period, **shares(side.whole))


def shares(group: Group) -> dict[str, str]:
    return {name: formats.share(getattr(group, name)) for name in ("rate", "low", "high")}


def differences(found: Comparison, words: Words) -> list[str]:
    every = [d for d in (found.whole_difference, *found.differences) if d]
    if not every:
        return []
    if not found.compared:
        return [words.say("compare.not-compared")]
    beyond = [d for d in every if d.beyond_chance]
    look = [d for d in every if d.worth_a_look and not d.beyond_chance]
    key = "compare.beyond-then" if found.against else "compare.beyond-rest"
    lines = [words.say(key, compared=found.compared, groups=_listed(beyond, found, words))] if beyond else []
    lines = lines or [words.say("compare.no-beyond", compared=found.compared)]
    if look:
        lines.append(words.say("compare.look", compared=found.compared, groups=_listed(look, found, words)))
    return lines


def mix(found: Comparison, words: Words) -> list[str]:
    """How much of the change of all together goes with another mix of what came in."""
    part, change = mix_of(found), found.whole_difference
    if part is None or change is None or change.difference is None:
        return []
    said = {"part": part.part, "low": part.low, "high": part.high, "whole": change.difference}
    attributes = words.say("unit.comma").join(words.attributes[name] for name in found.question.by)
    return [words.say("compare.mix", attributes=attributes, **{name: points(value) for name, value in said.items()})]


def points(share: float) -> str:
    """A difference of shares in points, with its sign."""
    return f"{'+' if share >= 0 else '−'}{abs(100 * share):.1f}"


def _listed(found: list[Difference], answer: Comparison, words: Words) -> str:
    """The largest of them, with their rates: those above, then those below."""
    ordered = sorted(found, key=lambda d: -abs(certain(d.difference)))[:MAX_NAMED]
    ways = ("up", "down") if answer.against else ("above", "below")
    parts = [[d for d in ordered if certain(d.difference) > 0], [d for d in ordered if certain(d.difference) <= 0]]
    listed = [words.say("unit.comma").join(_one(d.values, answer, words) for d in part) for part in parts]
    said = [words.say(f"compare.{way}", groups=groups) for way, groups in zip(ways, listed, strict=True) if groups]
    return words.say("compare.semicolon").join(said)


def _one(values: Values, found: Comparison, words: Words) -> str:
    now = formats.share(of_values(found.entered, values).rate)
    name = words.values(values)
    if not found.against:
        return words.say("compare.group-rest", value=name, now=now)
    return words.say(
        "compare.group-then", value=name, now=now, then=formats.share(of_values(found.against, values).rate)
    )


def change(found: Changed, values: tuple[str, ...], question: Question, words: Words) -> list[str]:
    """What is said of a change on a day for some: the four rates, the ratio, and whether the past knows such a one."""
    names = [words.say("unit.comma").join(values), words.say("changed.others")]
    days = formats.days(found.horizon, words.language)
    lines = [
        words.say(
            "changed.rates",
            who=who,
            target=words.places[question.target],
            days=days,
            weeks=found.weeks,
            before=formats.share(before.rate),
            after=formats.share(after.rate),
            of_before=formats.exact(before.entered),
            of_after=formats.exact(after.entered),
        )
        for who, before, after in zip(names, found.before, found.after, strict=True)
    ]
    if found.ratio is None:
        return [*lines, words.say("changed.too-few", least=MIN_ARRIVALS)]
    ratio, low, high = (formats.three(round(certain(value), 2)) for value in (found.ratio, found.low, found.high))
    lines.append(words.say("changed.ratio", ratio=ratio, low=low, high=high))
    if found.p is None:
        return [
            *lines,
            words.say("changed.few-reference-windows", count=found.reference_windows, least=MIN_REFERENCE_WINDOWS),
        ]
    key = "changed.beyond" if found.beyond_chance else "changed.chance"
    lines.append(words.say(key, count=found.reference_windows, p=formats.share(found.p)))
    return [*lines, words.say("changed.apart")] if found.apart else lines


def notes(found: Comparison, words: Words) -> list[str]:
    """What the answer rests on, and what it can't tell."""
    written: dict[str, Callable] = {
        "days": lambda days: formats.days(days, words.language),
        "wanted": lambda days: formats.days(days, words.language),
        "share": formats.share,
    }
    lines = [
        words.say(f"compare.note-{key}", **{name: written.get(name, str)(value) for name, value in values.items()})
        for key, values in found.notes
    ]
    unknown = [attribute for attribute in found.question.by if attribute not in words.in_model]
    lines += [words.say("compare.note-not-in-model", attribute=words.attributes[a]) for a in unknown]
    if found.scatter >= 1.2:
        lines.append(words.say("compare.note-scatter", times=formats.three(round(found.scatter, 1))))
    return lines


# --- as JSON ---


def as_json(found: Comparison, words: Words, as_of: dt.date) -> dict:
    """The contract's keys; more beside them."""
    question = found.question
    return {
        "as_of": as_of.isoformat(),
        "from": question.origin,
        "to": question.target,
        "by": list(question.by),
        "entered": _days(question.entered),
        "horizon_days": found.horizon,
        "whole": _group(found.entered.whole),
        "groups": [_group(group) for group in found.entered.groups],
        "against": _side(found.against) if found.against else None,
        "differences": [_difference(d) for d in found.differences],
        "whole_difference": _difference(found.whole_difference) if found.whole_difference else None,
        "mix": _mix(found),
        "held_against": "then" if found.against else "rest",
        "compared": found.compared,
        "scatter": round(found.scatter, 3),
        "notes": notes(found, words),
    }


def change_as_json(found: Changed, values: tuple[str, ...]) -> dict:
    """The same as figures."""
    parts = {"before": found.before, "after": found.after}
    return {
        "day": found.day.isoformat(),
        "values": list(values),
        "weeks": found.weeks,
        "horizon_days": found.horizon,
        **{
            when: [{"entered": one.entered, "reached": one.reached, "rate": _rounded(one.rate)} for one in sides]
            for when, sides in parts.items()
        },
        "ratio": _rounded(found.ratio),
        "low90": _rounded(found.low),
        "high90": _rounded(found.high),
        "p": _rounded(found.p),
        "placebos": found.reference_windows,
        "moved_apart_before": found.apart,
        "beyond_chance": found.beyond_chance if found.p is not None else None,
    }


def _days(period: Period) -> dict:
    return {"from": period.first and period.first.isoformat(), "to": period.last and period.last.isoformat()}


def _side(side: Side) -> dict:
    return {"entered": _days(side.period), "whole": _group(side.whole), "groups": [_group(g) for g in side.groups]}


def _group(group: Group) -> dict:
    return {
        "value": _value(group.values),
        "entered": group.entered,
        "young": group.young,
        "reached": group.reached,
        "rate": _rounded(group.rate),
        "low90": _rounded(group.low),
        "high90": _rounded(group.high),
        "pooled": _rounded(group.pooled),
        "median_days": group.days,
        "median_days_low90": group.days_low,
        "median_days_high90": group.days_high,
        "amount": group.amount,
        "amount_reached": group.amount_reached,
    }


def _difference(found: Difference) -> dict:
    return {
        "value": _value(found.values),
        "difference": _rounded(found.difference),
        "low90": _rounded(found.low),
        "high90": _rounded(found.high),
        "beyond_chance": found.beyond_chance if found.p is not None else None,
        "worth_a_look": found.worth_a_look if found.p is not None else None,
    }


def _mix(found: Comparison) -> dict | None:
    part = mix_of(found)
    if part is None:
        return None
    return {"part": _rounded(part.part), "low90": _rounded(part.low), "high90": _rounded(part.high)}


def _value(values: Values) -> str | list[str] | None:
    """One value as text, several as a list; '' is 'not recorded', None all others together or all of them."""
    if values == OTHERS or not values:
        return None
    return values[0] if len(values) == 1 else list(values)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
