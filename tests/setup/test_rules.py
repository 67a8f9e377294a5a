"""Setting a company up: names of files, stages and labels, guesses, what one file more or less means for a mapping."""

import gzip

import pytest

from revflow.common.errors import UnusableInput
from revflow.model.read import model_from
from revflow.model.types import fold
from revflow.setup import columns, counting, draft, guesses, names, outcome, stages


@pytest.mark.parametrize(
    ("stem", "stored", "pattern"),
    [
        ("商談", "商談_2026-11-21.csv", "商談_*.csv"),
        ("商談_20261114", "商談_20261114.csv", "商談_*.csv"),
        ("report1732190000000", "report1732190000000.csv", "report*.csv"),
        ("deals-2026-11-14", "deals-2026-11-14.csv", "deals-*.csv"),
        ("商談 2026年11月14日", "商談 2026年11月14日.csv", "商談 *.csv"),
        ("Q3 deals", "Q3 deals_2026-11-21.csv", "Q3 deals_*.csv"),
    ],
)
def test_a_file_is_stored_so_that_next_week_fits_beside_it(stem, stored, pattern):
    assert next(names.candidates(stem, ".csv", "2026-11-21")) == (stored, pattern)
    later = names.next_name(pattern, f"{stem}.csv", ".csv", "2026-11-28", {stored})
    assert later != stored and names.claims([pattern], [stored, later]) == {stored: pattern, later: pattern}


def test_rows_of_a_dry_run_are_all_accounted_for():
    mapping = {
        "records": {"deal": {"file": "deals.csv", "id": "Id"}},
        "events": [{"file": "history_*.csv", "record": "deal", "id": "Id", "where": {"Field": ["StageName"]}}],
    }
    account = [
        ("deals.csv", "records", 100, 100, 0, 0, 1),
        ("deals.csv", "stage entries", 40, 40, 0, 0, 61),
        ("history_1.csv", "stage entries", 300, 290, 0, 10, 5178),
    ]
    deals, history = outcome.counted(account, [("deals.csv", 1)], mapping, ["deals.csv", "history_1.csv"])
    assert (deals.rows, deals.read, deals.chosen_out, deals.lines) == (101, 100, 0, 1)
    assert (history.rows, history.read, history.chosen_out, history.lines) == (5478, 300, 5178, 0)
    assert history.is_other_fields and history.conditions == (("Field", ("StageName",), True),)


def test_columns_worth_reading_tell_records_apart_and_are_not_read_yet():
    rows = [[f"id{n}", ("a", "b")[n % 2], ("x", "y")[n % 2], "same", f"text {n} of many"] for n in range(30)]
    header = ("Id", "Source", "Region", "Country", "Memo")
    assert guesses.worth_reading(header, rows, {"Id", "Source"}) == ["Region"]
    assert guesses.worth_reading(header, rows, {"Id", "Source"}, {"x", "y"}) == []


def test_names_that_end_a_journey_in_other_words_are_told():
    model = {
        "stages": [
            {"id": "talk", "ja": "商談", "en": "Talk", "department": "sales", "labels": ["01_商談"]},
            {"id": "cs", "ja": "カスタマーサクセス", "department": "cs", "labels": ["04_受注"]},
        ],
        "goal": "cs",
        "departments": {"sales": {"ja": "営業"}, "cs": {"ja": "CS"}},
        "exits": {
            "recycle": {"ja": "リサイクル", "kind": "recycle", "labels": ["06_保留"]},
            "lost": {"ja": "失注", "kind": "lost", "labels": ["05_失注"]},
        },
    }
    found = stages.decided(model, ["01_商談", "04_受注", "05_失注", "06_保留", "未知"])
    assert found == [("04_受注", "cs"), ("06_保留", "recycle")]


def test_the_pattern_that_says_most_takes_a_file():
    files = ["商談_2026-11-21.csv", "商談_履歴_2026-11-21.csv", "メモ.csv"]
    assert names.claims(["商談_*.csv", "商談_履歴_*.csv"], files) == {
        files[0]: "商談_*.csv",
        files[1]: "商談_履歴_*.csv",
    }


@pytest.mark.parametrize("name", ["", "   ", "..", "/", "\u202e\u200b", "***"])
def test_a_name_of_nothing_is_refused_in_both_languages(name):
    with pytest.raises(UnusableInput) as found:
        names.company_folder(name)
    assert found.value.said("ja") != found.value.said("en") == str(found.value)


def test_a_label_means_one_stage_even_where_it_is_another_ones_id():
    model, mapping = stages.assigned(
        stages.builtin(),
        {"events": [{"file": "a.csv", "dates": {"opportunity": "案件化日"}}]},
        "Opportunity",
        "meeting",
    )
    known = stages.known_labels(model)
    assert known[fold("Opportunity")] == "meeting"
    (moved,) = mapping["events"][0]["dates"]
    assert moved != "opportunity" and moved in stages.places(model)
    assert stages.name_of(stages.places(model)[moved], moved, "ja") == "案件化"


