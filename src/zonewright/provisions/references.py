"""References inside a text to its own articles, paragraphs and items, each with the name of the block that it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Confidence, Evidence, Mark
from zonewright.provisions.numbering import ORDINALS, han_number, roman_number

_HAN: Final = "[零〇一二三四五六七八九十百千两0-9０-９]{1,7}"
_ZH: Final = re.compile(
    rf"(?P<chapter>第{_HAN}章)"
    rf"|第(?P<article>{_HAN})[条條](?:之(?P<branch>[一二三四五六七八九十]))?(?:第(?P<para>{_HAN})款)?(?:第?[（(]?(?P<item>{_HAN})[）)]?项)?"
    rf"|(?:(?:本条|上述|前述|本款)\s?)?第(?P<ownpara>{_HAN})款(?:第?[（(]?(?P<paraitem>{_HAN})[）)]?项)?"
    rf"|第[（(]?(?P<ownitem>{_HAN})[）)]?项|(?P<before>前款|前条|前项)|(?P<annex>附件|附表)\s?(?P<annexno>{_HAN})"
)
_KO: Final = re.compile(
    r"(?P<chapter>제\d{1,3}장)"
    r"|제(?P<article>\d{1,4})조(?:의(?P<branch>\d{1,3}))?(?:\s?제(?P<para>\d{1,3})항)?"
    r"(?:\s?(?:제(?P<item>\d{1,3})호)(?:\s?(?P<point>[가-하])목)?)?"
    r"|제(?P<ownpara>\d{1,3})항(?:\s?제(?P<paraitem>\d{1,3})호(?:\s?(?P<parapoint>[가-하])목)?)?"
    r"|제(?P<ownitem>\d{1,3})호(?!\s?서식|,|의?\s?[가-힣]*규칙)(?:\s?(?P<itempoint>[가-하])목)?"
    r"|(?P<before>전항|전조|전호)|(?P<annex>별표)\s?(?P<annexno>\d{1,3})"
)
_EN: Final = re.compile(
    r"\b(?:(?P<word>[Ss]ections?|[Aa]rticles?|[Cc]lauses?|[Pp]aras?|[Rr]ules?|[Rr]egulations?|SECTION|ARTICLE|Q)\.?\s?"
    r"(?P<article>\d{1,4}[A-Z]?(?:\.\d{1,3}){0,4})(?P<levels>(?:\s?\([0-9a-zA-Z]{1,5}\)){0,4})"
    r"|(?:sub-?section|[Pp]aragraph|[Ss]ub-?paragraph|[Cc]lause|[Ii]tem|[Pp]oint)s?\s?(?P<own>(?:\([0-9a-zA-Z]{1,5}\)){1,3})"
    r"|(?P<part>Part|PART|Chapter|CHAPTER)\s(?P<partno>[IVXLC]{1,6}|\d{1,3})\b"
    rf"|(?P<schedule>(?i:{'|'.join(ORDINALS)})\s+Schedule)|(?P<annex>Schedule|Annex|Appendix)\s(?P<annexno>\d{{1,3}}|[A-Z])\b)"
)
_AND_EN: Final = re.compile(
    r"\s?(?:,|and|or|to|&|-|–)\s?(?P<article>\d{1,4}[A-Z]?(?:\.\d{1,3}){0,4})"
    r"(?P<levels>(?:\([0-9a-zA-Z]{1,5}\)){0,4})(?![\w%.]?\d|\s?(?:%|per))"
)
_LEVEL: Final = re.compile(r"\(([0-9a-zA-Z]{1,5})\)")
_ELSEWHERE_BEFORE: Final = re.compile(
    r"[》」』]\s?(?:\([^()]{0,40}\)\s?)?$|(?<!이 )(?<!본 )(?:법률?|시행령|시행규칙|조례|규칙|규정|협정|고시)\s?$"
    r"|同法$|该(?:办法|条例|法)$"
)
_ELSEWHERE_AFTER: Final = re.compile(
    r"\s(?:of|under)\s(?:the|that|said)\s(?:[A-Z][\w'’&()-]*\s|of\s|and\s|the\s|on\s|for\s){1,9}"
    r"(?:Act|Law|Code|Ordinance|Regulations?|Rules|Decree|Agreement|Treaty|Convention|Order)\b"
    r"|\sof\sthe\s(?:Act|Law|Code|Decree)\b"
)
_SYLLABLES: Final = "가나다라마바사아자차카타파하"


class _Place(NamedTuple):
    """Where a reference stands: its block, and the name of the article around it."""

    block: int
    article: str
    eid: str


def references(document: Document) -> tuple[Mark, ...]:
    """Every reference in the text, in order; the target is empty where it leads to another text or to nothing here."""
    names = _Names(document)
    pattern = {"zh": _ZH, "ko": _KO}.get(document.language, _EN)
    found: list[Mark] = []
    for place, block in enumerate(document.blocks):
        if block.kind in {BlockKind.TITLE, BlockKind.HEADING}:
            continue
        where = _Place(place, names.article_of(block.eid), block.eid)
        for one in pattern.finditer(document.text, block.body, block.end):
            found += _marks(document, names, one, where, block)
    return tuple(found)


def _marks(document: Document, names: _Names, found: re.Match[str], where: _Place, block: Block) -> Iterator[Mark]:
    language = document.language if document.language in {"zh", "ko"} else "en"
    text = document.text
    elsewhere = _ELSEWHERE_BEFORE.search(text, max(block.body, found.start() - 60), found.start()) is not None
    if language == "en":
        ends = [found, *_more(text, found, block.end)]
        elsewhere = _ELSEWHERE_AFTER.match(text, ends[-1].end(), min(block.end, ends[-1].end() + 120)) is not None
    else:
        ends = [found]
    for one in ends:
        start = one.start("article") if one is not found else one.start()
        target = "" if elsewhere else names.nearest(_targets(one, names, where, language))
        confidence = Confidence.HIGH if target or elsewhere else Confidence.MEDIUM
        yield Mark("reference", start, one.end(), Evidence(f"{language}-reference", start, one.end(), confidence), target)


def _more(text: str, found: re.Match[str], end: int) -> Iterator[re.Match[str]]:
    """The further numbers of `sections 7, 8 and 9`."""
    if not found["article"] or not (found["word"] or "").endswith("s"):
        return
    at, left = found.end(), 20
    following = _AND_EN.match(text, at, min(end, at + 60))
    while following is not None and left:
        yield following
        left -= 1
        following = _AND_EN.match(text, following.end(), min(end, following.end() + 60))


def _targets(found: re.Match[str], names: _Names, where: _Place, language: str) -> Iterator[str]:
    """The names that the words can mean, the likeliest first."""
    words = found.groupdict()
    if language == "en":
        yield from _english(words, names, where)
        return
    if words["chapter"]:
        yield names.top(("chp",), _number(words["chapter"][1:-1]))
    elif words["annex"]:
        yield names.top(("att",), _number(words["annexno"]))
    elif words["before"]:
        yield names.before(where, whole_article=words["before"] in {"前条", "전조"})
    elif words["article"]:
        branch = f"-{_number(words['branch'])}" if words["branch"] else ""
        base = names.top(("art", "sec", "rule"), _number(words["article"]) + branch)
        yield from names.below(base, _path(words, "para", "item", "point"))
    elif words["ownpara"]:
        for base in names.around(where):
            yield from names.below(base, _path(words, "ownpara", "paraitem", "parapoint"))
    else:
        for base in names.around(where):
            yield from names.below(base, _path(words, "", "ownitem", "itempoint"))


def _path(words: dict[str, str | None], para: str, item: str, point: str) -> list[tuple[Sequence[str], str]]:
    path: list[tuple[Sequence[str], str]] = []
    for name, forms in ((para, ("para", "p", "subsec")), (item, ("item", "point", "para")), (point, ("point",))):
        value = words.get(name) if name else None
        if value:
            path.append((forms, str(_SYLLABLES.index(value) + 1) if value in _SYLLABLES else _number(value)))
    return path


def _english(words: dict[str, str | None], names: _Names, where: _Place) -> Iterator[str]:
    if words.get("schedule"):
        yield names.top(("att",), str(ORDINALS.index(str(words["schedule"]).split()[0].lower()) + 1))
    elif words.get("annex"):
        number = str(words["annexno"])
        yield names.top(("att",), number if number.isdecimal() else str(ord(number) - 64))
    elif words.get("part"):
        number = str(words["partno"])
        value = number if number.isdecimal() else str(roman_number(number))
        yield names.top(("part",) if str(words["part"]).lower() == "part" else ("chp",), value)
    elif words.get("article"):
        levels = [((*_FORMS,), one.lower()) for one in _LEVEL.findall(words.get("levels") or "")]
        first, *rest = str(words["article"]).lower().split(".")
        own = _OWN.get(str(words.get("word") or "")[:4].lower(), ("art", "sec", "rule"))
        yield from names.below(names.top(own, first), [((*_FORMS,), one) for one in rest] + levels)
    else:
        levels = [((*_FORMS,), one.lower()) for one in _LEVEL.findall(words.get("own") or "")]
        for base in names.around(where):
            yield from names.below(base, levels)
        if len(levels) == 1:
            yield names.beside(where, levels[0][1])


#: Which names a word means first: a rule may hold sections, and a section articles.
_OWN: Final = {"q": ("qstn",), "sect": ("sec", "art"), "rule": ("rule", "art", "sec"), "arti": ("art", "sec")}
_FORMS: Final = ("para", "point", "item", "subpoint", "subsec")


def _number(words: str) -> str:
    return str(han_number(words))


class _Names:
    """The names of a document's blocks, and of what they stand in."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._first: dict[str, str] = {}  # a name, or the beginning of one: the first block under it
        self._tops: dict[str, str] = {}  # one step, such as `art_5`: the whole name that it ends
        for block in document.blocks:
            whole = ""
            for step in block.eid.split("__"):
                whole = f"{whole}__{step}" if whole else step
                self._first.setdefault(whole, block.eid)
                self._tops.setdefault(step, whole)

    def article_of(self, eid: str) -> str:
        steps = eid.split("__")
        for count in range(len(steps), 0, -1):
            if steps[count - 1].startswith(("art_", "sec_", "rule_", "qstn_")):
                return "__".join(steps[:count])
        return ""

    def top(self, forms: Sequence[str], number: str) -> str:
        """The block with that number among those that are numbered through the whole text."""
        return next((self._tops[f"{form}_{number}"] for form in forms if f"{form}_{number}" in self._tops), "")

    def around(self, where: _Place) -> Iterator[str]:
        """The names around a place, the nearest first, not further out than its article."""
        steps = where.eid.split("__")
        for count in range(len(steps) - 1, 0, -1):
            whole = "__".join(steps[:count])
            yield whole
            if whole == where.article:
                return

    def below(self, base: str, path: Sequence[tuple[Sequence[str], str]]) -> Iterator[str]:
        """The block that a path of numbers leads to from another; an article's first paragraph may be the article itself."""
        if not base:
            return
        for forms, value in path:
            inner = next((f"{base}__{form}_{value}" for form in forms if f"{base}__{form}_{value}" in self._first), "")
            if not inner and not ("p" in forms and value == "1"):
                return
            base = inner or base
        yield base

    def before(self, where: _Place, *, whole_article: bool) -> str:
        """The paragraph, or the article, before the one that the words stand in."""
        if whole_article:
            base, _, number = where.article.rpartition("_")
            step = f"{base.rpartition('__')[2]}_{int(number) - 1}" if number.isdecimal() else ""
            return self._tops.get(step, "")
        own = self._blocks[where.block]
        for place in range(where.block - 1, max(-1, where.block - 200), -1):
            block = self._blocks[place]
            if not block.eid.startswith(where.article):
                return ""
            if block.kind is BlockKind.PARAGRAPH and block.parent == own.parent:
                return block.eid
            if own.kind is BlockKind.ITEM and block.kind is BlockKind.ITEM and block.parent == own.parent:
                return block.eid
        return ""

    def beside(self, where: _Place, value: str) -> str:
        """The point or paragraph with that number that stands last before a place in its article."""
        for place in range(where.block - 1, max(-1, where.block - 100), -1):
            eid = self._blocks[place].eid
            if not eid.startswith(where.article):
                return ""
            if eid.endswith(tuple(f"__{form}_{value}" for form in _FORMS)):
                return eid
        return ""

    def nearest(self, targets: Iterator[str]) -> str:
        """The first of the names that is there: its own block, or the first that stands in it."""
        return next((self._first[one] for one in targets if one in self._first), "")
