"""Days on a line of pixels: long stretches in which nothing happens are folded, so that the rest can be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from zonewright.cases.calendar import LAST

MINUTES: Final = 1440
FIRST_DAY: Final = 1
#: Pixels of a day, at least and at most, and of the days that are shown where there is room.
NARROWEST, WIDEST, WIDTH = 7, 26, 1120
#: More days than this fit only when quiet stretches longer than the next are folded.
MOST_DAYS: Final = 150
QUIET: Final = 28
#: Days that stay open at both ends of a fold, and the pixels of the fold.
MARGIN, FOLD = 4, 66


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from one to before another, from a pixel on; folded ones have a width of their own."""

    first: int
    after: int
    left: int
    width: int
    folded: bool = False


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Where a moment stands on the line."""

    stretches: tuple[Stretch, ...]
    day: int  # pixels of a day that is not folded

    @property
    def first(self) -> int:
        return self.stretches[0].first

    @property
    def after(self) -> int:
        return self.stretches[-1].after

    @property
    def left(self) -> int:
        return self.stretches[0].left

    @property
    def right(self) -> int:
        return self.stretches[-1].left + self.stretches[-1].width

    def at(self, moment: datetime) -> int:
        """The pixel of a moment; what lies outside is drawn at the edge."""
        ordinal, minute = moment.toordinal(), moment.hour * 60 + moment.minute
        for one in self.stretches:
            if ordinal < one.after:
                minutes = max((ordinal - one.first) * MINUTES + minute, 0)
                return one.left + minutes * one.width // ((one.after - one.first) * MINUTES)
        return self.right

    def shows(self, moment: datetime) -> bool:
        return self.first <= moment.toordinal() < self.after

    def days(self) -> Iterable[tuple[int, int]]:
        """Each day that is not folded, by its ordinal, with the pixel where it begins."""
        for one in self.stretches:
            if not one.folded:
                yield from ((day, one.left + (day - one.first) * self.day) for day in range(one.first, one.after))


def time_scale(moments: Iterable[datetime], *, left: int) -> TimeScale:
    """The line on which all these moments can be read."""
    days = sorted({moment.toordinal() for moment in moments})
    first, after = max(days[0] - 1, FIRST_DAY), min(days[-1] + 1, LAST) + 1
    folds = (
        [(here + MARGIN, there - MARGIN + 1) for here, there in pairwise(days) if there - here > QUIET]
        if after - first > MOST_DAYS
        else []
    )
    shown = after - first - sum(end - start for start, end in folds)
    day = min(max(WIDTH // shown, NARROWEST), WIDEST)
    stretches: list[Stretch] = []
    for start, end in [*folds, (after, after)]:
        stretches.append(Stretch(first, start, left, (start - first) * day))
        left += (start - first) * day
        if end > start:
            stretches.append(Stretch(start, end, left, FOLD, folded=True))
            left, first = left + FOLD, end
    return TimeScale(tuple(one for one in stretches if one.after > one.first), day)
