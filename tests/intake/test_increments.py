"""Several exports of one kind laid on one another: the same as one export of everything, and all rows accounted for."""

import datetime as dt
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Bench, rows

LEAST = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
LOG = """
[records.deal]
file = "deals.csv"
id = "Id"
[[events]]
record = "deal"
file = "log_*.csv"
id = "Deal"
stage = "Stage"
at = "At"
owner = "By"
"""
WIDE = """
[records.deal]
file = "wide_*.csv"
id = "Id"
[records.deal.attributes]
source = "Source"
[[events]]
record = "deal"
file = "wide_*.csv"
id = "Id"
dates = { a = "A", b = "B", c = "C", lost = "Lost" }
"""
ROW_ID = 'row_id = "Row"\n'
WHOLE = '[files."{}"]\nwhole = true\n'
VISITS = (
    "select journey_id, visit_no, stage_id, entered_at::varchar, left_at::varchar, outcome, exit_id, owner "
    "from stage_visits order by 1, 2"
)
ACCOUNT = (
    "select file, read, kept, merged, rejected, left_out from load_files where used_for = 'stage entries' order by 1"
)
START = dt.datetime(2026, 3, 2, 9)


class Log:
    """A CRM's change log that grows and is corrected week by week; truth: record -> its rows (row id, stage, hour).

    Without row ids the moment of a record's first entry stays: an export that begins after it would not know of it.
    """

    def __init__(self, seed: int, with_ids: bool):
        self.draw = random.Random(seed)
        self.truth: dict[str, list[tuple[str, str, int]]] = {}
        self.with_ids = with_ids
        self.rows_made = 0
        self.gone: set[str] = set()  # deleted records; a CRM gives no id twice

    def week(self, number: int) -> dict[str, set[str]]:
        """Lets a week pass; record -> ids of the rows that are new or were changed."""
        changed: dict[str, set[str]] = {}
        for record in [f"D{n}" for n in range(8) if self.draw.random() < 0.6 and f"D{n}" not in self.gone]:
            entries = self.truth.setdefault(record, [])
            if entries and self.draw.random() < 0.4:
                row = self.draw.randrange(len(entries))
                name, _, hour = entries[row]
                movable = self.with_ids or hour > min(hour for _, _, hour in entries)
                entries[row] = (name, self.draw.choice("abc"), hour + movable * self.draw.choice((-1, 0, 1)))
                changed.setdefault(record, set()).add(name)
            for _ in range(self.draw.randrange(3)):
                self.rows_made += 1
                name = f"R{self.rows_made}"
                hour = number * 70 + self.draw.randrange(60) + 5
                entries.append((name, self.draw.choice(["a", "b", "c", "lost"]), hour))
                changed.setdefault(record, set()).add(name)
        return {record: names for record, names in changed.items() if names}

    def export(self, changed: dict[str, set[str]]) -> str:
        """What such a CRM writes: with row ids the changed rows (and some more), else the whole log of changed records."""
        chosen = []
        for record, entries in self.truth.items():
            if record in changed:
                chosen += [
                    (record, e)
                    for e in entries
                    if not self.with_ids or e[0] in changed[record] or self.draw.random() < 0.3
                ]
        return self.written(chosen)

    def everything(self, records=None) -> str:
        return self.written(
            [(r, e) for r, entries in self.truth.items() if records is None or r in records for e in entries]
        )

    def written(self, chosen) -> str:
        self.draw.shuffle(chosen)
        lines = [
            f"{row},{record},{stage},{START + dt.timedelta(hours=hour)},owner {hour % 3}"
            for record, (row, stage, hour) in chosen
        ]
        return "\n".join(["Row,Deal,Stage,At,By", *lines]) + "\n"


def accounted(db) -> list[tuple]:
    account = rows(db, ACCOUNT)
    assert all(read == kept + merged + rejected for _, read, kept, merged, rejected, _ in account)
    return account


@LEAST
@given(seed=st.integers(0, 10**9), weeks=st.integers(1, 4), with_ids=st.booleans())
def test_increments_say_the_same_as_one_export_of_everything(tmp_path_factory, seed, weeks, with_ids):
    folder, log = tmp_path_factory.mktemp("increments"), Log(seed, with_ids)
    mapping = LOG + (ROW_ID if with_ids else "")
    deals = "Id\n" + "".join(f"D{n}\n" for n in range(8))
    laid = Bench(folder / "laid").model().write("mapping.toml", mapping).write("deals.csv", deals)
    whole = Bench(folder / "whole").model().write("mapping.toml", mapping).write("deals.csv", deals)
    sizes = {}
    for number in range(weeks):
        text = log.export(log.week(number))
        sizes[f"log_{number}.csv"] = len(text.splitlines()) - 1
        laid.write(f"log_{number}.csv", text)
    if not any(log.truth.values()):
        return
    whole.write("log_1.csv", log.everything())
    one, other = laid.load(), whole.load()
    assert rows(one, VISITS) == rows(other, VISITS)
    assert {file: read for file, read, *_ in accounted(one)} == sizes


