"""Which label is which stage, and the stages themselves: a stage model as the tables of model.toml, and how it is changed.

Every function gives new tables and leaves those it was given as they are.
"""

import copy
import re
import tomllib
import unicodedata

from revflow.model.closed_days import is_span
from revflow.model.read import BUILTIN, model_from
from revflow.model.types import fold
from revflow.recognise.label_words import EXITS, NUMBERED, meaning_of
from revflow.setup.columns import free_name
from revflow.setup.draft import entries

LANGUAGES = ("ja", "en")


def builtin() -> dict:
    """The stage model that serves where a company has none."""
    return tomllib.loads(BUILTIN.read_text(encoding="utf-8"))


def places(model: dict) -> dict[str, dict]:
    """Stages in order, then exits: id -> its table."""
    return {stage["id"]: stage for stage in model.get("stages", [])} | model.get("exits", {})


def is_exit(model: dict, place: str) -> bool:
    return place in model.get("exits", {})


def name_of(tables: dict, key: str, language: str) -> str:
    """What a stage, exit, department or attribute is called; one name serves for the other, and the id for both."""
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    return str(tables.get(language) or tables.get(other) or key)


def place_of(model: dict, label: str) -> str | None:
    """The stage or exit that a label of an export means, by the rule of the load."""
    return known_labels(model).get(fold(label))


def with_label(model: dict, label: str, place: str) -> dict:
    """The model in which `label` means `place` and nothing else."""
    model = copy.deepcopy(model)
    for entry in places(model).values():
        labels = [known for known in entry.get("labels", []) if fold(known) != fold(label)]
        if labels or "labels" in entry:
            entry["labels"] = labels
    if place_of(model, label) != place:
        other = next((key for key in places(model) if fold(key) == fold(label) and key != place), None)
        if other:  # an id always means its own stage
            raise KeyError(other)
        places(model)[place].setdefault("labels", []).append(label)
    return model


def decided(model: dict, labels: list[str]) -> list[tuple[str, str]]:
    """(label, place) of the labels that end a journey (exits, the goal, the end of the line) under another name.

    Nobody said so: it was told from the words, and it decides what counts as lost or won.
    """
    known = known_labels(model)
    ends = {*model.get("exits", {}), model.get("goal")}
    ends |= {stage["id"] for stage in model.get("stages", []) if stage.get("terminal")}
    found = [(label, known[fold(label)]) for label in labels if fold(label) in known]
    return [(label, place) for label, place in found if place in ends and not _is_called(model, place, label)]


def _is_called(model: dict, place: str, label: str) -> bool:
    """Whether a label is the name of its place, but for a number before it."""
    entry = places(model)[place]
    plain = fold(NUMBERED.sub("", label)) or fold(label)
    return plain in {fold(NUMBERED.sub("", str(entry.get(language) or place))) for language in LANGUAGES}


