"""What the SFA exports of leads: a row each, with one field for each moment up to the hand-over."""

from dataclasses import dataclass
from datetime import date

from revflow.sample import names
from revflow.sample.company import Event, Journey
from revflow.sample.sfa import AS_SFA, lead_id
from revflow.sample.tables import Column, Table, day, minute


@dataclass
class LeadDates:
    """The few moments of a lead for which the SFA has a field: the first and the second time, no more."""

    journey: Journey
    made: Event
    mql: list[Event]
    recycled: list[Event]
    disqualified: list[Event]
    call_again: date | None


def lead_dates(journey: Journey, call_again: date | None) -> LeadDates:
    of_lead = [event for event in journey.events if not event.deal]
    found = {
        stage: [event for event in of_lead if event.stage == stage] for stage in ("mql", "recycle", "disqualified")
    }
    return LeadDates(journey, of_lead[0], found["mql"], found["recycle"], found["disqualified"], call_again)


def _nth(events: list[Event], n: int) -> str:
    return minute(events[n].at) if len(events) > n else ""


def _status(lead: LeadDates) -> str:
    last = lead.journey.events[-1]
    if lead.journey.fs_owners:
        return "取引開始済"
    return {"lead": "新規", "mql": "対応中", "recycle": "リサイクル", "disqualified": "対象外"}[last.stage]


LEADS = (
    Column(
        "リードID",
        "Salesforce-like id of the lead, 18 characters; letters' case matters",
        "journey id",
        lambda lead: lead_id(lead.journey),
    ),
    Column(
        "会社名", "Name of the prospect's firm (invented)", "company", lambda lead: names.company(lead.journey.number)
    ),
    Column("氏名", "Name of the person there (invented)", value=lambda lead: names.person(lead.journey.number)),
    Column("メール", "Mail address; all at example.invalid", value=lambda lead: names.mail(lead.journey.number)),
    Column("電話", "Telephone number; all begin with 000-0000", value=lambda lead: names.phone(lead.journey.number)),
    Column("リードソース", "Lead source: the way in", "source", lambda lead: lead.journey.source.name),
    Column(
        "企業規模",
        "Size of the firm: 中小 small, 中堅 middle, 大手 large",
        "segment",
        lambda lead: lead.journey.segment,
    ),
    Column("業種", "Industry", "industry", lambda lead: lead.journey.industry),
    Column("都道府県", "Prefecture", "prefecture", lambda lead: lead.journey.prefecture),
    Column("リード状況", "Lead status on the day of the export", value=_status),
    Column(
        "作成日時", "When the lead was made: entry into stage lead", "stage lead", lambda lead: minute(lead.made.at)
    ),
    Column(
        "MQL化日時",
        "When it first became an MQL; empty where it never did or jumped to a meeting",
        "stage mql",
        lambda lead: _nth(lead.mql, 0),
    ),
    Column(
        "リサイクル日時",
        "When it was first put back into nurturing",
        "exit recycle",
        lambda lead: _nth(lead.recycled, 0),
    ),
    Column(
        "リサイクル理由",
        "Why it was put back",
        "reason of recycle",
        lambda lead: lead.recycled[0].reason if lead.recycled else "",
    ),
    Column(
        "次回連絡予定日",
        "The day agreed to call again, of those who lie in the pool; may have gone by",
        "plans",
        lambda lead: day(lead.call_again),
    ),
    Column(
        "再MQL化日時",
        "When it became an MQL again after nurturing",
        "stage mql, second time",
        lambda lead: _nth(lead.mql, 1),
    ),
    Column(
        "再リサイクル日時",
        "When it was put back a second time",
        "exit recycle, second time",
        lambda lead: _nth(lead.recycled, 1),
    ),
    Column(
        "対象外日時",
        "When it was judged not worth working",
        "exit disqualified",
        lambda lead: _nth(lead.disqualified, 0),
    ),
    Column(
        "対象外理由",
        "Why it was judged so",
        "reason of disqualified",
        lambda lead: lead.disqualified[0].reason if lead.disqualified else "",
    ),
    Column(
        "IS担当", "Inside-sales person who works it", "is_owner; owner of the MQL", lambda lead: lead.journey.is_owner
    ),
)


def table(journeys: list[Journey], planned: dict[int, date]) -> Table:
    """`planned`: number of a journey -> the day agreed to call it again."""
    leads = Table("リード.csv", "リード", "Leads", columns=LEADS, one_row="one lead", **AS_SFA)
    made = sorted(
        (lead_dates(journey, planned.get(journey.number)) for journey in journeys if journey.has_lead),
        key=lambda lead: lead.made.at,
    )
    return leads.fill(made)
