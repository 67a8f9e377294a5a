"""Which column of a file is what: the parts of a mapping that read a file, and how they are put right.

A part is a table of mapping.toml: `place` says where it stands, ('records', 'deal'), ('events', 0), ('activities',).
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from revflow.setup.draft import BESIDE, entries, without_file

KINDS = ("lead", "deal", "contract")
PURPOSES = (*KINDS, "log", *BESIDE, "unused")
SLOTS = {  # role -> settings that are one column, in the order in which they are asked for
    "records": ("id", "currency"),
    "events": ("id", "stage", "at", "owner", "reason", "row_id"),
    "activities": ("id", "at", "kind", "owner"),
    "plans": ("id", "at", "kind", "owner"),
    "comments": ("id", "at", "department", "author", "text"),
    "targets": ("stage", "metric", "period", "target"),
}
NEEDED = {
    "records": ("id",),
    "events": ("id",),
    "activities": ("id", "at"),
    "plans": ("id", "at"),
    "comments": ("id", "at"),
    "targets": ("stage", "metric", "target"),
}
AMOUNT = "amount"
RESERVED = {"journey_id"}


@dataclass(frozen=True)
class Part:
    place: tuple
    entry: dict

    @property
    def role(self) -> str:
        return self.place[0]

    @property
    def kind(self) -> str:
        """The kind of record that the part is about."""
        return self.place[1] if self.role == "records" else self.entry.get("record", "")


def parts_of(mapping: dict, file: str) -> list[Part]:
    """What a mapping reads from a file (or pattern)."""
    found = [Part(("records", kind), entry) for kind, entry in mapping.get("records", {}).items()]
    found += [Part(("events", n), entry) for n, entry in enumerate(mapping.get("events", []))]
    found += [Part((role,), mapping[role]) for role in BESIDE if role in mapping]
    return [part for part in found if part.entry.get("file") == file]


def entry_at(mapping: dict, place: tuple) -> dict:
    """The table at a place of the mapping."""
    entry = mapping
    for step in place:
        entry = entry[step]
    return entry


def columns_of(mapping: dict, file: str) -> set[str]:
    """Every column that a mapping needs of a file."""
    found: set[str] = set()
    for part in parts_of(mapping, file):
        entry = part.entry
        found |= {entry[slot] for slot in SLOTS[part.role] if isinstance(entry.get(slot), str)}
        for several in ("belongs_to", "becomes", "attributes", "dates", "reasons"):
            found |= set(entry.get(several, {}).values())
        found |= {*entry.get("where", {}), *entry.get("where_not", {})}
    return found


def purpose_of(mapping: dict, file: str) -> str:
    """What one row of a file is, as asked on the page."""
    parts = parts_of(mapping, file)
    records = [part.kind for part in parts if part.role == "records"]
    roles = {part.role for part in parts}
    if "events" in roles and (not set(records) & set(KINDS) or _is_only_log(parts)):
        return "log"
    if records:
        return records[0]
    return next((role for role in BESIDE if role in roles), "unused")


def free_kinds(mapping: dict, file: str) -> list[str]:
    """The kinds of record that no other file lists."""
    taken = {kind for kind, entry in mapping.get("records", {}).items() if entry.get("file") != file}
    return [kind for kind in KINDS if kind not in taken]


def with_slot(mapping: dict, place: tuple, slot: str, column: str | None) -> dict:
    """The mapping with another column in a slot; None empties it. The id of one file's parts is one and the same."""
    mapping = copy.deepcopy(mapping)
    entry = entry_at(mapping, place)
    before = entry.get(slot)
    _put(entry, slot, column)
    if slot == "id":
        kind = Part(place, entry).kind
        for part in parts_of(mapping, entry["file"]):
            if part.kind == kind and part.entry.get("id") == before:
                _put(entry_at(mapping, part.place), "id", column)
    if place[0] == "events" and slot in ("stage", "at") and column:
        entry.pop("dates", None)
        entry.pop("reasons", None)
    return mapping


