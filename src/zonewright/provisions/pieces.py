"""The blocks that stand on one line: the numbers it begins with, a title in brackets, and more numbers after a full stop."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from zonewright.provisions.lines import Stretch
from zonewright.provisions.numbering import BLANK, FIXED, RULES, Number, number_at

BLANKS: Final = re.compile(f"[{BLANK}]*")
_AFTER_FIXED: Final = re.compile(f"[{BLANK}]*(?:[-–—:：.][{BLANK}]*)?")
_NAME: Final = re.compile(
    rf"[{BLANK}]*(?:[(（]([^()（）\n]{{1,60}}(?:[(（][^()（）\n]{{1,30}}[)）][^()（）\n]{{0,30}})?)[)）]|【([^】\n]{{1,40}})】)"
)
_NOTE: Final = re.compile(r"(?:\s?[<〈][^<>〈〉]{1,120}[>〉])+|삭\s?제.{0,60}")
_SENTENCE: Final = re.compile(r"(?<=[.。>])[ \t\u3000]*(?=[①-⑳(（])")
#: A number of this form may be followed, on the same line, by one of those.
_CHAINS: Final = {
    "dot": {"both", "alpha-both", "roman-both"}, "levels-2": {"both", "alpha-both", "roman-both"},
    "article": {"both", "circle", "hanboth", "dot", "alpha-both"}, "section": {"both", "alpha-both"},
    "rule": {"both", "alpha-both"}, "both": {"alpha-both", "roman-both"}, "alpha-both": {"roman-both"}, "circle": {"dot"},
}  # fmt: skip

#: Reads a number in the light of those that are open; nothing where it is none.
Resolve = Callable[[Number], Number | None]


class Piece(NamedTuple):
    """A part of a stretch that becomes one block: its numbers, outermost first, and its words."""

    start: int
    body: int
    end: int
    numbers: tuple[Number, ...]
    stretch: Stretch
    named: bool = False  # the words are the title that an article carries in brackets


def pieces(text: str, one: Stretch, resolve: Resolve) -> Iterator[Piece]:
    """The blocks that stand on one line, in order."""
    start = one.start
    last: Number | None = None
    for cut in _cuts(text, one):
        if cut > start:
            number = number_at(text, cut, one.end)
            if number is None or last is None or number.form != last.form or number.value != last.value + 1:
                continue
            yield from _chain(text, start, cut, one, resolve)
            start, last = cut, number
        else:
            last = _last_number(text, one)
    yield from _chain(text, start, one.end, one, resolve)


def _cuts(text: str, one: Stretch) -> Iterator[int]:
    yield one.start
    if one.number is not None:
        yield from (found.end() for found in _SENTENCE.finditer(text, one.start, one.end))


def _last_number(text: str, one: Stretch) -> Number | None:
    """The innermost number at the start of a line."""
    number, last = one.number, one.number
    while number is not None:
        named = _NAME.match(text, number.end, one.end) if number.form in RULES else None
        last, at = number, named.end() if named else number.end
        blank = BLANKS.match(text, at, one.end)
        following = number_at(text, blank.end() if blank else at, one.end)
        number = following if following and following.form in _CHAINS.get(last.form, ()) else None
    return last


def _chain(text: str, start: int, end: int, one: Stretch, resolve: Resolve) -> Iterator[Piece]:
    """The numbers at the start of a piece, and the title in brackets that an article may carry, as a piece of its own."""
    while end > start and text[end - 1].isspace():
        end -= 1
    numbers: list[Number] = []
    at = start
    number = one.number if start == one.start else number_at(text, start, end)
    while number is not None:
        resolved = resolve(number)
        if resolved is None:
            break
        numbers.append(resolved)
        skip = (_AFTER_FIXED if number.form in FIXED else BLANKS).match(text, number.end, end)
        at = skip.end() if skip else number.end
        named = _NAME.match(text, number.end, end) if number.form in RULES and one.style[:4] != "head" else None
        inside = named and number_at(text, text.index(named[0].lstrip()[0], number.end), end)
        if named and not inside:
            group = 1 if named[1] is not None else 2
            yield Piece(start, named.start(group), named.end(group), tuple(numbers), one, named=True)
            blank = BLANKS.match(text, named.end(), end)
            start = at = blank.end() if blank else named.end()
            numbers = []
        following = number_at(text, at, end)
        chained = following is not None and (following.form in _CHAINS.get(number.form, ()) or number.form == "mark")
        number = following if chained else None
    if start < end and not _NOTE.fullmatch(text, start, end):
        yield Piece(start, at, end, tuple(numbers), one)
