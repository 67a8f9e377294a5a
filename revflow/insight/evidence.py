"""The evidence under a verdict, in words and figures: the same on the page and in the report.

What changed since last week, all candidates, and the bottleneck's way over the weeks before. No figure is counted here;
`read` is a function that gives a view's rows for what is selected.
"""

import datetime as dt
from collections.abc import Callable

import pandas as pd

from revflow.insight import snapshot
from revflow.insight.narrative import Review, run_of
from revflow.insight.snapshot import ProcessSnapshot
from revflow.texts import formats
from revflow.verdict.supply import SUPPLY

DIFFERENCES = 3
TOLD = ("status", "stage", "mechanism", "feeding_department")  # a difference in these is said


def review_of(
    verdict, now: ProcessSnapshot, language: str, say: Callable, money: Callable, read: Callable, **marks
) -> Review:
    """The words for a verdict, with amounts where the data knows them; `marks`: highlight and feeder, if any."""
    return Review(
        verdict,
        now.stations,
        now.departments,
        language,
        say,
        money if now.shows("amount") else None,
        shares=lambda stage, attribute, values: snapshot.shares_of(
            read("input_mix", stage_id=stage, attribute=attribute), values
        ),
        **marks,
    )


# --- what changed since last week ---


def changes(now: ProcessSnapshot, found: Review, earlier) -> tuple[str, list[tuple[str, str]]]:
    """What the verdict of the week before (`earlier`) was; stock, flow and cost against it as (name, figures)."""
    stage = found.named.stage if found.named else None
    if stage == SUPPLY:
        stage = now.stations[0].stage_id
    rows = snapshot.of_stage(snapshot.last_weeks(now.flow, 2), stage) if stage else now.flow[:0]
    pairs = [*flow_pairs(now, found, rows.sort_values("week_start")), *cost_pairs(found, earlier)] if len(rows) else []
    return found.before(earlier), pairs


def flow_pairs(now: ProcessSnapshot, found: Review, rows: pd.DataFrame) -> list[tuple[str, str]]:
    """What stands there and what came and went, each with what it was in the week before."""
    say, language = found.say, found.language
    last = rows.iloc[-1]
    previous = rows.iloc[0] if len(rows) > 1 else None

    def with_before(column: str) -> str:
        value = formats.count(last[column], language)
        if previous is None:
            return value
        was = say("review.was", before=formats.count(previous[column], language))
        return say("review.difference", now=value, difference=was)

    if found.leader.stage == SUPPLY:
        return [(say("review.standing-new"), with_before("entered_new"))]
    pairs = []
    if now.shows("stock"):
        change = formats.signed(last["closing"] - last["opening"], language)
        standing = say("review.difference", now=formats.count(last["closing"], language), difference=change)
        pairs.append((say("review.standing", stage=found.stage(found.leader.stage)), standing))
    return [*pairs, (say("review.came"), with_before("entered")), (say("review.went"), with_before("advanced"))]


def cost_pairs(found: Review, earlier) -> list[tuple[str, str]]:
    """What it costs now and what the same stage cost a week ago."""
    before = next((c for c in earlier.candidates if c.stage == found.leader.stage), None)
    cost = found.weekly_cost(found.leader)
    if before and before.judged and before.goal_loss_per_week > 0:
        was = found.say("review.was", before=found.weekly_cost(before))
        cost = found.say("review.difference", now=cost, difference=was)
    return [(found.say("review.cost-now"), cost)]


# --- the weeks before ---


def differing(found: Review, rows: list[dict]) -> list[str]:
    """The weeks of which another verdict was first said, as sentences; the newest few."""
    said = []
    for row in [row for row in rows if differs(row)][:DIFFERENCES]:
        then = {**row, **row["first_said"]}
        week = week_of(found, row)
        said.append(found.say("review.way-differs", week=week, then=said_of(found, then), now=said_of(found, row)))
    return said


def differs(row: dict) -> bool:
    """Whether what was first said of a week was another verdict; a percent more or less is none."""
    return any(name in TOLD for name in row.get("first_said") or {})


def week_of(found: Review, row: dict) -> str:
    return formats.week(dt.date.fromisoformat(row["week_start"]), found.language)


def said_of(found: Review, row: dict) -> str:
    return found.say(f"review.way-said-{row['status']}", stage=found.stage(row["stage"]) if row["stage"] else "")


def way_title(found: Review, rows: list[dict]) -> str:
    """What the weeks show, in a sentence."""
    say = found.say
    names = [row for row in rows if row["status"] == "named"]
    if all(row["status"] == "insufficient" for row in rows):
        return say("review.way-title-unjudged", weeks=len(rows))
    if not names:
        return say("review.way-title-never", weeks=len(rows))
    stage, run = names[0]["stage"], run_of(rows)
    count = sum(row["stage"] == stage for row in names)
    if not run:
        return say("review.way-title-past", week=week_of(found, names[0]), stage=found.stage(stage))
    values = {"stage": found.stage(stage), "count": count, "weeks": len(rows), "run": run}
    if count == 1:
        return say("review.way-title-new", **values)
    return say(f"review.way-title-{'same' if run > 1 else 'some'}", **values)


# --- all candidates ---

RANKED = ("stage", "sure", "cost", "expected", "observed", "missing", "why")
RANKED_NUMBERS = {1, 2, 3, 4, 5}


def ranking(found: Review) -> tuple[list[str], list[list[str]]]:
    """Every candidate with why, or why not: header and rows. `found` holds the intervals.

    In the order of the verdict: who most likely loses most, then by what it loses; those not judged last.
    """
    header = [found.say(f"review.rank-{part}") for part in RANKED]
    rank = lambda c: (not c.judged, -c.probability if c.judged else 0, -c.goal_loss_per_week)  # noqa: E731
    return header, [ranked(found, candidate) for candidate in sorted(found.verdict.candidates, key=rank)]


def ranked(found: Review, candidate) -> list[str]:
    """One candidate as a row of the table."""
    say = found.say
    low, high = (formats.count(value, found.language) for value in (candidate.shortfall_low, candidate.shortfall_high))
    spread = say("review.range", low=low, high=high)
    missing = say("review.difference", now=formats.count(candidate.shortfall, found.language), difference=spread)
    if round(candidate.shortfall) < 0:
        missing = say("review.more", count=formats.count(-candidate.shortfall, found.language))
    unknown = formats.UNKNOWN
    row = [
        say(
            "review.stage-of",
            stage=found.stage(candidate.stage),
            department=found.department(candidate.department),
        ),
        found.probability(candidate.probability) if candidate.judged else unknown,
        found.weekly_cost(candidate) if candidate.judged and candidate.goal_loss_per_week > 0 else unknown,
        formats.count(candidate.expected, found.language),
        formats.count(candidate.observed, found.language),
        missing,
        found.why(candidate),
    ]
    return [cell.replace("-", "−") if place in (3, 4, 5) else cell for place, cell in enumerate(row)]
