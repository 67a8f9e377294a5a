"""'Your own data' in-process: exports dropped, put right, tried, loaded; what is left when it is not."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from revflow.intake.tables import KINDS
from revflow.setup import finish as finishing
from revflow.setup import moving_in, staging
from revflow.store.reading import Database
from revflow.workspace import registry
from tests.ui import exported
from tests.ui.conftest import ROOT, shown

CSV = "text/csv"


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """An empty folder where new companies are set up."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("REVFLOW_DATA", str(folder))
    monkeypatch.delenv("REVFLOW_WORKSPACES", raising=False)
    return folder


def page(language: str = "en", **query) -> AppTest:
    at = AppTest.from_file(str(ROOT / "revflow" / "ui" / "frame" / "main.py"), default_timeout=60)
    for name, value in {"lang": language, **query}.items():
        at.query_params[name] = value
    at.switch_page(str(ROOT / "pages" / "setup.py"))
    return at.run()


def drop(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    at.file_uploader[0].set_value([(name, content, CSV) for name, content in files])
    return at.run()


def control(at: AppTest, kind: str, *parts):
    wanted = "setup|" + "|".join(map(str, parts))
    return next(element for element in at.get(kind) if element.key == wanted)


def press(at: AppTest, *parts) -> AppTest:
    return control(at, "button", *parts).click().run()


def both() -> list[tuple[str, bytes]]:
    return [("商談.csv", exported.salesforce_deals()), ("商談履歴.csv", exported.salesforce_history())]


def database(folder: Path) -> Database:
    return Database.open(staging_database(folder))


def staging_database(folder: Path) -> Path:
    return folder / ".revflow" / "revflow.duckdb"


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != staging.WAITING)


def entries(folder: Path) -> dict[str, int]:
    rows = database(folder).query("select stage_id, count(*) from stage_visits where not passed_through group by all")
    return dict(rows.fetchall())


def stage_called(folder: Path, name: str) -> str:
    return database(folder).query("select stage_id from stages where ja = ?", [name]).fetchall()[0][0]


def test_without_any_company_the_page_asks_for_files(data, monkeypatch):
    at = page("ja")
    assert "書き出したファイルを置くと" in shown(at) and not at.exception
    assert control(at, "text_input", "name").value == "自社"
    empty = AppTest.from_file(str(ROOT / "revflow" / "ui" / "frame" / "main.py"), default_timeout=60)
    empty.query_params["lang"] = "en"
    assert "no company to look at" in shown(empty.run())
    assert any(link.proto.label == "Bring your own data" for link in empty.get("page_link"))


def test_japanese_exports_are_recognised_and_loaded(data):
    at = drop(page("ja"), *both())
    words = shown(at)
    assert (
        "Salesforceの「商談の一覧」です(120行)" in words
        and "Salesforceの「商談のステージが変わった履歴」です(400行)" in words
    )
    assert left(data) == []  # nothing of a company yet
    at = press(at, "try")
    assert "読み込めない行はありません" in shown(at) and left(data) == []
    press(at, "open")
    company = data / "自社"
    assert left(data) == ["自社"] and staging.waiting() == []
    assert database(company).query("select count(*) from journeys").fetchall() == [(120,)]
    assert entries(company)[stage_called(company, "見込み")] == 120
    assert [workspace.name for workspace in registry.offered()] == ["自社"]
    assert not registry.is_stale(registry.offered()[0])


def test_an_english_history_alone_is_loaded_under_the_name_given(data):
    at = page()
    control(at, "text_input", "name").set_value("Acme Inc.").run()
    at = drop(at, ("OpportunityHistory.csv", exported.plain_history()))
    press(at, "open")
    assert left(data) == ["Acme Inc"]
    assert sum(entries(data / "Acme Inc").values()) == 380  # 400 entries, 20 of them into an exit


