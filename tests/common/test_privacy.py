"""What is private of prospects stays outside; what is replaced leaves no trace."""

import shutil

import pytest

from revflow.common.privacy import masked, named_private
from revflow.intake.pseudonyms import pseudonym
from tests.conftest import Bench, rows

MAPPING = """
[private]
{private}
[records.lead]
file = "leads.csv"
id = "Id"
[records.lead.attributes]
company = "会社名"
phone = "代表電話"
person = "氏名"
industry = "業種"
is_owner = "IS担当"
[records.deal]
file = "deals.csv"
id = "Id"
belongs_to = {{ lead = "Lead" }}
[records.deal.attributes]
company = "取引先名"
[[events]]
record = "lead"
file = "leads.csv"
id = "Id"
dates = {{ a = "作成日" }}
"""
LEADS = (
    "Id,会社名,代表電話,氏名,業種,IS担当,作成日\n"
    "L1,株式会社ひみつ商事,03-1111-2222,山田花子,製造業とても目立つ,tanaka@example.invalid,2026-01-05\n"
    "L2,Undisclosed Holdings,03-1111-3333,John Doe,小売,suzuki@example.invalid,2026-01-06\n"
)


def company(folder, private: str = "") -> Bench:
    bench = Bench(folder).model().write("mapping.toml", MAPPING.format(private=private)).write("leads.csv", LEADS)
    return bench.write("deals.csv", "Id,Lead,取引先名\nD1,L1,株式会社ひみつ商事\nD2,,Undisclosed Holdings\n")


@pytest.mark.parametrize(
    "column",
    ["Email", "E-Mail Address", "メールアドレス", "電話番号", "携帯", "MobilePhone", "Fax", "FirstName", "Last Name", "氏名",
     "氏名[姓]", "姓", "名", "先方担当者名", "取引先責任者", "顧客担当者", "Contact", "Contact Person", "Deal - Contact person",
     "Associated Contact", "Primary Contact", "住所", "MailingStreet", "郵便番号", "フリガナ", "生年月日", "Birthdate", "Full name"],
)  # fmt: skip
def test_columns_that_look_private(column):
    assert named_private(column)


@pytest.mark.parametrize(
    "column",
    ["Owner", "商談 所有者", "担当者名", "営業担当", "案件名", "取引先名", "会社名", "名称", "業種", "First contact date", "部署名",
     "Lead Source", "Associated Contact IDs", "Deal Name", "Stage", "Campaign Name", "製品名", "担当", "都道府県", "Deadline"],
)  # fmt: skip
def test_columns_that_do_not(column):
    assert not named_private(column, "deal")


def test_a_lead_s_name_is_a_person_s():
    assert named_private("Name", "lead") and not named_private("Name", "deal")


def test_private_columns_are_refused_until_they_are_allowed(tmp_path):
    db = company(tmp_path / "refused").load()
    assert "phone" not in [r[0] for r in rows(db, "describe journeys")]
    assert rows(db, "select is_owner from journeys where journey_id = 'L1'") == [("tanaka@example.invalid",)]
    assert rows(db, "select affected, example from findings where finding = 'private-columns'") == [
        (2, "代表電話, 氏名")
    ]
    db = company(tmp_path / "allowed", 'allow = ["代表電話"]').load()
    assert rows(db, "select phone from journeys where journey_id = 'L1'") == [("03-1111-2222",)]
    assert rows(db, "select affected, example from findings where finding = 'private-columns'") == [(1, "氏名")]


def names_of(bench: Bench) -> list[tuple]:
    return rows(bench.load(), "select journey_id, company from journeys order by 1")


