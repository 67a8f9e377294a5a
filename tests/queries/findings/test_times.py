"""What recorded times and stages give away: each shown by a hand-made history, and not by one that only looks like it."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.conftest import rows
from tests.queries.findings.companies import MODEL, changed, found, sound


def test_a_sound_company_shows_none_of_them(bench):
    assert found(bench, sound()) == {}


@pytest.mark.parametrize(("moved", "seen"), [(2, True), (4, False)])
def test_half_of_a_stage_on_one_day_is_a_migration(bench, moved, seen):
    """Of 300 entries into b every second one (or every fourth) was dated to the day of the import."""
    day = dt.datetime(2026, 10, 14, 8, 0)

    def imported(steps):
        return [(stage, day if stage == "b" else at) for stage, at in steps if stage in "ab"]

    told = found(bench, changed(sound(), lambda n: n % moved == 0, imported))
    assert ("migration-day" in told) is seen
    if seen:
        assert told["migration-day"] == ("unreliable", "b", 150, 300, "2026-10-14")


def test_few_entries_on_one_day_are_no_migration(bench):
    """All twenty that reached d did so on one day: too few to say."""
    day = dt.datetime(2026, 11, 12, 8, 0)
    ways = [replace(way, steps=way.steps[: 4 if n < 20 else 3]) for n, way in enumerate(sound())]
    ways = [replace(way, steps=[(s, day if s == "d" else at) for s, at in way.steps if s != "lost"]) for way in ways]
    assert "migration-day" not in found(bench, ways)


@pytest.mark.parametrize(("every", "seen"), [(4, True), (20, False)])
def test_journeys_typed_in_at_one_moment(bench, every, seen):
    at_once = lambda steps: [(stage, steps[0][1]) for stage, _ in steps]  # noqa: E731
    told = found(bench, changed(sound(600), lambda n: n % every == 0, at_once))
    assert ("history-at-once" in told) is seen


@pytest.mark.parametrize(("share", "seen"), [(10, True), (2, False)])
def test_everything_recorded_on_fridays(bench, share, seen):
    """Nine in ten records moved to the Friday of their week; near miss: every second one."""
    friday = lambda at: at + dt.timedelta(days=4 - at.weekday())  # noqa: E731
    told = found(
        bench, changed(sound(), lambda n: n % share or share == 10, lambda steps: [(s, friday(at)) for s, at in steps])
    )
    assert ("one-weekday" in told) is seen
    if seen:
        assert told["one-weekday"][1] == "weekday-5"


def test_everything_recorded_at_the_end_of_the_month(bench):
    def month_end(at):
        first = (at.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        return first - dt.timedelta(days=1, minutes=first.month)

    told = found(bench, changed(sound(600), lambda n: True, lambda steps: [(s, month_end(at)) for s, at in steps]))
    assert "few-days" in told and "one-weekday" not in told


@pytest.mark.parametrize(("closed", "seen"), [(30, True), (8, False)])
def test_closings_by_the_dozen_on_one_day(bench, closed, seen):
    day = dt.datetime(2026, 11, 16, 17, 0)
    ways = [way for way in sound() if way.steps[-1][0] in "bc"][:closed]
    cleaned = {way.name: [*way.steps, ("lost", day + dt.timedelta(minutes=n))] for n, way in enumerate(ways)}
    told = found(bench, [replace(way, steps=cleaned.get(way.name, way.steps)) for way in sound()])
    assert ("mass-closing" in told) is seen
    if seen:
        assert told["mass-closing"][:3] == ("warning", "2026-11-16", closed)


def test_closings_at_every_month_end_are_a_habit(bench):
    month_ends = [dt.datetime(2026, month, 28, 17, 0) for month in range(2, 11)]
    ways = sound(900)
    open_ones = [n for n, way in enumerate(ways) if way.steps[-1][0] in "bc"]
    for place, n in enumerate(open_ones):
        day = month_ends[place * len(month_ends) // len(open_ones)]
        ways[n] = replace(ways[n], steps=[*ways[n].steps, ("lost", max(day, ways[n].steps[-1][1]))])
    assert "mass-closing" not in found(bench, ways)


RENAMED = MODEL.replace('[[stages]]\nid = "c"', '[[stages]]\nid = "b2"\ndepartment = "one"\n[[stages]]\nid = "c"')


def renamed(ways, at, name="b2"):
    """From a day on, b is called b2."""
    return [replace(way, steps=[(name if s == "b" and t >= at else s, t) for s, t in way.steps]) for way in ways]


def test_a_stage_that_goes_on_under_another_name(bench):
    told = found(bench, renamed(sound(), dt.datetime(2026, 6, 1)), RENAMED)
    assert set(told) == {"stage-renamed"}
    severity, former, before, total, latter = told["stage-renamed"]
    assert (severity, former, latter, total) == ("unreliable", "b", "b2", 300) and 100 < before < 200


def test_two_stages_side_by_side_are_no_renaming(bench):
    """Half of the journeys go through b2 as well, all the year."""
    ways = [
        replace(w, steps=sorted([*w.steps, ("b2", w.steps[1][1] + dt.timedelta(hours=3))], key=lambda s: s[1]))
        if n % 2
        else w
        for n, w in enumerate(sound())
    ]
    assert found(bench, ways, RENAMED) == {}


@pytest.mark.parametrize(("until", "seen"), [(dt.datetime(2026, 7, 1), True), (dt.datetime(2026, 10, 10), False)])
def test_a_stage_that_is_no_longer_recorded(bench, until, seen):
    """From July on b is skipped; near miss: silent for the last two weeks only."""
    ways = [replace(way, steps=[(s, t) for s, t in way.steps if s != "b" or t < until]) for way in sound()]
    told = found(bench, ways)
    assert ("stage-stopped" in told) is seen
    if seen:
        assert told["stage-stopped"][1] == "b"


def test_only_the_current_stage(bench):
    told = found(bench, changed(sound(), lambda n: True, lambda steps: [s for s in steps if s[0] != "lost"][-1:]))
    assert told["only-current-stage"][0] == "unreliable"


def test_a_young_company_where_nobody_has_moved_yet(bench):
    assert "only-current-stage" not in found(bench, changed(sound(), lambda n: True, lambda steps: steps[:1]))


@pytest.mark.parametrize("first", ["d", "lost"])
def test_closed_before_begun(bench, first):
    """Ten of 300 were won (or lost) the day before they were created."""
    early = lambda steps: [(first, steps[0][1] - dt.timedelta(days=1)), *steps]  # noqa: E731
    told = found(bench, changed(sound(), lambda n: n % 30 == 0, early))
    assert told["closed-before-begun"][:4] == ("warning", "", 10, 300)


def test_coming_back_after_a_loss_or_a_sale_is_no_slip(bench):
    back = lambda steps: [*steps, ("lost", steps[-1][1]), ("a", steps[-1][1] + dt.timedelta(days=9))]  # noqa: E731
    assert found(bench, changed(sound(), lambda n: n % 30 == 0, back)) == {}


@pytest.mark.parametrize(("planned", "seen"), [(40, True), (3, False)])
def test_dates_that_lie_ahead(bench, planned, seen):
    ahead = lambda steps: [*steps[:1], ("d", dt.datetime(2027, 3, 1))]  # noqa: E731
    told = found(bench, changed(sound(), lambda n: n < planned, ahead))
    assert ("dates-in-future" in told) is seen
    if seen:
        severity, subject, affected, _, example = told["dates-in-future"]
        assert (severity, subject, affected) == (
            "warning",
            "stage_events.csv: entered_at",
            40,
        ) and "2027-03-01" in example


def test_a_file_whose_rows_all_carry_one_time(bench):
    mapping = """
