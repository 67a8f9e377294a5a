"""Reads model.toml and refuses, in a sentence, what can't be a stage model."""

import math
import tomllib
from pathlib import Path
from typing import NoReturn

from revflow.common.errors import UnusableInput
from revflow.common.outside import refuse_outside
from revflow.common.resources import package_file
from revflow.common.settings import is_text, is_zone, shown
from revflow.model.closed_days import is_span
from revflow.model.types import CALENDARS, EXIT_KINDS, SAME_DAY_RULES, Attribute, Department, Exit, Model, Stage, fold
from revflow.texts import say

BUILTIN = package_file("model/builtin.toml")
TOP_KEYS = {"goal", "timezone", "calendar", "closed_days", "same_day", "departments", "stages", "exits", "attributes"}
RESERVED_ATTRIBUTES = {"journey_id"}
RESERVED_PLACES = {"entry", "supply"}  # where an attribute is decided, and what a verdict may name, beside stages
MAX_STAGES, MAX_NAMES = 99, 150  # positions from 101 on are exits'; of exits, departments, attributes, labels of one
LONGEST_SLA = 10_000  # working days
MAX_BYTES = 1 << 20  # of a file of settings


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
    teller.only_known("", tables, TOP_KEYS)
    model = Model(
        goal=teller.text("", tables, "goal"),
        timezone=_timezone(teller, tables.get("timezone", "Asia/Tokyo")),
        calendar=teller.one_of("", "calendar", tables.get("calendar", "jp"), CALENDARS),
        closed_days=_closed_days(teller, tables.get("closed_days", [])),
        same_day=teller.one_of("", "same_day", tables.get("same_day", "auto"), SAME_DAY_RULES),
        departments=tuple(_department(teller, key, entry) for key, entry in teller.group(tables, "departments")),
        stages=tuple(_stage(teller, entry, n) for n, entry in enumerate(_stages(teller, tables), 1)),
        exits=tuple(_exit(teller, key, entry) for key, entry in teller.group(tables, "exits")),
        attributes=tuple(_attribute(teller, key, entry) for key, entry in teller.group(tables, "attributes")),
        source=source,
    )
    _check(teller, model)
    return model


def _closed_days(teller: "_Teller", spans: object) -> tuple[str, ...]:
    if not isinstance(spans, list) or len(spans) > MAX_NAMES:
        teller.refuse("closed-days", "closed_days", found=shown(spans))
    for span in spans:
        if not isinstance(span, str) or not is_span(span):
            teller.refuse("closed-days", "closed_days", found=shown(span))
    return tuple(span.strip() for span in spans)


