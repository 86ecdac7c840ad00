"""Days of the calendar: 2025年9月1日起, 截至2027年底, 2026年4月1日至4月30日."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from zonewright.interpret.zh.numerals import read_chinese
from zonewright.provisions.model import Confidence, Evidence, Quantity

_MARKS: Final = "零〇一二三四五六七八九十"
_DAY: Final = re.compile(
    rf"(?<![\d.])(?:(?P<year>(?:19|20)\d\d|[一二][九〇零][{_MARKS}]{{2}})\s?年\s?"
    rf"(?:(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月(?:份|底|末)?(?:\s?(?P<day>\d{{1,2}}|"
    rf"[一二三四五六七八九十]{{1,3}})\s?日)?|(?P<last>年?[底末])|度)?"
    r"|(?P<y>(?:19|20)\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"
    r"|(?P<only>\d{1,2})\s?月\s?(?P<on>\d{1,2})\s?日)",
    re.ASCII,
)
_FROM: Final = re.compile(r"(?:自|从|于|截至|截止到?|至|到|不晚于|不迟于|早于|在|有效期限?(?:延长)?至|延长至|持续到)\s?$")
_UNTIL: Final = re.compile(r"(?:截至|截止到?|不晚于|不迟于|早于|至|持续到)\s?$")
_JOIN: Final = re.compile(r"\s?[（(]?(?:起|开始)?\s?[，,]?\s?(?:至|到|-{1,2}|~)\s?")
_START: Final = re.compile(r"\s?(?:[（(]含[^（()）]{0,6}[）)])?\s?(?:起|开始|及?以后|之后|后|施行|实施|生效|正式)")
_STOP: Final = re.compile(r"\s?(?:[（(]含[^（()）]{0,6}[）)])?\s?(?:前|之前|以前|止|为止|截止|终止|失效|到期|及以前)")


def days(words: str) -> tuple[list[Quantity], str]:
    """The days that decide, and the words with every day blanked out, at the same length."""
    if "年" not in words and "月" not in words and "20" not in words:
        return [], words
    found = list(_DAY.finditer(words))
    if not found:
        return [], words
    stated: list[Quantity] = []
    place = 0
    while place < len(found):
        match = found[place]
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and _JOIN.fullmatch(words, match.end(), following.start()):
            first, last = _iso(match, "", end=False), _iso(following, _year(match), end=True)
            if first and last and _said(match) and _said(following):
                stated.append(_range(match, following, (first, last), words))
            place += 2
            continue
        one = _single(match, words)
        if one is not None:
            stated.append(one)
        place += 1
    blank = list(words)
    for match in found:
        blank[match.start() : match.end()] = "□" * (match.end() - match.start())
    return stated, "".join(blank)


def _said(match: re.Match[str]) -> bool:
    """More than a bare year."""
    return bool(match["month"] or match["last"] or match["y"] or match["only"])


def _range(first: re.Match[str], last: re.Match[str], span: tuple[str, str], words: str) -> Quantity:
    before = _FROM.search(words, max(0, first.start() - 10), first.start())
    start = before.start() if before else first.start()
    flags = ("range_reversed",) if span[0] > span[1] else ()
    evidence = Evidence("zh-day-range", start, last.end(), Confidence.LOW if flags else Confidence.HIGH)
    return Quantity(start, last.end(), "date", "range", span, "date", evidence, flags=flags)


def _single(match: re.Match[str], words: str) -> Quantity | None:
    before = _FROM.search(words, max(0, match.start() - 10), match.start())
    starts, stops = _START.match(words, match.end()), _STOP.match(words, match.end())
    until = _UNTIL.search(words, max(0, match.start() - 10), match.start())
    ends = match["last"] is not None and before is not None and before[0].strip() in {"到", "在", "于"}
    if stops or ((until or ends) and not starts):
        op, behind = "<=", stops
    elif starts:
        op, behind = ">=", starts
    else:
        return None
    if not _said(match) and not (starts and before and before[0].strip() in {"自", "从"}):
        return None
    iso = _iso(match, "", end=op == "<=")
    if not iso:
        return None
    start, end = before.start() if before else match.start(), behind.end() if behind else match.end()
    confidence = Confidence.HIGH if match["day"] or match["d"] else Confidence.MEDIUM
    return Quantity(start, end, "date", op, iso, "date", Evidence("zh-day", start, end, confidence))


def _year(match: re.Match[str]) -> str:
    return match["year"] or match["y"] or ""


def _iso(match: re.Match[str], year: str, *, end: bool) -> str:
    """The day as ISO 8601; the first or the last one of a month or year that is named without a day."""
    year = _year(match) or year
    stated = _number(year)
    month = _number(match["month"] or match["m"] or match["only"] or "")
    day = _number(match["day"] or match["d"] or match["on"] or "")
    if stated is None:
        return ""
    month = month or (12 if end or match["last"] else 1)
    if not 1 <= month <= 12:
        return ""
    longest = calendar.monthrange(stated, month)[1]
    day = day or (longest if end or match["last"] else 1)
    return date(stated, month, day).isoformat() if 1 <= day <= longest else ""


def _number(words: str) -> int | None:
    if not words:
        return None
    value = int(words) if words.isdigit() else read_chinese(words)
    return value if isinstance(value, int) else None
