"""The question which options some occupants take while others stay where they are, written as columns and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import isqrt
from typing import Final

from zonewright.layout.form import Form
from zonewright.layout.program import Clash, Program, Tie, fullest
from zonewright.layout.score import PARTS

#: So many columns count what two occupants are worth together; beyond, places near each other are taken as one.
MOST_CELLS: Final = 2_500
#: So many such columns are in one question.
ALL_CELLS: Final = 50_000
#: So many entries keep distances in one question; beyond, further ones are left out and the answer is judged.
MOST_APART: Final = 150_000


@dataclass(slots=True)
class Question:
    """A form over options, and whether it says all: else its worth is only a bound, or distances have to be looked at."""

    program: Program
    form: Form
    columns: dict[int, int]  # of options
    allowed: Mapping[int, Sequence[int]]
    counts_all: bool = True
    keeps_all: bool = True

    def taken(self, columns: Sequence[int]) -> dict[int, int]:
        """The option of each occupant by the columns that are set."""
        found = [self.form.options[column] for column in columns if self.form.options[column] >= 0]
        return {self.program.owner[option]: option for option in found}


def ask(
    program: Program,
    allowed: Mapping[int, Sequence[int]],
    fixed: Mapping[int, int],
    *,
    cells: int = MOST_CELLS,
    apart: int = MOST_APART,
) -> Question:
    """The question which of the allowed options to take, or none, while the fixed ones stay."""
    worth = [program.worth[option] for option in fixed.values()]
    base = [sum(values) for values in zip(program.base, *worth, strict=True)]
    allowed = {one: _unopposed(program, one, options, fixed) for one, options in allowed.items()}
    question = Question(program, Form(program.levels, base), {}, allowed)
    for one, options in allowed.items():
        for option in options:
            question.columns[option] = question.form.column(program.worth[option], option=option, group=one)
    _rooms(question, fixed)
    _distances(question, apart)
    for tie in program.ties:
        _tied(question, tie, fixed, min(cells, ALL_CELLS // len(program.ties)))
    if program.parks:
        _fairness(question, fixed)
    return question


def _unopposed(program: Program, one: int, options: Sequence[int], fixed: Mapping[int, int]) -> Sequence[int]:
    """The options that may be taken while the fixed ones stay."""
    for clash in program.clashes_of[one]:
        other = clash.other if clash.one == one else clash.one
        if other in fixed:
            barred = set(program.against(clash, program.masks[fixed[other]], options))
            options = [option for option in options if option not in barred]
    return options


def _rooms(question: Question, fixed: Mapping[int, int]) -> None:
    """Each row with what the fixed occupants leave of its room; left out where all find room."""
    program = question.program
    used: dict[int, int] = {}
    for option in fixed.values():
        for row, amount in program.takes[option]:
            used[row] = used.get(row, 0) + amount
    entries: dict[int, list[tuple[int, int]]] = {}
    for option, column in question.columns.items():
        for row, amount in program.takes[option]:
            entries.setdefault(row, []).append((column, amount))
    for row in sorted(entries):
        question.form.row(entries[row], program.rooms[row] - used.get(row, 0))


def _distances(question: Question, most: int) -> None:
    """No two options that stand against each other: for each place of one side, the options of the other side."""
    program, left = question.program, most
    for clash in program.clashes:
        one, other = _smaller_first(question, clash)
        here, there = question.allowed.get(one, ()), question.allowed.get(other, ())
        if not here or not there:
            continue
        for mask, options in _by_place(program, here).items():
            barred = program.against(clash, mask, there)
            left -= len(barred)
            if left < 0:
                question.keeps_all = False
                return
            if barred:
                question.form.row([(question.columns[option], 1) for option in (*options, *barred)], 1)


def _smaller_first(question: Question, pair: Clash | Tie) -> tuple[int, int]:
    sizes = [len(question.allowed.get(one, ())) for one in (pair.one, pair.other)]
    return (pair.one, pair.other) if sizes[0] <= sizes[1] else (pair.other, pair.one)


def _by_place(program: Program, options: Sequence[int]) -> dict[int, list[int]]:
    """Options by the plots they lie on, whatever they take of them."""
    found: dict[int, list[int]] = {}
    for option in options:
        found.setdefault(program.masks[option], []).append(option)
    return found


def _tied(question: Question, tie: Tie, fixed: Mapping[int, int], cells: int) -> None:
    """What two occupants are worth together: a sum where one is fixed, else columns for pairs of places."""
    program, form = question.program, question.form
    ends = [fixed.get(one) for one in (tie.one, tie.other)]
    if ends[0] is not None and ends[1] is not None:
        form.base[tie.level] += program.gain(tie, ends[0], ends[1])
    for end, one in ((ends[1], tie.one), (ends[0], tie.other)):
        for option in question.allowed.get(one, ()) if end is not None else ():
            column, gain = question.columns[option], program.gain(tie, option, end or 0)
            worth = form.worth[column]
            form.worth[column] = (*worth[: tie.level], worth[tie.level] + gain, *worth[tie.level + 1 :])
    if ends == [None, None] and question.allowed.get(tie.one) and question.allowed.get(tie.other):
        if tie.synergy:
            _synergy(question, tie)
        else:
            _flow(question, tie, cells)


def _synergy(question: Question, tie: Tie) -> None:
    """A gain: for each place of one side a column, that needs the place and one of the other side near it.

    A loss: one column, that is forced as soon as both sides are near each other.
    """
    program, form, columns = question.program, question.form, question.columns
    one, other = _smaller_first(question, tie)
    here, there = question.allowed[one], question.allowed[other]
    places: dict[object, list[int]] = {}
    for option in here:
        places.setdefault(program.masks[option] if tie.within else tuple(sorted(program.parts[option])), []).append(option)
    loss = form.column(_on_level(form, tie.level, tie.synergy)) if tie.synergy < 0 else None
    for options in places.values():
        related = [columns[option] for option in program.near(tie, options[0], there)]
        taken = [columns[option] for option in options]
        if not related:
            continue
        if loss is not None:
            form.row([*((column, 1) for column in (*taken, *related)), (loss, -1)], 1)
            continue
        gain = form.column(_on_level(form, tie.level, tie.synergy))
        form.row([(gain, 1), *((column, -1) for column in taken)], 0)
        form.row([(gain, 1), *((column, -1) for column in related)], 0)


def _on_level(form: Form, level: int, worth: int) -> tuple[int, ...]:
    return tuple(worth if place == level else 0 for place in range(len(form.base)))


#: Places that are taken as one: the corners of a box around them, and the columns of their options.
_Cell = tuple[tuple[int, int, int, int], list[int]]


def _flow(question: Question, tie: Tie, cells: int) -> None:
    """A column for each pair of places: what is gained there. Where they are too many, places near each other are one."""
    left, right = ([*_places(question, one)] for one in (tie.one, tie.other))
    if len(left) * len(right) > cells:
        question.counts_all = False
        left = _merged(left, max(isqrt(cells), cells // len(right)))
        right = _merged(right, max(1, cells // len(left)))
    form = question.form
    gains = {
        (here, there): tie.unplaced - tie.flow * _metres(one[0], other[0], nearest=tie.flow > 0)
        for (here, one), (there, other) in product(enumerate(left), enumerate(right))
    }
    pairs = {key: form.column(_on_level(form, tie.level, gain)) for key, gain in gains.items()}
    forced = any(gain < 0 for gain in gains.values())
    both = [[column for cell in side for column in cell[1]] for side in (left, right)]
    for place, (side, opposite) in enumerate(((left, both[1]), (right, both[0]))):
        for number, (_, taken) in enumerate(side):
            met = _met(pairs, place, number, len(left if place else right))
            form.row([*((column, 1) for column in met), *((column, -1) for column in taken)], 0)
            if forced:
                form.row([*((column, 1) for column in (*taken, *opposite)), *((column, -1) for column in met)], 1)


def _met(pairs: Mapping[tuple[int, int], int], place: int, number: int, count: int) -> list[int]:
    return [pairs[(number, other) if place == 0 else (other, number)] for other in range(count)]


def _places(question: Question, one: int) -> Iterator[_Cell]:
    """The middles of an occupant's options, with their columns."""
    program = question.program
    found: dict[tuple[int, int], list[int]] = {}
    for option in question.allowed[one]:
        found.setdefault(program.middles[option], []).append(question.columns[option])
    return (((x, y, x, y), columns) for (x, y), columns in sorted(found.items()))


