"""What is to be read from a workspace: the canonical files, or what mapping.toml says (docs/mapping.md)."""

from dataclasses import dataclass, field, fields
from pathlib import Path

from revflow.faults import UnusableInput
from revflow.intake.tables import KINDS, FileOptions
from revflow.model.read import toml_tables, toml_text

EXTRAS = {  # role -> columns that must be there, columns that may be
    "activities": (("at",), ("kind", "owner")),
    "comments": (("at",), ("department", "author", "text")),
    "targets": (("stage", "metric", "target"), ("period",)),
}


@dataclass(frozen=True)
class Records:
    """A kind of thing that has an id: lead, deal, contract. `attributes` None: every further column is one."""

    kind: str
    file: str
    id: str
    belongs_to: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] | None = field(default_factory=dict)


@dataclass(frozen=True)
class Events:
    """Where stage entries stand: a column of stages with one of times, or (`dates`) one date column a stage."""

    record: str
    file: str
    id: str
    stage: str | None = None
    at: str | None = None
    dates: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    reason: str | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    where: dict[str, list[str]] = field(default_factory=dict)
    where_not: dict[str, list[str]] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()  # of the columns above, those that may be missing


@dataclass(frozen=True)
class Extra:
    """Activities, comments or targets: canonical column -> column of the file."""

    role: str
    file: str
    columns: dict[str, str]
    record: str | None = None
    id: str | None = None
    optional: frozenset[str] = frozenset()  # canonical columns that may be missing


@dataclass(frozen=True)
class Plan:
    folder: Path
    canonical: bool
    records: tuple[Records, ...]
    events: tuple[Events, ...]
    extras: tuple[Extra, ...]
    options: dict[str, FileOptions]

    def options_of(self, file: str) -> FileOptions:
        return self.options.get(file, FileOptions())

    def files(self) -> list[str]:
        """Every file that is read, once, in the order of reading."""
        return list(dict.fromkeys(part.file for part in (*self.records, *self.events, *self.extras)))

    def inputs(self) -> list[Path]:
        """Every file that the result depends on."""
        own = [self.folder / name for name in ("model.toml", "mapping.toml") if (self.folder / name).is_file()]
        return own + [self.folder / name for name in self.files()]


def read_plan(folder: Path) -> Plan:
    """The plan of the workspace `folder`; raises UnusableInput where nothing says what to read."""
    if not folder.is_dir():
        raise UnusableInput(f"{folder}: there is no such folder. A workspace is a folder with exports in it.")
    path = folder / "mapping.toml"
    tables = toml_tables(path, toml_text(path)) if path.is_file() else {}
    reader = _MappingReader(tables)
    options = reader.options()
    extras = reader.extras()
    taken = {extra.role for extra in extras}
    extras += [extra for role in EXTRAS if role not in taken and (extra := _canonical_extra(folder, role))]
    if reader.maps_records():
        plan = Plan(folder, False, tuple(reader.records()), tuple(reader.events()), tuple(extras), options)
    else:
        plan = _canonical(folder, extras, options)
    for file in options:
        if file not in plan.files():
            raise UnusableInput(
                f'mapping.toml, [files."{file}"]: no such file is read. Read are: {", ".join(plan.files())}.'
            )
    return plan


def _canonical(folder: Path, extras: list[Extra], options: dict[str, FileOptions]) -> Plan:
    journeys, events = _canonical_file(folder, "journeys"), _canonical_file(folder, "stage_events")
    for name, found in (("journeys.csv", journeys), ("stage_events.csv", events)):
        if found is None:
            others = sorted(p.name for p in folder.iterdir() if p.name.endswith(KINDS))
            raise UnusableInput(
                f"{folder.name}: {name} is not there"
                + (f"; the folder has {', '.join(others[:8])}" if others else "; the folder has no tables")
                + ". Put it there, or say in a mapping.toml which file and column is what "
                "(docs/mapping.md)."
            )
    return Plan(
        folder,
        True,
        (Records("journey", journeys, "journey_id", attributes=None),),
        (
            Events(
                "journey",
                events,
                "journey_id",
                stage="stage",
                at="entered_at",
                owner="owner",
                reason="reason",
                optional=frozenset({"owner", "reason"}),
            ),
        ),
        tuple(extras),
        options,
    )


def _canonical_file(folder: Path, stem: str) -> str | None:
    return next((stem + kind for kind in KINDS if (folder / (stem + kind)).is_file()), None)


