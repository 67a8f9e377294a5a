"""One hand-made export a system, from its headers alone to visits worked out by hand."""

import csv
import io

import pytest

from revflow.common.errors import UnusableInput
from revflow.recognise import recognise
from tests.conftest import Bench, rows

VISITS = (
    "select journey_id, stage_id, entered_at::date::varchar, outcome from stage_visits where not passed_through "
    "order by journey_id, visit_no"
)


def table(*lines: tuple, quoting=csv.QUOTE_ALL, end="\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator=end).writerows(lines)
    return out.getvalue()


def taken(bench: Bench) -> dict[str, tuple]:
    return {one.file: (one.profile, one.role, one.used) for one in recognise(bench.folder).taken}


def noted(bench: Bench) -> dict[str, dict]:
    return {key.removeprefix("recognise.note-"): values for key, values in recognise(bench.folder).notes}


def salesforce_objects(bench: Bench):
    bench.write(
        "lead.csv",
        table(
            ("Id", "IsDeleted", "LastName", "Company", "Email", "LeadSource", "Status", "OwnerId", "IsConverted", "ConvertedDate",
             "ConvertedOpportunityId", "CreatedDate"),
            ("00Q1", "0", "Ito", "A Inc", "a@example.com", "Web", "Closed - Converted", "005A", "1", "2026-01-12 00:00:00",
             "006000000000001", "2026-01-05 10:00:00"),
            ("00Q2", "0", "Mori", "B Inc", "b@example.com", "Partner", "Working - Contacted", "005A", "0", "", "000000000000000AAA",
             "2026-01-06 10:00:00"),
            ("00Q3", "1", "Test", "Test", "", "Web", "Open - Not Contacted", "005A", "0", "", "000000000000000AAA",
             "2026-01-06 10:00:00"),
        ),
    )  # fmt: skip
    bench.write(
        "opportunity.csv",
        table(
            ("Id", "IsDeleted", "Name", "StageName", "Amount", "Probability", "CloseDate", "Type", "LeadSource", "IsClosed", "IsWon",
             "ForecastCategory", "OwnerId", "CreatedDate"),
            ("006000000000001AAA", "0", "A", "Closed Won", "100", "100", "2026-02-02 00:00:00", "New", "Web", "1", "1", "Closed",
             "005B", "2026-01-12 09:00:00"),
            ("006000000000002AAA", "0", "C", "Closed Lost", "70", "0", "2026-02-03 00:00:00", "New", "", "1", "0", "Omitted",
             "005B", "2026-01-13 09:00:00"),
        ),
    )  # fmt: skip
    history = ("Id", "OpportunityId", "CreatedById", "CreatedDate", "StageName", "Amount", "CloseDate", "Probability",
               "FromForecastCategory", "ForecastCategory", "FromOpportunityStageName", "IsDeleted")  # fmt: skip

    def change(number: int, deal: str, at: str, stage: str, before: str = "", deleted: str = "0"):
        return (f"008{number}", deal, "005B", at, stage, "100", "2026-02-01", "10", "", "", before, deleted)

    bench.write(
        "OpportunityHistory.csv",
        table(
            history,
            change(1, "006000000000001AAA", "2026-01-12 09:00:00", "Qualification"),
            change(2, "006000000000001AAA", "2026-01-15 09:00:00", "Qualification", "Qualification"),  # only the amount
            change(3, "006000000000001AAA", "2026-01-20 09:00:00", "Proposal/Price Quote", "Qualification"),
            change(4, "006000000000001AAA", "2026-01-21 09:00:00", "Qualification", "Proposal/Price Quote"),  # back
            change(5, "006000000000001AAA", "2026-02-02 09:00:00", "Closed Won", "Qualification"),
            change(6, "006000000000002AAA", "2026-01-13 09:00:00", "Prospecting"),
            change(7, "006000000000002AAA", "2026-02-03 09:00:00", "Closed Lost", "Prospecting"),
            change(8, "006000000000002AAA", "2026-02-01 09:00:00", "Negotiation/Review", "Prospecting", "1"),
        ),
    )


def test_salesforce_objects(bench):
    salesforce_objects(bench)
    bench.write(
        "account.csv", table(("Id", "Name", "Type", "BillingCity", "Industry"), ("001", "A Inc", "", "Tokyo", "IT"))
    )
    assert taken(bench) == {
        "OpportunityHistory.csv": ("salesforce", "deal_history", True),
        "account.csv": ("salesforce", "accounts", False),
        "lead.csv": ("salesforce", "lead", True),
        "opportunity.csv": ("salesforce", "deal", True),
    }
    db = bench.load()
    assert rows(db, VISITS) == [
        ("00Q1", "open_not_contacted", "2026-01-05", "advanced"),
        ("00Q1", "closed_converted", "2026-01-12", "advanced"),
        ("00Q1", "qualification", "2026-01-12", "advanced"),
        ("00Q1", "proposal_price_quote", "2026-01-20", "returned"),
        ("00Q1", "qualification", "2026-01-21", "advanced"),
        ("00Q1", "closed_won", "2026-02-02", "open"),
        ("00Q2", "open_not_contacted", "2026-01-06", "advanced"),
        ("00Q2", "working_contacted", "2026-01-06", "open"),
        ("deal:006000000000002AAA", "prospecting", "2026-01-13", "exited"),
    ]
    assert rows(db, "select journey_id, source, fs_owner, amount::varchar from journeys order by 1") == [
        ("00Q1", "Web", "005B", "100.00"),
        ("00Q2", "Partner", None, None),
        ("deal:006000000000002AAA", None, "005B", "70.00"),
    ]
    assert rows(db, "select stage_id from stages where kind = 'stage' order by position") == [
        (stage,)
        for stage in ("open_not_contacted", "working_contacted", "closed_converted", "prospecting", "qualification",
                      "proposal_price_quote", "closed_won")
    ]  # fmt: skip
    assert (
        "recognise.note-left-out",
        {"file": "OpportunityHistory.csv", "column": "IsDeleted", "count": 1},
    ) in recognise(bench.folder).notes


def test_salesforce_reports_in_japanese_as_excel_people_get_them(bench):
    title = "商談履歴レポート\r\n\r\n検索条件: すべての商談\r\n"
    footer = '\r\n"商談レポート"\r\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\r\n"機密情報 - 再配布禁止"\r\n"株式会社サンプル"\r\n'
    bench.write(
        "report1700000000001.csv",
        table(
            ("商談 ID", "商談名", "取引先名", "金額", "金額 通貨", "フェーズ", "完了予定日", "確度 (%)", "リードソース", "商談 所有者", "作成日", "種別"),
            ("0061", "案件1", "甲社", "100", "JPY", "受注", "2026/02/02", "100", "展示会", "営業1", "2026/01/12", "新規"),
            ("0062", "案件2", "乙社", "9000", "JPY", "提案/見積", "2026/12/02", "60", "Web", "営業2", "2026/01/13", "新規"),
            ("0063", "案件3", "丙社", "50", "USD", "失注", "2026/02/05", "0", "Web", "営業2", "2026/01/14", "更新"),
        )
        + footer,
        "cp932",
    )  # fmt: skip
    bench.write(
        "report1700000000002.csv",
        title
        + table(
            ("商談 ID", "商談名", "変更前フェーズ", "フェーズ", "変更日時", "確度(%)", "商談 所有者"),
            ("0061", "案件1", "", "商談化", "2026/01/12 10:00", "10", "営業1"),
            ("0061", "案件1", "商談化", "提案/見積", "2026/01/19 10:00", "60", "営業1"),
            ("0061", "案件1", "提案/見積", "提案/見積", "2026/01/20 10:00", "60", "営業1"),
            ("0061", "案件1", "提案/見積", "受注", "2026/02/02 10:00", "100", "営業1"),
            ("0062", "案件2", "", "商談化", "2026/01/13 10:00", "10", "営業2"),
            ("0062", "案件2", "商談化", "提案/見積", "2026/01/22 10:00", "60", "営業2"),
            ("0063", "案件3", "", "商談化", "2026/01/14 10:00", "10", "営業2"),
            ("0063", "案件3", "商談化", "失注", "2026/02/05 10:00", "0", "営業2"),
        ),
        "cp932",
    )
    assert taken(bench) == {
        "report1700000000001.csv": ("salesforce", "deal", True),
        "report1700000000002.csv": ("salesforce", "deal_history", True),
    }
    db = bench.load()
    names = dict(rows(db, "select stage_id, ja from stages"))
    assert [(journey, names[stage], day, outcome) for journey, stage, day, outcome in rows(db, VISITS)] == [
        ("0061", "商談化", "2026-01-12", "advanced"),
        ("0061", "提案/見積", "2026-01-19", "advanced"),
        ("0061", "受注", "2026-02-02", "open"),
        ("0062", "商談化", "2026-01-13", "advanced"),
        ("0062", "提案/見積", "2026-01-22", "open"),
        ("0063", "商談化", "2026-01-14", "exited"),
    ]
    assert rows(db, "select journey_id, amount::integer, source, fs_owner from journeys order by 1") == [
        ("0061", 100, "展示会", "営業1"),
        ("0062", 9000, "Web", "営業2"),
        ("0063", None, "Web", "営業2"),
    ]
    assert noted(bench)["currency-left-out"] == {
        "file": "report1700000000001.csv", "currency": "USD", "count": 1, "taken": "JPY",
    }  # fmt: skip
    assert rows(db, "select count(*) from rejected_rows") == [(0,)]


def test_salesforce_field_history_begins_with_the_stage_before_the_first_change(bench):
    bench.write(
        "商談.csv",
        table(
            ("商談 ID", "商談名", "フェーズ", "確度(%)", "完了予定日", "作成日", "商談 所有者"),
            ("0061", "案件1", "受注", "100", "2026/02/02", "2026/01/12", "営業1"),
            ("0062", "案件2", "初回訪問", "10", "2026/12/02", "2026/01/13", "営業2"),
        ),
        "cp932",
    )
    bench.write(
        "商談項目履歴.csv",
        table(
            ("商談 ID", "商談名", "編集日", "編集者", "項目", "元の値", "新しい値"),
            ("0061", "案件1", "2026/01/20 9:00", "営業1", "フェーズ", "初回訪問", "詳細提案"),
            ("0061", "案件1", "2026/01/20 9:00", "営業1", "金額", "100", "200"),
            ("0061", "案件1", "2026/02/02 9:00", "営業1", "フェーズ", "詳細提案", "受注"),
        ),
        "cp932",
    )
    db = bench.load()
    names = dict(rows(db, "select stage_id, ja from stages"))
    assert [(journey, names[stage], day, outcome) for journey, stage, day, outcome in rows(db, VISITS)] == [
        ("0061", "初回訪問", "2026-01-12", "advanced"),
        ("0061", "詳細提案", "2026-01-20", "advanced"),
        ("0061", "受注", "2026-02-02", "open"),
        ("0062", "初回訪問", "2026-01-13", "open"),
    ]


def test_salesforce_deals_without_history_tell_counts_only(bench):
    bench.write(
        "Opportunity.csv",
        table(
            ("Id", "Name", "StageName", "Amount", "Probability", "CloseDate", "IsClosed", "IsWon", "ForecastCategory", "CreatedDate",
             "LastStageChangeDate"),
            ("0061", "A", "Closed Won", "100", "100", "2026-02-02", "1", "1", "Closed", "2026-01-12T09:00:00.000+0000",
             "2026-02-02T09:00:00.000+0000"),
            ("0062", "B", "Proposal/Price Quote", "100", "60", "2026-12-02", "0", "0", "Pipeline", "2026-01-13T09:00:00.000+0000", ""),
        ),
    )  # fmt: skip
    db = bench.load()
    assert rows(db, VISITS) == [
        ("0061", "proposal_price_quote", "2026-01-12", "advanced"),
        ("0061", "closed_won", "2026-02-02", "open"),
        ("0062", "proposal_price_quote", "2026-01-13", "open"),
    ]
    assert "no-history" in noted(bench)


HUBSPOT = (
    "Record ID", "Deal Name", "Pipeline", "Deal Stage", "Amount", "Currency", "Close Date", "Create Date", "Deal owner",
    "Original Traffic Source", "Associated Contact IDs", 'Date entered "Appointment Scheduled (Sales Pipeline)"',
    'Date exited "Appointment Scheduled (Sales Pipeline)"', 'Date entered "Contract Sent (Sales Pipeline)"',
    'Date entered "Closed Won (Sales Pipeline)"', 'Date entered "Closed Lost (Sales Pipeline)"',
    'Date entered "Proposal (Partner (Japan))"',
)  # fmt: skip


def hubspot(bench: Bench):
    bench.write(
        "hubspot-crm-exports-all-deals-2026-11-20.csv",
        table(
            HUBSPOT,
            ("11", "A", "Sales Pipeline", "Closed Won", "100", "JPY", "2026-02-02 10:00", "2026-01-12 09:30", "Sales 1", "Organic search",
             "9001;9002", "2026-01-12 09:30", "2026-01-20 10:00", "2026-01-20 10:00", "2026-02-02 10:00", "", ""),
            ("12", "B", "Sales Pipeline", "Closed Lost", "100", "JPY", "2026-02-03 10:00", "2026-01-13 09:30", "Sales 1", "Referrals",
             "", "2026-01-13 09:30", "2026-02-03 10:00", "", "", "2026-02-03 10:00", ""),
            ("13", "C", "Partner (Japan)", "Proposal", "7", "USD", "", "2026-01-14 09:30", "Sales 2", "", "", "", "", "", "", "",
             "2026-01-14 09:30"),
        ),
    )  # fmt: skip
    bench.write(
        "hubspot-crm-exports-all-contacts-2026-11-20.csv",
        table(
            ("Record ID", "First Name", "Last Name", "Email", "Lifecycle Stage", "Original Source", "Create Date", "Became a Lead Date",
             'Date entered "Marketing Qualified Lead (Lifecycle Stage Pipeline)"', "Became a Customer Date"),
            ("9001", "Taro", "Sato", "t@example.com", "Customer", "Organic search", "2026-01-02 10:00", "2026-01-02 10:00",
             "2026-01-07 10:00", ""),
            ("9003", "Jiro", "Kato", "j@example.com", "Lead", "Paid search", "2026-01-03 10:00", "2026-01-03 10:00", "", ""),
        ),
    )  # fmt: skip


def test_hubspot_deals_with_a_date_a_stage_and_contacts(bench):
    hubspot(bench)
    db = bench.load()
    assert rows(db, VISITS) == [
        ("9001", "lead", "2026-01-02", "advanced"),
        ("9001", "marketing_qualified_lead", "2026-01-07", "advanced"),
        ("9001", "appointment_scheduled", "2026-01-12", "advanced"),
        ("9001", "contract_sent", "2026-01-20", "advanced"),
        ("9001", "closed_won", "2026-02-02", "open"),
        ("9003", "lead", "2026-01-03", "open"),
        ("deal:12", "appointment_scheduled", "2026-01-13", "exited"),
    ]
    notes = noted(bench)
    assert notes["loops-unseen"] and notes["pipeline-left-out"]["pipeline"] == "Partner (Japan)"
    assert notes["pipeline-left-out"]["count"] == 1


def test_another_pipeline_can_be_named(bench):
    hubspot(bench)
    recognition = recognise(bench.folder, "Partner (Japan)")
    deals = [block for block in recognition.mapping["events"] if block["record"] == "deal"]
    assert deals[0]["dates"] == {"Proposal": 'Date entered "Proposal (Partner (Japan))"'}
    assert recognition.mapping["records"]["deal"]["where"] == {"Pipeline": ["Partner (Japan)"]}
    assert recognition.mapping["money"] == {"currency": "USD"}


def test_hubspot_in_japanese(bench):
    bench.write(
        "取引.csv",
        table(
            ("レコードID", "取引名", "パイプライン", "取引ステージ", "金額", "クローズ日", "作成日", "取引担当者", "「アポ設定」に入った日付", "「提案」に入った日付",
             "「受注」に入った日付", "「失注」に入った日付", "「アポ設定」を出た日付"),
            ("11", "A", "営業", "受注", "100", "2026-02-02 10:00", "2026-01-12 09:30", "営業1", "2026-01-12 09:30", "2026-01-20 10:00",
             "2026-02-02 10:00", "", "2026-01-20 10:00"),
            ("12", "B", "営業", "失注", "100", "2026-02-03 10:00", "2026-01-13 09:30", "営業1", "2026-01-13 09:30", "", "",
             "2026-02-03 10:00", "2026-02-03 10:00"),
        ),
    )  # fmt: skip
    db = bench.load()
    names = dict(rows(db, "select stage_id, ja from stages"))
    assert [(journey, names[stage], day, outcome) for journey, stage, day, outcome in rows(db, VISITS)] == [
        ("11", "アポ設定", "2026-01-12", "advanced"),
        ("11", "提案", "2026-01-20", "advanced"),
        ("11", "受注", "2026-02-02", "open"),
        ("12", "アポ設定", "2026-01-13", "exited"),
    ]


def test_fivetran_tables_take_names_and_order_from_the_list_of_stages(bench):
    bench.write(
        "deal.csv",
        table(
            (
                "deal_id",
                "is_deleted",
                "deal_pipeline_id",
                "deal_pipeline_stage_id",
                "owner_id",
                "property_amount",
                "property_createdate",
            ),
            ("1", "false", "p", "s3", "7", "10", "2026-01-05 10:00:00"),
            ("2", "false", "p", "s9", "7", "20", "2026-01-06 10:00:00"),
            ("3", "true", "p", "s1", "7", "20", "2026-01-06 10:00:00"),
        ),
    )
    bench.write(
        "deal_stage.csv",
        table(
            ("_fivetran_start", "deal_id", "_fivetran_active", "date_entered", "source_id", "value"),
            ("x", "1", "TRUE", "2026-01-05 10:00:00", "", "s2"),
            ("x", "1", "TRUE", "2026-01-09 10:00:00", "", "s1"),
            ("x", "1", "TRUE", "2026-01-15 10:00:00", "", "s3"),
            ("x", "2", "TRUE", "2026-01-06 10:00:00", "", "s2"),
            ("x", "2", "TRUE", "2026-01-07 10:00:00", "", "s9"),
        ),
    )
    bench.write(
        "deal_pipeline_stage.csv",
        table(
            ("stage_id", "label", "pipeline_id", "display_order", "closed_won", "is_closed"),
            ("s1", "Offer", "p", "1", "FALSE", "FALSE"),
            ("s2", "Talk", "p", "0", "FALSE", "FALSE"),
            ("s3", "Signed", "p", "2", "TRUE", "TRUE"),
            ("s9", "Gone", "p", "3", "FALSE", "TRUE"),
        ),
    )
    assert [used for _, _, used in taken(bench).values()] == [True, True, True]
    db = bench.load()
    assert rows(db, VISITS) == [
        ("1", "talk", "2026-01-05", "advanced"),
        ("1", "offer", "2026-01-09", "advanced"),
        ("1", "signed", "2026-01-15", "open"),
        ("2", "talk", "2026-01-06", "exited"),
    ]
    assert rows(db, "select count(*) from journeys") == [(2,)]


@pytest.mark.parametrize(
    "header",
    [
        (
            "Record Id",
            "Potential Name",
            "Potential Owner",
            "Stage",
            "Amount",
            "Closing Date",
            "Created Time",
            "Lead Source",
            "Type",
        ),
        (
            "レコードID",
            "商談名",
            "商談の担当者",
            "ステージ",
            "総額",
            "完了予定日",
            "作成日時",
            "見込み客のデータ元",
            "種類",
        ),
    ],
)
def test_zoho(bench, header):
    bench.write(
        "deals.csv",
        table(
            header,
            ("4876876000000123456", "A", "S1", "Closed Won", "100", "2026-02-02", "2026-01-12 09:00:00", "Web", "New"),
            (
                "4876876000000123457",
                "B",
                "S1",
                "Qualification",
                "50",
                "2026-12-02",
                "2026-01-13 09:00:00",
                "Web",
                "New",
            ),
        ),
    )
    assert taken(bench) == {"deals.csv": ("zoho", "deal", True)}
    db = bench.load()
    assert rows(db, VISITS) == [
        ("4876876000000123456", "qualification", "2026-01-12", "advanced"),
        ("4876876000000123456", "closed_won", "2026-02-02", "open"),
        ("4876876000000123457", "qualification", "2026-01-13", "open"),
    ]
    assert rows(db, "select distinct source, deal_type, fs_owner from journeys") == [("Web", "New", "S1")]


@pytest.mark.parametrize(
    "header",
    [
        ("Case ID", "Activity", "Complete Timestamp", "Resource"),
        ("case:concept:name", "concept:name", "time:timestamp", "org:resource"),
        ("ケースID", "アクティビティ", "タイムスタンプ", "担当者"),
    ],
)
def test_event_logs(bench, header):
    lines = [("C1", "Lead", "2026/01/05 10:00", "r1"), ("C1", "Offer", "2026/01/09 10:00", "r2"), ("C1", "Won", "2026/01/12 10:00", "r2"),
             ("C2", "Lead", "2026/01/06 10:00", "r1"), ("C2", "Lost", "2026/01/08 10:00", "r1")]  # fmt: skip
    bench.write("log.csv", table(header, *lines))
    db = bench.load()
    assert rows(db, VISITS) == [
        ("C1", "lead", "2026-01-05", "advanced"),
        ("C1", "offer", "2026-01-09", "advanced"),
        ("C1", "won", "2026-01-12", "open"),
        ("C2", "lead", "2026-01-06", "exited"),
    ]


def test_dynamics_is_said_to_rest_on_documentation(bench):
    bench.write(
        "opportunities.csv",
        table(
            ("(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum", "Topic", "Potential Customer", "Status", "Sales Stage",
             "Est. revenue", "Actual Close Date", "Created On", "Owner"),
            ("g1", "x", "T1", "甲社", "Won", "Close", "100", "2026-02-02", "2026-01-12", "S1"),
            ("g2", "x", "T2", "乙社", "Open", "Qualify", "100", "", "2026-01-13", "S1"),
            ("g3", "x", "T3", "丙社", "Lost", "Qualify", "100", "2026-02-04", "2026-01-14", "S1"),
        ),
    )  # fmt: skip
    (one,) = recognise(bench.folder).taken
    assert (one.profile, one.documented_only) == ("dynamics365", True)
    assert rows(bench.load(), VISITS) == [
        ("g1", "qualify", "2026-01-12", "advanced"),
        ("g1", "close", "2026-01-12", "advanced"),
        ("g1", "won", "2026-02-02", "open"),
        ("g2", "qualify", "2026-01-13", "open"),
        ("g3", "qualify", "2026-01-14", "exited"),
    ]


def test_pipedrive(bench):
    bench.write(
        "deals.csv",
        table(
            ("Deal - ID", "Deal - Title", "Deal - Owner", "Deal - Value", "Deal - Currency (of value)", "Deal - Pipeline", "Deal - Stage",
             "Deal - Status", "Deal - Deal created", "Deal - Last stage change", "Deal - Won time", "Deal - Lost time"),
            ("1", "A", "S1", "100", "EUR", "P", "Proposal Made", "Won", "2026-01-12 09:00:00", "2026-01-20 09:00:00",
             "2026-02-02 09:00:00", ""),
            ("2", "B", "S1", "100", "EUR", "P", "Contact Made", "Lost", "2026-01-13 09:00:00", "2026-01-14 09:00:00", "",
             "2026-02-03 09:00:00"),
        ),
    )  # fmt: skip
    assert taken(bench) == {"deals.csv": ("pipedrive", "deal", True)}
    assert rows(bench.load(), VISITS) == [
        ("1", "contact_made", "2026-01-12", "advanced"),
        ("1", "proposal_made", "2026-01-20", "advanced"),
        ("1", "won", "2026-02-02", "open"),
        ("2", "contact_made", "2026-01-13", "exited"),
    ]


def test_mazrica_headers_with_a_control_number(bench):
    bench.write(
        "案件.csv",
        table(
            ("案件ID", "案件タイプ", "案件名", "取引先名", "契約予定日", "担当者", "フェーズ", "契約確度", "チャネル", "契約金額", "登録日（管理番号:1234）"),
            ("1", "新規", "A", "甲社", "2026/12/01", "営業1", "提案", "50", "紹介", "100", "2026/01/12"),
            ("2", "新規", "B", "乙社", "2026/12/01", "営業1", "初回訪問", "10", "Web//紹介", "100", "2026/01/13"),
        ),
        "cp932",
    )  # fmt: skip
    assert taken(bench) == {"案件.csv": ("mazrica", "deal", True)}
    db = bench.load()
    assert rows(db, VISITS) == [  # ids of plain letters: those of the built-in model
        ("1", "meeting", "2026-01-12", "advanced"),
        ("1", "proposal", "2026-01-12", "open"),
        ("2", "meeting", "2026-01-13", "open"),
    ]


def test_hubspot_contacts_alone_reach_the_customer(bench):
    bench.write(
        "contacts.csv",
        table(
            ("Record ID", "Email", "Lifecycle Stage", "Create Date", "Became a Lead Date", "Became a Sales Qualified Lead Date",
             "Became a Customer Date"),
            ("1", "a@example.com", "Customer", "2026-01-02 10:00", "2026-01-02 10:00", "2026-01-07 10:00", "2026-02-01 10:00"),
            ("2", "b@example.com", "Lead", "2026-01-03 10:00", "2026-01-03 10:00", "", ""),
        ),
    )  # fmt: skip
    db = bench.load()
    assert rows(db, VISITS) == [
        ("1", "lead", "2026-01-02", "advanced"),
        ("1", "sales_qualified_lead", "2026-01-07", "advanced"),
        ("1", "customer", "2026-02-01", "open"),
        ("2", "lead", "2026-01-03", "open"),
    ]
    assert rows(db, "select value from load_info where key = 'goal'") == [("customer",)]


def test_a_formatted_report_in_excel_with_its_table_some_rows_down_on_the_second_sheet(bench):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["About this report"])
    sheet = book.create_sheet("商談レポート")
    for line in (["商談レポート"], [], ["フィルタ", "すべて"], ["商談 ID", "商談名", "フェーズ", "完了予定日", "作成日", "確度(%)"],
                 ["0061", "案件1", "提案", "2026-12-01", "2026-01-05", 50], ["0062", "案件2", "見積", "2026-12-01", "2026-01-06", 60]):  # fmt: skip
        sheet.append(line)
    book.save(bench.folder / "report.xlsx")
    assert recognise(bench.folder).mapping["files"]["report.xlsx"]["sheet"] == "商談レポート"
    assert rows(bench.load(), "select count(*) from journeys") == [(2,)]


