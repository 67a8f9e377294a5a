"""What mapping.toml may say, and which files a pattern means."""

import os
import tomllib
from pathlib import Path

import pytest

from revflow.common.errors import UnusableInput
from revflow.intake.patterns import files_of
from revflow.intake.plan import plan_of

EVERYTHING = """
[money]
currency = "JPY"
[private]
allow = ["代表電話"]
pseudonyms = ["company"]
[records.lead]
file = "リード.csv"
id = "Id"
becomes = { deal = "ConvertedOpportunityId" }
[records.lead.attributes]
company = "会社名"
[records.deal]
file = "商談_*.csv"
id = "商談ID"
currency = "通貨"
where = { "パイプライン" = "新規" }
where_not = { "テスト" = ["1", "2"] }
[[events]]
record = "deal"
file = "商談_*.csv"
id = "商談ID"
stage = "フェーズ"
at = "変更日"
row_id = "Id"
[files."商談_*.csv"]
whole = true
nulls = ["000000000000000AAA"]
ids = "salesforce"
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("リード.csv", "商談_20261114.csv", "商談_20261121.csv"):
        (tmp_path / name).write_text("x\n")
    return tmp_path


def test_everything_that_can_be_said(folder):
    plan = plan_of(folder, tomllib.loads(EVERYTHING))
    lead, deal = plan.records
    options = plan.options_of("商談_*.csv")
    assert (plan.currency, plan.allow, plan.pseudonyms) == ("JPY", {"代表電話"}, {"company"})
    assert lead.links == {"deal": "ConvertedOpportunityId"}
    assert (deal.currency, deal.where, deal.where_not) == (
        "通貨",
        {"パイプライン": ["新規"]},
        {"テスト": ["1", "2"]},
    )
    assert plan.events[0].row_id == "Id"
    assert (options.whole, options.nulls, options.ids) == (True, ("000000000000000AAA",), "salesforce")
    assert [path.name for path in plan.inputs()] == ["リード.csv", "商談_20261114.csv", "商談_20261121.csv"]


@pytest.mark.parametrize(
    ("said", "instead", "words"),
    [
        ('currency = "JPY"', "currency = 1", ("[money]", "currency")),
        ('currency = "JPY"', 'currencies = "JPY"', ("[money]", "currencies")),
        ('allow = ["代表電話"]', 'allow = "代表電話"', ("[private]", "allow")),
        ("becomes = { deal", "becomes = { account", ("[records.lead]", "becomes", "account")),
        ("becomes = {", 'belongs_to = { deal = "Id" }\nbecomes = {', ("[records.lead]", "keep one")),
        ("whole = true", 'whole = "yes"', ("商談_*.csv", "whole")),
        ('nulls = ["000000000000000AAA"]', "nulls = [0]", ("商談_*.csv", "nulls")),
        ('ids = "salesforce"', 'ids = "hubspot"', ("商談_*.csv", "ids")),
        ('row_id = "Id"', "row_id = 1", ("[[events]]", "row_id")),
        ("商談_*.csv", "案件_*.csv", ("案件_*.csv", "no file")),
    ],
)
def test_what_is_wrong_is_named(folder, said, instead, words):
    with pytest.raises(UnusableInput) as refusal:
        plan_of(folder, tomllib.loads(EVERYTHING.replace(said, instead)))
    for word in words:
        assert word in str(refusal.value)


def ordered(folder: Path, pattern: str, *names: str) -> list[str]:
    for name in names:
        (folder / name).write_text("x\n")
    return list(files_of(folder, [pattern])[pattern])


@pytest.mark.parametrize(
    "older_first",
    [
        ("d_20260801.csv", "d_2026-9-1.csv", "d_2026-11-21.csv"),
        ("d_31-10-2026.csv", "d_01-11-2026.csv"),
        ("d_2026-11-14.csv", "d_20261121.csv", "d_20261121 (1).csv"),
        ("d_report999.csv", "d_report1763700000000.csv"),
        ("d_20261121093000.csv", "d_2026-11-21-180000.csv"),
        ("d_第9週.csv", "d_第10週.csv"),
        ("d_2026年9月30日.csv", "d_2026年10月05日.csv"),
    ],
)
def test_the_older_export_comes_first(tmp_path, older_first):
    assert ordered(tmp_path, "d_*.csv", *reversed(older_first)) == list(older_first)


def test_without_dates_the_time_of_change_decides(tmp_path):
    for age, name in ((3, "d_新.csv"), (9, "d_旧.csv"), (6, "d_2026.csv")):
        (tmp_path / name).write_text("x\n")
        os.utime(tmp_path / name, (10**9 - age, 10**9 - age))
    assert ordered(tmp_path, "d_*.csv") == ["d_旧.csv", "d_2026.csv", "d_新.csv"]


def test_a_file_goes_to_the_name_that_says_most_of_it(tmp_path):
    for name in ("商談1.csv", "商談履歴1.csv", "商談履歴2.csv", "商談マスタ.csv", "~$商談2.csv", ".商談3.csv"):
        (tmp_path / name).write_text("x\n")
    assert files_of(tmp_path, ["商談*.csv", "商談履歴*.csv", "商談マスタ.csv"]) == {
        "商談*.csv": ("商談1.csv",),
        "商談履歴*.csv": ("商談履歴1.csv", "商談履歴2.csv"),
        "商談マスタ.csv": ("商談マスタ.csv",),
    }


def test_names_are_found_however_the_disk_composes_them(tmp_path):
    decomposed = "リード1.csv".replace("ド", "ト\u3099")
    (tmp_path / decomposed).write_text("x\n")
    assert files_of(tmp_path, ["リード*.csv", "リード1.csv"][1:]) == {"リード1.csv": (decomposed,)}
    assert files_of(tmp_path, ["リード*.csv"]) == {"リード*.csv": (decomposed,)}
