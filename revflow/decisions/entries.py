"""Decisions as people see them, put together from the changes that were written down."""

import datetime as dt
import json
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import Any

NO_STAGE = ""  # decided about the process as a whole
OPEN, DONE, DROPPED = "open", "done", "dropped"
DECIDED, EDITED, REOPENED = "decided", "edited", "reopened"
STATES = {DECIDED: OPEN, REOPENED: OPEN, DONE: DONE, DROPPED: DROPPED}  # an edit leaves it as it was
MAX_LETTERS = 10_000  # of one text


@dataclass(frozen=True)
class Draft:
    """What is written down: a whole decision, as it stands after a change."""

    what: str
    who: str
    due: dt.date | None
    stage: str  # a stage's id, 'supply', or NO_STAGE
    decided_on: dt.date
    outcome: str = ""

    def tidy(self) -> "Draft":
        """The same without what no database keeps, and no longer than texts may be."""
        texts: dict[str, Any] = {
            field.name: kept(getattr(self, field.name)) for field in fields(self) if field.type is str
        }
        return replace(self, **texts)


def kept(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()[:MAX_LETTERS]


@dataclass(frozen=True)
class Expected:
    """What the outlook expected of a decision on its day: arrivals in `stage` from `begins` to `ends` (ISO days, both included),
    as it was and how many more with it, ranges of 80%."""

    stage: str
    begins: str
    ends: str
    as_is: float
    as_is_low: float
    as_is_high: float
    gain: float
    gain_low: float
    gain_high: float


@dataclass(frozen=True)
class Context:
    """What the review said when a decision was written down, and of which journeys: nothing where that is not known.

    `where` as in a Question: a decision about some journeys is followed on those.
    """

    as_of: str = ""
    status: str = ""
    stage: str = ""
    probability: float | None = None
    goals_a_week: float | None = None
    amount_a_week: float | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    expected: "Expected | None" = None

    def as_text(self) -> str | None:
        said = {name: value for name, value in vars(self).items() if value not in (None, "", ())}
        if self.expected:
            said["expected"] = vars(self.expected)
        return json.dumps(said, ensure_ascii=False) if said else None

    @classmethod
    def from_text(cls, text: str | None) -> "Context":
        """What was written; entries of later versions that are not known here are left aside."""
        try:
            said = json.loads(text or "{}")
            where = tuple((str(name), tuple(map(str, values))) for name, values in said.pop("where", ()))
            expected = said.pop("expected", None)
            kept = {f.name: said[f.name] for f in fields(cls) if f.name in said}
            return cls(**kept, where=where, expected=Expected(**expected) if expected else None)
        except (ValueError, TypeError, AttributeError):
            return cls()


@dataclass(frozen=True)
class Change:
    """One change of a decision: nothing is overwritten, the newest one holds what is so now."""

    decision_id: str
    revision: int  # from 1 on
    kind: str  # decided, edited, done, dropped, reopened
    written_at: dt.datetime  # UTC
    written_by: str
    draft: Draft
    context: Context = Context()


@dataclass(frozen=True)
class Decision:
    """A decision as it stands, with all its changes, oldest first."""

    id: str
    changes: tuple[Change, ...]

    @property
    def last(self) -> Change:
        return self.changes[-1]

    @property
    def revision(self) -> int:
        return self.last.revision

    @property
    def state(self) -> str:
        """'open', 'done' or 'dropped'."""
        return next((STATES[change.kind] for change in reversed(self.changes) if change.kind in STATES), OPEN)

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def what(self) -> str:
        return self.last.draft.what

    @property
    def who(self) -> str:
        return self.last.draft.who

    @property
    def due(self) -> dt.date | None:
        return self.last.draft.due

    @property
    def stage(self) -> str:
        """A stage's id, 'supply', or '' where it is about none."""
        return self.last.draft.stage

    @property
    def decided_on(self) -> dt.date:
        return self.last.draft.decided_on

    @property
    def decided_by(self) -> str:
        """Who wrote it down."""
        return self.changes[0].written_by

    @property
    def context(self) -> Context:
        """What the review said when it was written down."""
        return self.changes[0].context

    @property
    def outcome(self) -> str:
        """A word on what came of it; '' as long as there is none."""
        return self.last.draft.outcome

    @property
    def closed_at(self) -> dt.datetime | None:
        closings = [change.written_at for change in self.changes if change.kind in (DONE, DROPPED)]
        return None if self.is_open else closings[-1]

    def draft_at(self, revision: int) -> Draft:
        """How it stood at a revision."""
        return next(change.draft for change in self.changes if change.revision == revision)

    def with_wishes(self, revision: int, wished: Draft) -> Draft:
        """What somebody wants changed, who saw an earlier revision, laid on how it stands now: the others' words stay."""
        before = vars(self.draft_at(revision))
        return replace(
            self.last.draft, **{name: value for name, value in vars(wished).items() if value != before[name]}
        )

    def days_late(self, today: dt.date) -> int:
        """Days since it should have been done; 0 where there is time, no day, or it is closed."""
        return max((today - self.due).days, 0) if self.due and self.is_open else 0


def decisions_of(changes: list[Change]) -> list[Decision]:
    """The decisions behind all changes: open ones first, the next due ahead; then the closed ones, the last closed ahead."""
    ordered = sorted(changes, key=lambda change: (change.decision_id, change.revision))
    found = [Decision(name, tuple(group)) for name, group in groupby(ordered, key=lambda change: change.decision_id)]
    open_ones = [decision for decision in found if decision.is_open]
    closed = [decision for decision in found if not decision.is_open]
    open_ones.sort(key=lambda d: (d.due or dt.date.max, d.decided_on, d.changes[0].written_at, d.id))
    closed.sort(key=lambda d: (d.closed_at, d.id), reverse=True)
    return open_ones + closed