def test_pseudonyms_are_the_same_in_every_load_and_on_every_machine(tmp_path):
    bench = company(tmp_path / "one", 'pseudonyms = ["company"]')
    first = names_of(bench)
    assert [name for _, name in first] == [first[0][1], first[1][1], first[1][1]]
    assert len({name for _, name in first}) == 2 and all(name.startswith("Company-") for _, name in first)
    assert names_of(bench) == first
    other = company(tmp_path / "elsewhere", 'pseudonyms = ["company"]')
    (other.folder / ".revflow").mkdir()
    shutil.copy(bench.folder / ".revflow" / "pseudonyms.key", other.folder / ".revflow")
    assert names_of(other) == first
    assert names_of(company(tmp_path / "without the key", 'pseudonyms = ["company"]')) != first


def test_no_original_is_left_in_the_database(tmp_path):
    hidden = company(tmp_path / "hidden", 'pseudonyms = ["company"]')
    shown = company(tmp_path / "shown")
    hidden.load(), shown.load()
    stored = {bench: (bench.folder / ".revflow" / "revflow.duckdb").read_bytes() for bench in (hidden, shown)}
    for name in ("ひみつ商事", "Undisclosed Holdings"):
        assert name.encode() in stored[shown]
        assert name.encode() not in stored[hidden]
    for bench in (hidden, shown):
        assert "製造業とても目立つ".encode() in stored[bench]
        for private in ("山田花子", "John Doe", "03-1111-2222"):
            assert private.encode() not in stored[bench]


def test_a_key_that_is_none_is_refused(tmp_path, capsys):
    bench = company(tmp_path / "one", 'pseudonyms = ["company"]')
    (bench.folder / ".revflow").mkdir()
    (bench.folder / ".revflow" / "pseudonyms.key").write_text("not a key")
    outcome = bench.command(capsys)
    assert outcome.status == 2 and "pseudonyms.key" in outcome.complaint


def test_pseudonyms_can_be_read_out_and_differ():
    made = {pseudonym(b"k" * 32, "会社", f"会社{n}") for n in range(20_000)}
    assert len(made) == 20_000
    assert all(len(name) == len("会社-7F3K-Q2MX") for name in made)


def test_ids_that_are_addresses_become_pseudonyms_in_every_file(tmp_path):
    mapping = """
[records.lead]
file = "leads.csv"
id = "Mail"
[records.deal]
file = "deals.csv"
id = "Id"
belongs_to = { lead = "Contacts" }
[[events]]
record = "lead"
file = "leads.csv"
id = "Mail"
dates = { a = "Made" }
[[events]]
record = "deal"
file = "deals.csv"
id = "Id"
dates = { b = "Won" }
[activities]
record = "lead"
file = "calls.csv"
id = "Who"
at = "At"
"""
    bench = Bench(tmp_path / "mail").model().write("mapping.toml", mapping)
    bench.write("leads.csv", "Mail,Made\nhanako@example.invalid,2026-01-05\ntaro@example.invalid,2026-01-05\n")
    bench.write("deals.csv", "Id,Contacts,Won\nD1,nobody@example.invalid;Hanako@example.invalid,2026-01-09\n")
    bench.write("calls.csv", "Who,At\nhanako@example.invalid,2026-01-07\n")
    db = bench.load()
    visits = rows(db, "select journey_id, count(*) from stage_visits group by 1 order by 2 desc")
    assert [count for _, count in visits] == [2, 1] and all(name.startswith("ID-") for name, _ in visits)
    assert rows(db, "select journey_id from activities") == [(visits[0][0],)]
    assert b"example.invalid" not in (bench.folder / ".revflow" / "revflow.duckdb").read_bytes()
    assert rows(db, "select subject, example from findings where finding = 'private-ids'") == [("leads.csv", "Mail")]
    bench.write("mapping.toml", '[private]\nallow = ["Mail"]\n' + mapping)
    assert ("hanako@example.invalid",) in rows(bench.load(), "select journey_id from stage_visits")


def test_a_long_word_without_an_address_is_looked_at_once():
    """From every letter anew it would take hours."""
    assert masked("x" * 500_000) == "x" * 500_000
