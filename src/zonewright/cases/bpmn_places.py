"""Where the elements of a BPMN process are drawn: subprocesses around their parts, acts and timers on borders, notes above."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from zonewright.cases.bpmn_plan import COLUMN, EVENT, NOTE, Element, Flow, Plan
from zonewright.cases.diagram_words import text_width, wrapped
from zonewright.cases.graph_order import Box, Line
from zonewright.cases.graph_places import Placed, Point, Rect, placed

#: The room inside a subprocess around its parts, with its title above.
ROOM: Final = 24
TITLE: Final = 30
#: From a border down to an end that hangs there, and between lines that leave below.
DROP: Final = 58
ROW: Final = 15
BELOW: Final = 24
LABEL: Final = 110


@dataclass(slots=True)
class Drawing:
    """Shapes by element, waypoints and labels by flow, labels of events, notes with the element they stand above."""

    shapes: dict[str, Rect] = field(default_factory=dict)
    labels: dict[str, Rect] = field(default_factory=dict)
    routes: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    notes: dict[str, Rect] = field(default_factory=dict)


def drawn(plan: Plan) -> Drawing:
    """The whole process, flowing to the right."""
    drawing, sizes = Drawing(), {element.id: element.size for element in plan.elements.values()}
    rooms: dict[str, _Room] = {}
    for element in plan.elements.values():
        if element.tag == "subProcess":
            rooms[element.id] = room = _Room(plan, element.id, sizes)
            width, height = room.place.width + 2 * ROOM, room.place.height + ROOM + TITLE
            sizes[element.id] = max(width, element.size[0]), height
    whole = _Room(plan, "", sizes)
    whole.draw(drawing, (60, 60))
    for id, room in rooms.items():
        shape = drawing.shapes[id]
        room.draw(drawing, (shape.x + ROOM, shape.y + TITLE))
    return drawing


@dataclass(frozen=True, slots=True)
class _Unit:
    """An element with what stands above it and hangs below it, placed as one box; ``top`` is where the element begins."""

    element: Element
    width: int
    height: int
    size: tuple[int, int]
    top: int


class _Room:
    """The elements of the process, or of one subprocess, placed together."""

    def __init__(self, plan: Plan, home: str, sizes: dict[str, tuple[int, int]]) -> None:
        self.plan = plan
        self.units = {
            element.id: self.unit(element, sizes[element.id])
            for element in plan.elements.values()
            if element.inside == home and not element.on and not element.below
        }
        self.flows = [flow for flow in plan.flows if self.host(flow.source) in self.units and flow.target in self.units]
        boxes = [Box(id, unit.width, unit.height) for id, unit in self.units.items()]
        self.place: Placed = placed(boxes, [self.line(flow) for flow in self.flows])

    def host(self, id: str) -> str:
        return self.plan.elements[id].on or id

    def on_border(self, id: str) -> tuple[list[Element], list[Element]]:
        """The events on the border of an activity: those with an end right below, and those whose line goes elsewhere."""
        events = [one for one in self.plan.elements.values() if one.on == id]
        hanging = {one.below for one in self.plan.elements.values()}
        return [one for one in events if one.id in hanging], [one for one in events if one.id not in hanging]

    def unit(self, element: Element, size: tuple[int, int]) -> _Unit:
        width, height = size
        note = self.plan.notes.get(element.id, ())
        above = ROW * len(note) + 12 + 18 if note else 0
        hanging, passing = self.on_border(element.id)
        below = EVENT[1] // 2 + BELOW * len(passing) + 8 if passing else 0
        if hanging:
            below = max(below, DROP + EVENT[1] + 34)
        elif element.name and element.tag.endswith("Event"):
            below = ROW * len(wrapped(element.name, LABEL, 11)) + 8
        words = LABEL if element.name and element.tag.endswith("Event") else 0
        return _Unit(element, max(width, NOTE if note else 0, words), above + height + below, size, above)

    def line(self, flow: Flow) -> Line:
        source, target = self.units[self.host(flow.source)], self.units[flow.target]
        low, high = _side(source)
        if flow.source not in self.units:
            low = high = self.row(flow.source)
        words = flow.name or self.plan.elements[flow.source].name if self.plan.elements[flow.source].on else flow.name
        rows = wrapped(words, LABEL, 11) if words else ()
        wide = max((text_width(row, 11) for row in rows), default=0)
        label = (wide + 10, 14 * len(rows) + 4, 0) if rows else (0, 0, 0)
        weak = bool(self.plan.elements[flow.source].on) or self.plan.elements[flow.source].tag == "eventBasedGateway"
        return Line(self.host(flow.source), flow.target, (low, high), _side(target), label, weak=weak)

    def row(self, event: str) -> int:
        """How far below the first edge of its unit the line from an event on the border turns to the right."""
        host = self.host(event)
        _, passing = self.on_border(host)
        number = len(passing) - 1 - [one.id for one in passing].index(event)
        return self.units[host].top + self.units[host].size[1] + EVENT[1] // 2 + BELOW * number + 14

    def draw(self, drawing: Drawing, at: Point) -> None:
        """Put what was placed into the drawing, moved to where the room begins."""
        for id, unit in self.units.items():
            box = self.place.boxes[id]
            shape = Rect(box.x + at[0], box.y + at[1] + unit.top, *unit.size)
            drawing.shapes[id] = shape
            if unit.top:
                drawing.notes[id] = Rect(shape.x, shape.y - unit.top, NOTE, unit.top - 18)
            if unit.element.tag.endswith("Event") and unit.element.name:
                rows = wrapped(unit.element.name, LABEL, 11)
                drawing.labels[id] = Rect(shape.x + 18 - LABEL // 2, shape.y + 40, LABEL, 14 * len(rows))
            self.border(drawing, id)
        for flow, route, label in zip(self.flows, self.place.routes, self.place.labels, strict=True):
            moved = tuple((x + at[0], y + at[1]) for x, y in route)
            source, target = drawing.shapes[flow.source], drawing.shapes[flow.target]
            first, last = moved[0], moved[-1]
            if flow.source in self.units:
                begins: tuple[Point, ...] = ((source.x + source.width, first[1]),)
            else:
                middle = source.x + source.width // 2
                begins = ((middle, source.y + source.height), (middle, first[1]))
            drawing.routes[flow.id] = _plain((*begins, *moved[1:-1], (target.x, last[1])))
            if label is not None:
                named = flow.id if flow.name else flow.source
                drawing.labels[named] = Rect(label.x + at[0] + 4, label.y + at[1], label.width, label.height)

    def border(self, drawing: Drawing, id: str) -> None:
        """Events on the lower border: with their ends below them from the left, the others from the right."""
        shape = drawing.shapes[id]
        hanging, passing = self.on_border(id)
        y = shape.y + shape.height - EVENT[1] // 2
        for number, event in enumerate(hanging):
            x = shape.x + COLUMN * number + 20
            end = next(one for one in self.plan.elements.values() if one.below == event.id)
            flow = next(one for one in self.plan.flows if one.source == event.id)
            drawing.shapes[event.id] = Rect(x, y, *EVENT)
            drawing.shapes[end.id] = Rect(x, y + EVENT[1] + DROP - EVENT[1] // 2, *EVENT)
            middle = x + EVENT[0] // 2
            drawing.routes[flow.id] = ((middle, y + EVENT[1]), (middle, drawing.shapes[end.id].y))
            drawing.labels[event.id] = Rect(middle + 6, y + EVENT[1] + 2, COLUMN - 34, 28)
            drawing.labels[end.id] = Rect(middle - 45, drawing.shapes[end.id].y + 38, 90, 28)
        for number, event in enumerate(reversed(passing)):
            drawing.shapes[event.id] = Rect(shape.x + shape.width - 44 * (number + 1), y, *EVENT)


def _side(unit: _Unit) -> tuple[int, int]:
    """Where lines may touch the sides of the element of a unit."""
    if unit.element.tag in {"userTask", "subProcess"}:
        return unit.top + 20, unit.top + unit.size[1] - 24
    middle = unit.top + unit.size[1] // 2
    return middle, middle


def _plain(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without corners that are none."""
    kept = [points[0]]
    for here, after in pairwise(points[1:]):
        if not (kept[-1][0] == here[0] == after[0] or kept[-1][1] == here[1] == after[1]):
            kept.append(here)
    return (*kept, points[-1])
