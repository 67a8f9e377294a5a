"""Amounts of different currencies are never added up."""

import pytest

from tests.conftest import rows

MAPPING = """
{money}
[records.deal]
file = "deals.csv"
id = "Id"
{column}
[records.deal.attributes]
amount = "Amount"
[[events]]
record = "deal"
file = "deals.csv"
id = "Id"
dates = {{ a = "Made" }}
"""


def loaded(bench, *amounts: str, money: str = "", column: str = 'currency = "Currency"'):
    lines = [f"D{n},{amount},2026-01-05" for n, amount in enumerate(amounts)]
    header = "Id,Amount,Currency,Made" if column else "Id,Amount,Made"
    bench.model().write("mapping.toml", MAPPING.format(money=money, column=column))
    return bench.write("deals.csv", "\n".join([header, *lines]) + "\n").load()


def amounts_of(db) -> list[float | None]:
    return [amount for (amount,) in rows(db, "select amount::double from journeys order by journey_id")]


FOUND = "select subject, affected, total, example from findings where finding = 'other-currencies'"


def test_only_the_named_currency_is_counted(bench):
    db = loaded(bench, "100,JPY", "200,USD", "300,円", "400,", "500,EUR", "600,EUR", money='[money]\ncurrency = "JPY"')
    assert amounts_of(db) == [100, None, 300, 400, None, None]
    assert rows(db, FOUND) == [("JPY", 3, 6, "EUR 2, USD 1")]
    assert rows(db, "select value from load_info where key = 'currency'") == [("JPY",)]


def test_without_a_name_the_most_frequent_one_is_counted(bench):
    db = loaded(bench, "100,USD", "200,USD", "300,JPY")
    assert amounts_of(db) == [100, 200, None]
    assert rows(db, FOUND) == [("USD", 1, 3, "JPY 1")]


def test_the_amount_itself_may_say_its_currency(bench):
    db = loaded(
        bench, "USD 1200.50", '"¥1,000"', '"JPY 2,000"', "$7", "3000", money='[money]\ncurrency = "¥"', column=""
    )
    assert amounts_of(db) == [None, 1000, 2000, None, 3000]
    assert rows(db, FOUND) == [("JPY", 2, 5, "USD 2")]


def test_one_currency_is_no_finding(bench):
    db = loaded(bench, '"$1,200.50"', "$7", "8", column="")
    assert amounts_of(db) == [1200.5, 7, 8]
    assert rows(db, FOUND) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.234,56", 1234.56),
        ("1234,5", 1234.5),
        ("1,234.56", 1234.56),
        ("1,234,567", 1234567),
        ("12,00 €", 12),
        ("-5", -5),
    ],
)
def test_decimal_commas(bench, written, read):
    assert amounts_of(loaded(bench, f'"{written}"', column="")) == [read]
