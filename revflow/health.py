"""Whether the figures can be relied on: what each finding makes unreliable, which page rests on that, what is the worst.

A finding (a row of `findings`) has a severity: 'unreliable' (figures that rest on it say something else than they seem
to), 'warning' (they hold with care), 'note' (nothing is wrong, something can't be known).
"""

import datetime as dt

import pandas as pd

SEVERITIES = ("unreliable", "warning", "note")
STALE_DAYS = 8  # a weekly export that was loaded in time is never older
RECORDED_LATE = ("stock", "age", "time", "weeks", "verdict")  # what stands on the day on which something happened
SPOILS = {
    "mostly-rejected": ("everything",),
    "column-in-future": ("everything",),
    "exits-never-recorded": ("stock", "age", "conversion", "verdict"),
    "one-time-for-all": RECORDED_LATE,
    "one-time-for-file": RECORDED_LATE,
    "migration-day": RECORDED_LATE,
    "history-at-once": ("age", "time", "weeks", "verdict"),
    "only-current-stage": ("conversion", "time", "weeks", "verdict"),
    "one-weekday": ("age", "time"),
    "few-days": ("age", "time", "weeks"),
    "mass-closing": ("weeks", "conversion", "verdict"),
    "stage-renamed": ("stages", "conversion", "weeks", "verdict"),
    "stage-stopped": ("stages", "weeks", "verdict"),
    "closed-before-begun": ("time", "conversion"),
    "dates-in-future": ("stages", "weeks"),
    "attribute-began": ("attribute",),
    "known-only-later": ("attribute",),
    "several-values": ("attribute",),
    "owner-queue": ("people",),
    "one-owner": ("people",),
    "test-records": ("counts",),
    "contradicting-records": ("attributes",),
    "events-without-record": ("attributes",),
    "amounts-missing": ("amounts",),
    "unreadable-amount": ("amounts",),
    "stage-never-seen": ("stages",),
}
RESTS_ON = {  # page -> what it shows
    "review": ("everything", "stock", "verdict", "stages", "counts"),
    "upstream": ("everything", "verdict", "attribute", "attributes"),
    "flow": ("everything", "stock", "age", "time", "weeks", "conversion", "stages", "counts"),
    "handovers": ("everything", "people", "conversion"),
}


def in_order(findings: pd.DataFrame) -> list[dict]:
    """The findings as dictionaries, the worst first: by severity, then by how much they spoil, then by share."""

    def weight(row: dict) -> tuple:
        share = (row["affected"] or 0) / row["total"] if row.get("total") and row["total"] == row["total"] else 0
        spoiled = spoils(row)
        return SEVERITIES.index(row["severity"]), "everything" not in spoiled, "verdict" not in spoiled, -share

    return sorted(findings.to_dict("records"), key=weight)


def spoils(row: dict) -> tuple[str, ...]:
    """What a finding makes unreliable; nothing where it is a note."""
    return SPOILS.get(row["finding"], ()) if row["severity"] != "note" else ()


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
    found = [row for row in in_order(findings) if row["severity"] != "note"]
    if not found:
        return "all"
    if found[0]["severity"] == "warning":
        return "care"
    return "none" if "everything" in spoils(found[0]) else "partly"


def days_old(last_day: dt.date | None, today: dt.date) -> int | None:
    """How many days the last record lies back, where that is more than a weekly export explains; else None."""
    if last_day is None or (today - last_day).days <= STALE_DAYS:
        return None
    return (today - last_day).days
