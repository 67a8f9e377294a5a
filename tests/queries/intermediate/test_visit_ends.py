"""visit_ends: how and when visits ended, by the quarter they began in."""

from tests.queries.drawn import check, history


def test_the_story(story):
    check(
        story,
        "visit_ends",
        """
        stage_id cohort_start age_days ending   visits
        a        2026-01-01   1        exited   1
        a        2026-01-01   2        advanced 1
        a        2026-01-01   2        open     1
        a        2026-01-01   5        open     1
        a        2026-01-01   6        advanced 1
        a        2026-01-01   12       open     1
        b        2026-01-01   0        advanced 1
        b        2026-01-01   1        exited   1
        b        2026-01-01   4        advanced 1
        b        2026-01-01   7        open     1
        c        2026-01-01   5        advanced 1
        c        2026-01-01   5        exited   1
    """,
    )


def test_quarters(bench):
    db = bench.model().events(*history("J1: a 03-31T23:59, b 04-01", "J2: a 04-01, b 04-02")).load()
    check(
        db,
        "visit_ends",
        """
        stage_id cohort_start age_days ending   visits
        a        2026-01-01   1        advanced 1
        a        2026-04-01   1        advanced 1
        b        2026-04-01   1        open     1
        b        2026-04-01   0        open     1
    """,
    )
