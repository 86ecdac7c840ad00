"""The polite end of a sentence told as the plain one, so that one wording of a rule serves statutes, guides and answers."""

from __future__ import annotations

import re
from typing import Final

_CLOSED: Final = r"(?=(?: ?\([^()]{1,120}\))*[.,;:”\"’' )]*$)"
_POLITE: Final = re.compile(
    rf"(?P<give>드립니다|드려요){_CLOSED}|(?P<joint>드리)(?=[며고되][.,; ]*$)|(?P<stem>[가-힣])니다{_CLOSED}"
    rf"|(?P<soft>해요|돼요|있어요|없어요|받아요|이에요|예요){_CLOSED}"
)
_SOFT: Final = {
    "해요": "한다", "돼요": "된다", "있어요": "있다", "없어요": "없다", "받아요": "받는다", "이에요": "이다", "예요": "다",
}  # fmt: skip
#: Stems whose plain end is 다 alone: adjectives, and whatever ends in ㅆ.
_BARE: Final = "없같많높낮좋적작넓좁싶"
_N, _B, _SS = 4, 17, 20  # places of the final consonants ㄴ, ㅂ, ㅆ
_FARTHEST: Final = 150


def plain(words: str) -> str:
    """The words, their last verb plain, character for character.

    >>> plain("임대료를 깎아 드립니다."), plain("신청할 수 있습니다."), plain("면제받습니다.")
    ('임대료를 깎아 준다  .', '신청할 수 있다  .', '면제받는다 .')
    """
    tail = max(0, len(words) - _FARTHEST)
    if not any(mark in words[tail:] for mark in ("니다", "드리", "요")):
        return words
    found = _POLITE.search(words, tail)
    if found is None:
        return words
    start, end = found.span()
    if found["give"]:
        told = "준다"
    elif found["joint"]:
        told = "주"
    elif found["soft"]:
        told = _SOFT[found["soft"]]
    else:
        start, told = _verb(words, found)
    return words[:start] + told.ljust(end - start) + words[end:]


def _verb(words: str, found: re.Match[str]) -> tuple[int, str]:
    """Where the plain end of a verb in -ㅂ니다 or -습니다 begins, and what it is."""
    start, stem = found.start(), found["stem"]
    if stem == "입":
        return start, "이다"
    if stem == "습":
        before = words[start - 1 : start]
        return start, "다" if before in _BARE or _final(before) == _SS else "는다"
    if stem == "닙" or _final(stem) != _B:
        return (start, "니다") if stem == "닙" else (start, found[0])
    return start, chr(ord(stem) - _B + _N) + "다"


def _final(mark: str) -> int:
    return (ord(mark) - 0xAC00) % 28 if len(mark) == 1 and "가" <= mark <= "힣" else 0
