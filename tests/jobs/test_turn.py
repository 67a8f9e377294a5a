"""Pages go first, and what is at work is waited for."""

import threading

from revflow.jobs.turn import AT_WORK, Turn, at_work


def test_who_counts_beside_the_page_waits_until_it_is_done():
    turn, passed = Turn(), threading.Event()
    turn.MAX_WAIT = 60.0
    turn.page_begins()
    thread = threading.Thread(target=lambda: (turn.wait(), passed.set()), daemon=True)
    thread.start()
    assert not passed.wait(0.1)
    turn.page_is_done()
    assert passed.wait(30)


def test_a_thread_is_at_work_until_it_is_through_even_where_it_fails():
    try:
        with at_work():
            assert threading.current_thread() in AT_WORK
            raise ValueError
    except ValueError:
        pass
    assert threading.current_thread() not in AT_WORK
