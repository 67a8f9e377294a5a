"""mapping.toml's tables as parts of a plan; every fault is a sentence that names the place in the file."""

from dataclasses import fields

from revflow.common.errors import UnusableInput
from revflow.intake.parts import SUPPLEMENTARY, Events, Records, SupplementaryTable
from revflow.intake.tables import FileOptions


class MappingReader:
    """Turns mapping.toml's tables into a plan; every fault is a sentence that names the place in the file."""

    def __init__(self, tables: dict) -> None:
        self.tables = tables
        self._known("top level", tables, {"records", "events", "files", "money", "private", *SUPPLEMENTARY})

    def maps_records(self) -> bool:
        if bool(self.tables.get("records")) != bool(self.tables.get("events")):
            raise UnusableInput("mapping.toml: [records.KIND] and [[events]] go together; one of them is missing.")
        return bool(self.tables.get("records"))

    def options(self) -> dict[str, FileOptions]:
        return {file: self._options(file, entry) for file, entry in self._optional("files").items()}

    def _options(self, file: str, entry) -> FileOptions:
        what = f'[files."{file}"]'
        self._known(what, self._table(what, entry), {f.name for f in fields(FileOptions)})
        if entry.get("date_order") not in (None, "ymd", "dmy", "mdy"):
            raise UnusableInput(f'mapping.toml, {what}: date_order must be "ymd", "dmy" or "mdy".')
        if entry.get("ids") not in (None, "salesforce"):
            raise UnusableInput(f'mapping.toml, {what}: ids must be "salesforce", or left out.')
        if not isinstance(entry.get("whole", False), bool):
            raise UnusableInput(f"mapping.toml, {what}: whole must be true or false.")
        return FileOptions(**{**entry, "nulls": tuple(self._list(what, entry, "nulls"))})

    def currency(self) -> str | None:
        """The currency that is counted, as the mapping writes it."""
        entry = self._optional("money")
        self._known("[money]", entry, {"currency"})
        if entry:
            self._needed("[money]", entry, "currency")
        return entry.get("currency")

    def private(self, key: str) -> list[str]:
        entry = self._optional("private")
        self._known("[private]", entry, {"allow", "pseudonyms"})
        return self._list("[private]", entry, key)

    def records(self) -> list[Records]:
        kinds = self._optional("records")
        return [self._records(kinds, kind, self._table(f"[records.{kind}]", entry)) for kind, entry in kinds.items()]

    def _records(self, kinds: dict, kind: str, entry: dict) -> Records:
        what = f"[records.{kind}]"
        self._known(what, entry, {f.name for f in fields(Records)} - {"kind"})
        self._needed(what, entry, "file", "id")
        self._maybe(what, entry, "currency")
        links = {key: self._texts(what, entry, key) for key in ("belongs_to", "becomes")}
        for key, others in links.items():
            for other in others:
                if other not in kinds or other == kind:
                    raise UnusableInput(
                        f"mapping.toml, {what}: {key} names '{other}', which is no other kind of record."
                    )
        if both := links["belongs_to"].keys() & links["becomes"].keys():
            raise UnusableInput(f"mapping.toml, {what}: {min(both)} stands in belongs_to and in becomes; keep one.")
        attributes = self._texts(what, entry, "attributes")
        if "journey_id" in attributes:
            raise UnusableInput(f"mapping.toml, {what}: an attribute can't be called journey_id; the name is taken.")
        choices = {key: self._choices(what, entry, key) for key in ("where", "where_not")}
        return Records(kind, **{**entry, **links, **choices, "attributes": attributes})

    def events(self) -> list[Events]:
        if not isinstance(self.tables["events"], list):
            raise UnusableInput("mapping.toml: write [[events]] with two brackets; there can be several.")
        found = []
        for number, entry in enumerate(self.tables["events"], 1):
            what = f"[[events]] number {number}"
            self._known(what, self._table(what, entry), {f.name for f in fields(Events)} - {"optional"})
            self._needed(what, entry, "record", "file", "id")
            self._kind(what, entry["record"])
            for key in ("stage", "at", "owner", "reason", "row_id"):
                self._maybe(what, entry, key)
            if bool(entry.get("dates")) == bool(entry.get("stage") and entry.get("at")):
                raise UnusableInput(f"mapping.toml, {what}: give either stage and at, or dates, and not both.")
            found.append(
                Events(
                    **{
                        **entry,
                        "dates": self._texts(what, entry, "dates"),
                        "reasons": self._texts(what, entry, "reasons"),
                        "where": self._choices(what, entry, "where"),
                        "where_not": self._choices(what, entry, "where_not"),
                    }
                )
            )
        return found

    def supplementary(self) -> list[SupplementaryTable]:
        found = []
        for role, (needed, optional) in SUPPLEMENTARY.items():
            if role not in self.tables:
                continue
            what, entry = f"[{role}]", self._table(f"[{role}]", self.tables[role])
            keys = ("file", *needed) if role == "targets" else ("file", "record", "id", *needed)
            self._known(what, entry, {*keys, *optional})
            self._needed(what, entry, *keys)
            if role != "targets":
                self._kind(what, entry["record"])
            columns = {name: entry[name] for name in (*needed, *optional) if name in entry}
            found.append(SupplementaryTable(role, entry["file"], columns, entry.get("record"), entry.get("id")))
        return found

    def _kind(self, what: str, kind: str) -> None:
        if kind not in self.tables.get("records", {}):
            raise UnusableInput(
                f'mapping.toml, {what}: record = "{kind}" is no kind of record; [records.{kind}] is missing.'
            )

    def _optional(self, key: str) -> dict:
        return self._table(f"[{key}]", self.tables.get(key, {}))

    def _table(self, what: str, entry) -> dict:
        if not isinstance(entry, dict):
            raise UnusableInput(f"mapping.toml: {what} must be a table of settings (docs/mapping.md).")
        return entry

    def _known(self, what: str, entry: dict, known: set[str]) -> None:
        for key in entry:
            if key not in known:
                raise UnusableInput(
                    f"mapping.toml, {what}: '{key}' is not a setting. Known are: {', '.join(sorted(known))}."
                )

    def _needed(self, what: str, entry: dict, *keys: str) -> None:
        for key in keys:
            if not isinstance(entry.get(key), str) or not entry[key]:
                raise UnusableInput(f'mapping.toml, {what}: {key} = "..." is missing.')

    def _maybe(self, what: str, entry: dict, key: str) -> None:
        if not isinstance(entry.get(key, ""), str):
            raise UnusableInput(f'mapping.toml, {what}: {key} must be written "...", the name of a column.')

    def _list(self, what: str, entry: dict, key: str) -> list[str]:
        texts = entry.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise UnusableInput(f'mapping.toml, {what}: {key} must be written ["...", "..."].')
        return texts

    def _texts(self, what: str, entry: dict, key: str) -> dict[str, str]:
        texts = entry.get(key, {})
        if not isinstance(texts, dict) or not all(isinstance(value, str) for value in texts.values()):
            raise UnusableInput(f'mapping.toml, {what}: {key} must be written {{ name = "column" }}.')
        return texts

    def _choices(self, what: str, entry: dict, key: str) -> dict[str, list[str]]:
        choices = entry.get(key, {})
        if not isinstance(choices, dict):
            raise UnusableInput(f'mapping.toml, {what}: {key} must be written {{ "column" = ["value"] }}.')
        return {
            column: [str(v) for v in (value if isinstance(value, list) else [value])]
            for column, value in choices.items()
        }
