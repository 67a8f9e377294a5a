"""The clock ages are measured in: working days, or recording days where a company updates only every Friday or month end.

If a small part of the days carries nearly all records, time between them says nothing, and a month that happens to
have more working days would look slow. The clock then ticks on recording days only.
"""

import numpy as np

from revflow.verdict.counts import Calendar

MOST = 0.9  # of all records ...
NOTABLE = 0.25  # of the busiest day around
AROUND = 17  # days: holds a month end
FEW = 0.35  # ... on so small a part of the working days: a rhythm


def recording_clock(visits, calendar):
    """(calendar whose clock ticks on recording days, True) where there is such a rhythm, else (calendar, False)."""
    days = len(calendar.number)
    records = np.bincount(visits.entered_ago, weights=visits.journeys, minlength=days)
    left = visits.left_ago >= 0
    records += np.bincount(visits.left_ago[left], weights=visits.journeys[left], minlength=days)
    order = np.argsort(-records, kind="stable")
    needed = int(np.searchsorted(np.cumsum(records[order]), MOST * records.sum())) + 1
    working = calendar.number[0] - calendar.number[-1] + 1
    if needed > FEW * working or records.sum() < 20 * needed:
        return calendar, False
    # A day counts as one for recording by what is usual around it, so that a lean time does not lose its days.
    padded = np.pad(records, AROUND)
    busiest = np.lib.stride_tricks.sliding_window_view(padded, 2 * AROUND + 1).max(axis=1)
    ticks = (records >= NOTABLE * busiest) & (busiest > 0)
    return Calendar(np.cumsum(ticks[::-1].astype(int))[::-1].copy()), True
