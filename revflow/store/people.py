"""What attributes and owners give away: fields that began half-way, owners that are queues, records that are tests.

Only what is mapped is known, so only that is looked at.
"""

from itertools import accumulate

from revflow.common.sql import literal, quoted
from revflow.store.histories import FEW_BEFORE, SAMPLE, VISIT, WEEKS_8, records_behind

QUEUE = (
    r"(^|[^a-z])(queue|unassigned|not assigned|no owner|nobody|integration|api|system|automation|automated|robot|bot|admin|"
    r"administrator)([^a-z]|$)|キュー|未割り?当|未アサイン|担当者?なし|担当者?未定|^未定$|連携ユーザ|システム管理者|自動(割|処理|登録)"
)
LEAST_OWNED = 20  # stays, below which a queue holds nothing worth a word
ONE_FOR_ALL, LEAST_HELD = 0.9, 100  # of the owned stays in each of two departments: nobody works in two of them alone
LEAST_RECORDED = 0.3  # share recorded since a field began: below, it was never taken up
LEAST_JOURNEYS = 50  # on either side of the beginning
TEST_WORD = r"(test|テスト|てすと|dummy|ダミー)"
COMPANY = r"(株式会社|有限会社|合同会社|会社|\(株\)|（株）)"
TEST_START = (  # 'test', 'test 3', 'テスト商談': not 'Test Rite', not 'テストセンター', not 'contest'
    rf"^[\[【(（<]?{TEST_WORD}[\]】)）>]?([\s_.#・-]*([0-9０-９].*|account.*|compan.*|record.*|lead.*|deal.*|data.*|user.*|customer.*|"
    rf"{COMPANY}|案件|商談|リード|顧客|データ|用|です|太郎|会社|商事|企業|登録)?)?$"
)
TEST_END = rf"{COMPANY}\s*{TEST_WORD}\s*[0-9０-９]*$"
TEST_ID = rf"^[\[【(（]?{TEST_WORD}([^a-zァ-ヶー].*)?$"


def find_in_attributes(con, ledger):
    """Adds what is to be said of attributes, owners and test records."""
    _began_half_way(con, ledger)
    _queues(con, ledger)
    _tests(con, ledger)


def _began_half_way(con, ledger):
    """An attribute hardly ever recorded before a month, and regularly since: no comparison reaches over that month."""
    names = [
        row[0]
        for row in con.execute(
            "select attribute from attributes where recorded_share between 0.05 and 0.98 order by attribute"
        ).fetchall()
    ]
    if not names:
        return
    sampled = con.execute("select 1 + count(*) // ? from journeys", [SAMPLE]).fetchall()[0][0]
    some = f"where hash(journey_id) <= 18446744073709551615::ubigint // {sampled}::ubigint" if sampled > 1 else ""
    counts = ", ".join(f"count({quoted(name)})" for name in names)
    months = con.execute(
        f"""select date_trunc('month', entered_at)::date as month, count(*), {counts}
        from (select * from journeys {some}) join (select journey_id, entered_at from stage_visits where visit_no = 1)
        using (journey_id) group by month order by month"""
    ).fetchall()
    for place, name in enumerate(names):
        found = beginning([(row[0], row[1] * sampled, row[2 + place] * sampled) for row in months])
        if not found:
            continue
        month, before = found
        total = con.execute("select count(*) from journeys").fetchall()[0][0]
        ledger.find("attribute-began", "warning", before, total, subject=name, example=str(month))
        records_behind(
            con,
            "attribute-began",
            name,
            f"select {VISIT} from stage_visits join journeys using (journey_id) where visit_no = 1 and {quoted(name)} is null "
            f"and entered_at < date '{month}' order by entered_at desc",
        )


