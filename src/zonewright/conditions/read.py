"""Plain words in YAML to a condition tree; every mistake is reported with its place."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from zonewright.codes.world import World
from zonewright.conditions.ast import (
    COMPARISONS,
    AllOf,
    AnyOf,
    AtLeastN,
    Between,
    Cited,
    Compare,
    CompareFields,
    Condition,
    Criterion,
    Excludes,
    InArea,
    InCatalogue,
    Includes,
    Known,
    NoneOf,
    Op,
    Percentile,
    ShareOfAverage,
    Within,
)
from zonewright.conditions.read_tables import read_bands, read_score
from zonewright.conditions.read_time import read_time_test
from zonewright.errors import Report
from zonewright.notation.shapes import Text, Whole, expected, nearest
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.schema.fields import Field, FieldType, Schema, Single
from zonewright.schema.read import read_constant
from zonewright.values import Code, Number, read_code, read_quantity

ORDERED: Final = frozenset({FieldType.NUMBER, FieldType.DAY, FieldType.LEVEL})
NOT_AREAS: Final = frozenset(FieldType) - {FieldType.AREA, FieldType.NAME}
#: Which words suit which type of field, for hints.
SUITING: Final = {
    FieldType.YES_NO: "words that suit: is, known",
    FieldType.NUMBER: "words that suit: at_least, over, at_most, under, between, is, is_not, one_of, none_of, percentile",
    FieldType.DAY: "words that suit: at_least, over, at_most, under, between, elapsed, within_after, kept, none_within",
    FieldType.CHOICE: "words that suit: is, is_not, one_of, none_of, includes_all, includes_n; make it a `level` to compare",
    FieldType.LEVEL: "words that suit: at_least, over, at_most, under, between, is, one_of",
    FieldType.CODE: "words that suit: within, in_catalogue, is, one_of, none_of",
    FieldType.AREA: "words that suit: in_area, known",
    FieldType.TEXT: "words that suit: in_catalogue, is, one_of, none_of",
    FieldType.NAME: "words that suit: known; make it a `text` to compare",
}
TESTS: Final = (
    *COMPARISONS, "between", "is", "is_not", "one_of", "none_of", "includes_all", "includes_n", "within", "in_area",
    "in_catalogue", "known", "elapsed", "within_after", "none_within", "kept", "percentile", "share_of_average",
)  # fmt: skip
COMPANIONS: Final = {"except": "within", "version": "in_catalogue"}
#: Words of other languages, with ours.
OTHER_WORDS: Final = {
    "and": "all", "all_of": "all", "or": "any", "any_of": "any", "not": "none", "nor": "none", "none_of": "none",
    "not_within": "none", ">=": "at_least", "gte": "at_least", ">": "over", "gt": "over", "<=": "at_most", "lte": "at_most",
    "<": "under", "lt": "under", "==": "is", "=": "is", "eq": "is", "!=": "is_not", "ne": "is_not", "in": "one_of",
}  # fmt: skip
JOINS: Final = ("all", "any", "none", "at_least_n", "criterion", "score")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a condition may speak of: fields, criteria, and the tables of the world."""

    schema: Schema
    world: World
    criteria: AbstractMapping[str, Criterion] = field(default_factory=lambda: MappingProxyType({}))


def read_condition(node: Node, vocabulary: Vocabulary, report: Report) -> Condition | None:
    """The condition that the words say, or None after reporting what is wrong with them."""
    return Reader(vocabulary, report).condition(node)