def test_a_list_nobody_knows_is_read_by_guesses_that_are_put_right(data):
    at = drop(page(), ("app.csv", exported.own_app()))
    assert "Not read: stages stand in deals" in shown(at)
    file = next(iter(waiting_draft(data)["uploads"].values()))["pattern"]
    at = control(at, "selectbox", "purpose", file).set_value("deal").run()
    assert "guessed" in shown(at)
    draft = waiting_draft(data)["mapping"]
    assert draft["records"]["deal"]["id"] == "レコード番号"
    assert (draft["events"][0]["stage"], draft["events"][0]["at"]) == ("いまの進み具合", "進み具合が変わった日")
    at = control(at, "selectbox", "slot", "events", 0, "owner").set_value("地区").run()
    at = control(at, "selectbox", "slot", "events", 0, "stage").set_value("地区").run()  # a slip ...
    assert waiting_draft(data)["mapping"]["events"][0]["stage"] == "地区"
    at = control(at, "selectbox", "slot", "events", 0, "stage").set_value("いまの進み具合").run()  # ... put right
    press(at, "open")
    company = data / "My company"
    assert database(company).query("select count(*) from journeys").fetchall() == [(60,)]
    assert entries(company)[stage_called(company, "見積中")] == 12
    owners = database(company).query("select distinct owner from stage_visits order by 1").fetchall()
    assert owners == [("東",), ("西",)]


def waiting_draft(data: Path) -> dict:
    (room,) = staging.waiting()
    return json.loads(room.draft.read_text(encoding="utf-8"))


def test_a_label_nobody_knows_is_assigned_and_counted(data):
    set_up(data)
    history = exported.salesforce_history().decode("cp932").replace('"提案"', '"稟議中"').encode("cp932")
    at = drop(page(into="自社"), ("商談履歴_20261128.csv", history))
    assert "稟議中" in shown(at)
    at = press(at, "try")
    assert "Stage names that nobody knows: 稟議中 (80)" in shown(at)
    company = data / "自社"
    proposal = stage_called(company, "提案")
    at = control(at, "selectbox", "label", "稟議中").set_value(proposal).run()
    at = press(at, "try")
    assert "Stage names that nobody knows" not in shown(at)
    press(at, "open")
    assert entries(company)[proposal] == 80
    assert "稟議中" in (company / "model.toml").read_text(encoding="utf-8")


def set_up(data: Path) -> Path:
    press(drop(page("ja"), *both()), "open")
    return data / "自社"


def test_next_week_one_click_is_enough(data):
    company = set_up(data)
    before = database(company).query("select count(*) from journeys").fetchall()[0][0]
    more = {"count": 130, "until": dt.date(2026, 11, 15)}
    files = [("商談.csv", exported.salesforce_deals(**more)), ("商談履歴.csv", exported.salesforce_history(**more))]
    at = drop(page("ja", into="自社"), *files)
    words = shown(at)
    assert "これまでの「商談の一覧」の続きの書き出しです(130行)" in words
    assert "列が" in words and not any(element.key == "setup|see-stages" for element in at.get("toggle"))
    assert database(company).query("select count(*) from journeys").fetchall()[0][0] == before
    press(at, "open")
    assert database(company).query("select count(*) from journeys").fetchall() == [(130,)]
    assert len([name for name in left(company) if name.startswith("商談")]) == 4
    assert not staging.for_company(company).root.exists()
    assert not registry.is_stale(registry.offered()[0])


def test_discarding_leaves_nothing(data):
    company = set_up(data)
    before = {name: (company / name).read_bytes() for name in left(company) if name != ".revflow"}
    at = drop(page(into="自社"), ("商談_20261128.csv", exported.salesforce_deals(count=130)))
    press(at, "discard")
    assert {name: (company / name).read_bytes() for name in left(company) if name != ".revflow"} == before
    assert not staging.for_company(company).root.exists()
    at = drop(page(into="new"), ("x.csv", exported.plain_history()))
    press(at, "discard")
    assert staging.waiting() == [] and left(data) == ["自社"]


def test_a_page_that_is_opened_again_goes_on_where_it_was(data):
    drop(page(), ("app.csv", exported.own_app()))
    again = page()
    assert "app.csv" in shown(again) and "Not read: stages stand in deals" in shown(again)


