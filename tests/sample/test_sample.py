"""The sample company, judged by the files it writes and by nothing else."""

import csv
import io
import re
import tomllib
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from revflow.common.errors import UnusableInput
from revflow.sample import DEFAULT_SEED, FILES, dirt, sample_files, write_sample

COMMITTED = Path(__file__).parents[2] / "data" / "sample"
ENCODINGS = {
    "リード.csv": "cp932", "商談.csv": "cp932", "商談履歴.csv": "cp932", "活動.csv": "cp932", "目標.csv": "cp932",
    "契約.csv": "utf-8-sig", "コメント.csv": "utf-8",
}  # fmt: skip
ALL_QUOTED = ("リード.csv", "商談.csv", "商談履歴.csv", "活動.csv")
COLUMN_KEYS = {
    "id",
    "at",
    "stage",
    "owner",
    "reason",
    "kind",
    "text",
    "period",
    "metric",
    "target",
    "author",
    "department",
}
LAST_DAY = date(2026, 11, 15)
PROGRAMME = date(2026, 7, 20)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return sample_files(DEFAULT_SEED)


@pytest.fixture(scope="module")
def rows(files) -> dict[str, list[dict[str, str]]]:
    return {name: read(files[name], encoding) for name, encoding in ENCODINGS.items()}


def read(content: bytes, encoding: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(encoding), newline="")))


def when(value: str) -> datetime | None:
    try:
        return datetime.strptime(value, "%Y/%m/%d %H:%M")
    except ValueError:
        return None


# The bytes


def test_same_seed_same_bytes_and_another_seed_others(files):
    assert sample_files(DEFAULT_SEED) == files
    assert tuple(files) == FILES
    assert sample_files(DEFAULT_SEED + 1)["リード.csv"] != files["リード.csv"]


def test_what_is_committed_is_what_the_default_seed_gives(files):
    there = {path.name: path.read_bytes() for path in COMMITTED.iterdir() if not path.name.startswith(".")}
    assert there == files


def test_a_few_megabytes(files):
    assert 2_000_000 < sum(map(len, files.values())) < 4_000_000


def test_encodings_line_ends_and_quotes(files):
    for name in ALL_QUOTED:
        with pytest.raises(UnicodeDecodeError):
            files[name].decode("utf-8")
        text = files[name].decode("cp932")
        assert text.startswith('"') and text.endswith('"\r\n')
        header, *others = csv.reader(io.StringIO(text, newline=""))
        assert all(len(row) == len(header) for row in others)
    assert files["契約.csv"].startswith(b"\xef\xbb\xbf") and b"\r" not in files["契約.csv"]
    assert not files["コメント.csv"].startswith(b"\xef\xbb\xbf")
    assert files["目標.csv"].decode("cp932").startswith("段階,指標,年月,目標値\r\n")


def test_days_and_times_are_written_as_each_system_writes_them(rows):
    assert all(re.fullmatch(r"\d{4}/\d\d/\d\d \d\d:\d\d", row["作成日時"]) for row in rows["リード.csv"])
    assert all(re.fullmatch(r"\d{4}/\d\d/\d\d", row["オンボーディング開始日"]) for row in rows["契約.csv"])


# Who must not be in it


def test_nobody_can_be_meant(rows):
    invented = ("サンプル", "架空", "見本", "仮想", "例示", "モデル", "テスト", "ダミー")
    for row in rows["リード.csv"]:
        assert row["会社名"].startswith(invented) and row["会社名"][-4:].isdigit()
        assert row["氏名"].startswith((*invented, "仮名")) and row["氏名"][-4:].isdigit()
        assert row["メール"].endswith("@example.invalid")
        assert row["電話"].startswith("000-0000-")


def test_no_name_can_be_a_mail_address(rows):
    for name, those in rows.items():
        for row in those:
            assert not [value for header, value in row.items() if "@" in value and header != "メール"], name


def test_what_is_private_is_not_in_the_mapping(files):
    mapping = files["mapping.toml"].decode()
    assert not re.search(r'"(氏名|メール|電話)"', mapping)


# The README


def test_every_file_and_column_is_in_the_readme(files, rows):
    text = files["README.md"].decode()
    for name, those in rows.items():
        section = text.split(f"### `{name}`")[1].split("###")[0]
        assert f"| {len(those):,} |" in next(line for line in text.splitlines() if line.startswith(f"| `{name}`"))
        for header in those[0]:
            assert f"\n| {header} | " in section, (name, header)