def _canonical_extra(folder: Path, role: str) -> Extra | None:
    file = _canonical_file(folder, role)
    if file is None:
        return None
    needed, optional = EXTRAS[role]
    columns = {name: name for name in (*needed, *optional)}
    record = {} if role == "targets" else {"record": "", "id": "journey_id"}  # '': ids are journey ids
    return Extra(role, file, columns, **record, optional=frozenset(optional))


class _MappingReader:
    """Turns mapping.toml's tables into a plan; every fault is a sentence that names the place in the file."""

    def __init__(self, tables: dict):
        self.tables = tables
        self._known("top level", tables, {"records", "events", "files", *EXTRAS})

    def maps_records(self) -> bool:
        if bool(self.tables.get("records")) != bool(self.tables.get("events")):
            raise UnusableInput("mapping.toml: [records.KIND] and [[events]] go together; one of them is missing.")
        return bool(self.tables.get("records"))

    def options(self) -> dict[str, FileOptions]:
        known = {f.name for f in fields(FileOptions)}
        options = {}
        for file, entry in self._table("[files]", self.tables.get("files", {})).items():
            self._known(f'[files."{file}"]', self._table(f'[files."{file}"]', entry), known)
            if entry.get("date_order") not in (None, "ymd", "dmy", "mdy"):
                raise UnusableInput(f'mapping.toml, [files."{file}"]: date_order must be "ymd", "dmy" or "mdy".')
            options[file] = FileOptions(**entry)
        return options

    def records(self) -> list[Records]:
        kinds = self.tables["records"]
        found = []
        for kind, entry in kinds.items():
            what = f"[records.{kind}]"
            self._known(what, self._table(what, entry), {"file", "id", "belongs_to", "attributes"})
            self._needed(what, entry, "file", "id")
            for other in self._texts(what, entry, "belongs_to"):
                if other not in kinds or other == kind:
                    raise UnusableInput(
                        f"mapping.toml, {what}: belongs_to names '{other}', which is no other kind of record."
                    )
            attributes = self._texts(what, entry, "attributes")
            if "journey_id" in attributes:
                raise UnusableInput(
                    f"mapping.toml, {what}: an attribute can't be called journey_id; the name is taken."
                )
            found.append(Records(kind, entry["file"], entry["id"], self._texts(what, entry, "belongs_to"), attributes))
        return found

    def events(self) -> list[Events]:
        if not isinstance(self.tables["events"], list):
            raise UnusableInput("mapping.toml: write [[events]] with two brackets; there can be several.")
        found = []
        for number, entry in enumerate(self.tables["events"], 1):
            what = f"[[events]] number {number}"
            self._known(what, self._table(what, entry), {f.name for f in fields(Events)} - {"optional"})
            self._needed(what, entry, "record", "file", "id")
            self._kind(what, entry["record"])
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

    def extras(self) -> list[Extra]:
        found = []
        for role, (needed, optional) in EXTRAS.items():
            if role not in self.tables:
                continue
            what, entry = f"[{role}]", self._table(f"[{role}]", self.tables[role])
            keys = ("file", *needed) if role == "targets" else ("file", "record", "id", *needed)
            self._known(what, entry, {*keys, *optional})
            self._needed(what, entry, *keys)
            if role != "targets":
                self._kind(what, entry["record"])
            columns = {name: entry[name] for name in (*needed, *optional) if name in entry}
            found.append(Extra(role, entry["file"], columns, entry.get("record"), entry.get("id")))
        return found

    def _kind(self, what: str, kind: str):
        if kind not in self.tables.get("records", {}):
            raise UnusableInput(
                f'mapping.toml, {what}: record = "{kind}" is no kind of record; [records.{kind}] is missing.'
            )

    def _table(self, what: str, entry) -> dict:
        if not isinstance(entry, dict):
            raise UnusableInput(f"mapping.toml: {what} must be a table of settings (docs/mapping.md).")
        return entry

    def _known(self, what: str, entry: dict, known: set[str]):
        for key in entry:
            if key not in known:
                raise UnusableInput(
                    f"mapping.toml, {what}: '{key}' is not a setting. Known are: {', '.join(sorted(known))}."
                )

    def _needed(self, what: str, entry: dict, *keys: str):
        for key in keys:
            if not isinstance(entry.get(key), str) or not entry[key]:
                raise UnusableInput(f'mapping.toml, {what}: {key} = "..." is missing.')

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
