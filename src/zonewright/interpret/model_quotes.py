"""Where a quote stands in a text: exactly once or not at all, never by likeness."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_QUOTES: Final = {**dict.fromkeys("“”„‟«»「」『』＂", '"'), **dict.fromkeys("‘’‚‛`´＇", "'")}
_DASHES: Final = {**dict.fromkeys("‐‑‒–—―−－﹣", "-"), **dict.fromkeys("～〜∼", "~")}
_FOLDS: Final = str.maketrans({**_QUOTES, **_DASHES})
#: Signs of which numbers are made, besides digits.
_NUMERALS: Final = frozenset("零〇一二两三四五六七八九十百千万亿兆십백천만억조")
_JOINTS: Final = frozenset(".,:/")


def find(quote: str, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Every place of the quote in a stretch of the text, letter by letter; a place that cuts a number or a Latin word is none.

    Only where there is none, width, spaces and the shape of quotes and dashes do not count.

    >>> find("500万元", "最高1500万元，最低５００ 万元", 0, 17)
    ((11, 17),)
    """
    within = text[start:end]
    spans = _whole(_all(quote.strip(), within), text, start) or _whole(_all_folded(quote, within), text, start)
    return tuple(spans)


def fold(text: str) -> str:
    """The text as it is compared: one width, no spaces or invisible marks, plain quotes and dashes."""
    return _folded(unicodedata.normalize("NFC", text))[0]


def cuts(text: str, at: int) -> bool:
    """Whether a place lies inside a number or a Latin word."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if counts(left) and counts(right):
        return True
    if left in _JOINTS and right.isdecimal():
        return at > 1 and text[at - 2].isdecimal()
    if left.isdecimal() and right in _JOINTS:
        return text[at + 1 : at + 2].isdecimal()
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def counts(mark: str) -> bool:
    """Whether a character is part of a number: a digit or a numeral of Chinese or Korean."""
    return mark.isdecimal() or mark in _NUMERALS


def _all(quote: str, text: str) -> list[tuple[int, int]]:
    found, at = [], text.find(quote) if quote else -1
    while at >= 0:
        found.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    return found


def _whole(spans: list[tuple[int, int]], text: str, start: int) -> list[tuple[int, int]]:
    moved = [(start + first, start + last) for first, last in spans]
    return [(first, last) for first, last in moved if not cuts(text, first) and not cuts(text, last)]


def _all_folded(quote: str, text: str) -> list[tuple[int, int]]:
    wanted = fold(quote)
    plain, places = _folded(text)
    spans = [(places[a], places[b - 1] + 1) for a, b in _all(wanted, plain)]
    return [(a, b) for a, b in spans if _folded(text[a:b])[0] == wanted]  # ㎡ is two letters: no span ends inside


@lru_cache(maxsize=256)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The text as it is compared, and for each of its characters the place it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for at, mark in enumerate(text):
        for one in unicodedata.normalize("NFKC", mark).translate(_FOLDS):
            if not one.isspace() and unicodedata.category(one) != "Cf":
                folded.append(one)
                places.append(at)
    return "".join(folded), tuple(places)