def test_every_column_that_the_mapping_names_is_there(files, rows):
    mapping = tomllib.loads(files["mapping.toml"].decode())
    parts = [*mapping["records"].values(), *mapping["events"]]
    for part in (*parts, *(mapping[extra] for extra in ("activities", "comments", "targets"))):
        headers = set(rows[part["file"]][0])
        named = [part[key] for key in part.keys() & COLUMN_KEYS]
        for key in ("attributes", "dates", "reasons", "belongs_to"):
            named += part.get(key, {}).values()
        assert set(named) <= headers, part["file"]


# The dirt that the README owns up to


def test_the_dirt_is_as_the_readme_says(rows):
    repeated = {name: len(those) - len({tuple(row.values()) for row in those}) for name, those in rows.items()}
    assert (repeated["リード.csv"], repeated["商談履歴.csv"], repeated["契約.csv"]) == (6, 8, 2)
    became_mql = {row["リードID"]: row["MQL化日時"] for row in rows["リード.csv"] if row["MQL化日時"]}
    assert sum(when(at) is None for at in became_mql.values()) == 3
    assert len({tuple(row.values()) for row in rows["商談履歴.csv"] if not when(row["変更日時"])}) == 2
    labels = Counter(row["フェーズ"] for row in rows["商談履歴.csv"])
    assert labels.pop(dirt.UNKNOWN_LABEL) in (11, 12)  # one of them may be among the repeated rows
    assert set(labels) == {"商談アポ", "案件化", "提案", "受注", "失注", "ナーチャリング戻し", "対象外"}
    deals, leads = {row["商談ID"] for row in rows["商談.csv"]}, {row["リードID"] for row in rows["リード.csv"]}
    assert len({row["商談ID"] for row in rows["商談履歴.csv"]} - deals) == 4
    assert len({row["商談ID"] for row in rows["契約.csv"]} - deals) == 1
    assert len({row["リードID"] for row in rows["活動.csv"]} - leads) == 6
    assert any("\n" in row["失注理由"] for row in rows["商談履歴.csv"])
    comments = [row["本文"] for row in rows["コメント.csv"]]
    assert any('"' in text for text in comments) and any("\n" in text for text in comments)


def test_ids_are_salesforce_ids(rows):
    """The last three characters tell the capitals among the other fifteen, so that Excel's lookups work."""
    for row in rows["リード.csv"][:200]:
        given = row["リードID"]
        suffix = ""
        for start in (0, 5, 10):
            bits = sum(1 << n for n in range(5) if given[start + n].isupper())
            suffix += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits]
        assert len(given) == 18 and given[15:] == suffix
    assert len({row["リードID"] for row in rows["リード.csv"]}) == len(rows["リード.csv"]) - 6


def test_history_has_rows_that_change_no_stage(rows):
    same = [row for row in rows["商談履歴.csv"] if row["変更前フェーズ"] == row["フェーズ"]]
    assert 0.1 < len(same) / len(rows["商談履歴.csv"]) < 0.4


def test_some_deals_have_no_lead_and_some_leads_two_deals(rows):
    of_lead = Counter(row["リードID"] for row in rows["商談.csv"])
    assert 30 < of_lead.pop("") < 150
    assert sum(number > 1 for number in of_lead.values()) > 30


def test_it_covers_eighteen_months_and_nothing_comes_after(rows):
    made = [when(row["作成日時"]).date() for row in rows["リード.csv"]]
    assert min(made) == date(2025, 5, 12) and max(made) == LAST_DAY
    saved = [when(row["変更日時"]) for row in rows["商談履歴.csv"]]
    assert max(at for at in saved if at).date() <= LAST_DAY
    for day in ("オンボーディング開始日", "更新日", "解約日"):
        assert all(row[day] <= "2026/11/15" for row in rows["契約.csv"])


# The story


@pytest.fixture(scope="module")
def meetings(rows) -> list[tuple[date, date | None, str, str]]:
    """Every stay of a deal in the first meeting, from its history alone: entered, left, to which label, source."""
    source = {row["商談ID"]: row["リードソース"] for row in rows["商談.csv"]}
    of_deal = defaultdict(list)
    for row in rows["商談履歴.csv"]:
        if when(row["変更日時"]) and row["変更前フェーズ"] != row["フェーズ"] and row["商談ID"] in source:
            of_deal[row["商談ID"]].append((when(row["変更日時"]), row["フェーズ"]))
    stays = []
    for deal, changes in of_deal.items():
        changes = sorted(set(changes))
        for n, (at, label) in enumerate(changes):
            after = changes[n + 1] if n + 1 < len(changes) else None
            if label == "商談アポ":
                stays.append((at.date(), after and after[0].date(), after[1] if after else "", source[deal]))
    return stays