def test_what_can_not_be_loaded_changes_nothing(data):
    company = set_up(data)
    stamp = staging_database(company).stat().st_mtime_ns
    at = drop(page(into="自社"), ("商談履歴.csv", b"\xef\xbb\xbfa,b\n1,2\n"))
    assert "Not recognised" in shown(at)
    press(at, "open")
    assert staging_database(company).stat().st_mtime_ns != stamp or staging.for_company(company).exists()
    assert database(company).query("select count(*) from journeys").fetchall() == [(120,)]


@pytest.mark.parametrize("step", ["load", "ready", "half"])
def test_killed_midway_the_last_good_state_stands(data, monkeypatch, step):
    company = set_up(data)
    more = exported.salesforce_history(count=130, until=dt.date(2026, 11, 15))
    at = drop(page(into="自社"), ("商談履歴.csv", more))

    class Killed(BaseException):
        pass

    def die(*_, **__):
        raise Killed

    room = staging.for_company(company)
    if step == "load":
        monkeypatch.setattr(finishing.bounded, "load", die)
    elif step == "ready":
        monkeypatch.setattr(finishing, "carry_on", die)
    else:
        moved, replace = [], moving_in.os.replace

        def once(source, target):
            if moved and Path(target).parent == company:
                raise Killed
            moved.extend([target] if Path(target).parent == company else [])
            replace(source, target)

        monkeypatch.setattr(moving_in.os, "replace", once)
    with pytest.raises(Killed):
        finishing.finish(room, staging_draft(room))
    monkeypatch.undo()
    monkeypatch.setenv("REVFLOW_DATA", str(data))
    assert at is not None
    assert database(company).query("select count(*) from stage_events").fetchall() == [(400,)]
    assert moving_in.carry_on(room) == (step != "load")
    if step != "load":
        assert database(company).query("select count(distinct journey_id) from stage_events").fetchall() == [(130,)]
        assert not registry.is_stale(registry.offered()[0])


def staging_draft(room):
    from revflow.setup import draft

    return draft.of(room)


