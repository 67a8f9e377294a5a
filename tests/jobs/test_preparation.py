"""What is prepared while somebody reads waits for the page, and what fails in it hurts nobody."""

import threading

from revflow.jobs import preparation
from revflow.jobs.turn import TURN


def test_steps_wait_until_no_page_is_being_made():
    done = threading.Event()
    TURN.page_begins()
    thread = preparation.beside([done.set])
    assert not done.wait(0.2)
    TURN.page_is_done()
    assert done.wait(5)
    thread.join(5)


def test_a_step_that_fails_ends_it_without_a_word(caplog):
    done = threading.Event()
    preparation.beside([lambda: 1 / 0, done.set]).join(5)
    assert not done.is_set() and not [record for record in caplog.records if record.levelname != "DEBUG"]
