"""What is written down while the whole page is being run anew is kept, and the page stands."""

from revflow.decisions import read
from tests.ui.conftest import failed, shown


def pressed(at, label: str):
    return next(button for button in at.button if button.label == label).click().run()


def test_what_is_written_while_the_whole_page_runs_is_kept(app, own_sample):
    """In-process every press runs the whole page, as a press does that meets a run of it in a browser."""
    at = app("sample", "review", lang="en")
    assert not [field for field in at.text_area if "decision-new" in field.key]  # not before it is unfolded
    at.session_state["decision-new-0-begun"] = True
    at.run()
    at.text_area(key="decision-new-0-what").set_value("Ask for the budget")
    at.text_input(key="decision-new-0-who").set_value("Sato")
    at.text_input(key="decision-new-0-by").set_value("Tanaka")
    at = pressed(at, "Save decision")
    assert not failed(at), shown(at)
    (found,) = read(own_sample)
    assert (found.what, found.who) == ("Ask for the budget", "Sato")
    assert "Written down." in shown(at)
