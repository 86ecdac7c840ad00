"""Comparators before and behind a figure, and how they are shared along a row of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zonewright.interpret.zh.figure import Figure

_FILLED: Final = (
    r"(?:人民币|等值|约|合计|总计|为|其|在)?(?:每[^，。；、|\d]{1,10}|[^，。；、|"
    r"\d以为]{1,24}的|[^，。；、|\d的]{1,14}加)?\s?"
)
_MOST: Final = r"(?:最高(?!价|限价|人民|法院|年限)|最多|至多|上限|封顶|限额|最大|最长|不设下限)"
_BEFORE: Final = re.compile(
    r"(?:"
    rf"(?P<most>{_MOST}(?:[^，。；、|\d]{{0,14}}?(?:不超过|不得超过|不高于|不超))?)[^，。；、|\d]{{0,12}}"
    r"|(?P<ge>不得?低于|不得?少于|不得?小于|不能?低于|不应低于|不应少于|大于等于|"
    r"大于或等于|≥|>=|⩾|≧|至少|最低(?!价|工资|限价|标准|生活)|最少|最短|下限为?|不下于|"
    r"不短于)" + _FILLED + r"|(?P<le>(?:原则上|一般)?(?:均|总计|合计)?不(?:得|能|应|再|宜|可)?(?:超过|高于|"
    r"多于|大于|超|逾|长于)|未超过|小于等于|小于或等于|≤|<=|⩽|≦)"
    + _FILLED
    + r"|(?P<lt>未满|不满|不足|未达(?:到|产达税|产|标)?|未能达到|低于|少于|小于|不到|<)"
    + _FILLED
    + r"|(?P<gt>(?:首次|新|再)?(?:超过|突破|超出|高于|大于|多于|逾|高出|超|>))(?![^，。；]{0,4}部分)"
    + _FILLED
    + r"|(?P<reach>(?:首次)?(?:达到|已达|达|满|足)(?:人民币|了)?\s?)"
    r")$"
)
_AFTER: Final = re.compile(
    r"\s?(?:人民币)?(?:/(?:年|亩|月|人|平方米|㎡|个|家))?\s?(?P<note>[（(]\s?(?:不?含|不?包含|不?包括)[^（()）]{0,16}[）)]|[（(][^（()）]{0,10}下同[）)])?\s?"
    r"(?P<word>及其?以上|或以上|和以上|以上|之上|及其?以下|或以下|以下|之下|之内|"
    r"以内|内|封顶|为限|为上限|为最高限额|起(?!征|点|步价|施|执|至|始|的?[之]日)|"
    r"起步|前)"
    r"(?P<later>\s?[（(]\s?(?:不?含|不?包含|不?包括)[^（()）]{0,16}[）)])?"
)
_NOTE: Final = re.compile(r"\s?[（(]\s?(?:不?含|不?包含|不?包括)[^（()）]{0,16}[）)]")
_BEGINS: Final = re.compile(r"(?:自|从|在|于|距)[^，。；、|\d]{1,24}(?:之?日|当?月|当?年|后|次日|次月|前)(?:起|内|的)?\s?$")
_DISTANCE: Final = 30
_PUNCTUATION: Final = frozenset("，。；、|：:,;")


def compared(found: Sequence[Figure], words: str) -> list[Figure]:
    """The figures with their comparators, each stretch widened to hold them."""
    bound = [_bound(one, words, _floor(found, place, words)) for place, one in enumerate(found)]
    return _shared(bound, words)


def _floor(found: Sequence[Figure], place: int, words: str) -> int:
    """Where the words before a figure begin: behind the figure before it, unless that only names a kind of interest, 一年期."""
    at = found[place - 1].core[1] if place else 0
    return 0 if words.startswith("期", at) else at


def _bound(one: Figure, words: str, floor: int) -> Figure:
    start, end = one.core
    before = words[max(floor, start - _DISTANCE) : start]
    cut = next((at for at in range(len(before), 0, -1) if before[at - 1] in _PUNCTUATION), 0)
    behind = _behind(one, words)
    op, after = one.op, ""
    if behind is not None:
        word = behind["word"]
        strict = any("不" in (note or "")[:5] for note in (behind["note"], behind["later"]))
        if one.high is None:
            op = _op_behind(word, strict) or op
        end, after = behind.end(), word
    elif noted := _NOTE.match(words, end):
        end = noted.end()
    noted_in = one.high is None and re.match(r"[（(]\s?含", words[one.core[1] : end].lstrip()) is not None and behind is None
    front = _BEFORE.search(before, cut)
    above = False
    if front is not None:
        kind = front.lastgroup or ""
        above = kind == "most"
        start = start - len(before) + front.start()
        if one.high is None and not (after in {"以上", "及以上", "前"} and kind in {"reach"}):
            op = _op_before(kind, op)
        elif one.high is None:
            op = op or ">="
    if op in {"<", ">"} and noted_in:
        op += "="
    if one.sort == "time" and (begun := _BEGINS.search(words, max(floor, one.core[0] - 26), one.core[0])):
        start = min(start, begun.start())
    above = above or after in {"封顶", "为限", "为上限", "为最高限额"}
    return one._replace(start=start, end=end, op=op, above=above, after=after)


def _behind(one: Figure, words: str) -> re.Match[str] | None:
    """The comparator behind a figure, where it fits its unit."""
    found = _AFTER.match(words, one.core[1])
    if found is None:
        return None
    if found["word"] in {"内", "前", "起"} and one.sort != "time" and not (found["word"] == "起" and one.sort == "money"):
        return None
    if found["word"] == "前" and one.unit == "year":
        return None
    return found


def _op_behind(word: str, strict: bool) -> str:
    if word.endswith("上") or word in {"起", "起步", "前"}:
        return ">" if strict else ">="
    return "<" if strict else "<="


def _op_before(kind: str, behind: str) -> str:
    match kind:
        case "most" | "le":
            return "<="
        case "ge" | "reach":
            return ">="
        case "gt":
            return ">=" if behind == ">=" else ">"
        case _:
            return "<"


_TOGETHER: Final = re.compile(r"\s?[、和及与或/]\s?")


def _shared(found: list[Figure], words: str) -> list[Figure]:
    """Along A、B、C the first one's comparator before, or the last one's behind, holds for all."""
    for place in range(1, len(found)):
        last, one = found[place - 1], found[place]
        if last.op and last.high is None and not one.op and not last.after and _beside(last, one, words):
            found[place] = one._replace(op=last.op, above=last.above)
    for place in range(len(found) - 2, -1, -1):
        one, following = found[place], found[place + 1]
        if following.after and following.high is None and not one.op and _beside(one, following, words):
            found[place] = one._replace(op=following.op, above=following.above)
    return found


def _beside(one: Figure, following: Figure, words: str) -> bool:
    return one.unit == following.unit and _TOGETHER.fullmatch(words, one.end, following.start) is not None