def test_a_stage_that_is_taken_out_leaves_a_model_that_can_be_read():
    model = stages.builtin()
    for place in ("adoption", "proposal", "lead", "renewed", "lost"):
        model = stages.without(model, place)
        read = model_from(model)
        assert place not in {p.id for _, p in read.places()}
    assert model["goal"] == "onboarding" and model["attributes"]["deal_type"]["decided_at"] == "opportunity"


def test_the_end_of_the_line_stays_the_end():
    model = stages.moved(stages.builtin(), "renewed", -3)
    assert [stage["id"] for stage in model["stages"] if stage.get("terminal")] == [model["stages"][-1]["id"]]
    assert model_from(model).stages[-1].terminal


def test_guesses_rest_on_names_and_values():
    header = ("レコード番号", "会社", "状況", "更新日時", "担当者", "金額", "メール")
    rows = [
        [f"R{n}", f"会社{n}", ("新規", "提案")[n % 2], f"2026/1/{n + 1} 10:00", "佐藤", f"{n},000", f"a{n}@b.jp"]
        for n in range(20)
    ]
    found = guesses.guess(header, rows)
    assert (found["id"], found["stage"], found["at"]) == ("レコード番号", "状況", "更新日時")
    assert (found["owner"], found["amount"]) == ("担当者", "金額")
    assert guesses.content_of([row[6] for row in rows]) == "contact"
    assert guesses.content_of(["", ""]) == "empty"


@pytest.mark.parametrize(
    ("column", "stage"), [("提案日", "提案"), ("オンボーディング開始日", "オンボーディング"), ("Won date", "Won")]
)
def test_a_date_column_names_its_stage(column, stage):
    assert guesses.stage_named_by(column) == stage


MAPPING = {
    "records": {
        "lead": {"file": "l.csv", "id": "ID"},
        "deal": {"file": "d.csv", "id": "ID", "belongs_to": {"lead": "LID"}},
    },
    "events": [
        {"record": "lead", "file": "l.csv", "id": "ID", "dates": {"lead": "Created"}},
        {"record": "deal", "file": "h.csv", "id": "DID", "stage": "S", "at": "T"},
    ],
    "files": {"l.csv": {"encoding": "cp932"}},
}


def test_a_file_that_is_taken_out_takes_along_what_rests_on_it():
    left = draft.without_file(MAPPING, "l.csv")
    assert left == {"records": {"deal": {"file": "d.csv", "id": "ID"}}, "events": [MAPPING["events"][1]]}
    assert draft.adopted(left, MAPPING, "l.csv")["records"]["deal"]["belongs_to"] == {"lead": "LID"}
    assert draft.without_file(MAPPING, "d.csv")["events"] == [MAPPING["events"][0]]


def test_what_is_missing_is_named_before_anything_is_read():
    mapping = columns.for_purpose({}, "a.csv", "deal", {"id": "ID", "stage": "S"})
    assert columns.gaps(mapping) == [("a.csv", "at")]
    mapping = columns.with_slot(mapping, ("events", 0), "at", "T")
    assert columns.gaps(mapping) == [] and columns.columns_of(mapping, "a.csv") == {"ID", "S", "T"}


def test_rows_are_counted_without_lines_inside_quotes(tmp_path):
    text = 'a,b\n1,"two\nlines"\n2,x'
    (tmp_path / "t.csv").write_text(text)
    with gzip.open(tmp_path / "t.csv.gz", "wt") as file:
        file.write(text)
    (tmp_path / "broken.csv.gz").write_bytes(b"no gzip")
    assert counting.rows_in(tmp_path / "t.csv") == counting.rows_in(tmp_path / "t.csv.gz") == 2
    assert counting.rows_in(tmp_path / "broken.csv.gz") == 0


def test_the_day_of_the_next_contact_goes_with_its_file():
    mapping = {
        "records": {"lead": {"file": "leads.csv", "id": "Id"}, "deal": {"file": "deals.csv", "id": "Nr"}},
        "events": [{"file": "leads.csv", "record": "lead", "id": "Id", "stage": "Status", "at": "Created"}],
    }
    planned = columns.with_planned(mapping, ("records", "deal"), "Recall")
    assert planned["plans"] == {"record": "deal", "file": "deals.csv", "id": "Nr", "at": "Recall"}
    lead, deal = (columns.Part(("records", kind), planned["records"][kind]) for kind in ("lead", "deal"))
    assert columns.planned_in(planned, lead) is None and columns.planned_in(planned, deal) == "Recall"
    assert "Recall" in columns.columns_of(planned, "deals.csv")
    assert columns.with_slot(planned, ("records", "deal"), "id", "Key")["plans"]["id"] == "Key"
    assert draft.files_renamed(planned, {"deals.csv": "d_*.csv"})["plans"]["file"] == "d_*.csv"
    assert "plans" not in draft.without_file(planned, "deals.csv")
    assert draft.adopted(mapping, planned, "deals.csv")["plans"] == planned["plans"]
    assert "plans" not in columns.with_planned(planned, ("records", "deal"), None)
