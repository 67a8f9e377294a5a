"""The story that the hand-worked tables rest on: six journeys in January 2026, drawn, loaded once."""

import pytest

from tests.conftest import Bench
from tests.queries import pool
from tests.queries.drawn import history

# Days count Monday to Friday. b is overdue after 2 days (sla_days), d is terminal. The last entry is on Wednesday 01-28.
#
#           | Mon 01-05 ...        | Mon 01-12 ...             | Mon 01-19 ...         | Mon 01-26 ...
#  J1 (100) | a Mon  b Wed         | c Tue                     | d Tue                 |                  all stages
#  J2 (200) | a Tue                | c Wed (b passed through)  | a Wed                 |                  skip, return
#  J3 (300) | a Thu  lost Fri      |                           | b Mon                 |                  re-entry
#  J4 (400) |                      | b Wed  recycle Thu        | lost Thu              |                  late, exit to exit
#  J5 ( - ) | lost Mon             | a Mon                     |                       |                  first an exit
#  J6 (600) |                      |                           |                       | a Mon  a Wed     repeated
STORY = history(
    "J1: a/Sato 01-05, b/Sato 01-07, c/Ito 01-13, d/Mori 01-20",
    "J2: a/Sato 01-06, c/Ito 01-14, a/Sato 01-21",
    "J3: a/Sato 01-08, lost 01-09, b/Ito 01-19",
    "J4: b/Ito 01-14, recycle 01-15, lost 01-22",
    "J5: lost 01-05, a/Sato 01-12",
    "J6: a/Sato 01-26, a/Ito 01-28",
)
JOURNEYS = "journey_id,source,amount\nJ1,web,100\nJ2,ads,200\nJ3,web,300\nJ4,,400\nJ5,web,\nJ6,ads,600\n"
ACTIVITIES = (
    "journey_id,at,kind,owner\nJ2,2026-01-12,call,Sato\nJ2,2026-01-22,mail,Sato\nJ2,2026-01-30,call,Sato\n"
    "J3,2026-01-06,call,Ito\n"
)


@pytest.fixture(scope="session")
def story(tmp_path_factory):
    bench = Bench(tmp_path_factory.mktemp("story") / "company").model()
    bench.write("journeys.csv", JOURNEYS).write("activities.csv", ACTIVITIES)
    return bench.events(*STORY).load()


@pytest.fixture(scope="session")
def pool_story(tmp_path_factory):
    """The pool drawn in tests/queries/pool.py, loaded once."""
    bench = Bench(tmp_path_factory.mktemp("pool") / "company").model(pool.MODEL)
    bench.write("journeys.csv", pool.JOURNEYS).write("activities.csv", pool.ACTIVITIES)
    return bench.events(*pool.EVENTS).load()
