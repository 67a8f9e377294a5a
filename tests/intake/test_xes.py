"""Event logs in XES: every event is a row, with the line it stands on; a broken log is refused with its line."""

import gzip

import pytest

from revflow.common.errors import UnusableInput
from revflow.intake.xes import events_of
from tests.conftest import rows

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="DEFAULT"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <trace>
    <string key="concept:name" value="C1"/>
    <string key="channel" value="紹介"/>
    <event>
      <string key="concept:name" value="a"/>
      <date key="time:timestamp" value="2026-01-05T09:00:00.000+09:00"/>
      <string key="lifecycle:transition" value="complete"/>
      <string key="org:resource" value="Sato"><string key="note" value="of the resource, not of the event"/></string>
    </event>
    <event>
      <string key="concept:name" value="b"/>
      <date key="time:timestamp" value="2026-01-07T09:00:00.000+09:00"/>
      <string key="lifecycle:transition" value="start"/>
    </event>
    <event>
      <string key="concept:name" value="b"/>
      <date key="time:timestamp" value="2026-01-08T01:00:00.000+09:00"/>
      <string key="lifecycle:transition" value="complete"/>
    </event>
  </trace>
  <trace>
    <string key="concept:name" value="C2"/>
    <event>
      <string key="concept:name" value="a"/>
      <date key="time:timestamp" value="soon"/>
      <string key="lifecycle:transition" value="complete"/>
    </event>
  </trace>
</log>
"""
VISITS = "select journey_id, stage_id, entered_at::varchar, outcome, owner from stage_visits order by all"


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
def test_a_log_loads_with_nothing_said(bench, name):
    bench.model().write(name, gzip.compress(LOG.encode()) if name.endswith("gz") else LOG)
    db = bench.load()
    assert rows(db, VISITS) == [
        ("C1", "a", "2026-01-05 09:00:00", "advanced", "Sato"),
        ("C1", "b", "2026-01-08 01:00:00", "open", None),
    ]
    assert rows(db, "select journey_id, channel from journeys order by all") == [("C1", "紹介"), ("C2", None)]
    assert rows(db, "select line, reason, value from rejected_rows") == [
        (LOG.split('"C2"')[0].count("\n") + 2, "unreadable-time", "soon")
    ]


def test_attributes_that_stand_after_the_events_count_too(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(
        '<log><trace><event><string key="concept:name" value="a"/></event><string key="concept:name" value="C1"/></trace></log>'
    )
    assert list(events_of(path)) == [(1, {"case:concept:name": "C1", "concept:name": "a"})]


@pytest.mark.parametrize(
    "broken", [LOG[:900], LOG.replace("</event>", "</evnt>", 1), "no xml at all", LOG.replace("<log", "<!DOCTYPE")]
)
def test_a_broken_log_is_refused_with_its_line(tmp_path, broken):
    path = tmp_path / "log.xes"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"log\.xes, line \d+: this is no XES file"):
        list(events_of(path))
