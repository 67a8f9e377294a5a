"""What files and columns give away: one case a finding, and what only looks like it."""

import pytest

from tests.conftest import Bench, rows
from tests.queries.drawn import history

MOVES = history(*(f"J{n}: a 01-05, b 01-06T09:00, c 01-07" for n in range(4)), "J4: a 01-05, lost 01-28")
DAYS = history(*(f"J{n}: a 01-05, b 01-06, c 01-07" for n in range(4)), "J4: a 01-05, lost 01-28")
NO_EXIT = history(*(f"J{n}: a 01-05, b 01-06T09:00" for n in range(4)))
FAULTY = [*MOVES, *(f"J{n},unheard,2026-01-09,," for n in range(20))]
HALF_FAULTY = [*MOVES, *(f"J{n},unheard,2026-01-09,," for n in range(14))]
PRICED = "journey_id,amount\nJ0,5\nJ1,\nJ2,\nJ3,\nJ4,\n"
NONE_PRICED = PRICED.replace("J0,5", "J0,")
KNOWN_LATER = "journey_id,source\nJ0,web\nJ1,web\nJ2,ads\nJ3,ads\nJ4,\n"  # J4 alone never left a
KNOWN = KNOWN_LATER.replace("J4,", "J4,web").replace("J3,ads", "J3,")
NO_REASONS = [
    line for n in range(20) for line in (f"R{n},a,2026-01-05,,", f"R{n},recycle,2026-01-06,,{'early' if n % 2 else ''}")
]

CASES = [  # finding, entries, journeys, (severity, subject, affected, total) or None
    ("amounts-missing", MOVES, NONE_PRICED, ("warning", "", 0, 5)),
    ("amounts-missing", MOVES, PRICED, None),
    ("days-only", DAYS, None, ("note", "", 14, 14)),
    ("days-only", MOVES, None, None),
    ("exits-never-recorded", NO_EXIT, None, ("unreliable", "", 4, 8)),
    ("exits-never-recorded", MOVES, None, None),
    ("known-only-later", MOVES, KNOWN_LATER, ("unreliable", "source", 4, 5)),
    ("known-only-later", MOVES, KNOWN, None),
    ("mostly-rejected", FAULTY, None, ("unreliable", "stage_events.csv", 20, 34)),
    ("mostly-rejected", HALF_FAULTY, None, None),
    ("no-activities", MOVES, None, ("note", "", 0, None)),
    ("no-comments", MOVES, None, ("note", "", 0, None)),
    ("no-targets", MOVES, None, ("note", "", 0, None)),
    ("pool-reasons-missing", NO_REASONS, None, ("note", "", 10, 20)),
    ("pool-reasons-missing", NO_REASONS[2:], None, None),
    ("stage-never-seen", MOVES, None, ("warning", "d", 0, None)),
    ("stage-never-seen", [*MOVES, "J0,d,2026-01-20,,"], None, None),
]


@pytest.mark.parametrize(("finding", "entries", "journeys", "said"), CASES)
def test_a_finding_and_what_only_looks_like_it(bench: Bench, finding, entries, journeys, said):
    if journeys:
        bench.write("journeys.csv", journeys)
    db = bench.model().events(*entries).load()
    found = rows(db, f"select severity, subject, affected, total from findings where finding = '{finding}'")
    assert found == ([said] if said else [])


def test_what_lies_beside_is_not_missed(bench: Bench):
    bench.write("activities.csv", "journey_id,at,kind,owner\nJ0,2026-01-06,call,Sato\n")
    bench.write("targets.csv", "stage,metric,period,target\na,entries,2026-01,5\n")
    bench.write("comments.csv", "journey_id,at,department,author,text\nJ0,2026-01-06,one,Sato,Called.\n")
    db = bench.model().events(*MOVES).load()
    assert rows(db, "select finding from findings where finding like 'no-%'") == []
