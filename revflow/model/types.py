"""The parts of a stage model."""

import unicodedata
from dataclasses import dataclass

EXIT_KINDS = ("recycle", "disqualified", "lost", "churned")
CALENDARS = ("jp", "weekdays", "all")
SAME_DAY_RULES = ("clock", "stage_order", "auto")
FIRST_EXIT_POSITION = 101  # exits are numbered from here, so that on one day they come after every stage


@dataclass(frozen=True)
class Department:
    id: str
    ja: str
    en: str


@dataclass(frozen=True)
class Stage:
    """A stage of the main line; `sla_days` are working days."""

    id: str
    ja: str
    en: str
    department: str
    labels: tuple[str, ...] = ()
    sla_days: float | None = None
    terminal: bool = False


@dataclass(frozen=True)
class Exit:
    """A way off the main line; `kind` is one of EXIT_KINDS.

    `recyclable`: who left by it lies in the recycle pool and may come back. `followup_days` are days after which one of them
    that nobody has touched counts as forgotten.
    """

    id: str
    ja: str
    en: str
    kind: str
    labels: tuple[str, ...] = ()
    recyclable: bool = False
    followup_days: float | None = None


@dataclass(frozen=True)
class Attribute:
    """Something known of a journey; it may explain only stages after `decided_at` ('entry' or a stage id)."""

    id: str
    ja: str
    en: str
    department: str
    decided_at: str


@dataclass(frozen=True)
class Model:
    goal: str
    timezone: str
    calendar: str
    same_day: str
    departments: tuple[Department, ...]
    stages: tuple[Stage, ...]
    exits: tuple[Exit, ...]
    attributes: tuple[Attribute, ...]
    source: str  # 'own' (the workspace's model.toml) or 'built-in'
    closed_days: tuple[str, ...] = ()  # as revflow/model/closed_days.py reads them

    def position_of(self, place: str) -> int:
        """1 for the first stage; exits from FIRST_EXIT_POSITION; 0 for 'entry'."""
        return {"entry": 0, **{p.id: n for n, p in self.places()}}[place]

    def places(self) -> list[tuple[int, Stage | Exit]]:
        """Every stage and exit with its position."""
        return [*enumerate(self.stages, 1), *enumerate(self.exits, FIRST_EXIT_POSITION)]

    def labels(self) -> dict[str, int]:
        """How a stage or exit may be written (folded) -> its position: ids and labels, and names that no other one claims."""
        known = {fold(text): n for n, place in self.places() for text in (place.id, *place.labels)}
        names = [(fold(text), n) for n, place in self.places() for text in {place.ja, place.en}]
        shared = {name for name, n in names if any(name == other and n != m for other, m in names)}
        return {**{name: n for name, n in names if name not in shared}, **known}


def fold(label: str) -> str:
    """A label as it is compared: outer white space, letter case and full or half width don't matter."""
    return unicodedata.normalize("NFKC", label).strip().lower()
