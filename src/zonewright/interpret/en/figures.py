"""One figure at a place: its number, scale, currency or unit, and what it is counted per."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from zonewright.interpret.en import measures, numerals
from zonewright.values import Number, exact

#: Where a number begins: digits, words, or a printed fraction.
NUMBER: Final = re.compile(
    rf"(?P<long>\d{{25,}})|(?<![\w.,])(?:(?P<ratio>\d{{1,3}} ?: ?\d{{1,3}}(?![\d:]))|"
    rf"(?P<part>\d{{1,3}}/\d{{1,2}},?\d{{0,3}}(?![\d/])))"
    rf"|(?<![\d,])(?<![^A-Za-z]\.)(?P<digits>{numerals.DIGITS})|(?P<mark>[½⅓⅔¼¾])|\b(?P<words>{numerals.WORDS})",
    re.IGNORECASE,
)
_SIGN = re.compile(r"((?:[A-Za-z.]{1,10} )?[A-Za-z.]{0,7}[$¢₵€£¥₹₨₩₫₦₱฿₭₸₽₺₴₼₾₪৳៛₮]?\.?)[ ]{0,3}$")
_MEASURED = re.compile(r" ?(?:%|per ?cent|years?\b|months?\b|days?\b)", re.IGNORECASE)
_OF_ONE = re.compile(r" of (?:one|1) ?(?:%|per ?cent(?:um)?)(?: ?\([\d.]{1,6}%\))?", re.IGNORECASE)
_TIMES_OF = re.compile(r" times(?= (?:the|that|its|their|his|as much|this)\b)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_OF_SCALE = re.compile(r" of an? (?P<scale>hundred|thousand|million|billion|trillion|lakh|crore)\b", re.IGNORECASE)
#: Marks beside digits by which they are only a piece of what was written: 1_000, 1e9, 500/1000, 1 500,50.
_TORN_LEFT = re.compile(r"(?:_|\d[A-Za-z]|\d/)$")
_TORN_RIGHT = re.compile(r"_|/\d|(?<=\d[ ']\d{3}),\d")
_NEGATIVE = re.compile(r"(?:(?<![^\s(|:])(?<!\d )(?<!% )[-−]|−|\(not )$")
#: Scale words of other languages in Latin letters, which nobody reads surely.
_FOREIGN_SCALE = re.compile(
    r" ?-?(?:eok|oku|wan|man|yi|jo|cho|arab|kharab|juta|ribu|mili[ay]r|milyar|triliun|trilyun|mrd|bio)\b\.?(?![ -]days?)",
    re.IGNORECASE,
)
_SAME = re.compile(
    r" ?\( ?((?:[A-Za-z$₹.]{1,4} ?)?)([\d,.]{1,20}|[a-zA-Z][a-zA-Z -]{1,60}?)((?: ?(?:%|per ?cent(?:um)?|million|lakhs?|"
    r"crores?|only))?) ?\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit as printed at a place; `unit` is empty for a bare number."""

    start: int
    end: int
    value: Number
    unit: str
    raw: Number  # before its scale
    factor: int = 1
    per: str = ""
    flags: tuple[str, ...] = ()
    in_words: bool = False
    sign: str = ""

    @property
    def money(self) -> bool:
        return len(self.unit) == 3 and self.unit.isupper() and self.unit != "MVA"


def read_figure(words: str, found: re.Match[str], context: str, *, linked: bool = False) -> Figure | None:
    """The figure that a match of `NUMBER` begins; nothing where it is no figure or cannot be read surely.

    A `linked` one is the upper end of a range: a dash before it is neither a minus nor part of a name.
    """
    figure = _read(words, found, context, linked=linked)
    if figure is None or (not linked and _NEGATIVE.search(words, max(0, figure.start - 5), figure.start)):
        return None
    if found["digits"] and (
        _TORN_LEFT.search(words, max(0, found.start() - 2), found.start()) or _TORN_RIGHT.match(words, found.end())
    ):
        return None
    return None if figure.money and _FOREIGN_SCALE.match(words, figure.end) else figure


def _read(words: str, found: re.Match[str], context: str, *, linked: bool) -> Figure | None:
    start, end = found.span()
    if found["ratio"] or found["part"]:
        return _share(words, found)
    read = _number(words, found)
    if read is None:
        return None
    raw, end = read
    if words[end : end + 1] in {"½", "¼", "¾"} and found["digits"] and isinstance(raw, int):
        raw, end = raw + numerals.read_mark(words[end]), end + 1
    if found["digits"] and _ORDINAL.match(words, end):
        return None
    if found["words"] and raw < 1 and (part := _OF_ONE.match(words, end)) is not None:
        return Figure(start, part.end(), raw, "%", raw, 1, in_words=True)
    if found["words"] and raw < 1 and (scaled := _OF_SCALE.match(words, end)) is not None:
        raw, end = exact(Fraction(raw) * numerals.SCALES[scaled["scale"].lower()]), scaled.end()
    currency, sign_start, sign = _currency_before(words, start)
    factor, after = numerals.read_scale(words, end, money=currency is not None)
    sure = raw >= 1000 and ({",", "."} & set(found.group()) or measures.shown(sign, context))
    if len(sign) == 1 and sign.isalpha() and factor == 1 and not sure:
        return None  # K9, N1000: part of a name
    value = exact(Fraction(raw) * factor)
    same = _SAME.match(words, after)
    flags: tuple[str, ...] = ("odd_scale",) if factor > 10_000 and raw >= 100_000 else ()
    if same is not None:
        agreed = _repeats(same, raw, value)
        if agreed is False:
            flags += ("unit_unsure",)
        if agreed is not None:
            after = (
                same.end() if not same[3].strip(" %").isalpha() or same[3].strip().lower() in {"only"} or factor != 1 else after
            )
            if same[3].strip() == "%":
                figure = Figure(start, same.end(), value, "%", raw, factor, flags=flags, in_words=not found["digits"])
                return figure
    figure = Figure(start, after, value, "", raw, factor, flags=flags, in_words=found["digits"] is None)
    return _with_unit(words, figure, (currency, sign_start, sign), context, linked=linked)


