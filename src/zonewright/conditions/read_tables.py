"""Threshold tables and score cards: rows with tests in front and a bound or points behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from zonewright.conditions.ast import AllOf, Band, Banded, Condition, Op, Piece, Score, ScorePart
from zonewright.notation.shapes import TrueFalse, expected
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.schema.fields import Field, FieldType, Single
from zonewright.schema.read import read_constant
from zonewright.values import Number, read_number

if TYPE_CHECKING:
    from zonewright.conditions.read import Reader

ROW_TESTS: Final = ("at_least", "over", "at_most", "under", "between", "is", "is_not", "one_of", "none_of", "within", "in_area")
T = TypeVar("T")


def read_bands(reader: Reader, field: Field, op: Op, node: Mapping) -> Condition | None:
    """``{by: revenue, table: [..]}``: the bound depends on one or two other fields."""
    reader.no_other_keys(node, {"by", "table"}, "a threshold table")
    written = node.get("by")
    names = written.items if isinstance(written, Listing) else (written,)
    if not 1 <= len(names) <= 2:
        return expected("one or two fields in `by`", written or node, reader.report)
    by = [reader.field(name, node) for name in names]
    table = node.get("table")
    if not isinstance(table, Listing) or not table.items:
        return expected("a `table` with rows", table or node, reader.report)
    if None in by:
        return None
    fields = tuple(one for one in by if one is not None)
    rows = _all_read([_band(reader, field, fields, row) for row in table.items])
    return None if rows is None else Banded(field.id, op, tuple(one.id for one in fields), rows)


def _all_read(found: list[T | None]) -> tuple[T, ...] | None:
    return tuple(one for one in found if one is not None) if None not in found else None


def _band(reader: Reader, field: Field, by: tuple[Field, ...], row: Node) -> Band | None:
    if not isinstance(row, Mapping):
        return expected("a row such as {under: .., then: ..}", row, reader.report)
    when = row_when(reader, by, row, {"then"})
    then = row.get("then")
    if then is None:
        reader.report.error("ZW018", "the row lacks `then`", row.place, hint="add `then:` with the threshold, or `then: none`")
        return None
    if isinstance(then, Scalar) and then.text == "none":
        return None if when is None else Band(when, None)
    bound = read_constant(field, then, reader.report)
    return None if when is None or bound is None else Band(when, bound)  # type: ignore[arg-type]  # an ordered field


def row_when(reader: Reader, by: tuple[Field, ...], row: Mapping, others: set[str]) -> Condition | None:
    """The tests in front of a row: on the one field, or a list with one entry for each field."""
    reader.no_other_keys(row, {*ROW_TESTS, "except", "otherwise", "when", *others}, "the row")
    tests = row.get("when")
    if tests is None:
        if len(by) == 1 or row.get("otherwise") is not None:
            return _entry(reader, by[0], row)
        return expected(f"`when: [..]` with {len(by)} entries", row, reader.report)
    if not isinstance(tests, Listing) or len(tests.items) != len(by):
        return expected(f"`when: [..]` with {len(by)} entries", tests, reader.report)
    entries: list[Condition | None] = [_entry(reader, field, item) for field, item in zip(by, tests.items, strict=True)]
    return AllOf(tuple(entry for entry in entries if entry is not None)) if None not in entries else None


def _entry(reader: Reader, field: Field, node: Node) -> Condition | None:
    if not isinstance(node, Mapping):
        return expected("a test in braces", node, reader.report)
    otherwise = node.get("otherwise")
    if otherwise is not None:
        return AllOf(()) if TrueFalse().read(otherwise, reader.report) else expected("`otherwise: true`", node, reader.report)
    return reader.tests_on(field, node)


def read_score(reader: Reader, node: Node, around: Mapping) -> Condition | None:
    """``score: [..]`` with a bound beside it."""
    if not isinstance(node, Listing) or not node.items:
        return expected("a list of score parts", node, reader.report)
    parts = _all_read([_part(reader, item) for item in node.items])
    op = reader.one_comparison(around)
    points = _points(reader, around.get(op.value)) if op else None
    return None if parts is None or op is None or points is None else Score(parts, op, points)


def _part(reader: Reader, node: Node) -> ScorePart | None:
    if not isinstance(node, Mapping):
        return expected("a score part such as {field: .., map: {..}}", node, reader.report)
    reader.no_other_keys(node, {"field", "map", "pieces", "points", "weight", "least", "most"}, "a score part")
    field = reader.field(node.get("field"), node)
    if field is None:
        return None
    weight, least, most = (_points(reader, node.get(key)) for key in ("weight", "least", "most"))
    if least is not None and most is not None and least > most:
        reader.report.error("ZW123", "`least` lies above `most`", node.place, hint="swap them")
        return None
    whole = ScorePart(field.id, 1 if weight is None else weight, many=field.many, least=least, most=most)
    return _with_points(reader, field, node, whole)


def _with_points(reader: Reader, field: Field, node: Mapping, part: ScorePart) -> ScorePart | None:
    options, pieces, stated = node.get("map"), node.get("pieces"), node.get("points")
    if isinstance(options, Mapping) and field.type in {FieldType.CHOICE, FieldType.LEVEL, FieldType.YES_NO}:
        found = _all_read([_option(reader, field, key, value) for key, value in options.entries])
        lacking = [] if found is None else _options_left_out(field, found)
        if lacking:
            reader.report.error("ZW122", f"`{field.id}` may also be {', '.join(lacking)}, which has no points",
                                options.place, hint="give every option its points")  # fmt: skip
        return None if found is None or lacking else _replace(part, options=found)
    if isinstance(pieces, Listing) and field.type is FieldType.NUMBER:
        bands = _all_read([_piece(reader, field, item) for item in pieces.items])
        return None if bands is None else _replace(part, pieces=bands)
    if isinstance(stated, Scalar) and stated.text == "as_stated" and field.type is FieldType.NUMBER:
        return _replace(part, as_stated=True)
    return expected("`map` on a choice, `pieces` on a number, or `points: as_stated`", node, reader.report)


def _replace(part: ScorePart, *, options: tuple[tuple[Single, Number], ...] = (), pieces: tuple[Piece, ...] = (),
             as_stated: bool = False) -> ScorePart:  # fmt: skip
    return ScorePart(part.field, part.weight, options, pieces, as_stated, part.many, part.least, part.most)


def _option(reader: Reader, field: Field, key: Scalar, value: Node) -> tuple[Single, Number] | None:
    option, points = read_constant(field, key, reader.report), _points(reader, value)
    return None if option is None or points is None else (option, points)


def _options_left_out(field: Field, found: tuple[tuple[Single, Number], ...]) -> list[str]:
    given = {str(option) for option, _ in found}
    wanted = ["True", "False"] if field.type is FieldType.YES_NO else list(field.options)
    return [option.lower() for option in wanted if option not in given]


def _piece(reader: Reader, field: Field, node: Node) -> Piece | None:
    if not isinstance(node, Mapping):
        return expected("a row such as {at_least: .., points: ..}", node, reader.report)
    when = row_when(reader, (field,), node, {"points", "plus", "minus", "for_each", "from", "below"})
    points = _points(reader, node.get("points"))
    if points is None:
        reader.report.error("ZW018", "the row lacks `points`", node.place, hint="add `points:`")
    plus, minus = _points(reader, node.get("plus")), _points(reader, node.get("minus"))
    if when is None or points is None:
        return None
    if plus is None and minus is None:
        return Piece(when, points)
    start = node.get("below") if plus is None else node.get("from")
    step = node.get("for_each")
    if start is None or step is None:
        return expected("`plus` with `for_each` and `from`, or `minus` with `for_each` and `below`", node, reader.report)
    stride, origin = read_constant(field, step, reader.report), read_constant(field, start, reader.report)
    if stride is None or origin is None:
        return None
    change = plus if plus is not None else -(minus or 0)
    if (plus is not None and minus is not None) or (plus or minus or 0) <= 0 or stride <= 0:  # type: ignore[operator]
        said = "`plus` or `minus` stands alone, and it and `for_each` are above zero"
        reader.report.error("ZW123", said, node.place, hint="write `plus: 1, for_each: 10, from: 50`, or `minus` with `below`")
        return None
    return Piece(when, points, change, stride, origin)  # type: ignore[arg-type]  # a number field


def _points(reader: Reader, node: Node | None) -> Number | None:
    if node is None:
        return None
    number = read_number(node.text) if isinstance(node, Scalar) else None
    if number is None:
        return expected("a number of points", node, reader.report)
    return number
