"""Which of the recognised files are read: one file (or series of exports) for each role of each kind of record."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from revflow.intake.patterns import is_meant
from revflow.recognise.matching import Match

HISTORIES = ("deal_history", "log")
RECORDS = ("lead", "contacts", "deal", "contract")


@dataclass
class KindFiles:
    """What is read of one kind of record, and what is not and why (file -> problem)."""

    kind: str
    records: Match | None = None
    history: Match | None = None
    fields: Match | None = None


@dataclass
class FileSelection:
    kinds: dict[str, KindFiles] = field(default_factory=dict)
    activities: list[Match] = field(default_factory=list)  # activities, campaign members
    stage_lists: list[Match] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # first file of a series -> its pattern
    problems: dict[str, str] = field(default_factory=dict)
    series: dict[str, list[str]] = field(default_factory=dict)

    def matches(self) -> list[Match]:
        """Every file that may be read."""
        parts = [part for kind in self.kinds.values() for part in (kind.records, kind.history, kind.fields) if part]
        return [*parts, *self.activities, *self.stage_lists]

    def file_of(self, match: Match) -> str:
        """How the mapping names the file."""
        return self.files.get(match.file, match.file)


def select_files(folder: Path, matches: list[Match]) -> FileSelection:
    """One file for each role of each kind; of several the largest, unless they are a series of the same export."""
    selection = FileSelection()
    groups: dict[tuple, list[Match]] = {}
    for match in matches:
        if match.table.problem:
            selection.problems[match.file] = match.table.problem
            if match.role == "stage_list":
                selection.stage_lists.append(match)
        elif match.role in ("activities", "campaign_members"):
            selection.activities.append(match)
        else:
            groups.setdefault((match.kind, _part(match)), []).append(match)
    for (kind, part), group in groups.items():
        taken = _one_of(folder, group, matches, selection)
        setattr(selection.kinds.setdefault(kind, KindFiles(kind)), part, taken)
    return selection


def _part(match: Match) -> str:
    if match.role == "field_history":
        return "fields"
    return "history" if match.role in HISTORIES else "records"


def _one_of(folder: Path, group: list[Match], matches: list[Match], selection: FileSelection) -> Match:
    group = sorted(
        group, key=lambda match: (match.profile.id == "content", -(folder / match.file).stat().st_size, match.file)
    )
    first = group[0]
    pattern = _pattern(first.file)
    alike = [match for match in group if _pattern(match.file) == pattern and match.profile == first.profile]
    others = [match.file for match in matches if is_meant(match.file, pattern) and match not in alike]
    if len(alike) > 1 and not others:
        selection.files[first.file] = pattern
        selection.series[first.file] = sorted(match.file for match in alike)
    for match in group[1:]:
        if match.file not in selection.series.get(first.file, []):
            selection.problems[match.file] = "second"
    return first


def _pattern(file: str) -> str:
    """The name of a series: runs of digits, with what joins them, as a star."""
    return re.sub(r"\*[\*\-_.\s:]*\*", "*", re.sub(r"\d+", "*", file))
