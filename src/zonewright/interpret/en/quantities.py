"""Figures that decide or pay."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from zonewright.interpret.cues import lowered
from zonewright.interpret.en import dates, measures, roles
from zonewright.interpret.en.figures import NUMBER, Figure, read_figure
from zonewright.interpret.en.ladders import as_before, lesser, shared_unit, told_again
from zonewright.interpret.en.metrics import metric
from zonewright.interpret.en.tables import cell_context, cell_unit, column_heading
from zonewright.provisions.model import Around, Confidence, Evidence, Quantity

_ANY: Final = re.compile(
    r"\d|[½⅓⅔¼¾]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|fourteen|fif|sixteen|eighteen|twen|"
    r"fort|one|half|(?:a|per) dozen|a (?:hundred|third|quarter|million|thousand)|hundred)",
    re.IGNORECASE,
)
_NUMERAL = r"(?:\d[\w.]{0,12}(?: ?\([\w]{1,5}\)){0,4}|\([\w]{1,5}\)(?:\([\w]{1,5}\)){0,3}|[ivx]{1,6}\b|[a-z]\b)"
#: Numbers that name something, in small letters: articles, documents, forms, ranks, telephones, hours, editions, years.
_NAMES: Final = re.compile(
    rf"\b(?:sub-?)?(?:sections?|secs?\.|articles?|arts?\.|clauses?|paragraphs?|paras?\.?|schedules?|annex(?:es|ures?)?|"
    rf"appendi(?:x|ces)|chapters?|parts?|tables?|rules?|"
    rf"regulations?|orders?|nos?\.|numbers?|form|chap\.|circular|phase|items?|points?|step|level|categor(?:y|ies)|"
    rf"class(?:es)?|grade|tier|zone|type|stage|page|version|edition|vol\.?|cap\.|iso|hs|nic|code|"
    rf"fortune(?: global)?|top|global|forbes|world'?s? top|industry|web|plot|block|building|room|floor|gate|district|line|"
    rf"ward|method|option|scheme|model|formula|note|footnote|serial|sl\.|q)"
    rf"[ -]{{0,2}}(?:nos?\.? ?)?{_NUMERAL}(?:(?: ?,? ?(?:and|or|to|&|-|,|read with) ?){_NUMERAL}(?![\w]* ?(?:%|per ?cent|"
    rf"years?|months?|days?|million|crore|lakh))){{0,6}}"
    r"|\+\d[\d ()-]{6,20}|\b\d{2,5}-\d{4,8}(?:-\d{3,5})?\b|\b\d{1,2}[:.]\d\d ?(?:a\.?m|p\.?m|hours|hrs|noon)|\b24[ "
    r"-]?(?:/7|hours? a day|x ?7)|\b(?:19|20)\d\d ?- ?(?:19|20)?\d\d\b(?! ?%)"
    r"|\bfy ?'?\d{2,4}(?:-\d\d)?\b|\b(?:act|policy|ordinance|law|rules|scheme|code|regulations?|order|decree|plan|"
    r"edition),? (?:of )?(?:19|20)\d\d\b|\b100 ?(?:%|per cent) (?:eou|export oriented)"
    r"|\b(?:19|20)\d\d(?=[,.;:)\s]|$)(?! ?(?:million|crore|lakh|billion|%|per ?cent|persons|jobs|employees|workers|sq|m2|"
    r"units|mw|kw|acres|hectares))",
)
_DATE: Final = re.compile(rf"(?<![\w.,$-])(?:{dates.DATE})", re.IGNORECASE)
_LINK: Final = re.compile(
    r" ?,? ?(?P<plain>to|-|~|and|or|through)(?= |\d|[$€£₹]|[A-Z])(?: ?(?:a |the )?(?:up to|upto|max(?:imum)?(?: of)?))?(?: "
    r"?(?:rs\.?|less than|not exceeding|not more than|below|under))? ?"
    r"|,? ?(?:and|but|or|to|yet)? ?(?:is |are |be )?(?P<ends>(?:not|no) (?:exceed(?:s|ing)?|more than|greater than|over|"
    r"above|higher than)|less than|fewer than|below|under|up ?to|upto|lower than|at most|within)(?: or equal to)?(?: and "
    r"including)? ?",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    r"\b(?:reduc\w+|lower\w*|cut(?:s|ting)?|rais\w+|increas\w+|decreas\w+|drop\w*|enhanc\w+|expand\w*|extend\w*|adjust\w*|"
    r"rise[sn]?|down|revis\w+|shorten\w*|grow\w*)\b[^.;|]{0,70}\bfrom [^.;|]{0,12}$",
    re.IGNORECASE,
)
_SUBSTITUTED: Final = re.compile(r"[\"”']? ?,? ?there (?:were|is|are|be|shall be) substituted")
_ELSEWHERE: Final = re.compile(r" (?:in|for) [a-z]")
_FIRST: Final = re.compile(r"\b(?:the )?first $", re.IGNORECASE)
_REACHES: Final = re.compile(
    r"\b(?:till|until)\b[^.;]{0,50}reach(?:es)? $|\b(?:total|aggregate)\b[^.;]{0,60}restricted to $", re.IGNORECASE
)
_PLANNED: Final = re.compile(r"\b(?:plans?|aims?|envisages?|will|intends?|is to|are to)\b", re.IGNORECASE)
_COMES: Final = re.compile(r"[^.;|]{0,40}?\b(?:will be|(?:is|are) (?:to be|planned|envisaged))\b", re.IGNORECASE)
_ASKED: Final = re.compile(r"\b(?:if|who|that|which|must|shall|required|should|where|provided)\b[^.;]{0,90}$", re.IGNORECASE)
_ONE_TO_ONE: Final = re.compile(r"\b(?:one[- ]to[- ]one|1-to-1)\b", re.IGNORECASE)
#: The parts of a figure for which a draft asks what is measured.
_MEASURED = frozenset({"threshold", "rate"})
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_AREAS = frozenset(
    {"m2", "km2", "sqft", "sqyd", "ha", "acre", "mu", "rai", "km", "m", "MW", "GW", "kW", "kVA", "MVA", "kWh", "t", "kl"}
)
_PERSON_LEFT: Final = re.compile(
    r"\b(?:employ\w*|jobs?|persons?|workers?|staff|workforce|recruit\w*|hir\w+|personnel|headcount|trainees?|"
    r"researchers?)\b[^.;|]{0,60}$",
    re.IGNORECASE,
)


class _Held(NamedTuple):
    figure: Figure
    before: roles.Comparator | None
    after: roles.Comparator | None
    upper: Figure | None = None


def quantities(words: str, around: Around) -> tuple[Quantity, ...]:
    """The figures of the words, left to right, with offsets into the words."""
    if _ANY.search(words) is None and not around.row:
        return ()
    taken, found = _days(words, around)
    taken += [name.span() for name in _NAMES.finditer(lowered(words))]
    taken.sort()
    found += _numbers(words, around, taken)
    found += [
        Quantity(*one.span(), "rate", "=", 100, "%", Evidence("en-figure-one-to-one", *one.span()))
        for one in _ONE_TO_ONE.finditer(words)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _days(words: str, around: Around) -> tuple[list[tuple[int, int]], list[Quantity]]:
    taken, found = [], []
    for match in _DATE.finditer(words):
        day = dates.read_day(match)
        taken.append(match.span())
        operator = dates.day_operator(words, *match.span()) if day else None
        if day is not None and operator is None and around.row and words[: match.start()].rstrip().endswith("|"):
            operator = (
                ">="
                if re.search(r"\b(?:from|start|effective|commence)", column_heading(words, match.start(), around.header), re.I)
                else "<="
            )
        if day is None or operator is None:
            continue
        iso = day.iso[:8] + "01" if day.implied and match["y6"] and operator in {">=", "<"} else day.iso
        doubt = dates.ambiguous(match)
        evidence = Evidence(
            "en-figure-date", *match.span(), Confidence.LOW if doubt else Confidence.MEDIUM if day.implied else Confidence.HIGH
        )
        flags = ("unit_unsure",) if doubt else ()
        found.append(Quantity(*match.span(), "date", operator, iso, "date", evidence, flags=flags))
    return taken, found


def _numbers(words: str, around: Around, taken: list[tuple[int, int]]) -> list[Quantity]:
    found: list[Quantity] = []
    context = (
        (f"{words} {' '.join(around.headings)} {around.lead}").lower()
        if "$" in words or "Rs" in words or "illing" in words or measures.LETTERED.search(words)
        else ""
    )
    at, name = 0, 0
    while (match := NUMBER.search(words, at)) is not None:
        while name < len(taken) and taken[name][1] <= match.start():
            name += 1
        if name < len(taken) and taken[name][0] <= match.start() and not _is_money(words, match, taken[name]):
            at = taken[name][1]
            continue
        figure = read_figure(words, match, context)
        if figure is None or figure.end > len(words):
            at = max(match.end() if match["words"] is None else match.start() + 1, match.start() + 1)
            if match["words"] is not None:
                at = _past_word(words, match.start())
            continue
        if not figure.unit and around.row:
            figure = _celled(words, figure, around.header)
        if not figure.unit and not (figure.in_words and figure.value == 1):
            figure = shared_unit(words, figure, context)
        held = _held(words, figure, context)
        quantity = _quantity(words, held, around, found)
        at = max(_end(held), match.start() + 1)
        if quantity is not None and quantity.role in _MEASURED:
            quantity = replace(quantity, metric=metric(words, quantity.start, quantity.end, quantity.unit))
        if quantity is not None:
            found.append(lesser(words, as_before(words, quantity, found[-1] if found else None)))
    return found


def _is_money(words: str, match: re.Match[str], name: tuple[int, int]) -> bool:
    """Whether what looks like a year is money: USD 2000, 2010 thousand dollars."""
    figure = read_figure(words, match, "") if match.span() == name else None
    if figure is None or not figure.unit:
        return False
    signed = figure.start < match.start() and (len(figure.sign) > 1 or not figure.sign.isalpha())
    return signed or figure.factor > 1


def _celled(words: str, figure: Figure, header: str) -> Figure:
    """A bare number in a cell has the unit that its column's heading gives."""
    unit = cell_unit(words, figure.start, figure.end, header)
    return figure if unit is None else replace(figure, unit=unit[0], value=figure.value * unit[1], factor=unit[1])