[records.deal]
file = "deals.csv"
id = "id"
[[events]]
record = "deal"
file = "deals.csv"
id = "id"
dates = { a = "created" }
[[events]]
record = "deal"
file = "history.csv"
id = "id"
stage = "stage"
at = "at"
"""
    ways = sound()
    bench.model(MODEL).write("mapping.toml", mapping)
    bench.write("deals.csv", "id,created\n" + "".join(f"{way.name},{way.steps[0][1]}\n" for way in ways))
    bench.write(
        "history.csv",
        "id,stage,at\n" + "".join(f"{w.name},{s},2026-11-02 04:00:00\n" for w in ways for s, _ in w.steps[1:]),
    )
    db = bench.load()
    told = rows(db, "select severity, subject, example from findings where finding = 'one-time-for-file'")
    assert told == [("unreliable", "history.csv", "2026-11-02 04:00:00")]
    assert rows(db, "select count(*) from findings where finding = 'one-time-for-all'") == [(0,)]


def on_one_day(steps):
    return [
        (stage, dt.datetime(2026, 11, 2, 9, 0) + dt.timedelta(minutes=at.minute + n))
        for n, (stage, at) in enumerate(steps)
    ]


def test_a_whole_history_on_one_day(bench):
    told = found(bench, changed(sound(), lambda n: True, on_one_day))
    assert set(told) == {"one-day-for-all"} and told["one-day-for-all"][0] == "unreliable"


def test_a_first_day_is_no_migration(bench):
    """Twelve came in on the only day so far, and one of them moved on."""
    ways = [replace(way, steps=on_one_day(way.steps)[: 2 if n == 0 else 1]) for n, way in enumerate(sound()[:12])]
    assert found(bench, ways) == {}
