"""mapping.toml's tables as parts of a plan; every fault is a sentence that names the place in the file."""

import datetime as dt
import re
from dataclasses import fields
from typing import NoReturn

from revflow.common.errors import UnusableInput
from revflow.common.settings import is_text, is_value, is_zone, shown
from revflow.intake.currencies import code_of
from revflow.intake.encodings import known_encoding
from revflow.intake.parts import SUPPLEMENTARY, Events, Records, SupplementaryTable
from revflow.intake.tables import HEADER_WITHIN, FileOptions

MAX_KINDS, MAX_BLOCKS, MAX_NAMES = 20, 50, 300  # of records, of [[events]], of entries in one table
OWN_NAMES = ("journey_id", "amount")  # columns of journeys: no attribute may be called so in other letters
TABS = ("tab", "\\t")
NO_DELIMITER = re.compile(r'[\w"\r\n]')  # nothing that stands in cells separates them
CURRENCY = re.compile(r"[A-Z]{3}")


class MappingReader:
    """Turns mapping.toml's tables into a plan; every fault is a sentence that names the place in the file."""

    def __init__(self, tables: dict) -> None:
        self.tables = tables
        self._known("", tables, {"records", "events", "files", "money", "private", *SUPPLEMENTARY})

    def maps_records(self) -> bool:
        if bool(self.tables.get("records")) != bool(self.tables.get("events")):
            _refuse("", "together")
        return bool(self.tables.get("records"))

    def options(self) -> dict[str, FileOptions]:
        return {file: self._options(file, entry) for file, entry in self._optional("files").items()}

    def _options(self, file: str, entry) -> FileOptions:
        what = f'[files."{file}"]'
        self._known(what, self._table(what, entry), {f.name for f in fields(FileOptions)})
        self._one_of(what, entry, "date_order", "ymd", "dmy", "mdy")
        self._one_of(what, entry, "ids", "salesforce")
        self._maybe(what, entry, "sheet")
        for key, holds in (
            ("encoding", lambda said: isinstance(said, str) and known_encoding(said) is not None),
            ("delimiter", _separates),
            ("header_row", lambda said: type(said) is int and 1 <= said <= HEADER_WITHIN),
            ("timezone", is_zone),
            ("whole", lambda said: isinstance(said, bool)),
        ):
            if key in entry and not holds(entry[key]):
                _refuse(what, key, found=shown(entry[key]))
        return FileOptions(**{**entry, "nulls": tuple(self._list(what, entry, "nulls"))})

    def currency(self) -> str | None:
        """The currency that is counted, as the mapping writes it."""
        entry = self._optional("money")
        self._known("[money]", entry, {"currency"})
        if entry:
            self._needed("[money]", entry, "currency")
            if not CURRENCY.fullmatch(code_of(entry["currency"]) or ""):
                _refuse("[money]", "currency", found=shown(entry["currency"]))
        return entry.get("currency")

    def private(self, key: str) -> list[str]:
        entry = self._optional("private")
        self._known("[private]", entry, {"allow", "pseudonyms"})
        return self._list("[private]", entry, key)

    def records(self) -> list[Records]:
        kinds = self._optional("records")
        if len(kinds) > MAX_KINDS:
            _refuse("[records]", "too-many", most=MAX_KINDS, found=len(kinds))
        found = [self._records(kinds, kind, self._table(f"[records.{kind}]", entry)) for kind, entry in kinds.items()]
        self._refuse_alike([name for records in found for name in records.attributes or ()])
        return found

    def _records(self, kinds: dict, kind: str, entry: dict) -> Records:
        what = f"[records.{kind}]"
        self._name("[records]", kind)
        self._known(what, entry, {f.name for f in fields(Records)} - {"kind"})
        self._needed(what, entry, "file", "id")
        self._maybe(what, entry, "currency")
        links = {key: self._texts(what, entry, key) for key in ("belongs_to", "becomes")}
        for key, others in links.items():
            for other in others:
                if other not in kinds or other == kind:
                    _refuse(what, "no-other-kind", setting=key, other=other)
        if both := links["belongs_to"].keys() & links["becomes"].keys():
            _refuse(what, "both-ways", other=min(both))
        attributes = self._texts(what, entry, "attributes")
        for name in attributes:
            if name.lower() == "journey_id" or (name.lower() in OWN_NAMES and name not in OWN_NAMES):
                _refuse(what, "name-taken", name=name)
        choices = {key: self._choices(what, entry, key) for key in ("where", "where_not")}
        return Records(kind, **{**entry, **links, **choices, "attributes": attributes})

    def _refuse_alike(self, names: list[str]) -> None:
        """SQL does not tell letter cases apart: two attributes that differ in nothing else would be one."""
        first: dict[str, str] = {}
        for name in names:
            other = first.setdefault(name.lower(), name)
            if other != name:
                _refuse("[records]", "alike", name=name, other=other)

    def events(self) -> list[Events]:
        blocks = self.tables["events"]
        if not isinstance(blocks, list):
            _refuse("", "brackets")
        if len(blocks) > MAX_BLOCKS:
            _refuse("[[events]]", "too-many", most=MAX_BLOCKS, found=len(blocks))
        found = [self._events(f"[[events]] {number}", entry) for number, entry in enumerate(blocks, 1)]
        return sorted(found, key=lambda events: events.fallback)  # a fallback is read when all others are

    def _events(self, what: str, entry) -> Events:
        self._known(what, self._table(what, entry), {f.name for f in fields(Events)} - {"optional"})
        self._needed(what, entry, "record", "file", "id")
        self._kind(what, entry["record"])
        for key in ("stage", "at", "owner", "reason", "row_id"):
            self._maybe(what, entry, key)
        times = [key for key in ("at", "on") if entry.get(key)]
        if len(times) > 1 or bool(entry.get("dates")) == bool(entry.get("stage") and times):
            _refuse(what, "stage-or-dates")
        if "on" in entry and entry["on"] != "file" and not _is_day(entry["on"]):
            _refuse(what, "on", found=shown(entry["on"]))
        if not isinstance(entry.get("fallback", False), bool):
            _refuse(what, "fallback", found=shown(entry["fallback"]))
        texts = {key: self._texts(what, entry, key) for key in ("dates", "reasons")}
        choices = {key: self._choices(what, entry, key) for key in ("where", "where_not")}
        return Events(**{**entry, **texts, **choices})

    def supplementary(self) -> list[SupplementaryTable]:
        found = []
        for role, (needed, optional) in SUPPLEMENTARY.items():
            if role not in self.tables:
                continue
            what, entry = f"[{role}]", self._table(f"[{role}]", self.tables[role])
            keys = ("file", *needed) if role == "targets" else ("file", "record", "id", *needed)
            self._known(what, entry, {*keys, *optional})
            self._needed(what, entry, *keys)
            for key in optional:
                self._maybe(what, entry, key)
            if role != "targets":
                self._kind(what, entry["record"])
            columns = {name: entry[name] for name in (*needed, *optional) if name in entry}
            found.append(SupplementaryTable(role, entry["file"], columns, entry.get("record"), entry.get("id")))
        return found

    def _kind(self, what: str, kind: str) -> None:
        if kind not in self._optional("records"):
            _refuse(what, "no-kind", kind=kind)

    def _optional(self, key: str) -> dict:
        return self._table(f"[{key}]", self.tables.get(key, {}))

    def _table(self, what: str, entry) -> dict:
        if not isinstance(entry, dict):
            _refuse(what, "table")
        if len(entry) > MAX_NAMES:
            _refuse(what, "too-many", most=MAX_NAMES, found=len(entry))
        return entry

    def _known(self, what: str, entry: dict, known: set[str]) -> None:
        for key in entry:
            if key not in known:
                _refuse(what, "unknown", setting=key, known=", ".join(sorted(known)))

    def _name(self, what: str, name: str) -> None:
        if not is_text(name):
            _refuse(what, "name", found=shown(name))

    def _needed(self, what: str, entry: dict, *keys: str) -> None:
        for key in keys:
            if not is_text(entry.get(key)):
                _refuse(what, "needed", setting=key)

    def _maybe(self, what: str, entry: dict, key: str) -> None:
        if key in entry and not is_text(entry[key]):
            _refuse(what, "text", setting=key, found=shown(entry[key]))

    def _one_of(self, what: str, entry: dict, key: str, *allowed: str) -> None:
        if key in entry and entry[key] not in allowed:
            _refuse(what, "one-of", setting=key, allowed=", ".join(allowed), found=shown(entry[key]))

    def _list(self, what: str, entry: dict, key: str) -> list[str]:
        texts = entry.get(key, [])
        if (
            not isinstance(texts, list)
            or len(texts) > MAX_NAMES
            or not all(isinstance(text, str) and is_value(text) for text in texts)
        ):
            _refuse(what, "list", setting=key, found=shown(texts))
        return texts

    def _texts(self, what: str, entry: dict, key: str) -> dict[str, str]:
        texts = self._table(f"{what}, {key}", entry.get(key, {}))
        for name, column in texts.items():
            self._name(f"{what}, {key}", name)
            if not is_text(column):
                _refuse(what, "columns", setting=key, found=shown({name: column}))
        return texts

    def _choices(self, what: str, entry: dict, key: str) -> dict[str, list[str]]:
        chosen = {}
        for column, value in self._table(f"{what}, {key}", entry.get(key, {})).items():
            self._name(f"{what}, {key}", column)
            values = value if isinstance(value, list) else [value]
            if not all(map(is_value, values)):
                _refuse(what, "choices", setting=key, found=shown({column: value}))
            chosen[column] = [str(value) for value in values]
        return chosen


def _refuse(what: str, fault: str, **values) -> NoReturn:
    """`what`: the table of the file; `fault`: the last part of a key in settings.*.toml."""
    raise UnusableInput(key=f"settings.{fault}", at=f"mapping.toml, {what}" if what else "mapping.toml", **values)


def _separates(said) -> bool:
    return isinstance(said, str) and (said in TABS or (len(said) == 1 and not NO_DELIMITER.match(said)))


def _is_day(said: object) -> bool:
    try:
        return isinstance(said, str) and bool(dt.date.fromisoformat(said))
    except ValueError:
        return False
