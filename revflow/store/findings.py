"""What the loaded data can and can't answer, found by looking at it."""

from revflow.common.sql import quoted
from revflow.model import Model
from revflow.store.histories import RECORDS, VISIT, find_in_histories, records_behind
from revflow.store.people import find_in_attributes

MOST_CHOICES = 50  # an attribute with more values is no filter
FEW_AMOUNTS = 0.2
MOVES_ON_ONE_DAY = 20  # from stage to stage: no company's whole past is one day


def describe_attributes(con, model: Model):
    """Creates `attributes`: every column of journeys, named by the model or not, with how often it is recorded."""
    con.execute(
        "create table attributes (attribute varchar, ja varchar, en varchar, department varchar, decided_at varchar, "
        "decided_position integer, in_model boolean, distinct_values bigint, recorded_share double, filterable boolean)"
    )
    known = {attribute.id: attribute for attribute in model.attributes}
    columns = [c[0] for c in con.execute("describe journeys").fetchall() if c[0] not in ("journey_id", "amount")]
    for column in columns:
        distinct, share = con.execute(
            f"select count(distinct {quoted(column)}), count({quoted(column)}) / nullif(count(*), 0) from journeys"
        ).fetchall()[0]
        named = known.get(column)
        con.execute(
            "insert into attributes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                column,
                named.ja if named else column,
                named.en if named else column,
                named.department if named else None,
                named.decided_at if named else None,
                model.position_of(named.decided_at) if named else None,
                named is not None,
                distinct,
                share,
                1 <= distinct <= MOST_CHOICES,
            ],
        )


def find(con, ledger):
    """Adds to the findings what can't be known from this data, and to finding_records the records behind it."""
    con.execute(RECORDS)
    _mostly_rejected(ledger)
    _exits_never_recorded(con, ledger)
    _stages_never_seen(con, ledger)
    _one_time_for_all(con, ledger)
    _days_only(con, ledger)
    _clock_is_noise(con, ledger)
    _amounts(con, ledger)
    _known_only_later(con, ledger)
    find_in_histories(con, ledger)
    find_in_attributes(con, ledger)
    _nothing_beside(con, ledger)


def _mostly_rejected(ledger):
    """A file most of whose rows were rejected says little: the model's labels or the mapping are likely at fault."""
    for account in ledger.accounts:
        if account.rejected > account.read / 2:
            ledger.find("mostly-rejected", "unreliable", account.rejected, account.read, subject=account.file)


def _exits_never_recorded(con, ledger):
    """Where nothing ever leaves the main line, what was dropped can't be told from what still waits."""
    exits, still_open, total = con.execute(
        "select count(*) filter (where outcome = 'exited'), count(*) filter (where outcome = 'open'), count(*) "
        "from stage_visits join stages using (stage_id) where not terminal"
    ).fetchall()[0]
    if still_open and not exits:
        ledger.find("exits-never-recorded", "unreliable", still_open, total, hides="stock,age,exits")
        longest = f"select {VISIT} from stage_visits where outcome = 'open' order by entered_at, journey_id"
        records_behind(con, "exits-never-recorded", "", longest)


def _stages_never_seen(con, ledger):
    missing = con.execute(
        "select stage_id from stages where kind = 'stage' and stage_id not in (select distinct stage_id from "
        "stage_visits where not passed_through) order by position"
    ).fetchall()
    for (stage,) in missing:
        ledger.find("stage-never-seen", "warning", 0, None, subject=stage)


def _one_time_for_all(con, ledger):
    """A history whose entries all carry one moment was copied, not lived; so was one in which all moved on one day."""
    rows, first, last = con.execute("select count(*), min(entered_at), max(entered_at) from stage_events").fetchall()[0]
    if not rows or first.date() != last.date():
        return
    starts, moves = con.execute(
        "select count(*) filter (where entered_kind = 'new'), count(*) filter (where entered_kind = 'forward') "
        "from stage_visits where not passed_through"
    ).fetchall()[0]
    one_moment = first == last and starts > 1
    if not one_moment and moves < MOVES_ON_ONE_DAY:
        return
    code = "one-time-for-all" if one_moment else "one-day-for-all"
    ledger.find(code, "unreliable", rows, rows, example=str(first if one_moment else first.date()), hides="stock,age")
    every = f"select {VISIT} from stage_visits where not passed_through order by journey_id, visit_no"
    records_behind(con, code, "", every)


def _days_only(con, ledger):
    timed, total = con.execute(
        "select count(*) filter (where entered_at != date_trunc('day', entered_at)), count(*) from stage_events"
    ).fetchall()[0]
    if not timed:
        ledger.find("days-only", "note", total, total)


def _clock_is_noise(con, ledger):
    rule, pairs, backwards = con.execute("select rule, pairs, backwards from same_day_order").fetchall()[0]
    wanted = con.execute("select value from load_info where key = 'same_day'").fetchall()[0][0]
    if rule == "stage_order" and wanted == "auto":
        ledger.find("clock-is-noise", "note", backwards, pairs)


def _amounts(con, ledger):
    known, journeys = con.execute("select count(*) filter (where amount > 0), count(*) from journeys").fetchall()[0]
    if known < FEW_AMOUNTS * journeys:
        ledger.find("amounts-missing", "warning", known, journeys, hides="amount")


def _known_only_later(con, ledger):
    """An attribute that is known only for journeys which came far gives no rate: nobody knows it of the others."""
    furthest = (
        "select journey_id, max(position) as reached from stage_visits where not passed_through group by journey_id"
    )
    for attribute, decided in con.execute(
        "select attribute, coalesce(decided_position, 0) from attributes where recorded_share > 0 "
        "and recorded_share < 1 and distinct_values > 1"
    ).fetchall():
        column = quoted(attribute)
        known, first_known = con.execute(
            f"select count(*), min(reached) from journeys join ({furthest}) using (journey_id) where {column} is not null"
        ).fetchall()[0]
        if first_known is None or first_known < 2:
            continue
        stage, not_there = con.execute(
            f"select (select stage_id from stages where position = {first_known}), count(*) from journeys join ({furthest}) using "
            f"(journey_id) where reached < {first_known}"
        ).fetchall()[0]
        severity = "note" if first_known <= decided + 1 else "unreliable"
        if not_there:
            ledger.find(
                "known-only-later", severity, known, known + not_there, subject=attribute, example=stage, hides="rates"
            )
            if severity == "unreliable":
                without = f"select {VISIT} from stage_visits join journeys using (journey_id) where visit_no = 1 and {column} is null"
                records_behind(con, "known-only-later", attribute, f"{without} order by journey_id")


def _nothing_beside(con, ledger):
    for table in ("activities", "comments", "targets"):
        if not con.execute(f"select count(*) from {table}").fetchall()[0][0]:
            ledger.find(f"no-{table}", "note", 0, None)
