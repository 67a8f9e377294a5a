"""Exports as two companies' CRM systems would write them, made up for the tests: Salesforce in Japanese, a spreadsheet."""

import csv
import datetime as dt
import io

PHASES = ("見込み", "ヒアリング", "提案", "最終交渉")
DEPTH = (1, 2, 3, 4, 5, 6)  # how many steps a deal takes: the fifth is won, the sixth lost
FIRST = dt.date(2026, 1, 5)


def table(header: list[str], rows: list[list], encoding: str = "cp932") -> bytes:
    """A CSV with every cell quoted, as Salesforce writes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([header, *rows])
    return out.getvalue().encode(encoding)


def deals(
    count: int = 120, until: dt.date = dt.date(2026, 10, 31)
) -> list[tuple[str, dt.date, list[tuple[str, dt.date]]]]:
    """(id, created, stage changes) of made-up deals; some win, some lose, some stand still."""
    found = []
    for number in range(count):
        created = FIRST + dt.timedelta(days=2 * number)
        steps = list(PHASES[: min(DEPTH[number % 6], 4)])
        steps += ["受注"] if DEPTH[number % 6] == 5 else ["失注"] if DEPTH[number % 6] == 6 else []
        dated = [(phase, created + dt.timedelta(days=9 * place)) for place, phase in enumerate(steps)]
        dated = [(phase, day) for phase, day in dated if day <= until]
        if dated:
            found.append((f"0065g00000{number:05}AAA", created, dated))
    return found


def day(value: dt.date) -> str:
    return value.strftime("%Y/%m/%d")


def salesforce_deals(**chosen) -> bytes:
    """The report of deals (商談), CP932."""
    header = [
        "商談 ID",
        "商談名",
        "取引先名",
        "フェーズ",
        "金額",
        "完了予定日",
        "確度 (%)",
        "リードソース",
        "商談 所有者",
        "作成日",
    ]
    rows = [
        [
            key,
            f"案件{n}",
            f"株式会社{n}",
            steps[-1][0],
            str(100000 + 1000 * n),
            day(created + dt.timedelta(days=90)),
            "50",
            ("Web", "展示会", "紹介")[n % 3],
            ("佐藤", "鈴木")[n % 2],
            day(created),
        ]
        for n, (key, created, steps) in enumerate(deals(**chosen))
    ]
    return table(header, rows)


def salesforce_history(**chosen) -> bytes:
    """The history of the deals' stages (商談履歴), CP932."""
    header = ["商談 ID", "商談名", "変更前フェーズ", "変更後フェーズ", "変更日", "変更者", "金額"]
    rows = []
    for n, (key, _, steps) in enumerate(deals(**chosen)):
        before = ""
        for phase, when in steps:
            rows.append([key, f"案件{n}", before, phase, day(when) + " 10:00", ("佐藤", "鈴木")[n % 2], "1000"])
            before = phase
    return table(header, rows)


def app_rows(count: int = 60) -> list[list[str]]:
    """Rows of a company's own app (as in kintone): nobody knows its headers."""
    states = ("下調べ", "初回訪問", "見積中", "成約", "断念")
    return [
        [
            f"K-{n:04}",
            f"顧客{n}",
            states[n % 5],
            (FIRST + dt.timedelta(days=4 * n)).isoformat(),
            ("田中", "山本", "井上")[n % 3],
            str(50000 + 500 * n),
            ("東", "西")[n % 2],
        ]
        for n in range(count)
    ]


def own_app() -> bytes:
    """A list nobody knows: headers are the company's own, UTF-8."""
    return table(
        ["レコード番号", "お客様", "いまの進み具合", "進み具合が変わった日", "担当", "見込み金額", "地区"],
        app_rows(),
        "utf-8",
    )


def plain_history() -> bytes:
    """A stage history in English, UTF-8."""
    rows = []
    for key, _, steps in deals():
        names = {"見込み": "Prospecting", "ヒアリング": "Qualification", "提案": "Proposal/Price Quote"}
        names |= {"最終交渉": "Negotiation/Review", "受注": "Closed Won", "失注": "Closed Lost"}
        rows += [[key, "", names[phase], f"{when.isoformat()}T10:00:00Z"] for phase, when in steps]
    for place in range(1, len(rows)):
        if rows[place][0] == rows[place - 1][0]:
            rows[place][1] = rows[place - 1][2]
    header = ["OpportunityId", "FromOpportunityStageName", "StageName", "CreatedDate"]
    return table(header, rows, "utf-8")
