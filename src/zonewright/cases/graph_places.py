"""The second half of a layered drawing: whole coordinates for boxes, and lines with right angles that run through no box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final, NamedTuple, TypeAlias

from zonewright.cases.graph_channels import MARGIN, Channel, channel_of, coordinate_of
from zonewright.cases.graph_order import Box, Chain, Layers, Line, layered

#: Between two lines that touch one side of a box.
PORTS: Final = 16
ROUNDS: Final = 16
#: Farther than any drawing reaches.
FAR: Final = 1_000_000

Point: TypeAlias = tuple[int, int]


class Rect(NamedTuple):
    """A rectangle by its first corner and its extents."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing: boxes by id, the corners of each line, the room for its words, and the extent of the whole.

    It flows in the direction of x; ``upright`` gives the same drawing flowing downwards.
    """

    boxes: Mapping[str, Rect]
    routes: tuple[tuple[Point, ...], ...]
    labels: tuple[Rect | None, ...]
    width: int
    height: int

    def upright(self) -> Placed:
        """The drawing with x and y changed."""
        return Placed(
            {id: _turned(box) for id, box in self.boxes.items()},
            tuple(tuple((y, x) for x, y in route) for route in self.routes),
            tuple(None if label is None else _turned(label) for label in self.labels),
            self.height,
            self.width,
        )


def _turned(rect: Rect) -> Rect:
    return Rect(rect.y, rect.x, rect.height, rect.width)


def placed(boxes: Sequence[Box], lines: Sequence[Line]) -> Placed:
    """Always the same for the same boxes and lines; what hangs together is placed together, the rest beside it."""
    islands = _islands(boxes, lines)
    if len(islands) < 2:
        return _placed(boxes, lines)
    drawings = []
    for island in islands:
        own = [place for place, line in enumerate(lines) if line.source in island]
        drawings.append((own, _placed([box for box in boxes if box.id in island], [lines[place] for place in own])))
    return _side_by_side(drawings, len(lines))


def _islands(boxes: Sequence[Box], lines: Sequence[Line]) -> list[set[str]]:
    islands: list[set[str]] = []
    joined = {frozenset((line.source, line.target)) for line in lines}
    for ends in (*(frozenset((box.id,)) for box in boxes), *sorted(joined, key=sorted)):
        touched = [island for island in islands if island & ends]
        first = touched[0] if touched else set()
        first.update(ends, *touched[1:])
        islands = [island for island in islands if island not in touched[1:]]
        if not touched:
            islands.append(first)
    return islands


def _side_by_side(drawings: Sequence[tuple[list[int], Placed]], count: int) -> Placed:
    """Each drawing as close beside those before it as they allow."""
    boxes: dict[str, Rect] = {}
    routes: list[tuple[Point, ...]] = [()] * count
    labels: list[Rect | None] = [None] * count
    for own, drawing in drawings:
        there = [*boxes.values(), *(label for label in labels if label)]
        reach = [rect.y + rect.height for rect in there if rect.x < drawing.width + 2 * MARGIN]
        reach += [y for route in routes for (x, y), (other, _) in pairwise(route) if min(x, other) < drawing.width + 2 * MARGIN]
        down = max(reach) + 2 * MARGIN if reach else 0
        boxes.update({id: box._replace(y=box.y + down) for id, box in drawing.boxes.items()})
        for place, route, label in zip(own, drawing.routes, drawing.labels, strict=True):
            routes[place] = tuple((x, y + down) for x, y in route)
            labels[place] = label and label._replace(y=label.y + down)
    return _from_zero(boxes, routes, labels)


def _placed(boxes: Sequence[Box], lines: Sequence[Line]) -> Placed:
    layers = layered(boxes, lines)
    _spread(layers, lines)
    _straighten(layers, lines)
    touches = _touches(layers, lines)
    channels = [Channel(number, layers, touches) for number in range(-1, len(layers.ranks))]
    starts, columns = _columns(layers, channels)
    rects = {
        id: Rect(starts[cell.rank] + (columns[cell.rank] - cell.along) // 2, cell.at, cell.along, cell.after)
        for id, cell in ((id, layers.cells[place]) for id, place in layers.boxes.items())
    }
    routes: dict[int, tuple[Point, ...]] = {}
    labels: dict[int, Rect] = {}
    for chain in layers.chains:
        line = lines[chain.line]
        routes[chain.line] = _route(chain, layers, channels, (rects[line.source], rects[line.target]), touches)
        if chain.label >= 0 and line.label[0]:
            cell = layers.cells[chain.label]
            start = starts[cell.rank] + (columns[cell.rank] - cell.along if chain.back else 0)
            labels[chain.line] = Rect(start, cell.at - cell.before, cell.along, cell.before + cell.after)
    return _from_zero(rects, [routes[place] for place in range(len(lines))], [labels.get(place) for place in range(len(lines))])


def _spread(layers: Layers, lines: Sequence[Line]) -> None:
    """Coordinates across: each cell as near as its order allows to the median of where its lines come from and go to."""
    wishes = _wishes(layers, lines)
    for rank in layers.ranks:
        _separated(layers, rank, {})
    for turn in range(ROUNDS):
        forward, both = turn % 2 == 0, turn >= 4
        for number in range(len(layers.ranks)) if forward else reversed(range(len(layers.ranks))):
            heard = {number - 1, number, number + 1} if both else {number, number - 1 if forward else number + 1}
            rank = layers.ranks[number]
            asked = {cell: [wish.place(layers, cell) for wish in wishes[cell] if wish.rank in heard] for cell in rank}
            _separated(layers, rank, asked)


class _Wish(NamedTuple):
    """Where a cell would like to stand because of another: so far from it, or beside it where a line turns round."""

    other: int
    rank: int
    offset: int
    weight: int
    beside: bool = False

    def place(self, layers: Layers, cell: int) -> tuple[int, int]:
        other = layers.cells[self.other]
        if not self.beside:
            return other.at + self.offset, self.weight
        own = layers.cells[cell]
        return (other.at + other.after + other.gap if own.at > other.at else other.at - other.gap), self.weight


def _wishes(layers: Layers, lines: Sequence[Line]) -> dict[int, list[_Wish]]:
    """For each cell the cells that its lines come from and go to; long lines want to be straight most of all."""
    wishes: dict[int, list[_Wish]] = defaultdict(list)
    for chain in layers.chains:
        line = lines[chain.line]
        last = len(chain.cells) - 2
        for place, (one, other) in enumerate(pairwise(chain.cells)):
            ranks = layers.cells[one].rank, layers.cells[other].rank
            if ranks[0] == ranks[1]:
                box, turn = (one, other) if place == 0 else (other, one)
                wishes[turn].append(_Wish(box, ranks[0], 0, 1, beside=True))
                continue
            near = sum(line.leave) // 2 if place == 0 else 0
            far = sum(line.enter) // 2 if place == last else 0
            weight = 8 if 0 < place < last else 3 if last == 1 else 2
            wishes[one].append(_Wish(other, ranks[1], far - near, weight))
            wishes[other].append(_Wish(one, ranks[0], near - far, weight))
    return wishes


def _straighten(layers: Layers, lines: Sequence[Line]) -> None:
    """Let each line run straight through as many ranks as its neighbours leave room for, the longest lines first."""
    beside: dict[int, tuple[int | None, int | None]] = {}
    for rank in layers.ranks:
        for place, cell in enumerate(rank):
            beside[cell] = (rank[place - 1] if place else None, rank[place + 1] if place + 1 < len(rank) else None)

    def room(place: int) -> tuple[int, int]:
        cell, (before, after) = layers.cells[place], beside[place]
        low, high = -FAR, FAR
        if before is not None:
            one = layers.cells[before]
            low = one.at + one.after + max(one.gap, cell.gap) + cell.before
        if after is not None:
            one = layers.cells[after]
            high = one.at - one.before - max(one.gap, cell.gap) - cell.after
        return low, high

    for _ in range(4):
        for chain in sorted(layers.chains, key=lambda one: -len(one.cells)):
            run: list[int] = []
            low, high = -FAR, FAR
            for cell in (*chain.cells[1:-1], -1):
                bottom, top = room(cell) if cell >= 0 else (FAR, -FAR)
                if run and (max(low, bottom) > min(high, top)):
                    at = _wished(layers, chain, run, lines[chain.line])
                    for one in run:
                        layers.cells[one].at = max(low, min(at, high))
                    run, low, high = [], -FAR, FAR
                run.append(cell)
                low, high = max(low, bottom), min(high, top)


def _wished(layers: Layers, chain: Chain, run: Sequence[int], line: Line) -> int:
    """Where a straight stretch wants to be: level with the box that it starts or ends at."""
    if run[0] == chain.cells[1]:
        return layers.cells[chain.cells[0]].at + sum(line.leave) // 2
    if run[-1] == chain.cells[-2]:
        return layers.cells[chain.cells[-1]].at + sum(line.enter) // 2
    return sorted(layers.cells[one].at for one in run)[len(run) // 2]


def _separated(layers: Layers, rank: Sequence[int], asked: Mapping[int, list[tuple[int, int]]]) -> None:
    """Place the cells of a rank where they ask to be, at least as far apart as they are wide."""
    cells = [layers.cells[place] for place in rank]
    gaps = [one.after + max(one.gap, other.gap) + other.before for one, other in pairwise(cells)]
    wanted = [asked.get(place) or [(cell.at, 1)] for place, cell in zip(rank, cells, strict=True)]
    for cell, at in zip(cells, _in_order(wanted, gaps), strict=True):
        cell.at = at


def _in_order(wanted: Sequence[list[tuple[int, int]]], gaps: Sequence[int]) -> list[int]:
    """Numbers with at least the gaps between them, as close as possible to what each wants (by weight): pools of violators."""
    offsets = [0, *accumulate(gaps)]
    pools: list[tuple[int, int, list[tuple[int, int]]]] = []
    for wishes, offset in zip(wanted, offsets, strict=False):
        votes = sorted((at - offset, weight) for at, weight in wishes)
        pools.append((_median(votes), 1, votes))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            _, count, after = pools.pop()
            _, earlier, before = pools.pop()
            votes = sorted(before + after)
            pools.append((_median(votes), earlier + count, votes))
    levels = [level for level, count, _ in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]


def _median(votes: Sequence[tuple[int, int]]) -> int:
    """The middle vote by weight; between the two middle ones their mean, so that sweeps to and fro do not drift."""
    total, heard, lower = sum(weight for _, weight in votes), 0, None
    for at, weight in votes:
        heard += weight
        if lower is None and 2 * heard >= total:
            lower = at
        if lower is not None and 2 * heard > total:
            return (lower + at) // 2
    return 0


def _touches(layers: Layers, lines: Sequence[Line]) -> dict[tuple[int, bool], int]:
    """Where each line touches its source (False) and its target (True): straight on where the side has room for it."""
    sides: dict[tuple[int, bool], list[tuple[int, int, tuple[int, int]]]] = defaultdict(list)
    for chain in layers.chains:
        line, cells = lines[chain.line], chain.cells
        sides[cells[0], False].append((layers.cells[cells[1]].at, chain.line, line.leave))
        sides[cells[-1], True].append((layers.cells[cells[-2]].at, chain.line, line.enter))
    found: dict[tuple[int, bool], int] = {}
    for (box, entering), ends in sides.items():
        at = layers.cells[box].at
        by_stretch: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for wish, line_number, stretch in sorted(ends):
            by_stretch[stretch].append((wish - at, line_number))
        for (low, high), group in by_stretch.items():
            step = min(PORTS, (high - low) // max(len(group) - 1, 1))
            places = _in_order([[(wish, 1)] for wish, _ in group], [step] * (len(group) - 1))
            for number, ((_, line_number), place) in enumerate(zip(group, places, strict=True)):
                room = step * (len(group) - 1 - number)
                found[line_number, entering] = at + max(low + step * number, min(place, high - room))
    return found


def _columns(layers: Layers, channels: Sequence[Channel]) -> tuple[list[int], list[int]]:
    """Where each rank starts and how wide it is; the channels are told where they start."""
    starts, widths, at = [], [], 0
    for channel, rank in zip(channels, layers.ranks, strict=False):
        channel.start = at
        starts.append(at + (channel.width if channel.tracks or channel is not channels[0] else 0))
        widths.append(max((layers.cells[cell].along for cell in rank), default=0))
        at = starts[-1] + widths[-1]
    channels[-1].start = at
    return starts, widths


def _route(
    chain: Chain,
    layers: Layers,
    channels: Sequence[Channel],
    ends: tuple[Rect, Rect],
    touches: Mapping[tuple[int, bool], int],
) -> tuple[Point, ...]:
    source, target = ends
    points: list[Point] = [(source.x + source.width, touches[chain.line, False])]
    for place, (one, other) in enumerate(pairwise(chain.cells)):
        a, b = coordinate_of(chain, place, layers, touches), coordinate_of(chain, place + 1, layers, touches)
        if a != b:
            number = channel_of(layers.cells[one], layers.cells[other], chain, place)
            x = channels[number + 1].track(chain.line, place)
            points += [(x, a), (x, b)]
    points.append((target.x, touches[chain.line, True]))
    return _without_straight(points)


def _without_straight(points: Sequence[Point]) -> tuple[Point, ...]:
    kept = list(points[:1])
    for here, after in pairwise(points[1:]):
        if not (kept[-1][0] == here[0] == after[0] or kept[-1][1] == here[1] == after[1]):
            kept.append(here)
    return (*kept, points[-1])


def _from_zero(rects: Mapping[str, Rect], routes: Sequence[tuple[Point, ...]], labels: Sequence[Rect | None]) -> Placed:
    """The drawing moved so that it starts at zero."""
    every = [*rects.values(), *(label for label in labels if label)]
    corners = [point for route in routes for point in route]
    xs = [*(one.x for one in every), *(one.x + one.width for one in every), *(x for x, _ in corners)] or [0]
    ys = [*(one.y for one in every), *(one.y + one.height for one in every), *(y for _, y in corners)] or [0]
    left, top = min(xs), min(ys)
    return Placed(
        {id: rect._replace(x=rect.x - left, y=rect.y - top) for id, rect in rects.items()},
        tuple(tuple((x - left, y - top) for x, y in route) for route in routes),
        tuple(label and label._replace(x=label.x - left, y=label.y - top) for label in labels),
        max(xs) - left,
        max(ys) - top,
    )
