"""What can't be missing where it is used, said to the type checker and held at run time."""

from typing import TypeVar

T = TypeVar("T")


def certain(value: T | None) -> T:
    """The value; that it is there follows from what was asked before."""
    assert value is not None
    return value