def beginning(months: list[tuple]) -> tuple | None:
    """The month since which something is recorded, and how many records lie before it; months: (first day, all, recorded).

    The split with the widest gap between the shares before and after it; None where there is no clear one.
    """
    every, known = (list(accumulate(row[place] for row in months)) for place in (1, 2))
    best = None
    for place in range(1, len(months)):
        before, after = every[place - 1], every[-1] - every[place - 1]
        days = (months[place][0] - months[0][0]).days, (months[-1][0] - months[place][0]).days + 30
        if min(before, after) < LEAST_JOURNEYS or min(days) < WEEKS_8:
            continue
        low, high = known[place - 1] / before, (known[-1] - known[place - 1]) / after
        if high >= LEAST_RECORDED and low <= FEW_BEFORE * high and (best is None or high - low > best[0]):
            best = high - low, months[place][0], before
    return best[1:] if best else None


def _queues(con, ledger):
    """Owners that are no persons, and one owner for everything: no figure by person can rest on them."""
    held = con.execute(
        "select owner, department, count(*) from stage_visits join stages using (stage_id) where owner is not null group by all"
    ).fetchall()
    total = sum(row[2] for row in held)
    if not total:
        return
    by_owner: dict[str, int] = {}
    by_department: dict[str, int] = {}
    for owner, department, stays in held:
        by_owner[owner] = by_owner.get(owner, 0) + stays
        by_department[department] = by_department.get(department, 0) + stays
    con.execute("create or replace temp table owners as select unnest(?::varchar[]) as owner", [list(by_owner)])
    named = con.execute(
        "select owner from owners where regexp_matches(lower(owner), ?) order by owner", [QUEUE]
    ).fetchall()
    con.execute("drop table owners")
    for (owner,) in named:
        if by_owner[owner] >= LEAST_OWNED:
            ledger.find("owner-queue", "warning", by_owner[owner], total, subject=owner)
            _stays_of(con, "owner-queue", owner, owner)
    for owner, stays in by_owner.items():
        alone = [d for o, d, n in held if o == owner and n >= LEAST_HELD and n >= ONE_FOR_ALL * by_department[d]]
        if len(alone) > 1 and (owner,) not in named:
            ledger.find("one-owner", "warning", stays, total)
            _stays_of(con, "one-owner", "", owner)


def _stays_of(con, finding: str, subject: str, owner: str):
    newest = f"select {VISIT} from stage_visits where owner = {literal(owner)} order by entered_at desc"
    records_behind(con, finding, subject, newest)


def _tests(con, ledger):
    """Journeys whose id, or one of whose mapped attributes, says that they are a test."""
    kinds = dict(con.execute("select attribute, filterable from attributes").fetchall())
    found = [_test_condition("journey_id", TEST_ID)]
    for name, filterable in kinds.items():  # a kind of value must be the word itself: 'A/B test' is a campaign
        found.append(
            _test_condition(quoted(name), rf"^{TEST_WORD}$" if filterable else rf"({TEST_START})|({TEST_END})")
        )
    value = "coalesce(" + ", ".join(found) + ")"
    con.execute(
        f"create temp table tests as select journey_id, {value} as value from journeys where {value} is not null"
    )
    count, example = con.execute("select count(*), arg_min(value, journey_id) from tests").fetchall()[0]
    if count:
        total = con.execute("select count(*) from journeys").fetchall()[0][0]
        severity = "warning" if count >= 0.01 * total else "note"
        ledger.find("test-records", severity, count, total, example=example)
        records_behind(
            con,
            "test-records",
            "",
            "select tests.journey_id, stage_id, entered_at, owner, value from tests left join (from stage_visits where "
            "visit_no = 1) using (journey_id) order by tests.journey_id",
        )
    con.execute("drop table tests")


def _test_condition(column: str, pattern: str) -> str:
    """SQL: the value where it matches; the plain words are looked for first, that is many times faster."""
    folded = f"lower({column})"
    words = " or ".join(
        f"contains({folded}, {literal(word)})" for word in ("test", "テスト", "てすと", "dummy", "ダミー")
    )
    return f"case when ({words}) and regexp_matches(trim({folded}), {literal(pattern)}) then {column} end"