def _past_word(words: str, at: int) -> int:
    while at < len(words) and words[at].isalnum():
        at += 1
    return at


def _held(words: str, figure: Figure, context: str) -> _Held:
    """The figure with its comparators, and with the upper bound of a range where there is one."""
    before = roles.comparator_before(words, figure.start)
    after = roles.comparator_after(words, figure.end)
    end = after.end if after else figure.end
    upper = _upper(words, figure, before, end, context)
    if upper is None:
        if after is None and figure.unit:
            per, stop = measures.per_after(words, figure.end)
            if per and figure.unit not in _TIMES:
                figure = replace(figure, per=per, end=stop)
                after = roles.comparator_after(words, stop)
        return _Held(figure, before, after)
    if not figure.unit:
        factor = upper.factor if figure.factor == 1 and figure.raw < 1000 else 1
        figure = replace(
            figure,
            unit=upper.unit,
            value=figure.value * factor,
            flags=figure.flags + tuple(f for f in upper.flags if f == "currency_assumed"),
        )
    elif figure.money and upper.factor > 1 and figure.factor == 1 and figure.raw < 1000 and upper.raw < 10000:
        figure = replace(
            figure, value=figure.value * upper.factor, flags=figure.flags if not upper.sign else (*figure.flags, "unit_unsure")
        )
    per, stop = measures.per_after(words, upper.end)
    if per and upper.unit not in _TIMES:
        upper = replace(upper, per=per, end=stop)
    return _Held(figure, before, after, upper)


