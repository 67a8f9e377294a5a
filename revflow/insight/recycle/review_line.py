"""The one line that the weekly review says of the recycle pool, where it is worth one: it has grown, or much of it was forgotten.

Whether returned ones do better than new ones stands on the pool's own page: it takes longer to work out than the review may.
"""

from revflow.insight.recycle.narrative import Teller
from revflow.insight.recycle.pool import Pool, Reader

GROWN, MIN_ADDED = 1.1, 20  # in 8 weeks: by a tenth, and by so many
FORGOTTEN = 20  # planned days gone by with nothing since


def review_line(read: Reader, read_all: Reader, language: str, called: dict[str, str]) -> str | None:
    """The line, or None where there is nothing to say. `called`: id -> name of stages."""
    teller = Teller(Pool(read, read_all), language, called, yen=True)
    pool = teller.pool
    if pool.account.empty:
        return None
    opening, closing = pool.moves["opening"], pool.moves["closing"]
    if closing >= GROWN * opening and closing - opening >= MIN_ADDED:
        values = {"journeys": teller.journeys(closing), "added": teller.count(closing - opening)}
        return teller.say("review-grown", **values, returned=teller.count(pool.moves["returned"]))
    if pool.missed.planned_past >= FORGOTTEN:
        return teller.say("review-forgotten", count=teller.count(pool.missed.planned_past))
    return None
