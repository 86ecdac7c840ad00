"""A procedure as one picture: a card for each stage with its tasks, the ways between them, ends, acts and clocks. No script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from zonewright.cases.diagram_words import (
    CONDITION,
    OTHERWISE,
    RESULTS,
    UNKNOWN_LIMIT,
    in_brackets,
    say_clock,
    say_limit,
    text_width,
    wrapped,
    writable,
)
from zonewright.cases.graph import START, Cause, Edge, Graph, graph_of
from zonewright.cases.graph_order import Box, Line
from zonewright.cases.graph_places import Placed, Point, Rect, placed
from zonewright.cases.procedure import ADVERSE, Act, Clock, End, Procedure, Stage
from zonewright.conditions.ast import Condition
from zonewright.values import Words

CARD: Final = 236
PAD: Final = 12
ROW: Final = 17
LABEL: Final = 150
EDGE: Final = 24
#: An act possible at more stages than this has a card of its own in place of so many lines.
MOST_LINES: Final = 1
ROLES: Final = 12
EVERYWHERE: Final = Words("possible at every stage", "各环节均可办理", "모든 단계에서 가능")
AT: Final = Words("possible at: {places}", "可在以下环节办理：{places}", "가능 단계: {places}")
ROLES_TITLE: Final = Words("Who acts", "办理主体", "담당")
CLOCKS_TITLE: Final = Words("Time limits", "期限", "기한")
STILL: Final = Words("stands still", "中止计算", "산입 제외")
WHERE_NEEDED: Final = Words("where it applies", "视情况", "해당 시")
SILENCE: Final = Words("when time runs out", "逾期", "기한 경과 시")
#: Fill, line and sign of an end, by what it means.
SIGNS: Final = {"good": "✓", "bad": "✕", "plain": "○"}
STYLE: Final = """
.zp{font-family:system-ui,"Noto Sans","Noto Sans CJK SC","Noto Sans CJK KR","PingFang SC","Malgun Gothic",sans-serif;
font-size:12px}
.zp text{fill:#1b2733}.zp .ground{fill:#fff}.zp .card{fill:#f6f8fa;stroke:#5b6b7b}
.zp .act{fill:#fff;stroke:#5b6b7b;stroke-dasharray:5 3}.zp .head{font-weight:600;font-size:13px}
.zp .soft{fill:#51606f;font-size:11px}.zp .line{fill:none;stroke:#44525f;stroke-width:1.4}
.zp .acted{stroke-dasharray:6 4}.zp .silent{stroke-dasharray:2 3}.zp .tip{fill:#44525f}
.zp .halo{stroke:#fff;stroke-width:4;paint-order:stroke}.zp .chip{fill:#fff3d6;stroke:#a87a12}
.zp .rests{stroke-dasharray:3 2}.zp .good{fill:#e2f3e5;stroke:#2e7d3a}.zp .bad{fill:#fbe4e2;stroke:#b3261e}
.zp .plain{fill:#eceff1;stroke:#66727d}.zp .r0{fill:#1f5a92}.zp .r1{fill:#b4500b}.zp .r2{fill:#2e7d3a}
.zp .r3{fill:#8a3a8f}.zp .r4{fill:#8a6d00}.zp .r5{fill:#00717a}.zp .r6{fill:#c2185b}.zp .r7{fill:#6d4c41}
.zp .r8{fill:#3f51b5}.zp .r9{fill:#558b2f}.zp .r10{fill:#455a64}.zp .r11{fill:#9e5a00}
@media (prefers-color-scheme:dark){.zp text{fill:#e6ebf0}.zp .ground{fill:#12181f}
.zp .card{fill:#1c2530;stroke:#8fa1b3}.zp .act{fill:#12181f;stroke:#8fa1b3}.zp .soft{fill:#a9b7c4}
.zp .line{stroke:#a9b7c4}.zp .tip{fill:#a9b7c4}.zp .halo{stroke:#12181f}.zp .chip{fill:#3a2f12;stroke:#e0b34a}
.zp .good{fill:#17351d;stroke:#6cc07a}.zp .bad{fill:#401a18;stroke:#f08a82}.zp .plain{fill:#26303a;stroke:#a9b7c4}
.zp .r0{fill:#7db4e8}.zp .r1{fill:#f0a268}.zp .r2{fill:#7fd08c}.zp .r3{fill:#d79adb}.zp .r4{fill:#dcc05a}
.zp .r5{fill:#63cdd6}.zp .r6{fill:#f48fb1}.zp .r7{fill:#cdb9a6}.zp .r8{fill:#9fa8da}.zp .r9{fill:#aed581}
.zp .r10{fill:#b0bec5}.zp .r11{fill:#ffcc80}}
"""


def picture_of(procedure: Procedure, *, language: str, tell: Callable[[Condition], str] | None = None) -> str:
    """The procedure as SVG, flowing downwards. ``tell`` puts conditions into words; without it they are only mentioned."""
    return writable(_Picture(procedure, language, tell).svg())


@dataclass(frozen=True, slots=True)
class _Card:
    """A box with what is drawn in it, moved to where the box stands, and how wide and high it is."""

    id: str
    width: int
    height: int
    parts: tuple[str, ...]


class _Picture:
    """Draws one procedure in one language."""

    def __init__(self, procedure: Procedure, language: str, tell: Callable[[Condition], str] | None) -> None:
        self.procedure, self.language, self.tell = procedure, language, tell
        self.graph: Graph = graph_of(procedure)
        self.numbers = {id: number for number, id in enumerate(procedure.clocks, start=1)}
        self.colours = {id: number % ROLES for number, id in enumerate(procedure.roles)}
        self.with_card = {act.id for act in procedure.acts.values() if _needs_card(act, procedure)}

    def say(self, words: Words) -> str:
        return words.in_language(self.language)

    def svg(self) -> str:
        lines = self.lines()
        drawn = {one for line in lines for one in (line[0].source, line[0].target)}
        cards = [card for card in self.cards() if card.id in drawn or card.id in self.procedure.stages]
        boxes = [Box(card.id, card.height, card.width) for card in cards]
        widths = {card.id: card.width for card in cards}
        place = placed(boxes, [self.line(edge, words, widths) for edge, words in lines]).upright()
        below = self.legend(max(place.width, 560))
        width = max(place.width, 560) + 2 * EDGE
        height = place.height + below.height + 3 * EDGE + 30
        title = self.say(self.procedure.title)
        return "".join((
            f'<svg xmlns="http://www.w3.org/2000/svg" class="zp" role="img" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}"><title>{escape(title)}</title><desc>{escape(self.in_words())}</desc><style>{STYLE}</style>'
            f'<rect class="ground" width="{width}" height="{height}"/>'
            f'<text class="head" x="{EDGE}" y="{EDGE + 6}" font-size="16">{escape(title)}</text>',
            f'<g transform="translate({EDGE} {EDGE + 24})">',
            *(_route(edge, route) for (edge, _), route in zip(lines, place.routes, strict=True)),
            *(_moved(card.parts, place.boxes[card.id]) for card in cards),
            *self.labels(lines, place),
            "</g>",
            _moved(below.parts, Rect(EDGE, place.height + 2 * EDGE + 24, 0, 0)),
            "</svg>",
        ))  # fmt: skip

    def cards(self) -> Iterator[_Card]:
        yield _Card(START, 20, 20, ('<circle class="card" cx="10" cy="10" r="9"/>',))
        yield from (self.stage(stage) for stage in self.procedure.stages.values())
        yield from (self.end(end) for end in self.procedure.ends.values())
        yield from (self.act(act) for act in self.procedure.acts.values() if act.id in self.with_card)

    def stage(self, stage: Stage) -> _Card:
        """The title, a row for each task with the colour of its role, and a chip for each clock that runs here."""
        parts, y = [], PAD
        for text in wrapped(self.say(stage.title), CARD - 2 * PAD, 13):
            y += ROW
            parts.append(f'<text class="head" x="{PAD}" y="{y - 4}">{escape(text)}</text>')
        for task in stage.tasks:
            said = self.say(task.title)
            said = in_brackets(said, self.say(WHERE_NEEDED), self.language) if task.when is not None else said
            rows = wrapped(said, CARD - 2 * PAD - 16)
            y += 3
            parts.append(self.bar(task.role, PAD, y + 3, ROW * len(rows) - 4))
            for text in rows:
                y += ROW
                parts.append(f'<text x="{PAD + 16}" y="{y - 4}">{escape(text)}</text>')
        chips, y = self.chips(stage.id, y)
        frame = f'<rect class="card" width="{CARD}" height="{y + PAD - 2}" rx="6"/>'
        return _Card(stage.id, CARD, y + PAD - 2, (frame, *parts, *chips))

    def bar(self, role: str, x: int, y: int, height: int) -> str:
        return f'<rect class="r{self.colours.get(role, 0)}" x="{x}" y="{y}" width="8" height="{height}" rx="2"/>'

    def chips(self, place: str, y: int) -> tuple[list[str], int]:
        """The clocks that run at a stage or an end, from below a height on, and the height at which they end."""
        parts, x, y = [], PAD, y + 5
        clocks = [clock for clock in self.procedure.clocks.values() if place in self.graph.span(clock.id)]
        for clock in clocks:
            text, rests = self.chip(clock, place), place in clock.rests_in
            width = min(text_width(text, 11) + 14, CARD - 2 * PAD)
            if x > PAD and x + width > CARD - PAD:
                x, y = PAD, y + 23
            parts.append(
                f'<rect class="chip{" rests" if rests else ""}" x="{x}" y="{y}" width="{width}" height="19" rx="9"/>'
                f'<text x="{x + 7}" y="{y + 14}" font-size="11">{escape(text)}</text>'
            )
            x += width + 6
        return parts, y + (23 if clocks else -5)

    def chip(self, clock: Clock, place: str) -> str:
        if place in clock.rests_in:
            return f"{_circled(self.numbers[clock.id])} {self.say(STILL)}"
        limit = say_limit(clock.limit, self.language) if clock.limit else self.say(UNKNOWN_LIMIT)
        return f"{_circled(self.numbers[clock.id])} {limit}"

    def end(self, end: End) -> _Card:
        """The title and the result, told by a sign and in words beside the colour."""
        kind = "good" if end.result == "granted" else "bad" if end.result in ADVERSE else "plain"
        rows = wrapped(self.say(end.title), CARD - 60, 13)
        width = max(120, *(text_width(text, 13) + 44 for text in rows), text_width(self.say(RESULTS[end.result]), 11) + 44)
        if any(end.id in self.graph.span(clock) for clock in self.procedure.clocks):
            width = CARD
        parts, y = [f'<text x="14" y="{PAD + 13}" font-size="14">{SIGNS[kind]}</text>'], PAD
        for text in rows:
            y += ROW
            parts.append(f'<text class="head" x="32" y="{y - 4}">{escape(text)}</text>')
        y += ROW
        parts.append(f'<text class="soft" x="32" y="{y - 4}">{escape(self.say(RESULTS[end.result]))}</text>')
        chips, y = self.chips(end.id, y)
        height = y + PAD - 4
        return _Card(
            end.id, width, height, (f'<rect class="{kind}" width="{width}" height="{height}" rx="16"/>', *parts, *chips)
        )

    def act(self, act: Act) -> _Card:
        """An act that cuts across: who takes it, and at which stages."""
        places = ", ".join(self.say(words) for words in map(self.procedure.title_of, act.stages) if words)
        everywhere = set(self.procedure.stages) == set(act.stages)
        where = self.say(EVERYWHERE) if everywhere else self.say(AT).format(places=places)
        rows = [(text, "head") for text in wrapped(self.say(act.title), CARD - 2 * PAD - 16, 13)]
        rows += [(text, "soft") for text in wrapped(where, CARD - 2 * PAD - 16, 11)]
        parts = [self.bar(act.role, PAD, PAD, ROW * len(rows) - 2)]
        for number, (text, look) in enumerate(rows, start=1):
            parts.append(f'<text class="{look}" x="{PAD + 16}" y="{PAD + ROW * number - 4}">{escape(text)}</text>')
        height = ROW * len(rows) + 2 * PAD - 2
        return _Card(f"act:{act.id}", CARD, height, (f'<rect class="act" width="{CARD}" height="{height}" rx="6"/>', *parts))

    def lines(self) -> list[tuple[Edge, tuple[str, ...]]]:
        """What is drawn, and its words; outcomes that lead the same way share a line."""
        found: dict[tuple[str, str, Cause], tuple[Edge, list[str]]] = {}
        for edge in self.graph.edges:
            if edge.cause is not Cause.ACT or edge.of not in self.with_card:
                _, texts = found.setdefault((edge.source, edge.target, edge.cause), (edge, []))
                texts.append(self.words_of(edge))
        lines = [(edge, tuple(dict.fromkeys(text for text in texts if text))) for edge, texts in found.values()]
        with_card = (act for act in self.procedure.acts.values() if act.id in self.with_card)
        return [*lines, *((Edge(f"act:{act.id}", act.to, Cause.ACT, act.id), ()) for act in with_card)]

    def words_of(self, edge: Edge) -> str:
        if edge.title is None:
            return ""
        said = self.say(edge.title)
        if edge.cause is Cause.SILENCE:
            said = f"{_circled(self.numbers[edge.of])} {self.say(SILENCE)}"
        if edge.when is not None:
            return in_brackets(said, self.tell(edge.when) if self.tell else self.say(CONDITION), self.language)
        return in_brackets(said, self.say(OTHERWISE), self.language) if edge.otherwise else said

    def line(self, edge: Edge, words: tuple[str, ...], widths: dict[str, int]) -> Line:
        rows = [row for text in words for row in wrapped(text, LABEL, 11)]
        wide = max((text_width(row, 11) for row in rows), default=0)
        label = (15 * len(rows) + 8, 0, wide + 12) if rows else (0, 0, 0)
        leave, enter = (
            (16, widths[id] - 16) if widths[id] > 40 else (widths[id] // 2,) * 2 for id in (edge.source, edge.target)
        )
        return Line(edge.source, edge.target, leave, enter, label, weak=edge.cause in {Cause.ACT, Cause.SILENCE})

    def labels(self, lines: list[tuple[Edge, tuple[str, ...]]], place: Placed) -> Iterator[str]:
        for (edge, words), room in zip(lines, place.labels, strict=True):
            if room is None:
                continue
            rows = [row for text in words for row in wrapped(text, LABEL, 11)]
            act = self.procedure.acts.get(edge.of) if edge.cause is Cause.ACT else None
            colour = f' class="r{self.colours.get(act.role, 0)}"' if act else ""
            for number, row in enumerate(rows):
                mark = f'<circle{colour} cx="{room.x + 10}" cy="{room.y + 11}" r="4"/>' if act and number == 0 else ""
                x = room.x + (18 if act else 6)
                yield f'{mark}<text class="halo" x="{x}" y="{room.y + 15 * number + 15}" font-size="11">{escape(row)}</text>'

    def legend(self, width: int) -> _Card:
        """Who acts, by colour, and the clocks by number."""
        parts, y = [f'<text class="head" x="0" y="{ROW}">{escape(self.say(ROLES_TITLE))}</text>'], ROW + 8
        x = 0
        for id, role in self.procedure.roles.items():
            text = self.say(role.title)
            step = text_width(text) + 44
            if x and x + step > width:
                x, y = 0, y + ROW + 3
            parts.append(self.bar(id, x, y + 3, 13))
            parts.append(f'<text x="{x + 15}" y="{y + 14}">{escape(text)}</text>')
            x += step
        y += ROW + 10
        if self.procedure.clocks:
            y += ROW
            parts.append(f'<text class="head" x="0" y="{y}">{escape(self.say(CLOCKS_TITLE))}</text>')
        for clock in self.procedure.clocks.values():
            text = f"{_circled(self.numbers[clock.id])} {say_clock(clock, self.procedure, self.language)}"
            for row in wrapped(text, width):
                y += ROW + 2
                parts.append(f'<text x="0" y="{y}">{escape(row)}</text>')
        return _Card("", width, y + 6, tuple(parts))

    def in_words(self) -> str:
        """The whole picture for those who cannot see it."""
        said = []
        titles = {node.id: self.say(node.title) for node in self.graph.nodes if node.title}
        for edge in self.graph.edges:
            if edge.source in titles:
                words = self.words_of(edge)
                said.append(f"{titles[edge.source]} → {words} → {titles[edge.target]}")
        return "; ".join(said)


def _needs_card(act: Act, procedure: Procedure) -> bool:
    """An act at many stages, or one that leaves a case where it is."""
    stages = [place for place in act.stages if place in procedure.stages]
    return len(stages) > MOST_LINES


def _circled(number: int) -> str:
    """The number in a circle.

    >>> _circled(1), _circled(20), _circled(21)
    ('①', '⑳', '(21)')
    """
    return chr(0x245F + number) if number <= 20 else f"({number})"


def _moved(parts: tuple[str, ...], to: Rect) -> str:
    return f'<g transform="translate({to.x} {to.y})">{"".join(parts)}</g>'


def _route(edge: Edge, route: tuple[Point, ...]) -> str:
    """A line with round corners and a tip at its end."""
    look = {Cause.ACT: " acted", Cause.SILENCE: " silent"}.get(edge.cause, "")
    x, y = route[-1]
    tip = f'<path class="tip" d="M{x} {y}l-5 -9h10z"/>'
    return f'<path class="line{look}" d="{_rounded(route)}"/>{tip}'


def _rounded(route: tuple[Point, ...]) -> str:
    drawn = [f"M{route[0][0]} {route[0][1]}"]
    for before, here, after in zip(route, route[1:], route[2:], strict=False):
        start, end = _towards(here, before), _towards(here, after)
        drawn.append(f"L{start[0]} {start[1]}Q{here[0]} {here[1]} {end[0]} {end[1]}")
    return "".join((*drawn, f"L{route[-1][0]} {route[-1][1]}"))


def _towards(here: Point, there: Point) -> Point:
    """A point at most six pixels from here on the way there."""
    (x, y), (to_x, to_y) = here, there
    step = min(6, (abs(to_x - x) + abs(to_y - y)) // 2)
    return x + step * ((to_x > x) - (to_x < x)), y + step * ((to_y > y) - (to_y < y))
