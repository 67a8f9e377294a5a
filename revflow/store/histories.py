"""Histories that say nothing, or say it of another day: found by how records lie in time, in stages and under owners.

Every rule has thresholds far from what a sound company shows by chance; each stands beside its reason. Days are counted
from `visit_counts` (visits by stage and day), so that ten million events cost little more than one million; what needs
whole journeys is looked for in a sample of them and counted out only where it is found.
"""

from revflow.common.sql import literal

MOST_RECORDS = 200  # behind a finding: enough to see the pattern, few enough to keep
SAMPLE = 200_000  # journeys: a share of a tenth is then known to a fifth of a percent
LEAST = 30  # entries, below which half of them on one day is no surprise
WEEKS_8 = 56  # days; shorter histories can't show that something stopped or began
HALF = 0.5  # of a stage's entries on one day: even what is done once a month spreads over months
ONE_WEEKDAY = 0.8  # evenly it would be a fifth, and half where a weekly meeting pushes
FEW_DAYS, MOST_OF_ALL = (
    0.35,
    0.9,
)  # as the verdict's clock has it: nine tenths of all records on a third of the working days
MASS, MASS_TIMES = 20, 5  # closings on a day: so many, and so many times what nine of ten days with closings stay under
STRAYS = 0.02  # of a stage's entries may come after its end or before its beginning: late corrections
AT_ONCE = 0.1  # of the journeys of three stages and more: a few are typed in afterwards everywhere
ALL_ON_A_DAY = 0.25  # the same where there are only days: a quick one may well do three stages in a day
BEGINNING = 0.95  # of all stays are a journey's first: then nobody was ever seen moving
FEW_BEFORE = 0.1  # of the later share: a field is filled in for some old records, never for most

RECORDS = """create table finding_records (finding varchar, subject varchar, journey_id varchar, stage_id varchar,
    entered_at timestamp, owner varchar, value varchar)"""
DAYS = """create temp table entry_days as
    select position, entered_on as day, sum(visits) as entries
    from visit_counts where not passed_through group by all
    union all
    select stages.position, left_on, sum(visits)
    from visit_counts join stages on stages.stage_id = exit_id where outcome = 'exited' group by all"""
VISIT = "journey_id, stage_id, entered_at, owner, null as value"


def find_in_histories(con, ledger):
    """Adds what the recorded times and stages themselves give away. Needs the views; creates `entry_days` for its time."""
    con.execute(DAYS)
    whole = _one_time_for_a_file(con, ledger) or _one_day(con)
    if not whole:
        _migration_days(con, ledger)
        _at_once(con, ledger)
        _few_days(con, ledger)
        _mass_closings(con, ledger)
        _renamed_and_stopped(con, ledger)
    _only_the_current_stage(con, ledger)
    _closed_before_begun(con, ledger)
    _future_dates(con, ledger)
    con.execute("drop table entry_days")


def _one_day(con) -> bool:
    return con.execute("select first_day = last_day from data_span").fetchall() == [(True,)]


def records_behind(con, finding: str, subject: str, select: str):
    """Keeps the first records behind a finding; `select` gives journey_id, stage_id, entered_at, owner, value."""
    con.execute(f"insert into finding_records select ?, ?, * from ({select}) limit {MOST_RECORDS}", [finding, subject])


def _one_time_for_a_file(con, ledger) -> bool:
    """Rows of one file that all carry one moment were copied, not lived. True where that is the whole history."""
    found = con.execute(
        "select source_no, count(*), min(entered_at), max(entered_at) from stage_events group by source_no order by 1"
    ).fetchall()
    same = [(number, rows, first) for number, rows, first, last in found if first == last and rows >= 20]
    if len(same) == len(found):
        return bool(same)
    files = [account.file for account in ledger.accounts if account.used_for == "stage entries"]
    for number, rows, moment in same:
        total = sum(row[1] for row in found)
        ledger.find("one-time-for-file", "unreliable", rows, total, subject=files[number], example=str(moment))
        records_behind(
            con,
            "one-time-for-file",
            files[number],
            f"select journey_id, stage_id, entered_at, owner, null from stage_events join stages using (position) "
            f"where source_no = {number} order by journey_id",
        )
    return False


def _migration_days(con, ledger):
    """A stage into which half of all journeys came on one day was filled by an import."""
    for stage, day, entries, total in con.execute(
        f"""select stage_id, day, entries, total
        from (select *, sum(entries) over (partition by position) as total from entry_days) join stages using (position)
        where kind = 'stage' and entries >= {LEAST} and entries >= {HALF} * total
            and (select last_day - first_day from data_span) >= {WEEKS_8}
        order by position"""
    ).fetchall():
        ledger.find("migration-day", "unreliable", entries, total, subject=stage, example=str(day))
        records_behind(
            con,
            "migration-day",
            stage,
            f"select {VISIT} from stage_visits where stage_id = {literal(stage)} and entered_at::date = date '{day}' "
            "and not passed_through order by journey_id",
        )


