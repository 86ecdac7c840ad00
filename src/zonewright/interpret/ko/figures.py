"""Figures in Korean words: number, unit, comparators, range and what each is counted per; not yet what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from zonewright.interpret.ko.amounts import BEFORE, MEASURES, Measure, day, figure, share
from zonewright.interpret.ko.printed import COMPARED, COMPARED_BEFORE, CUES, CUES_BEFORE, FIGURE, PER, PER_AFTER, PER_WORDS
from zonewright.provisions.model import Value
from zonewright.values import Number, exact


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed; `cue` says how it is bounded: `>=`, `<`, `within`, `upto`, `scope`, `range` and such, or nothing."""

    start: int
    end: int
    family: str
    unit: str
    value: Value
    high: Value | None = None  # upper end of a range
    cue: str = ""
    per: str = ""
    flags: tuple[str, ...] = ()
    core: int = 0  # where the number itself begins
    tail: int = 0  # where number and unit end, before the comparator


@lru_cache(maxsize=256)  # cutting and reading ask for the same words, one after the other
def figures(words: str) -> tuple[Figure, ...]:
    """Every figure of the words that has a unit, left to right, ranges put together."""
    found: list[Figure] = []
    if not _HAS.search(words):
        return ()
    for match in FIGURE.finditer(words):
        if match["passed"] is None and match["year"] is None:
            for one in _read(match, words):
                told = found and one.core < found[-1].end  # the 1인 of 50만원/1인
                if told or (one.family != "time" and _COUNTED_PER.match(words, one.tail)):
                    continue
                if found and (joined := _joined(found[-1], one, words)):
                    found[-1] = joined
                else:
                    found.append(one)
    return _shared(found, words)


_AND_NEXT: Final = re.compile(r", ?[가-힣·ㆍ/ ]{1,24}")
_CHANGED: Final = re.compile(
    r"(?: ?(?:이내|이하|이상|미만|까지|수준))?(?:으)?로 ?(?:대폭 |크게 )?"
    r"(?:상향|확대|인상|증액|감액|증원|늘|높|올|완화|축소|인하|줄|낮|조정|강화|단축|연장)"
)


def _shared(found: list[Figure], words: str) -> tuple[Figure, ...]:
    """A comparator behind the last of a list holds for all (제조업 300명, 교육 100명 이상); what is raised from is left out."""
    for place in range(len(found) - 2, -1, -1):
        one, after = found[place], found[place + 1]
        bound = after.cue in {">=", ">", "<=", "<"} and one.family == after.family in {"money", "person", "area", "count"}
        if bound and not one.cue and one.high is None and _AND_NEXT.fullmatch(words[one.end : after.start]):
            found[place] = replace(one, cue=after.cue, flags=(*one.flags, "far_comparator"))
    return tuple(
        one
        for place, one in enumerate(found)
        if place + 1 == len(found)
        or words[one.tail : found[place + 1].start].strip() not in {"에서", "→"}
        or _CHANGED.match(words, found[place + 1].tail) is None
    )


_COUNTED_PER: Final = re.compile(
    r" ?(?:당(?![일해])|마다)"
)  # 1인당, 1만㎡당: what something is counted per, no figure of its own
_HAS: Final = re.compile(
    r"\d|절반|[일이삼사오육칠팔구십백천만억] ?원|(?:한|두|세|네|다섯) ?(?:차례|번|명|곳|개)|"
    r"[일이삼사오육칠팔구십]{1,3}(?:퍼센트|년|개월)"
)


