"""The book of a workspace's decisions."""

import datetime as dt
import uuid
from pathlib import Path

from sqlalchemy import RowMapping
from sqlalchemy.exc import IntegrityError

from revflow.decisions.book import Book
from revflow.decisions.entries import DECIDED, Change, Context, Decision, Draft, decisions_of, kept
from revflow.decisions.schema import CHANGES, now


class EditConflict(Exception):
    """Somebody else has written in between; nothing of one's own was kept. `decision` is how it stands now."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"{decision.last.written_by} wrote in between.")
        self.decision = decision


def read(folder: Path) -> list[Decision]:
    """The decisions of a workspace, open ones first. Raises StorageError or UnusableInput where they can't be read."""
    return DecisionLog.of(folder).read()


class DecisionLog(Book):
    """Reads and adds to the decisions."""

    def read(self) -> list[Decision]:
        """All decisions, open ones first; none where nothing has been written yet. A file of an older version is brought up."""
        return decisions_of([change_of(row) for row in self.rows_of(CHANGES)])

    def one(self, decision_id: str) -> Decision:
        return next(decision for decision in self.read() if decision.id == decision_id)

    def decide(self, draft: Draft, by: str, context: Context = Context()) -> str:
        """Write a new decision down, with what the review said when it was taken; gives its id."""
        change = Change(uuid.uuid4().hex, 1, DECIDED, now(), kept(by), draft.tidy(), context)
        self.add(change)
        return change.decision_id

    def change(self, seen: Decision, kind: str, draft: Draft, by: str) -> None:
        """Add a change to a decision as it was seen. Raises EditConflict where somebody else was quicker."""
        change = Change(seen.id, seen.revision + 1, kind, now(), kept(by), draft.tidy(), seen.context)
        try:
            self.add(change)
        except IntegrityError:
            raise EditConflict(self.one(seen.id)) from None

    def add(self, change: Change) -> None:
        """One row more; the database refuses a revision that is there already."""
        self.add_row(CHANGES, row_of(change))


def change_of(row: RowMapping) -> Change:
    written_at = moment(row["written_at"]) or dt.datetime(1970, 1, 1)
    decided_on = (moment(row["decided_on"]) or written_at).date()
    due = moment(row["due"])
    draft = Draft(row["what"], row["who"], due.date() if due else None, row["stage"], decided_on, row["outcome"])
    context = Context.from_text(row.get("context"))
    return Change(
        row["decision_id"],
        row["revision"],
        row["kind"],
        written_at.replace(tzinfo=dt.UTC),
        row["written_by"],
        draft,
        context,
    )


def moment(found) -> dt.datetime | None:
    """A day or moment as any database gives it; None where there is none, or it can't be read."""
    if isinstance(found, dt.datetime):
        return found
    if isinstance(found, dt.date):
        return dt.datetime.combine(found, dt.time())
    try:
        return dt.datetime.fromisoformat(found)
    except (TypeError, ValueError):
        return None


def row_of(change: Change) -> dict:
    named = ("decision_id", "revision", "kind", "written_at", "written_by")
    return {name: getattr(change, name) for name in named} | vars(change.draft) | {"context": change.context.as_text()}