def _merged(cells: list[_Cell], count: int) -> list[_Cell]:
    """So many cells out of more: halved along their longer side again and again."""
    if count <= 1 or len(cells) <= count:
        return cells if len(cells) <= count else [_box(cells)]
    (left, low, right, high), _ = _box(cells)
    axis = 0 if right - left >= high - low else 1
    ordered = sorted(cells, key=lambda cell: cell[0][axis])
    half = len(ordered) // 2
    return [*_merged(ordered[:half], count // 2), *_merged(ordered[half:], count - count // 2)]


def _box(cells: Sequence[_Cell]) -> _Cell:
    corners = [corner for corner, _ in cells]
    around = (
        min(one[0] for one in corners), min(one[1] for one in corners),
        max(one[2] for one in corners), max(one[3] for one in corners),
    )  # fmt: skip
    return around, [column for _, columns in cells for column in columns]


def _metres(one: tuple[int, int, int, int], other: tuple[int, int, int, int], *, nearest: bool) -> int:
    """The least distance between two boxes, or the greatest, rounded down."""
    if nearest:
        wide, high = (max(0, one[axis] - other[axis + 2], other[axis] - one[axis + 2]) for axis in (0, 1))
    else:
        wide, high = (max(one[axis + 2] - other[axis], other[axis + 2] - one[axis]) for axis in (0, 1))
    return isqrt(wide * wide + high * high)


def _fairness(question: Question, fixed: Mapping[int, int]) -> None:
    """Two columns: what the fullest park is filled at least, and the emptiest at most; rounded as the judge rounds."""
    program, form = question.program, question.form
    level, weight = program.fairness
    limit = max(fullest(program, park) for park in program.parks)
    if weight < 0:  # wanted unlike: the difference is at most that of some two parks
        question.counts_all = False
        form.base[level] -= weight * limit
        return
    fuller = form.column(_on_level(form, level, -weight), most=limit)
    emptier = form.column(_on_level(form, level, weight), most=limit)
    for park in program.parks:
        used = PARTS * sum(park.takes.get(option, 0) for option in fixed.values())
        amounts = [(column, PARTS * park.takes[option]) for option, column in question.columns.items() if option in park.takes]
        form.row([*amounts, (fuller, -park.area)], park.area - 1 - used)
        form.row([(emptier, park.area), *((column, -amount) for column, amount in amounts)], used)