def test_a_pipeline_that_is_not_there_is_refused_with_those_that_are(bench):
    hubspot(bench)
    with pytest.raises(
        UnusableInput, match=r"no pipeline 'Sales' in these files. There are: Partner \(Japan\), Sales Pipeline"
    ):
        recognise(bench.folder, "Sales")


def test_salesforce_lead_history_contracts_and_campaign_members(bench):
    bench.write(
        "Lead.csv",
        table(
            ("Id", "Company", "Status", "LeadSource", "IsConverted", "ConvertedOpportunityId", "CreatedDate"),
            (
                "00Q000000000001AAA",
                "A",
                "Closed - Converted",
                "Web",
                "1",
                "006000000000001",
                "2026-01-02T00:00:00.000+0000",
            ),
            ("00Q000000000002AAA", "B", "Open - Not Contacted", "Web", "0", "", "2026-01-03T00:00:00.000+0000"),
        ),
    )
    bench.write(
        "LeadHistory.csv",
        table(
            ("Id", "LeadId", "CreatedById", "CreatedDate", "Field", "OldValue", "NewValue"),
            (
                "1",
                "00Q000000000001AAA",
                "005",
                "2026-01-05T00:00:00.000+0000",
                "Status",
                "Open - Not Contacted",
                "Working - Contacted",
            ),
            ("2", "00Q000000000001AAA", "005", "2026-01-06T00:00:00.000+0000", "Owner", "x", "y"),
            (
                "3",
                "00Q000000000001AAA",
                "005",
                "2026-01-08T00:00:00.000+0000",
                "Status",
                "Working - Contacted",
                "Closed - Converted",
            ),
        ),
    )
    bench.write(
        "Opportunity.csv",
        table(
            ("Id", "Name", "StageName", "Amount", "Probability", "CloseDate", "IsWon", "ForecastCategory", "ContractId", "CreatedDate"),
            ("006000000000001AAA", "A", "Closed Won", "100", "100", "2026-02-02", "1", "Closed", "800000000000001AAA",
             "2026-01-08T01:00:00.000+0000"),
        ),
    )  # fmt: skip
    bench.write(
        "Contract.csv",
        table(
            ("Id", "AccountId", "ContractNumber", "StartDate", "EndDate", "ContractTerm", "OwnerId", "ActivatedDate"),
            ("800000000000001AAA", "001", "0001", "2026-02-10", "2027-02-09", "12", "005C", ""),
        ),
    )
    bench.write(
        "CampaignMember.csv",
        table(
            ("Id", "CampaignId", "LeadId", "Status", "HasResponded", "CreatedDate", "FirstRespondedDate"),
            ("00v1", "701", "00Q000000000002AAA", "Responded", "1", "2026-01-03T05:00:00.000+0000", "2026-01-04"),
        ),
    )
    assert all(used for _, _, used in taken(bench).values())
    db = bench.load()
    lead, other = (journey for (journey,) in rows(db, "select journey_id from journeys order by 1"))
    assert (lead[:15], other[:15]) == ("00Q000000000001", "00Q000000000002")
    assert [row[1:] for row in rows(db, VISITS) if row[0] == lead] == [
        ("open_not_contacted", "2026-01-02", "advanced"),
        ("working_contacted", "2026-01-05", "advanced"),
        ("closed_converted", "2026-01-08", "advanced"),
        ("begun", "2026-01-08", "advanced"),  # no label says how the deal began
        ("onboarding", "2026-02-02", "open"),  # won and the contract's beginning are one stage of the built-in model
    ]
    assert rows(db, "select journey_id, kind from activities") == [(other, "Responded")]


def test_english_report_with_a_footer_and_days_that_settle_its_dates(bench):
    bench.write(
        "report1700000000003.csv",
        table(
            (
                "Opportunity Name",
                "Opportunity ID",
                "Stage",
                "Probability (%)",
                "Close Date",
                "Created Date",
                "Opportunity Owner",
                "Amount",
            ),
            ("Größe", "0061", "Closed Won", "100%", "2/13/2026", "1/12/2026", "S1", "1,000.00"),
            ("Other", "0062", "Prospecting", "10%", "12/31/2026", "1/13/2026", "S1", "50.00"),
            end="\n",
        )
        + '\n"Open deals"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"Confidential Information - Do Not Distribute"\n',
        "utf-8",
    )
    db = bench.load()
    assert rows(db, VISITS) == [
        ("0061", "prospecting", "2026-01-12", "advanced"),
        ("0061", "closed_won", "2026-02-13", "open"),
        ("0062", "prospecting", "2026-01-13", "open"),
    ]
    assert rows(db, "select sum(rejected) from load_files") == [(0,)]
