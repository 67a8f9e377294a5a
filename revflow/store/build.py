"""The load: from a workspace's files to its database, whole or not at all."""

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from revflow.common import scratch as scratches
from revflow.common.errors import UnusableInput
from revflow.common.progress import Progress, silent
from revflow.common.scratch import Scratch
from revflow.intake.load_audit import LoadAudit
from revflow.intake.read import read_into
from revflow.model import Model
from revflow.model.calendar import working_days
from revflow.store import last_load
from revflow.store.attributes import describe_attributes
from revflow.store.findings import find
from revflow.store.fingerprints import fingerprint
from revflow.store.location import FILE_NAME, database_of, log_of, readable_by_engine
from revflow.store.schema import rules_of, version
from revflow.store.source import Source
from revflow.store.views import views

AT_THE_LOAD = {
    "as_of_visits": "select * from stage_visits",
    "known_visits": "select * from visits",
}  # every journey is chosen, nothing lies after as_of
READING_MEMORY = "1300MB"  # leaves room for Python and the files' buffers within 2 GB
BUILDING_MEMORY = "3300MB"  # and within 4 GB
_AT_WORK: set[str] = set()  # folders that loads of this process are writing in


@dataclass(frozen=True)
class Loaded:
    """What a load made: the database, and the account of it as (file, used_for, read, kept, merged, rejected, left_out)."""

    database: Path
    account: list[tuple]
    seconds: float


def build(
    folder: Path,
    source: Source,
    database: Path | None = None,
    now: dt.datetime | None = None,
    progress: Progress = silent,
    before: Path | None = None,
) -> Loaded:
    """Reads the workspace `folder` as `source` says and swaps the finished database in.

    `before` is the database whose reported weeks are compared, where it is not the one that is replaced.
    `now` is local time of the model's zone; later times in the data are rejected. `progress` is told a text key and how
    much is done. Raises UnusableInput; the last good database stays as it was.
    """
    begun = time.monotonic()
    model, plan = source.model, source.plan
    target = readable_by_engine((Path(database) if database else database_of(folder)).absolute())
    before = (before or target).absolute()
    now = now or dt.datetime.now(ZoneInfo(model.timezone)).replace(tzinfo=None)
    with _disk_faults(target), _workshop(target) as workshop, Scratch(workshop) as scratch:
        made = workshop / FILE_NAME
        inputs = json.dumps(fingerprint(plan.inputs()))  # as they are before they are read
        con = duckdb.connect(
            str(made),
            config={
                "temp_directory": str(workshop / "spill"),
                "memory_limit": READING_MEMORY,
                "autoinstall_known_extensions": "false",
                "python_enable_replacements": "false",
            },
        )
        con.execute("set enable_progress_bar = false")  # the load shows its own
        try:
            audit = read_into(
                con, plan, model, now, scratch, database_of(folder).parent, progress, (before, log_of(before))
            )
            con.execute(f"set memory_limit = '{BUILDING_MEMORY}'")
            progress("load.views", 0.5)
            _write_model(con, model)
            _write_info(
                con,
                {
                    "now": now,
                    "timezone": model.timezone,
                    "calendar": model.calendar,
                    "closed_days": " ".join(model.closed_days),
                    "goal": model.goal,
                    "same_day": model.same_day,
                    "model": model.source,
                    "schema": version(),
                    "inputs": inputs,
                },
            )
            if source.recognised:
                _write_info(con, {"recognised": source.recognised})
            _write_calendar(con, model)
            last_load.remember(con, before, inputs)
            _make_views(con, audit, model, progress)
            audit.close(model.timezone)
            find(con)
            account = con.execute(
                "select file, used_for, read, kept, merged, rejected, left_out from load_files"
            ).fetchall()
            seconds = time.monotonic() - begun
            _write_info(con, {"loaded_at": now, "load_seconds": round(seconds, 2)})
            progress("load.saving", 0.95)
        finally:
            con.close()
        _put_in_place(made, target)
    progress("load.done", 1.0)
    return Loaded(target, account, time.monotonic() - begun)


def _make_views(con: duckdb.DuckDBPyConnection, audit: LoadAudit, model: Model, progress: Progress) -> None:
    """Creates tables and views in order."""
    todo = list(views().values())
    last_reader = [view.name for view in todo if "ordered_events" in view.reads][-1]
    for number, view in enumerate(todo):
        kind = {"temporary": "temp table", "selection": "view"}.get(view.materialization, view.materialization)
        body = AT_THE_LOAD.get(view.name, view.body)
        con.execute(f"create {kind} {view.name} as {body}")
        if view.name == "ordered_events":
            _count_merged(con, audit)
        if view.name == last_reader:
            con.execute("drop table ordered_events")
        progress("load.views", 0.5 + 0.45 * (number + 1) / len(todo))
    rule, pairs, backwards = con.execute("select rule, pairs, backwards from same_day_order").fetchall()[0]
    first, last = con.execute("select first_day, last_day from review").fetchall()[0]
    _write_info(
        con,
        {
            "same_day_rule": rule,
            "same_day_pairs": pairs,
            "same_day_backwards": backwards,
            "first_day": first,
            "last_day": last,
            "rules": rules_of(model, first, last),
        },
    )


