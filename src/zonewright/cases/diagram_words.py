"""What diagrams say beside the words of a procedure, in three languages, and how wide words are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from zonewright.cases.deadlines import Limit
from zonewright.cases.procedure import Clock, Procedure
from zonewright.values import Words

CONDITION: Final = Words("if the condition is met", "符合条件", "조건 충족 시")
OTHERWISE: Final = Words("otherwise", "其他情形", "그 밖의 경우")
NEEDED: Final = Words("needed", "需要", "필요")
NOT_NEEDED: Final = Words("not needed", "不需要", "불필요")
DONE: Final = Words("Done", "完成", "완료")
CLOSED: Final = Words("File closed", "归档", "종결")
UNKNOWN_LIMIT: Final = Words("limit not known", "期限待明确", "기한 미확인")
BINDS: Final = Words("kept by {role}", "责任主体：{role}", "준수 의무: {role}")
PROMISED: Final = Words("promised {limit}", "承诺{limit}", "약속 기한 {limit}")
RESULTS: Final = {
    "granted": Words("granted", "准予", "허가·인정"),
    "refused": Words("refused", "不予批准", "불허가"),
    "not_accepted": Words("not accepted", "不予受理", "불수리"),
    "withdrawn": Words("withdrawn", "已撤回", "취하"),
    "lapsed": Words("lapsed", "失效", "실효"),
    "revoked": Words("revoked", "撤销", "취소"),
    "ended": Words("ended", "办结", "종료"),
}
_LIMITS: Final = {
    "working_day": Words("{n} working {day}", "{n}个工作日", "{n}근무일"),
    "day": Words("{n} {day}", "{n}日", "{n}일"),
    "week": Words("{n} {week}", "{n}周", "{n}주"),
    "month": Words("{n} {month}", "{n}个月", "{n}개월"),
    "year": Words("{n} {year}", "{n}年", "{n}년"),
    "hour": Words("{n} {hour}", "{n}小时", "{n}시간"),
    "working_hour": Words("{n} working {hour}", "{n}个工作小时", "근무시간 기준 {n}시간"),
    "minute": Words("{n} {minute}", "{n}分钟", "{n}분"),
    "working_minute": Words("{n} working {minute}", "{n}个工作分钟", "근무시간 기준 {n}분"),
}
_NOUNS: Final = ("day", "week", "month", "year", "hour", "minute")
_COLON: Final = {"en": ": ", "zh": "：", "ko": ": "}
_BETWEEN: Final = {"en": "; ", "zh": "；", "ko": "; "}
_BRACKETS: Final = {"en": " ({})", "zh": "（{}）", "ko": "({})"}
#: Words that are kept whole, and single Chinese letters with the marks that may not begin a line.
_PIECES: Final = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|[\u2e80-\u9fff\uff00-\uffef][，。、；：！？）」』》〉]*\s*")
#: What no XML may hold.
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """A text with a mark in place of each character that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def say_limit(limit: Limit, language: str) -> str:
    """A time limit in words.

    >>> say_limit(Limit(20, "working_day"), "zh"), say_limit(Limit(1, "month"), "en")
    ('20个工作日', '1 month')
    """
    nouns = {noun: noun if limit.count == 1 else f"{noun}s" for noun in _NOUNS}
    return _LIMITS[limit.unit].in_language(language).format(n=limit.count, **nouns)


def say_clock(clock: Clock, procedure: Procedure, language: str) -> str:
    """A clock in one line: its title, limit, promise, and who must keep it."""
    limit = say_limit(clock.limit, language) if clock.limit else UNKNOWN_LIMIT.in_language(language)
    told = [limit]
    if clock.promised:
        told.append(PROMISED.in_language(language).format(limit=say_limit(clock.promised, language)))
    role = procedure.roles.get(clock.binds)
    if role is not None:
        told.append(BINDS.in_language(language).format(role=role.title.in_language(language)))
    return f"{clock.title.in_language(language)}{_COLON[language]}{_BETWEEN[language].join(told)}"


def in_brackets(text: str, inner: str, language: str) -> str:
    """A text with another behind it in the brackets of the language."""
    return text + _BRACKETS[language].format(inner)


def text_width(text: str, size: int = 12) -> int:
    """About how many pixels a text takes."""
    return sum(13 if unicodedata.east_asian_width(letter) in "WF" else 7 for letter in text) * size // 12


def wrapped(text: str, width: int, size: int = 12) -> tuple[str, ...]:
    """The text in lines no wider than that, broken between words, or between Chinese letters."""
    lines = [""]
    for piece in _pieces(text, width, size):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines)


def _pieces(text: str, width: int, size: int) -> Iterator[str]:
    """What may stand on a line of its own; a word too long for a line is cut."""
    most = max(width * 12 // (13 * size), 1)
    for piece in _PIECES.findall(text):
        if text_width(piece.rstrip(), size) <= width:
            yield piece
        else:
            yield from (piece[start : start + most] for start in range(0, len(piece), most))
