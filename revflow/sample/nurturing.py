"""What is done with those who were put back: why, the day to call again that was agreed, and the calls that were made.

Drawn after the simulation, with a `Random` of its own: who comes back, and when, is settled there already.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from revflow.sample import company, days
from revflow.sample.activities import Activity
from revflow.sample.company import Event, Journey


@dataclass
class Nurturing:
    """`planned`: number of a journey that lies in the pool -> the day on which it is to be called, kept or gone by."""

    planned: dict[int, date] = field(default_factory=dict)
    calls: list[Activity] = field(default_factory=list)


def nurture(journeys: list[Journey], seed: int) -> Nurturing:
    """Says in the journeys why each was put back; returns the days agreed and the calls made."""
    random, found = Random(f"{seed}/nurturing"), Nurturing()
    for journey in journeys:
        for event, following in zip(journey.events, [*journey.events[1:], None], strict=True):
            if event.stage == "recycle":
                event.reason = _why(event, random)
                _call_again(found, journey, event, following.at.date() if following else None, random)
    return found


def _why(event: Event, random: Random) -> str:
    column = 0 if event.comes_back else 1
    return random.choices(list(company.PUT_BACK), [shares[column] for shares in company.PUT_BACK.values()])[0]


def _call_again(found: Nurturing, journey: Journey, event: Event, back: date | None, random: Random) -> None:
    """A day is agreed; whoever keeps it agrees another one, whoever lets it go by forgets the prospect."""
    if not journey.has_lead or event.came_from == "lead" or event.reason not in company.CALL_AGAIN:
        return
    until, on = back or days.LAST_DAY, _agreed(event.at.date(), event.reason, random)
    while on < until:
        since = on >= days.PROGRAMME_BEGINS
        if random.random() >= (company.KEPT_SINCE if since else company.KEPT_BEFORE):
            break
        found.calls.append(Activity(journey, on, "電話", journey.is_owner or event.owner, "検討状況の確認"))
        on = _agreed(on, event.reason, random)
    if back is None:
        found.planned[journey.number] = on


def _agreed(day: date, reason: str, random: Random) -> date:
    return days.add_working_days(day + timedelta(days=random.randint(*company.CALL_AGAIN[reason])), 0)