def with_link(mapping: dict, place: tuple, kind: str, column: str | None) -> dict:
    """The mapping with the column that holds the id of a record of another kind."""
    mapping = copy.deepcopy(mapping)
    entry = entry_at(mapping, place)
    _put(entry.setdefault("belongs_to", {}), kind, column)
    entry.get("becomes", {}).pop(kind, None)
    for links in ("belongs_to", "becomes"):
        if not entry.get(links):
            entry.pop(links, None)
    return mapping


def with_attributes(mapping: dict, place: tuple, columns: list[str]) -> dict:
    """The mapping with exactly these columns as attributes; those that were attributes keep their names."""
    mapping = copy.deepcopy(mapping)
    entry = entry_at(mapping, place)
    kept = {name: column for name, column in entry.get("attributes", {}).items() if column in columns or name == AMOUNT}
    taken = {name.lower() for name in (*kept, *RESERVED)}
    for column in columns:
        if column not in kept.values():
            name = free_name(column, taken)
            kept[name] = column
            taken.add(name.lower())
    _put(entry, "attributes", kept or None)
    return mapping


def with_amount(mapping: dict, place: tuple, column: str | None) -> dict:
    """The mapping with the column of money."""
    mapping = copy.deepcopy(mapping)
    entry = entry_at(mapping, place)
    _put(entry.setdefault("attributes", {}), AMOUNT, column)
    if not entry["attributes"]:
        del entry["attributes"]
    return mapping


def planned_in(mapping: dict, part: Part) -> str | None:
    """The column of a list of records that says when somebody means to be in touch again."""
    plans = mapping.get("plans", {})
    own = (plans.get("file"), plans.get("record")) == (part.entry.get("file"), part.kind)
    return plans.get("at") if own else None


def with_planned(mapping: dict, place: tuple, column: str | None) -> dict:
    """The mapping with the column of a list of records that says when somebody means to be in touch again.

    A mapping reads planned days from one place: what it read before is let go.
    """
    mapping = copy.deepcopy(mapping)
    entry = entry_at(mapping, place)
    if column:
        kind = Part(place, entry).kind
        mapping["plans"] = {"record": kind, "file": entry["file"], "id": entry.get("id", ""), "at": column}
    else:
        mapping.pop("plans", None)
    return mapping


def with_dates(mapping: dict, place: tuple, dates: dict[str, str]) -> dict:
    """The mapping with one date column a stage (stage id -> column) instead of a column of stages."""
    mapping = copy.deepcopy(mapping)
    entry = entry_at(mapping, place)
    for slot in ("stage", "at", "row_id"):
        entry.pop(slot, None)
    _put(entry, "dates", dates or None)
    return mapping


def with_left_out(mapping: dict, file: str, label: str, left_out: bool) -> dict:
    """The mapping with a stage label of a file left out on purpose, or read again."""
    mapping = copy.deepcopy(mapping)
    for part in parts_of(mapping, file):
        column = part.entry.get("stage") if part.role == "events" else None
        if not column:
            continue
        where = part.entry.setdefault("where_not", {})
        values = where.get(column, [])
        values = [value for value in (values if isinstance(values, list) else [values]) if value != label]
        _put(where, column, [*values, label] if left_out else values or None)
        if not where:
            del part.entry["where_not"]
    return mapping


def without_date(mapping: dict, stage: str) -> dict:
    """The mapping without the date columns of a stage."""
    mapping = copy.deepcopy(mapping)
    for entry in mapping.get("events", []):
        for several in ("dates", "reasons"):
            if stage in entry.get(several, {}):
                del entry[several][stage]
    return mapping


def with_option(mapping: dict, file: str, option: str, value) -> dict:
    """The mapping with something said of a file because the file can't tell; None takes it back."""
    mapping = copy.deepcopy(mapping)
    options = mapping.setdefault("files", {}).setdefault(file, {})
    _put(options, option, value)
    if not options:
        del mapping["files"][file]
    return {key: entry for key, entry in mapping.items() if entry}


def left_out(mapping: dict) -> list[tuple[str, str]]:
    """(file, label) of the stage labels that are left out on purpose."""
    found = []
    for entry in mapping.get("events", []):
        values = entry.get("where_not", {}).get(entry.get("stage"), [])
        found += [(entry["file"], value) for value in (values if isinstance(values, list) else [values])]
    return found


