"""A whole amount: its lines with their schedules, payers and caps, its options and its claw-back."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from zonewright.benefits.ast import (
    AMOUNT_KINDS,
    Amount,
    ClawBack,
    GrantLine,
    Instalment,
    Option,
    Payer,
    Worth,
    YearShare,
)
from zonewright.benefits.grammar import GIVES_SCHEMA, WORTH_SCHEMA
from zonewright.benefits.judge import canonical
from zonewright.benefits.read import WorthReader
from zonewright.benefits.units import fits, is_nothing, name_of, unit_of_worth
from zonewright.conditions.ast import Condition
from zonewright.conditions.grammar import CONDITION_SCHEMA
from zonewright.conditions.read import Vocabulary
from zonewright.conditions.render import show_number
from zonewright.errors import Place, Report
from zonewright.notation.shapes import (
    WORDS,
    AsWritten,
    Key,
    ListOf,
    Located,
    OneWord,
    Record,
    Text,
    TrueFalse,
    Whole,
    expected,
    identifier,
    nearest,
)
from zonewright.notation.tree import Listing, Mapping, Node
from zonewright.schema.fields import FieldType
from zonewright.values import ONE, PERIOD, Period, Quantity, currencies, read_period

#: More years than this are a slip of the pen.
MOST_YEARS: Final = 100

LENGTH: Final = Text("a length of time", PERIOD.pattern, "such as 6 months, 2 years, 45 days")
SHARE: Final = AsWritten({"type": "string"})
WORTH: Final = AsWritten(WORTH_SCHEMA)
WHEN: Final = AsWritten(CONDITION_SCHEMA)

CLAW_BACK: Final = Record(
    "a claw-back", lambda at: at, Key("when", WHEN, required=True), Key("share", SHARE), Key("says", WORDS)
)
AMOUNT: Final = Record(
    "an amount",
    lambda at: at,
    Key("kind", OneWord(AMOUNT_KINDS, "a kind of amount"), required=True),
    Key("says", WORDS, required=True),
    Key("programme", identifier()),
    Key("gives", AsWritten(GIVES_SCHEMA)),
    Key("claw_back", CLAW_BACK),
    Key("outlasts", TrueFalse()),
)
YEARS: Final = Record(
    "some years",
    lambda at: at,
    Key("year", Whole()),
    Key("from", Whole()),
    Key("to", Whole()),
    Key("rate", WORTH, required=True),
    Key("when", WHEN),
)
INSTALMENT: Final = Record(
    "an instalment",
    lambda at: at,
    Key("share", SHARE, required=True),
    Key("after", LENGTH),
    Key("on", identifier("the id of a field")),
    Key("when", WHEN),
    Key("says", WORDS),
)
PAYER: Final = Record(
    "a payer", lambda at: at, Key("by", identifier("an authority"), required=True), Key("share", SHARE, required=True)
)
LINE: Final = Record(
    "a line of an amount",
    lambda at: at,
    Key("worth", WORTH, required=True),
    Key("says", WORDS),
    Key("from", identifier("the id of a field")),
    Key("years", ListOf(YEARS, at_least=1)),
    Key("in_arrears", TrueFalse()),
    Key("instalments", ListOf(INSTALMENT, at_least=1)),
    Key("at_most_per_year", WORTH),
    Key("at_most", WORTH),
    Key("payers", ListOf(PAYER, at_least=1)),
)
OPTION: Final = Record("an option", lambda at: at, Key("gives", AsWritten(GIVES_SCHEMA), required=True), Key("says", WORDS))
CHOOSE: Final = Record("a choice", lambda at: at, Key("choose", ListOf(OPTION, at_least=2), required=True))


def read_amount(node: Node, vocabulary: Vocabulary, report: Report) -> Amount | None:
    """The amount that the words say, or None after reporting what is wrong with them."""
    return AmountReader(vocabulary, report).amount(node)


class AmountReader:
    """Reads one amount."""

    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self.vocabulary, self.report = vocabulary, report
        self.schema = vocabulary.schema
        self.worths = WorthReader(vocabulary, report)

    def amount(self, node: Node) -> Amount | None:
        at = AMOUNT.located(node, self.report)
        if at is None:
            return None
        options = self.options(at.get("gives"))
        claw_back = self.claw_back(at.get("claw_back"))
        if not AMOUNT.is_whole(at) or options is None or (claw_back is None and at.get("claw_back") is not None):
            return None
        programme = at.get("programme", "")
        found = Amount(at.get("kind"), at.get("says"), options, programme, claw_back, at.get("outlasts", False), at.place)
        return found if self.is_sound(found, at) else None

    def is_sound(self, amount: Amount, at: Located) -> bool:
        """Report what does not fit together in an amount that could be read."""
        money = sorted({line.unit for line in amount.lines} & currencies())
        if len(money) > 1:
            self.worths.misfit(money[0], money[1], Mapping((), at.place))
        programme = self.vocabulary.world.programmes.get(amount.programme)
        if amount.programme and programme is None:
            self.report.error("ZW210", f"unknown programme `{amount.programme}`", at.places["programme"],
                              hint=nearest(amount.programme, self.vocabulary.world.programmes))  # fmt: skip
        elif programme and money and not programme.currencies <= set(money):
            theirs = ", ".join(sorted(programme.currencies))
            said = f"programme `{programme.id}` is in {theirs}, the amount in {money[0]}"
            self.report.error("ZW606", said, at.place, hint="state both in one currency")
        if not amount.options and (amount.programme or amount.claw_back or amount.outlasts):
            self.report.error(
                "ZW018", "an amount in words only has nothing to pay or to take back", at.place, hint="add `gives:`"
            )
            return False
        return True

    def options(self, node: Node | None) -> tuple[Option, ...] | None:
        """Every option; one without a name where there is no choice, none where nothing is calculated."""
        if node is None:
            return ()
        if isinstance(node, Mapping) and node.get("choose") is not None:
            at = CHOOSE.located(node, self.report)
            found = [] if at is None else [self.option(one) for one in at.get("choose", ())]
            known = tuple(one for one in found if one is not None)
            return known if known and len(known) == len(found) else None
        lines = self.lines(node)
        return None if lines is None else (Option(lines),)

    def option(self, at: Located) -> Option | None:
        lines = self.lines(at.get("gives"))
        return None if lines is None else Option(lines, at.get("says"))

    def lines(self, node: Node) -> tuple[GrantLine, ...] | None:
        items = node.items if isinstance(node, Listing) else (node,)
        if not items:
            return expected("a line of an amount", node, self.report, "write {worth: ..}")
        found = [self.line(item) for item in items]
        return tuple(line for line in found if line is not None) if None not in found else None

    def line(self, node: Node) -> GrantLine | None:
        at = LINE.located(node, self.report)
        if at is None:
            return None
        years = self.all_years(at)
        instalments = self.instalments(at)
        payers = self.payers(at)
        caps = [self.optional(at.get(word)) for word in ("at_most_per_year", "at_most")]
        starts = self.day_field(at.get("from"), at.places.get("from"))
        worth = None if at.get("worth") is None else self.worths.worth(at.get("worth"))
        lost = any(
            at.get(word) is not None and cap is None for word, cap in zip(("at_most_per_year", "at_most"), caps, strict=True)
        )
        if (
            worth is None
            or lost
            or years is None
            or instalments is None
            or payers is None
            or not self.is_money_or_thing(worth, at)
        ):
            return None
        line = GrantLine(worth, name_of(unit_of_worth(worth, self.schema)), at.get("says"), starts, years,
                         at.get("in_arrears", False), instalments, caps[0], caps[1], payers, at.place)  # fmt: skip
        self.check(line, at)
        return line

    def is_money_or_thing(self, worth: Worth, at: Located) -> bool:
        """Whether a worth is money, or something in kind: not nothing, no sum for each of something, no money by money."""
        if is_nothing(worth, self.schema):
            self.report.error("ZW607", "a line of `none` gives nothing", at.places["worth"],
                              hint="write what it is worth, or leave the line out")  # fmt: skip
            return False
        powers = dict(unit_of_worth(worth, self.schema).powers)
        money = powers.keys() & currencies()
        if not any(n < 0 for n in powers.values()) and (not money or tuple(powers.values()) == (1,)):
            return True
        name = name_of(unit_of_worth(worth, self.schema))
        self.report.error("ZW401", f"a line that comes to {name} is neither money nor a thing", at.places["worth"],
                          hint="multiply it by what it is paid for: {rate: .., of: ..}")  # fmt: skip
        return False

    def check(self, line: GrantLine, at: Located) -> None:
        """Report caps, shares and schedules of a line that do not fit together."""
        unit = unit_of_worth(line.worth, self.schema)
        for cap in (line.at_most_per_year, line.at_most):
            if cap is not None and self.worths.binds(cap, Mapping((), at.place)) and not fits(cap, unit, self.schema):
                self.worths.misfit(line.unit, name_of(unit_of_worth(cap, self.schema)), Mapping((), at.place))
        if line.years and line.instalments:
            self.report.error("ZW603", "a line has `years` or `instalments`, not both", at.place, hint="make two lines of it")
        for word, stands in (("at_most_per_year", line.at_most_per_year), ("in_arrears", line.in_arrears)):
            if stands and not line.years:
                self.report.error("ZW603", f"`{word}` goes with `years`", at.places[word], hint="add `years:`, or leave it out")
        for word, shares in (("instalments", line.instalments), ("payers", line.payers)):
            whole = sum((canonical(one.share) for one in shares), Fraction(0))
            if shares and whole != 1:
                self.report.error("ZW605", f"the shares of the {word} come to {show_number(whole * 100)} %, not to 100 %",
                                  at.places[word], hint="correct a share")  # fmt: skip

    def optional(self, node: Node | None) -> Worth | None:
        return None if node is None else self.worths.worth(node)

    def all_years(self, at: Located) -> tuple[YearShare, ...] | None:
        found: list[YearShare] = []
        written = at.get("years", ())
        reached = 0
        for one in written:
            first, last = _ends(one)
            if first is None or last is None or not 1 <= first <= last <= MOST_YEARS:
                self.report.error("ZW603", "these are no years that follow one another", one.place,
                                  hint=f"write `year: 1`, or `from: 1, to: 3`, from 1 to {MOST_YEARS}")  # fmt: skip
                continue
            if first != reached + 1:
                said = "these years overlap those before them" if first <= reached else f"year {reached + 1} is left out"
                self.report.error(
                    "ZW603", said, one.place, hint=f"begin with year {reached + 1}; write `rate: 0 %` for a year without"
                )
            reached = last
            rate, when = self.worths.worth(one.get("rate")), self.condition(one.get("when"))
            if rate is None or (one.get("when") is not None and when is None):
                continue
            if not fits(rate, ONE, self.schema):
                self.report.error("ZW401", "the share of a year is written in %", one.place, hint="write `rate: 60 %`")
                continue
            found.append(YearShare(first, last, rate, when))
        return tuple(found) if len(found) == len(written) else None

    def instalments(self, at: Located) -> tuple[Instalment, ...] | None:
        found: list[Instalment] = []
        written = at.get("instalments", ())
        for one in written:
            share = self.share(one.get("share"))
            when, on = self.condition(one.get("when")), self.day_field(one.get("on"), one.places.get("on"))
            if (one.get("when") is not None and when is None) or (one.get("on") is not None and on is None):
                continue
            if on is not None and one.get("after") is not None:
                self.report.error(
                    "ZW603", "an instalment is due `after` a time or `on` a day, not both", one.place, hint="keep one"
                )
            after: Period | None = read_period(one.get("after")) if one.get("after") else None
            if share is not None:
                found.append(Instalment(share, after, on, when, one.get("says")))
        return tuple(found) if len(found) == len(written) else None

    def claw_back(self, at: Located | None) -> ClawBack | None:
        when = None if at is None else self.condition(at.get("when"))
        if at is None or when is None:
            return None
        share = Quantity(100, "%") if at.get("share") is None else self.share(at.get("share"))
        if share is None:
            return None
        if canonical(share) > 1:
            self.report.error("ZW607", "more than all goes back", at.places["share"], hint="write 100 % at most")
            return None
        return ClawBack(when, share, at.get("says"))

    def payers(self, at: Located) -> tuple[Payer, ...] | None:
        written = at.get("payers", ())
        shares = [self.share(one.get("share")) for one in written]
        found = [Payer(one.get("by"), share) for one, share in zip(written, shares, strict=True) if share is not None]
        return tuple(found) if len(found) == len(written) else None

    def share(self, node: Node | None) -> Quantity | None:
        """A share in percent."""
        found = self.worths.quantity(node)
        if node is None or found is None:
            return None
        if found.unit != "%":
            self.report.error("ZW401", "a share is written in %", node.place, hint="write `40 %`")
            return None
        return found

    def condition(self, node: Node | None) -> Condition | None:
        return None if node is None else self.worths.conditions.condition(node)

    def day_field(self, id: str | None, place: Place | None) -> str | None:
        if id is None:
            return None
        field = self.schema.get(id)
        if field is None:
            self.report.error("ZW101", f"unknown field `{id}`", place or Place(), hint=nearest(id, self.schema.ids()))
            return None
        if field.type is not FieldType.DAY or field.many:
            self.report.error("ZW107", f"`{id}` is not a day", place or Place(), hint="name a field of type day")
            return None
        return id


def _ends(at: Located) -> tuple[int | None, int | None]:
    """The first and the last of some years; None where it is not said, or said twice."""
    year, first, last = (at.values.get(word) for word in ("year", "from", "to"))
    if year is not None:
        return (year, year) if first is None and last is None else (None, None)
    return first, last