def _at_once(con, ledger):
    """Journeys that went through three stages and more at one moment: typed in afterwards, or moved from another system."""
    days_only = bool(con.execute("select count(*) from findings where finding = 'days-only'").fetchall()[0][0])
    moment = "entered_at::date" if days_only else "entered_at"
    sampled = con.execute("select (1 + count(*) // ?)::ubigint from journeys", [SAMPLE]).fetchall()[0][0]
    journeys = (
        "select journey_id, count(*) as stays, min({m}) = max({m}) as at_once from stage_visits where not passed_through {w} "
        "group by journey_id having count(*) >= 3"
    )
    some = f"and hash(journey_id) <= 18446744073709551615::ubigint // {sampled}" if sampled > 1 else ""
    count = "select count(*) filter (where at_once), count(*) from ({})"
    at_once, total = con.execute(count.format(journeys.format(m=moment, w=some))).fetchall()[0]
    if at_once < 20 or at_once < (ALL_ON_A_DAY if days_only else AT_ONCE) * total:
        return
    everyone = journeys.format(m=moment, w="")
    at_once, total = con.execute(count.format(everyone)).fetchall()[0]
    example = con.execute(f"select min(journey_id) from ({everyone}) where at_once").fetchall()[0][0]
    ledger.find("history-at-once", "unreliable", at_once, total, example=example)
    records_behind(
        con,
        "history-at-once",
        "",
        f"select {VISIT} from stage_visits semi join (from ({everyone}) where at_once) using (journey_id) "
        "where not passed_through order by journey_id, visit_no",
    )


def _few_days(con, ledger):
    """Nearly everything recorded on one weekday, or on a third of the working days: dates of recording, not of the event."""
    total, weeks, weekday, most, example = con.execute(
        """with weekdays as (
            select isodow(day) as weekday, sum(entries) as entries, max(day) as last from entry_days group by all)
        select sum(entries), (select count(distinct date_trunc('week', day)) from entry_days), arg_max(weekday, entries),
            max(entries), arg_max(last, entries) from weekdays"""
    ).fetchall()[0]
    if not total or total < 100 or weeks < 8:
        return
    if most >= ONE_WEEKDAY * total:
        ledger.find("one-weekday", "warning", most, total, subject=f"weekday-{weekday}", example=str(example))
        return
    needed, working = con.execute(
        f"""with days as (select day, sum(entries) as entries from entry_days group by day)
        select
            (select count(*) from (select sum(entries) over (order by entries desc, day) - entries as above from days)
                where above < {MOST_OF_ALL * float(total)}),
            (select count(*) from working_days cross join data_span where is_working and day between first_day and last_day)"""
    ).fetchall()[0]
    if needed <= FEW_DAYS * working and total >= 20 * needed:
        ledger.find("few-days", "warning", needed, working)


def _mass_closings(con, ledger):
    """Closings by the dozen on a single day are a clean-up; where it happens often, it is how the company works."""
    days = con.execute(
        """with days as (
            select left_on as day, sum(visits) as closed from visit_counts where outcome = 'exited' group by all)
        select day, closed, sum(closed) over (), count(*) over (), quantile_disc(closed, 0.9) over () from days order by day"""
    ).fetchall()
    span = con.execute("select last_day - first_day from data_span").fetchall()[0][0]
    mass = [
        (day, closed, total)
        for day, closed, total, count, usual in days
        if closed >= MASS
        and (
            (count >= 10 and closed >= MASS_TIMES * usual)
            or (total >= LEAST and closed >= HALF * total and span >= WEEKS_8)
        )
    ]
    if len(mass) > 1 + span // 120:  # three a year and one
        return
    for day, closed, total in mass:
        ledger.find("mass-closing", "warning", closed, total, subject=str(day))
        records_behind(
            con,
            "mass-closing",
            str(day),
            "select journey_id, stage_id, entered_at, owner, reason from stage_visits where outcome = 'exited' and "
            f"left_at::date = date '{day}' order by journey_id",
        )


