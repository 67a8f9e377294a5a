"""Comparisons worked by hand: counts, horizon, young ones, what is beyond chance, and what can't be asked."""

import datetime as dt

import pandas as pd
import pytest

from revflow.common.errors import UnusableInput
from revflow.insight.comparison import Period, Question, compare
from revflow.insight.comparison.answer import MAX_VALUES, OTHERS
from revflow.insight.comparison.cells import read
from revflow.insight.comparison.mix import mix_of
from revflow.insight.comparison.narrative import Words, as_json, sentences
from revflow.insight.comparison.question import checked, comparable
from revflow.insight.comparison.table import in_order, read_as

MONDAY = dt.date(2026, 1, 5)


def entries(
    value: str, count: int, reached: int, *, day: int = 3, followed: int = 60, on: dt.date = MONDAY, amount=10.0
):
    """Rows as `cells.read` gives them: `reached` of `count` arrive on working day `day`."""
    whole = {"first_value": value, "second_value": "", "entered_on": on, "week_start": on, "days_followed": followed}
    parts = [(float(day), reached), (None, count - reached)]
    return [
        {**whole, "days_to_reach": days, "journeys": n, "amount": n * amount, "amounts": n} for days, n in parts if n
    ]


def rows(*parts: list[dict]) -> pd.DataFrame:
    return pd.DataFrame([row for part in parts for row in part])


ASKED = Question("a", "b", ("source",))


def test_each_against_the_rest_and_all_add_up():
    found = compare(rows(entries("web", 200, 60), entries("ads", 200, 20), entries("fair", 200, 40)), ASKED)
    assert found.horizon == 3 and found.compared == 3
    whole, groups = found.entered.whole, {g.values: g for g in found.entered.groups}
    assert (whole.entered, whole.reached, whole.young) == (600, 120, 0)
    assert whole.rate == pytest.approx(0.2) and whole.amount_reached == 1200
    assert groups[("web",)].rate == pytest.approx(0.3) and groups[("web",)].days == 3
    assert sum(group.entered for group in groups.values()) == whole.entered
    by = {d.values: d for d in found.differences}
    assert by[("web",)].difference == pytest.approx(0.3 - 60 / 400)
    assert by[("web",)].beyond_chance and by[("ads",)].beyond_chance and not by[("fair",)].beyond_chance
    assert [group.values[0] for group in in_order(found)] == ["web", "fair", "ads"]


def test_two_values_are_one_comparison():
    """Web against the rest is ads against the rest: z = 2.01 alone is beyond chance, as two it would not be."""
    found = compare(rows(entries("web", 200, 60), entries("ads", 200, 42)), ASKED)
    assert found.compared == 1 and found.differences[0].p_named == found.differences[0].p


def test_young_ones_are_not_lost():
    """The same share has arrived by each day; half of the newer ones have had 2 days only."""
    old = entries("web", 100, 40, day=5, followed=60)
    new = entries("web", 100, 0, followed=2, on=dt.date(2026, 3, 2))
    found = compare(rows(old, new), Question("a", "b", ("source",)))
    group = found.entered.groups[0]
    assert (group.entered, group.reached, group.young) == (200, 40, 100)
    assert group.rate == pytest.approx(0.4)  # 40 of 100 who were followed, not 40 of 200


def test_a_period_that_is_too_new_shortens_the_horizon_for_all():
    old = [*entries("web", 50, 20, day=2), *entries("web", 50, 20, day=30)]
    new = entries("web", 100, 40, day=2, followed=10, on=dt.date(2026, 3, 2))
    asked = Question("a", "b", (), Period(dt.date(2026, 3, 1)), Period(None, dt.date(2026, 2, 1)))
    found = compare(rows(old, new), asked)
    assert found.horizon == 10 and found.against.whole.rate == pytest.approx(0.2)
    ((key, values),) = found.notes
    assert key == "shorter" and values["wanted"] == 30 and 0.5 < values["share"] < 0.8


def test_then_and_now_are_held_against_each_other_value_by_value():
    now, then = dt.date(2026, 3, 2), MONDAY
    parts = [entries("web", 300, 60, on=now), entries("ads", 300, 60, on=now)]
    parts += [entries("web", 300, 120, on=then), entries("ads", 300, 60, on=then)]
    asked = Question("a", "b", ("source",), Period(dt.date(2026, 3, 1)), Period(None, dt.date(2026, 2, 1)))
    found = compare(rows(*parts), asked)
    by = {d.values: d for d in found.differences}
    assert found.compared == 3 and by[("web",)].beyond_chance and not by[("ads",)].beyond_chance
    assert by[("web",)].difference == pytest.approx(-0.2) and found.whole_difference.beyond_chance


def test_few_are_counted_and_not_judged():
    found = compare(rows(entries("web", 200, 60), entries("ads", 12, 12)), ASKED)
    few = next(group for group in found.entered.groups if group.values == ("ads",))
    assert few.rate is None and few.low is None and (few.entered, few.reached) == (12, 12)
    assert found.compared == 0 and ("few", {"count": 1, "least": 20}) in found.notes


