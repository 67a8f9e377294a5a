"""What has been said of the waiting files so far, kept on the disk: a closed browser loses nothing.

A mapping and a stage model here are the tables of mapping.toml and model.toml (docs/mapping.md, docs/model.md).
"""

import copy
import json
from dataclasses import asdict, dataclass, field

from revflow.common import atomic_files
from revflow.intake.parts import SUPPLEMENTARY
from revflow.setup.staging import Staging

BESIDE = tuple(SUPPLEMENTARY)  # tables of a mapping that stand beside records and events


@dataclass
class Draft:
    """`uploads`: stored name -> what is known of it: name (as uploaded), size, pattern, next (it continues one that is
    there already), day. `model` None: the company's own or the built-in one serves. `touched`: columns
    were put right by hand; `own_stages`: stages were. `settings`: only settings are to change, no file was dropped. `pipeline`: the one of several that is read. `renamed`: earlier file -> its name from now on. `replaced`: files whose earlier version goes. `revision`: counts what was written.
    """

    mapping: dict = field(default_factory=dict)
    model: dict | None = None
    uploads: dict[str, dict] = field(default_factory=dict)
    touched: bool = False
    own_stages: bool = False
    settings: bool = False
    pipeline: str | None = None
    canonical: bool = False
    renamed: dict[str, str] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)
    revision: int = 0

    def save(self, room: Staging) -> None:
        """Writes the draft whole or not at all, as the next revision."""
        self.revision += 1
        room.root.mkdir(parents=True, exist_ok=True)
        atomic_files.write(room.draft, json.dumps(asdict(self), ensure_ascii=False, indent=1))

    def shown_name(self, stored: str) -> str:
        """What its owner calls a file."""
        return self.uploads.get(stored, {}).get("name", stored)


def of(room: Staging) -> Draft:
    """The room's draft; an empty one where there is none or it can't be read."""
    try:
        return Draft(**json.loads(room.draft.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Draft()


def files_renamed(mapping: dict, names: dict[str, str]) -> dict:
    """The mapping with other names for its files."""
    mapping = copy.deepcopy(mapping)
    for entry in entries(mapping):
        entry["file"] = names.get(entry.get("file", ""), entry.get("file"))
    if "files" in mapping:
        mapping["files"] = {names.get(file, file): options for file, options in mapping["files"].items()}
    return mapping


def entries(mapping: dict) -> list[dict]:
    """Every table of a mapping that reads a file."""
    extras = [mapping[role] for role in BESIDE if role in mapping]
    return [*mapping.get("records", {}).values(), *mapping.get("events", []), *extras]


def files_of(mapping: dict) -> list[str]:
    """The files (or patterns) that a mapping reads, each once, in its order."""
    return list(dict.fromkeys(entry["file"] for entry in entries(mapping) if entry.get("file")))


def without_file(mapping: dict, file: str) -> dict:
    """The mapping as if the file were not there: what rests on its records goes too."""
    mapping = copy.deepcopy(mapping)
    gone = {kind for kind, entry in mapping.get("records", {}).items() if entry.get("file") == file}
    records = {kind: entry for kind, entry in mapping.get("records", {}).items() if kind not in gone}
    for entry in records.values():
        for links in ("belongs_to", "becomes"):
            kept = {kind: column for kind, column in entry.get(links, {}).items() if kind not in gone}
            entry.pop(links, None)
            if kept:
                entry[links] = kept
    events = [e for e in mapping.get("events", []) if e.get("file") != file and e.get("record") not in gone]
    mapping = {**mapping, "records": records, "events": events}
    for role in BESIDE:
        entry = mapping.get(role)
        if entry and (entry.get("file") == file or entry.get("record") in gone):
            del mapping[role]
    options = {name: entry for name, entry in mapping.get("files", {}).items() if name in files_of(mapping)}
    return {key: value for key, value in {**mapping, "files": options}.items() if value}


def adopted(mapping: dict, proposed: dict, file: str) -> dict:
    """The mapping with what `proposed` says of one more file; what stands in it already stays."""
    mapping = copy.deepcopy(without_file(mapping, file))
    records = mapping.setdefault("records", {})
    for kind, entry in proposed.get("records", {}).items():
        if entry.get("file") == file and kind not in records:
            records[kind] = copy.deepcopy(entry)
    for kind, entry in records.items():  # a link to a kind that came only now
        links = proposed.get("records", {}).get(kind, {}).get("belongs_to", {})
        if proposed.get("records", {}).get(kind, {}).get("file") == entry.get("file"):
            entry["belongs_to"] = {k: c for k, c in {**links, **entry.get("belongs_to", {})}.items() if k in records}
            if not entry["belongs_to"]:
                del entry["belongs_to"]
    mapping.setdefault("events", []).extend(
        copy.deepcopy(e) for e in proposed.get("events", []) if e.get("file") == file and e.get("record") in records
    )
    for role in BESIDE:
        entry = proposed.get(role)
        stands = role == "targets" or (entry or {}).get("record") in records
        if entry and entry.get("file") == file and role not in mapping and stands:
            mapping[role] = copy.deepcopy(entry)
    if file in proposed.get("files", {}):
        mapping.setdefault("files", {})[file] = copy.deepcopy(proposed["files"][file])
    ordered = [kind for kind in proposed.get("records", {}) if kind in records]
    mapping["records"] = {kind: records[kind] for kind in [*ordered, *(k for k in records if k not in ordered)]}
    return {key: value for key, value in mapping.items() if value}
