"""Profiles: what the exports of a system look like, one small TOML file each (docs/profiles.md).

An analyst can copy one, change it, and put it into the workspace's folder profiles/: it counts beside the built-in ones.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.common.outside import refuse_outside

BUILTIN = Path(__file__).with_name("profiles")
# Besides attributes' names of the company's own: what a column can be to a role.
COLUMNS = {
    "id": "the record's id",
    "name": "the record's name, where there is no id",
    "row_id": "the row's own id (histories)",
    "stage": "the stage, or in a field history the new value",
    "before": "the value before (field histories)",
    "field": "which field changed (field histories)",
    "at": "when the row's stage was entered (histories, logs, activities)",
    "created": "when the record was made",
    "since": "since when it has been in its current stage",
    "seen": "when it was last worked on: by then it stood in its current stage",
    "closed": "when it was decided",
    "planned": "when somebody means to be in touch with it again",
    "outcome": "won, lost or open, where the stage does not say it",
    "lead": "id of the lead it came from",
    "deal": "id of the deal it belongs to",
    "becomes_deal": "id of the deal that it became",
    "becomes_contract": "id of the contract that it became",
    "owner": "who works it",
    "reason": "why it was lost",
    "currency": "the currency of the amount",
    "pipeline": "the pipeline or record type",
    "probability": "the stage's probability, which tells the order of stages",
    "sort_order": "the stage's number, which tells the order of stages",
    "lifecycle": "the life-cycle transition (logs)",
    "kind": "call, mail, meeting (activities)",
    "label": "a stage's name (lists of stages)",
    "won": "whether a stage means won (lists of stages)",
    "over": "whether a stage means decided (lists of stages)",
    "deleted": "whether the record was deleted",
    "test": "whether it is a test record",
}
KINDS = ("lead", "deal", "contract", "case")
TABLE_KEYS = {
    "role", "kind", "problem", "known_by", "not_with", "columns", "attributes", "dates", "reasons", "date_patterns", "repeats",
    "once_a_stage", "keep", "drop", "field_is", "case_attributes", "without_deals",
}  # fmt: skip
PROFILE_KEYS = {"id", "ja", "en", "from_documentation", "header_suffix", "files", "order", "tables"}
Names = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One kind of file that a system writes. Names of headers stand in the order in which they are preferred."""

    role: str
    kind: str | None
    known_by: tuple[Names, ...]
    problem: str | None = None
    not_with: Names = ()
    columns: dict[str, Names] = field(default_factory=dict)
    attributes: dict[str, Names] = field(default_factory=dict)
    dates: dict[str, Names] = field(default_factory=dict)
    reasons: dict[str, Names] = field(default_factory=dict)
    date_patterns: Names = ()
    repeats: bool = False
    once_a_stage: bool = False
    keep: dict[str, Names] = field(default_factory=dict)
    drop: dict[str, Names] = field(default_factory=dict)
    field_is: Names = ()
    case_attributes: str | None = None
    without_deals: Names = ()


@dataclass(frozen=True)
class Profile:
    id: str
    ja: str
    en: str
    tables: tuple[Table, ...]
    documented_only: bool = False
    header_suffix: str | None = None
    files: dict = field(default_factory=dict)
    order: dict[str, Names] = field(default_factory=dict)

    @property
    def system(self) -> dict[str, str]:
        return {"ja": self.ja, "en": self.en}


def profiles_of(folder: Path) -> tuple[Profile, ...]:
    """The workspace's own profiles, then the built-in ones that none of them replaces; raises UnusableInput for a fault."""
    own = [_own(folder, f"profiles/{path.name}") for path in sorted((folder / "profiles").glob("*.toml"))]
    replaced = {profile.id for profile in own}
    return (*own, *(profile for profile in _builtin() if profile.id not in replaced))


@cache
def _builtin() -> tuple[Profile, ...]:
    return tuple(_read(path, path.name) for path in sorted(BUILTIN.glob("*.toml")))


@lru_cache(maxsize=50_000)
def folded(header: str) -> str:
    """A header as it is compared: width, letter case, white space and underscores don't matter."""
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", header)).casefold()


def _own(folder: Path, name: str) -> Profile:
    refuse_outside(folder, name)
    return _read(folder / name, name)


def _read(path: Path, name: str) -> Profile:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UnusableInput(key="fault.profile-toml", name=name, fault=str(fault)) from fault
    _only(name, content, PROFILE_KEYS)
    for needed in ("id", "tables"):
        if not content.get(needed):
            raise UnusableInput(key="fault.profile-missing", name=name, needed=needed)
    if content.get("header_suffix"):
        _pattern(name, content["header_suffix"])
    return Profile(
        str(content["id"]),
        str(content.get("ja") or content.get("en") or content["id"]),
        str(content.get("en") or content.get("ja") or content["id"]),
        tuple(_table(name, number, entry) for number, entry in enumerate(content["tables"], 1)),
        bool(content.get("from_documentation", False)),
        content.get("header_suffix"),
        dict(content.get("files", {})),
        {kind: tuple(labels) for kind, labels in content.get("order", {}).items()},
    )


def _table(name: str, number: int, entry: dict) -> Table:
    what = f"{name}, [[tables]] number {number}"
    _only(what, entry, TABLE_KEYS)
    if not isinstance(entry.get("role"), str) or not _is_lists(entry.get("known_by")) or not entry["known_by"]:
        raise UnusableInput(key="fault.profile-table", what=what)
    if entry.get("kind") not in (None, *KINDS):
        raise UnusableInput(key="fault.profile-kind", what=what, known=", ".join(KINDS), found=repr(entry["kind"]))
    _only(f"{what}, columns", entry.get("columns", {}), set(COLUMNS))
    for pattern in entry.get("date_patterns", []):
        if "stage" not in _pattern(what, pattern).groupindex:
            raise UnusableInput(key="fault.profile-dates", what=what, pattern=repr(pattern))
    groups = {key: _lists(what, key, entry) for key in ("columns", "attributes", "dates", "reasons", "keep", "drop")}
    return Table(
        entry["role"],
        entry.get("kind"),
        tuple(tuple(names) for names in entry["known_by"]),
        entry.get("problem"),
        tuple(entry.get("not_with", [])),
        **groups,
        date_patterns=tuple(entry.get("date_patterns", [])),
        repeats=bool(entry.get("repeats", False)),
        once_a_stage=bool(entry.get("once_a_stage", False)),
        field_is=tuple(entry.get("field_is", [])),
        case_attributes=entry.get("case_attributes"),
        without_deals=tuple(entry.get("without_deals", [])),
    )


def _only(what: str, entry: dict, known: set[str]) -> None:
    for key in entry:
        if key not in known:
            raise UnusableInput(key="fault.profile-key", what=what, key_found=key, known=", ".join(sorted(known)))


def _pattern(what: str, pattern: str) -> re.Pattern:
    try:
        return re.compile(pattern)
    except (re.error, TypeError) as fault:
        raise UnusableInput(key="fault.profile-pattern", what=what, pattern=repr(pattern), fault=str(fault)) from fault


def _is_lists(value) -> bool:
    return isinstance(value, list) and all(isinstance(names, list) and names for names in value)


def _lists(what: str, key: str, entry: dict) -> dict[str, Names]:
    group = entry.get(key, {})
    if not isinstance(group, dict) or not all(isinstance(names, list) for names in group.values()):
        raise UnusableInput(key="fault.profile-lists", what=what, part=key)
    return {name: tuple(map(str, names)) for name, names in group.items()}
