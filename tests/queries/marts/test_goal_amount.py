"""goal_amount: what a goal is worth."""

from tests.queries.drawn import check


def test_none_of_those_at_the_goal_has_an_amount(pool_story):
    """J3 reached c, and its amount is not recorded: the mean of the others, 100, 200, 400, 500 and 600."""
    check(pool_story, "goal_amount", "amount\n360")


def test_the_mean_of_those_that_reached_the_goal(story):
    """J1 to J4 reached b: 100, 200, 300 and 400."""
    check(story, "goal_amount", "amount\n250")
