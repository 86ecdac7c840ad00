"""Where a provision stands, said as officials of each language cite it: 第四条第（一）项, 제9조제2항제2호, Section 6."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

from zonewright.interpret.draft_words import fill, same
from zonewright.provisions.document import Block, Document
from zonewright.values import LANGUAGES, Words

_JOINTS: Final = {"en": " ", "zh": "", "ko": " "}
_PART: Final = re.compile(r"([a-z]+)_([0-9][0-9-]*)")
#: What the text itself does not number, by the prefix of its name.
_COUNTED: Final[dict[str, Words]] = {
    "p": Words("paragraph {n}", "第{n}段", "{n}번째 문단"),
    "s": Words("sentence {n}", "第{n}句", "{n}번째 문장"),
    "list": Words("list {n}", "第{n}组", "{n}번째 목록"),
    "item": Words("item {n}", "第{n}项", "{n}번째 항목"),
    "tbl": Words("table {n}", "表{n}", "표 {n}"),
    "row": Words("row {n}", "第{n}行", "{n}번째 행"),
}
_CLAUSE: Final = Words("paragraph {n}", "第{n}款", "{n}번째 문단")  # a paragraph without number in an article
_KOREAN: Final = {"item": "제{n}호", "point": "{n}목"}


def place_of(document: Document, places: Mapping[str, int], eid: str) -> Words:
    """A provision's place by the numbers that the text prints, then by counting; `places` finds blocks by their eId."""
    path = [document.blocks[places[one]] for one in accumulate(eid.split("__"), "{}__{}".format) if one in places]
    numbered = [one for one in path if one.number and one.rank != "bullet"]
    stem = numbered[-1].eid if numbered else ""
    in_article = bool(numbered) and numbered[-1].rank == "article"
    rest = list(_counted(eid.removeprefix(stem) if eid.startswith(stem) else eid, stem, in_article, places))
    printed = _printed(numbered, document.language)
    told = Words(*(_JOINTS[language].join(one.in_language(language) for one in rest) for language in LANGUAGES))
    if not rest:
        return same(printed or eid)
    return fill(Words("{a}, {b}", "{a}{b}", "{a} {b}"), a=printed, b=told) if printed else told


def _printed(numbered: Sequence[Block], language: str) -> str:
    """The numbers as printed, from the article down where there is one; 7. falls away before 7.3."""
    first = next((at for at, one in enumerate(numbered) if one.rank == "article"), 0)
    own = numbered[first:]
    cited = [above for above, below in pairwise(own) if not below.number.startswith(above.number.rstrip(".") + ".")]
    cited += own[-1:]
    in_article = bool(cited) and cited[0].rank == "article"
    names = [_cited(one, language) if in_article else one.number for one in cited]
    joint = "" if language == "zh" or (language == "ko" and in_article) else " "
    return joint.join(names).rstrip(" .．、:：")


def _cited(block: Block, language: str) -> str:
    """A number in an article as it is cited: 제2항, 第（一）项."""
    bare = block.number.strip(" .．")
    if language == "zh" and block.rank in {"item", "paragraph"}:
        return f"第{bare}项"
    if language == "ko" and block.rank == "paragraph" and len(bare) == 1 and (digit := unicodedata.numeric(bare, 0)):
        return f"제{int(digit)}항"
    if language == "ko" and block.rank in _KOREAN and bare.isalnum():
        return _KOREAN[block.rank].format(n=bare)
    return block.number


def _counted(rest: str, stem: str, in_article: bool, places: Mapping[str, int]) -> Iterator[Words]:
    """The parts of a name that the text does not number; a paragraph that is alone needs no mention."""
    for prefix, number in _PART.findall(rest):
        if prefix == "p" and number == "1" and f"{stem}__p_2" not in places and stem:
            continue
        words = _CLAUSE if prefix == "p" and in_article else _COUNTED.get(prefix)
        yield fill(words, n=number) if words else same(f"{prefix} {number}")
