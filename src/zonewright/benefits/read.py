"""Plain words in YAML to a worth; every mistake is reported with its place, units that do not fit among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Final

from zonewright.benefits.ast import (
    Above,
    Bounded,
    Case,
    Cases,
    Converted,
    FullSteps,
    Highest,
    Less,
    Lowest,
    Nothing,
    OfFact,
    Product,
    Provided,
    Slice,
    Sliced,
    Stated,
    Total,
    Worth,
)
from zonewright.benefits.judge import canonical
from zonewright.benefits.units import fits, is_nothing, name_of, unit_of_worth
from zonewright.conditions.ast import AllOf, Condition
from zonewright.conditions.read import Reader, Vocabulary
from zonewright.conditions.read_tables import row_when
from zonewright.errors import Report
from zonewright.notation.shapes import TrueFalse, expected
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.schema.fields import FieldType
from zonewright.values import Quantity, currencies, read_period, read_quantity

#: The word that starts a worth in braces, with the words that go with it.
FORMS: Final = {
    "field": (),
    "rate": ("of", "for"),
    "base": ("less",),
    "part_of": ("above",),
    "full": ("of",),
    "slices": ("of",),
    "by": ("table",),
    "cases": (),
    "sum": (),
    "highest": (),
    "lowest": (),
    "convert": ("to",),
}
BESIDE: Final = ("at_least", "at_most", "when")
SHORTEST: Final = "write `500000 CNY`, or {rate: 20 %, of: {field: ..}}"


def read_worth(node: Node, vocabulary: Vocabulary, report: Report) -> Worth | None:
    """The worth that the words say, or None after reporting what is wrong with them."""
    return WorthReader(vocabulary, report).worth(node)


class WorthReader:
    """Reads worths of one amount."""

    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self.vocabulary, self.report = vocabulary, report
        self.schema = vocabulary.schema
        self.conditions = Reader(vocabulary, report)

    def worth(self, node: Node | None) -> Worth | None:
        """One worth."""
        match node:
            case Scalar():
                return self.stated(node)
            case Mapping():
                return self.formed(node)
            case _:
                return None if node is None else expected("a worth", node, self.report, SHORTEST)

    def needed(self, word: str, around: Mapping, form: str) -> Worth | None:
        """The worth behind a word that must stand beside the word of the form."""
        return self.worth(around.get(word)) if self.stands(word, around, form, "the worth") else None

    def stands(self, word: str, around: Mapping, form: str, what: str) -> bool:
        if around.get(word) is None:
            self.report.error("ZW018", f"{form} lacks `{word}`", around.place, hint=f"add `{word}:` with {what}")
            return False
        return True

    def stated(self, node: Scalar) -> Worth | None:
        if node.text == "none":
            return Nothing()
        quantity = self.quantity(node)
        return None if quantity is None else Stated(quantity)

    def quantity(self, node: Node | None) -> Quantity | None:
        """A number from zero up, with its unit."""
        found = read_quantity(node.text) if isinstance(node, Scalar) and not node.empty else None
        if node is None or not isinstance(node, Scalar) or found is None:
            return None if node is None else expected("a number with its unit", node, self.report, SHORTEST)
        if found.number < 0:
            self.report.error("ZW607", f"`{node.text}` is below zero", node.place, hint="nothing in an amount is below zero")
            return None
        if not found.unit:
            self.report.error(
                "ZW402", f"`{node.text}` lacks its unit", node.place, hint="write `500000 CNY`, `40 %`, `30 person`"
            )
            return None
        return found

    def formed(self, node: Mapping) -> Worth | None:
        form = next((key.text for key, _ in node.entries if key.text in FORMS), None)
        if form is None:
            return expected(f"a worth that starts with one of {', '.join(FORMS)}", node, self.report, SHORTEST)
        self.conditions.no_other_keys(node, {form, *FORMS[form], *BESIDE}, f"`{form}`")
        part = self.form(form, node)
        least, most = (None if node.get(word) is None else self.worth(node.get(word)) for word in BESIDE[:2])
        when = None if node.get("when") is None else self.conditions.condition(node.get("when") or node)
        lost = any(node.get(word) is not None and one is None for word, one in zip(BESIDE, (least, most, when), strict=True))
        if part is None or lost:
            return None
        return self.beside(part, least, most, when, node)

    def beside(
        self, part: Worth, least: Worth | None, most: Worth | None, when: Condition | None, node: Mapping
    ) -> Worth | None:
        """A worth with its floor, its cap and its condition."""
        if not self.alike([one for one in (part, least, most) if one is not None], node):
            return None
        if most is not None and not self.binds(most, node):
            return None
        if isinstance(least, Stated) and isinstance(most, Stated) and canonical(most.quantity) < canonical(least.quantity):
            self.report.error("ZW600", "the cap lies below the floor", node.place, hint="swap `at_least` and `at_most`")
            return None
        if least is not None or most is not None:
            part = Bounded(part, least, most)
        return part if when is None else Provided(part, when)

    def binds(self, cap: Worth, node: Node) -> bool:
        """Whether a cap leaves something: `none` would be a cap of zero, which nobody means."""
        if isinstance(cap, Nothing) or (isinstance(cap, Cases) and any(isinstance(row.then, Nothing) for row in cap.rows)):
            self.report.error("ZW600", "a cap of `none` leaves nothing", node.place,
                              hint="leave the cap out where there is none; write 0 CNY where nothing is paid")  # fmt: skip
            return False
        return True

    def form(self, form: str, node: Mapping) -> Worth | None:
        first = node.get(form)
        match form:
            case "field":
                return self.fact(first, node)
            case "rate":
                return self.product(node)
            case "base":
                stands = self.stands("less", node, "`base`", "a list of worths")
                base, less = self.worth(first), self.worths(node.get("less"), node) if stands else None
                if base is None or less is None or not self.alike((base, *less), node):
                    return None
                return Less(base, less)
            case "part_of":
                base, threshold = self.worth(first), self.needed("above", node, "`part_of`")
                if base is None or threshold is None or not self.alike((base, threshold), node):
                    return None
                return Above(base, threshold)
            case "full":
                return self.full(node)
            case "slices":
                return self.sliced(node)
            case "by":
                return self.table(node)
            case "cases":
                return self.cases(first, node)
            case "convert":
                return self.converted(node)
            case _:
                parts = self.worths(first, node)
                joins: dict[str, type[Total | Highest | Lowest]] = {"sum": Total, "highest": Highest, "lowest": Lowest}
                return None if parts is None or not self.alike(parts, node) else joins[form](parts)

    def fact(self, node: Node | None, around: Mapping) -> Worth | None:
        field = self.conditions.field(node, around)
        if field is None:
            return None
        if field.type is not FieldType.NUMBER or field.many:
            self.report.error("ZW107", f"`{field.id}` is not a number", around.place, hint="name a field of type number")
            return None
        return OfFact(field.id)

    def product(self, node: Mapping) -> Worth | None:
        factors = [self.worth(node.get("rate")), self.needed("of", node, "`rate`")]
        length = node.get("for")
        if length is not None:
            period = read_period(length.text) if isinstance(length, Scalar) else None
            factors.append(self.worth(length) if period is None else Stated(Quantity(period.count, period.unit)))
        known = tuple(factor for factor in factors if factor is not None)
        return Product(known) if len(known) == len(factors) else None

    def full(self, node: Mapping) -> Worth | None:
        step, base = self.quantity(node.get("full")), self.needed("of", node, "`full`")
        if step is None or base is None or not self.alike((base, Stated(step)), node):
            return None
        if step.number == 0:
            self.report.error("ZW607", "a step of nothing is never full", node.place, hint="write a step above zero")
            return None
        return FullSteps(base, step)

    def sliced(self, node: Mapping) -> Worth | None:
        written = node.get("slices")
        base = self.needed("of", node, "`slices`")
        if not isinstance(written, Listing) or not written.items:
            return expected(
                "a list of slices", written or node, self.report, "write [{up_to: 1000000 CNY, rate: 5 %}, {rate: 2 %}]"
            )
        rows = [self.slice(item) for item in written.items]
        found = [row for row in rows if row is not None]
        if base is None or len(found) < len(rows):
            return None
        self.meet(written, base)
        if not self.alike([one.rate for one in found], node):
            return None
        return Sliced(base, tuple(found))

    def slice(self, node: Node) -> Slice | None:
        if not isinstance(node, Mapping):
            return expected("a slice such as {up_to: 1000000 CNY, rate: 5 %}", node, self.report)
        self.conditions.no_other_keys(node, {"from", "up_to", "rate"}, "a slice")
        up_to, rate = node.get("up_to"), self.needed("rate", node, "a slice")
        bound = None if up_to is None else self.quantity(up_to)
        return None if rate is None or (up_to is not None and bound is None) else Slice(bound, rate)

    def meet(self, written: Listing, base: Worth) -> None:
        """Report slices that overlap or leave a gap, or are bounded in another unit than the base."""
        reached: Fraction | None = Fraction(0)
        for row in written.items:
            bounds = {word: row.get(word) for word in ("from", "up_to")} if isinstance(row, Mapping) else {}
            found = {word: self.quantity(bound) for word, bound in bounds.items() if bound is not None}
            for quantity in found.values():
                if quantity is not None and not self.alike((base, Stated(quantity)), row):
                    return
            start = canonical(one) if (one := found.get("from")) else reached
            if reached is None or (start is not None and start < reached):
                self.report.error(
                    "ZW601", "this slice overlaps the one before it", row.place, hint="let it begin where that one ends"
                )
            elif start is not None and start > reached:
                self.report.error(
                    "ZW602", "there is a gap before this slice", row.place, hint="let it begin where the last one ends"
                )
            end = canonical(two) if (two := found.get("up_to")) else None
            if end is not None and start is not None and end <= start:
                self.report.error("ZW601", "this slice ends where it begins, or before", row.place, hint="write rising bounds")
            reached = end

    def table(self, node: Mapping) -> Worth | None:
        written = node.get("by")
        names = written.items if isinstance(written, Listing) else (written,)
        if not 1 <= len(names) <= 2:
            return expected("one or two fields in `by`", written or node, self.report)
        fields = [self.conditions.field(name, node) for name in names]
        table = node.get("table")
        if not isinstance(table, Listing) or not table.items:
            return expected("a `table` with rows", table or node, self.report)
        known = tuple(field for field in fields if field is not None)
        if len(known) < len(fields):
            return None
        rows = [self.row(item, lambda row: row_when(self.conditions, known, row, {"then"})) for item in table.items]
        return self.of_rows(rows, node, tuple(field.id for field in known))

    def cases(self, written: Node | None, node: Mapping) -> Worth | None:
        if not isinstance(written, Listing) or not written.items:
            return expected("a list of cases", written or node, self.report, "write [{when: {..}, then: 3 %}]")
        return self.of_rows([self.row(item, self.case_when) for item in written.items], node, ())

    def case_when(self, row: Mapping) -> Condition | None:
        self.conditions.no_other_keys(row, {"when", "then", "otherwise"}, "a case")
        otherwise, when = row.get("otherwise"), row.get("when")
        if (otherwise is None) is (when is None):
            return expected("either `when: {..}` or `otherwise: true`", row, self.report)
        if otherwise is not None:
            return (
                AllOf(()) if TrueFalse().read(otherwise, self.report) else expected("`otherwise: true`", otherwise, self.report)
            )
        return self.conditions.condition(when or row)

    def row(self, node: Node, read_when: Callable[[Mapping], Condition | None]) -> Case | None:
        if not isinstance(node, Mapping):
            return expected("a row such as {under: .., then: ..}", node, self.report)
        when = read_when(node)
        if node.get("then") is None:
            self.report.error("ZW018", "the row lacks `then`", node.place, hint="add `then:` with the worth, or `then: none`")
            return None
        then = self.worth(node.get("then"))
        return None if when is None or then is None else Case(when, then)

    def of_rows(self, rows: list[Case | None], node: Mapping, by: tuple[str, ...]) -> Worth | None:
        found = tuple(row for row in rows if row is not None)
        if len(found) < len(rows) or not self.alike([row.then for row in found], node):
            return None
        return Cases(found, by)

    def converted(self, node: Mapping) -> Worth | None:
        part, to = self.worth(node.get("convert")), node.get("to")
        if not self.stands("to", node, "`convert`", "a currency such as CNY") or part is None:
            return None
        if is_nothing(part, self.schema):
            self.report.error("ZW607", "`none` cannot be converted", node.place, hint="write `none` without `convert`")
            return None
        if not isinstance(to, Scalar) or to.text not in currencies():
            return expected("`to:` with a currency such as CNY", to or node, self.report)
        base = name_of(unit_of_worth(part, self.schema))
        if base not in currencies():
            self.report.error("ZW401", f"{base} cannot be converted to {to.text}", node.place, hint="convert money only")
            return None
        if not self.vocabulary.world.rates.holds(base, to.text):
            self.report.error("ZW405", f"there is no rate from {base} to {to.text}", node.place, hint="add it to rates.yaml")
            return None
        return Converted(part, base, to.text)

    def worths(self, node: Node | None, around: Mapping) -> tuple[Worth, ...] | None:
        if not isinstance(node, Listing) or not node.items:
            return expected("a list of worths", node or around, self.report, "write [.., ..]")
        found = [self.worth(item) for item in node.items]
        return tuple(one for one in found if one is not None) if None not in found else None

    def alike(self, parts: Iterable[Worth], node: Node) -> bool:
        """Whether the parts measure the same; else it is reported, as a missing rate where they are two currencies."""
        held = [part for part in parts if not is_nothing(part, self.schema)]
        unit = unit_of_worth(held[0] if held else Nothing(), self.schema)
        for other in held[1:]:
            if not fits(other, unit, self.schema):
                left, right = name_of(unit), name_of(unit_of_worth(other, self.schema))
                self.misfit(left, right, node)
                return False
        return True

    def misfit(self, left: str, right: str, node: Node) -> None:
        """Report two units that do not measure the same."""
        money = {left, right} <= currencies()
        if money and not self.vocabulary.world.rates.holds(left, right):
            self.report.error("ZW405", f"{right} stands beside {left}, and there is no rate between them", node.place,
                              hint=f"state it in {left}, or add the rate and write {{convert: .., to: {left}}}")  # fmt: skip
            return
        hint = f"write {{convert: .., to: {left}}}" if money else "let both measure the same"
        self.report.error("ZW401", f"{right} does not fit {left}", node.place, hint=hint)
