"""What a report is made of: the verdict in words, what is seen, the weeks before, the longest standing records."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from revflow import texts
from revflow.charts.process import text_width
from revflow.common.html import FEEDER, HIGHLIGHT, isolated, marker
from revflow.insight import data_quality, evidence, records, snapshot
from revflow.insight.narrative import Review, named_values
from revflow.insight.snapshot import ProcessSnapshot
from revflow.report.decided import Followed
from revflow.report.text import said, short
from revflow.store.reading import Database, Selection
from revflow.texts import formats
from revflow.verdict import Question, Verdict, VerdictEngine, history
from revflow.verdict.supply import SUPPLY

MAX_NOTE = 170
ROOM = 38  # of the records' table, in letters of full width
MAX_RECORDS, MAX_COLUMNS, MAX_FILTERS = 8, 6, 4
NUMBERS = ("age_days", "amount")


@dataclass(frozen=True)
class Judged:
    """The verdict with its intervals, that of the week before, and the rows of the weeks before, newest first.

    `shown`: the selection by which views show what was judged.
    """

    verdict: Verdict
    earlier: Verdict
    weeks: list[dict]
    shown: Selection


@dataclass(frozen=True)
class ReportContent:
    """Everything a report holds, in one language."""

    workspace: str
    language: str
    say: Callable
    now: ProcessSnapshot
    found: Review
    earlier: Verdict
    weeks: list[dict]
    read: Callable
    read_all: Callable
    filters: tuple[str, ...]
    with_names: bool
    decided: Sequence[Followed] | None = None  # None: they could not be read

    @property
    def as_of(self) -> dt.date:
        return self.found.verdict.as_of

    @property
    def week(self) -> dt.date:
        """The Monday of the week under review."""
        return self.as_of - dt.timedelta(days=self.as_of.weekday())


def judged(
    database: Database, question: Question = Question(), progress: Callable[[float], None] = lambda done: None
) -> Judged:
    """Judge a question as the page does. Raises UnusableInput where nothing is left to judge."""
    engine = VerdictEngine(database, question)
    verdict = engine.verdict()
    earlier = engine.verdict(last=1, with_intervals=False)
    span = database.frame("review", question.selection).iloc[0]
    whole = history.sunday_of(verdict.as_of) >= snapshot.as_date(span["first_day"])
    rows = history.judge_weeks(database, replace(question, as_of=verdict.as_of), progress=progress) if whole else []
    if rows and question.is_usual:
        rows = history.remembered(rows, database.path)
    return Judged(verdict, earlier, rows, engine.shown)


def gather(
    database: Database,
    question: Question,
    found: Judged,
    *,
    workspace: str,
    language: str,
    with_names: bool = False,
    decided: Sequence[Followed] | None = (),
) -> ReportContent:
    """The verdict and what it rests on, with every name short enough for a page."""

    def read(view: str, **params) -> pd.DataFrame:
        return database.frame(view, found.shown, **params)

    now = snapshot.gathered(read, database.frame, language)
    stations = tuple(replace(s, name=short(s.name), department=short(s.department)) for s in now.stations)
    now = replace(now, stations=stations)
    say = partial(said, language)
    money = snapshot.money_writer(snapshot.information(database.frame("load_info")), language)
    marks = {"highlight": marker(HIGHLIGHT), "feeder": marker(FEEDER)}
    review = evidence.review_of(in_short(found.verdict), now, language, say, money, read, **marks)
    filters = filters_of(question.where, database.frame("attributes"), language, say, with_names)
    return ReportContent(
        short(workspace, 30), language, say, now, review, in_short(found.earlier), found.weeks, read, database.frame,
        filters, with_names, decided,
    )  # fmt: skip


# --- words ---


def in_short(verdict: Verdict) -> Verdict:
    """The verdict, the names in it cut where they are too long; what it is filtered by is said elsewhere."""
    names = {
        language: {key: short(name) for key, name in known.items()} if isinstance(known, dict) else known
        for language, known in verdict.names.items()
    }
    return replace(verdict, names=names, notes=tuple(note for note in verdict.notes if note[0] != "where"))


def notes(content: ReportContent) -> list[str]:
    """What to know about the verdict."""
    return [isolated(short(note, MAX_NOTE)) for note in content.found.notes()]


def cautions(content: ReportContent) -> list[str]:
    """The worst finding that the review rests on, as its page says it; none where nothing stands against it."""
    told = data_quality.told_on("review", content.read_all("findings"))
    names = data_quality.names_of(content.read_all("stages"), content.read_all("attributes"), content.language)
    said = [data_quality.sentence(row, content.say, content.language, names) for row in told[:1]]
    return [isolated(short(content.say("health.caution", finding=words), MAX_NOTE)) for words in said]


def filters_of(where, attributes: pd.DataFrame, language: str, say: Callable, with_names: bool) -> tuple[str, ...]:
    """The filters in words; values that name someone are only counted unless names are wanted."""
    called, shown = records.called(attributes, language), []
    for attribute, values in where[:MAX_FILTERS]:
        hidden = not with_names and records.names_someone(attribute, attributes, language)
        named = [short(value, 12) or say("bar.not-recorded") for value in values[:3]]
        more = ["…"] * (len(values) > 3)
        told = formats.exact(len(values)) if hidden else say("unit.comma").join([*named, *more])
        shown.append(say("report.filter", attribute=short(called.get(attribute, attribute), 12), chosen=told))
    return (*shown, *["…"] * (len(where) > MAX_FILTERS))


# --- records ---


@dataclass(frozen=True)
class Table:
    """Words in rows; `numeric` are the places of columns that are right-aligned."""

    header: list[str]
    cells: list[list[str]]
    numeric: set[int]


def longest(content: ReportContent) -> Table | None:
    """The records that stand longest at the bottleneck; None where nobody waits or it can't be known."""
    named, now = content.found.named, content.now
    if not named or named.stage == SUPPLY or named.stage not in now.waiting or not now.shows("stock"):
        return None
    rows = content.read("stage_records", stage_id=named.stage, limit=MAX_RECORDS - 2 * len(content.decided or ()))
    if rows.empty:
        return None
    attributes = content.read_all("attributes")
    called = records.called(attributes, content.language)
    columns = chosen_columns(content, rows, attributes)
    table = {
        name: [
            short(called.get(name) or column_name(content, name), 8),
            *(cell(content, name, value) for value in rows[name]),
        ]
        for name in columns
    }
    columns = fitting(table)
    header, *cells = [list(row) for row in zip(*(table[name] for name in columns), strict=True)]
    return Table(header, cells, {place for place, name in enumerate(columns) if name in NUMBERS})