def _read(match: re.Match[str], words: str) -> Iterator[Figure]:
    if match["date"] is not None:
        yield from _dated(match, words)
    elif match["part"] is not None:
        whole = match["whole"].rstrip(" 의분") or "1"
        low, high = share(whole if whole[0].isdigit() else f"1{whole}", match["part"]), None
        if match["fromto"]:
            high = share(whole, match["fromto"].strip(" ~"))
        yield from _bounded(match, words, MEASURES["%"], low, high)
    elif match["over1"] is not None:
        above, below = match["over1"].split("/")
        if int(above) < int(below) and _SHARE_AROUND.search(words[max(0, match.start() - 3) : match.end() + 8]):
            yield from _bounded(match, words, MEASURES["%"], share(below, above), None)
    elif match["left"] is not None:
        left, right = figure(match["left"]), figure(match["right"])
        if left and right:
            yield from _bounded(match, words, MEASURES["%"], exact(Fraction(left) * 100 / right), None)
    elif match["half"] is not None:
        yield from _bounded(match, words, MEASURES["%"], 50, None)
    elif match["spelled"] is not None:
        if _SPELLED.match(match["spelled"]) and "단위" not in words[max(0, match.start() - 6) : match.start()]:
            yield from _bounded(match, words, MEASURES[match["wonlike"]], figure(match["spelled"]), None)
    elif match["native"] is not None:
        yield from _bounded(match, words, MEASURES[match["counted"]], figure(match["native"]), None)
    else:
        yield from _counted(match, words)


#: Words for a number, not the bare scale of a table: 일천오백만, 천만; 억원 alone is none.
_SPELLED: Final = re.compile(r"[^일이삼사오육칠팔구]{0,3}[일이삼사오육칠팔구]|[십백천]만")
_SHARE_AROUND: Final = re.compile(r"의 ?\d/\d|\d/\d ?(?:이상|이하|이내|까지|감면|범위|수준|을|를|초과|미만|지원|씩)")


def _counted(match: re.Match[str], words: str) -> Iterator[Figure]:
    number = match["number"]
    if len(number) > 40 or _GLUED.search(words[max(0, match.start() - 2) : match.start()]):
        return
    value, low, measure = figure(number), None, _measure(match, words)
    if value is None or measure is None or (measure == MEASURES["년"] and _CALENDAR.fullmatch(number)):
        return
    flags = () if measure.sure else ("unit_unsure",)
    if match["unit"] is None and match["currency"] is None and measure.family == "money":
        flags = ("currency_assumed",)
    if match["lo"] is not None:
        own = MEASURES[match["lounit"]] if match["lounit"] else measure
        if own.family != measure.family:
            return
        low = _like(match["lo"], number, value)
        if low is None:
            return
        low *= own.factor
        if low > value * measure.factor:
            flags = (*flags, "range_reversed")
    if re.search(r"\d,\d{3}[천백]만?", number):
        flags = (*flags, "odd_scale")
    if low is None:
        yield from _bounded(match, words, measure, value, None, flags=flags)
    else:
        yield from _bounded(match, words, measure, low, value, flags=flags, scaled=True)


_CALENDAR: Final = re.compile(r"\d{4}")  # 9999년 is a year, no span of years
#: The rest of a word or of a torn number (1,23,4억원; 1/2억원), or a minus: such a figure is not read.
_GLUED: Final = re.compile(r"[A-Za-z0-9._]$|\d[,/]$|(?:^|[^\w%)\]㎡])[-−]$")


def _measure(match: re.Match[str], words: str) -> Measure | None:
    """The unit behind, else the currency before, else money where hundred millions stand bare before a comparator."""
    currency = BEFORE.get(match["currency"] or "")
    if match["unit"]:
        measure = MEASURES[match["unit"]]
        if measure.family == "money" and match["unit"] in {"달러", "불", "엔"} and currency:
            return measure if measure.unit != "USD" else MEASURES["USD"]
        return measure if currency is None or measure.family == "money" else None
    if currency:
        return Measure("money", currency)
    number = match["number"]
    if number[-1] in "억만" and _BARE.match(words, match.end()):
        return (
            MEASURES["원"]
            if number[-1] == "억" or _MONEY_BEFORE.search(words[max(0, match.start() - 16) : match.start()])
            else None
        )
    return None


