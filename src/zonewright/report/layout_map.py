"""The map of a layout as SVG: outlines of our own, coloured by how much is taken; no tiles, no script, no outside font."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from math import isqrt
from typing import Final, TypeAlias

from zonewright.cases.diagram_words import text_width
from zonewright.layout.site import KINDS, Premise
from zonewright.report import words_of_layout as said
from zonewright.report.layout_text import LayoutTeller, Plan

#: Pixels of the map, and room below it for the scale.
WIDTH: Final = 1_120
MOST_HEIGHT: Final = 1_600
MARGIN: Final = 18
FOOT: Final = 46
#: Ends of the classes of shares in percent; the first is nothing, the last everything.
CLASSES: Final = (0, 50, 80, 99)
#: Letters of labels are so many pixels high, their lines so many apart; on narrower plots stand numbers alone, and small.
LETTERS: Final = 10
LINE: Final = 12
LONGEST_LABEL: Final = 40
#: Corners of a ring, in decimetres.
Corners: TypeAlias = Sequence[tuple[int, int]]


def share_class(share: Fraction | None) -> str:
    """The class of a share: `none` where nothing can be given, then `s0` to `s4`.

    >>> [share_class(Fraction(percent, 100)) for percent in (0, 1, 50, 51, 80, 99, 100)]
    ['s0', 's1', 's1', 's2', 's2', 's3', 's4']
    """
    if share is None:
        return "none"
    if share >= 1:
        return "s4"
    return f"s{sum(share * 100 > end for end in CLASSES[:3])}"


@dataclass(frozen=True, slots=True)
class Frame:
    """Which part of the ground is shown: the west and north ends and how many decimetres a pixel is."""

    west: int
    north: int
    step: Fraction
    height: int

    def x(self, east: int) -> int:
        return MARGIN + round((east - self.west) / self.step)

    def y(self, north: int) -> int:
        return MARGIN + round((self.north - north) / self.step)


def frame_of(rings: Sequence[Corners]) -> Frame | None:
    """The frame around everything; None where nothing has an outline."""
    east = [x for ring in rings for x, _ in ring]
    north = [y for ring in rings for _, y in ring]
    if not east:
        return None
    wide, high = max(max(east) - min(east), 100), max(max(north) - min(north), 100)
    step = max(Fraction(wide, WIDTH - 2 * MARGIN), Fraction(high, MOST_HEIGHT - 2 * MARGIN))
    return Frame(min(east), max(north), step, round(high / step) + 2 * MARGIN)


def layout_map(plan: Plan, tellers: Sequence[LayoutTeller]) -> str:
    """The map: shapes once, their labels in each language under the class ``only-<language>``. Empty without outlines."""
    rings = {id: _rings(plan, premise) for id, premise in plan.site.premises.items()}
    frame = frame_of([ring for held in rings.values() for ring in held])
    if frame is None:
        return ""
    shares = plan.shares()
    order = sorted((id for id in rings if rings[id]), key=lambda id: KINDS.index(plan.site.premises[id].kind))
    parts = [_shape(plan, id, rings[id], frame, share_class(shares.get(id))) for id in order]
    for teller in tellers:
        labels = "".join([*_park_labels(plan, rings, frame, teller), *_project_labels(plan, rings, frame, teller)])
        parts.append(f'<g class="only only-{teller.language}" lang="{teller.language}">{labels}</g>')
    height = frame.height + FOOT
    title = escape(tellers[0].say(plan.site.title))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" viewBox="0 0 {WIDTH} {height}">'
        f"<title>{title}</title>{''.join(parts)}{_scale(frame)}{_north(tellers, height)}</svg>"
    )


def _rings(plan: Plan, premise: Premise) -> tuple[Corners, ...]:
    """The outline of a premise; a plot of which only the middle is known is a square of its area."""
    if premise.drawn:
        return tuple(ring for polygon in premise.drawn for ring in polygon)
    plot = plan.site.problem.plots.get(premise.id)
    if plot is None or premise.middle is None:
        return ()
    half, (x, y) = 5 * isqrt(plot.area), (10 * premise.middle[0], 10 * premise.middle[1])
    return (((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)),)


def _shape(plan: Plan, id: str, rings: Sequence[Corners], frame: Frame, filled: str) -> str:
    """One premise as a path that says its name when pointed at."""
    premise = plan.site.premises[id]
    path = "".join("M" + "L".join(f"{frame.x(x)} {frame.y(y)}" for x, y in ring) + "Z" for ring in rings)
    plot = plan.site.problem.plots.get(id)
    area = f", {plot.area:,} m2" if plot else ""
    names = " · ".join(dict.fromkeys((premise.title.en, premise.title.zh, premise.title.ko)))
    given = "plot" if plot else "holder"
    return (
        f'<path class="{premise.kind} {given} {filled}" fill-rule="evenodd" d="{path}">'
        f"<title>{escape(f'{names} ({id}){area}')}</title></path>"
    )


def _box(rings: Sequence[Corners], frame: Frame) -> tuple[int, int, int, int]:
    """Left, top, right and bottom in pixels."""
    xs, ys = [frame.x(x) for ring in rings for x, _ in ring], [frame.y(y) for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _park_labels(
    plan: Plan, rings: dict[str, tuple[Corners, ...]], frame: Frame, teller: LayoutTeller
) -> Iterator[str]:  # fmt: skip
    """The names of the parks with how full they are, at their upper left."""
    shares = plan.shares()
    for id, premise in plan.site.premises.items():
        if premise.kind != "park" or not rings[id]:
            continue
        left, top, right, _ = _box(rings[id], frame)
        share = f" · {teller.share(shares[id])}" if id in shares else ""
        yield _text(left + 5, top + 14, _cut(teller.say(premise.title) + share, right - left - 8), "park-name")


def _project_labels(
    plan: Plan, rings: dict[str, tuple[Corners, ...]], frame: Frame, teller: LayoutTeller
) -> Iterator[str]:  # fmt: skip
    """The number and name of each project on what it takes; where there is no room the number alone."""
    numbers, lines = plan.numbers(), dict[str, list[tuple[int, str]]]()
    for id, option in plan.layout.items():
        for plot in option.plots:
            lines.setdefault(_shown(plan, plot, rings), []).append((numbers[id], teller.name(id)))
    for plot, held in lines.items():
        if not plot:
            continue
        left, top, right, bottom = _box(rings[plot], frame)
        room, most = max(right - left - 4, 1), max((bottom - top) // LINE, 1)
        middle, labels = (left + right) // 2, [f"{number} {name}" for number, name in sorted(held)]
        if len(held) == 1 and room > LONGEST_LABEL:
            rows = _wrapped(labels[0], room, most)
        else:
            rows = [_cut(label, room) if room > LONGEST_LABEL else label.partition(" ")[0] for label in labels[:most]]
        start = (top + bottom) // 2 - (len(rows) - 1) * LINE // 2 + 4
        for place, row in enumerate(rows):
            size = min(LETTERS, LETTERS * room // max(label_width(row), 1), bottom - top - 1)
            if size > 1:
                y = start + place * LINE - (LETTERS - size) // 2
                yield _text(middle, y, row, "project", told=" · ".join(labels), size=size)


def _wrapped(text: str, room: int, most: int) -> list[str]:
    """A text in so many lines at most; words stay whole where they fit."""
    rows = [""]
    for part in re.findall(r"[\x21-\u10ff\uac00-\ud7a3]+ ?|[^\x21-\u10ff\uac00-\ud7a3] ?", text):
        if rows[-1] and label_width(rows[-1] + part.rstrip()) > room:
            rows.append("")
        rows[-1] += part
    kept = [_cut(row.strip(), room) for row in rows[:most]]
    return kept if len(rows) <= most else [*kept[:-1], _cut(f"{rows[most - 1].strip()} {rows[most].strip()}", room)]


def _shown(plan: Plan, plot: str, rings: dict[str, tuple[Corners, ...]]) -> str:
    """The plot, or the nearest of what holds it that is drawn."""
    while plot in rings and not rings[plot]:
        plot = plan.site.premises[plot].parent
    return plot if plot in rings else ""


def label_width(text: str) -> int:
    """About how many pixels a label of the map takes."""
    return text_width(text) * 11 // 12


def _cut(text: str, room: int) -> str:
    """As much of a text as there is room for."""
    if label_width(text) <= room:
        return text
    while text and label_width(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…" if text else ""


def _text(x: int, y: int, text: str, kind: str, *, told: str = "", size: int = 0) -> str:
    title = f"<title>{escape(told)}</title>" if told else ""
    smaller = f' font-size="{size}"' if size and size < LETTERS else ""
    return f'<text class="{kind}" x="{x}" y="{y}"{smaller}>{escape(text)}{title}</text>' if text else ""


def _scale(frame: Frame) -> str:
    """A bar of a round length."""
    most = int(220 * frame.step / 10)
    length = max(size * 10**power for power in range(7) for size in (1, 2, 5) if size * 10**power <= max(most, 1))
    wide, y = round(10 * length / frame.step), frame.height + 18
    told = f"{length // 1000:,} km" if length >= 1000 else f"{length} m"
    return (
        f'<g class="scale"><rect x="{MARGIN}" y="{y}" width="{wide}" height="6"/>'
        f'<rect class="half" x="{MARGIN}" y="{y}" width="{wide // 2}" height="6"/>'
        f'<text x="{MARGIN}" y="{y - 4}">0</text><text class="end" x="{MARGIN + wide}" y="{y - 4}">{told}</text></g>'
    )


def _north(tellers: Sequence[LayoutTeller], height: int) -> str:
    """An arrow to the north."""
    x, y = WIDTH - MARGIN - 10, height - 12
    letters = "".join(
        f'<text class="only only-{teller.language}" x="{x + 12}" y="{y}">{teller.say(said.NORTH)}</text>' for teller in tellers
    )
    return f'<g class="north"><path d="M{x} {y}L{x - 7} {y}L{x} {y - 24}L{x + 7} {y}Z"/>{letters}</g>'
