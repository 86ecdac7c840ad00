"""Score cards as formulas: each part adds points by section, as stated, or by the step."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from zonewright.conditions.ast import Op, Piece, Score, ScorePart
from zonewright.conditions.judge import applying, points_of
from zonewright.conditions.truth import Truth
from zonewright.matching.nearest_forms import Along, Forms
from zonewright.matching.nearest_lines import Extra, Formula, Line, NotLinearError, all_hold, any_holds, compared, constant
from zonewright.matching.nearest_rows import Wanted, cases_of, cuts_of
from zonewright.schema.fields import Value, as_number

CONTRARY: Final = {Op.AT_LEAST: Op.UNDER, Op.OVER: Op.AT_MOST, Op.AT_MOST: Op.OVER, Op.UNDER: Op.AT_LEAST}
LOW: Final = 0
HIGH: Final = 1


class Row(NamedTuple):
    """Under a condition, the points of a part, weighed: the least of these lines (the greatest, where few are wanted)."""

    when: Formula
    ends: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The end of the range of points that decides, and the relation in which it has to stand."""

    end: int
    op: Op

    @property
    def upward(self) -> bool:
        return self.op in {Op.AT_LEAST, Op.OVER}

    @property
    def endless_suffices(self) -> bool:
        return self.upward is (self.end == HIGH)


def formula_of_score(score: Score, wanted: Wanted, forms: Forms) -> Formula:
    """The positions of the levers in which a score card is as wanted."""
    yes = wanted.truth is Truth.TRUE
    op = score.op if yes else CONTRARY[score.op]
    side = Side(LOW if (op in {Op.AT_LEAST, Op.OVER}) is not wanted.open else HIGH, op)
    asked: list[Formula] = []
    endless: list[Formula] = []
    total = constant(-Fraction(score.points))
    for part in score.parts:
        rows = list(_rows(score, part, side, forms))
        endless += [row.when for row in rows if not row.ends]
        line, definition = _points(tuple(row for row in rows if row.ends), side, forms)
        total += line
        asked.append(definition)
    counted = all_hold((*asked, compared(total, side.op)))
    return any_holds((counted, *endless)) if side.endless_suffices else counted


def _points(rows: tuple[Row, ...], side: Side, forms: Forms) -> tuple[Line, Formula]:
    """A line for the points of one part, and what holds it to its rows: at most as many as one of them gives."""
    if len(rows) == 1 and len(rows[0].ends) == 1:
        return rows[0].ends[0], rows[0].when
    lines = [line for row in rows for line in row.ends]
    numbers = [number for line in lines for number in (line.constant, *(factor for _, factor in line.terms))]
    stretch = math.lcm(*(number.denominator for number in numbers))
    extra = Extra(tuple(tuple(line.times(stretch) for line in row.ends) for row in rows), side.upward)
    points = forms.another(extra).times(Fraction(1, stretch))
    held = Op.AT_LEAST if side.upward else Op.AT_MOST
    return points, any_holds(all_hold((row.when, *(compared(line - points, held) for line in row.ends))) for row in rows)


def _rows(score: Score, part: ScorePart, side: Side, forms: Forms) -> Iterator[Row]:
    """The rows of one part; a row without ends is endless."""
    form = forms.of(part.field)
    if not isinstance(form, Along) or part.options:
        for value, when in cases_of(score, part.field, forms):
            yield Row(when, _settled(part, value, side, forms))
        return
    if form.since and (part.as_stated or any(piece.step is not None for piece in part.pieces)):
        raise NotLinearError("points for each month or year since a day")
    yield Row(form.quotient.undefined, _settled(part, None, side, forms))
    if part.as_stated:
        yield from _held(part, form.quotient.defined, form.quotient.line, side)
        return
    starts = {Fraction(piece.start) for piece in part.pieces if piece.start is not None}
    cuts = sorted({*starts, *cuts_of(Score((part,), score.op, score.points), part.field, form, forms)})
    for place, value in form.samples(cuts):
        here = form.section(cuts, place, place)
        stair = _stair(part, value, forms)
        if stair is None:
            yield Row(here, _settled(part, value, side, forms))
        else:
            line, definition = _climbed(stair, form, forms)
            yield from _held(part, all_hold((here, definition)), line, side)


def _settled(part: ScorePart, value: Value | None, side: Side, forms: Forms) -> tuple[Line, ...]:
    """The points that a part gives for one value, weighed, at the end that decides; nothing where that has no end."""
    ends = points_of(part, {part.field: value}, forms.inquiry.world)
    found = ends[side.end if part.weight >= 0 else HIGH - side.end]
    return () if found is None else (constant(Fraction(found) * part.weight),)


def _stair(part: ScorePart, value: Value | None, forms: Forms) -> Piece | None:
    """The row that applies to a value, where it gives points by the step on that side of its start."""
    number = as_number(value)
    rows = tuple(applying(part.pieces, {part.field: value}, forms.inquiry.world))
    if len(rows) != 1 or number is None or rows[0].step is None or rows[0].start is None:
        return None
    away = number - rows[0].start
    return rows[0] if (away > 0 if rows[0].change > 0 else away < 0) else None


def _climbed(piece: Piece, form: Along, forms: Forms) -> tuple[Line, Formula]:
    """The points of a row by the step, and what makes a variable count the full steps (the begun ones, downward)."""
    assert piece.step is not None, "a stair has steps"  # noqa: S101  # chosen so
    assert piece.start is not None, "a stair has a start"  # noqa: S101
    away = (form.quotient.line - constant(piece.start)).times(Fraction(1) / piece.step)
    if piece.change < 0:
        away = away.times(-1)
    steps = forms.another(Extra(((away,),)))
    rest = away - steps
    if piece.change > 0:
        counted = all_hold((compared(rest, Op.AT_LEAST), compared(rest - constant(1), Op.UNDER)))
    else:
        counted = all_hold((compared(rest, Op.AT_MOST), compared(rest + constant(1), Op.OVER)))
    return constant(piece.points) + steps.times(piece.change), counted


def _held(part: ScorePart, when: Formula, raw: Line, side: Side) -> Iterator[Row]:
    """Points along a line, weighed and held between the least and the most of their part."""
    if part.least is not None and part.most is not None and part.least > part.most:
        raise NotLinearError("least points above the most")
    ends = [None if end is None else constant(Fraction(end) * part.weight) for end in (part.least, part.most)]
    near, far = ends if (part.weight >= 0) is side.upward else reversed(ends)
    yield Row(when, (raw.times(part.weight),) if far is None else (raw.times(part.weight), far))
    if near is not None:
        yield Row(when, (near,))