_BARE: Final = re.compile(r" ?(?:이상|이하|이내|미만|초과|까지|한도|규모|범위|을|를|의|$|[),~])")
_MONEY_BEFORE: Final = re.compile(r"투자|매출|금액|자본|보조|지원|한도|사업비|월|연")


def _like(low: str, high: str, value: Number) -> Number | None:
    """The lower number of a range; where only the upper one shows its scale, it holds for both: 1~3억."""
    number = figure(low)
    if number is None or low[-1] in "만억조" or high[-1] not in "십백천만억조":
        return number
    scale = high[len(high.rstrip("십백천만억조")) :]
    own = low[len(low.rstrip("십백천")) :]
    wanted = "" if own and (scale[-1] not in "만억조" or own.endswith(scale)) else scale[-1] if own else scale
    shared = figure(low + wanted)
    return shared if shared is not None and shared <= value else number


def _bounded(
    match: re.Match[str],
    words: str,
    measure: Measure,
    value: Number | None,
    high: Number | None,
    *,
    flags: tuple[str, ...] = (),
    scaled: bool = False,
) -> Iterator[Figure]:
    """A figure with its comparators and what it is counted per."""
    if value is None:
        return
    start, tail = match.start(), match.end()
    factor = measure.factor
    low_value = value if scaled else exact(Fraction(value) * factor)
    high_value = exact(Fraction(high) * factor) if high is not None else None
    yield _compared(measure, (low_value, high_value), (start, tail), flags, words)


def _compared(
    measure: Measure, values: tuple[Value, Value | None], core: tuple[int, int], flags: tuple[str, ...], words: str
) -> Figure:
    (low, high), (start, end), cue, per = values, core, "", ""
    if after := PER_AFTER.match(words, end):
        per, doubt = _per(after["many"], after["after"] or after["after2"], "")
        flags, end = (*flags, *doubt), after.end()
    if bound := COMPARED.match(words, end):
        cue, end = CUES[bound.lastgroup or ""], bound.end()
    if not cue and (beyond := _BEYOND.match(words, end)):
        cue, flags = _CUES_BEYOND[beyond[1]], (*flags, "far_comparator")
    ahead = words[max(0, start - 24) : start]
    if before := COMPARED_BEFORE.search(ahead):
        if not cue or cue in {"until", "since", "upto"}:
            cue = CUES_BEFORE[before["word"]]
        start -= len(ahead) - before.start()
        ahead = words[max(0, start - 24) : start]
    if measure.family in _COUNTED_EACH and (each := PER.search(ahead)):
        named = each["each"] or each["alone"]
        if not (each["alone"] and measure.family == "time"):
            told, doubt = _per(each["many"], named, each["time0"] or each["time"] or each["time2"] or "")
            per, flags = (per, flags) if per else (told, (*flags, *doubt))
            start -= len(ahead) - each.start()
            if (each["most"] or each["most2"]) and not cue:
                cue = "upto"
    bounded = cue if high is None or cue in {"", "upto", "within"} else "range"
    return Figure(start, end, measure.family, measure.unit, low, high, bounded, per, flags, *core)


def _per(many: str | None, thing: str, time: str) -> tuple[str, tuple[str, ...]]:
    """What is counted per, with its doubt: 3.3㎡당 is per pyeong, 10㎡당 per that lot, 1인당 월 per person and month."""
    each = PER_WORDS.get(thing, "unit")
    if many and figure(many) != 1:
        lot = "pyeong" if (many, each) == ("3.3", "m2") else "unit"
        return lot, ("unit_unsure",)
    both = f"{each}_{PER_WORDS[time]}" if time else each
    return (both, ()) if both in _TOGETHER or both == each else (each, ("unit_unsure",))


_TOGETHER: Final = frozenset({"person_month", "person_year"})
_COUNTED_EACH: Final = frozenset({"money", "percent", "count", "area", "person", "power", "weight", "time"})


