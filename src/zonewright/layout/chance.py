"""Chance as a function of the seed: the same seed draws the same numbers on every machine."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

WORD: Final = 2**64 - 1
#: The three constants of splitmix64 (Steele, Lea, Flood 2014).
STEP, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


class Chance:
    """A generator of whole numbers that depends on its seed alone: splitmix64.

    >>> chance = Chance(0)
    >>> hex(chance.word()), hex(chance.word())
    ('0xe220a8397b1dcdaf', '0x6e789e6aa1b965f4')
    """

    def __init__(self, seed: int) -> None:
        self.state = seed & WORD

    def word(self) -> int:
        """The next 64 bits."""
        self.state = (self.state + STEP) & WORD
        mixed = ((self.state ^ (self.state >> 30)) * FIRST) & WORD
        mixed = ((mixed ^ (mixed >> 27)) * SECOND) & WORD
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """A number from 0 up to, not including, the limit."""
        return (self.word() * limit) >> 64

    def one_of(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely as any other."""
        return choices[self.below(len(choices))]

    def shuffle(self, items: MutableSequence[T]) -> None:
        """Put the items into an order in which each is as likely as any other."""
        for place in range(len(items) - 1, 0, -1):
            other = self.below(place + 1)
            items[place], items[other] = items[other], items[place]

    def some_of(self, choices: Sequence[T], count: int) -> list[T]:
        """So many of the choices, no place twice; all of them where there are fewer."""
        left = list(choices)
        self.shuffle(left)
        return left[:count]
