"""Figures as they stand: value, unit and comparators, before anyone asks what part they play."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from zonewright.interpret.zh import comparators, units
from zonewright.interpret.zh.figure import Figure
from zonewright.interpret.zh.numerals import LONGEST, read_arabic, read_chinese, scale_of
from zonewright.values import Number, exact


def _names(table: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))


_MARKS: Final = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_CHINESE: Final = rf"[{_MARKS}]{{1,{LONGEST}}}"
_ARABIC: Final = rf"\d{{1,{LONGEST}}}(?:,\d{{3}}){{0,6}}(?:\.\d{{1,12}})?"
_BEHIND: Final = {**units.CURRENCIES, **{name: code for name, code in units.SIGNS.items() if name.isascii() and name.isalpha()}}
_UNIT: Final = _names({*_BEHIND, *units.SHARES, *units.TIMES, *units.MEASURES, *units.COUNTED.split()})
_BEGINS: Final = re.escape("".join({name[0] for name in units.SIGNS}))
_FIGURE: Final = re.compile(
    rf"(?=[\d{_MARKS}{_BEGINS}])(?:"
    r"(?<![\d.:：第A-Za-z])(?P<one>\d{1,3}(?:\.\d{1,3})?)\s?[:：∶]\s?(?P<other>\d{1,3}(?:\.\d{1,3})?)(?![\d:：])"
    rf"|(?:(?P<sign>{_names(units.SIGNS)})\s?)?(?<![\d.,第A-Za-z])(?<!\d[:：])(?<![A-Za-z]-)(?P<number>{_ARABIC})(?![\d])"
    r"(?P<scale>\s{0,2}[十百千万亿]{1,3}(?![分])(?:\d{1,4}[百千万]{1,2})?)?"
    rf"(?:余|多)?(?:\s{{0,2}}(?P<unit>{_UNIT}))?"
    rf"|(?<![第{_MARKS}])(?P<part>百分之|千分之|{_CHINESE}分之)(?P<parts>{_CHINESE}(?:点[零〇一二三四五六七八九]{{1,6}}"
    rf")?|{_ARABIC})(?![分])"
    rf"|(?<![第{_MARKS}])(?P<low>{_CHINESE})(?:[-~至到](?P<high>{_CHINESE}))?(?:余|多)?(?P<word>{_UNIT}))",
    re.ASCII,
)
_BARE_LARGE: Final = re.compile(
    r"(?<![\d十百千万亿几数])(?<!\d )(?P<scale>[十百千]?亿|[百千]万)(?P<unit>元|美元)(?=（?[^。，；]{0,4}"
    r"以上(?!项目|企业|工程|产业))"
)
#: What cannot be read surely: 1/2万元, a slash between two bare numbers.
_SLASHED: Final = re.compile(r"(?<![\d/.])\d{1,24}(?:\.\d{1,12})?\s?/\s?\d{1,24}(?![\d/])", re.ASCII)
_MINUS: Final = re.compile(r"(?<![-\dA-Za-z□])-\s?$")
_QUOTED: Final = re.compile(r"《[^《》]{1,120}》|[〔\[［(（][^〔〕\]］（）()]{0,8}\d{4}[〕\]］)）]\s?第?\d{1,5}\s?号")
_EXAMPLE: Final = re.compile(r"[（(]\s?(?:不含|不包括|不包含|含|包括|包含)\s?$")
#: What follows a price that is so many tenths: 七折结算.
_REDUCED: Final = re.compile(r"\s?(?:以|结算|优惠|收取|计|供应|出[售让租]|价|的价|，|。|；)")
_ORDINAL: Final = re.compile(r"第\s?[\d一二三四五六七八九十]{1,3}\s?[-~至到、]?\s?$")


def figures(words: str) -> list[Figure]:
    """The figures of the words, left to right: ranges joined, units handed down a ladder, comparators read."""
    closed = [match.span() for match in _QUOTED.finditer(words)] if "《" in words or "号" in words else []
    if "/" in words:
        closed += [match.span() for match in _SLASHED.finditer(words)]
    found = [one for match in _FIGURE.finditer(words) if (one := _read(match, words)) is not None]
    if "亿" in words or "万" in words:
        found += [
            _large(match)
            for match in _BARE_LARGE.finditer(words)
            if not any(one.start < match.end() <= one.end for one in found)
        ]
        found.sort(key=lambda one: one.start)
    found = [one for one in found if not any(start <= one.start < end for start, end in closed)]
    found = [one for one in found if not _EXAMPLE.search(words, max(0, one.start - 8), one.start)]
    found = _unsigned(found, words) if "-" in words else found
    return comparators.compared(_ranged(_foreign(_handed_down(found, words), words), words), words)


def _unsigned(found: list[Figure], words: str) -> list[Figure]:
    """The figures without those that a minus stands before; a dash behind another figure is none."""
    ends = [None, *(one.end for one in found)]
    return [
        one
        for last, one in zip(ends, found, strict=False)
        if not _MINUS.search(words, max(0, one.start - 3), one.start)
        or (last is not None and _TO.fullmatch(words, last, one.start))
    ]


def _read(match: re.Match[str], words: str) -> Figure | None:
    if match["one"] is not None:
        return _ratio(match, words)
    if match["part"] is not None:
        return _share(match)
    if match["low"] is not None:
        return _chinese(match, words)
    value = read_arabic(match["number"], "")
    scale = (match["scale"] or "").strip()
    compound = re.fullmatch(r"([十百千万亿]{1,3})(\d{1,4})([百千万]{1,2})", scale)
    if compound:
        value = read_arabic(match["number"], compound[1])
        rest = read_arabic(compound[2], compound[3])
        value = None if value is None or rest is None or rest >= value else value + rest
    elif scale:
        value = read_arabic(match["number"], scale)
    if value is None or _ORDINAL.search(words, max(0, match.start() - 8), match.start()):
        return None
    size = scale_of(scale) if not compound else 1
    odd = bool(scale) and (value >= 10**13 or (not compound and value >= 10**6 * size))
    flags = ("odd_scale",) if odd else ()
    sign, word = match["sign"] or "", match["unit"] or ""
    if sign and (word not in units.CURRENCIES or word == "元"):
        unit, sort, factor = units.SIGNS[sign], "money", Fraction(1)
        return Figure(match.start(), match.end(), match.span(), value, None, unit, sign, "", size, sort, flags=flags)
    unit, sort, factor = unit_of(word)
    if unit == "year" and word in {"年", "年度"} and _is_dated(value, match, words):
        return None
    if word == "折" and (words.startswith("优惠", match.end()) or not _REDUCED.match(words, match.end())):
        flags = (*flags, "unit_unsure")
    if word == "月" and not re.match(r"\s?(?:以上|以内|内|及以上)", words[match.end() :]):
        return None
    start = match.start("number") if not sign else match.start()
    value = value if factor == 1 else exact(Fraction(value) * factor)
    if word in {"度", "方", "升", "立方"}:
        flags = (*flags, "unit_unsure")
    return Figure(start, match.end(), (start, match.end()), value, None, unit, word or scale, "", size, sort, flags=flags)


def unit_of(word: str) -> tuple[str, str, Fraction]:
    """The stored unit of a printed one, its sort, and the factor between them."""
    if word in _BEHIND:
        return _BEHIND[word], "money", Fraction(1)
    if word in units.SHARES:
        return "%", "share", units.SHARES[word]
    if word in units.TIMES:
        unit, factor = units.TIMES[word]
        return unit, "time", Fraction(factor)
    if word in units.MEASURES:
        unit, factor = units.MEASURES[word]
        return unit, "measure", Fraction(factor)
    return ("count", "counted", Fraction(1)) if word else ("", "bare", Fraction(1))


def _chinese(match: re.Match[str], words: str) -> Figure | None:
    low, word = read_chinese(match["low"]), match["word"]
    if _SEVERAL.search(words, max(0, match.start() - 1), match.end("low")):
        return None
    high = read_chinese(match["high"]) if match["high"] else None
    if low is None or (match["high"] and high is None) or (word == "折" and not _REDUCED.match(words, match.end())):
        return None
    if word in {"月", "度", "方", "周", "分"} and not match["high"]:
        return None
    if word == "成" and not re.match(r"\s?(?:[以的，。；、给领补予奖资]|左右|$)", words[match.end() :]):
        return None
    unit, sort, factor = unit_of(word)
    if (
        (unit == "year" and _is_dated(low, match, words))
        or (word == "年度" and match.start() and words[match.start() - 1] in "同每上下任该某逐首")
        or _ORDINAL.search(words, max(0, match.start() - 8), match.start())
    ):
        return None
    if high is not None:
        scale = scale_of(match["high"][-1])
        low = low if scale <= max(low, 10) else _scaled(low, high, scale)
    flags = ("range_reversed",) if high is not None and low > high else ()
    flags = (*flags, "unit_unsure") if word == "折" and words.startswith("优惠", match.end()) else flags
    bounds = (low, high) if factor == 1 else (exact(low * factor), None if high is None else exact(high * factor))
    op = "range" if high else ""
    return Figure(match.start(), match.end(), match.span(), *bounds, unit, word, op, sort=sort, chinese=True, flags=flags)


#: 数十万: nobody says how many.
_SEVERAL: Final = re.compile(r"[数几][十拾][万亿]{0,2}$")
_ERA: Final = re.compile(r"公元前?\s?$")


def _is_dated(value: Number, match: re.Match[str], words: str) -> bool:
    """A year of the calendar, not so many years; days already read are blank."""
    return (
        value >= 1000
        or match[0].startswith("0")
        or words.startswith("□", match.end())
        or _ERA.search(words, max(0, match.start() - 4), match.start()) is not None
    )


def _scaled(low: Number, high: Number, scale: int) -> Number:
    """The lower end with the scale of the upper one, 三至五万; a full number below it has its own, 5000至1万."""
    full = low >= 1000 and low <= high < 10 * scale
    return low if full else exact(Fraction(low) * scale)


def _share(match: re.Match[str]) -> Figure | None:
    below = {"百": 100, "千": 1000, "万": 10**4}.get(match["part"][:-2]) or read_chinese(match["part"][:-2])
    whole, _, part = match["parts"].partition("点")
    above = read_arabic(whole, "") if whole[0].isdigit() else read_chinese(whole)
    if not below or above is None:
        return None
    digits = "".join(str("零一二三四五六七八九".find(mark.replace("〇", "零"))) for mark in part)
    value = Fraction(above) + (Fraction(int(digits), 10 ** len(digits)) if digits else 0)
    share = exact(value * 100 / below)
    return Figure(match.start(), match.end(), match.span(), share, None, "%", match["part"], "", sort="share", chinese=True)


def _ratio(match: re.Match[str], words: str) -> Figure | None:
    """A share written as 1:1, only where the words say that it is one."""
    around = words[max(0, match.start() - 12) : match.start()] + words[match.end() : match.end() + 12]
    one, other = read_arabic(match["one"], ""), read_arabic(match["other"], "")
    if one is None or not one or other is None or not re.search("配套|比例|匹配|按|杠杆", around):
        return None
    share = exact(Fraction(other) * 100 / Fraction(one))
    flags = () if one == other else ("unit_unsure",)
    return Figure(match.start(), match.end(), match.span(), share, None, "%", ":", "", sort="share", flags=flags)


def _large(match: re.Match[str]) -> Figure:
    """亿元以上: a scale word that stands for one of it."""
    unit, sort, _ = unit_of(match["unit"])
    return Figure(
        match.start(),
        match.end(),
        match.span(),
        scale_of(match["scale"]),
        None,
        unit,
        match["unit"],
        "",
        sort=sort,
        chinese=True,
    )


_LISTED: Final = re.compile(r"\s?[、/]\s?|\s?(?:-{1,2}|~|至|到)\s?")


def _handed_down(found: list[Figure], words: str) -> list[Figure]:
    """A bare number before one with a unit takes its unit (10-50万元, 10、20、30万元); the scale too where it has none."""
    for place in range(len(found) - 2, -1, -1):
        one, following = found[place], found[place + 1]
        if one.sort != "bare" or following.sort == "bare" or not _LISTED.fullmatch(words, one.end, following.start):
            continue
        if following.chinese and one.scale == 1:
            continue
        factor = unit_of(following.word)[2] if following.sort != "money" else Fraction(1)
        scale = following.scale if one.scale == 1 else 1
        value = exact(Fraction(one.value) * factor)
        ends = _TO.fullmatch(words, one.end, following.start)
        value = _scaled(value, following.value, scale) if ends else exact(Fraction(value) * scale)
        found[place] = one._replace(
            value=value, unit=following.unit, word=following.word, sort=following.sort, scale=following.scale
        )
    return found


_TO: Final = re.compile(
    r"\s?(?:[（(][^（()）]{1,12}[）)])?\s?(?:及?以上)?(?:[（(][^（()）]{1,12}[）)])?\s?(?:-{1,2}|"
    r"~|至|到)\s?"
)
_BOUNDED: Final = re.compile(
    r"\s?(?:[（(][^（()）]{1,12}[）)])?\s?(?P<up>及?以上)?(?:[（(][^（()）]{1,12}[）)])?\s?[、，,]?\s?[且但并]?\s?"
    r"(?P<down>不超过|不足|不满|未满|低于|小于|不高于|未超过|未达到?|不多于)?\s?"
)
_WRAPPED: Final = re.compile(r"\s?[≤<]\s?[^\d，。；|]{1,20}[≤<]\s?")
_DOWN: Final = re.compile(r"\s?(?:[（(][^（()）]{1,12}[）)])?(?:及?以下|以内|之内)")
_UP: Final = re.compile(r"(?:不低于|不少于|大于|超过|满|高于|达到|≥|>)\s?$")


def _ranged(found: list[Figure], words: str) -> list[Figure]:
    """Two figures of one unit with 至, - or 以上…以下 between them become one range."""
    joined: list[Figure] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is None or not _is_range(last, one, words):
            joined.append(one)
            continue
        flags = (*last.flags, *(("range_reversed",) if last.value > one.value else ()))
        joined[-1] = last._replace(end=one.end, core=(last.core[0], one.core[1]), high=one.value, op="range", flags=flags)
    return joined


def _is_range(low: Figure, high: Figure, words: str) -> bool:
    if low.unit != high.unit or low.high is not None or high.high is not None or not low.unit or high.start - low.end > 40:
        return False
    if _TO.fullmatch(words, low.end, high.start) or _WRAPPED.fullmatch(words, low.end, high.start):
        return True
    between = _BOUNDED.fullmatch(words, low.end, high.start)
    if between is None or not (between["up"] or _UP.search(words, max(0, low.start - 6), low.start)):
        return False
    return bool(between["down"] or (between["up"] and _DOWN.match(words, high.end)))


_PREFIX: Final = re.compile(rf"(?P<name>{_names(name for name in units.CURRENCIES if len(name) > 1)})(?:约|共|计)?\s?$")


def _foreign(found: list[Figure], words: str) -> list[Figure]:
    """What the name of a currency stands before is in that currency, 新台币500万元, and so is what is joined to it."""
    for place, one in enumerate(found):
        if one.unit != "CNY" and not (one.sort == "bare" and one.scale > 1):
            continue
        last = found[place - 1] if place else None
        named = _PREFIX.search(words, max(0, one.start - 10), one.start)
        if named and (last is None or named.start() >= last.end):
            unit, start = units.CURRENCIES[named["name"]], named.start()
            found[place] = one._replace(start=start, core=(start, one.core[1]), unit=unit, sort="money")
        elif last is not None and {last.word, one.word} == {"元"} and _joined(last, one, words):
            found[place] = one._replace(unit=last.unit)
    return found


def _joined(last: Figure, one: Figure, words: str) -> bool:
    """Two ends of one range, or two steps of one ladder."""
    span = (last.end, one.start)
    between = _BOUNDED.fullmatch(words, *span)
    bounded = between is not None and bool(between["up"] or between["down"])
    return bounded or _TO.fullmatch(words, *span) is not None or _LISTED.fullmatch(words, *span) is not None
