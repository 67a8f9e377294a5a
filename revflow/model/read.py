"""Reads model.toml and refuses, in a sentence, what can't be a stage model."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

from revflow.common.errors import UnusableInput
from revflow.model.types import CALENDARS, EXIT_KINDS, SAME_DAY_RULES, Attribute, Department, Exit, Model, Stage, fold

BUILTIN = Path(__file__).with_name("builtin.toml")
TOP_KEYS = {"goal", "timezone", "calendar", "same_day", "departments", "stages", "exits", "attributes"}
RESERVED_ATTRIBUTES = {"journey_id"}


def read_model(folder: Path) -> Model:
    """The model of the workspace `folder`, or the built-in one; raises UnusableInput where it can't be used."""
    own = folder / "model.toml"
    return parse_model(own, "own") if own.is_file() else parse_model(BUILTIN, "built-in")


def parse_model(path: Path, source: str) -> Model:
    text = toml_text(path)
    return _model(_Teller(path, text), toml_tables(path, text), source)


def model_from(tables: dict, source: str = "own") -> Model:
    """The model of tables that are in memory, written as model.toml would hold them; raises UnusableInput."""
    return _model(_Teller(Path("model.toml"), ""), tables, source)


def _model(teller, tables: dict, source: str) -> Model:
    teller.only_known("the model", tables, TOP_KEYS)
    model = Model(
        goal=str(tables.get("goal", "")),
        timezone=_timezone(teller, tables.get("timezone", "Asia/Tokyo")),
        calendar=_one_of(teller, "calendar", tables.get("calendar", "jp"), CALENDARS),
        same_day=_one_of(teller, "same_day", tables.get("same_day", "auto"), SAME_DAY_RULES),
        departments=tuple(_department(teller, key, entry) for key, entry in tables.get("departments", {}).items()),
        stages=tuple(_stage(teller, entry, n) for n, entry in enumerate(tables.get("stages", []), 1)),
        exits=tuple(_exit(teller, key, entry) for key, entry in tables.get("exits", {}).items()),
        attributes=tuple(_attribute(teller, key, entry) for key, entry in tables.get("attributes", {}).items()),
        source=source,
    )
    _check(teller, model)
    return model


def toml_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnusableInput(f"{path.name}: not UTF-8 at byte {fault.start}. Save the file as UTF-8.") from fault


def toml_tables(path: Path, text: str) -> dict:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise UnusableInput(f"{path.name}: {fault}. See docs/ for how the file is written.") from fault