HOSTILE = (
    "../../etc/商談.csv",
    "..\\..\\商談.csv",
    "<img src=x onerror=alert(1)>.csv",
    "=cmd|' /C calc'!A0.csv",
    "CON.csv",
    "a*b?[c].csv",
    "\u202egnp.csv",
    "長" * 300 + ".csv",
    " .csv",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_stays_in_its_folder(data, name):
    at = drop(page(), (name, exported.plain_history()))
    assert not at.exception
    (room,) = staging.waiting()
    (stored,) = room.names()
    assert (room.files / stored).is_file() and "/" not in stored and "\\" not in stored
    assert not set('<>:"|?*[]') & set(stored) and len(stored.encode()) < 255
    assert [path for path in data.parent.rglob("*.csv") if room.root not in path.parents] == []
    press(at, "open")
    assert left(data) == ["My company"]


@pytest.mark.parametrize("name", ["../up", "..", "/etc", "a/../../b", "C:\\x", "\u202e", "CON", ".hidden", "x" * 400])
def test_a_hostile_company_name_makes_no_path(data, name):
    at = page()
    control(at, "text_input", "name").set_value(name).run()
    if at.file_uploader:
        press(drop(at, ("h.csv", exported.plain_history())), "open")
    made = [path for path in data.parent.iterdir() if path != data]
    assert made == [] and all(path.parent == data for path in data.iterdir())
    assert all(not name.startswith(".") for name in left(data))


def test_a_name_that_is_taken_is_said(data):
    set_up(data)
    at = page(into="new")
    control(at, "text_input", "name").set_value("自社").run()
    assert "There is a company &#x27;自社&#x27; already" in shown(at) and not at.file_uploader


def test_a_file_of_another_kind_is_refused_by_name(data):
    at = drop(page(), ("notes.pdf", b"%PDF-1.4"), ("empty.csv", b""))
    words = shown(at)
    assert "notes.pdf: files of this kind" in words and "empty.csv: the file is empty" in words
    assert staging.waiting() == [] and KINDS[0] in words


def test_columns_are_called_as_the_file_calls_them(data):
    """A column 'stage_id' of an export is none of ours, and 'source' is not translated."""
    rows = [[f"s{n}", "web", f"2026-0{1 + n % 9}-11"] for n in range(9)]
    at = drop(page("ja"), ("x.csv", exported.table(["stage_id", "source", "day"], rows, "utf-8")))
    assert not at.exception and "表示できませんでした" not in shown(at)
    assert list(at.dataframe[0].value.columns) == ["stage_id", "source", "day"]


def test_an_event_log_of_another_field_is_a_history(data):
    header = ["case:concept:name", "concept:name", "time:timestamp", "org:resource"]
    rows = [
        [f"c{n // 3}", ("Apply", "Check", "Approve")[n % 3], f"2026-01-0{1 + n % 9}T10:00:00", "a"] for n in range(60)
    ]
    at = drop(page(), ("log.csv", exported.table(header, rows, "utf-8")))
    assert "A history of stage changes" in shown(at)
    press(at, "open")
    assert sum(entries(data / "My company").values()) == 60


def test_the_same_file_twice_counts_once(data):
    at = drop(page(), ("a.csv", exported.plain_history()))
    at = drop(at, ("b.csv", exported.plain_history()))
    assert "is the same, to the letter" in shown(at)
    assert len(waiting_draft(data)["uploads"]) == 1


def test_files_that_are_there_already_lead_to_the_review(data):
    company = set_up(data)
    at = drop(page(into="自社"), *both())
    words = shown(at)
    assert "Already loaded: nothing has changed." in words and "商談.csv, 商談履歴.csv" in words
    assert not any(button.key == "setup|open" for button in at.button)
    assert "Load and open" not in words  # no hint at a button that is not there
    assert not staging.for_company(company).root.exists()
    at = press(at, "review")
    assert "Step 1" not in shown(at) and at.query_params["workspace"] in ("自社", ["自社"])


def test_a_file_that_is_there_already_does_not_hide_a_new_one(data):
    set_up(data)
    at = drop(page(into="自社"), both()[0], ("商談履歴.csv", exported.salesforce_history(count=130)))
    assert "Already loaded: nothing has changed." in shown(at)
    assert [known["name"] for known in draft_of(data / "自社")["uploads"].values()] == ["商談履歴.csv"]
    assert not control(at, "button", "open").disabled


def test_columns_that_are_not_read_are_counted_and_the_useful_ones_named(data):
    lines = exported.salesforce_deals().decode("cp932").splitlines()
    more = [f"{lines[0]},事業部", *(f"{line},{('東', '西')[n % 2]}" for n, line in enumerate(lines[1:]))]
    at = drop(page("ja"), ("商談.csv", "\r\n".join(more).encode("cp932")), both()[1])
    (line,) = [line for line in shown(at).splitlines() if "読まない列が" in line]
    assert "事業部" in line and "7列" in line
    assert (
        "取引先名" not in line and "フェーズ" not in line
    )  # names tell nothing apart; stages are read from the history


def test_a_name_taken_as_an_exit_or_as_won_is_said_unasked(data):
    history = exported.salesforce_history().decode("cp932").replace('"失注"', '"06_保留"').encode("cp932")
    at = drop(page("ja"), both()[0], ("商談履歴.csv", history))
    (line,) = [line for line in shown(at).splitlines() if "名前から次のように" in line]
    assert "06_保留 → 離脱: " in line
    assert str(data) not in shown(at)  # nobody reads the server's paths


def draft_of(company: Path) -> dict:
    return json.loads(staging.for_company(company).draft.read_text(encoding="utf-8"))


def headings(at: AppTest) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]*)</h2>", shown(at))


def test_steps_are_numbered_without_gaps(data):
    assert headings(page("ja")) == ["手順1 ファイル"]
    at = drop(page(), *both())
    names = ("files", "columns", "stages", "dry run", "load and open")
    assert headings(at) == [f"Step {number}: {name}" for number, name in enumerate(names, 1)]
    press(at, "open")
    at = drop(page(into="My company"), ("商談.csv", exported.salesforce_deals(count=130)))
    assert headings(at) == ["Step 1: files", "Step 2: dry run", "Step 3: load and open"]


def test_a_folder_that_can_not_be_written_is_said_first(data, monkeypatch):
    monkeypatch.setattr(staging, "unwritable", lambda folder: True)
    at = page()
    assert "can&#x27;t be written to" in shown(at) and not at.file_uploader