def _renamed_and_stopped(con, ledger):
    """One stage ends in the week in which its neighbour begins: a new name. One that ends alone is no longer recorded."""
    con.execute(
        f"""create temp table stage_spans as
        with running as (
            select *, sum(entries) over (partition by position order by day) as up_to,
                sum(entries) over (partition by position) as total
            from entry_days)
        select position, any_value(total)::bigint as total, min(day) filter (where up_to > {STRAYS} * total) as first_on,
            max(day) filter (where up_to - entries < (1 - {STRAYS}) * total) as last_on, max(day) as really_last
        from running group by position"""
    )
    pairs = con.execute(
        f"""select former.stage_id, latter.stage_id, before.last_on, before.total, after.total
        from stage_spans as before
        join stage_spans as after on after.first_on - before.last_on between -14 and 14 and before.position != after.position
        join stages as former on former.position = before.position
        join stages as latter on latter.position = after.position
        cross join data_span
        where former.kind = latter.kind and (former.kind != 'stage' or abs(before.position - after.position) = 1)
            and least(before.total, after.total) >= {LEAST}
            and before.last_on - before.first_on >= {WEEKS_8} and after.last_on - after.first_on >= {WEEKS_8}
            and last_day - before.last_on >= {WEEKS_8} and after.first_on - first_day >= {WEEKS_8}
            and before.total / (before.last_on - before.first_on + 1)
                between (after.total / (after.last_on - after.first_on + 1)) / 3
                and (after.total / (after.last_on - after.first_on + 1)) * 3
        order by before.position"""
    ).fetchall()
    for former, latter, last_on, before, after in pairs:
        ledger.find("stage-renamed", "unreliable", before, before + after, subject=former, example=latter)
        records_behind(
            con,
            "stage-renamed",
            former,
            f"select {VISIT} from stage_visits where not passed_through and stage_id in ({literal(former)}, {literal(latter)}) "
            f"order by abs(entered_at::date - date '{last_on}'), entered_at",
        )
    _stopped(con, ledger, {stage for pair in pairs for stage in pair[:2]})
    con.execute("drop table stage_spans")


def _stopped(con, ledger, renamed: set[str]):
    """A stage silent for six weeks and more in which twenty entries were due, while others go on."""
    for stage, last, due, total in con.execute(
        f"""select stage_id, really_last, total / (last_on - first_on + 1) * (last_day - really_last) as due, total
        from stage_spans join stages using (position) cross join data_span
        where kind = 'stage' and total >= {LEAST} and last_on - first_on >= {WEEKS_8} and last_day - really_last >= 42
            and due >= 20 and (select sum(entries) from entry_days as other where other.day > really_last
                and other.position != stage_spans.position) >= 20
        order by position"""
    ).fetchall():
        if stage not in renamed:
            ledger.find("stage-stopped", "warning", round(due), total, subject=stage, example=str(last))


def _only_the_current_stage(con, ledger):
    """Where hardly anybody was ever seen moving, yet all stand in several stages, only the last change was exported."""
    first, stays, places, beyond, example = con.execute(
        """select coalesce(sum(visits) filter (where entered_kind = 'new'), 0), sum(visits), count(distinct position),
            coalesce(sum(visits) filter (where entered_kind = 'new' and position > 1), 0),
            (select min(journey_id) from stage_visits where visit_no = 1 and position > 1)
        from visit_counts where not passed_through"""
    ).fetchall()[0]
    if stays and stays >= 20 and first >= BEGINNING * stays and places >= 3 and beyond >= 0.2 * stays:
        ledger.find("only-current-stage", "unreliable", first, stays, example=example, hides="exits")
        records_behind(
            con, "only-current-stage", "", f"select {VISIT} from stage_visits where position > 1 order by journey_id"
        )


def _closed_before_begun(con, ledger):
    """Journeys whose first record is the goal or an exit, and that begin on a later day: a date of another kind."""
    goal = con.execute(
        "select coalesce(min(position), 1000) from stages join load_info on key = 'goal' and value = stage_id"
    ).fetchall()[0][0]
    con.execute(
        f"create temp table suspects as select {VISIT}, position from stage_visits where visit_no = 1 and (entered_kind = 'back' "
        f"or (position >= {goal} and position > 1 and outcome = 'returned' and left_at::date > entered_at::date))"
    )
    con.execute(
        f"""delete from suspects where position < {goal} and not exists (select 1 from stage_events as event
        where event.journey_id = suspects.journey_id and event.position >= 101
            and event.entered_at::date < suspects.entered_at::date)"""
    )
    count, example = con.execute("select count(*), min(journey_id) from suspects").fetchall()[0]
    journeys = con.execute("select count(*) from journeys").fetchall()[0][0]
    if count:
        severity = "warning" if count >= 0.01 * journeys else "note"
        ledger.find("closed-before-begun", severity, count, journeys, example=example)
        records_behind(con, "closed-before-begun", "", "select * exclude (position) from suspects order by journey_id")
    con.execute("drop table suspects")


def _future_dates(con, ledger):
    """A column in which dates lie ahead holds plans (an expected close date), not what happened."""
    told = {
        row[0].split(": ")[0]
        for row in con.execute("select subject from findings where finding = 'column-in-future'").fetchall()
    }
    read = {}
    for account in ledger.accounts:
        read[account.file] = read.get(account.file, 0) + account.read
    for file, column, rows, line, value in con.execute(
        "select file, column_name, count(*), min(line), arg_min(value, line) from rejected_rows where reason = 'in-future' "
        "group by all order by all"
    ).fetchall():
        if file not in told and rows >= max(5, 0.01 * read.get(file, 0)):
            ledger.find(
                "dates-in-future",
                "warning",
                rows,
                read.get(file),
                subject=f"{file}: {column}",
                example=f"{line}: {value}",
            )
