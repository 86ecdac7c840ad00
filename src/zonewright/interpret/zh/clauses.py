"""Cuts inside a sentence: ； between statements, ， before a statement of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zonewright.interpret.zh import predicates

_SEMICOLON: Final = re.compile(r"[；;]")
#: What stands before a permission is no statement of its own if it is no longer than this: 实行弹性年期出让，…可按20年设定.
_SHORT: Final = 13
_COMMA: Final = re.compile(r"，|,(?!\d)")


def clauses(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that state one thing each; what is enclosed in brackets is blank in `masked`."""
    for first, last in _parted(masked, start, end):
        yield from _by_comma(masked, first, last)


def _parted(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between semicolons; one that does not stand on its own goes with the next one, the last with the one before."""
    pieces: list[tuple[int, int]] = []
    at = start
    for mark in _SEMICOLON.finditer(masked, start, end):
        pieces.append((at, mark.start()))
        at = mark.end()
    pieces.append((at, end))
    joined: list[tuple[int, int]] = []
    pending = -1
    for first, last in pieces:
        if not masked[first:last].strip():
            continue
        begin = pending if pending >= 0 else first
        if joined and pending < 0 and re.search(r"除外。?\s?$", masked[first:last]):
            joined[-1] = (joined[-1][0], last)
        elif _stands(masked[first:last]):
            joined.append((begin, last))
            pending = -1
        else:
            pending = begin
    if pending >= 0:
        last = max((last for first, last in pieces if masked[first:last].strip()), default=end)
        if joined:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((pending, last))
    yield from joined


def _stands(words: str) -> bool:
    trimmed = words.rstrip("。 ；")
    if trimmed.endswith("的"):
        return False
    return (
        predicates.OWN.search(words) is not None
        or predicates.IMPERATIVE.match(words) is not None
        or (_SUM.search(trimmed) is not None and _TEST.search(trimmed) is None)
    )


#: A benefit without a verb: 智能生产线10%, 第1年免租.
_SUM: Final = re.compile(r"\d\s?(?:[十百千万亿]{0,2}(?:元|美元)|%)(?:/[^，。；]{1,8})?$|(?:免租|减收|减半|全免)")
_TEST: Final = re.compile(r"(?:不低于|不少于|超过|达到|≥|占)[^，；]{0,12}$|以上$")


def _by_comma(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    edges = [start, *(mark.end() for mark in _COMMA.finditer(masked, start, end)), end]
    parts = [(edges[place], edges[place + 1]) for place in range(len(edges) - 1)]
    begin = start
    kind = _kind(masked[parts[0][0] : parts[0][1]], "")
    stands = _states(masked[parts[0][0] : parts[0][1]])
    for place in range(1, len(parts)):
        words = masked[parts[place][0] : parts[place][1]]
        following = masked[parts[place + 1][0] : parts[place + 1][1]] if place + 1 < len(parts) else ""
        last = masked[parts[place - 1][0] : parts[place - 1][1]]
        far = parts[place][0] - begin > _SHORT
        opens = stands and _opens(words, following, head=masked[begin : begin + 4], last=last, kind=kind, far=far)
        if opens or (not stands and _forbids(words, last, following)):
            yield begin, parts[place][0]
            begin, kind, stands = parts[place][0], "", False
        kind = _kind(words, kind)
        stands = stands or _states(words)
    yield begin, end


_SUDDEN: Final = re.compile(rf"\s?(?:逾期|[一二三四五\d]\s?年内(?!不再))?(?:{predicates.FORBIDS.pattern})")


def _forbids(words: str, last: str, following: str) -> bool:
    """A prohibition behind a clause that says something, though no more than that somebody does something."""
    states = predicates.PREDICATE.search(last) is not None and not _ADVERBIAL.search(last.rstrip("，, "))
    return states and (
        _SUDDEN.match(words) is not None or (words.lstrip().startswith("逾期") and _SUDDEN.match(following) is not None)
    )


_ADVERBIAL: Final = re.compile(
    r"(?:的|期间|之?后|时|之?前|之?日起|年起|月起|基础上|前提下|情况下|情形下|过程中|"
    r"同时|范围内|以来|规定|原则|要求|基础|方式|外|到\s?20\d\d\s?年[底末]?|的[^，的]{0,6}(?:企业|"
    r"项目|单位|机构|人员|个人|产品))$"
)


_BY_MEANS: Final = re.compile(r"\s?(?:依托|围绕|聚焦|利用|立足|用好|发挥|对标|针对)")


def _states(words: str) -> bool:
    """The clause has a predicate of its own and is no mere condition."""
    if _ADVERBIAL.search(words.rstrip("，, ")) or _BY_MEANS.match(words):
        return False
    return predicates.OWN.search(words) is not None or predicates.IMPERATIVE.match(words) is not None


def _kind(words: str, so_far: str) -> str:
    """What the statement began as; a prohibition counts as such wherever it stands."""
    if predicates.FORBIDS.search(words):
        return "prohibited"
    if so_far:
        return so_far
    for kind, opener in predicates.OPENERS:
        if opener.match(words):
            return kind
    tried = "试点" in words[:30] or "探索" in words[:30]
    if tried and "给予" not in words and "奖励" not in words:
        return "explore"
    if predicates.DUTY.match(words):
        return "must"
    if "可以" in words:
        return "may"
    if predicates.GIVES.search(words):
        return "supported"
    return "is_to" if predicates.IMPERATIVE.match(words) else ""


_MANNER: Final = re.compile(r"\s?(?:实行|采取|实现|形成|推动|促进|带动|提升)")
_FOR_YEARS: Final = re.compile(r"\s?[一二三四五六十两\d]{1,2}\s?年内(?:不再|取消)")
#: A second sum on a base of its own: 年度研发费用增量部分再按8%补助.
_AGAIN: Final = re.compile(r"\s?[^，对其]{4,24}(?:部分|的)再(?:按|给予|奖|补)")
_EFFECT: Final = re.compile(r"\s?(?:自|从).{2,24}(?:施行|实施|执行|生效|起)")
_SAT: Final = re.compile(r"[^，]{2,20}负责解释")
_ANEW: Final = re.compile(r"\s?其[^，]{2,24}(?:应当|视同|视为|不得|须|由[^，]{2,16}(?:安排|负责|办理|解决))")
_MEANWHILE: Final = re.compile(r"\s?(?:执行|实施)(?:期间|中|过程中)")
_FREE: Final = re.compile(r"\s?[^，对]{2,14}(?:全免|免费|免收|免征)")
_DONE: Final = re.compile(r"\s?[^，、]{2,20}(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:个工作日|小时|日|天)内[^，]{0,4}办结")
_ITS: Final = re.compile(r"\s?(?:其中|但|且|并|单个|最高|每|同一|按|给予|予以|可|不超过|累计|年度)")


def _opens(words: str, following: str, *, head: str, last: str, kind: str, far: bool) -> bool:
    """Whether a clause begins another statement after a complete one: `head` opens that one, `last` is its last clause."""
    opens = next((name for name, opener in predicates.OPENERS if opener.match(words)), "")
    if (
        opens
        and not (opens == kind == "explore" and not words.lstrip().startswith("并"))
        and (opens != "may" or (kind != "encouraged" and far))
    ):
        return True
    if _ANEW.match(words) and (kind == "may" or "由" in words):
        return True
    if kind == "may" and re.match(r"\s?(?:并|但)?(?:应当|必须|须|应(?=[于在按向]))", words):
        return True
    if re.match(r"\s?其[余他]", words) or (re.search("[施执]行|实施", last) and _MEANWHILE.match(words)):
        return True
    if re.match(r"\s?逾期", words) and predicates.FORBIDS.search(words + following):
        return True
    if kind != "prohibited" and predicates.FORBIDS.search(words) and not _ITS.match(words) and not _FOR_YEARS.match(words):
        return True
    if kind in {"planned", "explore"} and not opens and predicates.IMPERATIVE.match(words) and not _MANNER.match(words):
        return True
    if kind == "prohibited" and re.match(r"\s?并(?:按|依|将|追|处|纳|予)", words):
        return True
    if kind not in {"encouraged", "support"} and following and words.rstrip("， ").endswith("的") and not _ITS.match(words):
        return True
    if (
        predicates.SANCTION.match(words)
        and kind in {"must", "supported", "prohibited"}
        and re.search("违|虚假|骗|逾期|未|不", words)
    ):
        return True
    if re.match(r"\s?对", words) and head.lstrip().startswith("对") and predicates.OWN.search(words + following):
        return True
    if (
        kind in {"is_to", "may"}
        and re.match(r"\s?对", words)
        and re.search("给予|奖励|补贴|补助|资助|确定|应当", words + following)
    ):
        return True
    if kind == "supported" and _AGAIN.match(words):
        return True
    if kind in {"is_to", ""} and _FREE.match(words):
        return True
    if kind in {"is_to", "explore"} and _DONE.match(words):
        return True
    if kind not in {"supported", "support", "encouraged"} and re.match(r"\s?(?:单个|同一|每个)[^，]{0,20}(?:总额|累计)", words):
        return True
    if ("解释" in last and _EFFECT.match(words)) or _SAT.match(words):
        return True
    return kind in {"supported", "support"} and predicates.DUTY.match(words) is not None and not _ITS.match(words)
