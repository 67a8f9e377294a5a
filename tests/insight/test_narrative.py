"""The words for a verdict: every way of feeding has its own, in every language."""

from dataclasses import replace

import pytest

from revflow.insight.narrative import Review, run_of
from revflow.insight.process import Station
from revflow.store.reading import Database
from revflow.texts import LANGUAGES, say
from revflow.verdict import diagnose
from revflow.verdict.feeding import Part
from revflow.verdict.supply import SUPPLY
from revflow.workspace.registry import Workspace
from tests.ui import reviewed


@pytest.fixture(scope="module")
def verdict(tmp_path_factory):
    """Of the sample company."""
    folder = reviewed.sample(tmp_path_factory.mktemp("narrative") / "sample")
    return diagnose(Database.open(Workspace("sample", folder).database))


def review(verdict, language: str, **options) -> Review:
    departments = {c.stage: c.department for c in verdict.candidates}
    stations = tuple(Station(stage, stage) for stage in ("lead", "mql", "meeting", "opportunity", "proposal"))
    return Review(verdict, stations, departments, language, lambda key, **v: say(language, key, **v), **options)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mechanism", ["own", "mix", "volume", "bar", "supply", "unseparated"])
@pytest.mark.parametrize(("attribute", "values"), [(None, ()), ("source", ("web", "")), ("is_owner", ("Sato",))])
def test_every_way_of_feeding_has_its_words(verdict, language, mechanism, attribute, values):
    department = None if mechanism == "unseparated" else "field_sales" if mechanism == "own" else "inside_sales"
    found = review(replace(verdict, feeding=Part(mechanism, department, 0.62, 0.1, attribute, values)), language)
    said = "\n".join([found.headline(), *found.lines(), found.how(), *(f"{d}{q}" for d, q in found.questions())])
    assert 1 <= len(found.questions()) <= 3 and all(department for department, _ in found.questions())
    assert "{" not in said and "「」" not in said and "Sato" not in said and "None" not in said
    assert ("62%" in said) == (mechanism not in ("supply", "unseparated"))
    fed = found.marks().feeder
    assert fed == (("mql", "meeting") if mechanism in ("mix", "volume", "bar") else None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_that_can_not_be_told_apart_are_both_named(verdict, language):
    first, second = verdict.candidates[0], verdict.candidates[1]
    found = review(
        replace(
            verdict,
            status="contested",
            bottleneck=replace(first, probability=0.5),
            candidates=(replace(first, probability=0.5), replace(second, probability=0.4, judged=True)),
        ),
        language,
    )
    assert found.stage(first.stage) in found.headline() and found.stage(second.stage) in found.headline()
    assert "50%" in found.lines()[0] and "40%" in found.lines()[0]
    assert found.marks().stages == (first.stage, second.stage) and found.marks().feeder is None
    assert len(found.questions()) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_that_leads_without_a_rival_is_not_called_the_bottleneck(verdict, language):
    first = replace(verdict.candidates[0], probability=0.5)
    found = review(
        replace(verdict, status="contested", bottleneck=first, candidates=(first,), none_probability=0.45), language
    )
    assert "45%" in found.lines()[0] and len(found.questions()) == 1


def test_money_that_is_not_known_is_left_out(verdict):
    assert "¥" not in review(verdict, "en").price() and "deals a week" in review(verdict, "en").price()


def test_missing_supply_is_named_without_a_stage(verdict):
    supply = replace(verdict.bottleneck, stage=SUPPLY, department="marketing")
    found = review(replace(verdict, bottleneck=supply, feeding=Part("supply", "marketing", 1.0, 0.1)), "en")
    assert found.headline() == "The bottleneck is the supply of new journeys (Marketing)."
    assert found.marks().bottleneck == SUPPLY and found.marks().feeder is None


def test_weeks_in_a_row():
    row = {"status": "named", "stage": "a"}
    assert run_of([]) == 0 and run_of([row, row, {"status": "none", "stage": None}, row]) == 2
    assert run_of([{"status": "contested", "stage": "a"}, row]) == 0