def for_purpose(mapping: dict, file: str, purpose: str, guessed: dict[str, str], known_by: Iterable[str] = ()) -> dict:
    """The mapping with a file read for another purpose, from columns that were guessed: slot -> column, and attributes.

    `purpose` is one of PURPOSES. Where a column is needed and none was guessed it is left empty, to be said by hand.
    """
    mapping = without_file(mapping, file)
    if purpose == "unused":
        return mapping
    if purpose in KINDS:
        records = mapping.setdefault("records", {})
        entry = {"file": file, "id": guessed.get("id", "")}
        attributes = {name: name for name in known_by if name.lower() not in RESERVED}
        attributes |= {AMOUNT: guessed[AMOUNT]} if guessed.get(AMOUNT) else {}
        records[purpose] = entry | ({"attributes": attributes} if attributes else {})
        mapping["records"] = {kind: records[kind] for kind in sorted(records, key=_kind_order)}
        mapping.setdefault("events", []).append(_event(file, purpose, guessed))
    elif purpose == "log":
        listed = list(mapping.get("records", {}))
        kind = listed[-1] if listed else "deal"
        if not listed:
            mapping["records"] = {kind: {"file": file, "id": guessed.get("id", "")}}
        mapping.setdefault("events", []).append(_event(file, kind, guessed))
    else:
        entry = {"file": file} | {slot: guessed[slot] for slot in SLOTS[purpose] if guessed.get(slot)}
        if purpose != "targets":
            entry["record"] = next(iter(mapping.get("records", {})), "")
        mapping[purpose] = entry
    return mapping


def gaps(mapping: dict) -> list[tuple[str, str]]:
    """(file, slot) of what must be said before anything can be read."""
    found = []
    for entry in entries(mapping):
        part = next(p for p in parts_of(mapping, entry["file"]) if p.entry is entry)
        found += [(entry["file"], slot) for slot in NEEDED[part.role] if not entry.get(slot)]
        if part.role == "events" and not entry.get("dates") and not _has_times(entry):
            found.append((entry["file"], "stage" if not entry.get("stage") else "at"))
        if part.role in BESIDE and part.role != "targets" and not entry.get("record"):
            found.append((entry["file"], "record"))
    return found


def readable(mapping: dict) -> dict:
    """The mapping without event parts that are not said yet and files that are not used, so that the rest can be tried."""
    mapping = copy.deepcopy(mapping)
    said = [e for e in mapping.get("events", []) if e.get("dates") or _has_times(e)]
    mapping["events"] = said
    read = {entry.get("file") for entry in entries(mapping)}
    mapping["files"] = {file: options for file, options in mapping.get("files", {}).items() if file in read}
    return {key: value for key, value in mapping.items() if value}


def _has_times(entry: dict) -> bool:
    return bool(entry.get("stage") and (entry.get("at") or entry.get("on")))


def free_name(name: str, taken: set[str]) -> str:
    """A name that is not taken; SQL does not tell letter cases apart."""
    found, number = name, 2
    while found.lower() in taken:
        found, number = f"{name}_{number}", number + 1
    return found


def _event(file: str, kind: str, guessed: dict[str, str]) -> dict:
    slots = ("stage", "at", "owner", "reason")
    return {"record": kind, "file": file, "id": guessed.get("id", "")} | {
        slot: guessed[slot] for slot in slots if guessed.get(slot)
    }


def _is_only_log(parts: list[Part]) -> bool:
    """Whether the records of a file are only there because its events need some."""
    return all(set(part.entry) <= {"file", "id"} for part in parts if part.role == "records")


def _kind_order(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _put(entry: dict, key: str, value) -> None:
    if value is None or value == "":
        entry.pop(key, None)
    else:
        entry[key] = value


def attributes_of(mapping: dict) -> dict[str, list[str]]:
    """Every attribute that the mapping reads -> the columns that hold it."""
    found: dict[str, list[str]] = {}
    for entry in mapping.get("records", {}).values():
        for name, column in entry.get("attributes", {}).items():
            if column not in found.setdefault(name, []):
                found[name].append(column)
    return found