def _upper(words: str, figure: Figure, before: roles.Comparator | None, end: int, context: str) -> Figure | None:
    link = _LINK.match(words, end)
    if link is None:
        return None
    match = NUMBER.match(words, link.end())
    if match is None:
        sign = re.match(r"([A-Za-z]{0,3}\.?[$€£₹₩]?) ?(?=\d)", words[link.end() : link.end() + 6])
        known = sign is not None and (not sign[1] or measures.currency_before(sign[1], "1") is not None)
        match = NUMBER.match(words, link.end() + sign.end()) if sign and known else None
    upper = read_figure(words, match, context, linked=True) if match else None
    if upper is None or (figure.unit and upper.unit and upper.unit != figure.unit):
        return None
    if not upper.unit:
        if not figure.money:
            noun = measures.noun_after(words, upper.end)
            if noun is None or (figure.unit and figure.unit != noun[0]):
                return None
            upper = replace(upper, unit=noun[0], end=noun[1])
        else:
            upper = replace(upper, unit=figure.unit)
    low = before is not None and before.op in {">", ">="}
    between = (
        re.search(r"\bbetween(?: the ages? of)? ?$", words[max(0, figure.start - 24) : figure.start], re.IGNORECASE) is not None
    )
    if (link["plain"] or "").lower() == "or" and not (figure.in_words and upper.in_words and upper.raw == figure.raw + 1):
        return None
    rising = figure.raw < upper.raw or figure.value < upper.value
    if link["ends"]:
        own = low or end > figure.end
        return upper if own and rising else None
    if link["plain"].lower() == "and":
        capped = low and rising and re.search(r"up ?to|not|less|below|under", link.group(), re.IGNORECASE)
        return upper if between or capped else None
    if before is not None and before.op in {"<", "<="} and before.word not in {"within"}:
        return None
    return upper


