"""handovers: what was passed on to the next department by whom, and what came of it, counted at one age."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history

# stays in b that ended: 1, 2, 2 and 8 days, so they count from 8 on; in c: 2, 2 and 3, so from 3 on
WAYS = history(
    "J1: a/Sato 01-05, b/Sato 01-06, c/Ito 01-07, d/Ito 01-09",
    "J2: b/Sato 01-06, c/Ito 01-08, lost 01-12",
    "J3: b/Mori 01-06, lost 01-08",
    "J4: a/Mori 01-06, c/Ito 01-08, d/Ito 01-13",  # b was skipped: nobody handed it over
    "J5: b/Sato 01-20, c/Ito 01-30",  # too young for what becomes of it
)


def test_what_was_passed_on_and_what_came_of_it(bench):
    db = bench.model().events(*WAYS).load()
    check(
        db,
        "handovers",
        """
        stage_id person month      worked passed_on handed got_through handed_young horizon_days
        c        Mori   2026-01-01 1      0         0      0           0            3
        c        Sato   2026-01-01 3      3         2      1           1            3
    """,
        where="person <> ''",
    )
    nobody = db.query("select worked, passed_on, handed, got_through from handovers where person = ''").fetchall()
    assert nobody == [(0, 0, 1, 1)]  # J4


def test_as_of_an_earlier_day(bench):
    """On the 13th stays in b had lasted 1, 2 and 2 days: J5 had not begun, the others were old enough."""
    check(
        bench.model().events(*WAYS).load(),
        "handovers",
        """
        stage_id person worked passed_on handed got_through handed_young
        c        Mori   1      0         0      0           0
        c        Sato   2      2         2      1           0
    """,
        where="person <> ''",
        selection=Selection(dt.date(2026, 1, 13)),
    )


def test_what_came_of_it_later_than_the_horizon_does_not_count(bench):
    """Twenty got through in a day; one needed a month, and the young ones could not have done so yet."""
    quick = [f"Q{n}: b/Sato 01-05, c/Ito 01-06, d/Ito 01-07" for n in range(20)]
    db = bench.model().events(*history(*quick, "S: b/Mori 01-05, c/Ito 01-06, d/Ito 02-06")).load()
    check(
        db,
        "handovers",
        """
        stage_id person handed got_through horizon_days
        c        Mori   1      0           1
        c        Sato   20     20          1
    """,
    )


def test_a_move_back_or_out_of_an_exit_is_no_hand_over(bench):
    db = (
        bench.model()
        .events(*history("J1: b/Sato 01-05, recycle 01-06, c/Ito 01-07", "J2: d/Ito 01-05, c/Ito 01-07, a/Ito 01-12"))
        .load()
    )
    assert db.query("select coalesce(sum(handed + handed_young), 0) from handovers").fetchall() == [(0,)]
