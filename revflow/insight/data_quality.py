"""Whether the figures can be relied on: what each finding makes unreliable, which page rests on that, what is the worst.

A finding (a row of `findings`) has a severity: 'unreliable' (figures that rest on it say something else than they seem
to), 'warning' (they hold with care), 'note' (nothing is wrong, something can't be known).
"""

import datetime as dt
import re
from collections.abc import Callable

import pandas as pd

from revflow import texts
from revflow.texts import formats
from revflow.texts.formats import is_known

DAY, WEEKDAY = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"weekday-[1-7]")
SEVERITIES = ("unreliable", "warning", "note")
STALE_DAYS = 8  # a weekly export that was loaded in time is never older
RECORDED_LATE = ("stock", "age", "time", "weeks", "verdict")  # what stands on the day on which something happened
SINGLE_RECORDS = frozenset(  # of which a few leave the figures as they are
    (
        "events-without-record",
        "contradicting-records",
        "unreadable-amount",
        "lost-links",
        "other-currencies",
        "records-gone",
        "records-missing",
    )
)
FEW_RECORDS = 0.01  # less is smaller than what any figure here can show
SPOILS = {
    "mostly-rejected": ("everything",),
    "column-in-future": ("everything",),
    "exits-never-recorded": ("stock", "age", "conversion", "verdict"),
    "one-time-for-all": RECORDED_LATE,
    "one-day-for-all": RECORDED_LATE,
    "one-time-for-file": RECORDED_LATE,
    "migration-day": RECORDED_LATE,
    "history-at-once": ("age", "time", "weeks", "verdict"),
    "no-way-known": ("age", "time", "verdict"),
    "only-current-stage": ("conversion", "time", "weeks", "verdict"),
    "one-weekday": ("age", "time"),
    "days-nothing-recorded": ("age", "time", "weeks"),
    "few-days": ("age", "time", "weeks"),
    "mass-closing": ("weeks", "conversion", "verdict"),
    "stage-renamed": ("stages", "conversion", "weeks", "verdict"),
    "stage-order-changed": ("stages", "conversion", "weeks", "verdict"),
    "stage-stopped": ("stages", "weeks", "verdict"),
    "closed-before-begun": ("time", "conversion"),
    "dates-in-future": ("stages", "weeks"),
    "attribute-began": ("attribute",),
    "known-only-later": ("attribute",),
    "several-values": ("attribute",),
    "several-records": ("conversion", "amounts"),
    "owner-queue": ("people",),
    "one-owner": ("people",),
    "test-records": ("counts",),
    "contradicting-records": ("attributes",),
    "events-without-record": ("attributes",),
    "lost-links": ("attributes",),
    "records-gone": ("counts",),
    "records-missing": ("counts",),
    "past-restated": ("weeks",),
    "other-currencies": ("amounts",),
    "amounts-missing": ("amounts",),
    "unreadable-amount": ("amounts",),
    "stage-never-seen": ("stages",),
}
RESTS_ON = {  # page -> what it shows
    "review": ("everything", "stock", "verdict", "stages", "counts"),
    "upstream": ("everything", "verdict", "attribute", "attributes"),
    "flow": ("everything", "stock", "age", "time", "weeks", "conversion", "stages", "counts"),
    "handovers": ("everything", "people", "conversion"),
    "outlook": ("everything", "time", "weeks", "stages", "counts", "stock", "age"),
    "kpi": ("everything", "time", "weeks", "people", "stages", "counts"),
    "recycle": ("everything", "time", "weeks", "stages", "counts"),
}


def severity(row: dict) -> str:
    """How much a finding weighs: a warning about less than a hundredth of the records is only good to know."""
    few = is_known(row.get("total")) and row["total"] and (row["affected"] or 0) < FEW_RECORDS * row["total"]
    return "note" if row["severity"] == "warning" and row["finding"] in SINGLE_RECORDS and few else row["severity"]


def in_order(findings: pd.DataFrame) -> list[dict]:
    """The findings as dictionaries, the worst first: by severity, then by how much they spoil, then by share."""

    def weight(row: dict) -> tuple:
        share = (row["affected"] or 0) / row["total"] if is_known(row.get("total")) and row["total"] else 0
        spoiled = spoils(row)
        return SEVERITIES.index(severity(row)), "everything" not in spoiled, "verdict" not in spoiled, -share

    return sorted(findings.to_dict("records"), key=weight)


def spoils(row: dict) -> tuple[str, ...]:
    """What a finding makes unreliable; nothing where it is a note."""
    return SPOILS.get(row["finding"], ()) if severity(row) != "note" else ()


def told_on(page: str, findings: pd.DataFrame) -> list[dict]:
    """The findings that a page has to warn of: unreliable ones, and clean-ups and stopped stages that look like news."""
    return [
        row
        for row in in_order(findings)
        if set(spoils(row)) & set(RESTS_ON[page])
        and (
            row["severity"] == "unreliable"
            or row["finding"] in ("mass-closing", "stage-stopped", "owner-queue", "one-owner")
        )
    ]


def reliance(findings: pd.DataFrame) -> str:
    """'all' (nothing stands against the figures), 'care', 'partly' (some can't be relied on) or 'none'."""
    found = [row for row in in_order(findings) if severity(row) != "note"]
    if not found:
        return "all"
    if severity(found[0]) == "warning":
        return "care"
    return "none" if "everything" in spoils(found[0]) else "partly"


def days_old(last_day: dt.date | None, today: dt.date) -> int | None:
    """How many days the last record lies back, where that is more than a weekly export explains; else None."""
    if last_day is None or (today - last_day).days <= STALE_DAYS:
        return None
    return (today - last_day).days


def sentence(row: dict, say: Callable, language: str, names: dict[str, str]) -> str:
    """A finding in words, `names` being those of stages and attributes; one without words of its own by its code."""
    key, total, affected = f"finding.{row['finding']}", row.get("total"), row.get("affected")
    values = {
        "subject": called(row.get("subject"), say, language, names),
        "example": called(row.get("example"), say, language, names),
        "affected": formats.exact(affected),
        "total": formats.exact(total),
        "share": formats.share(affected / total) if is_known(total) and total else formats.UNKNOWN,
    }
    return say(key, **values) if texts.has(key) else say("finding.other", code=row["finding"], **values)


def mend(row: dict, say: Callable) -> str:
    """How a finding is mended in the CRM or in the files; '' where nothing is to be done."""
    key = f"mend.{row['finding']}"
    return say(key) if texts.has(key) else ""


def called(value, say: Callable, language: str, names: dict[str, str]) -> str:
    """What a finding speaks of: a stage or attribute by its name, days as they are written, anything else as it is."""
    if not is_known(value) or value is None:
        return ""
    if DAY.fullmatch(str(value)):
        return formats.day(pd.Timestamp(value), language)
    if WEEKDAY.fullmatch(str(value)):
        return say(f"unit.weekday-{str(value)[-1]}")
    return names.get(value) or str(value)


def names_of(stages: pd.DataFrame, attributes: pd.DataFrame, language: str) -> dict[str, str]:
    """What stages and attributes are called, stages first."""
    known = {row["attribute"]: row[language] or row["attribute"] for row in attributes.to_dict("records")}
    return known | {row["stage_id"]: row[language] or row["stage_id"] for row in stages.to_dict("records")}
