"""A record that begins after its customer was won is a journey of its own; one after a loss has come back."""

import pytest

from tests.conftest import rows

MODEL = """goal = "used"
[departments]
one = { en = "One" }
[[stages]]
id = "lead"
department = "one"
[[stages]]
id = "offer"
department = "one"
[[stages]]
id = "won"
department = "one"
[[stages]]
id = "used"
department = "one"
terminal = true
[exits]
lost = { en = "Lost", kind = "lost" }
[attributes]
source = { en = "Source", department = "one", decided_at = "entry" }
"""
MAPPING = """
[records.lead]
file = "leads.csv"
id = "id"
[records.lead.attributes]
source = "source"
[records.deal]
file = "deals.csv"
id = "id"
belongs_to = { lead = "lead" }
[records.deal.attributes]
amount = "amount"
[records.contract]
file = "contracts.csv"
id = "id"
belongs_to = { deal = "deal" }
[[events]]
record = "lead"
file = "leads.csv"
id = "id"
dates = { lead = "made" }
[[events]]
record = "deal"
file = "history.csv"
id = "id"
stage = "stage"
at = "at"
[[events]]
record = "contract"
file = "contracts.csv"
id = "id"
dates = { used = "used" }
"""


@pytest.fixture
def company(bench):
    """Two leads of a deal each, before the history that a test writes."""
    bench.model(MODEL).write("mapping.toml", MAPPING)
    bench.write("leads.csv", "id,source,made\nL1,web,2026-01-05\nL2,ads,2026-01-06\n")
    bench.write("deals.csv", "id,lead,amount\nD1,L1,100\nD2,L1,900\nD3,L2,50\n")
    bench.write("contracts.csv", "id,deal,used\nC1,D1,2026-03-02\nC2,D2,2026-06-01\n")
    return bench


def history(*lines: str) -> str:
    return "\n".join(("id,stage,at", "D3,offer,2026-01-12", "D3,lost,2026-02-02", *lines)) + "\n"


def way(database) -> list[tuple]:
    return rows(
        database,
        "select journey_id, string_agg(stage_id, ' ' order by visit_no), any_value(source), any_value(amount)::int "
        "from stage_visits join journeys using (journey_id) where not passed_through group by 1 order by 1",
    )


def test_what_follows_it_goes_along_and_what_is_known_of_the_customer_is_shared(company):
    lines = ("D1,offer,2026-01-12", "D1,won,2026-02-02", "D2,offer,2026-04-06", "D2,won,2026-05-04")
    database = company.write("history.csv", history(*lines)).load()
    assert way(database) == [
        ("L1", "lead offer won used", "web", 100),
        ("L2", "lead offer", "ads", 50),
        ("deal:D2", "offer won used", "web", 900),
    ]


def test_money_of_what_is_shared_counts_once(company):
    """A contract renewed after it was used to its end: the deal is known to both, its amount is the first one's."""
    lines = ("D1,offer,2026-01-12", "D1,won,2026-02-02", "D2,offer,2026-01-13")
    company.write("contracts.csv", "id,deal,won,used\nC1,D1,2026-02-09,2026-03-02\nC2,D1,2026-04-06,\n")
    company.write(
        "mapping.toml", MAPPING.replace('dates = { used = "used" }', 'dates = { won = "won", used = "used" }')
    )
    database = company.write("history.csv", history(*lines)).load()
    journeys = rows(database, "select journey_id, source, amount::int from journeys order by 1")
    assert [journey for journey, *_ in journeys] == ["L1", "L2", "contract:C2"]
    assert journeys[-1] == ("contract:C2", "web", None)


def test_what_was_shared_with_a_journey_is_shared_with_what_comes_of_it(company):
    """The second deal, a journey of its own, has two contracts one after the other: both know the lead's source."""
    lines = ("D1,offer,2026-01-12", "D1,won,2026-02-02", "D2,offer,2026-04-06", "D2,won,2026-05-04")
    company.write("contracts.csv", "id,deal,won,used\nC2,D2,2026-05-11,2026-06-01\nC3,D2,2026-07-06,\n")
    company.write(
        "mapping.toml", MAPPING.replace('dates = { used = "used" }', 'dates = { won = "won", used = "used" }')
    )
    database = company.write("history.csv", history(*lines)).load()
    journeys = rows(database, "select journey_id, source, amount::int from journeys order by 1")
    assert journeys == [
        ("L1", "web", 100),
        ("L2", "ads", 50),
        ("contract:C3", "web", None),
        ("deal:D2", "web", 900),
    ]


def test_a_rejected_time_begins_no_record(company):
    """An offer dated 1900 is a default: it is rejected, and the deal begins with its next entry, after the win."""
    lines = ("D1,offer,2026-01-12", "D1,won,2026-02-02", "D2,offer,1900-01-01", "D2,offer,2026-04-06")
    database = company.write("history.csv", history(*lines)).load()
    assert "deal:D2" in [journey for journey, *_ in way(database)]


def test_a_deal_after_a_lost_one_has_come_back(company):
    lines = ("D1,offer,2026-01-12", "D1,lost,2026-02-02", "D2,offer,2026-04-06", "D2,won,2026-05-04")
    database = company.write("history.csv", history(*lines)).load()
    assert [journey for journey, *_ in way(database)] == ["L1", "L2"]


def test_two_deals_at_a_time_are_one_journey_and_said(company):
    lines = ("D1,offer,2026-01-12", "D2,offer,2026-01-13", "D1,won,2026-02-02", "D2,won,2026-03-02")
    database = company.write("history.csv", history(*lines)).load()
    assert [journey for journey, *_ in way(database)] == ["L1", "L2"]
    assert sorted(rows(database, "select subject, affected from findings where finding = 'several-records'")) == [
        ("contract", 1),
        ("deal", 1),
    ]


def test_where_records_go_on_from_their_furthest_stage_that_is_no_win(company):
    """Nothing was ever won here: an offer is the furthest, and most are lost from there."""
    lines = (
        "D1,offer,2026-01-12",
        "D1,lost,2026-03-02",
        "D2,lead,2026-02-02",
        "D2,offer,2026-02-09",
        "D2,lost,2026-02-16",
    )
    database = company.write("contracts.csv", "id,deal,used\n").write("history.csv", history(*lines)).load()
    assert [journey for journey, *_ in way(database)] == ["L1", "L2"]