class _Teller:
    """Says what is wrong with a file, with the line where it stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.splitlines()

    def refuse(self, sentence: str, clue: str = "", last: bool = False) -> None:
        hits = [n for n, line in enumerate(self.lines, 1) if clue and clue in line.split("#")[0]]
        where = f", line {hits[-1 if last else 0]}" if hits else ""
        raise UnusableInput(f"{self.path.name}{where}: {sentence}")

    def only_known(self, what: str, entry: dict, known: set[str]) -> None:
        for key in entry:
            if key not in known:
                self.refuse(f"{what} has no setting '{key}'. Known are: {', '.join(sorted(known))}.", key)

    def table(self, what: str, entry) -> dict:
        if not isinstance(entry, dict):
            self.refuse(f'{what} must be a table such as {{ ja = "...", en = "..." }}; found {entry!r}.')
        return entry


def _department(teller: _Teller, key: str, entry) -> Department:
    entry = teller.table(f"department '{key}'", entry)
    teller.only_known(f"department '{key}'", entry, {"ja", "en"})
    return Department(key, *_names(key, entry))


def _stage(teller: _Teller, entry, number: int) -> Stage:
    entry = teller.table(f"stage {number}", entry)
    what = f"stage '{entry.get('id', number)}'"
    teller.only_known(what, entry, {"id", "ja", "en", "department", "labels", "sla_days", "terminal"})
    for needed in ("id", "department"):
        if not isinstance(entry.get(needed), str) or not entry[needed].strip():
            teller.refuse(f'{what} needs {needed} = "...".', "[[stages]]", last=True)
    sla = _days(teller, what, entry, "sla_days", "working days")
    if not isinstance(entry.get("terminal", False), bool):
        teller.refuse(f"{what}: terminal must be true or false; found {entry['terminal']!r}.", "terminal")
    labels = _labels(teller, what, entry)
    return Stage(
        entry["id"], *_names(entry["id"], entry), entry["department"], labels, sla, entry.get("terminal", False)
    )


def _exit(teller: _Teller, key: str, entry) -> Exit:
    entry = teller.table(f"exit '{key}'", entry)
    what = f"exit '{key}'"
    teller.only_known(what, entry, {"ja", "en", "kind", "labels", "recyclable", "followup_days"})
    kind = entry.get("kind", key)
    if kind not in EXIT_KINDS:
        teller.refuse(f"{what}: kind must be one of {', '.join(EXIT_KINDS)}; found {kind!r}.", key)
    recyclable = _recyclable(teller, what, entry, kind)
    days = _days(teller, what, entry, "followup_days", "days")
    return Exit(key, *_names(key, entry), kind, _labels(teller, what, entry), recyclable, days)


def _recyclable(teller: _Teller, what: str, entry: dict, kind: str) -> bool:
    """Recycle exits lead into the pool, lost ones where the model says so, others never."""
    found = entry.get("recyclable", kind == "recycle")
    if not isinstance(found, bool):
        teller.refuse(f"{what}: recyclable must be true or false; found {found!r}.", "recyclable")
    if kind not in ("recycle", "lost") and found:
        teller.refuse(
            f"{what}: only exits of kind recycle or lost can be recyclable; this one is {kind}.", "recyclable"
        )
    if kind == "recycle" and not found:
        teller.refuse(f"{what}: an exit of kind recycle is always recyclable. Give it another kind.", "recyclable")
    return found


def _days(teller: _Teller, what: str, entry: dict, key: str, of: str) -> float | None:
    """A number of days above 0, or none."""
    days = entry.get(key)
    if days is not None and (isinstance(days, bool) or not isinstance(days, int | float) or days <= 0):
        teller.refuse(f"{what}: {key} must be a number of {of} above 0; found {days!r}.", key)
    return days


def _attribute(teller: _Teller, key: str, entry) -> Attribute:
    entry = teller.table(f"attribute '{key}'", entry)
    teller.only_known(f"attribute '{key}'", entry, {"ja", "en", "department", "decided_at"})
    for needed in ("department", "decided_at"):
        if needed not in entry:
            teller.refuse(f"attribute '{key}' needs {needed} = \"...\".", key)
    if key in RESERVED_ATTRIBUTES:
        teller.refuse(f"an attribute can't be called '{key}': the name is taken.", key)
    return Attribute(key, *_names(key, entry), entry["department"], entry["decided_at"])


def _names(key: str, entry: dict) -> tuple[str, str]:
    """Japanese and English name; one serves for the other, and the id for both."""
    ja, en = entry.get("ja"), entry.get("en")
    return str(ja or en or key), str(en or ja or key)


def _labels(teller: _Teller, what: str, entry: dict) -> tuple[str, ...]:
    labels = entry.get("labels", [])
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        teller.refuse(f"{what}: labels must be a list of texts; found {labels!r}.", "labels")
    return tuple(labels)


def _one_of(teller: _Teller, key: str, found, allowed: tuple[str, ...]) -> str:
    if found not in allowed:
        teller.refuse(f"{key} must be one of {', '.join(allowed)}; found {found!r}.", key)
    return found


def _timezone(teller: _Teller, name) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, TypeError, OSError, KeyError):
        teller.refuse(f'timezone {name!r} is not a known zone; write it as "Asia/Tokyo".', "timezone")
    return name


def _check(teller: _Teller, model: Model) -> None:
    if not model.stages:
        teller.refuse("no [[stages]] is given; a model needs at least one stage.")
    _check_ids(teller, model)
    _check_labels(teller, model)
    departments = {department.id for department in model.departments}
    for stage in model.stages:
        if stage.department not in departments:
            teller.refuse(
                f"stage '{stage.id}' belongs to department '{stage.department}', which [departments] does not list.",
                f'"{stage.department}"',
            )
    for attribute in model.attributes:
        if attribute.department not in departments:
            teller.refuse(
                f"attribute '{attribute.id}' belongs to department '{attribute.department}', which "
                "[departments] does not list.",
                attribute.id,
            )
        if attribute.decided_at not in {"entry", *(stage.id for stage in model.stages)}:
            teller.refuse(
                f"attribute '{attribute.id}': decided_at must be 'entry' or a stage's id; found "
                f"'{attribute.decided_at}'.",
                attribute.id,
            )
    if model.goal not in {stage.id for stage in model.stages}:
        teller.refuse(f"goal must be a stage's id; found '{model.goal}'.", "goal")
    for stage in model.stages[:-1]:
        if stage.terminal:
            teller.refuse(f"stage '{stage.id}' is terminal but not the last; only the last stage can be.", "terminal")


def _check_ids(teller: _Teller, model: Model) -> None:
    seen = set()
    for _, place in model.places():
        if place.id in seen:
            teller.refuse(
                f"'{place.id}' stands twice among the stages and exits. Remove one or give it another id.",
                f'"{place.id}"' if isinstance(place, Stage) else place.id,
                last=True,
            )
        seen.add(place.id)


def _check_labels(teller: _Teller, model: Model) -> None:
    owners: dict[str, str] = {}
    for _, place in model.places():
        for label in (place.id, *place.labels):
            other = owners.setdefault(fold(label), place.id)
            if other != place.id:
                teller.refuse(
                    f"the label '{label}' is given to both '{other}' and '{place.id}'. One label means one stage.",
                    label,
                    last=True,
                )