def _hyphened(words: str, start: int) -> bool:
    return words[start - 1 : start] == "-" and words[start - 2 : start - 1].isalnum()


def _with_unit(words: str, figure: Figure, before: tuple[str | None, int, str], context: str, *, linked: bool) -> Figure | None:
    currency, sign_start, sign = before
    end, flags = figure.end, figure.flags
    if currency is None:
        after = measures.currency_after(words, end)
        if after is not None:
            currency, sign, end = after
            sign_start = figure.start
    if currency is not None:
        code, assumed = measures.settled(currency, sign, context)
        flags += ("currency_assumed",) if assumed else ()
        if words[end : end + 2] == "/-":
            end += 2
        if words[end : end + 1].isalpha():
            return None
        return replace(figure, start=sign_start, end=end, unit=code or "KES", flags=flags, sign=sign)
    if not linked and _hyphened(words, figure.start) and not _MEASURED.match(words, end):
        return None  # B-7, Covid-19: part of a name
    times = _TIMES_OF.match(words, end)
    if times is not None:
        return replace(figure, value=figure.value * 100, unit="%", end=times.end())
    unit = measures.unit_after(words, end)
    if unit is not None:
        return replace(figure, unit=unit[0], end=unit[1])
    if words[end : end + 1].isalpha() or words[figure.start - 1 : figure.start].isalpha():
        return None
    return figure


def _number(words: str, found: re.Match[str]) -> tuple[Number, int] | None:
    if found["mark"]:
        return numerals.read_mark(found["mark"]), found.end()
    if found["digits"]:
        number = numerals.read_digits(found["digits"])
        return None if number is None else (number, found.end())
    if not found["words"]:
        return None
    read = numerals.read_words(found["words"].lower())
    return None if read is None else (read[0], found.start() + read[1])


def _share(words: str, found: re.Match[str]) -> Figure | None:
    """1:1 as a share of one hundred, 2/3 and 10/1,000 as shares of a whole."""
    above, below = (int(side.strip().replace(",", "")) for side in re.split(r"[:/]", found.group()))
    if below == 0:
        return None
    if found["ratio"]:
        near = words[max(0, found.start() - 60) : found.end() + 20].lower()
        if not any(cue in near for cue in ("ratio", "match", "basis", "debt", "equity", "proportion")):
            return None
    elif above >= below or not re.match(r" ?(?:rd|th|nd)?s? ?(?:of|or)\b", words[found.end() : found.end() + 8]):
        return None
    value = exact(Fraction(above * 100, below))
    return Figure(found.start(), found.end(), value, "%", value, 1)


def _repeats(same: re.Match[str], raw: Number, value: Number) -> bool | None:
    """Whether a bracket after a number says the same number again; nothing where it says something else."""
    text = same[2].strip().lower()
    if text[0].isdigit():
        other = numerals.read_digits(text.rstrip(".,"))
    else:
        read = numerals.read_words(text)
        other = read[0] if read is not None else None
        if read is not None and read[1] < len(text):
            rest = text[read[1] :].strip()
            if rest not in {"only", "percent", "per cent", "million", "lakh", "lakhs", "crore", "crores", "per centum"}:
                return None
    if other is None:
        return None
    scale, _ = numerals.read_scale(same[3], 0, money=False) if same[3] else (1, 0)
    return other in {raw, value} or exact(Fraction(other) * scale) == value


def _currency_before(words: str, start: int) -> tuple[str | None, int, str]:
    floor = max(0, start - 22)
    found = _SIGN.search(words, floor, start)
    if found is None or not found[1].strip():
        return None, start, ""
    token, following = found[1], words[start : start + 1]
    for cut in (0, token.rfind(" ") + 1):
        word = token[cut:].strip()
        for sign in (word, word.rstrip("."), word.lstrip(".")):
            code = measures.currency_before(sign, following) if sign else None
            if code is not None:
                at = found.start(1) + cut + (len(token[cut:]) - len(token[cut:].lstrip()))
                return code, at, sign
    glued = re.search(r"[$€£¥₹₨₩₫₦₱฿]$", token)
    if glued:
        return measures.BEFORE.get(glued.group()), found.start(1) + glued.start(), glued.group()
    return None, start, ""