@LEAST
@given(seed=st.integers(0, 10**9), wide=st.booleans())
def test_of_whole_exports_the_newest_says_what_there_is(tmp_path_factory, seed, wide):
    """Records come, change and are deleted; every export holds all that there are."""
    folder, draw = tmp_path_factory.mktemp("whole"), random.Random(seed)
    name = "wide_{}.csv" if wide else "log_{}.csv"
    mapping = (WIDE if wide else LOG) + WHOLE.format(name.format("*"))
    deals = "Id\n" + "".join(f"D{n}\n" for n in range(12))
    laid = Bench(folder / "laid").model().write("mapping.toml", mapping).write("deals.csv", deals)
    log, text = Log(seed, False), ""
    for number in range(3):
        log.week(number)
        for record in [r for r in log.truth if draw.random() < 0.15]:
            del log.truth[record]
            log.gone.add(record)
        text = _wide(log) if wide else log.everything()
        laid.write(name.format(number), text)
    if not any(log.truth.values()) or len(text.splitlines()) < 2:
        return
    whole = Bench(folder / "whole").model().write("mapping.toml", mapping).write("deals.csv", deals)
    whole.write(name.format(9), text)
    one, other = laid.load(), whole.load()
    assert rows(one, VISITS) == rows(other, VISITS)
    accounted(one)


def _wide(log: Log) -> str:
    """One row a record: the last time of every stage."""
    lines = ["Id,Source,A,B,C,Lost"]
    for record, entries in log.truth.items():
        last = {stage: START + dt.timedelta(hours=hour) for _, stage, hour in sorted(entries, key=lambda e: e[2])}
        lines.append(",".join([record, "web", *(str(last.get(stage, "")) for stage in ("a", "b", "c", "lost"))]))
    return "\n".join(lines) + "\n"


def test_a_correction_replaces_from_the_records_first_time_on(bench):
    bench.model().write("mapping.toml", LOG).write("deals.csv", "Id\nD1\nD2\n")
    head = "Row,Deal,Stage,At,By\n"
    bench.write("log_2026-09-06.csv", f"{head}1,D1,a,2026-09-01,x\n2,D1,b,2026-09-03,x\n3,D2,a,2026-09-02,x\n")
    bench.write("log_2026-09-13.csv", f"{head}4,D1,c,2026-09-03,y\n5,D2,a,2026-09-02,x\n6,D2,b,2026-09-10,x\n")
    db = bench.load()
    assert rows(db, "select journey_id, stage_id from stage_visits where not passed_through order by 1, visit_no") == [
        ("D1", "a"),
        ("D1", "c"),
        ("D2", "a"),
        ("D2", "b"),
    ]
    assert accounted(db) == [("log_2026-09-06.csv", 3, 1, 2, 0, 0), ("log_2026-09-13.csv", 3, 3, 0, 0, 0)]


def test_a_records_history_goes_with_it(bench):
    """A deal that the newest whole export no longer holds is gone, with what older logs say of it, and that is said."""
    bench.model().write("mapping.toml", LOG.replace("deals.csv", "deals_*.csv") + WHOLE.format("deals_*.csv"))
    bench.write("deals_1.csv", "Id\nD1\nD2\n合計\n").write("deals_2.csv", "Id\nD1\nD3\n")
    bench.write("log_1.csv", "Row,Deal,Stage,At,By\n1,D1,a,2026-09-01,x\n2,D2,a,2026-09-03,x\n3,D3,a,2026-09-04,x\n")
    db = bench.load()
    assert rows(db, "select journey_id from stage_visits order by 1") == [("D1",), ("D3",)]
    assert rows(db, "select journey_id from journeys order by 1") == [("D1",), ("D3",)]
    assert accounted(db) == [("log_1.csv", 2, 2, 0, 0, 1)]
    assert rows(
        db, "select file, read, kept, merged, left_out from load_files where used_for = 'records.deal' order by 1"
    ) == [("deals_1.csv", 1, 0, 1, 2), ("deals_2.csv", 2, 2, 0, 0)]
    assert rows(db, "select subject, affected, total, example from findings where finding = 'records-gone'") == [
        ("deals_*.csv", 1, 3, "D2")
    ]


