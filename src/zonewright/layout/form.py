"""A question to a solver: columns to be set, rows of room to be kept, at most one column of each occupant, levels of worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

#: The solver counts in 64 bits; sums up to this one stay inside.
LARGEST: Final = 2**60


@dataclass(frozen=True, slots=True)
class Levels:
    """Values that are compared one after the other, joined into one number: its order is theirs."""

    lows: tuple[int, ...]
    spans: tuple[int, ...]  # how many values each may take, at least 1

    @property
    def highest(self) -> list[int]:
        """The most that each may be."""
        return [low + span - 1 for low, span in zip(self.lows, self.spans, strict=True)]

    def join(self, key: Sequence[int]) -> int:
        """One number for the values; a value outside its span is brought to the end of it.

        >>> Levels((0, -5), (3, 10)).join((2, -1))
        24
        """
        joined = 0
        for low, span, value in zip(self.lows, self.spans, key, strict=True):
            joined = joined * span + min(max(value - low, 0), span - 1)
        return joined

    def split(self, joined: int) -> tuple[int, ...]:
        """The values of a number that was joined; what lies outside is brought to the first or last.

        >>> Levels((0, -5), (3, 10)).split(24)
        (2, -1)
        """
        whole = 1
        for span in self.spans:
            whole *= span
        joined, key = min(max(joined, 0), whole - 1), []
        for low, span in zip(reversed(self.lows), reversed(self.spans), strict=True):
            joined, rest = divmod(joined, span)
            key.append(low + rest)
        return tuple(reversed(key))

    def weights(self) -> tuple[int, ...]:
        """What one of each level counts in the joined number."""
        found, weight = [], 1
        for span in reversed(self.spans):
            found.append(weight)
            weight *= span
        return tuple(reversed(found))


@dataclass(slots=True)
class Form:
    """The question as it is written, column by column and row by row."""

    levels: Levels
    base: list[int]  # what each level is worth before any column is set
    options: list[int] = field(default_factory=list)  # the option of each column, -1 for one that only counts
    groups: list[int] = field(default_factory=list)  # its occupant, or -1
    most: list[int] = field(default_factory=list)  # columns go from 0 to here
    worth: list[tuple[int, ...]] = field(default_factory=list)  # of each column, by level
    rooms: list[int] = field(default_factory=list)
    entries: list[list[tuple[int, int]]] = field(default_factory=list)  # of each row: columns and how much each takes

    def column(self, worth: tuple[int, ...], *, option: int = -1, group: int = -1, most: int = 1) -> int:
        """Add a column; its number."""
        self.options.append(option)
        self.groups.append(group)
        self.most.append(most)
        self.worth.append(worth)
        return len(self.options) - 1

    def row(self, entries: list[tuple[int, int]], room: int) -> None:
        """Add a row: what the columns take together stays within the room."""
        self.entries.append(entries)
        self.rooms.append(room)

    @property
    def is_small(self) -> bool:
        """Whether every row stays within the numbers of the solver."""
        most = self.most
        return all(
            sum(abs(amount) * most[column] for column, amount in row) < LARGEST and abs(room) < LARGEST
            for row, room in zip(self.entries, self.rooms, strict=True)
        )

    def joined(self) -> list[int]:
        """The worth of each column as one number."""
        weights = self.levels.weights()
        return [sum(map(int.__mul__, weights, one)) for one in self.worth]
