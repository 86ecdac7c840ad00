"""Where provisions begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zonewright.interpret.zh import predicates
from zonewright.interpret.zh.clauses import clauses
from zonewright.interpret.zh.left_out import left_out, says_something
from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Unit

_ENCLOSED: Final = re.compile(
    r"（[^（）]{0,300}）|\([^()]{0,300}\)|“[^“”]{0,300}”|《[^《》]{0,200}》|「[^「」]{0,200}」|"
    r"【[^【】]{0,60}】|〔[^〔〕]{0,20}〕"
)
_SENTENCE: Final = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)]*|$)")
_LABEL: Final = re.compile(r"\s*(?P<label>[^，。；：:、,|]{2,16}(?:、[^，。；：:,|]{2,8})?)(?:。|[:：](?=[^。]{12,}。))\s*")
_NOT_LABEL: Final = re.compile(
    r"本(?!地)|应当|不得|可以|予以|给予|必须|逾期|按照|负责|施行|废止|\d|以下|下列|"
    r"如下|^对(?!外)|^自|答$|问$"
)
#: What makes the words behind a label a sentence, so that the label is cut off.
_FULL: Final = re.compile(
    f"{predicates.GRANTS}|应当|必须|须|不得|可以|可(?=[按给由申享凭向])|鼓励|引导|允许|探索|免[征收费]|"
    "按[^，。；]{2,24}执行|承担|负责|采取|实行|建立|设立|组织|开展"
)
_TURNS: Final = re.compile(
    r"\s*\d{1,2}[．、]\s?(?=[^\d])|\s*(?:答|问|Q\d*|A\d*|注|备注|说明)\s?[:：]\s*|"
    r"\s*(?:据介绍|具体来看)，|\s*[一二三四五六七八九十]是\s?(?=[^否])|\s*(?:第[一二三四五六七八九]|"
    r"其[一二三四五六])，"
)
_FIGURE: Final = re.compile(
    r"\d\s?(?:[十百千万亿]{0,3}元|%|[十百千万亿]|年|个|家|人|亩|平方|日|天|倍|分|"
    r"项|件|次)|百分之|[一二三四五六七八九十]{1,3}(?:年|个月|日|万|倍)(?:以|内|的)"
)
_CRITERIA: Final = re.compile(r"条件|情形|要求|资格|标准|规定|应当?符合|具备|满足|不得|奖励|补助|补贴|资助|支持|措施|办法")
_LISTING: Final = re.compile(
    r"材料|资料|文件|职责|产业|领域|行业|内容|事项|范围|工作|任务|功能|程序|流程|"
    r"方式|机构|部门|项目包括|包括"
)


def units(document: Document, plain: str) -> tuple[Unit, ...]:
    """The units of the text, in order. `plain` is the shadow of the document's text, character for character."""
    masked = _masked(plain)
    below = _children(document)
    found: list[Unit] = []
    last_of: dict[int, int] = {}
    swallowed: set[int] = set()
    asked = (0, 0)  # the question of a list of questions and answers stands over its answer as a heading does
    for place, block in enumerate(document.blocks):
        if block.kind in {BlockKind.HEADING, BlockKind.TITLE} or plain[block.body : block.end].rstrip().endswith(("？", "?")):
            asked = (block.body, block.end) if plain[block.body : block.end].rstrip().endswith(("？", "?")) else (0, 0)
        if place in swallowed or block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW}:
            continue
        if block.kind is BlockKind.ROW:
            if says_something(masked[block.body : block.end]) and not left_out(plain[block.body : block.end], block, document):
                found.append(_trimmed(plain, _numbered(plain, block), block.end, place))
            continue
        items = below.get(place, [])
        lead = last_of.get(block.parent, -1)
        own = list(_block(document, place, plain=plain, masked=masked, lead=lead, label=asked))
        if items and own and _is_list(plain, document, items, plain[own[-1].start : own[-1].end]):
            every = _descendants(items, below)
            swallowed.update(every)
            end = max(document.blocks[one].end for one in every)
            own[-1] = _trimmed(plain, own[-1].start, end, place, lead=lead, label=own[-1].label)
        found.extend(own)
        if own:
            last_of[place] = len(found) - 1
    return tuple(unit for unit in found if unit.end > unit.start)


