"""Which loaded database holds: one of this schema, made by this SQL, under this model and these working days."""

import datetime as dt
import functools
import hashlib
import re

from revflow.model import Model
from revflow.model.calendar import working_days
from revflow.store.findings import findings
from revflow.store.views import views

# Raise it where the Python of the load (intake/, store/) makes other tables, columns or rows of the same files: every
# database is then loaded anew. What the SQL in queries/, the model and the calendar say is seen by itself.
SCHEMA = 1

COMMENT_OR_TEXT = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|(?:\s|--[^\n]*)+""")


@functools.cache
def version() -> str:
    """The schema's number and a digest of what the SQL says: a database made by another is loaded anew."""
    files = [(view.name, view.materialization, view.body) for view in views().values()]
    files += [(finding.code, "", finding.body) for finding in findings().values()]
    return f"{SCHEMA}-{digest_of(sorted((name, kind, essence_of(body)) for name, kind, body in files))}"


def rules_of(model: Model, first: dt.date, last: dt.date) -> str:
    """A digest of the model and of its working days from `first` to `last`, the days of the data."""
    return f"{digest_of(model)}-{_days(model.calendar, model.closed_days, first, last)}"


def essence_of(sql: str) -> str:
    """SQL without its comments, its white space written as one blank: layout changes nothing."""
    return COMMENT_OR_TEXT.sub(lambda part: part[1] or " ", sql).strip()


def digest_of(content: object) -> str:
    """A digest of anything whose repr tells all of it: texts, numbers, tuples, data classes."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


@functools.lru_cache(maxsize=64)
def _days(calendar: str, closed: tuple[str, ...], first: dt.date, last: dt.date) -> str:
    return digest_of([(str(day.day), day.is_working) for day in working_days(first, last, calendar, closed)])
