"""Questions that marketing and customer success come with, answered on the sample company in at most six choices each."""

import pytest

pytestmark = pytest.mark.browser

QUARTER = ("Came in", "Jul–Sep 2026"), ("Against", "The period before: Apr–Jun 2026")
QUESTIONS = {
    "lead to customer by source and segment, this quarter against last": (
        (("To", "Onboarding"), ("and by", "Segment"), *QUARTER),
        ("reach Onboarding within", "Web問い合わせ × 中小", "that entered in Apr–Jun 2026 it was"),
    ),
    "what becomes of each month's leads": ((("To", "Opportunity"),), ("By month of entry into Lead", "Sep 2026", "(")),
    "September's exhibition leads that nobody touched": (
        (("Came in", "Sep 2026"), ("Which", "展示会"), ("Activity", "never touched")),
        ("The records behind it", "journeys"),
    ),
    "who churned, by how they were sold": (
        (("From", "Onboarding"), ("To", "Churned"), ("By", "Deal type")),
        ("leave by Churned within",),
    ),
    "which way through first meetings has become longer, for whom": (
        (("From", "First meeting"), ("To", "Opportunity"), *QUARTER),
        ("Days to half of them", "other period"),
    ),
    "what changed for web enquiries on a day": (
        (("To", "Opportunity"), ("Changed for (Source)", "Web問い合わせ")),
        ("weeks after", "times ("),
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_in_at_most_six_choices(place, reader, question):
    choices, said = QUESTIONS[question]
    assert len(choices) <= 6
    someone = reader("en-US")
    someone.page.set_default_timeout(60_000)  # each choice counts anew
    someone.open(place[0].replace("/?", "/compare?"))
    for label, option in choices:
        someone.choose(label, option)
    words = someone.words
    assert all(part in words for part in said), words
    someone.check()


def test_of_the_recycled_against_the_new_ones_there_is_a_page(place, reader):
    someone = reader("en-US").open(place[0].replace("/?", "/recycle?"))
    assert "new" in someone.words
    someone.check()


@pytest.mark.parametrize("page", ["compare", "sql"])
def test_on_a_phone_and_in_the_dark_nothing_sticks_out(place, reader, page):
    someone = reader("ja-JP", width=390, scheme="dark").open(place[0].replace("/?", f"/{page}?"))
    someone.check()


def test_an_example_of_sql_is_run_and_the_link_brings_it_again(place, reader):
    someone = reader("en-US").open(place[0].replace("/?", "/sql?"))
    someone.choose("Examples", "What stands where, and how old it is")
    someone.page.get_by_role("button", name="Run", exact=True).click()
    someone.page.get_by_text("rows,").wait_for(timeout=30_000)
    someone.settle()
    again = reader("en-US").open(someone.page.url)
    assert "median_age_days" in again.page.locator("textarea").first.input_value()
    someone.check()