class Reader:
    """Reads one condition."""

    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self.vocabulary, self.report = vocabulary, report

    def condition(self, node: Node) -> Condition | None:
        if not isinstance(node, Mapping) or not node.entries:
            return expected("a condition, such as {field: staff, at_least: 50}", node, self.report)
        cites = node.get("cites")
        if cites is not None:
            source = Text("the id of a source").read(cites, self.report)
            bare = Mapping(tuple(entry for entry in node.entries if entry[0].text != "cites"), node.place)
            part = self.condition(bare)
            return None if source is None or part is None else Cited(source, part)
        keys = [key.text for key, _ in node.entries]
        if "field" in keys:
            return self.tests(node)
        for word in JOINS:
            if word in keys:
                return self.join(word, node)
        key = node.entries[0][0]
        self.report.error(
            "ZW100", f"`{key.text}` does not start a condition", key.place, hint=_our_word(key.text, ("field", *JOINS))
        )
        return None

    def join(self, word: str, node: Mapping) -> Condition | None:
        allowed = {"at_least_n": {"at_least_n", "of"}, "score": {"score", *COMPARISONS}}.get(word, {word})
        self.no_other_keys(node, allowed, f"`{word}`")
        below = node.get(word)
        if below is None:
            return None
        match word:
            case "criterion":
                return self.criterion(below)
            case "score":
                return self.score(below, node)
            case "at_least_n":
                n = Whole().read(below, self.report)
                parts = self.parts(node.get("of"), node)
                return None if n is None or parts is None else AtLeastN(n, parts)
        parts = self.parts(below, node)
        if parts is None:
            return None
        joins: dict[str, type[AllOf | AnyOf | NoneOf]] = {"all": AllOf, "any": AnyOf, "none": NoneOf}
        return joins[word](parts)

    def parts(self, node: Node | None, around: Mapping) -> tuple[Condition, ...] | None:
        if not isinstance(node, Listing):
            return expected("a list of conditions", node or around, self.report)
        found = [self.condition(item) for item in node.items]
        return tuple(one for one in found if one is not None) if None not in found else None

    def criterion(self, node: Node) -> Condition | None:
        id = Text("the id of a criterion").read(node, self.report)
        if id is None:
            return None
        known = self.vocabulary.criteria.get(id)
        if known is None:
            self.report.error("ZW102", f"unknown criterion `{id}`", node.place, hint=nearest(id, self.vocabulary.criteria))
        return known

    def score(self, node: Node, around: Mapping) -> Condition | None:
        return read_score(self, node, around)

    def field(self, node: Node | None, around: Mapping) -> Field | None:
        if not isinstance(node, Scalar):
            return expected("the id of a field", node or around, self.report)
        known = self.vocabulary.schema.get(node.text)
        if known is None:
            self.report.error("ZW101", f"unknown field `{node.text[:60]}`", node.place,
                              hint=nearest(node.text, self.vocabulary.schema.ids()))  # fmt: skip
        return known

    def tests(self, node: Mapping) -> Condition | None:
        """Every test word beside ``field``; several of them must all hold."""
        self.no_other_keys(node, {"field", *TESTS, *COMPANIONS}, "a test")
        field = self.field(node.get("field"), node)
        return None if field is None else self.tests_on(field, node)

    def tests_on(self, field: Field, node: Mapping) -> Condition | None:
        words = [(key, value) for key, value in node.entries if key.text in TESTS]
        for key, _ in node.entries:
            if key.text in COMPANIONS and node.get(COMPANIONS[key.text]) is None:
                self.report.error("ZW104", f"`{key.text}` goes with `{COMPANIONS[key.text]}`", key.place)
        if not words:
            self.report.error("ZW105", f"there is no test on `{field.id}`", node.place, hint=f"words: {', '.join(TESTS)}")
            return None
        found = [self.test(field, key, value, node) for key, value in words]
        if None in found:
            return None
        return found[0] if len(found) == 1 else AllOf(tuple(one for one in found if one is not None))

    def test(self, field: Field, word: Scalar, value: Node, around: Mapping) -> Condition | None:
        if not self.suits(field, word):
            return None
        match word.text:
            case "at_least" | "over" | "at_most" | "under":
                return self.comparison(field, Op(word.text), value)
            case "between":
                return self.between(field, value)
            case "is" | "is_not":
                one = read_constant(field, value, self.report)
                if one is None:
                    return None
                return Includes(field.id, 1, (one,)) if word.text == "is" else Excludes(field.id, (one,))
            case "one_of" | "none_of" | "includes_all":
                values = self.constants(field, value)
                if values is None:
                    return None
                if word.text == "none_of":
                    return Excludes(field.id, values)
                return Includes(field.id, len(values) if word.text == "includes_all" else 1, values)
            case "includes_n":
                return self.includes_n(field, value)
            case "within":
                codes, excepted = self.codes(value), self.codes(around.get("except"))
                return None if codes is None or excepted is None else Within(field.id, codes, excepted)
            case "in_area":
                return self.in_area(field, value)
            case "in_catalogue":
                return self.in_catalogue(field, value, around)
            case "known":
                if isinstance(value, Scalar) and value.text == "true":
                    return Known(field.id)
                self.report.error("ZW106", "`known` takes only `true`: a missing fact is never a no", value.place,
                                  hint="ask for the fact with a yes_no field")  # fmt: skip
                return None
            case "percentile" | "share_of_average":
                return self.among_peers(field, word, value)
            case _:
                return read_time_test(self, field, word.text, value)

    def suits(self, field: Field, word: Scalar) -> bool:
        kinds = {
            **dict.fromkeys((*COMPARISONS, "between"), ORDERED),
            **dict.fromkeys(("elapsed", "within_after", "none_within", "kept"), frozenset({FieldType.DAY})),
            **dict.fromkeys(("percentile", "share_of_average"), frozenset({FieldType.NUMBER})),
            "within": frozenset({FieldType.CODE}),
            **dict.fromkeys(("is", "is_not", "one_of", "none_of", "includes_all", "includes_n"), NOT_AREAS),
            "in_area": frozenset({FieldType.AREA}),
            "in_catalogue": frozenset({FieldType.CODE, FieldType.CHOICE, FieldType.TEXT}),
        }.get(word.text)
        many = {"none_within": True, "includes_all": True, "includes_n": True}.get(word.text)
        if many is None and (word.text in {"between", "elapsed", "within_after", "kept"} or word.text in COMPARISONS):
            many = False
        said = ""
        if kinds is not None and field.type not in kinds:
            said = f"`{word.text}` does not suit `{field.id}`, which is a {field.type.value}"
        elif many is not None and field.many is not many:
            said = f"`{word.text}` does not suit `{field.id}`, which has {'many values' if field.many else 'one value'}"
        if said:
            hint = "use `in_area`, or none: [{field: .., in_area: ..}]" if field.type is FieldType.AREA else SUITING[field.type]
            self.report.error("ZW107", said, word.place, hint=hint)
        return not said

    def comparison(self, field: Field, op: Op, value: Node) -> Condition | None:
        if isinstance(value, Mapping) and value.get("field") is not None:
            return self.comparison_of_fields(field, op, value)
        if isinstance(value, Mapping):
            return read_bands(self, field, op, value)
        bound = read_constant(field, value, self.report)
        return None if bound is None else Compare(field.id, op, bound)  # type: ignore[arg-type]  # `suits` saw to it

    def comparison_of_fields(self, field: Field, op: Op, value: Mapping) -> Condition | None:
        self.no_other_keys(value, {"field"}, "the other side of a comparison")
        other = self.field(value.get("field"), value)
        if other is None:
            return None
        if (other.type, other.unit, other.many) != (field.type, field.unit, False) or tuple(other.options) != tuple(
            field.options
        ):
            self.report.error("ZW107", f"`{field.id}` cannot be compared with `{other.id}`", value.place,
                              hint="both need one type, one unit and one value")  # fmt: skip
            return None
        return CompareFields(field.id, op, other.id)

    def between(self, field: Field, value: Node) -> Condition | None:
        ends = self.constants(field, value)
        if ends is None or len(ends) != 2:
            return ends if ends is None else expected("two ends, [low, high]", value, self.report)
        low, high = ends
        if low > high:  # type: ignore[operator]  # `suits` saw to it
            self.report.error("ZW108", "the low end lies above the high end", value.place, hint="swap them")
            return None
        return Between(field.id, low, high)  # type: ignore[arg-type]

    def constants(self, field: Field, value: Node) -> tuple[Single, ...] | None:
        if not isinstance(value, Listing) or not value.items:
            return expected(f"a list of values for `{field.id}`", value, self.report)
        found = [read_constant(field, item, self.report) for item in value.items]
        return tuple(one for one in found if one is not None) if None not in found else None

    def includes_n(self, field: Field, value: Node) -> Condition | None:
        if not isinstance(value, Mapping):
            return expected("{n: 2, of: [..]}", value, self.report)
        self.no_other_keys(value, {"n", "of"}, "`includes_n`")
        n = Whole().read(value.get("n") or value, self.report)
        values = self.constants(field, value.get("of") or value)
        return None if n is None or values is None else Includes(field.id, n, values)

    def codes(self, value: Node | None) -> tuple[Code, ...] | None:
        if value is None:
            return ()
        found: list[Code | None] = []
        for item in value.items if isinstance(value, Listing) else (value,):
            code = read_code(item.text) if isinstance(item, Scalar) else None
            if code is None:
                self.report.error("ZW111", "this is not a code with its scheme and edition", item.place,
                                  hint="write it as gbt4754@2017:3491")  # fmt: skip
            found.append(code)
        return tuple(one for one in found if one is not None) if None not in found else None

    def in_area(self, field: Field, value: Node) -> Condition | None:
        ids: list[str] = []
        for item in value.items if isinstance(value, Listing) else (value,):
            id = Text("the id of an area").read(item, self.report)
            if id is not None and id not in self.vocabulary.world.areas:
                self.report.error("ZW102", f"unknown area `{id}`", item.place,
                                  hint=nearest(id, self.vocabulary.world.areas))  # fmt: skip
            ids.append(id or "")
        return InArea(field.id, tuple(ids)) if ids and set(ids) <= self.vocabulary.world.areas.keys() else None

    def in_catalogue(self, field: Field, value: Node, around: Mapping) -> Condition | None:
        id = Text("the id of a catalogue").read(value, self.report)
        catalogue = self.vocabulary.world.catalogues.get(id or "")
        if id is not None and catalogue is None:
            self.report.error("ZW102", f"unknown catalogue `{id}`", value.place,
                              hint=nearest(id, self.vocabulary.world.catalogues))  # fmt: skip
        written = around.get("version")
        version = None if written is None else Text("a version").read(written, self.report)
        if catalogue is None:
            return None
        if written is not None and version not in {edition.version for edition in catalogue.editions}:
            self.report.error("ZW102", f"catalogue `{id}` has no version `{version}`", written.place,
                              hint=nearest(version or "", (edition.version for edition in catalogue.editions)))  # fmt: skip
            return None
        return InCatalogue(field.id, catalogue.id, version)

    def one_comparison(self, node: Mapping) -> Op | None:
        found = [key.text for key, _ in node.entries if key.text in COMPARISONS]
        if len(found) != 1:
            self.report.error("ZW105", f"exactly one of {', '.join(COMPARISONS)} is needed", node.place)
            return None
        return Op(found[0])

    def among_peers(self, field: Field, word: Scalar, value: Node) -> Condition | None:
        if not isinstance(value, Mapping):
            return expected("{at_least: 80 %, of: population}", value, self.report)
        self.no_other_keys(value, {*COMPARISONS, "of"}, f"`{word.text}`")
        id = Text("the id of a population").read(value.get("of") or value, self.report)
        op = self.one_comparison(value)
        share = self.share(value.get(op.value)) if op else None
        population = self.vocabulary.world.populations.get(id or "")
        if id is not None and population is None:
            self.report.error("ZW102", f"unknown population `{id}`", value.place,
                              hint=nearest(id, self.vocabulary.world.populations))  # fmt: skip
        if population is None or op is None or share is None:
            return None
        if population.unit != field.unit:
            self.report.error("ZW401", f"`{population.id}` is in {population.unit or 'plain numbers'}, `{field.id}` in "
                              f"{field.unit or 'plain numbers'}", value.place, hint="bring both to one unit")  # fmt: skip
            return None
        node = Percentile if word.text == "percentile" else ShareOfAverage
        return node(field.id, op, share, population.id, population.by)

    def share(self, node: Node | None) -> Number | None:
        quantity = read_quantity(node.text) if isinstance(node, Scalar) else None
        if node is not None and (quantity is None or quantity.unit != "%"):
            self.report.error("ZW402", "a share is written with its unit", node.place, hint="write `80 %`")
            return None
        return quantity.number if quantity else None

    def no_other_keys(self, node: Mapping, allowed: set[str], what: str) -> None:
        for key, _ in node.entries:
            if key.text not in allowed:
                self.report.error(
                    "ZW100", f"`{key.text}` does not belong to {what}", key.place, hint=_our_word(key.text, allowed)
                )


def _our_word(word: str, known: Iterable[str]) -> str:
    """The word of this language for one of another, or the nearest that belongs here."""
    ours = OTHER_WORDS.get(word.lower())
    if word == "not_within":
        return "write none: [{field: .., within: ..}]"
    return f"write `{ours}`" if ours else nearest(word, known)
