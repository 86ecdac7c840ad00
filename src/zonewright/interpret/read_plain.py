"""Bytes of a plain text become characters: the encoding is found by strict decoding and by how common the characters are."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from zonewright.provisions.document import Line

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
#: Characters that texts of the language are full of; those of a wrong decoding are rare ones.
_HAN: Final = frozenset(
    "的一是在不了有和人这中大为上个国以要时来用生到作地于出就分对成会可主发年动同工也能下过产种面而方后多定行学法所民得经十三之进"
    "等部度家电力化高自二理物现实加量两体制机当使点从业本性应开合因由其前外政日事平相全表与关各重新线内数质第向条结解意建月公无系"
    "情者最立代已通并提直程展料员位入文总次品式活设及管特件长求基资流路级统接较将组计别期根指万元企投奖励支持项目区给予政策的技术"
)
_HANGUL: Final = frozenset(
    "이다의을를는은에하고로가지한자원기업사투시부제도상장인정보금조관리대수전신용공서외경영비개발연구소법규설치단산년월일호항여야할있없"
    "과와및또그등위내용해당경우따라으로부터까지에서만분율억만원명세감면임료허신청승인결정시행"
)


def decode(content: bytes) -> tuple[str, str] | None:
    """The characters and the encoding that gives them; nothing where no encoding fits.

    >>> decode("한국".encode("cp949") * 9)[1], decode("支持企业".encode("gb18030"))[1]
    ('cp949', 'gb18030')
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    found = _strictly(content, "utf-8")
    if found is not None:
        return found
    tried = [one for one in (_strictly(content, "gb18030"), _strictly(content, "cp949")) if one is not None]
    best = max(tried, key=_likeness, default=None)
    if best is not None and _likeness(best) >= 3:
        return best
    foreign = sum(byte > 127 for byte in content[:100_000])
    if foreign * 20 <= min(len(content), 100_000) and b"\0" not in content:
        return _strictly(content, "cp1252")
    return None


def plain_lines(text: str) -> Iterator[Line]:
    """Each line of a text that stands as it was written."""
    at = 0
    for line in text.split("\n"):
        yield Line(at, at + len(line))
        at += len(line) + 1


def _strictly(content: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        return None


def _likeness(found: tuple[str, str]) -> int:
    """How many in ten of the foreign characters are common ones of the language; spaces between words speak for Korean."""
    text, encoding = found
    foreign = [mark for mark in text[:40_000] if mark > "\u2fff"]
    common = _HAN | _HANGUL if encoding == "gb18030" else _HANGUL
    return 10 * sum(mark in common for mark in foreign) // max(len(foreign), 1)
