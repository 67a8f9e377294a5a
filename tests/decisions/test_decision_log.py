"""The book of decisions: written, changed, closed and kept, whatever happens to the loaded data and to the file."""

import datetime as dt
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine

from revflow.decisions import Context, DecisionLog, Draft, EditConflict, StorageError, read
from revflow.workspace.loading import load
from tests.conftest import NOW, Bench
from tests.ui.companies import HOSTILE, steady

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 16)
DRAFT = Draft("Ask for the budget first", "Sato", dt.date(2026, 12, 4), "b", DAY)


def closed(draft: Draft, outcome: str) -> Draft:
    return Draft(**{**vars(draft), "outcome": outcome})


@pytest.fixture
def folder(tmp_path) -> Path:
    place = tmp_path / "company"
    place.mkdir()
    return place


def test_nothing_written_is_no_decision_and_no_file(folder):
    assert read(folder) == [] and not (folder / ".revflow").exists()


def test_what_was_written_is_read_again(folder):
    name = DecisionLog.of(folder).decide(DRAFT, "Tanaka")
    (found,) = read(folder)
    assert (found.id, found.what, found.who, found.due, found.stage) == (
        name,
        "Ask for the budget first",
        "Sato",
        dt.date(2026, 12, 4),
        "b",
    )
    assert (found.decided_on, found.decided_by, found.state, found.revision) == (DAY, "Tanaka", "open", 1)
    assert found.changes[0].written_at.tzinfo is dt.UTC
    assert (folder / ".revflow" / "decisions.sqlite").exists()


def test_every_change_is_kept_with_who_made_it(folder):
    book = DecisionLog.of(folder)
    name = book.decide(DRAFT, "Tanaka")
    book.change(book.one(name), "edited", Draft(**{**vars(DRAFT), "who": "Kim"}), "Mori")
    book.change(book.one(name), "done", closed(book.one(name).last.draft, "it helped"), "Kim")
    book.change(book.one(name), "reopened", book.one(name).last.draft, "Tanaka")
    found = book.one(name)
    assert [(c.revision, c.kind, c.written_by, c.draft.who) for c in found.changes] == [
        (1, "decided", "Tanaka", "Sato"), (2, "edited", "Mori", "Kim"), (3, "done", "Kim", "Kim"), (4, "reopened", "Tanaka", "Kim"),
    ]  # fmt: skip
    assert found.is_open and found.outcome == "it helped" and found.closed_at is None
    raw = sqlite3.connect(folder / ".revflow" / "decisions.sqlite")
    assert raw.execute("select count(*) from revflow_decision_changes").fetchone() == (4,)


def test_open_ones_come_first_the_next_due_ahead(folder):
    book = DecisionLog.of(folder)
    for what, due in (
        ("later", dt.date(2027, 1, 1)),
        ("whenever", None),
        ("soon", dt.date(2026, 11, 20)),
        ("over", None),
    ):
        book.decide(Draft(**{**vars(DRAFT), "what": what, "due": due}), "Tanaka")
    over = next(d for d in book.read() if d.what == "over")
    book.change(over, "dropped", over.last.draft, "Tanaka")
    assert [d.what for d in book.read()] == ["soon", "later", "whenever", "over"]
    assert book.read()[0].days_late(dt.date(2026, 11, 23)) == 3 and book.read()[1].days_late(dt.date(2026, 11, 23)) == 0


def test_a_closed_one_that_is_reworded_stays_closed(folder):
    book = DecisionLog.of(folder)
    name = book.decide(DRAFT, "Tanaka")
    book.change(book.one(name), "dropped", closed(DRAFT, "no budget"), "Kim")
    when = book.one(name).closed_at
    book.change(book.one(name), "edited", closed(DRAFT, "no budget this year"), "Kim")
    assert book.one(name).state == "dropped" and book.one(name).closed_at == when


def test_the_second_of_two_is_told_and_the_first_one_stays(folder):
    one, other = DecisionLog.of(folder), DecisionLog.of(folder)
    name = one.decide(DRAFT, "Tanaka")
    seen_by_one, seen_by_other = one.one(name), other.one(name)
    one.change(seen_by_one, "done", closed(DRAFT, "fewer wait"), "Tanaka")
    with pytest.raises(EditConflict) as told:
        other.change(seen_by_other, "dropped", closed(DRAFT, "too dear"), "Kim")
    assert told.value.decision.outcome == "fewer wait" and told.value.decision.last.written_by == "Tanaka"
    assert [c.kind for c in one.one(name).changes] == ["decided", "done"]
    other.change(told.value.decision, "dropped", closed(DRAFT, "too dear"), "Kim")
    assert [c.draft.outcome for c in one.one(name).changes] == ["", "fewer wait", "too dear"]


