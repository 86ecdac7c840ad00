"""Where provisions begin and end: blocks, lists told as one, sentences, and clauses with a modality of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from zonewright.interpret.ko.clauses import clauses
from zonewright.interpret.ko.figures import figures
from zonewright.interpret.ko.silence import defines, is_definition, is_silent
from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Unit

_LISTED: Final = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW}
_LONGEST: Final = 4_000
Span = tuple[int, int]


def units(document: Document, plain: str) -> tuple[Unit, ...]:
    """The units of the text, in order. `plain` is the shadow of the document's text, character for character."""
    found: list[Unit] = []
    told: dict[int, int] = {}  # block -> its last unit
    ends = _ends(document.blocks)
    said = 0
    passed = -1  # blocks up to here are told by a lead-in
    for place, block in enumerate(document.blocks):
        if place <= passed or block.kind not in _LISTED:
            continue
        if block.kind is BlockKind.ROW:
            spans = [(block.body, block.end)] if _tells(plain[block.body : block.end]) else []
        else:
            spans = _spans(document, plain, place)
            if spans and (last := _listed(document, plain, place, ends[place])) > place:
                passed = last
                said = spans[-1][1]
                spans[-1] = (spans[-1][0], _closed(plain, document.blocks[last].body, document.blocks[last].end))
        said = said if place < passed else 0
        lead = told.get(block.parent, -1) if block.kind is BlockKind.ITEM else -1
        for span in spans:
            start, label = _without_label(plain, *span)
            found.append(Unit(start, span[1], place, lead, label, said if span is spans[-1] else 0))
        if spans:
            told[place] = len(found) - 1
    return tuple(found)


def _ends(blocks: Sequence[Block]) -> list[int]:
    """For each block the place of the last item that hangs on it, itself where there is none."""
    ends = list(range(len(blocks)))
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if block.kind is BlockKind.ITEM and 0 <= block.parent < place:
            ends[block.parent] = max(ends[block.parent], ends[place])
    return ends


_PREDICATE: Final = re.compile(r"(?:다|요|음|함|임|됨|것)[.:]?$|같[다음]")
_ANNOUNCED: Final = re.compile(r"다음|아래|각 ?(?:호|목)|[:：]$")
_OWN: Final = re.compile(r"것[.;]?$|다\.$|(?:지원|면제|감면|지급|제외|금지|우대|가능|의무|불가)\)?[.;]?$")


def _listed(document: Document, plain: str, place: int, last: int) -> int:
    """The last of the items that are one with their lead-in: the lead-in has the predicate, no item a figure or a predicate."""
    blocks = document.blocks
    block = blocks[place]
    lead = plain[max(block.body, block.end - 160) : block.end].rstrip()
    lead = _NOTE_END.sub("", lead).rstrip()
    if last == place or _PREDICATE.search(lead) is None:
        return place
    apart = blocks[place + 1].rank != "bullet" or "\n\n" in document.text[block.end : blocks[place + 1].start]
    if apart and _ANNOUNCED.search(lead) is None:
        return place
    for item in blocks[place + 1 : last + 1]:
        words = _NOTE_END.sub("", plain[item.body : item.end]).rstrip()
        if item.kind is not BlockKind.ITEM or _OWN.search(words) or figures(words[:_LONGEST]):
            return place
    return last


_NOTE_END: Final = re.compile(r"(?: ?(?:<[^<>]{1,200}>|\[(?:전문|본조|제목)[^\[\]]{1,80}\]))+ ?$")


def _closed(plain: str, start: int, end: int) -> int:
    """The end of the words without notes of amendment and blanks."""
    while end > start:
        if plain[end - 1] not in ">] ":
            break
        note = _NOTE_END.search(plain, max(start, end - 260), end)
        if note is None or note.start() <= start:
            break
        end = note.start()
    while end > start and plain[end - 1] == " ":
        end -= 1
    return end


_END: Final = re.compile(
    r"[(「『\[“{]|[)」』\]”}]|(?<=[가-힣)\]”%])[.?!](?=[ <\[”\"']|$)|;(?= |$)|(?: ?(?:→|⇒|➡|▶|➔|"
    r"->) ?(?=[①-⑳]))"
)
_OPENING: Final = "(「『[“{"
_FARTHEST: Final = 600  # a bracket that is open longer than this was never closed