def stock(meetings, day: date) -> int:
    return sum(entered <= day and (left is None or left > day) for entered, left, _, _ in meetings)


def entered_between(meetings, since: date, until: date):
    return [stay for stay in meetings if since <= stay[0] <= until]


def test_exhibitions_come_to_be_half_of_the_meetings(meetings):
    def share(since, until):
        those = entered_between(meetings, since, until)
        return sum(source == "展示会" for *_, source in those) / len(those)

    assert 0.08 < share(date(2025, 9, 1), PROGRAMME - timedelta(days=1)) < 0.17
    assert share(LAST_DAY - timedelta(days=55), LAST_DAY) > 0.5


def test_meetings_pile_up(meetings):
    before = [stock(meetings, PROGRAMME - timedelta(weeks=n)) for n in range(1, 40)]
    assert stock(meetings, LAST_DAY) > 3 * sum(before) / len(before)
    monthly = [stock(meetings, date(2026, month, 28)) for month in (7, 8, 9, 10)]
    assert monthly == sorted(monthly)


def test_more_meetings_and_fewer_opportunities(meetings):
    def opportunities(since, until):
        return sum(since <= left <= until for _, left, label, _ in meetings if left and label in ("案件化", "提案"))

    window = (LAST_DAY - timedelta(days=55), LAST_DAY)
    year_before = (window[0] - timedelta(weeks=52), PROGRAMME - timedelta(days=1))
    weeks = (year_before[1] - year_before[0]).days / 7
    assert len(entered_between(meetings, *window)) / 8 > 1.05 * len(entered_between(meetings, *year_before)) / weeks
    assert opportunities(*window) / 8 < 0.85 * opportunities(*year_before) / weeks


def test_field_sales_judge_each_source_as_ever(meetings):
    """The fault is not where it hurts: of the meetings they got to, as many become opportunities as before."""

    def yielded(stays, exhibition):
        done = [label for _, left, label, source in stays if left and (source == "展示会") == exhibition]
        return sum(label in ("案件化", "提案") for label in done) / len(done)

    before = entered_between(meetings, date(2025, 5, 12), PROGRAMME - timedelta(days=1))
    since = entered_between(meetings, PROGRAMME, LAST_DAY - timedelta(weeks=6))
    for exhibition, usual in ((False, 0.62), (True, 0.20)):
        assert abs(yielded(before, exhibition) - usual) < 0.08
        assert abs(yielded(since, exhibition) - yielded(before, exhibition)) < 0.10


def test_leads_and_mqls_are_handed_on_as_ever(rows):
    def share_of_mql(since, until):
        those = [row for row in rows["リード.csv"] if since <= when(row["作成日時"]).date() <= until]
        return sum(bool(row["MQL化日時"]) for row in those) / len(those)

    before = share_of_mql(date(2025, 9, 1), PROGRAMME - timedelta(days=1))
    assert abs(share_of_mql(PROGRAMME, LAST_DAY - timedelta(weeks=6)) - before) < 0.06


def test_holidays_are_quiet(rows):
    made = Counter(when(row["作成日時"]).date() for row in rows["リード.csv"])
    new_year = sum(made[date(2025, 12, 29) + timedelta(days=n)] for n in range(6))
    assert new_year < 0.25 * sum(made[date(2025, 12, 1) + timedelta(days=n)] for n in range(6))
    assert all(when(row["変更日時"]).date().weekday() < 5 for row in rows["商談履歴.csv"] if when(row["変更日時"]))


# Where it may be written


def test_it_writes_into_a_new_folder_and_over_its_own_sample(tmp_path):
    folder = tmp_path / "new" / "sample"
    written = write_sample(folder)
    assert sorted(path.name for path in written) == sorted(path.name for path in folder.iterdir())
    (folder / ".revflow").mkdir()
    assert write_sample(folder) == written


def test_it_leaves_a_folder_with_other_files_alone(tmp_path):
    (tmp_path / "mapping.toml").write_text("mine")
    with pytest.raises(UnusableInput, match=r"already holds mapping\.toml"):
        write_sample(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mapping.toml"]
    assert (tmp_path / "mapping.toml").read_text() == "mine"


def test_a_file_of_ones_own_beside_an_earlier_sample_is_enough_to_refuse(tmp_path):
    write_sample(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UnusableInput, match=r"notes\.txt"):
        write_sample(tmp_path)


def test_a_file_instead_of_a_folder(tmp_path):
    (tmp_path / "sample").write_text("")
    with pytest.raises(UnusableInput, match="is a file"):
        write_sample(tmp_path / "sample")