def test_headers_and_labels_are_shown_as_they_are(data):
    nasty = '<b onclick="x">段</b>'
    rows = [[f"k{n}", nasty if n % 2 else "**b** [l](http://e.com)", f"2026-0{1 + n % 9}-11"] for n in range(20)]
    at = drop(page(), ("n.csv", exported.table(["ID", f"ステージ{nasty}", "変更日"], rows, "utf-8")))
    file = next(iter(waiting_draft(data)["uploads"].values()))["pattern"]
    at = control(at, "selectbox", "purpose", file).set_value("deal").run()
    assert not at.exception
    assert "<b onclick" not in shown(at) and "&lt;b onclick" in shown(at)
    press(at, "open")
    assert left(data) == ["My company"]


def model_of(data: Path) -> dict:
    return waiting_draft(data)["model"]


def begin(data: Path, language: str = "ja") -> AppTest:
    """Exports dropped, and everything about stages open."""
    at = drop(page(language), *both())
    return control(at, "toggle", "see-stages").set_value(True).run()


def test_stages_are_added_ordered_renamed_and_removed(data):
    at = begin(data)
    order = [stage["id"] for stage in model_of(data)["stages"]]
    control(at, "text_input", "new-stage").set_value("与信審査").run()
    at = press(at, "add-stage")
    added = model_of(data)["stages"][-2]
    assert added["ja"] == "与信審査" and model_of(data)["stages"][-1].get("terminal")
    at = next(b for b in at.button if b.key == f"stage-up-{added['id']}").click().run()
    assert [stage["id"] for stage in model_of(data)["stages"]] == [*order[:3], added["id"], *order[3:]]
    at = control(at, "selectbox", "label", "最終交渉").set_value(added["id"]).run()
    press(at, "open")
    rows = (
        database(data / "自社")
        .query("select stage_id, ja from stages where kind = 'stage' order by position")
        .fetchall()
    )
    assert rows[3] == (added["id"], "与信審査")
    assert entries(data / "自社")[added["id"]] == 60


def test_a_department_and_an_attribute_are_said(data):
    at = begin(data)
    control(at, "text_input", "new-department").set_value("パートナー営業").run()
    at = press(at, "add-department")
    department = next(key for key, names in model_of(data)["departments"].items() if names["ja"] == "パートナー営業")
    assert control(at, "text_input", "department", "ja", department).value == "パートナー営業"
    control(at, "text_input", "department", "en", department).set_value("Partners").run()
    at = control(at, "multiselect", "private", "pseudonyms").set_value(["source"]).run()
    press(at, "open")
    company = data / "自社"
    assert ("パートナー営業", "Partners") in database(company).query("select ja, en from departments").fetchall()
    assert 'pseudonyms = [\n    "source",\n]' in (company / "mapping.toml").read_text(encoding="utf-8")


def test_pseudonyms_stay_the_same_from_week_to_week(data):
    at = control(begin(data), "multiselect", "private", "pseudonyms").set_value(["source"]).run()
    press(at, "open")
    company = data / "自社"
    first = dict(database(company).query("select journey_id, source from journeys").fetchall())
    assert not {"Web", "展示会", "紹介"} & set(first.values())
    press(drop(page(into="自社"), ("商談.csv", exported.salesforce_deals(count=125))), "open")
    second = dict(database(company).query("select journey_id, source from journeys").fetchall())
    assert len(second) == 125 and {key: second[key] for key in first} == first


def test_what_changed_in_reported_weeks_is_said_before_and_after(data):
    company = set_up(data)
    moved = exported.salesforce_history().decode("cp932").replace("2026/03/", "2026/02/").encode("cp932")
    at = drop(page(into="自社"), ("商談履歴.csv", moved))
    at = press(at, "try")
    assert "already reported" in shown(at)
    press(at, "open")
    assert database(company).query("select count(*) from restated").fetchall()[0][0] > 0


