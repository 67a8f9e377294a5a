"""The command line: load, diagnose, map, report, sample."""

import argparse
import datetime as dt
import functools
import json
import os
import sys
import time
from pathlib import Path

from revflow.common import atomic_files
from revflow.common.errors import UnusableInput
from revflow.common.sql import quoted
from revflow.texts import say

SHOW_AFTER = 2.0  # seconds; a shorter wait needs no progress


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit status is 0 when it was done, 2 when the input can't be used, 1 for a fault of our own."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except UnusableInput as fault:
        print(f"revflow: {fault}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("revflow: stopped.", file=sys.stderr)
        return 130
    except Exception as fault:
        if os.environ.get("REVFLOW_DEBUG"):
            raise
        kind = type(fault).__name__
        print(
            f"revflow: a fault of RevFlow's own ({kind}: {str(fault).splitlines()[0] if str(fault) else 'no words'}). "
            "Nothing was changed. Set REVFLOW_DEBUG=1 to see where, and tell us.",
            file=sys.stderr,
        )
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m revflow", description="Where the revenue process chokes, and who feeds it."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    load = commands.add_parser("load", help="read a workspace's exports into its database")
    load.add_argument("folder", type=Path, metavar="FOLDER")
    load.add_argument(
        "--db", type=Path, metavar="FILE", help="where to write instead of FOLDER/.revflow/revflow.duckdb"
    )
    load.add_argument("--now", type=_moment, metavar="TIME", help="what counts as now, for repeatable runs")
    load.set_defaults(run=_load)
    diagnose = commands.add_parser("diagnose", help="name the bottleneck and who feeds it, or say that there is none")
    diagnose.add_argument("folder", type=Path, metavar="FOLDER")
    _judging(diagnose)
    diagnose.add_argument("--lang", choices=("ja", "en"), default="en")
    diagnose.add_argument("--json", action="store_true", help="the verdict as JSON on standard output")
    diagnose.set_defaults(run=_diagnose)
    mapped = commands.add_parser("map", help="say what each file is taken for, and the mapping and model that follow")
    mapped.add_argument("folder", type=Path, metavar="FOLDER")
    mapped.add_argument("--write", action="store_true", help="keep them as mapping.toml and model.toml in FOLDER")
    mapped.add_argument("--pipeline", metavar="NAME", help="which pipeline is read, where there are several")
    mapped.add_argument("--lang", choices=("ja", "en"), default="en")
    mapped.set_defaults(run=_map)
    report = commands.add_parser("report", help="the weekly review as one HTML file that prints on one page")
    report.add_argument("folder", type=Path, metavar="FOLDER")
    report.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.html", help="the file to write")
    report.add_argument("--lang", choices=("ja", "en"), default="en")
    report.add_argument("--names", action="store_true", help="with names of companies and people")
    _judging(report)
    report.set_defaults(run=_report)
    decisions = commands.add_parser("decisions", help="what was decided in the review, and what has become of it")
    decisions.add_argument("folder", type=Path, metavar="FOLDER")
    decisions.add_argument("--csv", type=Path, metavar="FILE", help="write all decisions with their history there")
    decisions.add_argument("--lang", choices=("ja", "en"), default="en")
    decisions.set_defaults(run=_decisions)
    sample = commands.add_parser("sample", help="write the sample company's exports")
    sample.add_argument("folder", type=Path, metavar="FOLDER")
    sample.add_argument("--seed", type=int, metavar="N", default=None)
    sample.set_defaults(run=_sample)
    return parser


def _judging(command: argparse.ArgumentParser) -> None:
    """The options of what is judged, and how."""
    command.add_argument("--as-of", type=_day, metavar="DATE", help="judge as it stood on this day")
    command.add_argument("--window-weeks", type=_weeks, default=8, metavar="W", help="weeks under review (default 8)")
    command.add_argument("--where", action="append", default=[], type=_choice, metavar="ATTRIBUTE=VALUE")
    command.add_argument(
        "--exclude-week", action="append", default=[], type=_excluded, metavar="DATE=REASON", help="leave a week out"
    )
    command.add_argument(
        "--reference",
        choices=("baseline", "targets"),
        default="baseline",
        help="what is expected of a stage: its own past, or what targets.csv says",
    )


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    return moment.replace(tzinfo=None)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat("-".join(part.zfill(2) for part in text.strip().replace("/", "-").split("-")))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-09-28") from None


def _weeks(text: str) -> int:
    weeks = int(text)
    if not 1 <= weeks <= 52:
        raise argparse.ArgumentTypeError("a window has 1 to 52 weeks")
    return weeks


def _choice(text: str) -> tuple[str, str]:
    attribute, equals, value = text.partition("=")
    if not equals or not attribute.strip():
        raise argparse.ArgumentTypeError(f"write it as attribute=value, not {text!r}")
    return attribute.strip(), value.strip()


def _excluded(text: str) -> tuple[dt.date, str]:
    day, _, reason = text.partition("=")
    if not reason.strip():
        raise argparse.ArgumentTypeError('write it as DATE=REASON, for example 2026-08-10="clean-up of old deals"')
    return _day(day), reason.strip()


def _load(options) -> int:
    from revflow.store.build import load

    loaded = load(options.folder, options.db, options.now, _Progress())
    width = max(len(row[0]) for row in loaded.account)
    for file, used_for, read, kept, merged, rejected, left_out in loaded.account:
        beside = f", {left_out:,} left out" if left_out else ""
        print(
            f"{file:<{width}}  {used_for}: read {read:,} = kept {kept:,} + merged {merged:,} + rejected {rejected:,}{beside}"
        )
    _say_rejected(loaded.database)
    _say_recognised(options.folder)
    print(f"{loaded.database}  ({loaded.seconds:.1f} s)")
    return 0


def _say_recognised(folder: Path, out=None):
    """What the files were taken for, where nothing but their headers says it; to standard output, or to `out`."""
    from revflow.recognise import is_recognised, recognise, sentences

    if is_recognised(folder):
        for line in (say("en", "recognise.as-recognised", folder=folder), *sentences(recognise(folder), "en")):
            print("  " + line, file=out)


def _say_rejected(database: Path):
    from revflow.store.reading import Database

    db = Database.open(database)
    for file, reason, rows, line, column, value in db.query(
        "select file, reason, count(*), min(line), arg_min(column_name, line), arg_min(value, line) from rejected_rows "
        "group by file, reason order by file, count(*) desc, reason"
    ).fetchall():
        first = f"first in line {line}" + (f", column {column}" if column else "") + (f": {value!r}" if value else "")
        print(f"  rejected in {file}: {rows:,} rows, {say('en', 'reason.' + reason)} ({first})")
    for file, form in db.query(
        "select distinct file, date_form from load_files where date_form not in ('', 'ISO') order by all"
    ).fetchall():
        print(f"  dates in {file} were read as: {form}")
    for file, label, rows in db.query(
        "select file, label, rows from unknown_labels order by rows desc, label limit 10"
    ).fetchall():
        print(
            f"  unknown stage label in {file}: {label!r}, {rows:,} rows; add it to labels in model.toml if it is a stage"
        )
    _say_findings(db)


def _say_findings(db):
    """What stands against the figures, the worst first, and how to mend it; then what is good to know."""
    from revflow.insight import data_quality

    speak = functools.partial(say, "en")
    names = data_quality.names_of(db.frame("stages"), db.frame("attributes"), "en")
    for row in data_quality.in_order(db.frame("findings")):
        against = data_quality.severity(row) != "note"
        mend = f" {data_quality.mend(row, speak)}" if against else ""
        print(f"  {'! ' if against else ''}{data_quality.sentence(row, speak, 'en', names)}{mend}")


def _map(options) -> int:
    import tomli_w

    from revflow.recognise import recognise, sentences, write_workspace

    recognition = recognise(options.folder, options.pipeline)
    if not recognition.taken:
        raise UnusableInput(f"{options.folder}: there is no table in the folder. Put the exports there.")
    if not options.write:
        print("\n".join(f"# {line}" for line in sentences(recognition, options.lang)))
        for name, content in (("mapping.toml", recognition.mapping), ("model.toml", recognition.model)):
            if content:
                print(f"\n# ---- {name} ----\n{tomli_w.dumps(content)}")
        return 0
    print("\n".join(sentences(recognition, options.lang)))
    if not recognition.mapping:
        raise UnusableInput(f"{options.folder}: no file says which stage something stood in and since when; see above.")
    if (options.folder / "mapping.toml").exists():
        raise UnusableInput(f"{options.folder}: mapping.toml is there already. Move it away to have it written anew.")
    write_workspace(options.folder, recognition.mapping, recognition.model)
    files = ", ".join(("mapping.toml", "model.toml") if recognition.model else ("mapping.toml",))
    print(say(options.lang, "recognise.written", files=files))
    return 0


def _diagnose(options) -> int:
    from revflow.verdict import diagnose

    database = _loaded(options.folder)
    where = chosen(database, options.where)
    excluded = tuple(options.exclude_week)
    verdict = diagnose(database, options.as_of, options.window_weeks, where, excluded, options.reference)
    if options.json:
        print(json.dumps(verdict.as_json(options.lang), ensure_ascii=False, indent=2))
    else:
        print("\n".join(verdict.sentences(options.lang)))
    return 0


def _report(options) -> int:
    from revflow import report
    from revflow.store.reading import Selection

    output = _writable(options.output)
    database = _loaded(options.folder)
    selection = Selection(options.as_of, chosen(database, options.where))
    manner = options.window_weeks, tuple(options.exclude_week), options.reference
    progress = _Progress()
    found = report.judged(database, selection, *manner, progress=lambda done: progress("report.judging", done))
    decided = _decided(options, database, selection, found.verdict.as_of)
    named = {"workspace": options.folder.resolve().name, "language": options.lang, "with_names": options.names}
    matter = report.gather(database, selection, found, **named, decided=decided)
    _write(output, report.html(matter))
    print(output)
    return 0


def _decided(options, database, selection, as_of: dt.date):
    """The open decisions with what became of them; None, and said, where they can't be read."""
    from revflow import report

    try:
        found = report.open_ones(options.folder, selection)
    except UnusableInput as fault:
        print(f"revflow: the report is without decisions. {fault}", file=sys.stderr)
        return None
    return report.followed(database, found, as_of, tuple(options.exclude_week), options.reference)


def _writable(path: Path) -> Path:
    """A file that can be written; raises UnusableInput before anything is worked out."""
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as fault:
        raise UnusableInput(
            f"{path} can't be written ({getattr(fault, 'strerror', fault)}). Name another file."
        ) from fault
    if path.is_dir():
        raise UnusableInput(f"{path} is a folder; name the file to write, for example {path / 'review.html'}.")
    if not path.parent.is_dir():
        raise UnusableInput(f"{path}: there is no folder {path.parent}. Make it first, or name another.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UnusableInput(f"{path} can't be written here. Name a file in a folder of your own.")
    return path


def _write(path: Path, text: str) -> None:
    """Writes the file whole or not at all."""
    try:
        atomic_files.write(path, text)
    except OSError as fault:
        raise UnusableInput(f"{path} can't be written ({fault.strerror or fault}). Name another file.") from fault


def _loaded(folder: Path):
    """The workspace's database, loaded first where it is not there or its files have changed."""
    from revflow.store.build import load
    from revflow.store.reading import Database
    from revflow.workspace.registry import Workspace, is_stale

    workspace = Workspace(folder.name, folder)
    if is_stale(workspace):
        load(folder, progress=_Progress())
        _say_recognised(folder, sys.stderr)
    return Database.open(workspace.database)


def chosen(database, pairs: list[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Filters as a Selection holds them; values of one attribute add up. Raises UnusableInput for what is not there."""
    known = [name for (name,) in database.query("select attribute from attributes order by 1").fetchall()]
    where: dict[str, list[str]] = {}
    for attribute, value in pairs:
        if attribute not in known:
            raise UnusableInput(
                f"--where {attribute}={value}: there is no attribute '{attribute}'. There are: {', '.join(known)}."
            )
        if not database.query(
            f"select count(*) from journeys where coalesce({quoted(attribute)}, '') = ?", [value]
        ).fetchall()[0][0]:
            found = database.query(
                f"select distinct coalesce({quoted(attribute)}, '') from journeys order by 1 limit 20"
            ).fetchall()
            values = ", ".join(repr(text) for (text,) in found)
            raise UnusableInput(f"--where {attribute}={value}: no journey has this value. There are: {values}.")
        where.setdefault(attribute, []).append(value)
    return tuple((attribute, tuple(values)) for attribute, values in where.items())


def _decisions(options) -> int:
    from revflow.commands.decisions import run

    return run(options)


def _sample(options) -> int:
    from revflow.sample import write_sample

    seed = {} if options.seed is None else {"seed": options.seed}
    for path in write_sample(options.folder, **seed):
        print(path)
    return 0


class _Progress:
    """Shows how far a load has come, once it has taken longer than a moment: a line for each step and each tenth."""

    def __init__(self):
        self.begun = time.monotonic()
        self.shown = ("", 0)

    def __call__(self, text: str, fraction: float):
        step = (text, int(fraction * 10))
        if step != self.shown and time.monotonic() - self.begun > SHOW_AFTER:
            self.shown = step
            print(f"{fraction:4.0%}  {say('en', text)}", file=sys.stderr)
