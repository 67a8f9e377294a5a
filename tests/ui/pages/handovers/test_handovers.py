"""The page Hand-overs, in-process: what it says of a company whose bar was lowered, of a sound one, and without owners."""

import datetime as dt
import random

import pytest

from revflow.texts import say
from revflow.workspace.loading import load
from tests.conftest import MODEL, NOW, Bench
from tests.ui.conftest import shown


def company(bench: Bench, lowered: bool = False, owners: bool = True, poor: bool = False) -> Bench:
    """Five people of One hand over to Two for 15 months; in the last four they may pass on more, and no more gets through."""
    chance, rows = random.Random(7), []
    for n in range(2400):
        day = dt.date(2025, 8, 4) + dt.timedelta(days=n * 460 // 2400)
        person = n % 5
        late = lowered and day >= dt.date(2026, 8, 1)
        owner = f"Suzuki {person}" if owners else ""
        rows.append(f"j{n},a,{day},{owner},")
        rows.append(f"j{n},b,{day + dt.timedelta(days=1)},{owner},")
        if chance.random() >= (0.6 if late else 0.4):
            rows.append(f"j{n},lost,{day + dt.timedelta(days=chance.randint(3, 6))},{owner},")
            continue
        rows.append(f"j{n},c,{day + dt.timedelta(days=chance.randint(3, 6))},Ito,")
        through = chance.random() < (0.5 / 1.5 if late else 0.5) * (0.35 if poor and person == 3 else 1.0)
        rows.append(f"j{n},{'d' if through else 'lost'},{day + dt.timedelta(days=chance.randint(8, 12))},Ito,")
    return bench.model(MODEL).events(*[row for row in rows if row.split(",")[2] <= str(NOW.date())])


@pytest.fixture
def page(app, made, tmp_path):
    """A function that shows the page of such a company."""

    def see(name: str, lang: str = "en", **how):
        bench = company(Bench(tmp_path / name), **how)
        load(bench.folder, now=NOW)
        made[name] = bench.folder
        try:
            return app(name, "handovers", lang=lang)
        finally:
            del made[name]

    return see


def test_a_bar_that_was_lowered_is_named_by_department(page):
    words = shown(page("lowered", lowered=True))
    assert "One passes on more to c, and less of it gets through." in words
    assert "Taken together as many come through as before" in words
    assert "Suzuki" not in words and "Person 5" in words


def test_in_a_sound_company_no_number_moves(page):
    words = shown(page("sound"))
    assert "No sign that hand-over standards have slipped." in words and "Looked at: 1 of 1 hand-overs." in words
    assert "All 5 people hand over what gets through about equally often" in words


def test_a_person_beyond_chance_has_a_number_until_names_are_shown(page):
    at = page("poor", poor=True)
    words = shown(at)
    assert "What 1 of 5 people hand over gets through less often than chance allows" in words
    assert "far below" in words and "Suzuki" not in words
    next(toggle for toggle in at.toggle if toggle.key == "names").set_value(True).run()
    assert "Suzuki 3" in shown(at)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_without_owners_it_says_so_and_shows_nothing(page, language):
    at = page("nobody", lang=language, owners=False)
    assert say(language, "handovers.headline-no-owners") in shown(at)
    assert not at.get("vega_lite_chart") and not at.get("arrow_vega_lite_chart")
    assert not any(box.key == "choice|handover" for box in at.selectbox)
