"""activity_calendar: the clock ages are measured in."""


def test_the_clock_never_runs_back_and_stands_still_between_records(company):
    clock = company.frame("activity_calendar").sort_values("day")
    steps = clock.clock_no.diff().dropna()
    assert ((steps == 0) | (steps == 1)).all()