def test_two_edits_of_different_fields_both_stand(folder):
    book = DecisionLog.of(folder)
    name = book.decide(DRAFT, "Tanaka")
    book.change(book.one(name), "edited", Draft(**{**vars(DRAFT), "who": "Kim"}), "Tanaka")
    wished = book.one(name).with_wishes(1, Draft(**{**vars(DRAFT), "due": dt.date(2027, 1, 8)}))
    assert (wished.who, wished.due, wished.what) == ("Kim", dt.date(2027, 1, 8), DRAFT.what)


WRITER = """
import datetime as dt, sys
from pathlib import Path
from revflow.decisions import DecisionLog, Draft, EditConflict
book, me = DecisionLog.of(Path(sys.argv[1])), sys.argv[2]
day = dt.date(2026, 11, 16)
for turn in range(20):
    book.decide(Draft(f"{me} {turn}", me, None, "b", day), me)
    shared = next(d for d in book.read() if d.what == "shared")
    while True:
        try:
            book.change(shared, "edited", Draft("shared", f"{me} {turn}", None, "b", day), me)
            break
        except EditConflict as quicker:
            shared = quicker.decision
"""


def test_two_processes_at_once_lose_nothing(folder):
    DecisionLog.of(folder).decide(Draft("shared", "nobody", None, "b", DAY), "Tanaka")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder), name], cwd=ROOT, stderr=subprocess.PIPE)
        for name in ("one", "two")
    ]
    for writer in writers:
        _, complaint = writer.communicate(timeout=120)
        assert writer.returncode == 0, complaint.decode()
    found = read(folder)
    assert {d.what for d in found} == {"shared", *(f"{name} {turn}" for name in ("one", "two") for turn in range(20))}
    shared = next(d for d in found if d.what == "shared")
    assert [c.revision for c in shared.changes] == list(range(1, 42))
    assert {c.draft.who for c in shared.changes[1:]} == {
        f"{name} {turn}" for name in ("one", "two") for turn in range(20)
    }


def test_whatever_people_write_is_kept_as_it_is(folder):
    book = DecisionLog.of(folder)
    for words in (*HOSTILE, "'; drop table revflow_decision_changes; --", "a\nb\tc", "😀👩‍👩‍👧"):
        name = book.decide(Draft(words, words, None, "b", DAY, words), words)
        found = book.one(name)
        assert (found.what, found.who, found.outcome, found.decided_by) == (words,) * 4


def test_what_no_database_keeps_is_left_out(folder):
    name = DecisionLog.of(folder).decide(Draft("half \ud800 a\x00letter", "x" * 20_000, None, "b", DAY), "y")
    (found,) = read(folder)
    assert found.id == name and found.what == "half ? aletter" and len(found.who) == 10_000


def test_decisions_outlive_every_load_and_the_database(tmp_path):
    bench = steady(Bench(tmp_path / "company"))
    database = load(bench.folder, now=NOW).database
    DecisionLog.of(bench.folder).decide(DRAFT, "Tanaka")
    load(bench.folder, now=NOW)
    assert [d.what for d in read(bench.folder)] == [DRAFT.what]
    database.unlink()
    assert [d.what for d in read(bench.folder)] == [DRAFT.what]
    load(bench.folder, now=NOW)
    assert [d.what for d in read(bench.folder)] == [DRAFT.what]


# --- files of other versions, broken ones, ones that can only be read ---

FIRST_VERSION = """
create table revflow_decisions_version (version integer primary key, made_at datetime not null);
create table revflow_decision_changes (
    decision_id varchar(32) not null, revision integer not null, workspace text not null, kind varchar(16) not null,
    written_at datetime not null, written_by text not null, what text not null, who text not null, due date,
    stage text not null, decided_on date not null, outcome text not null, primary key (decision_id, revision));
insert into revflow_decisions_version values (1, '2026-11-01 09:00:00.000000');
insert into revflow_decision_changes values
    ('a1', 1, 'company', 'decided', '2026-11-02 00:30:00.000000', '田中', '予算を先に聞く', '佐藤', '2026-12-04', 'b', '2026-11-02', ''),
    ('a1', 2, 'company', 'done', '2026-11-16 00:30:00.000000', '佐藤', '予算を先に聞く', '佐藤', '2026-12-04', 'b', '2026-11-02', '早くなった');
"""


