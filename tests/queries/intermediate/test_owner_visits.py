"""owner_visits: who has had how many visits in which department."""

from tests.queries.drawn import made


def test_by_owner_and_department():
    visits = "owner:varchar position:integer\nSato 1\nSato 2\nSato 3\nIto 3\n- 1"
    stages = "position:integer department:varchar\n1 one\n2 one\n3 -"
    assert made("owner_visits", visits=visits, stages=stages) == [
        ("Ito", "-", "1"),
        ("Sato", "-", "1"),
        ("Sato", "one", "2"),
    ]