def toml_text(path: Path) -> str:
    """The text of a file of settings; raises UnusableInput, also where it is a link that leads out of its folder."""
    refuse_outside(path.parent, path.name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnusableInput(key="settings.too-large", file=path.name, most=MAX_BYTES >> 20)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UnusableInput(key="settings.not-utf8", file=path.name, byte=fault.start) from fault
    except OSError as fault:
        raise UnusableInput(key="settings.unreadable", file=path.name, fault=fault.strerror or str(fault)) from fault


def toml_tables(path: Path, text: str) -> dict:
    """What a file of settings says, as tables; raises UnusableInput."""
    try:
        return tomllib.loads(text)
    except RecursionError as fault:
        raise UnusableInput(key="settings.toml", file=path.name, fault="too deeply nested") from fault
    except ValueError as fault:  # also of numbers too long to be any
        raise UnusableInput(key="settings.toml", file=path.name, fault=str(fault)[:200]) from fault


class _Teller:
    """Says what is wrong with a file, with the line where it stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.splitlines()

    def refuse(self, fault: str, clue: str = "", last: bool = False, **values) -> NoReturn:
        """`fault`: the last part of a key in settings.*.toml; `clue`: what stands on the line that is meant."""
        hits = [n for n, line in enumerate(self.lines, 1) if clue and clue in line.split("#")[0]]

        def at(language: str) -> str:
            if not hits:
                return self.path.name
            return say(language, "settings.at-line", file=self.path.name, line=hits[-1 if last else 0])

        raise UnusableInput(key=f"settings.{fault}", at=at, **values)

    def only_known(self, what: str, entry: dict, known: set[str]) -> None:
        for key in entry:
            if key not in known:
                self.refuse(
                    "model-unknown", key, what=what or "model.toml", setting=key, known=", ".join(sorted(known))
                )

    def table(self, what: str, entry) -> dict:
        if not isinstance(entry, dict):
            self.refuse("model-table", what.strip("'"), what=what, found=shown(entry))
        return entry

    def group(self, tables: dict, key: str) -> list[tuple[str, object]]:
        """The entries of a table of tables; their names are checked."""
        entries = self.table(key, tables.get(key, {}))
        if len(entries) > MAX_NAMES:
            self.refuse("too-many", f"[{key}]", most=MAX_NAMES, found=len(entries))
        for name in entries:
            if not is_text(name, 100):
                self.refuse("model-name", name, what=key, found=shown(name))
        return list(entries.items())

    def text(self, what: str, entry: dict, key: str, clue: str = "", last: bool = False) -> str:
        """A text that must be there."""
        if not is_text(entry.get(key)):
            self.refuse("model-needed", clue or key, last, what=what or "model.toml", setting=key)
        return entry[key]

    def one_of(self, what: str, key: str, found, allowed: tuple[str, ...], clue: str = "") -> str:
        if found not in allowed:
            self.refuse(
                "model-one-of",
                clue or key,
                what=what or "model.toml",
                setting=key,
                allowed=", ".join(allowed),
                found=shown(found),
            )
        return found


def _stages(teller: _Teller, tables: dict) -> list:
    stages = tables.get("stages", [])
    if not isinstance(stages, list) or not stages:
        teller.refuse("no-stages")
    if len(stages) > MAX_STAGES:
        teller.refuse("too-many", "[[stages]]", most=MAX_STAGES, found=len(stages))
    return stages


def _department(teller: _Teller, key: str, entry) -> Department:
    entry = teller.table(key, entry)
    teller.only_known(key, entry, {"ja", "en"})
    return Department(key, *_names(teller, key, entry))


def _stage(teller: _Teller, entry, number: int) -> Stage:
    entry = teller.table(f"[[stages]] {number}", entry)
    what = str(entry.get("id", number))
    teller.only_known(what, entry, {"id", "ja", "en", "department", "labels", "sla_days", "terminal"})
    for needed in ("id", "department"):
        teller.text(what, entry, needed, "[[stages]]", last=True)
    sla = _days(teller, what, entry, "sla_days", "working-days")
    if not isinstance(entry.get("terminal", False), bool):
        teller.refuse("truth", "terminal", what=what, setting="terminal", found=shown(entry["terminal"]))
    names, labels = _names(teller, entry["id"], entry), _labels(teller, what, entry)
    return Stage(entry["id"], *names, entry["department"], labels, sla, entry.get("terminal", False))


def _is_days(sla) -> bool:
    return not isinstance(sla, bool) and isinstance(sla, int | float) and math.isfinite(sla) and 0 < sla <= LONGEST_SLA


def _exit(teller: _Teller, key: str, entry) -> Exit:
    entry = teller.table(key, entry)
    teller.only_known(key, entry, {"ja", "en", "kind", "labels", "recyclable", "followup_days"})
    kind = teller.one_of(key, "kind", entry.get("kind", key), EXIT_KINDS, key)
    recyclable = _recyclable(teller, key, entry, kind)
    days = _days(teller, key, entry, "followup_days", "days")
    return Exit(key, *_names(teller, key, entry), kind, _labels(teller, key, entry), recyclable, days)


def _recyclable(teller: _Teller, what: str, entry: dict, kind: str) -> bool:
    """Recycle exits lead into the pool, lost ones where the model says so, others never."""
    found = entry.get("recyclable", kind == "recycle")
    if not isinstance(found, bool):
        teller.refuse("truth", "recyclable", what=what, setting="recyclable", found=shown(found))
    if kind not in ("recycle", "lost") and found:
        teller.refuse("not-recyclable", "recyclable", what=what, kind=kind)
    if kind == "recycle" and not found:
        teller.refuse("always-recyclable", "recyclable", what=what)
    return found


def _days(teller: _Teller, what: str, entry: dict, key: str, of: str) -> float | None:
    """A number of days above 0, or none; `of`: days or working-days."""
    days = entry.get(key)
    if days is not None and not _is_days(days):
        teller.refuse(
            "some-days",
            key,
            what=what,
            setting=key,
            of=lambda language: say(language, f"settings.{of}"),
            found=shown(days),
        )
    return days


def _attribute(teller: _Teller, key: str, entry) -> Attribute:
    entry = teller.table(key, entry)
    teller.only_known(key, entry, {"ja", "en", "department", "decided_at"})
    for needed in ("department", "decided_at"):
        teller.text(key, entry, needed, key)
    if key.lower() in RESERVED_ATTRIBUTES:
        teller.refuse("name-taken", key, name=key)
    return Attribute(key, *_names(teller, key, entry), entry["department"], entry["decided_at"])


def _names(teller: _Teller, key: str, entry: dict) -> tuple[str, str]:
    """Japanese and English name; one serves for the other, and the id for both."""
    for language in ("ja", "en"):
        if entry.get(language, "") != "" and not is_text(entry[language]):
            teller.refuse("model-text", key, what=key, setting=language, found=shown(entry[language]))
    ja, en = entry.get("ja"), entry.get("en")
    return ja or en or key, en or ja or key


def _labels(teller: _Teller, what: str, entry: dict) -> tuple[str, ...]:
    labels = entry.get("labels", [])
    if not isinstance(labels, list) or len(labels) > MAX_NAMES or not all(is_text(label) for label in labels):
        teller.refuse("labels", "labels", what=what, found=shown(labels))
    return tuple(labels)


def _timezone(teller: _Teller, name) -> str:
    if not is_zone(name):
        teller.refuse("timezone", "timezone", found=shown(name))
    return name


def _check(teller: _Teller, model: Model) -> None:
    _check_ids(teller, model)
    _check_labels(teller, model)
    departments = {department.id for department in model.departments}
    for stage in model.stages:
        if stage.department not in departments:
            teller.refuse("no-department", f'"{stage.department}"', what=stage.id, department=stage.department)
    for attribute in model.attributes:
        if attribute.department not in departments:
            teller.refuse("no-department", attribute.id, what=attribute.id, department=attribute.department)
        if attribute.decided_at not in {"entry", *(stage.id for stage in model.stages)}:
            teller.refuse("decided-at", attribute.id, what=attribute.id, found=attribute.decided_at)
    if model.goal not in {stage.id for stage in model.stages}:
        teller.refuse("goal", "goal", found=model.goal)
    for stage in model.stages[:-1]:
        if stage.terminal:
            teller.refuse("terminal-last", "terminal", what=stage.id)


def _check_ids(teller: _Teller, model: Model) -> None:
    seen = set()
    for _, place in model.places():
        clue = f'"{place.id}"' if isinstance(place, Stage) else place.id
        if place.id in seen:
            teller.refuse("twice", clue, last=True, name=place.id)
        if place.id in RESERVED_PLACES:
            teller.refuse("place-taken", clue, name=place.id)
        seen.add(place.id)


def _check_labels(teller: _Teller, model: Model) -> None:
    owners: dict[str, str] = {}
    for _, place in model.places():
        for label in (place.id, *place.labels):
            other = owners.setdefault(fold(label), place.id)
            if other != place.id:
                teller.refuse("two-stages", label, last=True, label=label, one=other, other=place.id)
