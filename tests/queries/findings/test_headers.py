"""What a finding's file says of itself is so, and each has its text and its test."""

from pathlib import Path

import duckdb
import pytest

from revflow.store.findings import findings
from revflow.texts import has
from tests.store.test_views import read_by

TESTS = Path(__file__).resolve().parents[2]
ALL = pytest.mark.parametrize("finding", findings().values(), ids=lambda finding: finding.code)


@ALL
def test_it_reads_what_it_says(finding):
    assert set(finding.reads) == read_by(finding.body) and len(set(finding.reads)) == len(finding.reads)
    assert ("findings" in finding.reads) is bool(
        finding.after
    ) or finding.code == "dates-in-future"  # those of the files


@ALL
def test_every_part_of_the_header_is_there(finding):
    assert finding.about.endswith(".") and finding.about[0].islower()
    assert finding.threshold.endswith(".")
    assert set(finding.after) <= set(findings())
    assert len(duckdb.extract_statements(finding.body)) == 1 and ";" not in finding.body


@ALL
def test_it_is_put_into_words_and_tried(finding):
    assert has(f"finding.{finding.code}")
    quoted = (f'"{finding.code}"', f"'{finding.code}'")
    assert any(code in path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") for code in quoted)
