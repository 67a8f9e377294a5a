"""Which of the recognised files are read: one file (or series of exports) for each role of each kind of record."""

import fnmatch
import re
from dataclasses import dataclass, field
from pathlib import Path

from revflow.recognise.matching import Match

HISTORIES = ("deal_history", "log")
RECORDS = ("lead", "contacts", "deal", "contract")


@dataclass
class Chosen:
    """What is read of one kind of record, and what is not and why (file -> problem)."""

    kind: str
    records: Match | None = None
    history: Match | None = None
    fields: Match | None = None


@dataclass
class Choice:
    kinds: dict[str, Chosen] = field(default_factory=dict)
    beside: list[Match] = field(default_factory=list)  # activities, campaign members
    stage_lists: list[Match] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # first file of a series -> its pattern
    problems: dict[str, str] = field(default_factory=dict)
    series: dict[str, list[str]] = field(default_factory=dict)

    def matches(self) -> list[Match]:
        """Every file that may be read."""
        parts = [part for kind in self.kinds.values() for part in (kind.records, kind.history, kind.fields) if part]
        return [*parts, *self.beside, *self.stage_lists]

    def file_of(self, match: Match) -> str:
        """How the mapping names the file."""
        return self.files.get(match.file, match.file)


def choose(folder: Path, matches: list[Match]) -> Choice:
    """One file for each role of each kind; of several the largest, unless they are a series of the same export."""
    choice = Choice()
    groups: dict[tuple, list[Match]] = {}
    for match in matches:
        if match.table.problem:
            choice.problems[match.file] = match.table.problem
            if match.role == "stage_list":
                choice.stage_lists.append(match)
        elif match.role in ("activities", "campaign_members"):
            choice.beside.append(match)
        else:
            groups.setdefault((match.kind, _part(match)), []).append(match)
    for (kind, part), group in groups.items():
        taken = _one_of(folder, group, matches, choice)
        setattr(choice.kinds.setdefault(kind, Chosen(kind)), part, taken)
    return choice


def _part(match: Match) -> str:
    if match.role == "field_history":
        return "fields"
    return "history" if match.role in HISTORIES else "records"


def _one_of(folder: Path, group: list[Match], matches: list[Match], choice: Choice) -> Match:
    group = sorted(group, key=lambda match: (-(folder / match.file).stat().st_size, match.file))
    first = group[0]
    pattern = _pattern(first.file)
    alike = [match for match in group if _pattern(match.file) == pattern and match.profile == first.profile]
    others = [match.file for match in matches if fnmatch.fnmatch(match.file, pattern) and match not in alike]
    if len(alike) > 1 and not others:
        choice.files[first.file] = pattern
        choice.series[first.file] = sorted(match.file for match in alike)
    for match in group[1:]:
        if match.file not in choice.series.get(first.file, []):
            choice.problems[match.file] = "second"
    return first


def _pattern(file: str) -> str:
    """The name of a series: runs of digits, with what joins them, as a star."""
    return re.sub(r"\*[\*\-_.\s:]*\*", "*", re.sub(r"\d+", "*", file))