def _end(held: _Held) -> int:
    return max(held.figure.end, held.after.end if held.after else 0, held.upper.end if held.upper else 0)


def _quantity(words: str, held: _Held, around: Around, earlier: list[Quantity]) -> Quantity | None:
    """The figure with its part in the sentence; nothing where it is none, or only tells another one again."""
    if not held.figure.unit:
        counted = _counted(words, held, earlier)
        if counted is None:
            return None
        held = counted
    figure = held.figure
    if figure.unit in _TIMES and (figure.raw > 1000 or figure.value == 0):
        return None
    if _SUBSTITUTED.match(words, figure.end) or (earlier and told_again(words, figure, earlier[-1])):
        return None
    if held.upper is not None:
        return _range(words, held, held.upper, around)
    weak = held.before is None or held.before.far or held.before.word == "from"
    comparator = held.after if held.after and weak else held.before
    start = min(figure.start, comparator.start if comparator else figure.start)
    context = cell_context(words, figure.start, around)
    operator, word = (comparator.op, comparator.word) if comparator else ("", "")
    if word == "from" and figure.unit in _TIMES:
        operator = ""
    if not operator and context.startswith(("<=", ">=")):
        operator = context[:2]
    found = _told(words, figure, (operator, word), roles.part(words, start, context))
    flags = (*found.flags, "far_comparator") if comparator and comparator.far else found.flags
    end = max(found.end, comparator.end if comparator else 0)
    sure = Confidence.LOW if flags else found.evidence.confidence
    return replace(found, start=start, end=end, flags=flags, evidence=Evidence("en-figure", start, end, sure))


def _range(words: str, held: _Held, upper: Figure, around: Around) -> Quantity:
    """A figure from one bound to another; of a change (`from 30 to 14 days`) only what it becomes."""
    figure = held.figure
    context = cell_context(words, figure.start, around)
    if _CHANGED.search(words[max(0, figure.start - 100) : figure.start]):
        return _told(words, upper, ("", ""), roles.part(words, figure.start, context))
    start = min(figure.start, held.before.start if held.before else figure.start)
    flags = (*figure.flags, "range_reversed") if figure.value > upper.value else figure.flags
    role = _range_role(words, figure, upper, roles.part(words, start, context))
    evidence = Evidence("en-figure-range", start, upper.end, Confidence.LOW if flags else Confidence.HIGH)
    bounds = (figure.value, upper.value)
    return Quantity(start, upper.end, role, "range", bounds, figure.unit, evidence, upper.per, flags=flags)