def id_for(model: dict, name: str) -> str:
    """An id for a new stage, exit or department: plain letters where the name has some, else a number."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    plain = plain if re.match(r"[a-z]", plain) else "stage"
    taken = {fold(key) for key in (*places(model), *model.get("departments", {}), "entry", "supply")}
    taken |= {fold(label) for entry in places(model).values() for label in entry.get("labels", [])}
    return free_name(plain[:40], taken)


def with_stage(model: dict, name: str, department: str | None = None) -> tuple[dict, str]:
    """The model with one more stage before its terminal one, and the id of the stage."""
    model = copy.deepcopy(model)
    if not model.get("departments"):
        model["departments"] = {"sales": {"ja": "営業", "en": "Sales"}}
    stages = model.setdefault("stages", [])
    key = id_for(model, name)
    last = [stage for stage in stages if not stage.get("terminal")]
    department = department or (last[-1]["department"] if last else next(iter(model["departments"])))
    new: dict = {"id": key, "ja": name, "en": name, "department": department, "labels": []}
    stages.insert(len(last), new)
    if not model.get("goal"):
        model["goal"] = key
    return model, key


def with_exit(model: dict, name: str, kind: str = "lost") -> tuple[dict, str]:
    """The model with one more exit, and its id."""
    model = copy.deepcopy(model)
    key = id_for(model, name)
    model.setdefault("exits", {})[key] = {"ja": name, "en": name, "kind": kind, "labels": []}
    return model, key


def exit_kind(name: str) -> str | None:
    """The kind of exit that a label sounds like, None where it sounds like a stage."""
    meaning = meaning_of(name)
    return meaning if meaning in EXITS else None


def without(model: dict, place: str) -> dict:
    """The model without a stage or exit; what rested on it rests on its neighbour. The last stage stays."""
    model = copy.deepcopy(model)
    if is_exit(model, place):
        del model["exits"][place]
        return model
    order = [stage["id"] for stage in model["stages"]]
    if len(order) == 1:
        return model
    where = order.index(place)
    neighbour = order[where - 1] if where else order[1]
    model["stages"] = [stage for stage in model["stages"] if stage["id"] != place]
    if model.get("goal") == place:
        model["goal"] = neighbour
    for entry in model.get("attributes", {}).values():
        if entry.get("decided_at") == place:
            entry["decided_at"] = neighbour if where else "entry"
    return model


def moved(model: dict, place: str, step: int) -> dict:
    """The model with a stage one place earlier (-1) or later (1); the end of the main line stays the end."""
    model = copy.deepcopy(model)
    stages = model["stages"]
    has_end = any(stage.pop("terminal", False) for stage in stages)
    where = next(n for n, stage in enumerate(stages) if stage["id"] == place)
    to = min(max(where + step, 0), len(stages) - 1)
    stages.insert(to, stages.pop(where))
    if has_end:
        stages[-1]["terminal"] = True
    return model


def ended(model: dict, is_end: bool) -> dict:
    """The model whose last stage is, or is not, the end of the main line, where nobody waits."""
    model = copy.deepcopy(model)
    for stage in model["stages"]:
        stage.pop("terminal", None)
    if is_end:
        model["stages"][-1]["terminal"] = True
    return model


def changed(model: dict, place: str, **settings) -> dict:
    """The model with settings of a stage or exit changed; None takes one out."""
    model = copy.deepcopy(model)
    _change(places(model)[place], settings)
    return model


def with_department(model: dict, name: str) -> tuple[dict, str]:
    """The model with one more department, and its id."""
    model = copy.deepcopy(model)
    key = id_for(model, name)
    model.setdefault("departments", {})[key] = {"ja": name, "en": name}
    return model, key


def department_changed(model: dict, department: str, **settings) -> dict:
    model = copy.deepcopy(model)
    _change(model["departments"][department], settings)
    return model


def departments_in_use(model: dict) -> set[str]:
    """Departments that a stage or an attribute names."""
    attributes = model.get("attributes", {}).values()
    return {entry["department"] for entry in (*model.get("stages", []), *attributes)}


def without_department(model: dict, department: str) -> dict:
    model = copy.deepcopy(model)
    model["departments"].pop(department, None)
    return model


def with_closed_days(model: dict, spans: list[str]) -> dict:
    """The model with the company's own closed days; what says no days is left out."""
    model = copy.deepcopy(model)
    _change(model, {"closed_days": [span.strip() for span in spans if is_span(span)] or None})
    return model


def with_attribute(model: dict, attribute: str, **settings) -> dict:
    """The model with an attribute listed, or changed: ja, en, department, decided_at."""
    model = copy.deepcopy(model)
    entry = model.setdefault("attributes", {}).setdefault(attribute, {})
    _change(entry, settings)
    entry.setdefault("department", model["stages"][0]["department"])
    entry.setdefault("decided_at", "entry")
    return model


def without_attribute(model: dict, attribute: str) -> dict:
    """The model in which an attribute is only filtered by, never held responsible."""
    model = copy.deepcopy(model)
    model.get("attributes", {}).pop(attribute, None)
    return model


def id_changed(model: dict, mapping: dict, old: str, new: str) -> tuple[dict, dict]:
    """Model and mapping with another id for a stage or exit."""
    model, mapping = copy.deepcopy(model), copy.deepcopy(mapping)
    for stage in model.get("stages", []):
        if stage["id"] == old:
            stage.update({language: name_of(stage, old, language) for language in LANGUAGES}, id=new)
    exits = model.get("exits", {})
    if old in exits:
        exits[old] = {**{language: name_of(exits[old], old, language) for language in LANGUAGES}, **exits[old]}
        exits[old].setdefault("kind", old)
        model["exits"] = {new if key == old else key: entry for key, entry in exits.items()}
    if model.get("goal") == old:
        model["goal"] = new
    for entry in model.get("attributes", {}).values():
        if entry.get("decided_at") == old:
            entry["decided_at"] = new
    for entry in entries(mapping):
        for several in ("dates", "reasons"):
            if old in entry.get(several, {}):
                entry[several] = {new if key == old else key: column for key, column in entry[several].items()}
    return model, mapping


def assigned(model: dict, mapping: dict, label: str, place: str) -> tuple[dict, dict]:
    """Model and mapping in which `label` means `place`, even where it is the id of another stage."""
    try:
        return with_label(model, label, place), mapping
    except KeyError as taken:
        other = taken.args[0]
        model, mapping = id_changed(
            model, mapping, other, free_name(f"{other}_2", {fold(key) for key in places(model)})
        )
        return with_label(model, label, place), mapping


def _change(entry: dict, settings: dict) -> None:
    for key, value in settings.items():
        if value is None or value == "":
            entry.pop(key, None)
        else:
            entry[key] = value


def known_labels(model: dict) -> dict[str, str]:
    """Every label that the model knows (folded) -> stage or exit, by the rule of the load."""
    read = model_from(model)
    ids = {number: place.id for number, place in read.places()}
    return {label: ids[number] for label, number in read.labels().items()}
