"""What is to be read from a workspace: the canonical files, or what mapping.toml says (docs/mapping.md)."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from revflow.common.errors import UnusableInput
from revflow.intake.mapping import MappingReader
from revflow.intake.parts import SUPPLEMENTARY, Events, Part, Records, SupplementaryTable
from revflow.intake.patterns import files_of
from revflow.intake.tables import KINDS, FileOptions
from revflow.model.read import toml_tables, toml_text

MAX_HEADER = 1 << 16  # bytes that a header is looked for in


@dataclass(frozen=True)
class Plan:
    """What is read, and how. A `file` of its parts may be a pattern (deals_*.csv): `names` says which files it means."""

    folder: Path
    canonical: bool
    records: tuple[Records, ...]
    events: tuple[Events, ...]
    supplementary: tuple[SupplementaryTable, ...]
    options: dict[str, FileOptions]  # by what the mapping calls a file
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)
    currency: str | None = None  # the one that is counted
    allow: frozenset[str] = frozenset()  # columns that look private and are wanted
    pseudonyms: frozenset[str] = frozenset()  # attributes whose values are replaced

    def options_of(self, file: str) -> FileOptions:
        return self.options.get(file, FileOptions())

    def files(self) -> list[str]:
        """Every file or pattern that is read, once, in the order of reading."""
        parts: list[Part] = [*self.records, *self.events, *self.supplementary]
        return list(dict.fromkeys(part.file for part in parts))

    def names(self, file: str) -> tuple[str, ...]:
        """The files, relative to the folder, that a file of the plan means; older exports first."""
        return self.found.get(file, (file,))

    def inputs(self) -> list[Path]:
        """Every file that the result depends on."""
        own = [self.folder / name for name in ("model.toml", "mapping.toml") if (self.folder / name).is_file()]
        return own + [self.folder / name for file in self.files() for name in self.names(file)]


def read_plan(folder: Path) -> Plan:
    """The plan of the workspace `folder`; raises UnusableInput where nothing says what to read."""
    if not folder.is_dir():
        raise UnusableInput(key="fault.no-workspace", folder=str(folder))
    path = folder / "mapping.toml"
    return plan_of(folder, toml_tables(path, toml_text(path)) if path.is_file() else {})


def plan_of(folder: Path, mapping: dict) -> Plan:
    """The plan for `folder` by a mapping that is in memory, written as mapping.toml would hold it; {}: canonical files.

    Raises UnusableInput where the mapping or a file's name is at fault.
    """
    reader = MappingReader(mapping)
    options = reader.options()
    supplementary = reader.supplementary()
    taken = {part.role for part in supplementary}
    supplementary += [
        part for role in SUPPLEMENTARY if role not in taken and (part := _canonical_supplementary(folder, role))
    ]
    if reader.maps_records():
        plan = Plan(folder, False, tuple(reader.records()), tuple(reader.events()), tuple(supplementary), options)
    else:
        plan = _canonical(folder, supplementary, options)
    for file in options:
        if file not in plan.files():
            raise UnusableInput(key="settings.not-read", file=file, files=", ".join(plan.files()))
    return replace(
        plan,
        found=files_of(folder, plan.files()),
        currency=reader.currency(),
        allow=frozenset(reader.private("allow")),
        pseudonyms=frozenset(reader.private("pseudonyms")),
    )


def _canonical(folder: Path, supplementary: list[SupplementaryTable], options: dict[str, FileOptions]) -> Plan:
    journeys, events = _canonical_file(folder, "journeys"), _canonical_file(folder, "stage_events")
    for name, found in (("journeys.csv", journeys), ("stage_events.csv", events)):
        if found is None:
            others = sorted(p.name for p in folder.iterdir() if p.name.endswith(KINDS))
            raise UnusableInput(
                key="fault.canonical-missing" if others else "fault.canonical-no-tables",
                folder=folder.name,
                name=name,
                others=", ".join(others[:8]),
            )
    assert journeys and events
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
        tuple(supplementary),
        options,
    )


def is_canonical(path: Path, role: str) -> bool:
    """Whether a file of a canonical name holds what the name says: another system may call its own file activities.csv."""
    if not path.name.endswith((".csv", ".tsv")):
        return True
    key = "stage" if role == "targets" else "journey_id"
    with path.open("rb") as file:
        return key.encode() in file.readline(MAX_HEADER)


def _canonical_file(folder: Path, stem: str) -> str | None:
    return next((stem + kind for kind in KINDS if (folder / (stem + kind)).is_file()), None)


def _canonical_supplementary(folder: Path, role: str) -> SupplementaryTable | None:
    file = _canonical_file(folder, role)
    needed, optional = SUPPLEMENTARY[role]
    if file is None or not is_canonical(folder / file, role):
        return None
    columns = {name: name for name in (*needed, *optional)}
    record = {} if role == "targets" else {"record": "", "id": "journey_id"}  # '': ids are journey ids
    return SupplementaryTable(role, file, columns, **record, optional=frozenset(optional))
