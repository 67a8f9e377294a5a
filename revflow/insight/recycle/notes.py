"""What can't be told of the pool, or only in part, and why: (key of the message files, its values)."""

from revflow.insight.recycle.pool import Pool
from revflow.insight.recycle.returns import MIN_EVENTS, SHOWN_WEEKS

Note = tuple[str, dict]
UNRECORDED = 0.2  # from so many without a reason on it is said
BULK, BULK_SHARE, BULK_TIMES = 50, 0.1, 10  # put there together: so many on one day, of all, and against a usual day


def notes(pool: Pool) -> list[Note]:
    """In the order in which they matter; without a pool only that."""
    if not pool.stages["recyclable"].any():
        return [("no-exit", {})]
    if pool.account.empty:
        return [("empty", {})]
    return [*_records(pool), *_returns(pool), *_rest(pool)]


def _records(pool: Pool) -> list[Note]:
    ever = int(pool.account["ever"].sum())
    without = int(pool.account.loc[pool.account["reason"] == "", "ever"].sum())
    found: list[Note] = []
    if without == ever:
        found.append(("no-reasons", {}))
    elif without >= UNRECORDED * ever:
        found.append(("few-reasons", {"share": without / ever}))
    day = pool.read("pool_fullest_day").iloc[0]
    if day["journeys"] >= BULK and day["share"] >= BULK_SHARE and day["journeys"] >= BULK_TIMES * day["usual"]:
        found.append(("bulk", {"count": int(day["journeys"]), "share": day["share"], "day": day["entered_on"]}))
    return found


def _returns(pool: Pool) -> list[Note]:
    events = int(pool.account["ever_returned"].sum())
    if events < MIN_EVENTS:
        return [("few-returns", {"count": events, "least": MIN_EVENTS})]
    found: list[Note] = []
    if pool.hazards.followed < SHOWN_WEEKS:
        found.append(("young", {"weeks": pool.hazards.followed, "needed": SHOWN_WEEKS}))
    if pool.came_back_further:
        found.append(("further", {"count": pool.came_back_further}))
    return found


def _rest(pool: Pool) -> list[Note]:
    found: list[Note] = []
    if not pool.activities_recorded:
        found.append(("no-activities", {}))
    elif pool.missed.untouched is None:
        found.append(("few-touched", {"count": pool.missed.ever_touched}))
    lying, known = pool.journeys, int(pool.account["with_amount"].sum())
    if lying and known < lying and pool.a_goal is not None:
        found.append(("amounts", {"count": lying - known, "of": lying, "amount": pool.a_goal}))
    return found
