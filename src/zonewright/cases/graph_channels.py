"""The channels between the ranks of a drawing: which upright piece of line runs on which track."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from zonewright.cases.graph_order import Cell, Chain, Layers

#: Between two upright pieces of line side by side, and between the first of them and a box.
STEP: Final = 14
MARGIN: Final = 20


class _Bend(NamedTuple):
    """Lines that share one upright piece in a channel: where they come in from before it and go out after it."""

    before: tuple[int, ...]
    after: tuple[int, ...]

    def reach(self) -> tuple[int, int]:
        ends = (*self.before, *self.after)
        return min(ends), max(ends)


class Channel:
    """The room between two ranks: which upright piece runs on which track."""

    def __init__(self, number: int, layers: Layers, touches: Mapping[tuple[int, bool], int]) -> None:
        self.start = 0
        groups: dict[tuple[int, int, int], list[tuple[tuple[int, int], tuple[int, ...], tuple[int, ...]]]] = defaultdict(list)
        for chain in layers.chains:
            for place, (one, other) in enumerate(pairwise(chain.cells)):
                first, second = layers.cells[one], layers.cells[other]
                if channel_of(first, second, chain, place) != number:
                    continue
                a, b = coordinate_of(chain, place, layers, touches), coordinate_of(chain, place + 1, layers, touches)
                before = tuple(at for cell, at in ((first, a), (second, b)) if cell.rank == number)
                after = tuple(at for cell, at in ((first, a), (second, b)) if cell.rank == number + 1)
                shared = (one, a, 0) if place == 0 else (chain.line, a, place)
                groups[shared].append(((chain.line, place), before, after))
        self.tracks: dict[tuple[int, int], int] = {}
        keys = [key for key, group in groups.items() if any(len({*before, *after}) > 1 for _, before, after in group)]
        bends = [
            _Bend(
                tuple(dict.fromkeys(at for _, before, _ in groups[key] for at in before)),
                tuple(dict.fromkeys(at for _, _, after in groups[key] for at in after)),
            )
            for key in keys
        ]
        levels = _levels(bends)
        for key, level in zip(keys, levels, strict=True):
            for which, _, _ in groups[key]:
                self.tracks[which] = level
        self.width = 2 * MARGIN + STEP * max(levels, default=-1) if levels else MARGIN

    def track(self, line: int, place: int) -> int:
        return self.start + MARGIN + STEP * self.tracks.get((line, place), 0)


def channel_of(first: Cell, second: Cell, chain: Chain, place: int) -> int:
    """A channel has the number of the rank before it; a line back leaves its source forwards and comes to its target so."""
    if first.rank != second.rank:
        return min(first.rank, second.rank)
    return first.rank if place == 0 else first.rank - 1


def coordinate_of(chain: Chain, place: int, layers: Layers, touches: Mapping[tuple[int, bool], int]) -> int:
    """Where a line stands across at one of its cells; at a box, where it touches the side."""
    if place == 0:
        return touches[chain.line, False]
    if place == len(chain.cells) - 1:
        return touches[chain.line, True]
    return layers.cells[chain.cells[place]].at


def _levels(bends: Sequence[_Bend]) -> list[int]:
    """A track for each bend: few crossings, none upon another."""
    order = sorted(range(len(bends)), key=lambda place: (bends[place].reach(), place))
    for _ in range(len(order)):
        changed = False
        for place in range(len(order) - 1):
            one, other = bends[order[place]], bends[order[place + 1]]
            if _cost(other, one) < _cost(one, other):
                order[place], order[place + 1] = order[place + 1], order[place]
                changed = True
        if not changed:
            break
    levels = [0] * len(bends)
    for number, place in enumerate(order):
        low, high = bends[place].reach()
        touching = (other for other in order[:number] if bends[other].reach()[0] <= high and low <= bends[other].reach()[1])
        levels[place] = max((levels[other] + 1 for other in touching), default=0)
    return levels


def _cost(first: _Bend, second: _Bend) -> int:
    """What it costs to have one bend on a track before another: crossings, and lines that would run upon each other."""
    (low, high), (bottom, top) = first.reach(), second.reach()
    crossings = sum(1 for at in first.after if bottom < at < top) + sum(1 for at in second.before if low < at < high)
    return crossings + 20 * len(set(first.after) & set(second.before))
