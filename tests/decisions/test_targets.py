"""targets and what departments hear: written, changed, taken back, and laid over targets.csv; nothing is overwritten."""

import datetime as dt
import threading

import pandas as pd

from revflow.decisions.decision_log import DecisionLog
from revflow.decisions.heard import HeardBook
from revflow.decisions.targets import TargetBook, newest, with_entered
from tests.decisions.test_decision_log import DRAFT, write_first_version

GIVEN = pd.DataFrame(
    [
        ("won", "entries", "2026-11", 30.0),
        ("won", "conversion", "2026-11", 0.5),
        ("won", "entries", "2026-12", 20.0),
    ],
    columns=["stage_id", "metric", "period", "target"],
)


def rows(frame: pd.DataFrame) -> list[tuple]:
    return sorted(frame.itertuples(index=False, name=None))


def test_an_entered_target_takes_the_place_of_the_files_and_gives_it_back(tmp_path):
    book = TargetBook.of(tmp_path)
    assert book.read() == [] and rows(with_entered(GIVEN, [])) == rows(GIVEN)
    book.set("won", "2026-11", 40, "Sato", "signed orders", "Tanaka")
    book.set("lead", "2026-Q4", 900, "Kim", "", "Tanaka")
    assert rows(with_entered(GIVEN, book.read())) == [
        ("lead", "entries", "2026-Q4", 900.0),
        ("won", "conversion", "2026-11", 0.5),
        ("won", "entries", "2026-11", 40.0),
        ("won", "entries", "2026-12", 20.0),
    ]
    book.set("won", "2026-11", None, "Sato", "", "Mori")
    assert ("won", "entries", "2026-11", 30.0) in rows(with_entered(GIVEN, book.read()))


def test_every_change_is_kept_with_who_made_it(tmp_path):
    book = TargetBook.of(tmp_path)
    for target, by in ((30, "Tanaka"), (36, "Mori")):
        book.set("won", "2026-11", target, "Sato", "signed orders", by)
    assert [(each.revision, each.target, each.written_by) for each in book.read()] == [
        (1, 30, "Tanaka"),
        (2, 36, "Mori"),
    ]
    (now,) = newest(book.read())
    assert (now.target, now.owner, now.definition) == (36, "Sato", "signed orders")
    assert now.written_at.tzinfo is dt.UTC


def test_ten_at_once_lose_nothing(tmp_path):
    TargetBook.of(tmp_path).set("won", "2026-11", 1, "", "", "first")
    threads = [
        threading.Thread(target=TargetBook.of(tmp_path).set, args=("won", "2026-11", float(n), "", "", f"p{n}"))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = TargetBook.of(tmp_path).read()
    assert sorted(each.revision for each in found) == [1, 2, 3, 4, 5]


def test_a_book_of_the_first_version_has_none_and_takes_some(tmp_path):
    write_first_version(tmp_path)
    book = TargetBook.of(tmp_path)
    assert book.read() == []
    book.set("won", "2026-11", 12, "", "", "Tanaka")
    assert [each.target for each in book.read()] == [12]
    assert len(DecisionLog.of(tmp_path).read()) == 1


def test_a_line_a_department_and_week(tmp_path):
    """The newest one holds; an empty one takes it back; other weeks and departments stand beside it."""
    book, monday = HeardBook.of(tmp_path), dt.date(2026, 11, 16)
    assert book.read(monday) == []
    book.write(monday, "marketing", "The fair brings <b>many</b> students.", "Sato")
    book.write(monday, "field_sales", "Nobody knows why they come.", "Kim")
    book.write(monday, "marketing", "The fair brings many students.", "Sato")
    book.write(monday - dt.timedelta(days=7), "marketing", "Last week.", "Sato")
    assert [(each.department, each.words) for each in book.read(monday)] == [
        ("marketing", "The fair brings many students."),
        ("field_sales", "Nobody knows why they come."),
    ]
    book.write(monday, "field_sales", "", "Kim")
    assert [each.department for each in book.read(monday)] == ["marketing"]
    assert DecisionLog.of(tmp_path).read() == []
    DecisionLog.of(tmp_path).decide(DRAFT, "Tanaka")
    assert len(book.read(monday)) == 1
