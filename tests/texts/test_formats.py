"""How figures are written: three digits at most, in the manner of each language."""

import datetime as dt

import pytest

from revflow.texts import formats


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (0.1234, "0.123"),
        (4.2, "4.2"),
        (58.14, "58.1"),
        (340, "340"),
        (1234, "1,230"),
        (-5.678, "-5.68"),
        (99.96, "100"),
    ],
)
def test_three_figures(value, written):
    assert formats.three(value) == written


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (4_200_000, "420万円", "¥4.2M"), (3400, "3,400円", "¥3.4k"), (123_456_789, "1.23億円", "¥123M"),
        (999_999_999_999, "1兆円", "¥1T"), (99_999_999, "1億円", "¥100M"),
        (0, "0円", "¥0"), (-50_000, "−5万円", "−¥50k"),
    ],
)  # fmt: skip
def test_money(value, ja, en):
    assert formats.money(value, "ja") == ja
    assert formats.money(value, "en") == en


def test_money_of_an_unknown_currency_has_no_sign():
    assert formats.money(4_200_000, "ja", yen=False) == "420万"
    assert formats.money(4_200_000, "en", yen=False) == "4.2M"


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.123, "12.3%"), (0, "0%"), (1, "100%"), (0.0001, "<0.1%"), (0.9999, ">99.9%"), (None, "–"), (float("nan"), "–")],
)
def test_share(value, written):
    assert formats.share(value) == written


def test_weeks_are_their_mondays():
    monday = dt.date(2026, 9, 28)
    assert formats.week(monday, "ja") == "9/28(月)"
    assert formats.week(monday, "en") == "Mon 28 Sep"
    assert formats.week(monday, "en", year=True) == "Mon 28 Sep 2026"


def test_counts_are_exact_until_ten_thousand():
    assert [formats.count(n, "en") for n in (0, 7, 1234, 9999, 12_345)] == ["0", "7", "1,234", "9,999", "12.3k"]
    assert formats.count(12_345, "ja") == "1.23万"
    assert formats.journeys(1, "en") == "1 journey"


def test_weekly_averages_keep_one_decimal_while_small():
    assert [formats.per_week(n, "en") for n in (0, 0.04, 3.44, 9.94, 9.96, 34.4)] == [
        "0",
        "0.0",
        "3.4",
        "9.9",
        "10",
        "34",
    ]


def test_working_days():
    assert formats.days(4.26, "ja") == "4.3営業日"
    assert formats.days(1.0, "en") == "1 working day"
    assert formats.days(None, "en") == "–"
