"""What the SFA exports of activities: calls, mails and meetings that people noted while a prospect stood with them."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from revflow.sample import days
from revflow.sample.company import MARKETING_PEOPLE, Event, Journey
from revflow.sample.sfa import AS_SFA, lead_id
from revflow.sample.tables import Column, Table, day


@dataclass
class Activity:
    journey: Journey
    on: date
    kind: str
    owner: str
    subject: str


_ACTIVITIES = {  # stage: (mean number, kinds, subjects)
    "lead": (0.22, ("メール",), ("お礼メール", "資料のご案内", "セミナーのご案内")),
    "mql": (1.5, ("電話", "電話", "メール"), ("架電", "不在・折り返し待ち", "ヒアリング", "日程候補の送付")),
    "meeting": (
        1.3,
        ("打ち合わせ", "メール", "電話"),
        ("初回打ち合わせ", "日程の再調整", "事前確認", "お礼と次回のご相談"),
    ),
    "opportunity": (1.6, ("打ち合わせ", "メール", "電話"), ("課題の整理", "デモ", "決裁の流れの確認")),
    "proposal": (1.8, ("打ち合わせ", "メール", "電話"), ("提案説明", "見積の送付", "条件の相談", "稟議の状況確認")),
}


def activities_of(journeys: list[Journey], seed: int) -> list[Activity]:
    """What people noted down while a prospect stood with them."""
    random = Random(f"{seed}/activities")
    found = []
    for journey in journeys:
        for event, following in zip(journey.events, [*journey.events[1:], None], strict=True):
            if journey.has_lead and event.stage in _ACTIVITIES:
                until = following.at.date() if following else days.LAST_DAY
                found += during(journey, event, until, random)
    return found


def during(journey: Journey, event: Event, until: date, random: Random) -> list[Activity]:
    mean, kinds, subjects = _ACTIVITIES[event.stage]
    stay = max((until - event.at.date()).days, 1)
    number = sum(random.random() < mean / 4 * min(1.0, 0.6 + stay / 20) for _ in range(4))
    owner = event.owner or random.choice(MARKETING_PEOPLE)
    noted = []
    for _ in range(number):
        on = event.at.date() + timedelta(days=math.floor(random.random() * min(stay, 40)))
        if days.is_working(on):
            noted.append(Activity(journey, on, random.choice(kinds), owner, random.choice(subjects)))
    return noted


ACTIVITIES = (
    Column("活動日", "Day of the activity", "at", lambda one: day(one.on)),
    Column("リードID", "The lead it is about", "lead id", lambda one: lead_id(one.journey)),
    Column("種類", "Kind: 電話 call, メール mail, 打ち合わせ meeting", "kind", lambda one: one.kind),
    Column("件名", "Subject", value=lambda one: one.subject),
    Column("担当者", "Who did it", "owner", lambda one: one.owner),
)


def table(found: list[Activity]) -> Table:
    in_order = sorted(found, key=lambda one: (one.on, one.journey.number))
    return Table(
        "活動.csv", "活動", "Activities", columns=ACTIVITIES, one_row="one activity with a lead", **AS_SFA
    ).fill(in_order)
