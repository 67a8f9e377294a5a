"""Counts the verdict rests on: who entered, stood in and left each stage, by week before the as-of day and by age.

Everything is an exact integer count, kept in numpy arrays with these axes:
stage (judged stages in order), week (0 = the seven days that end on the as-of day, counting back), age (working days).
"""

from dataclasses import dataclass

import numpy as np

MAX_AGE = 600  # working days; older journeys are kept at this age, where nobody is expected to move any more
BUCKETS = 128  # journeys are resampled in this many random groups

# LEFT: any way out but forward, an exit or back to an earlier stage; CLEARED: closed in a clean-up, nobody knows when it left
OPEN, ADVANCED, LEFT, CLEARED = 0, 1, 2, 3


@dataclass(frozen=True)
class Visits:
    """Equal visits counted together: one entry a stage, bucket, day entered, day left and outcome."""

    stage: np.ndarray
    bucket: np.ndarray
    entered_ago: np.ndarray  # days before the as-of day
    left_ago: np.ndarray  # -1: still there
    outcome: np.ndarray
    fresh: np.ndarray  # 1: the journey begins with this visit
    journeys: np.ndarray  # how many

    def only(self, mask) -> "Visits":
        return Visits(**{name: column[mask] for name, column in vars(self).items()})


@dataclass(frozen=True)
class Calendar:
    """Working days of the review: `number[d]` is the working-day number of the day d days before the as-of day."""

    number: np.ndarray

    @property
    def weeks(self) -> int:
        return len(self.number) // 7

    def at_end_of(self, week) -> int:
        """Working-day number at the end of a week; `weeks` itself is the day before the first week."""
        return self.number[7 * week] if week < self.weeks else self.number[-1] - 1

    @property
    def ticks(self) -> np.ndarray:
        """Working (or recording) days of each week."""
        return np.array([self.at_end_of(week) - self.at_end_of(week + 1) for week in range(self.weeks)])


@dataclass(frozen=True)
class Counts:
    """Weekly counts by stage; the week axis of `standing` is one longer: its last entry is the day before all weeks."""

    calendar: Calendar
    entered_by_day: np.ndarray  # stage, day ago
    fresh_by_day: np.ndarray  # stage, day ago
    advanced: np.ndarray  # stage, week, age
    left: np.ndarray  # stage, week, age
    cleared: np.ndarray  # stage, week, age
    standing: np.ndarray  # stage, week (at its end), age
    cleared_visits: Visits

    @property
    def weeks(self) -> int:
        return self.calendar.weeks

    def cleared_in(self, old: int, new: int) -> tuple[np.ndarray, np.ndarray]:
        """Who was closed in a clean-up in the weeks from `old` to `new`, by stage and age: of those who stood there when these
        began, and (by the age they would have reached) of those who came in them.

        They are taken off who is expected to advance: until when they could have is not known.
        """
        number, stages = self.calendar.number, len(self.entered_by_day)
        some = self.cleared_visits
        some = some.only((some.left_ago >= 7 * new) & (some.left_ago < 7 * (old + 1)) & (some.entered_ago >= 7 * new))
        came = some.entered_ago < 7 * (old + 1)
        until = np.where(came, self.calendar.at_end_of(new), self.calendar.at_end_of(old + 1))
        ages = np.clip(until - number[some.entered_ago], 0, MAX_AGE - 1)
        counted = np.zeros((2, stages, MAX_AGE))
        np.add.at(counted, (came.astype(int), some.stage, ages), some.journeys)
        return counted[0], counted[1]

    @property
    def entered(self) -> np.ndarray:
        return self.entered_by_day.reshape(len(self.entered_by_day), -1, 7).sum(axis=2)

    @property
    def fresh(self) -> np.ndarray:
        return self.fresh_by_day.reshape(len(self.fresh_by_day), -1, 7).sum(axis=2)


def count(visits: Visits, calendar: Calendar, stages: int) -> Counts:
    """Weekly counts of all visits."""
    weeks, days = calendar.weeks, 7 * calendar.weeks
    number = calendar.number
    number_of = np.append(number, 0)
    is_open = visits.left_ago < 0
    age = np.clip(number_of[visits.left_ago] - number_of[visits.entered_ago], 0, MAX_AGE - 1)
    left_week = visits.left_ago // 7

    def tally(mask, shape, *keys) -> np.ndarray:
        flat = np.ravel_multi_index(tuple(key[mask] for key in keys), shape)
        return np.bincount(flat, weights=visits.journeys[mask], minlength=int(np.prod(shape))).reshape(shape)

    everyone = np.ones(len(visits.stage), bool)
    advanced, left, cleared = [
        tally(visits.outcome == outcome, (stages, weeks, MAX_AGE), visits.stage, left_week, age)
        for outcome in (ADVANCED, LEFT, CLEARED)
    ]
    entered = tally(everyone, (stages, days), visits.stage, visits.entered_ago)
    fresh = tally(visits.fresh == 1, (stages, days), visits.stage, visits.entered_ago)
    # How many of a day's entrants still stand at the end of each week: all, less those who left in that week or before.
    leaves = np.where(is_open, weeks, left_week)
    by_leaving = tally(everyone, (stages, days, weeks + 1), visits.stage, visits.entered_ago, leaves)
    standing = np.zeros((stages, weeks + 1, MAX_AGE))
    already_left = np.zeros((stages, days))
    for week in range(weeks - 1, -1, -1):
        already_left += by_leaving[:, :, week]
        present = entered[:, 7 * week :] - already_left[:, 7 * week :]
        ages = np.clip(calendar.at_end_of(week) - number[7 * week :], 0, MAX_AGE - 1)
        for stage in range(stages):
            standing[stage, week] = np.bincount(ages, weights=present[stage], minlength=MAX_AGE)
    return Counts(calendar, entered, fresh, advanced, left, cleared, standing, visits.only(visits.outcome == CLEARED))


def at_risk(entered, standing_before, ended, standing_after) -> np.ndarray:
    """Working days spent at each age in a period: journeys x age, from who was there before, came, ended and stayed.

    `entered` has no age axis (all enter at age 0); the others end in the age axis. Any leading axes.
    """
    change = -ended - standing_after + standing_before
    # Of age a at the period's start: at risk from a + 1 on. Ending or staying at age a: at risk up to a.
    shifted = np.zeros_like(change)
    shifted[..., 1:] = change[..., :-1]
    shifted[..., 0] = entered
    return np.cumsum(shifted, axis=-1)
