"""The sample company day by day: prospects arrive, ripen, queue for a person's time, and move on, back or out.

One `Random` for each purpose, so that a change in one part of the sample leaves the others' chance alone.
"""

import math
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import TypeVar

from revflow.sample import company, days
from revflow.sample.company import Event, Journey

_MINUTE = timedelta(minutes=1)

Choice = TypeVar("Choice")


class Desk:
    """One person's work in one stage: who waits for it, and how much a day can hold."""

    def __init__(self, name: str, skill: float, a_day: float) -> None:
        self.name, self.skill, self.a_day = name, skill, a_day
        self.waiting: deque[Journey] = deque()
        self.promised = 0  # journeys assigned and not yet worked
        self.spare = 0.0  # time carried over from yesterday


class Simulation:
    """Runs the company from its first day to its last; `journeys` then holds everything that happened."""

    def __init__(self, seed: int) -> None:
        self.arrivals = Random(f"{seed}/arrivals")
        self.chance = Random(f"{seed}/chance")
        self.clock = Random(f"{seed}/clock")
        self.journeys: list[Journey] = []
        self.due: dict[date, list[tuple[Journey, str]]] = defaultdict(list)  # what ripens when, and for what
        self.desks = {
            stage: [Desk(name, skill, work.team.a_day) for name, skill in work.team.people.items()]
            for stage, work in company.STAGES.items()
            if work.team
        }

    def run(self) -> list[Journey]:
        for day in days.every_day():
            self.new_leads(day)
            for journey, purpose in self.due.pop(day, []):
                self.ripen(journey, purpose, day)
            for stage in reversed(self.desks):
                for desk in self.desks[stage]:
                    self.work(desk, stage, day)
        return self.journeys

    # Arrivals

    def new_leads(self, day: date) -> None:
        for source in company.SOURCES:
            for _ in range(_poisson(self.arrivals, expected_leads(source, day))):
                journey = self.new_journey(source)
                self.enter(journey, "lead", day, at=self.moment_of_arrival(source, day))
        if days.is_working(day):
            for _ in range(_poisson(self.arrivals, company.PARTNER_DEALS_A_WEEK / 5)):
                partner = next(source for source in company.SOURCES if source.name == company.REFERRAL)
                self.enter(self.new_journey(partner, has_lead=False), "meeting", day)

    def new_journey(self, source: company.Source, has_lead: bool = True) -> Journey:
        pick = self.arrivals
        segment = _choose(pick, {name: figures[0] for name, figures in company.SEGMENTS.items()})
        _, _, median, spread = company.SEGMENTS[segment]
        amount = round(median * math.exp(spread * pick.gauss(0, 1)) / 12_000) * 12_000
        journey = Journey(
            number=len(self.journeys) + 1,
            source=source,
            segment=segment,
            industry=_choose(pick, company.INDUSTRIES),
            prefecture=_choose(pick, company.PREFECTURES),
            amount=min(max(amount, company.LOWEST_AMOUNT), company.HIGHEST_AMOUNT),
            quality=math.exp(0.12 * pick.gauss(0, 1)),
            has_lead=has_lead,
        )
        self.journeys.append(journey)
        return journey

    def moment_of_arrival(self, source: company.Source, day: date) -> datetime:
        """Forms are sent at all hours; cards and calls are entered while the office is open."""
        if source.name in (company.EXHIBITION, "アウトバウンド"):
            return self.office_hours(day)
        return datetime.combine(day, time(7, 0)) + self.clock.randrange(0, 16 * 60) * _MINUTE

    # Entering a stage

    def enter(self, journey: Journey, stage: str, day: date, at: datetime | None = None) -> None:
        """Records the entry, chooses who works it, and says when it will be ripe."""
        new_deal = stage == "meeting" and not in_deal(journey)
        if new_deal:
            journey.fs_owners.append("")
        desk = self.assign(journey, stage)
        at = at or self.after_last(journey, day)
        came_from = journey.events[-1].stage if journey.events and not new_deal else ""
        deal = len(journey.fs_owners) if stage in ("meeting", "opportunity", "proposal", "onboarding") else 0
        owner = journey.cs_owner if stage in ("adoption", "renewed") else desk.name if desk else ""
        if stage == "onboarding":
            owner = journey.fs_owners[-1]  # the signature is field sales' entry
        journey.events.append(Event(stage, at, owner, deal=deal, came_from=came_from))
        if stage in company.STAGES:
            self.plan(journey, stage, day)

    def assign(self, journey: Journey, stage: str) -> Desk | None:
        """Whoever has it keeps it; a new one goes to the person who has least waiting."""
        if stage not in self.desks:
            return None
        known = {"mql": journey.is_owner, "onboarding": journey.cs_owner}.get(
            stage, journey.fs_owners[-1] if journey.fs_owners else ""
        )
        desks = self.desks[stage]
        desk = next((desk for desk in desks if desk.name == known), None)
        if desk is None:
            desk = min(self.chance.sample(desks, 3), key=lambda one: one.promised)
        desk.promised += 1
        if stage == "mql":
            journey.is_owner = desk.name
        elif stage == "onboarding":
            journey.cs_owner = desk.name
        else:
            journey.fs_owners[-1] = desk.name
        return desk

    def plan(self, journey: Journey, stage: str, day: date) -> None:
        if stage == "proposal" and not journey.deal_type:
            journey.deal_type = _choose(self.chance, {name: share for name, (share, _) in company.DEAL_TYPES.items()})
        if stage == "onboarding":
            self.sign(journey, day)
        if stage == "lead" and self.chance.random() < company.AT_ONCE * journey.source.to_mql:
            at = journey.events[-1].at + self.clock.randrange(5, 45) * _MINUTE
            self.enter(journey, "mql", at.date(), at=at)
            return
        self.due[self.ripe_on(journey, stage, day)].append((journey, stage))

    def sign(self, journey: Journey, day: date) -> None:
        journey.term = _choose(self.chance, company.TERMS)
        journey.contract_from = days.add_working_days(day, self.chance.randrange(1, 8))

    def ripe_on(self, journey: Journey, stage: str, day: date) -> date:
        """When the customer's side is ready: the rest of the time is waiting for a person."""
        if stage == "adoption":
            end = end_of_term(journey)
            left = max((end - day).days, 30)
            early = self.chance.random() < company.EARLY_CHURN
            return day + timedelta(days=self.chance.randrange(25, left) if early and left > 30 else left)
        work = company.STAGES[stage]
        median = journey.source.meeting_delay if stage == "meeting" else work.delay
        wait = median * math.exp(work.spread * self.chance.gauss(0, 1))
        since = journey.contract_start if stage == "onboarding" else day
        return days.add_working_days(since + timedelta(days=1), max(0, round(wait) - 1))

    # Working a stage

    def ripen(self, journey: Journey, purpose: str, day: date) -> None:
        if purpose == "comes back":
            self.enter(journey, "meeting" if journey.fs_owners or not journey.has_lead else "mql", day)
        elif purpose in self.desks:
            owner = {"mql": journey.is_owner, "onboarding": journey.cs_owner}.get(purpose) or journey.fs_owners[-1]
            next(desk for desk in self.desks[purpose] if desk.name == owner).waiting.append(journey)
        else:
            self.decide(journey, purpose, day, skill=1.0)

    def work(self, desk: Desk, stage: str, day: date) -> None:
        """First come, first served, as far as the day reaches."""
        desk.spare = min(desk.spare, 1.0) + desk.a_day * days.hands(day)
        while desk.waiting and desk.spare > 0 and days.is_working(day):
            journey = desk.waiting.popleft()
            desk.spare -= journey.source.meeting_work if stage == "meeting" else 1.0
            desk.promised -= 1
            self.decide(journey, stage, day, desk.skill)

    def decide(self, journey: Journey, stage: str, day: date, skill: float) -> None:
        work, chance = company.STAGES[stage], self.chance
        if work.back and chance.random() < work.back:
            self.enter(journey, company.BEFORE[stage], day)
        elif chance.random() < self.chance_to_advance(journey, stage, skill, day):
            following = company.NEXT[stage]
            if stage == "lead" and chance.random() < journey.source.skips_mql:
                following = "meeting"
            elif chance.random() < work.skip:
                following = company.NEXT[following]
            self.enter(journey, following, day)
        else:
            self.leave(journey, stage, _choose(chance, work.exits), day)

    def chance_to_advance(self, journey: Journey, stage: str, skill: float, day: date) -> float:
        source = journey.source
        by_source = {"lead": source.to_mql, "mql": source.to_meeting, "meeting": source.to_opportunity}
        base = by_source.get(stage) or company.STAGES[stage].advance
        assert base is not None  # of every stage either the source or the company says it
        if stage == "lead":  # the score has already taken some of the best
            base = (base - company.AT_ONCE * base) / (1 - company.AT_ONCE * base)
        if stage in ("onboarding", "adoption"):
            base *= company.DEAL_TYPES[journey.deal_type][1] if journey.deal_type else 1.0
        if stage == "adoption" and day < end_of_term(journey):
            return 0.0  # it ends before its term
        return min(0.97, base * journey.quality * skill * company.SEGMENTS[journey.segment][1])

    def leave(self, journey: Journey, stage: str, exit_id: str, day: date) -> None:
        deal = len(journey.fs_owners) if in_deal(journey) else 0
        owner = journey.events[-1].owner
        reason = self.chance.choice(company.REASONS[exit_id])
        at = self.after_last(journey, day)
        journey.events.append(Event(exit_id, at, owner, reason, deal=deal, came_from=stage))
        pool = "lost" if exit_id == "lost" else "deal" if deal else stage
        if exit_id in ("recycle", "lost") and times_back(journey) == 0:
            share, median = company.COMES_BACK[pool]
            if self.chance.random() < share:
                journey.events[-1].comes_back = True
                wait = round(median * math.exp(0.6 * self.chance.gauss(0, 1)))
                self.due[days.add_working_days(day + timedelta(days=max(wait, 10)), 0)].append((journey, "comes back"))

    # The time of day

    def office_hours(self, day: date) -> datetime:
        return datetime.combine(day, time(9, 10)) + self.clock.randrange(0, 9 * 60 + 20) * _MINUTE

    def after_last(self, journey: Journey, day: date) -> datetime:
        """A moment of that day, later than all that happened to the journey before."""
        at = self.office_hours(day)
        last = journey.events[-1].at if journey.events else None
        return last + self.clock.randrange(5, 60) * _MINUTE if last and at <= last else at


