"""What people keep beside the systems: comments from the weekly meeting's sheet, and the targets."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from revflow.common.resources import package_file
from revflow.sample import days
from revflow.sample.company import MARKETING_PEOPLE, Event, Journey
from revflow.sample.sfa import LABELS, lead_id
from revflow.sample.tables import Column, Table

# Comments

_WORDS = tomllib.loads(package_file("sample/settings/comments.toml").read_text(encoding="utf-8"))
_MARKETING, _SUCCESS = "マーケティング", "カスタマーサクセス"


@dataclass
class Comment:
    journey: Journey
    at: datetime
    department: str
    author: str
    text: str


def comments_of(journeys: list[Journey], seed: int) -> list[Comment]:
    random = Random(f"{seed}/comments")
    found = []
    for journey in journeys:
        for event in journey.events if journey.has_lead else []:
            comment = about(journey, event, random)
            if comment and comment.at.date() <= days.LAST_DAY:
                found.append(comment)
    return sorted(found, key=lambda one: (one.at, one.journey.number))


def about(journey: Journey, event: Event, random: Random) -> Comment | None:
    """A comment on a stage entry, or none: most records are never written about."""
    said = what_is_said(event.stage, journey.source.name if event.at.date() >= days.PROGRAMME_BEGINS else "")
    if said is None or random.random() >= said["share"]:
        return None
    department = said["department"]
    author = {_SUCCESS: journey.cs_owner, _MARKETING: random.choice(MARKETING_PEOPLE)}.get(department, event.owner)
    on = days.add_working_days(event.at.date(), random.randrange(0, 5))
    at = datetime.combine(on, event.at.time()) + timedelta(minutes=random.randrange(5, 90))
    text = random.choice(said["texts"])
    if random.random() < _WORDS["next_steps"]["share"]:
        text += random.choice(_WORDS["next_steps"][department])
    return Comment(journey, at, department, author, text)


def what_is_said(stage: str, source: str) -> dict | None:
    """The words for a stage: those kept for this source where there are any, else the general ones."""
    of_stage = [said for said in _WORDS["said"] if said["stage"] == stage and said.get("source", source) == source]
    return max(of_stage, key=lambda said: "source" in said, default=None)


COMMENTS = (
    Column("日時", "When it was written", "at", lambda one: one.at.strftime("%Y-%m-%d %H:%M")),
    Column("リードID", "The lead it is about", "lead id", lambda one: lead_id(one.journey)),
    Column("部門", "Department that wrote it", "department", lambda one: one.department),
    Column("記入者", "Who wrote it", "author", lambda one: one.author),
    Column("本文", "What was written; may hold line breaks and quotation marks", "text", lambda one: one.text),
)


def comments(found: list[Comment]) -> Table:
    return Table(
        "コメント.csv",
        "コメント",
        "Comments",
        written_by="shared sheet of the weekly meeting",
        columns=COMMENTS,
        encoding="utf-8",
        line_end="\n",
        quoted=False,
        one_row="one comment on a lead",
    ).fill(found)


# Targets


@dataclass
class Target:
    stage: str
    metric: str
    month: date
    value: str


_MONTHLY_ENTRIES = {
    "リード": 380,
    "MQL": 200,
    LABELS["meeting"]: 110,
    LABELS["opportunity"]: 65,
    LABELS["proposal"]: 50,
    LABELS["onboarding"]: 30,
}
_MEETINGS_SINCE = 150  # the programme came with a higher count to reach, and nothing about what a meeting is
_CONVERSION = {
    "リード": 0.50,
    "MQL": 0.48,
    LABELS["meeting"]: 0.58,
    LABELS["opportunity"]: 0.74,
    LABELS["proposal"]: 0.62,
    LABELS["onboarding"]: 0.90,
}
_DAYS = {"MQL": 5, LABELS["meeting"]: 10, LABELS["opportunity"]: 12, LABELS["proposal"]: 18, LABELS["onboarding"]: 30}


def targets_of() -> list[Target]:
    """The same targets every month, but for the number of meetings, which the programme raised."""
    found = []
    for month in sorted({day.replace(day=1) for day in days.every_day()}):
        entries = dict(_MONTHLY_ENTRIES)
        if month >= days.PROGRAMME_BEGINS.replace(day=1):
            entries[LABELS["meeting"]] = _MEETINGS_SINCE
        found += [Target(stage, "entries", month, str(value)) for stage, value in entries.items()]
        found += [Target(stage, "conversion", month, f"{value:.2f}") for stage, value in _CONVERSION.items()]
        found += [Target(stage, "days_in_stage", month, str(value)) for stage, value in _DAYS.items()]
    return found


TARGETS = (
    Column("段階", "Stage, as the SFA writes it", "stage", lambda one: one.stage),
    Column(
        "指標",
        "What is aimed at: entries (number a month), conversion (share), days_in_stage (median working days)",
        "metric",
        lambda one: one.metric,
    ),
    Column("年月", "Month", "period", lambda one: one.month.strftime("%Y-%m")),
    Column("目標値", "The value aimed at", "target", lambda one: one.value),
)


def targets(found: list[Target]) -> Table:
    return Table(
        "目標.csv",
        "目標",
        "Targets",
        written_by="Excel",
        columns=TARGETS,
        encoding="cp932",
        line_end="\r\n",
        quoted=False,
        one_row="one target of a stage for a month",
    ).fill(found)