def _sentences(plain: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a stretch; what stands in brackets or quotes ends none."""
    at, depth, opened = start, 0, start
    for mark in _END.finditer(plain, start, end):
        sign = mark[0]
        if sign in _OPENING:
            if not depth:
                opened = mark.start()
            depth += 1
        elif sign in ")」』]”}":
            depth = max(0, depth - 1)
        elif not depth or mark.start() - opened > _FARTHEST:
            depth = 0
            outside = sign in ";" or "→" in sign or sign.strip() in {"⇒", "➡", "▶", "➔", "->"}
            yield at, mark.start() if outside else mark.end()
            at = mark.end()
    yield at, end


_HEAD: Final = re.compile(r"[ ·]*(?:(?:[①-⑳]|<[^<>]{1,200}>|[-○◦▪•※∙]) ?)*")


def _trimmed(plain: str, start: int, end: int) -> Span:
    head = _HEAD.match(plain, start, end)
    start = head.end() if head else start
    return start, _closed(plain, start, end)


def _spans(document: Document, plain: str, place: int) -> list[Span]:
    """The stretches of one block that state something."""
    block = document.blocks[place]
    headings = [plain[document.blocks[above].body : document.blocks[above].end] for above in document.above(place)]
    defining = (bool(headings) and defines(headings[0])) or any(is_definition(words) for words in headings[:2])
    whole = plain[block.body : block.end]
    leads = place + 1 < len(document.blocks) and document.blocks[place + 1].parent == place
    spans: list[Span] = []
    if is_silent(whole, headings, block, whole=True, leads=leads) or _is_subtitle(document, place, whole):
        return spans
    for sentence in _sentences(plain, block.body, block.end):
        start, end = _trimmed(plain, *sentence)
        words = plain[start:end]
        if end - start < 2 or is_silent(words, headings, block, whole=False, leads=leads):
            continue
        if (defining or is_definition(words)) and not figures(words[:_LONGEST]) and not _DELEGATED.match(words):
            continue
        spans.extend(_trimmed(plain, start + one, start + other) for one, other in clauses(words))
    return spans


def _is_subtitle(document: Document, place: int, words: str) -> bool:
    """A dash under the title, before the text begins, that says nothing countable."""
    before = document.blocks[max(0, place - 8) : place]
    after = document.blocks[place + 1 : place + 2]
    first = all(block.kind in {BlockKind.TITLE, BlockKind.ITEM} for block in before) and place < 8
    prose = bool(after) and after[0].kind is BlockKind.PARAGRAPH
    stated = words.endswith((".", "함", "됨", "음"))
    return first and document.blocks[place].kind is BlockKind.ITEM and not stated and (prose or not figures(words[:_LONGEST]))


#: 법 제6조제2항에서 “…이란: a scope that another text leaves open, no mere word.
_DELEGATED: Final = re.compile(
    r"[^“\"]{0,60}(?:조|항|호|목)(?: ?각 호 외의 부분)?(?: ?본문| ?단서)?(?:에서|"
    r"의) ?[“\"][^”\"]{2,60}[”\"]"
)


_TELLS: Final = re.compile(r"지원|감면|면제|보조|우대|제공|이내|전액|가능|제외|이상|부여|할인|무료|무상|보유|해당|필수|충족")


def _tells(words: str) -> bool:
    """Whether a row holds a benefit or a criterion."""
    return bool(figures(words[:_LONGEST])) or _TELLS.search(words) is not None


_LABEL: Final = re.compile(r"(?:\([가-힣A-Za-z· /]{1,14}\)|[가-힣A-Za-z0-9·ㆍ,()/& ]{1,24}?) ?: ?|\([가-힣A-Za-z· /]{1,14}\) ")
_SENTENCE: Final = re.compile(r"(?:다|까|요)\.?$|(?:며|고|되)$")
#: The clipped style of plans: an object and a verb without its ending.
_WORK: Final = re.compile(r"[^ ](?:을|를) .{0,120}[가-힣]{2}$|.{24}(?:조성|설립|운영|면제|설치|보조|지원)$")


def _without_label(plain: str, start: int, end: int) -> tuple[int, Span]:
    """A run-in label before a full sentence stands outside; before a fragment it stays."""
    label = _LABEL.match(plain, start, min(end, start + 40))
    if label is None or label.end() >= end:
        return start, (0, 0)
    sentence = _SENTENCE.search(plain, max(label.end(), end - 12), end) or (
        plain[start] == "(" and "세)" not in label[0] and _WORK.search(plain, max(label.end(), end - 140), end)
    )
    if not sentence:
        return start, (0, 0)
    return label.end(), (start, label.end())
