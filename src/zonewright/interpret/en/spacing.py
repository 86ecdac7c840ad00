"""Hard-wrapped texts indent their lines: runs of blanks become one, and places are carried back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_RUN = re.compile(r" {2,}")


def single_spaced(words: str) -> tuple[str, Callable[[int], int] | None]:
    """The words with one blank for each run, and the way back from their places; nothing where nothing changed.

    >>> text, back = single_spaced("ten   million")
    >>> text, back and back(4)
    ('ten million', 6)
    """
    if "  " not in words:
        return words, None
    pieces, cuts, lost, at, total = [], [0], [0], 0, 0
    for run in _RUN.finditer(words):
        pieces.append(words[at : run.start() + 1])
        total += run.end() - run.start() - 1
        cuts.append(run.end() - total)
        lost.append(total)
        at = run.end()
    pieces.append(words[at:])
    return "".join(pieces), lambda place: place + lost[bisect_right(cuts, place) - 1]


def vocabulary(words: str) -> tuple[str, ...]:
    """The words of a list that is written as text."""
    return tuple(words.split())
