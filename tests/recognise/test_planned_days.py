"""When somebody means to be in touch again: read from the lists of records, whatever the system calls the column."""

import csv
import io

import pytest

from revflow.recognise import recognise
from tests.conftest import rows

PLANS = "select journey_id, planned_at::date::varchar from plans order by 1"
LEADS = {  # header of a list of leads -> its rows' cells; the planned day comes last
    "salesforce, Japanese report": (
        ("リード ID", "会社名", "リードソース", "リード状況", "作成日", "次回連絡予定日"),
        ("{id}", "甲社", "Web", "{label}", "2026/01/0{n}", "{planned}"),
    ),
    "salesforce, objects": (
        ("Id", "IsDeleted", "Company", "LeadSource", "Status", "IsConverted", "ConvertedDate", "CreatedDate", "NextContactDate__c"),
        ("{id}", "0", "A Inc", "Web", "{label}", "0", "", "2026-01-0{n} 10:00:00", "{planned}"),
    ),
    "zoho": (
        ("Record Id", "Lead Owner", "Lead Status", "Lead Source", "Created Time", "Next Follow Up Date"),
        ("{id}", "S1", "{label}", "Web", "2026-01-0{n} 10:00:00", "{planned}"),
    ),
    "plain": (
        ("リードID", "作成日", "ステータス", "流入元", "再アプローチ予定日"),
        ("{id}", "2026/01/0{n}", "{label}", "Web", "{planned}"),
    ),
    "no profile": (
        ("lead key", "angelegt am", "Phase", "Herkunft", "Wiedervorlage"),
        ("{id}", "0{n}.01.2026", "{label}", "Web", "{planned}"),
    ),
}  # fmt: skip


def written(header: tuple, cells: tuple, planned: tuple) -> str:
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(header)
    for n, day in enumerate(planned, 1):
        label = "Contacted" if n % 2 else "Lost"
        lines.writerow([cell.format(id=f"K{n:03}", n=n, label=label, planned=day) for cell in cells])
    return out.getvalue()


@pytest.mark.parametrize("system", LEADS)
def test_a_planned_day_beside_a_lead_is_a_plan(bench, system):
    header, cells = LEADS[system]
    bench.write("leads.csv", written(header, cells, ("2026-03-02", "", "2026-04-06", "", "")))
    found = recognise(bench.folder)
    assert found.mapping["plans"] == {
        "record": "lead",
        "file": "leads.csv",
        "id": header[0],
        "at": header[-1],
    }
    assert rows(bench.load(), PLANS) == [("K001", "2026-03-02"), ("K003", "2026-04-06")]


def test_what_is_mostly_no_day_is_no_plan(bench):
    header, cells = LEADS["plain"]
    bench.write("leads.csv", written(header, cells, ("資料を送る", "2026-03-02", "電話", "", "")))
    assert "plans" not in recognise(bench.folder).mapping
    assert rows(bench.load(), PLANS) == []


def test_of_leads_and_deals_the_list_that_plans_more_is_read(bench):
    header, cells = LEADS["plain"]
    bench.write("leads.csv", written(header, cells, ("2026-03-02", "", "", "", "")))
    bench.write(
        "deals.csv",
        "商談ID,リードID,初回商談日,受注日,失注日,次回連絡日\n"
        + "".join(f"D{n},K00{n},2026-02-0{n},,2026-02-1{n},2026-05-1{n}\n" for n in range(1, 4)),
    )
    found = recognise(bench.folder).mapping
    assert (found["plans"]["record"], found["plans"]["at"]) == ("deal", "次回連絡日")
    assert rows(bench.load(), PLANS) == [(f"K00{n}", f"2026-05-1{n}") for n in range(1, 4)]