def write_first_version(folder: Path) -> Path:
    (folder / ".revflow").mkdir()
    file = folder / ".revflow" / "decisions.sqlite"
    by_hand = sqlite3.connect(file)
    by_hand.executescript(FIRST_VERSION)
    by_hand.close()
    return file


def test_a_file_of_the_first_version_is_read_and_added_to(folder):
    write_first_version(folder)
    (found,) = read(folder)
    assert (found.state, found.what, found.outcome, found.decided_by) == (
        "done",
        "予算を先に聞く",
        "早くなった",
        "田中",
    )
    book = DecisionLog.of(folder)
    book.change(found, "reopened", found.last.draft, "Kim")
    book.decide(DRAFT, "Kim")
    assert [(d.state, d.revision) for d in read(folder)] == [("open", 3), ("open", 1)]


def test_bringing_a_file_up_keeps_what_is_in_it_and_adds_what_is_new(folder):
    file = write_first_version(folder)
    before = sqlite3.connect(file).execute("select * from revflow_decision_changes order by revision").fetchall()
    book = DecisionLog.of(folder)
    said = Context("2026-11-15", "named", "b", 0.97, 3.1, 4_200_000.0, (("source", ("web", "")),))
    name = book.decide(DRAFT, "Kim", said)
    assert book.one(name).context == said and book.one("a1").context == Context()
    raw = sqlite3.connect(file)
    assert [
        row[:-1] for row in raw.execute("select * from revflow_decision_changes where decision_id = 'a1' order by 2")
    ] == before
    assert raw.execute("select version from revflow_decisions_version order by 1").fetchall() == [(1,), (2,), (3,)]


def test_a_context_of_a_later_version_is_read_as_far_as_it_is_known():
    assert Context.from_text('{"status": "named", "mood": 3}') == Context(status="named")
    assert Context.from_text("no json") == Context.from_text("[1]") == Context.from_text(None) == Context()


def test_a_file_of_a_newer_version_is_left_alone(folder):
    file = write_first_version(folder)
    by_hand = sqlite3.connect(file)
    by_hand.execute("insert into revflow_decisions_version values (99, '2027-01-01 00:00:00.000000')")
    by_hand.commit()
    by_hand.close()
    before = file.read_bytes()
    for attempt in (lambda: read(folder), lambda: DecisionLog.of(folder).decide(DRAFT, "Kim")):
        with pytest.raises(StorageError, match="newer RevFlow") as fault:
            attempt()
        assert fault.value.code == "newer"
    assert file.read_bytes() == before


def test_a_broken_file_is_a_sentence_with_its_place(folder):
    (folder / ".revflow").mkdir()
    file = folder / ".revflow" / "decisions.sqlite"
    file.write_bytes(b"this is no database" * 100)
    for attempt in (lambda: read(folder), lambda: DecisionLog.of(folder).decide(DRAFT, "Kim")):
        with pytest.raises(StorageError) as fault:
            attempt()
        assert fault.value.code == "broken" and str(file) in str(fault.value)
    assert file.read_bytes() == b"this is no database" * 100


def test_what_can_only_be_read_is_read_and_refuses_to_be_written(folder):
    file = write_first_version(folder)
    read_only = DecisionLog(
        create_engine(f"sqlite:///file:{file}?mode=ro&uri=true", poolclass=NullPool), "company", file
    )
    assert [d.what for d in read_only.read()] == ["予算を先に聞く"]
    with pytest.raises(StorageError) as fault:
        read_only.decide(DRAFT, "Kim")
    assert fault.value.code == "readonly"


def test_a_team_database_keeps_workspaces_apart(tmp_path):
    shared = create_engine(f"sqlite:///{tmp_path / 'team.sqlite'}", poolclass=NullPool)
    one, other = DecisionLog(shared, "one", None), DecisionLog(shared, "other", None)
    assert one.read() == []
    one.decide(DRAFT, "Tanaka")
    other.decide(Draft(**{**vars(DRAFT), "what": "elsewhere"}), "Kim")
    assert [d.what for d in one.read()] == [DRAFT.what] and [d.what for d in other.read()] == ["elsewhere"]


def test_a_team_database_that_is_not_there_is_a_sentence(tmp_path):
    book = DecisionLog(create_engine(f"sqlite:////{tmp_path}/nowhere/at/all.sqlite", poolclass=NullPool), "one", None)
    with pytest.raises(StorageError) as fault:
        book.read()
    assert fault.value.code == "unreachable"