_ROW_NUMBER: Final = re.compile(r"\s*\d{1,3}\s*\|\s*(?=[^\d|\s])")


def _numbered(plain: str, block: Block) -> int:
    """Where a row begins behind its number: 1 | 建设货站 | 2026年底前."""
    number = _ROW_NUMBER.match(plain, block.body, block.end)
    return number.end() if number else block.body


def _masked(plain: str) -> str:
    """The same text with everything in brackets and quotation marks blanked out, so that cuts fall outside."""
    for _ in range(2):
        plain = _ENCLOSED.sub(lambda match: match[0][0] + "□" * (len(match[0]) - 2) + "□", plain)
    return plain


def _children(document: Document) -> dict[int, list[int]]:
    below: dict[int, list[int]] = {}
    for place, block in enumerate(document.blocks):
        if block.kind is BlockKind.ITEM and block.parent >= 0:
            below.setdefault(block.parent, []).append(place)
    return below


def _descendants(items: list[int], below: dict[int, list[int]]) -> list[int]:
    every, waiting = [], list(items)
    while waiting:
        one = waiting.pop()
        every.append(one)
        waiting.extend(below.get(one, ()))
    return every


def _is_list(plain: str, document: Document, items: list[int], lead: str) -> bool:
    """Whether the items only say what the lead-in speaks of, without a condition or benefit of their own."""
    if not lead.rstrip().endswith(("：", ":", "的", "以下", "下列", "括", "—")):
        return False
    texts = [plain[document.blocks[one].body : document.blocks[one].end] for one in items]
    if any(_FIGURE.search(text) for text in texts):
        return False
    tail = lead[-24:]
    if _LISTING.search(tail) and not re.search("条件|情形|要求", tail):
        return True
    return not _CRITERIA.search(lead) and not any(text.rstrip("；。 ").endswith("的") for text in texts)


def _block(document: Document, place: int, *, plain: str, masked: str, lead: int, label: tuple[int, int]) -> Iterator[Unit]:
    """The units of one paragraph or item."""
    block = document.blocks[place]
    start, end = block.body, block.end
    if left_out(plain[start:end], block, document):
        return
    articled = _in_statute(document, place)
    cut = _LABEL.match(masked, start, end)
    if (
        cut
        and cut.end() < end
        and not _NOT_LABEL.search(cut["label"])
        and (
            cut[0].rstrip().endswith("。")
            or _FULL.search(masked, cut.end(), end)
            or predicates.IMPERATIVE.match(masked, cut.end())
        )
    ):
        label = cut.span("label")
        start = cut.end()
    held = -1
    for sentence in _SENTENCE.finditer(masked, start, end):
        first, last = sentence.span()
        if first == last:
            continue
        if turn := _TURNS.match(masked, first, last):
            first = turn.end()
        words = masked[first:last]
        if (
            held < 0
            and "；" in words
            and not _grants(words)
            and re.match(r"\s*(?:对)?(?:上述|以上|符合)", masked[last : last + 8])
        ):
            held = first
            continue
        if held >= 0:
            first, held = held, -1
        elif left_out(plain[first:last], block, document, sentence=True):
            continue
        for one, other in clauses(masked, first, last):
            if block.number or says_something(masked[one:other]) or (block.kind is BlockKind.ITEM and lead >= 0) or articled:
                yield _trimmed(plain, one, other, place, lead=lead, label=label)


def _in_statute(document: Document, place: int) -> bool:
    """The paragraph stands below a chapter or section of a numbered text, not in a news item."""
    return any(document.blocks[above].number for above in document.above(place))


def _grants(words: str) -> bool:
    return re.search("给予|奖励|补助|补贴|资助|支持|免征|享受|应当|不得", words) is not None


def _trimmed(plain: str, start: int, end: int, place: int, *, lead: int = -1, label: tuple[int, int] = (0, 0)) -> Unit:
    """The unit without blanks at its edges and without a separator behind it."""
    while start < end and plain[start] in " ，,；;、":
        start += 1
    while end > start and plain[end - 1] in " ，,；;、":
        end -= 1
    return Unit(start, end, place, lead, label)
