"""What a stage label means in this folder: a list of stages beside the exports tells it, else its words do."""

from dataclasses import dataclass, field

from revflow.common.sql import quoted
from revflow.recognise.label_words import EXITS, meaning_of
from revflow.recognise.matching import Match
from revflow.recognise.scan import Scan

MIN_LISTED = 0.8  # of the labels, for an order by a list of stages: data holds a stage that was deleted
YES = ("true", "1", "yes", "t")


@dataclass(frozen=True)
class Named:
    """One line of a list of stages."""

    name: str
    number: float | None
    meaning: str | None  # won or lost where the list says so


@dataclass
class Lexicon:
    listed: dict[str, Named] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)  # files of lists that name a label that was asked for
    files: dict[str, str] = field(default_factory=dict)  # label -> the list's file

    def meaning(self, label: str) -> str:
        """won, one of EXITS, or 'stage'."""
        named = self.listed.get(label)
        return (named.meaning or meaning_of(named.name)) if named else meaning_of(label)

    def is_decided(self, label: str) -> bool:
        """Whether a record with this label is over: won, lost, disqualified, churned."""
        return self.meaning(label) not in ("stage", "recycle")

    def is_exit(self, label: str) -> bool:
        return self.meaning(label) in EXITS

    def name(self, label: str) -> str:
        """How people call it."""
        return self.listed[label].name if label in self.listed else label

    def numbers(self, labels: list[str]) -> dict[str, tuple]:
        """The list's own numbers, where it has one for nearly every label."""
        found = {label: self.listed[label].number for label in labels if label in self.listed}
        whole = len(found) >= MIN_LISTED * len(labels) > 0 and None not in found.values()
        return {label: (number,) for label, number in found.items()} if whole else {}

    def note_use(self, labels) -> None:
        self.used |= {self.files[label] for label in labels if label in self.files}


def lexicon_of(scan: Scan, lists: list[Match]) -> Lexicon:
    """Reads the lists of stages of a folder."""
    lexicon = Lexicon()
    for match in lists:
        keys = [key for key in ("id", "label", "sort_order", "won", "over") if key in match.columns]
        if "id" not in keys or "label" not in keys:
            continue
        table = scan.columns(match.file, [match.columns[key] for key in keys])
        chosen = ", ".join(quoted(match.columns[key]) for key in keys)
        for row in scan.count(f"select {chosen} from {table}"):
            entry = dict(zip(keys, row, strict=True))
            if not entry["id"]:
                continue
            is_won, is_over = (str(entry.get(key) or "").lower() in YES for key in ("won", "over"))
            number = _number(entry.get("sort_order"))
            lexicon.listed[entry["id"]] = Named(
                entry["label"] or entry["id"], number, "won" if is_won else "lost" if is_over else None
            )
            lexicon.files[entry["id"]] = match.file
    return lexicon


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