def _told(words: str, figure: Figure, comparator: tuple[str, str], where: str) -> Quantity:
    """The figure with role and operator, by its unit, its comparator, and the part of the sentence it stands in."""
    operator, word = comparator
    left = words[max(0, figure.start - 120) : figure.start]
    if not operator and ((figure.unit not in _TIMES and _FIRST.search(left)) or _REACHES.search(left)):
        operator, word = "<=", "up to"
    asked = not operator
    counts = figure.unit in _AREAS or figure.unit == "count"
    if figure.unit in _TIMES:
        role, operator = roles.time_role(words, figure.start, figure.end, operator, where)
    elif figure.money or figure.unit == "%":
        where = "needs" if roles.bounds_size(words, figure.start, figure.end) else where
        role, operator = roles.money_role(operator, word, where, rate=figure.unit == "%")
    elif figure.unit == "point":
        role, operator = ("threshold", operator) if operator in {">=", ">"} else ("amount", operator or "=")
    else:
        role, operator = roles.count_role(operator, word, where, area=figure.unit in _AREAS)
    if role == "threshold" and counts and operator in {">=", "="} and _planned(words, figure, left):
        role, operator = "quantity", "=" if asked else operator
    flags = figure.flags
    if role == "threshold" and asked and figure.unit not in _TIMES:
        flags += ("no_comparator",)
    sure = Confidence.LOW if flags else Confidence.MEDIUM if not where else Confidence.HIGH
    span = (figure.start, figure.end)
    return Quantity(
        *span, role, operator, figure.value, figure.unit, Evidence("en-figure", *span, sure), figure.per, flags=flags
    )


def _planned(words: str, figure: Figure, left: str) -> bool:
    """Whether the figure is what somebody will build or bring, and not what is asked for."""
    return (_PLANNED.search(left) or _COMES.match(words, figure.end)) is not None and not _ASKED.search(left)


def _range_role(words: str, figure: Figure, upper: Figure, where: str) -> str:
    if figure.unit in _TIMES:
        role, _ = roles.time_role(words, figure.start, upper.end, "", where)
        return role
    if figure.money or figure.unit == "%":
        return roles.money_role("range", "", where, rate=figure.unit == "%")[0]
    return roles.count_role("range", "", where, area=figure.unit in _AREAS)[0]


def _counted(words: str, held: _Held, earlier: list[Quantity]) -> _Held | None:
    """A bare number is a figure where it counts persons or things, or where a comparator stands beside it."""
    figure = held.figure
    beside = (held.before is not None and not held.before.far and held.before.word != "from") or held.after is not None
    end = held.after.end if held.after else figure.end
    if isinstance(figure.value, int) is False and figure.in_words:  # one half, two-thirds
        share = replace(figure, value=figure.value * 100, unit="%")
        return held._replace(figure=share) if 0 < figure.value < 1 else None
    noun = measures.noun_after(words, end)
    if noun is not None:
        if not beside and (
            figure.value < 2 or (figure.in_words and noun[0] == "count" and "nstal" not in words[end : noun[1]])
        ):
            return None
        if figure.value < 2 and noun[0] == "count":
            return None
        per, stop = measures.per_after(words, noun[1])
        after = held.after or roles.comparator_after(words, noun[1])
        stop = max(stop, after.end if after else 0)
        return held._replace(figure=replace(figure, unit=noun[0], end=stop, per=per), after=after)
    if figure.value < 2:
        return None
    if (
        earlier
        and earlier[-1].unit == ("person")
        and earlier[-1].role == "threshold"
        and _ELSEWHERE.match(words, figure.end)
        and figure.start - earlier[-1].end < 90
    ):
        return held._replace(
            figure=replace(figure, unit="person"),
            before=roles.Comparator(earlier[-1].op, figure.start, figure.start, word="listed"),
        )
    if beside:
        person = _PERSON_LEFT.search(words[max(0, figure.start - 90) : figure.start]) is not None
        return held._replace(figure=replace(figure, unit="person" if person else "count", flags=(*figure.flags, "unit_unsure")))
    if not figure.in_words and re.search(
        r"\b(?:jobs?|employ(?:ees|ment)|persons?|workforce|staff)\b[^.|]{0,160}[:;] ?$",
        words[max(0, figure.start - 180) : figure.start],
        re.IGNORECASE,
    ):
        return held._replace(
            figure=replace(figure, unit="person"), before=roles.Comparator(">=", figure.start, figure.start, word="listed")
        )
    return None
