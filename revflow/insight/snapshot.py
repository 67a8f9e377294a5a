"""What is seen: the facts behind a page's sentences, titles and picture, taken from the views' frames.

Sums and choices over rows that a view has already counted; no figure is counted anew here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from revflow.insight.process import AGE_BANDS, Station
from revflow.texts import formats

SPANS, SPAN = (4, 8, 13), 8  # weeks over which the picture averages
EXIT_COLUMNS = {"recycled": "recycle", "disqualified": "disqualified", "lost": "lost", "churned": "churned"}


@dataclass(frozen=True)
class ProcessSnapshot:
    """What all parts of a page about stages read."""

    stages: pd.DataFrame
    weeks: pd.DataFrame
    flow: pd.DataFrame
    ages: pd.DataFrame
    hidden: dict
    goal: str
    span: int
    stations: tuple[Station, ...]
    shown_weeks: int = 0  # how far charts go back; 0: all weeks

    @property
    def names(self) -> dict[str, str]:
        """What the stages are called, in their order."""
        return {station.stage_id: station.name for station in self.stations}

    @property
    def waiting(self) -> list[str]:
        """The stages in which journeys wait: all but the terminal ones."""
        return [station.stage_id for station in self.stations if not station.terminal]

    @property
    def departments(self) -> dict[str, str]:
        """The id of each stage's department."""
        return dict(zip(self.stages["stage_id"], self.stages["department"], strict=True))

    def shows(self, what: str) -> bool:
        return what not in self.hidden

    def period(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The weeks chosen for charts."""
        return last_weeks(frame, self.shown_weeks)


def gathered(
    read: Callable, read_all: Callable, language: str, span: int = SPAN, shown_weeks: int = 0
) -> ProcessSnapshot:
    """The frames together. `read` gives a view's rows for what is selected, `read_all` whatever is."""
    flow, stages, ages = read("stage_flow"), read_all("stages"), read("stock_by_age")
    weeks = read_all("weeks")
    weeks = weeks[weeks["week_start"].isin(flow["week_start"])]
    hidden, goal = hidden_by(read_all("findings")), information(read_all("load_info")).get("goal", "")
    recent = complete_weeks(flow, weeks, span)
    shown = stations(stages, read_all("departments"), flow, recent, ages, goal, language, "stock" not in hidden)
    return ProcessSnapshot(stages, weeks, flow, ages, hidden, goal, span, shown, shown_weeks)


def information(load_info: pd.DataFrame) -> dict[str, str]:
    """What is known of the load: key -> value."""
    return dict(zip(load_info["key"], load_info["value"], strict=True))


def money_writer(info: dict[str, str], language: str) -> Callable[[object], str]:
    """How amounts are written; exports carry no currency, so only a Japanese company's amounts are called yen."""
    return partial(formats.money, language=language, yen=info.get("timezone") == "Asia/Tokyo")


def names(places: pd.DataFrame, language: str, key: str = "stage_id") -> dict[str, str]:
    """What stages, exits or departments are called."""
    return {row[key]: row[language] or row[key] for row in places.to_dict("records")}


def main_line(stages: pd.DataFrame) -> pd.DataFrame:
    """The stages in their order, without the exits."""
    return stages[stages["kind"] == "stage"].sort_values("position")


def week_days(frame: pd.DataFrame, column: str = "week_start") -> pd.Series:
    return pd.to_datetime(frame[column])


def last_weeks(frame: pd.DataFrame, count: int) -> pd.DataFrame:
    """The rows of the last weeks; 0 for all."""
    days = week_days(frame)
    mondays = days.drop_duplicates().nlargest(count) if count else days[:0]
    return frame[days >= mondays.min()] if len(mondays) else frame


def complete_weeks(flow: pd.DataFrame, weeks: pd.DataFrame, count: int) -> pd.DataFrame:
    """The flow of the last complete weeks; of what there is where none is complete."""
    whole = flow[flow["week_start"].isin(weeks.loc[weeks["is_complete"], "week_start"])]
    return last_weeks(flow if whole.empty else whole, count)


def exit_names(stages: pd.DataFrame, language: str) -> dict[str, str]:
    """What leaving in each way is called: the exits of that kind."""
    exits = stages[stages["kind"] != "stage"]
    return {
        column: " / ".join(exits.loc[exits["kind"] == kind, language].fillna("")) or kind
        for column, kind in EXIT_COLUMNS.items()
    }


def stations(
    stages: pd.DataFrame,
    departments: pd.DataFrame,
    flow: pd.DataFrame,
    recent: pd.DataFrame,
    ages: pd.DataFrame,
    goal: str,
    language: str,
    shows_stock: bool = True,
) -> tuple[Station, ...]:
    """Every stage as the picture needs it: stock as of the last week of `flow`, averages a week over `recent`."""
    called, exits = names(departments, language, "department"), exit_names(stages, language)
    average = recent.groupby("stage_id").mean(numeric_only=True)
    newest = week_days(flow).max() if len(flow) else None
    now = flow[week_days(flow) == newest].set_index("stage_id")
    aged = ages[week_days(ages) == newest].pivot_table(
        index="stage_id", columns="age_band", values="journeys", aggfunc="sum"
    )
    found = []
    for stage in main_line(stages).to_dict("records"):
        stage_id = stage["stage_id"]
        mean = average.loc[stage_id] if stage_id in average.index else pd.Series(0.0, index=average.columns)
        standing = float(now["closing"].get(stage_id, 0))
        bands = tuple(
            float(aged[b].get(stage_id, 0) or 0) if b in aged and stage_id in aged.index else 0.0 for b in AGE_BANDS
        )
        bands = tuple(0.0 if band != band else band for band in bands)
        found.append(
            Station(
                stage_id=stage_id,
                name=stage[language] or stage_id,
                department=called.get(stage["department"], stage["department"] or ""),
                terminal=bool(stage["terminal"]),
                goal=stage_id == goal,
                standing=standing if shows_stock else None,
                ages=bands,
                reached=float(flow.loc[flow["stage_id"] == stage_id, "entered"].sum()),
                entered_new=float(mean.get("entered_new", 0)),
                entered_back=float(mean.get("entered_back", 0)),
                advanced=float(mean.get("advanced", 0)),
                returned=float(mean.get("returned", 0)),
                exits=tuple((exits[column], float(mean.get(column, 0))) for column in EXIT_COLUMNS),
            )
        )
    return tuple(found)


def before_goal(found: tuple[Station, ...]) -> tuple[Station, ...]:
    """The stages on the way to the goal. Those at the goal and after it are customers: they don't stand in a queue."""
    goal = next((place for place, station in enumerate(found) if station.goal), len(found))
    waiting = tuple(station for station in found[:goal] if not station.terminal)
    return waiting or tuple(station for station in found if not station.terminal)


def fullest(found: tuple[Station, ...]) -> Station | None:
    """The stage before the goal where most stand; None where nobody does or it can't be known."""
    return max((s for s in before_goal(found) if s.standing), key=lambda station: station.standing or 0, default=None)


def under_way(found: tuple[Station, ...]) -> float:
    return sum(station.standing or 0 for station in before_goal(found))


def arrived_within(cumulative: pd.DataFrame, stage_id: str, period: pd.DataFrame) -> float:
    """Journeys that first came as far as a stage within the period, from the running counts."""
    running = of_stage(cumulative, stage_id)
    before = running[week_days(running) < week_days(period).min()]["arrived"]
    within = of_stage(period, stage_id)["arrived"]
    return float(within.max() - (before.max() if len(before) else 0)) if len(within) else 0.0


def of_stage(frame: pd.DataFrame, stage_id: str) -> pd.DataFrame:
    return frame[frame["stage_id"] == stage_id]


def stock_change(flow: pd.DataFrame, stage_id: str) -> tuple[float, float] | None:
    """Stock of a stage before the first and after the last week; None where there is but one week."""
    rows = of_stage(flow, stage_id).sort_values("week_start")
    if len(rows) < 2:
        return None
    return float(rows["opening"].iloc[0]), float(rows["closing"].iloc[-1])


def direction(before: float, after: float) -> str:
    """'more', 'fewer' or 'same': which of three sentences holds."""
    return "more" if after > before else "fewer" if after < before else "same"


def stock_weeks(ages: pd.DataFrame, weeks: pd.DataFrame, stage_id: str) -> pd.DataFrame:
    """A stage's stock by week and age band, weeks without stock included; whether the week is whole."""
    mine = of_stage(ages, stage_id).pivot_table(
        index="week_start", columns="age_band", values="journeys", aggfunc="sum"
    )
    mine = mine.reindex(index=weeks["week_start"], columns=list(AGE_BANDS)).fillna(0).reset_index()
    rows = mine.melt("week_start", var_name="age_band", value_name="journeys")
    return rows.merge(weeks[["week_start", "is_complete"]], on="week_start")


def ways(flow: pd.DataFrame, weeks: pd.DataFrame, stage_id: str) -> pd.DataFrame:
    """A stage's flow by week: came in, moved on, left otherwise (back or out)."""
    mine = of_stage(flow, stage_id)
    other = mine[["returned", *EXIT_COLUMNS]].sum(axis=1)
    rows = pd.DataFrame({"week_start": mine["week_start"], "in": mine["entered"], "on": mine["advanced"], "out": other})
    rows = rows.melt("week_start", var_name="way", value_name="journeys")
    return rows.merge(weeks[["week_start", "is_complete"]], on="week_start")


def latest(frame: pd.DataFrame, by: str) -> dict | None:
    """The newest row of a frame as a dictionary, or None."""
    return None if frame.empty else frame.sort_values(by).iloc[-1].to_dict()


def incidence_end(incidence: pd.DataFrame) -> dict | None:
    """The last age at which at least ten (or a tenth of all) are still at risk: beyond it a curve is chance."""
    if incidence.empty:
        return None
    enough = min(10, -(-int(incidence["at_risk"].max()) // 10))
    return latest(incidence[incidence["at_risk"] >= enough], "age_days")


def newest_cohort(cohorts: pd.DataFrame, days: float) -> dict | None:
    """The newest quarter that has been watched for at least so many working days."""
    return latest(cohorts[cohorts["seen_days"] >= days], "cohort_start") if formats.is_known(days) else None


def shares_of(handed: pd.DataFrame, values) -> tuple[float, float] | None:
    """The share of some values of one attribute in what came into a stage: before, and now; None where it is not known."""
    rows = handed[handed["value"].isin(list(values))]
    if rows.empty or rows[["share_before", "share_now"]].isna().any(axis=None):
        return None
    return float(rows["share_before"].sum()), float(rows["share_now"].sum())


def hidden_by(findings: pd.DataFrame) -> dict[str, dict]:
    """What can't be shown from this data -> the finding that says why."""
    hidden: dict[str, dict] = {}
    for row in findings.to_dict("records"):
        for what in str(row.get("hides") or "").split(","):
            if what.strip():
                hidden.setdefault(what.strip(), row)
    return hidden


def as_date(value) -> date:
    return pd.Timestamp(value).date()
