"""Phrases of rules, found word by word: thousands of them cost no more than a handful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[a-z&]+|\d[\d,.]*|[.,;:|()?]")
_CHOICE: Final = re.compile(r"\(([^()]*)\)|([^\s()-]+)")
#: Marks that end a statement; no phrase reaches over them.
_ENDS: Final = frozenset(".;:|?")
_GAP: Final = ".."
_WIDEST: Final = 7  # words that `..` may stand for
_DIGITS: Final = tuple("0123456789")


class Step(NamedTuple):
    """One word of a phrase: which words may stand there, how they may begin, and whether others may stand before it."""

    words: frozenset[str]
    stems: tuple[str, ...]
    gap: bool = False


class Phrase(NamedTuple):
    """The steps behind the first of a phrase, and the place of its rule."""

    rest: tuple[Step, ...]
    rule: int


class Index(NamedTuple):
    """Phrases by their first word: whole, or by its beginning where it is a stem."""

    whole: Mapping[str, tuple[Phrase, ...]]
    begun: Mapping[str, tuple[Phrase, ...]]
    lengths: tuple[int, ...]


def spelled(phrase: str) -> tuple[tuple[Step, ...], ...]:
    """The phrases that a written one stands for: `(tax|duty) holiday*`, `no .. rent`, `(#|one off) .. (grant|cash reward)`."""
    groups: list[list[list[str]]] = []
    for found in _CHOICE.finditer(phrase):
        choices = [choice.replace("-", " ").split() for choice in (found[1] or found[2]).split("|")]
        single = "|".join(choice[0] for choice in choices if len(choice) == 1)
        groups.append(([[single]] if single else []) + [choice for choice in choices if len(choice) > 1])
    return tuple(_steps([word for part in chosen for word in part]) for chosen in product(*groups))


def _steps(parts: Sequence[str]) -> tuple[Step, ...]:
    steps, gap = [], False
    for part in parts:
        if part == _GAP:
            gap = True
            continue
        words = part.split("|")
        stems = tuple(word[:-1] for word in words if word.endswith("*")) + (_DIGITS if "#" in words else ())
        steps.append(Step(frozenset(word for word in words if word[-1] not in "*#"), stems, gap))
        gap = False
    return tuple(steps)


def indexed(phrases: Iterable[tuple[tuple[Step, ...], int]]) -> Index:
    """The phrases with the places of their rules, by first word."""
    whole: dict[str, tuple[Phrase, ...]] = {}
    begun: dict[str, tuple[Phrase, ...]] = {}
    for (first, *rest), rule in phrases:
        for table, keys in ((whole, sorted(first.words)), (begun, first.stems)):
            for key in keys:
                table[key] = (*table.get(key, ()), Phrase(tuple(rest), rule))
    return Index(whole, begun, tuple(sorted({len(key) for key in begun})))


def found_in(words: str, index: Index, known: dict[str, tuple[Phrase, ...]]) -> dict[int, tuple[int, int]]:
    """The first place in the words, in small letters, of each rule that a phrase of it stands in.

    `known` remembers the phrases that each word may begin.
    """
    tokens = _WORD.findall(words)
    hits: dict[int, tuple[int, int]] = {}
    for at, token in enumerate(tokens):
        opened = known.get(token)
        if opened is None:
            opened = known[token] = _opened(token, index)
        for rest, rule in opened:
            if rule not in hits and (end := _end(tokens, at + 1, rest)):
                hits[rule] = (at, end)
    return _places(words, hits) if hits else hits


def _opened(token: str, index: Index) -> tuple[Phrase, ...]:
    found = index.whole.get(token, ())
    for length in index.lengths:
        if length > len(token):
            break
        found += index.begun.get(token[:length], ())
    return found


def _end(tokens: Sequence[str], at: int, rest: Sequence[Step]) -> int:
    """The place behind the last word of a phrase whose other words stand from a place on; 0 where they do not."""
    for words, stems, gap in rest:
        for token in tokens[at : at + (_WIDEST + 1 if gap else 1)]:
            at += 1
            if token in words or token.startswith(stems):
                break
            if token in _ENDS:
                return 0
        else:
            return 0
    return at


def _places(words: str, hits: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    spans = [found.span() for found in _WORD.finditer(words)]
    return {rule: (spans[first][0], spans[last - 1][1]) for rule, (first, last) in hits.items()}