def _count_merged(con: duckdb.DuckDBPyConnection, audit: LoadAudit) -> None:
    """Rows that repeat the stage their journey already stood in are merged into that visit."""
    merged = dict(
        con.execute(
            "select source_no, count(*) from ordered_events where position = prior_position group by all"
        ).fetchall()
    )
    for number, account in enumerate(a for a in audit.accounts if a.used_for == "stage entries"):
        account.merged += merged.get(number, 0)


def _write_model(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    con.execute(
        "create table stages (stage_id varchar, position integer, kind varchar, ja varchar, en varchar, department varchar, "
        "sla_days double, terminal boolean, recyclable boolean, followup_days double)"
    )
    for position, place in model.places():
        con.execute(
            "insert into stages values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                place.id,
                position,
                getattr(place, "kind", "stage"),
                place.ja,
                place.en,
                getattr(place, "department", None),
                getattr(place, "sla_days", None),
                getattr(place, "terminal", False),
                getattr(place, "recyclable", False),
                getattr(place, "followup_days", None),
            ],
        )
    con.execute("create table departments (department varchar, ja varchar, en varchar)")
    for department in model.departments:
        con.execute("insert into departments values (?, ?, ?)", [department.id, department.ja, department.en])
    describe_attributes(con, model)


def _write_info(con: duckdb.DuckDBPyConnection, entries: dict[str, object]) -> None:
    con.executemany(
        "insert or replace into load_info values (?, ?)", [[key, str(value)] for key, value in entries.items()]
    )


def _write_calendar(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    first, last = con.execute("select min(entered_at)::date, max(entered_at)::date from stage_events").fetchall()[0]
    calendar = working_days(first, last, model.calendar, model.closed_days)
    con.execute(
        "create table working_days as select unnest(?::date[]) as day, unnest(?::date[]) as week_start, "
        "unnest(?::boolean[]) as is_working, unnest(?::integer[]) as working_day_no",
        [list(column) for column in zip(*calendar, strict=True)],
    )


def clear_leavings(database: Path) -> None:
    """Clears away what killed loads of this database left."""
    place, mark = _workshop_place(readable_by_engine(Path(database).absolute()))
    with contextlib.suppress(OSError):
        for left in place.iterdir():
            if left.name.startswith(f"{mark}.loading-") and not _is_at_work(left.name):
                shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A folder of its own for a load of `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_leavings(target)
    place, mark = _workshop_place(target)
    name = f"{mark}.loading-{secrets.token_hex(4)}-{os.getpid()}"
    _AT_WORK.add(name)
    workshop = place / name
    try:
        workshop.mkdir()
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
        _AT_WORK.discard(name)


def _workshop_place(target: Path) -> tuple[Path, str]:
    """The folder in which a load of `target` works, and how its folders' names there begin.

    Beside the target; where DuckDB would take a sign of that path for more than a letter, among the temporary files.
    """
    if "?" not in str(target.parent.resolve() / target.name):
        return target.parent, target.name
    return scratches.plain_place(target), f"revflow-{hashlib.sha256(bytes(target)).hexdigest()[:12]}"


def _put_in_place(made: Path, target: Path) -> None:
    """Swaps the finished database in; from another disk by way of a copy beside the target."""
    try:
        os.replace(made, target)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        beside = target.with_name(f".{made.parent.name}")
        try:
            shutil.copyfile(made, beside)
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)


def _is_at_work(name: str) -> bool:
    """Whether the load that made this folder still runs. A killed one may have had the number that this process has now."""
    pid = name.rpartition("-")[2]
    return name in _AT_WORK if pid == str(os.getpid()) else _is_running(pid)


def _is_running(pid: str) -> bool:
    if os.name == "nt":
        return True  # asking there would interrupt the other one; its folder is left alone
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True


@contextlib.contextmanager
def _disk_faults(target: Path) -> Iterator[None]:
    """Faults of the disk become sentences."""
    try:
        yield
    except OSError as fault:
        raise _disk_fault(target, fault.errno, str(fault)) from fault
    except duckdb.Error as fault:
        text = str(fault)
        if isinstance(fault, duckdb.IOException) or "o space left" in text or "not write" in text:
            raise _disk_fault(target, None, text) from fault
        if isinstance(fault, duckdb.OutOfMemoryException):
            raise UnusableInput(key="fault.no-memory", folder=str(target.parent), fault=text.splitlines()[0]) from fault
        raise


def _disk_fault(target: Path, number: int | None, text: str) -> UnusableInput:
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "o space left" in text or "File too large" in text:
        return UnusableInput(key="fault.disk-full", folder=str(target.parent))
    if number in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return UnusableInput(key="fault.not-writable", target=str(target), fault=text)
    return UnusableInput(key="fault.disk", target=str(target), fault=text.splitlines()[0])