def fitting(table: dict[str, list[str]]) -> list[str]:
    """The first columns that stand side by side in the room there is, each cell on one line."""
    kept: list[str] = []
    room = float(ROOM)
    for name, cells in table.items():
        room -= max(text_width(text, 1.0) for text in cells) + 1
        if kept and room < 0:
            break
        kept.append(name)
    return kept


def chosen_columns(content: ReportContent, rows: pd.DataFrame, attributes: pd.DataFrame) -> list[str]:
    """Which columns a page has room for: who it is, since when, the last touch, the amount, and what it is fed by."""
    shown = records.columns_of(rows, attributes, content.language, content.with_names)
    part = content.found.verdict.feeding
    fed = records.column_of(part.attribute) if part and part.attribute and named_values(part) else None
    naming = [
        records.column_of(name)
        for name in attributes["attribute"]
        if records.names_someone(name, attributes, content.language)
    ]
    first = ["journey_id", *naming[:1], "age_days", "owner", "last_activity_at", "amount", fed]
    touched = rows["last_activity_at"].notna().any()
    wanted = [name for name in first if name in shown and (name != "last_activity_at" or touched)]
    return list(dict.fromkeys(wanted))[:MAX_COLUMNS]


def column_name(content: ReportContent, column: str) -> str:
    keys = [key for key in (f"report.column-{column}", f"column.{column}") if texts.has(key)]
    return content.say(keys[0]) if keys else column


def cell(content: ReportContent, column: str, value) -> str:
    """One cell in words."""
    if not formats.is_known(value):
        return formats.UNKNOWN
    if column == "age_days":
        return formats.exact(value)
    if column == "amount":
        return content.found.money(value) if content.found.money else formats.UNKNOWN
    if column == "last_activity_at":
        return formats.day(value, content.language)
    return isolated(short(str(value), 14))
