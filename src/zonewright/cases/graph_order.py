"""The first half of a layered drawing: ranks, the cells that long lines pass through, and their order across each rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

#: How often the order of the ranks is swept for fewer crossings.
SWEEPS: Final = 16


class Box(NamedTuple):
    """What has to be placed: its extent along the flow and across it."""

    id: str
    along: int
    across: int


class Line(NamedTuple):
    """What has to be drawn between two boxes.

    ``leave`` and ``enter`` are the stretches of the two sides, counted across from the box's first edge, where it may touch
    them. ``label`` is the room for its words: along, and across before and after the line. The order of the boxes follows the
    lines that are not ``weak``; only what no other line leads to stands where a weak one leads.
    """

    source: str
    target: str
    leave: tuple[int, int]
    enter: tuple[int, int]
    label: tuple[int, int, int] = (0, 0, 0)
    weak: bool = False


@dataclass(slots=True)
class Cell:
    """A box, or the place where a line passes a rank: its room before and after the coordinate at which it stands."""

    rank: int
    along: int
    before: int
    after: int
    gap: int
    at: int = 0


@dataclass(slots=True)
class Chain:
    """The cells of one line from its source to its target; a line back turns round in the ranks of both."""

    line: int
    cells: list[int]
    label: int
    back: bool


@dataclass(slots=True)
class Layers:
    """Cells by rank, in order across, and the chains that join them."""

    cells: list[Cell] = field(default_factory=list)
    ranks: list[list[int]] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    boxes: dict[str, int] = field(default_factory=dict)

    def add(self, cell: Cell) -> int:
        while len(self.ranks) <= cell.rank:
            self.ranks.append([])
        self.cells.append(cell)
        self.ranks[cell.rank].append(len(self.cells) - 1)
        return len(self.cells) - 1

    def joints(self) -> Iterator[tuple[int, int]]:
        """Cells that a line joins directly, whichever way it goes."""
        for chain in self.chains:
            yield from zip(chain.cells, chain.cells[1:], strict=False)


def layered(boxes: Sequence[Box], lines: Sequence[Line]) -> Layers:
    """The boxes in even ranks, words of lines in odd ones, ordered so that few lines cross."""
    back, found = _back_lines(boxes, lines)
    ranks = _ranks(found, lines, back)
    layers = Layers()
    for id in found:
        box = next(one for one in boxes if one.id == id)
        layers.boxes[id] = layers.add(Cell(ranks[id], box.along, 0, box.across, 26))
    for place, line in enumerate(lines):
        layers.chains.append(_chain(layers, place, line, ranks, back=place in back or line.source == line.target))
    _order(layers)
    return layers


def _back_lines(boxes: Sequence[Box], lines: Sequence[Line]) -> tuple[set[int], list[str]]:
    """The lines that lead back to where the way came from, and the boxes in the order in which they are found."""
    leaving: dict[str, list[int]] = {box.id: [] for box in boxes}
    for place, line in enumerate(lines):
        if not line.weak and line.source != line.target:
            leaving[line.source].append(place)
    found = dict.fromkeys(box.id for box in boxes[:1])
    back = _back_from(boxes[0].id, lines, leaving, found) if boxes else set()
    after: dict[str, set[str]] = {box.id: set() for box in boxes}
    rest = []
    for place, line in enumerate(lines):
        if place in back or line.source == line.target:
            continue
        if line.source in found and not line.weak:
            after[line.source].add(line.target)
        else:
            rest.append(place)
    unseen = [box.id for box in boxes]
    while rest:
        chosen = next((one for one in rest if lines[one].source in found), None)
        if chosen is None:
            found[next(id for id in unseen if id not in found)] = None
            continue
        rest.remove(chosen)
        line = lines[chosen]
        if _leads_to(line.target, line.source, after):
            back.add(chosen)
        else:
            after[line.source].add(line.target)
        found[line.target] = None
    found.update(dict.fromkeys(unseen))
    return back, list(found)


def _back_from(start: str, lines: Sequence[Line], leaving: Mapping[str, list[int]], found: dict[str, None]) -> set[int]:
    """Follow the lines from a box, depth first: what leads to a box on the way to itself leads back."""
    back: set[int] = set()
    on_the_way = {start: iter(leaving[start])}
    while on_the_way:
        here = next(reversed(on_the_way))
        place = next(on_the_way[here], None)
        if place is None:
            del on_the_way[here]
        elif lines[place].target in on_the_way:
            back.add(place)
        elif lines[place].target not in found:
            found[lines[place].target] = None
            on_the_way[lines[place].target] = iter(leaving[lines[place].target])
    return back


def _leads_to(start: str, target: str, after: Mapping[str, set[str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == target:
            return True
        waiting += after[here] - seen
        seen |= after[here]
    return False


def _ranks(found: Iterable[str], lines: Sequence[Line], back: set[int]) -> dict[str, int]:
    """The longest way from a source, two ranks a step."""
    ranks = dict.fromkeys(found, 0)
    on = [line for place, line in enumerate(lines) if place not in back and line.source != line.target]
    for _ in range(len(ranks)):
        moved = False
        for line in on:
            if ranks[line.target] < ranks[line.source] + 2:
                ranks[line.target], moved = ranks[line.source] + 2, True
        if not moved:
            break
    return ranks


def _chain(layers: Layers, place: int, line: Line, ranks: Mapping[str, int], *, back: bool) -> Chain:
    first, last = ranks[line.source], ranks[line.target]
    between = range(first, last - 1, -1) if back else range(first + 1, last)
    worded = first + 1 if not back else first - 1 if last < first else first
    cells, label = [layers.boxes[line.source]], -1
    for rank in between:
        along, before, after = line.label if rank == worded else (0, 0, 0)
        cells.append(layers.add(Cell(rank, along, before, after, 14 if along else 12)))
        if rank == worded:
            label = cells[-1]
    cells.append(layers.boxes[line.target])
    return Chain(place, cells, label, back)


def _order(layers: Layers) -> None:
    """Sweep to and fro, each cell to the median of its neighbours, and keep the best order that was seen."""
    near: dict[int, list[int]] = {place: [] for place in range(len(layers.cells))}
    for one, other in layers.joints():
        near[one].append(other)
        near[other].append(one)
    best, fewest = [list(rank) for rank in layers.ranks], _cost(layers, near)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        step = -1 if forward else 1
        for number in range(len(layers.ranks)) if forward else reversed(range(len(layers.ranks))):
            _to_medians(layers, near, number, number + step)
        _swap_neighbours(layers, near)
        cost = _cost(layers, near)
        if cost < fewest:
            best, fewest = [list(rank) for rank in layers.ranks], cost
    layers.ranks = best
    for chain in layers.chains:
        if chain.cells[0] == chain.cells[-1]:  # a line from a box to itself turns right beside it
            rank = layers.ranks[layers.cells[chain.cells[0]].rank]
            rank.remove(chain.cells[1])
            rank.insert(rank.index(chain.cells[0]) + 1, chain.cells[1])


def _to_medians(layers: Layers, near: Mapping[int, list[int]], number: int, beside: int) -> None:
    rank = layers.ranks[number]
    own = {cell: place for place, cell in enumerate(rank)}
    other = {cell: place for place, cell in enumerate(layers.ranks[beside])} if 0 <= beside < len(layers.ranks) else {}

    def median(cell: int) -> int:
        places = sorted(other[one] for one in near[cell] if one in other) or [own[one] for one in near[cell] if one in own]
        places = places or [own[cell]]
        return places[(len(places) - 1) // 2] + places[len(places) // 2]

    rank.sort(key=median)


def _swap_neighbours(layers: Layers, near: Mapping[int, list[int]]) -> None:
    """Change two cells that stand side by side where that takes crossings away."""
    for _ in range(4):
        changed = False
        for number, rank in enumerate(layers.ranks):
            at = _positions(layers, number)
            for place in range(len(rank) - 1):
                one, other = rank[place], rank[place + 1]
                if _crossings(other, one, near, at) < _crossings(one, other, near, at):
                    rank[place], rank[place + 1] = other, one
                    at[one], at[other] = at[other], at[one]
                    changed = True
        if not changed:
            return


def _positions(layers: Layers, number: int) -> dict[int, tuple[int, int]]:
    """Where the cells of a rank and of its neighbours stand: side and place."""
    ranks = range(max(number - 1, 0), min(number + 2, len(layers.ranks)))
    return {cell: (rank - number, place) for rank in ranks for place, cell in enumerate(layers.ranks[rank])}


def _crossings(first: int, second: int, near: Mapping[int, list[int]], at: Mapping[int, tuple[int, int]]) -> int:
    """How many lines of two cells cross when the first stands before the second; what turns round wants to stand close."""
    count = 0
    for one in near[first]:
        side, place = at[one]
        if side == 0:
            count += 1 if one != second and place < min(at[first][1], at[second][1]) else 0
        else:
            count += sum(1 for other in near[second] if at[other][0] == side and at[other][1] < place)
    for other in near[second]:
        side, place = at[other]
        count += 1 if side == 0 and other != first and place > max(at[first][1], at[second][1]) else 0
    return count


def _cost(layers: Layers, near: Mapping[int, list[int]]) -> int:
    """The crossings of the whole drawing, and how far lines that turn round are from where they turn."""
    cost = 0
    for number, rank in enumerate(layers.ranks):
        at = _positions(layers, number)
        joints = [(at[cell][1], at[one][1]) for cell in rank for one in near[cell] if at[one][0] == 1]
        cost += sum(
            1
            for place, (one, other) in enumerate(joints)
            for left, right in joints[place + 1 :]
            if (one - left) * (other - right) < 0
        )
        cost += sum(abs(at[cell][1] - at[one][1]) - 1 for cell in rank for one in near[cell] if at[one][0] == 0) // 2
    return cost
