"""followed_journeys: where those that came in stood at the end of their 8 weeks."""

import datetime as dt

from revflow.store.reading import Selection
from tests.queries.drawn import check, history

#   span 1: 03-05 ... 04-29    span 0: 04-30 ... 06-24
STORY = history(
    "J1: a/Sato 03-05, b/Ito 04-29, c/Mori 04-30, lost 06-20",
    "J2: a 03-06, b 03-09, lost 04-29, a/Kato 05-04",
    "J3: a 05-04, b 05-05, c 05-06, a/Kato 05-07",
    "J4: a 05-04, d 06-01",
    "J5: b 06-24",
)


def test_each_is_followed_to_the_end_of_its_own_span(bench):
    """J1 stood in b when the first span ended, whatever came after; J2 was lost that day; J4 passed b and c on one day."""
    db = bench.model().events(*STORY).load()
    check(
        db,
        "followed_journeys",
        """
        stage_id spans_ago journey_id place kind    place_since owner
        a        1         J1         b     further 2026-04-29  Ito
        a        1         J2         lost  left    2026-04-29  -
        a        0         J2         a     here    2026-05-04  Kato
        a        0         J3         a     here    2026-05-07  Kato
        a        0         J4         d     further 2026-06-01  -
        b        1         J1         b     here    2026-04-29  Ito
        b        1         J2         lost  left    2026-04-29  -
        b        0         J3         a     back    2026-05-07  Kato
        b        0         J4         d     further 2026-06-01  -
        b        0         J5         b     here    2026-06-24  -
        c        0         J1         lost  left    2026-06-20  Mori
        c        0         J3         a     back    2026-05-07  Kato
        c        0         J4         d     further 2026-06-01  -
        d        0         J4         d     here    2026-06-01  -
        supply   1         J1         b     further 2026-04-29  Ito
        supply   1         J2         lost  left    2026-04-29  -
        supply   0         J3         a     here    2026-05-07  Kato
        supply   0         J4         d     further 2026-06-01  -
    """,
    )


def test_as_of_an_earlier_day_of_some_journeys(story):
    """On 01-14 J2 had just come to c through b; only journeys from ads."""
    check(
        story,
        "followed_journeys",
        """
        stage_id journey_id place kind
        a        J2         c     further
        b        J2         c     further
        c        J2         c     here
        supply   J2         c     further
    """,
        selection=Selection(dt.date(2026, 1, 14), (("source", ("ads",)),)),
    )
