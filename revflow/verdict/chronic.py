"""Chronic stock: a stage that has been too small for long has a bad baseline and hides behind it.

So the stock itself is asked: has what stands in the stage, counted by its chance still to advance, grown over half a
year by more than the inflow has? Journeys nobody will move any more count little, so a pile of forgotten leads is not
mistaken for a queue.
"""

import numpy as np

from revflow.verdict.naming import SIZE, Residual, log_t

LOOKS = (26, 39, 52)  # weeks back
WANDER = 0.3  # how far a live stock strays within half a year where nothing is wrong, relative
FREEDOM = 8.0


def live_stock(weekly, table, weeks) -> np.ndarray:
    """Journeys standing at the end of each given week, weighted by their chance still to advance: stage, week."""
    ever = table.incidence_advance[..., -1:]
    chance = np.clip((ever - table.incidence_advance) / np.maximum(table.survival, 1e-9), 0, 1)
    chance = np.where(table.survival > 1e-7, chance, 0.0)
    return np.einsum("swa,sa->sw", weekly.counts.standing[:, weeks], chance)


def chronic_residuals(weekly, table, window) -> list[Residual]:
    """Growth of the live stock beyond the inflow's, as advances lost in one window: one Residual a look back."""
    backs = [back for back in LOOKS if window.last + back + window.weeks <= weekly.counts.weeks - 4]
    return [chronic_residual(weekly, table, window, back) for back in backs]


def chronic_residual(weekly, table, window, back) -> Residual:
    """The same for one look back of so many weeks."""
    now, then, half = window.last, window.last + back, window.last + back // 2
    stock = live_stock(weekly, table, [now, half, then])
    entered = weekly.counts.entered
    flow_now = entered[:, now : now + window.weeks].sum(axis=1)
    flow_then = entered[:, then : then + window.weeks].sum(axis=1)
    growth = np.maximum(flow_now / np.maximum(flow_then, 1.0), 1.0)
    usual = stock[:, 2] * growth
    # It must have grown in both halves, else it is a pile of yesterday or a jump of today (seen by the expectation).
    steady = (stock[:, 0] > stock[:, 1] * 1.05) & (stock[:, 1] > stock[:, 2] * 1.05)
    share = window.weeks / back
    steady &= weekly.counts.weeks - then > filling_weeks(weekly, table)
    value = np.where(steady, stock[:, 0] - usual, 0.0) * share
    # Stocks wander: chance (as many as stand), and slowly by WANDER of what the inflow would have led to expect.
    swing = stock[:, 0] + usual * growth + (WANDER * np.maximum(usual, 1.0)) ** 2
    return Residual(value, np.maximum(stock[:, 0] * share, 1e-9), np.maximum(swing * share**2, 1e-9))


def filling_weeks(weekly, table) -> np.ndarray:
    """Weeks until the first journeys have come to each stage and filled it: a young company's stocks grow by nature."""
    gone = table.incidence_advance + table.incidence_leave
    share = gone / np.maximum(gone[..., -1:], 1e-9)
    median, late = (share < 0.5).sum(axis=-1), (share < 0.95).sum(axis=-1)
    before = np.concatenate([[0], np.cumsum(median)[:-1]])
    number = weekly.counts.calendar.number
    return (before + late) / max((number[0] - number[-1]) / weekly.counts.weeks, 1.0)


def weigh_chronic(residual) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Log Bayes factor, loss and error of stock that outgrew its inflow."""
    gain = (SIZE * residual.scale) ** 2 / residual.variance
    z = residual.value / np.sqrt(residual.variance)
    shrink = gain / (1 + gain)
    freedom = np.full(len(z), FREEDOM)
    log_bayes = log_t(z / np.sqrt(1 + gain), freedom) - 0.5 * np.log1p(gain) - log_t(z, freedom)
    log_bayes = np.where(residual.value > 0, log_bayes + np.log(2), -9.0)
    return log_bayes, residual.value * shrink, np.sqrt(residual.variance * shrink)