def test_a_label_that_is_no_stage_is_left_out_and_counted(data):
    at = begin(data)
    at = control(at, "selectbox", "label", "ヒアリング").set_value("-").run()
    at = press(at, "try")
    (line,) = [line for line in shown(at).splitlines() if "対象外の" in line and "商談履歴.csv" in line]
    assert "400行 = 読んだ300行 + 対象外の100行" in line and "「ヒアリング」" in line
    press(at, "open")
    left_out = database(data / "自社").query("select sum(left_out) from load_files").fetchall()
    assert left_out == [(100,)]


def wide() -> bytes:
    rows = [[f"W{n}", f"2026-0{1 + n % 6}-03", f"2026-0{1 + n % 6}-20" if n % 2 else "", ""] for n in range(40)]
    return exported.table(["管理コード", "初回訪問日", "見積提出日", "断念した日"], rows, "utf-8")


def test_a_date_column_for_each_stage_is_read(data):
    at = drop(page("ja"), ("自社アプリ.csv", wide()))
    file = next(iter(waiting_draft(data)["uploads"].values()))["pattern"]
    at = control(at, "selectbox", "purpose", file).set_value("deal").run()
    at = control(at, "radio", "shape", "events", 0).set_value("dates").run()
    at = control(at, "multiselect", "dates", "events", 0).set_value(["初回訪問日", "見積提出日"]).run()
    assert set(waiting_draft(data)["mapping"]["events"][0]["dates"].values()) == {"初回訪問日", "見積提出日"}
    press(at, "open")
    assert sorted(entries(data / "自社").values()) == [20, 40]


def test_what_can_not_be_told_from_the_file_can_be_said(data):
    rows = [[f"A{n}", "見込み" if n % 2 else "提案", f"0{1 + n % 9}/0{1 + n % 7}/2026"] for n in range(30)]
    at = drop(page("ja"), ("日付.csv", exported.table(["商談ID", "フェーズ", "変更日時"], rows)))
    (upload,) = waiting_draft(data)["uploads"].values()
    if not waiting_draft(data)["mapping"]:
        at = control(at, "selectbox", "purpose", upload["pattern"]).set_value("log").run()
    at = press(at, "try")
    assert "どちらかを決められる値が列にありません" in shown(at)
    at = control(at, "selectbox", "option", upload["pattern"], "date_order").set_value("mdy").run()
    at = press(at, "try")
    assert "どちらかを決められる値が列にありません" not in shown(at)
    press(at, "open")
    assert database(data / "自社").query("select max(entered_at)::date from stage_events").fetchall() == [
        (dt.date(2026, 9, 6),)
    ]


def test_settings_are_changed_without_a_new_file(data):
    company = set_up(data)
    at = page("ja", into="自社")
    at = press(at, "settings")
    at = control(at, "toggle", "see-stages").set_value(True).run()
    at = control(at, "selectbox", "label", "ヒアリング").set_value(stage_called(company, "提案")).run()
    press(at, "open")
    assert stage_called(company, "ヒアリング") not in entries(company)
    assert entries(company)[stage_called(company, "提案")] == 100  # 80 came on from there, 20 had stopped there


def test_canonical_tables_take_the_place_of_the_earlier_ones(data, tmp_path):
    company = data / "own"
    company.mkdir()
    (company / "journeys.csv").write_text("journey_id,source\nj1,web\nj2,web\n")
    (company / "stage_events.csv").write_text("journey_id,stage,entered_at\nj1,lead,2026-01-05\nj2,lead,2026-01-06\n")
    at = page(into="own")
    at = drop(at, ("stage_events.csv", b"journey_id,stage,entered_at\nj1,lead,2026-01-05\nj2,mql,2026-02-06\n"))
    assert "canonical table" in shown(at)
    press(at, "open")
    assert entries(company) == {"lead": 1, "mql": 1}
    assert "j2,lead" in (company / ".revflow" / "earlier" / "stage_events.csv").read_text()
    assert not (company / "mapping.toml").exists()


def test_a_canonical_table_is_not_overwritten_by_looking_at_it_again(data):
    company = data / "own"
    company.mkdir()
    (company / "journeys.csv").write_text("journey_id,source\nj1,web\n")
    (company / "stage_events.csv").write_text("journey_id,stage,entered_at\nj1,lead,2026-01-05\n")
    drop(page(into="own"), ("stage_events.csv", b"journey_id,stage,entered_at\nj1,mql,2026-01-05\n"))
    page(into="own")
    assert "mql" in (staging.for_company(company).files / "stage_events.csv").read_text()
    assert "lead" in (company / "stage_events.csv").read_text()