def test_small_values_of_many_stand_together():
    found = compare(rows(*[entries(f"v{n:02}", 40 + n, 10) for n in range(20)]), ASKED)
    assert len(found.entered.groups) == MAX_VALUES and found.entered.groups[-1].values == OTHERS
    assert sum(group.entered for group in found.entered.groups) == found.entered.whole.entered


def test_a_lucky_small_group_does_not_stand_first():
    parts = [entries(f"v{n}", 400, 40 + 20 * n) for n in range(4)]
    found = compare(rows(*parts, entries("lucky", 22, 6)), ASKED)
    lucky = next(group for group in found.entered.groups if group.values == ("lucky",))
    assert lucky.rate > found.entered.groups[3].rate and lucky.pooled < lucky.rate
    assert in_order(found)[0].values == ("v3",)


@pytest.mark.parametrize(
    "parts", [[entries("web", 30, 0)], [entries("web", 3, 1)], [entries("web", 30, 10, day=0, followed=0)]]
)
def test_where_nothing_can_be_told_there_are_counts(parts):
    found = compare(rows(*parts), ASKED)
    assert found.horizon is None and found.entered.whole.rate is None and found.notes
    assert found.entered.whole.entered == sum(row["journeys"] for part in parts for row in part)


def test_no_entry_at_all():
    empty = rows(entries("web", 1, 1)).iloc[:0]
    assert compare(empty, ASKED).entered.whole.entered == 0


# --- asked of a loaded company ---


def asked(story, **options) -> Question:
    question = Question(**({"origin": "a", "target": "b", "by": ("source",)} | options))
    return checked(question, story.frame("stages"), story.frame("attributes"))


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"origin": "zz"}, "compare.no-stage"),
        ({"origin": "lost"}, "compare.no-stage"),
        ({"target": "a"}, "compare.no-target"),
        ({"origin": "c", "target": "b"}, "compare.no-target"),
        ({"by": ("nothing",)}, "compare.no-attribute"),
        ({"by": ("source", "source")}, "compare.too-many-attributes"),
        ({"entered": Period(dt.date(2026, 2, 1), dt.date(2026, 1, 1))}, "compare.period-backwards"),
    ],
)
def test_what_cannot_be_asked_is_said_in_both_languages(story, options, key):
    with pytest.raises(UnusableInput) as fault:
        asked(story, **options)
    assert fault.value.key == key and fault.value.said("ja") != fault.value.said("en")


def test_what_is_decided_later_is_refused(story):
    attributes = story.frame("attributes")
    late = attributes.assign(decided_position=3, decided_at="c")
    with pytest.raises(UnusableInput, match="look better than they are"):
        checked(Question("a", "b", ("source",)), story.frame("stages"), late)
    assert comparable(late, story.frame("stages"), "a").empty and len(comparable(late, story.frame("stages"), "c"))


def test_the_cells_are_the_views_entries(story):
    found = read(story, asked(story))
    assert found["journeys"].sum() == 5 and found["days_to_reach"].notna().sum() == 3
    assert set(found["first_value"]) == {"web", "ads"}


def test_sentences_table_and_json_say_the_same(story):
    for language in ("ja", "en"):
        words = Words(story.frame("stages"), story.frame("attributes"), language, {})
        found = compare(read(story, asked(story)), asked(story))
        said, (header, lines) = sentences(found, words), read_as(found, words)
        assert said and all(len(line) == len(header) for line in lines)
        data = as_json(found, words, dt.date(2026, 1, 28))
        assert {"horizon_days", "groups", "against", "differences", "compared", "notes"} <= set(data)
        assert sum(group["entered"] for group in data["groups"]) == data["whole"]["entered"] == 5


def test_a_change_of_mix_is_told_from_a_change_of_rates():
    """
    web 30% then and now, fair 10% then and now; 100 and 100 then, 100 and 300 now: all together 20% then, 15% now.
    fair: (0.75 - 0.5) * 10% = +2.5; web: (0.25 - 0.5) * 30% = -7.5 points. Together -5: the whole change.
    """
    now = dt.date(2026, 3, 2)
    parts = [entries("web", 1000, 300, on=now), entries("fair", 3000, 300, on=now)]
    parts += [entries("web", 1000, 300), entries("fair", 1000, 100)]
    asked = Question("a", "b", ("source",), Period(dt.date(2026, 3, 1)), Period(None, dt.date(2026, 2, 1)))
    found = compare(rows(*parts), asked)
    part = mix_of(found)
    assert found.whole_difference.difference == pytest.approx(-0.05) == part.part
    assert part.low < -0.05 < part.high and part.high - part.low < 0.02
    assert mix_of(compare(rows(*parts), ASKED)) is None