#: A comparator behind a bracket holds for the figure before the bracket and the last one in it: 50명(중소기업은 20명) 이상.
_BEYOND: Final = re.compile(r"(?:\([^()]{1,60}\)|\)) ?(이상|이하|초과|미만|이내)")
_CUES_BEYOND: Final = {"이상": ">=", "이하": "<=", "초과": ">", "미만": "<", "이내": "within"}


def _dated(match: re.Match[str], words: str) -> Iterator[Figure]:
    year, month, of_month = (match["y"] or "").strip("'"), match["m"] or match["rm"], match["d"] or match["rd"]
    iso = f"{match['yend']}-12-31" if match["yend"] else day(year, month, of_month)
    if iso is None:
        return
    end = match.end()
    cue = ""
    if bound := _DAY_AFTER.match(words, end):
        cue, end = _DAY_CUES[bound.lastgroup or ""], bound.end()
    last = day(year, match["tm"], match["td"]) if match["tm"] else None
    yield Figure(match.start(), end, "date", "date", iso, last, "range" if last else cue, core=match.start(), tail=match.end())


_DAY_AFTER: Final = re.compile(
    r"(?P<since> ?(?:부터|이후|자로|로부터|을 ?시작으로))|(?P<until> ?(?:\d{1,2}:\d\d ?|"
    r"\d{1,2}시 ?)?(?:까지|이전|전까지))|(?P<in>(?:에|자로)? ?시행)"
)
_DAY_CUES: Final = {"since": "since", "until": "until", "in": "since"}
_BETWEEN: Final = re.compile(r" ?(?:~|-|내지|에서|부터|,|이고|이며|으로서|인 ?경우)? ?(?:최대 ?|최고 ?)?")
_HIGHS: Final = frozenset({"<=", "<", "until", "within", "scope", ""})


def _joined(low: Figure, high: Figure, words: str) -> Figure | None:
    """Two figures that are the ends of one range: 50명 이상 80명 미만, 10%에서 20%까지, 2026. 1. 1.부터 2026. 6. 30.까지."""
    gap = words[low.end : high.start]
    if low.unit == "year" and high.unit == "month" and low.family == "time" and not low.cue and gap in {"", " "}:
        return _months(low, high)
    if low.family != high.family or low.unit != high.unit or low.high is not None or high.high is not None or len(gap) > 6:
        return None
    if low.family == "date":
        tied = (low.cue == "since" and high.cue == "until" and not gap.strip()) or ("~" in gap and not gap.strip(" ~"))
        if not tied:
            return None
        last = high.value if len(str(high.value)) > 5 or len(str(low.value)) <= 5 else f"{str(low.value)[:4]}-{high.value}"
        return replace(low, end=high.end, high=last, cue="range", tail=high.tail)
    open_low = low.cue in {">=", ">"} and high.cue in {"<=", "<"} and (not gap.strip(" ~,") or gap.strip() in {"이고", "이며"})
    from_to = (
        (low.cue == "since" or gap.strip() == "에서") and high.cue in {"until", "within", "", "<="} and len(gap.strip()) <= 2
    )
    tilde = gap.strip() in {"~", "-", "내지"} and low.cue in {"", ">="}
    if from_to and _CHANGED.match(words, high.tail):
        return None
    if not (open_low or from_to or tilde) or _BETWEEN.fullmatch(gap) is None:
        return None
    flags = ("range_reversed",) if _larger(low.value, high.value) else ()
    return replace(
        low,
        end=high.end,
        high=high.value,
        cue="range",
        per=low.per or high.per,
        flags=(*low.flags, *high.flags, *flags),
        tail=high.tail,
    )


def _months(years: Figure, months: Figure) -> Figure | None:
    """1년 6개월 is 18 months."""
    if (
        not isinstance(years.value, int)
        or not isinstance(months.value, int)
        or years.high is not None
        or months.high is not None
    ):
        return None
    return replace(months, start=years.start, core=years.core, value=years.value * 12 + months.value)


def _larger(one: Value, other: Value) -> bool:
    return not isinstance(one, str) and not isinstance(other, str) and one > other
