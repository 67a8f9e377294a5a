"""A wrong recognition is worse than none: files that merely resemble deals, leads or histories are not taken for them."""

import pytest

from revflow.common.errors import UnusableInput
from revflow.recognise import recognise, sentences
from revflow.workspace.loading import load
from tests.recognise.test_systems import table

LOOKALIKES = {
    "accounts": (("Id", "Name", "Type", "BillingCity", "Industry", "OwnerId", "CreatedDate"), "no-stages"),
    "accounts in a report": (("Account Name", "Account Number", "Type", "Industry", "Created Date", "Account Owner"), "no-stages"),
    "companies": (("Record ID", "Company name", "Company Domain Name", "Lifecycle Stage", "Create Date"), "no-stages"),
    "campaigns": (("Id", "Name", "Type", "Status", "StartDate", "EndDate", "BudgetedCost", "NumberOfLeads", "CreatedDate"), "no-stages"),
    "cases": (("Id", "CaseNumber", "Status", "Origin", "Subject", "Priority", "CreatedDate", "ClosedDate"), "no-stages"),
    "cases with an activity": (("Case ID", "Status", "Activity", "Timestamp", "CaseNumber", "Origin", "Priority"), "no-stages"),
    "contacts": (("Id", "LastName", "FirstName", "MailingCity", "LeadSource", "CreatedDate"), "no-stages"),
    "tasks": (("Id", "WhoId", "WhatId", "Subject", "ActivityDate", "Status", "OwnerId", "CreatedDate"), "only-beside"),
    "campaign members": (("Id", "CampaignId", "LeadId", "Status", "HasResponded", "CreatedDate", "LeadSource", "CompanyOrAccount"), "only-beside"),
    "business cards": (("名刺所有者ユーザID", "会社名", "氏名[姓]", "名刺交換日"), "unknown"),
    "invoices": (("請求番号", "取引先名", "金額", "請求日", "状況", "作成日"), "unknown"),
    "support tickets": (("チケットID", "件名", "ステータス", "作成日", "担当者"), "unknown"),
    "products": (("Product Name", "Stage", "Amount", "Created Date"), "unknown"),
    "stock prices": (("date", "open", "high", "low", "close", "volume"), "unknown"),
    "targets": (("段階", "指標", "年月", "目標値"), "unknown"),
    "a deal list without stages": (("商談 ID", "商談名", "金額", "完了予定日", "商談 所有者", "作成日"), "unknown"),
    "order lines": (("Opportunity ID", "Product", "Quantity", "Amount", "Close Date"), "unknown"),
    "quotes": (("見積番号", "商談名", "金額", "有効期限", "ステータス", "作成日"), "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("what", LOOKALIKES)
def test_it_is_not_taken_for_what_it_is_not(bench, what):
    header, problem = LOOKALIKES[what]
    bench.write(
        "file.csv",
        table(header, tuple(f"{n}1" for n in range(len(header))), tuple(f"{n}2" for n in range(len(header)))),
    )
    (taken,) = recognise(bench.folder).taken
    assert (taken.problem, taken.used) == (f"recognise.problem-{problem}", False)
    assert recognise(bench.folder).mapping == {}
    with pytest.raises(UnusableInput, match="no file of the folder says which stage something stood in"):
        load(bench.folder)


def test_a_file_that_is_nearly_one_says_what_it_lacks(bench):
    bench.write(
        "商談.csv",
        table(("商談 ID", "商談名", "金額", "完了予定日", "商談 所有者"), ("1", "a", "2", "2026/01/01", "b")),
    )
    (taken,) = recognise(bench.folder).taken
    assert taken.missing == ("フェーズ",)
    assert "商談 ID" in taken.header


def test_a_report_that_is_no_text_is_refused_and_the_rest_is_read(bench):
    bench.write("broken.csv", b"\x00\x01\x02\x03" * 100)
    bench.write("empty.csv", b"")
    bench.write(
        "log.csv", table(("Case ID", "Activity", "Timestamp"), ("1", "Lead", "2026-01-05"), ("1", "Won", "2026-01-09"))
    )
    recognition = recognise(bench.folder)
    assert [(taken.file, taken.problem) for taken in recognition.taken] == [
        ("broken.csv", "recognise.problem-unreadable"),
        ("empty.csv", "recognise.problem-unreadable"),
        ("log.csv", None),
    ]
    faults = [values["fault"] for key, values in recognition.notes if key == "recognise.note-unreadable"]
    assert "binary file" in faults[0]["en"] and "empty" in faults[1]["en"]
    assert "空です" in " ".join(sentences(recognition, "ja")) and "is empty" not in " ".join(
        sentences(recognition, "ja")
    )


def test_names_of_deals_serve_as_ids_only_where_each_stands_once(bench):
    header = ("商談名", "取引先名", "金額", "フェーズ", "完了予定日", "商談 所有者", "作成日")
    lines = [
        ("A", "甲", "1", "提案", "2026/12/01", "S", "2026/01/05"),
        ("B", "乙", "1", "見積", "2026/12/01", "S", "2026/01/06"),
    ]
    bench.write("report.csv", table(header, *lines), "cp932")
    assert recognise(bench.folder).mapping["records"]["deal"]["id"] == "商談名"
    assert next(key for key, _ in recognise(bench.folder).notes) == "recognise.note-name-as-id"
    bench.write("report.csv", table(header, *lines, ("A", "丙", "1", "見積", "2026/12/01", "S", "2026/01/07")), "cp932")
    assert [taken.problem for taken in recognise(bench.folder).taken] == ["recognise.problem-no-id"]


def test_private_columns_are_never_mapped(bench):
    bench.write(
        "lead.csv",
        table(
            (
                "Id",
                "LastName",
                "FirstName",
                "Name",
                "Email",
                "Phone",
                "Street",
                "City",
                "Company",
                "Status",
                "LeadSource",
                "CreatedDate",
            ),
            (
                "1",
                "Sato",
                "Taro",
                "Taro Sato",
                "t@example.com",
                "03-1111-2222",
                "x",
                "y",
                "A",
                "New",
                "Web",
                "2026-01-05",
            ),
        ),
    )
    said = repr(recognise(bench.folder).mapping)
    for column in ("LastName", "FirstName", "'Name'", "Email", "Phone", "Street", "City", "Company"):
        assert column not in said