def in_deal(journey: Journey) -> bool:
    """Does the journey's latest record belong to a deal that is still open?"""
    return bool(journey.events) and journey.events[-1].stage in ("meeting", "opportunity", "proposal")


def times_back(journey: Journey) -> int:
    """How often it has already come back out of an exit."""
    exits = [event.stage in ("recycle", "lost") for event in journey.events]
    return sum(exits[:-1])


def end_of_term(journey: Journey) -> date:
    """The day the first term ends: the renewal is entered on it, or on the day after a holiday."""
    start = journey.contract_start
    month = start.month - 1 + journey.term
    return date(start.year + month // 12, month % 12 + 1, min(start.day, 28))


def expected_leads(source: company.Source, day: date) -> float:
    """The mean number of leads that a day brings: exhibitions in bursts, the rest spread over the week."""
    since = day >= days.PROGRAMME_BEGINS
    rate = source.since if since else source.before
    if source.name != company.EXHIBITION:
        return rate / 5 * days.liveliness(day) * 0.97
    trickle = company.TRICKLE_SINCE if since else company.TRICKLE_BEFORE
    shows = company.SHOWS_SINCE if since else company.SHOWS_BEFORE
    weeks = ((days.LAST_DAY - days.PROGRAMME_BEGINS) if since else (days.PROGRAMME_BEGINS - days.FIRST_DAY)).days / 7
    cards = (rate - trickle) * weeks / len(shows)
    shares = [share for show in shows for age, share in enumerate(company.CARD_ENTRY) if card_day(show, age) == day]
    return cards * sum(shares) + trickle / 5 * days.liveliness(day) * days.is_working(day)


@cache
def card_day(show: date, age: int) -> date:
    """When the cards of a show are typed in: so many working days after it."""
    return days.add_working_days(show, age)


def _choose(random: Random, weights: Mapping[Choice, float]) -> Choice:
    return random.choices(list(weights), list(weights.values()))[0]


def _poisson(random: Random, mean: float) -> int:
    limit, number, product = math.exp(-mean), 0, random.random()
    while product > limit:
        number += 1
        product *= random.random()
    return number
