"""Three truths and how they combine: strong Kleene logic."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NoReturn


class Truth(IntEnum):
    """False, unknown or true, in that order. Never a bool."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __bool__(self) -> NoReturn:
        raise TypeError("a Truth is not a bool: compare it with Truth.TRUE or Truth.FALSE")


def truth_of(answer: bool | None) -> Truth:
    """A yes, a no, or an answer that cannot be given."""
    if answer is None:
        return Truth.UNKNOWN
    return Truth.TRUE if answer else Truth.FALSE


def all_of(truths: Iterable[Truth]) -> Truth:
    """True when every one is; false as soon as one is."""
    return min(truths, default=Truth.TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """True as soon as one is; false when every one is."""
    return max(truths, default=Truth.FALSE)


def negate(truth: Truth) -> Truth:
    """The opposite; unknown stays unknown."""
    return Truth(2 - truth)


def at_least(n: int, truths: Iterable[Truth]) -> Truth:
    """True when n are true, false when fewer than n can be."""
    found = tuple(truths)
    if sum(truth is Truth.TRUE for truth in found) >= n:
        return Truth.TRUE
    return Truth.FALSE if sum(truth is not Truth.FALSE for truth in found) < n else Truth.UNKNOWN


def agreed(truths: Iterable[Truth]) -> Truth:
    """The truth that all share; unknown when they differ or there is none."""
    found = set(truths)
    return found.pop() if len(found) == 1 else Truth.UNKNOWN
