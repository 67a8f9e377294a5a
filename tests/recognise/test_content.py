"""Exports of no known system are read by what they hold: counts a stage against a recount of the files themselves."""

import csv
import datetime as dt
import shutil
from collections import Counter
from pathlib import Path

import pytest

from revflow.recognise import recognise
from revflow.recognise.text import sentences
from revflow.workspace.rehearsal import Rehearsal, rehearse
from tests.conftest import SHARED

SETS = SHARED / "cases" / "files"
NOW = dt.datetime(2026, 11, 25, 12, 0)
pytestmark = pytest.mark.skipif(not SETS.is_dir(), reason="the sets of files are not here")


@pytest.fixture
def copied(tmp_path):
    """A set of the shared files, to be loaded elsewhere; words of headers and labels replaced where asked."""

    def copy(name: str, **words: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(SETS / name, folder)
        for path in folder.iterdir():
            path.chmod(0o644)
            if words:
                path.write_text(_reworded(path.read_text("utf-8"), words), "utf-8")
        return folder

    return copy


def _reworded(text: str, words: dict[str, str]) -> str:
    rows = [[words.get(cell.strip(), cell) for cell in row] for row in csv.reader(text.splitlines())]
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\n"


def rows_of(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def tried(folder: Path) -> tuple[Rehearsal, dict[str, int]]:
    """What a load makes of what was recognised, and entries by label of the model's stages."""
    found = recognise(folder)
    result = rehearse(folder, found.mapping, found.model, NOW)
    assert result.fault is None
    labels = {stage["id"]: stage["labels"] for stage in found.model["stages"]}
    labels |= {key: entry["labels"] for key, entry in found.model["exits"].items()}
    return result, {label: rows for stage, rows in result.stages for label in labels[stage][:1]}


def stages_in_order(folder: Path) -> list[str]:
    return [stage["labels"][0] for stage in recognise(folder).model["stages"]]


def test_intervals_are_a_history(copied):
    folder = copied("luis")
    result, entries = tried(folder)
    entered = {(row["lead_id"], row["stage"]) for row in rows_of(folder, "funnel_stage_history.csv")}
    entered |= {(row["lead_id"], row["status"]) for row in rows_of(folder, "deals.csv")}  # how their deals ended
    expected = Counter(stage for _, stage in entered)
    assert {label: entries[label] for label in expected} == expected
    assert result.journeys == 120
    assert stages_in_order(folder)[-1] == "Closed Won"


def test_a_history_of_stages_with_what_became_of_each(copied):
    folder = copied("recruit1")
    _, entries = tried(folder)
    history = rows_of(folder, "recruitment_stage_events.csv")
    told = {row["application_id"] for row in history}
    others = [row for row in rows_of(folder, "applications.csv") if row["application_id"] not in told]
    expected = Counter(row["stage_name"] for row in history)
    assert entries["Resume Screening"] == expected.pop("Resume Screening") + len(others)
    assert {label: entries[label] for label in expected} == expected
    ended = sum(row["stage_status"] in ("Rejected", "Declined") for row in history)
    assert entries["Rejected"] == ended + sum(row["current_status"] != "Hired" for row in others)


def test_a_history_with_ids_and_their_names_in_another_file(copied):
    folder = copied("bitrix")
    _, entries = tried(folder)
    listed = [
        row["stage_id"] for row in sorted(rows_of(folder, "pipeline_stages.csv"), key=lambda r: int(r["sort_order"]))
    ]
    history, deals = rows_of(folder, "stage_history.csv"), rows_of(folder, "deals.csv")
    told = {row["deal_id"] for row in history}
    pairs = {(row["deal_id"], row["new_stage_id"]) for row in history}
    others = {row["deal_id"]: row["stage_id"] for row in deals if row["deal_id"] not in told}
    pairs |= {(deal, listed[0]) for deal in others} | set(others.items())
    expected = Counter(stage for _, stage in pairs)
    assert {label: entries[label] for label in expected} == expected
    order = [label for label in stages_in_order(folder) if label in listed]
    assert order == [stage for stage in listed if stage in order]


@pytest.mark.parametrize(
    ("name", "file", "stage", "first"),
    [("meridian", "deals.csv", "stage", "Prospecting"), ("shoaib", "opportunities.csv", "status", "Open")],
)
def test_where_each_record_stands(copied, name, file, stage, first):
    folder = copied(name)
    _, entries = tried(folder)
    rows = rows_of(folder, file)
    expected = Counter(row[stage] for row in rows)
    counted = {label: entries[label] for label in expected if label not in (first, "Closed Lost")}
    assert counted == {label: expected[label] for label in counted}
    assert entries[first] == len(rows)  # where each was made
    assert recognise(folder).model["goal"] == "closed_won"


def test_dates_of_several_forms_in_one_column(copied):
    folder = copied("camilo")
    result, entries = tried(folder)
    rows = rows_of(folder, "opportunities.csv")
    dated = [row for row in rows if row["created_date"] or row["actual_close_date"]]
    expected = Counter(row["stage"].title() for row in dated if row["stage"] and row["created_date"])
    assert entries["Negotiation"] == expected["Negotiation"]
    assert entries["Proposal"] == expected["Proposal"]
    rejected = {reason: rows for reason, rows, *_ in result.rejected}
    assert rejected == {"no-stage": 3, "no-time": 2, "unreadable-time": 1}  # 06-12-2023 stands alone in its column
    assert stages_in_order(folder)[:2] == ["Lead", "Prospect"]  # by their probabilities


def test_only_the_day_of_the_last_activity_is_known(copied):
    folder = copied("es")
    _, entries = tried(folder)
    expected = Counter(row["etapa"] for row in rows_of(folder, "deals.csv"))
    expected["Prospección"] += expected["Cerrado perdido"]  # somewhere they were before they were lost
    assert entries == expected
    assert any("ultima_actividad" in line for line in sentences(recognise(folder), "en"))


def test_open_records_without_any_date_stand_on_the_last_known_day(copied):
    folder = copied("hs_mig")
    _, entries = tried(folder)
    assert entries == Counter(row["dealstage"] for row in rows_of(folder, "deals.csv"))
    assert any("2022-12-03" in line for line in sentences(recognise(folder), "en"))


def test_the_day_on_which_each_came_into_its_stage(copied):
    folder = copied("mvp")
    _, entries = tried(folder)
    expected = Counter(row["stage"] for row in rows_of(folder, "deals.csv"))
    expected["prospecting"] += expected["closed_lost"]
    assert entries == expected
    assert stages_in_order(folder) == ["prospecting", "discovery", "demo", "proposal", "negotiation", "closed_won"]


def test_leads_without_a_stage_are_refused_with_the_reason(copied):
    found = recognise(copied("odoo"))
    assert not found.mapping
    assert [match.problem for match in found.taken] == ["recognise.problem-no-stage"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("meridian", {"deal_id": "Chancen-Nr.", "stage": "Verkaufsphase", "deal_value": "Betrag", "close_date": "Abschlussdatum",
                      "created_date": "Erstellt am", "loss_reason": "Verlustgrund", "rep_id": "Verantwortlicher", "Closed Won": "Gewonnen",
                      "Closed Lost": "Verloren", "Proposal": "Angebot", "Discovery": "Bedarf", "Negotiation": "Verhandlung", "Prospecting": "Neu"}),
        ("meridian", {"deal_id": "案件番号", "stage": "フェーズ", "deal_value": "金額", "close_date": "完了日", "created_date": "作成日",
                      "loss_reason": "失注理由", "rep_id": "担当者", "Closed Won": "受注", "Closed Lost": "失注", "Proposal": "提案",
                      "Discovery": "ヒアリング", "Negotiation": "交渉", "Prospecting": "新規"}),
        ("shoaib", {"opportunity_id": "OppNo", "status": "Etapa", "created_date": "Fecha de creación", "closed_date": "Fecha de cierre",
                    "value": "Importe", "Closed Won": "Ganado", "Closed Lost": "Perdido", "Open": "Abierto"}),
        ("luis", {"lead_id": "ID лида", "stage": "Этап", "entered_at": "Дата входа", "exited_at": "Дата выхода", "Closed Won": "Выиграно",
                  "Closed Lost": "Проиграно", "deal_id": "ID сделки", "status": "Статус", "deal_created_at": "Дата создания", "close_at": "Дата закрытия"}),
        ("recruit1", {"application_id": "応募ID", "stage_name": "選考段階", "stage_date": "日付", "stage_status": "結果", "stage_event_id": "no",
                      "current_status": "状態", "application_date": "応募日", "Rejected": "不採用", "Declined": "辞退", "Hired": "採用"}),
        ("es", {"etapa": "Etapa do funil", "importe_eur": "Valor", "responsable": "Responsável", "ultima_actividad": "Última atividade",
                "cierre_previsto": "Previsão de fechamento", "Cerrado ganado": "Ganho", "Cerrado perdido": "Perdido"}),
        ("mvp", {"deal_id": "Réf. affaire", "stage": "Étape", "entered_date": "Entrée le", "exited_date": "Sortie le", "arr_usd": "Montant",
                 "closed_won": "Gagné", "closed_lost": "Perdu"}),
    ],
    ids=["meridian-de", "meridian-ja", "shoaib-es", "luis-ru", "recruit1-ja", "es-pt", "mvp-fr"],
)  # fmt: skip
def test_in_other_words_they_are_read_the_same(copied, tmp_path, name, words):
    _, as_written = tried(unchanged(name, tmp_path))
    _, reworded = tried(copied(name, **words))
    assert reworded == {words.get(label, label): rows for label, rows in as_written.items()}


def unchanged(name: str, tmp_path: Path) -> Path:
    folder = tmp_path / "as-written"
    shutil.copytree(SETS / name, folder)
    for path in folder.iterdir():
        path.chmod(0o644)
    return folder
