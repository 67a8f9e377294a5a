"""Which profile a file belongs to, by its header; and why."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.common.outside import refuse_outside
from revflow.intake.tables import FileOptions
from revflow.recognise.heads import Head, heads_of, likeliest_header
from revflow.recognise.profiles import Profile, Table, folded
from revflow.texts import LANGUAGES

NEAR = 0.5  # of the lines of known_by: as near as a file must be for its missing headers to be named


@dataclass(frozen=True)
class Match:
    """A file read as one table of one profile. Headers stand as they are written in the file."""

    file: str
    profile: Profile
    table: Table
    header: tuple[str, ...]
    columns: dict[str, str]
    attributes: dict[str, str]
    dates: dict[str, dict[str, str]]  # pipeline ('' where the header names none) -> stage label -> header
    reasons: dict[str, str]
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    lacking: int  # lines of known_by that no header answers; 0: it is this
    rows: list[tuple[str, ...]] = field(repr=False, compare=False)
    options: FileOptions = field(default_factory=FileOptions)

    @property
    def role(self) -> str:
        return self.table.role

    @property
    def kind(self) -> str | None:
        return self.table.kind

    def headers(self) -> list[str]:
        """Every header that may be read."""
        dates = [header for stages in self.dates.values() for header in stages.values()]
        return [*self.columns.values(), *self.attributes.values(), *dates, *self.reasons.values()]

    def cells(self, header: str) -> list[str]:
        """The first values of a column."""
        place = self.header.index(header)
        return [cells[place].strip() for cells in self.rows if place < len(cells)]


@dataclass(frozen=True)
class Inspection:
    """What was found in one file: what it is, or what it nearly is, or why it can't be read."""

    file: str
    match: Match | None
    header: tuple[str, ...] = ()
    fault: dict[str, str] | None = None  # the sentence by language


def inspect(folder: Path, file: str, profiles: tuple[Profile, ...], options: FileOptions | None = None) -> Inspection:
    """Reads the head of the file and finds the table that fits it best."""
    try:
        refuse_outside(folder, file)
        heads = heads_of(folder / file, options)
    except UnusableInput as fault:
        return Inspection(file, None, fault=fault.in_every_language())
    except (OSError, UnicodeDecodeError) as fault:
        return Inspection(file, None, fault=dict.fromkeys(LANGUAGES, str(fault)))
    best: Match | None = None
    for head in heads:
        for line, header in head.headers():
            for profile in profiles:
                at = _places(profile, header)
                for table in profile.tables:
                    found = _match(file, profile, table, head, line, header, at)
                    if found and (best is None or _rank(found) > _rank(best)):
                        best = found
    if best is None or best.lacking:
        near = best if best and best.lacking <= len(best.table.known_by) * NEAR else None
        return Inspection(file, near, near.header if near else likeliest_header(heads)[2])
    several = len([head for head in heads if head.sheet]) > 1
    return Inspection(file, best if several else replace(best, options=replace(best.options, sheet=None)), best.header)


def _rank(match: Match) -> tuple:
    return (-match.lacking, len(match.matched), len(match.table.known_by), not match.table.problem)


def _match(
    file: str, profile: Profile, table: Table, head: Head, line: int, header: tuple[str, ...], at: dict[str, str]
) -> Match | None:
    """The file read as this table; None where nothing speaks for it or something against it."""
    answers = [_first(at, names) for names in table.known_by]
    if not any(answers) or any(folded(name) in at for name in table.not_with):
        return None
    rows = head.below(line)
    filled = _filled(header, rows) if all(answers) else set(header)
    columns = {key: found for key, names in table.columns.items() if (found := _first(at, names, filled))}
    attributes = {key: found for key, names in table.attributes.items() if (found := _first(at, names, filled))}
    attributes |= _case_attributes(table, header)
    dates = _dates(table, header, at, filled)
    reasons = {key: found for key, names in table.reasons.items() if (found := _first(at, names))}
    everything = [
        *filter(None, answers),
        *columns.values(),
        *attributes.values(),
        *(found for stages in dates.values() for found in stages.values()),
    ]
    missing = [_likely(names, header) for names, answer in zip(table.known_by, answers, strict=True) if not answer]
    match = Match(
        file,
        profile,
        table,
        header,
        columns,
        attributes,
        dates,
        reasons,
        tuple(dict.fromkeys(everything)),
        tuple(missing),
        len(missing),
        rows,
        FileOptions(sheet=head.sheet),
    )
    return match if not table.repeats or _repeats(match) else None


def _places(profile: Profile, header: tuple[str, ...]) -> dict[str, str]:
    """Folded header -> header as it is written; the first of several equal ones."""
    at: dict[str, str] = {}
    for name in header:
        plain = unicodedata.normalize("NFKC", name)
        if profile.header_suffix:
            plain = re.sub(profile.header_suffix, "", plain)
        if plain.strip():
            at.setdefault(folded(plain), name)
    return at


def _first(at: dict[str, str], names: tuple[str, ...], filled: set[str] | None = None) -> str | None:
    """The first of the names that is a header; one whose column is filled before one whose is not."""
    there = [at[folded(name)] for name in names if folded(name) in at]
    return next((name for name in there if filled and name in filled), there[0] if there else None)


def _filled(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> set[str]:
    """The headers with a value under them in the first rows."""
    return {
        name for place, name in enumerate(header) if any(place < len(cells) and cells[place].strip() for cells in rows)
    }


def _likely(names: tuple[str, ...], header: tuple[str, ...]) -> str:
    """Of a header's names the one to look for: Japanese where the other headers are."""
    if any(not name.isascii() for name in header):
        return next((name for name in names if not name.isascii()), names[0])
    return names[0]


def _dates(table: Table, header: tuple[str, ...], at: dict[str, str], filled: set[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for label, names in table.dates.items():
        if answer := _first(at, names, filled):
            found.setdefault("", {})[label] = answer
    for pattern in table.date_patterns:
        for name in header:
            hit = re.match(pattern, unicodedata.normalize("NFKC", name).strip())
            if hit and name not in (other for stages in found.values() for other in stages.values()):
                pipeline = (hit.groupdict().get("pipeline") or "").strip()
                found.setdefault(pipeline, {}).setdefault(hit["stage"].strip(), name)
    return found


def _case_attributes(table: Table, header: tuple[str, ...]) -> dict[str, str]:
    """Attributes of a log's case: columns of their own naming, except its id and its dates."""
    if not table.case_attributes:
        return {}
    hits = ((re.match(table.case_attributes, name), name) for name in header)
    taken = {folded(name) for names in table.columns.values() for name in names}
    return {
        hit["name"].strip().lower().replace(":", "_").replace(" ", "_"): name
        for hit, name in hits
        if hit and folded(name) not in taken and folded(hit["name"]) != "conceptname"
    }


def _repeats(match: Match) -> bool:
    """Whether the same record stands in several rows with different stages: a history, not a list."""
    key = match.columns.get("id") or match.columns.get("name")
    stage = match.columns.get("stage")
    if not key or not stage:
        return False
    pairs = set(zip(match.cells(key), match.cells(stage), strict=False))
    return len(pairs) > len({record for record, _ in pairs}) > 0