def test_a_whole_export_without_rows_deletes_nothing(bench, capsys):
    bench.model().write("mapping.toml", WIDE + WHOLE.format("wide_*.csv"))
    bench.write("wide_1.csv", "Id,Source,A,B,C,Lost\nD1,web,2026-09-01,,,\n")
    assert bench.command(capsys).status == 0
    bench.write("wide_2.csv", "Id,Source,A,B,C,Lost\n")
    outcome = bench.command(capsys)
    assert outcome.status == 2 and "wide_2.csv" in outcome.complaint and "count as deleted" in outcome.complaint


def test_a_later_row_of_a_wide_export_replaces_the_earlier(bench):
    bench.model().write("mapping.toml", WIDE)
    bench.write("wide_1.csv", "Id,Source,A,B,C,Lost\nD1,web,2026-09-01,2026-09-03,,\nD2,web,2026-09-01,,,\n")
    bench.write("wide_2.csv", "Id,A,B,C,Lost,Source\nD1,2026-09-01,,,2026-09-05,ads\n")
    db = bench.load()
    assert rows(db, "select journey_id, stage_id, outcome from stage_visits order by 1") == [
        ("D1", "a", "exited"),
        ("D2", "a", "open"),
    ]
    assert rows(db, "select journey_id, source from journeys order by 1") == [("D1", "ads"), ("D2", "web")]
    assert accounted(db) == [("wide_1.csv", 3, 1, 2, 0, 0), ("wide_2.csv", 2, 2, 0, 0, 0)]
    assert rows(db, "select * from findings where finding = 'contradicting-records'") == []


def test_rejected_rows_are_named_by_the_file_they_stand_in(bench):
    bench.model().write("mapping.toml", LOG).write("deals.csv", "Id\nD1\n")
    head = "Row,Deal,Stage,At,By\n"
    bench.write("log_1.csv", f"{head}1,D1,a,2026-09-01,x\n2,,b,2026-09-03,x\n")
    bench.write("log_2.csv", f"{head}3,D1,b,2026-09-04,x\n4,D1\n5,D1,zz,2026-09-05,x\n")
    db = bench.load()
    assert rows(db, "select file, line, reason from rejected_rows order by all") == [
        ("log_1.csv", 3, "no-id"),
        ("log_2.csv", 3, "ragged"),
        ("log_2.csv", 4, "unknown-stage"),
    ]
    assert accounted(db) == [("log_1.csv", 2, 1, 0, 1, 0), ("log_2.csv", 3, 1, 0, 2, 0)]


def test_an_older_export_may_lack_a_column_that_came_later(bench):
    bench.model().write("mapping.toml", WIDE)
    bench.write("wide_1.csv", "Id,A,B\nD1,2026-09-01,2026-09-03\nD2,2026-09-01,\n")
    bench.write("wide_2.csv", "Id,Source,A,B,C,Lost\nD1,web,2026-09-01,2026-09-03,2026-09-07,\n")
    db = bench.load()
    assert rows(db, "select journey_id, source from journeys order by 1") == [("D1", "web"), ("D2", None)]
    assert rows(db, "select count(*) from stage_visits") == [(4,)]


def test_activities_and_targets_of_several_exports(bench):
    bench.model().write(
        "mapping.toml",
        LOG
        + """
[activities]
record = "deal"
file = "calls_*.csv"
id = "Id"
at = "At"
[targets]
file = "aims_*.csv"
stage = "Stage"
metric = "Metric"
target = "Aim"
""",
    ).write("deals.csv", "Id\nD1\n").write("log_1.csv", "Row,Deal,Stage,At,By\n1,D1,a,2026-09-01,x\n")
    bench.write("calls_1.csv", "Id,At\nD1,2026-09-02\nD1,2026-09-04\n").write("calls_2.csv", "Id,At\nD1,2026-09-04\n")
    bench.write("aims_1.csv", "Stage,Metric,Aim\na,conversion,0.5\nb,conversion,0.4\n")
    bench.write("aims_2.csv", "Stage,Metric,Aim\na,conversion,0.6\n")
    db = bench.load()
    assert rows(db, "select happened_at::date::varchar from activities order by 1") == [
        ("2026-09-02",),
        ("2026-09-04",),
    ]
    assert rows(db, "select stage_id, target from targets order by 1") == [("a", 0.6), ("b", 0.4)]
