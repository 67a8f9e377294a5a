"""The process as facts: what stands in each stage and flows through it, and which of it a verdict points at."""

from dataclasses import dataclass

AGE_BANDS = (
    "0_unknown",
    "1_usual",
    "2_slow",
    "3_late",
    "4_stuck",
)  # how long it has stood, against the stage's own past


@dataclass(frozen=True)
class Station:
    """A stage as the picture needs it; flows are averages a week, `ages` are journeys by age band."""

    stage_id: str
    name: str
    department: str = ""
    terminal: bool = False
    goal: bool = False
    standing: float | None = 0  # None: can't be known from this data
    ages: tuple[float, ...] = (0, 0, 0, 0, 0)
    reached: float | None = None  # terminal stages: journeys that arrived there
    entered_new: float = 0
    entered_back: float = 0
    advanced: float = 0
    returned: float = 0
    exits: tuple[tuple[str, float], ...] = ()  # name of the exit, journeys a week

    @property
    def left(self) -> float:
        return sum(number for _, number in self.exits)


@dataclass(frozen=True)
class Marks:
    """What has colour: the bottleneck's stage, and the stretch that feeds it (from one stage to another).

    The bottleneck may be SUPPLY: the way into the first stage. `rival` is a stage that can't be told apart from it;
    `tag` is the word on both, `feeder_label` says what is fed and how much of the shortfall it is.
    """

    bottleneck: str | None = None
    feeder: tuple[str, str] | None = None
    feeder_label: str = ""
    rival: str | None = None
    tag: str = ""

    @property
    def stages(self) -> tuple[str, ...]:
        return tuple(stage for stage in (self.bottleneck, self.rival) if stage)
