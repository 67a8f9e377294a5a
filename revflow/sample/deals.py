"""What the SFA exports of deals: a row each, and their history with a row for every saved change."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from revflow.sample import days, names
from revflow.sample.company import HIGHEST_AMOUNT, LOWEST_AMOUNT, Event, Journey
from revflow.sample.sfa import AS_SFA, LABELS, LIKELIHOOD, deal_id, lead_id
from revflow.sample.tables import Column, Table, day, minute

_TODAY = datetime.combine(days.LAST_DAY, time.min)


@dataclass
class Change:
    """One row of a deal's history: Salesforce writes one for every change of stage, amount or expected close."""

    deal: "Deal"
    at: datetime
    was: str
    stage: str
    amount: int
    closes: date
    changed_by: str
    reason: str


@dataclass
class Deal:
    journey: Journey
    number: int
    events: list[Event]
    history: list[Change]

    @property
    def id(self) -> str:
        return deal_id(self.journey, self.number)

    @property
    def owner(self) -> str:
        return self.journey.fs_owners[self.number - 1]

    @property
    def stage(self) -> str:
        return self.history[-1].stage


def deals_of(journeys: list[Journey], seed: int) -> list[Deal]:
    random = Random(f"{seed}/history")
    found = []
    for journey in journeys:
        for number in range(1, len(journey.fs_owners) + 1):
            events = [event for event in journey.events if event.deal == number]
            deal = Deal(journey, number, events, [])
            deal.history = history_of(deal, random)
            found.append(deal)
    return sorted(found, key=lambda deal: deal.events[0].at)


def history_of(deal: Deal, random: Random) -> list[Change]:
    """The stage changes, and between them the rows that change only the amount or the expected close."""
    amount = first_amount(deal.journey, random)
    closes = deal.events[0].at.date() + timedelta(days=random.randrange(60, 120))
    rows: list[Change] = []
    for n, event in enumerate(deal.events):
        if event.stage == "onboarding":
            amount, closes = deal.journey.amount, event.at.date()
        by = deal.journey.is_owner if n == 0 and deal.journey.is_owner else deal.owner
        was = rows[-1].stage if rows else ""
        rows.append(Change(deal, event.at, was, LABELS[event.stage], amount, closes, by, said(event, random)))
        until = deal.events[n + 1].at if n + 1 < len(deal.events) else _TODAY
        if event.stage not in ("meeting", "opportunity", "proposal"):
            continue
        for at in touches(event.at, until, random):
            if random.random() < 0.6:
                closes = max(closes, at.date()) + timedelta(days=random.choice((14, 30, 31)))
            else:
                amount = deal.journey.amount
            rows.append(Change(deal, at, rows[-1].stage, rows[-1].stage, amount, closes, deal.owner, ""))
    return rows


def touches(since: datetime, until: datetime, random: Random) -> list[datetime]:
    """Moments within a stage at which the record is saved without a change of stage: about one in two weeks."""
    at = since
    found: list[datetime] = []
    while True:
        at += timedelta(days=random.randrange(4, 20), minutes=random.randrange(0, 200))
        if at >= until:
            return found
        if days.is_working(at.date()) and 9 <= at.hour < 20:
            found.append(at)


def first_amount(journey: Journey, random: Random) -> int:
    """What was guessed at the first meeting, before anybody had asked."""
    guess = round(journey.amount * random.choice((0.6, 0.8, 1.0, 1.0, 1.2)) / 12_000) * 12_000
    return min(max(guess, LOWEST_AMOUNT), HIGHEST_AMOUNT)


def said(event: Event, random: Random) -> str:
    """The reason as it was typed: now and then with a second line under it."""
    if event.reason and random.random() < 0.04:
        return event.reason + "\n" + random.choice(("次年度に再提案", "「来期に再検討」とのこと", "詳細は活動を参照"))
    return event.reason


def kind(deal: Deal) -> str:
    return "再提案" if deal.number > 1 else "新規"


def terms(deal: Deal) -> str:
    """Nobody fills them in before there is a proposal."""
    return deal.journey.deal_type if any(event.stage == "proposal" for event in deal.events) else ""


DEALS = (
    Column("商談ID", "Salesforce-like id of the deal", "deal id", lambda deal: deal.id),
    Column("商談名", "Name of the deal", value=lambda deal: f"{names.company(deal.journey.number)} {kind(deal)}"),
    Column(
        "取引先名", "Name of the prospect's firm (invented)", "company", lambda deal: names.company(deal.journey.number)
    ),
    Column(
        "リードID",
        "The lead it came from; empty where a partner brought it",
        "joins the deal to its lead",
        lambda deal: lead_id(deal.journey),
    ),
    Column("リードソース", "Lead source, carried over from the lead", "source", lambda deal: deal.journey.source.name),
    Column(
        "企業規模",
        "Size of the firm: 中小 small, 中堅 middle, 大手 large",
        "segment",
        lambda deal: deal.journey.segment,
    ),
    Column(
        "商談 所有者",
        "Field-sales person who owns it (the header holds a half-width space)",
        "fs_owner",
        lambda deal: deal.owner,
    ),
    Column("フェーズ", "Stage on the day of the export", value=lambda deal: deal.stage),
    Column("金額", "Amount a year, in yen", "amount", lambda deal: str(deal.history[-1].amount)),
    Column(
        "確度(%)", "Likelihood that the SFA ties to the stage", value=lambda deal: str(LIKELIHOOD.get(deal.stage, 0))
    ),
    Column("完了予定日", "Expected close date", value=lambda deal: day(deal.history[-1].closes)),
    Column("作成日", "Day the deal was made", value=lambda deal: day(deal.events[0].at)),
    Column("契約条件", "Terms offered; filled in with the proposal", "deal_type", terms),
    Column("失注理由", "Why it was lost, put back or disqualified", value=lambda deal: deal.history[-1].reason),
    Column("種別", "New or proposed again", value=kind),
)


def table(found: list[Deal]) -> Table:
    return Table("商談.csv", "商談", "Deals", columns=DEALS, one_row="one deal", **AS_SFA).fill(found)


HISTORY = (
    Column("商談ID", "The deal", "deal id", lambda row: row.deal.id),
    Column("変更日時", "When it was saved", "time of the stage entry", lambda row: minute(row.at)),
    Column(
        "変更前フェーズ", "Stage before; equal to the stage where only another field changed", value=lambda row: row.was
    ),
    Column("フェーズ", "Stage after", "stage", lambda row: row.stage),
    Column("金額", "Amount then, in yen", value=lambda row: str(row.amount)),
    Column("確度(%)", "Likelihood then", value=lambda row: str(LIKELIHOOD.get(row.stage, 0))),
    Column("完了予定日", "Expected close date then", value=lambda row: day(row.closes)),
    Column(
        "変更者", "Who saved it: inside sales make the deal, its owner does the rest", value=lambda row: row.changed_by
    ),
    Column("商談 所有者", "Owner of the deal (half-width space)", "owner of the stage", lambda row: row.deal.owner),
    Column(
        "失注理由", "Why it left: lost, put back or disqualified; sometimes two lines", "reason", lambda row: row.reason
    ),
)


def history_table(found: list[Deal]) -> Table:
    history = Table(
        "商談履歴.csv", "商談履歴", "Deal history", columns=HISTORY, one_row="one saved change of a deal", **AS_SFA
    )
    rows = [change for deal in found for change in deal.history]
    return history.fill(sorted(rows, key=lambda row: (row.at, row.deal.id)))
