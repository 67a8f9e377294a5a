"""Files that no profile knows, read by what they hold: as matches that the rest of recognition treats like any other."""

from dataclasses import replace
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.intake.tables import FileOptions
from revflow.recognise.content.columns import columns_of
from revflow.recognise.content.roles import Sheet, change_columns, stage_column
from revflow.recognise.content.shapes import Reading, reading_of, stage_list
from revflow.recognise.heads import heads_of, likeliest_header
from revflow.recognise.matching import Inspection, Match
from revflow.recognise.profiles import Profile, Table, folded

PROFILE = Profile("content", "内容", "its contents", ())
GUESSED = "guessed"  # the problem of a file for which too little speaks: a person must say it


def by_content(folder: Path, inspected: list[Inspection]) -> list[Inspection]:
    """The same, but files without a match get one where their contents tell what they are."""
    sheets = {one.file: _sheet(folder, one) for one in inspected if one.match is None or one.match.lacking}
    readable = {file: sheet for file, sheet in sheets.items() if sheet}
    readings = {file: known for file, sheet in readable.items() if (known := reading_of(sheet[0]))}
    labels = {label for file in readings for label in _labels(readable[file][0])}
    for file, sheet in readable.items():
        if listed := stage_list(sheet[0], labels):
            readings[file] = listed
    readings = _one_kind_an_id(readings)
    found = []
    for one in inspected:
        looked_at, reading = readable.get(one.file), readings.get(one.file)
        if one.match and reading and reading.problem and one.match.role == reading.role:
            reading = None  # what it lacks for a known export of such records says more
        found.append(replace(one, match=_match(one.file, reading, *looked_at[1:])) if looked_at and reading else one)
    return found


def _sheet(folder: Path, one: Inspection) -> tuple[Sheet, tuple[str, ...], list[tuple[str, ...]], FileOptions] | None:
    if one.fault:
        return None
    try:
        heads = heads_of(folder / one.file)
    except (UnusableInput, OSError, UnicodeDecodeError):
        return None
    head, line, header = likeliest_header(heads)
    if head is None:
        return None
    rows = head.below(line)
    several = len([other for other in heads if other.sheet]) > 1
    options = FileOptions(sheet=head.sheet if several else None)
    return Sheet(one.file, tuple(columns_of(header, rows)), len(rows)), header, rows, options


def _labels(sheet: Sheet) -> set[str]:
    """The values of the columns that say where something stands."""
    columns = [*(change_columns(sheet) or ()), stage_column(sheet)]
    return {label for column in columns if column for label in column.counts()}


def _one_kind_an_id(readings: dict[str, Reading]) -> dict[str, Reading]:
    """A history is of the kind of the records whose id has the same name."""
    kinds = {folded(r.columns["id"]): r.kind for r in readings.values() if r.role == r.kind}
    return {
        file: replace(reading, kind=kinds.get(folded(reading.columns.get("id", "")), reading.kind))
        if reading.role == "deal_history"
        else reading
        for file, reading in readings.items()
    }


def _match(
    file: str, reading: Reading, header: tuple[str, ...], rows: list[tuple[str, ...]], options: FileOptions
) -> Match:
    problem = reading.problem or (None if reading.is_certain else GUESSED)
    problem = "only-beside" if reading.role == "stage_list" else problem
    table = Table(reading.role, reading.kind, (), problem)
    dates = {"": reading.dates} if reading.dates else {}
    named = tuple(dict.fromkeys([*reading.columns.values(), *reading.dates.values(), *reading.attributes.values()]))
    return Match(
        file, PROFILE, table, header, reading.columns, reading.attributes, dates, {}, named, (), 0, rows, options
    )