def test_two_exports_of_one_kind_are_one_series(data):
    weeks = [
        ("商談履歴_20261114.csv", exported.salesforce_history(count=110)),
        ("商談履歴_20261121.csv", exported.salesforce_history(count=120)),
    ]
    at = drop(page("ja"), *weeks)
    assert {known["pattern"] for known in waiting_draft(data)["uploads"].values()} == {"商談履歴_*.csv"}
    press(at, "open")
    assert database(data / "自社").query("select count(distinct journey_id) from stage_events").fetchall() == [(120,)]


def test_the_command_line_reads_the_same_folder_with_no_question(data, capsys):
    from revflow.commands.cli import main

    company = set_up(data)
    week = exported.salesforce_history(count=130, until=dt.date(2026, 11, 15))
    (company / "商談履歴_20261128.csv").write_bytes(week)
    assert main(["load", str(company)]) == 0
    assert database(company).query("select count(distinct journey_id) from stage_events").fetchall() == [(130,)]


def two_pipelines() -> bytes:
    """A HubSpot export of deals in two pipelines, a date column for each stage of each."""
    stages = [("提案", "新規"), ("受注", "新規"), ("更新提案", "更新"), ("更新受注", "更新")]
    header = ["Record ID", "Deal Name", "Pipeline", "Deal Stage", "Amount", "Close Date", "Create Date", "Deal owner"]
    header += [f'Date entered "{stage} ({pipeline})"' for stage, pipeline in stages]
    rows = []
    for n in range(60):
        new, month = n % 3 > 0, 1 + n % 9
        dates = [f"2026-0{month}-05 09:00", f"2026-0{month}-20 09:00" if n % 2 else ""]
        place = stages[1 if n % 2 else 0] if new else stages[3 if n % 2 else 2]
        row = [str(9000 + n), f"取引{n}", place[1], place[0], "1000", "", f"2026-0{month}-01 09:00", "佐藤"]
        rows.append(row + ([*dates, "", ""] if new else ["", "", *dates]))
    return exported.table(header, rows, "utf-8")


def test_of_several_pipelines_one_is_read_and_can_be_chosen(data):
    at = drop(page("ja"), ("deals.csv", two_pipelines()))
    assert not at.exception
    choice = control(at, "selectbox", "pipeline")
    assert choice.value == "新規" and set(choice.options) == {"新規", "更新"}
    at = choice.set_value("更新").run()
    press(at, "open")
    assert database(data / "自社").query("select count(distinct journey_id) from stage_events").fetchall() == [(20,)]


def as_xlsx() -> bytes:
    import csv
    import io

    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("商談履歴")
        text = exported.salesforce_history().decode("cp932")
        for place, row in enumerate(csv.reader(io.StringIO(text))):
            sheet.write_row(place + 3, 0, row)  # a report's title stands above
        sheet.write(0, 0, "商談履歴レポート")
    return out.getvalue()


def as_parquet() -> bytes:
    import io

    import pandas as pd

    out = io.BytesIO()
    pd.read_csv(io.BytesIO(exported.plain_history()), dtype=str).to_parquet(out)
    return out.getvalue()


def as_xes() -> bytes:
    events = "".join(
        f'<trace><string key="concept:name" value="t{n}"/>'
        + "".join(
            f'<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="2026-0{1 + n % 9}-0{day}T10:00:00Z"/></event>'
            for day, name in enumerate(("Apply", "Check", "Approve"), 1)
        )
        + "</trace>"
        for n in range(20)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">{events}</log>'.encode()


@pytest.mark.parametrize(
    ("name", "content", "rows"),
    [("履歴.xlsx", as_xlsx, 400), ("history.parquet", as_parquet, 400), ("log.xes", as_xes, 60)],
)
def test_every_kind_of_file_is_taken(data, name, content, rows):
    at = drop(page(), (name, content()))
    assert not at.exception
    press(at, "open")
    assert database(data / "My company").query("select count(*) from stage_events").fetchall() == [(rows,)]
