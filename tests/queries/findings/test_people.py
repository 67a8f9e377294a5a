"""Attributes and owners that say little: shown by hand-made companies, and not by those that only look like it."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.queries.findings.companies import Way, found, sound


def with_known(ways, of):
    """The same, with what `of` (number, way) adds to what is known."""
    return [replace(way, known=way.known | of(n, way)) for n, way in enumerate(ways)]


@pytest.mark.parametrize(("began", "seen"), [(dt.datetime(2026, 6, 1), True), (dt.datetime(2026, 1, 1), False)])
def test_an_attribute_that_began_half_way(bench, began, seen):
    """Budget has been asked for since June, of two in three; near miss: of two in three from the beginning."""
    ways = with_known(sound(), lambda n, way: {"budget": str(n % 7) if n % 3 and way.steps[0][1] >= began else ""})
    told = found(bench, ways)
    assert ("attribute-began" in told) is seen
    if seen:
        assert told["attribute-began"][1] == "budget" and told["attribute-began"][4] == "2026-06-01"


def test_an_attribute_known_of_those_who_came_far_did_not_begin(bench):
    """The newest have not come far yet: what is known of the old only is another matter."""
    far = lambda n, way: {"budget": "1" if len(way.steps) > 3 and n < 200 else ""}  # noqa: E731
    assert "attribute-began" not in found(bench, with_known(sound(), far))


def months(*known: int):
    """A hundred journeys a month from January on, all begun on its 5th, of which so many carry a budget."""
    ways = [
        Way(f"m{m}-{n:03}", [("a", dt.datetime(2026, m, 5, 9, n % 60))])
        for m in range(1, len(known) + 1)
        for n in range(100)
    ]
    return with_known(ways, lambda n, way: {"budget": str(n % 9) if n % 100 < known[n // 100] else ""})


@pytest.mark.parametrize(
    ("known", "began"),
    [
        ((0, 1, 0, 60, 70, 65), ("2026-04-01", 300)),  # the widest gap, though May alone lies higher
        ((60, 60, 60, 60, 60, 60), None),
        ((0, 1, 0, 50), None),  # one month is too short to speak of
    ],
)
def test_the_month_is_that_of_the_widest_gap(bench, known, began):
    told = found(bench, months(*known)).get("attribute-began")
    assert told is None if began is None else (told[4], told[2]) == began


QUEUES = (
    "Inside Sales Queue",
    "キュー:東日本",
    "未割当",
    "Unassigned",
    "API",
    "Integration User",
    "連携ユーザー",
    "System",
)
PEOPLE = ("Quentin Quelle", "Apichai", "Sato", "宇田川 未来", "Robota", "Badmin", "Capital Sales", "Systematix KK")


@pytest.mark.parametrize("name", QUEUES)
def test_owners_that_are_queues(bench, name):
    ways = [replace(way, owners=way.owners | {"a": name}) if n % 5 == 0 else way for n, way in enumerate(sound())]
    told = found(bench, ways)
    assert told["owner-queue"][:3] == ("warning", name, 60)


@pytest.mark.parametrize("name", PEOPLE)
def test_people_are_no_queues(bench, name):
    ways = [replace(way, owners=way.owners | {"a": name}) if n % 5 == 0 else way for n, way in enumerate(sound())]
    assert found(bench, ways) == {}


def test_one_owner_for_everything(bench):
    ways = [replace(way, owners=dict.fromkeys("abcd", "Sato")) for way in sound(600)]
    told = found(bench, ways)
    assert told["one-owner"][:2] == ("warning", "")


def test_one_person_may_hold_a_department_alone(bench):
    ways = [replace(way, owners=way.owners | {"c": "Sato", "d": "Sato"}) for way in sound(600)]
    assert found(bench, ways) == {}


TESTS = (
    "test",
    "TEST 3",
    "テスト",
    "テスト株式会社",
    "株式会社テスト",
    "(株)テスト2",
    "dummy",
    "ダミー商談",
    "【テスト】",
    "Test account A",
    "test-lead",
)
COMPANIES = (
    "Contest Ltd",
    "Test Rite International",
    "テストセンター",
    "Attestation KK",
    "ソフトウェアテスト研究所",
    "Latest",
    "Testa",
    "A/B test",
)


@pytest.mark.parametrize("name", TESTS)
def test_records_that_are_tests(bench, name):
    ways = with_known(sound(), lambda n, way: {"company": name if n == 7 else f"Company {n}"})
    assert found(bench, ways)["test-records"] == ("note", "", 1, 300, name)


@pytest.mark.parametrize("name", COMPANIES)
def test_companies_that_are_none(bench, name):
    ways = with_known(sound(), lambda n, way: {"company": name if n == 7 else f"Company {n}"})
    assert found(bench, ways) == {}


def test_a_campaign_may_be_a_test_and_an_id_tells_one(bench):
    ways = with_known(sound(), lambda n, way: {"campaign": "A/B test" if n % 2 else "test run"})
    assert found(bench, ways) == {}
    ways = [replace(way, name=f"test{n}" if n < 9 else way.name) for n, way in enumerate(ways)]
    assert found(bench, ways)["test-records"][:3] == ("warning", "", 9)
