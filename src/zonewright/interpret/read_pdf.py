"""A PDF becomes lines with their pages; a page that is only a picture of text is refused, or read by OCR on request."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from zonewright.interpret.built import Written
from zonewright.interpret.refusals import refused

#: A page with fewer characters than this on average is a picture.
FEWEST_CHARACTERS: Final = 20
MOST_PAGES: Final = 5_000
_FOLIO: Final = re.compile(
    r"[-–—\s]*(?:page|p\.|第)?\s*\d{1,4}\s*(?:页|쪽|면)?\s*(?:(?:of|/|共)\s*\d{1,4}\s*页?)?[-–—\s]*", re.IGNORECASE
)
_PARTED: Final = re.compile("[\ufffe\x02\u00ad]\n?(\\S{0,60}) ?")
Opened: TypeAlias = Any  # the library brings no types
_DIGITS: Final = re.compile(r"\d+")
_OCR_LANGUAGES: Final = {"en": "eng", "zh": "chi_sim+eng", "ko": "kor+eng", "": "eng+chi_sim+kor"}


def pdf_lines(content: bytes, name: str, *, ocr: bool = False, language: str = "") -> list[Written]:
    """The lines of every page; what stands at the edge of most pages, and page numbers, are left out."""
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        if b"/Encrypt" in content:  # the library's own word for it may be that of another file
            raise refused("ZW705", "this PDF is locked with a password", name, "save a copy without the password") from None
        raise refused("ZW704", "this is not a whole PDF", name, "open it in a viewer and save it again") from None
    try:
        count = len(opened)
        if count > MOST_PAGES:
            raise refused("ZW707", f"this has {count} pages, more than {MOST_PAGES}", name, "split it")
        pages = [_page_lines(opened, place) for place in range(count)]
        if sum(len(line) for page in pages for line in page) < FEWEST_CHARACTERS * max(count, 1):
            if not ocr:
                hint = "read it with OCR (`pip install zonewright[ocr]`), or ask for the file it was printed from"
                raise refused("ZW706", "the pages of this PDF are pictures: no text is in them", name, hint)
            pages = [_seen_lines(opened, place, language, name) for place in range(count)]
    except pypdfium2.PdfiumError:
        raise refused("ZW704", "this is not a whole PDF", name, "open it in a viewer and save it again") from None
    finally:
        opened.close()
    running = _running(pages)
    dropped = [{place for place in _edge(page) if _plain(page[place]) in running} for page in pages]
    return [
        Written(line, "", number)
        for number, (page, drop) in enumerate(zip(pages, dropped, strict=True), start=1)
        for place, line in enumerate(page)
        if place not in drop
    ]


def _page_lines(opened: Opened, place: int) -> list[str]:
    page = opened[place]
    try:
        text_page = page.get_textpage()
        words = text_page.get_text_bounded() if not text_page.count_chars() else text_page.get_text_range()
        text_page.close()
    finally:
        page.close()
    return _split(words)


def _split(words: str) -> list[str]:
    """Lines of a page; a word parted at the end of a line, where the file says so, is one word again."""
    whole = words.replace("\r\n", "\n").replace("\r", "\n")
    whole = _PARTED.sub(r"\1\n", whole)
    return [line.rstrip() for line in whole.split("\n")]


def _edge(page: Sequence[str]) -> set[int]:
    """The places of the first two and the last two written lines of a page."""
    written = [place for place, line in enumerate(page) if line.strip()]
    return {*written[:2], *written[-2:]}


def _plain(line: str) -> str:
    return "#" if line.strip() and _FOLIO.fullmatch(line.strip()[:60]) else _DIGITS.sub("#", " ".join(line.split()))


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """What stands at the edge of most pages, digits aside: running heads and page numbers."""
    if len(pages) < 3:
        return frozenset()
    seen = Counter(words for page in pages for words in {_plain(page[place]) for place in _edge(page)})
    return frozenset(words for words, count in seen.items() if count >= 3 and 10 * count >= 7 * len(pages))


def _seen_lines(opened: Opened, place: int, language: str, name: str) -> list[str]:
    """The lines of a page as they are seen on its picture."""
    try:
        tesseract: Any = importlib.import_module("pytesseract")
        importlib.import_module("PIL")
    except ImportError as error:
        missing = error.name or "pytesseract"
        hint = "run `pip install zonewright[ocr]`"
        raise refused("ZW710", f"`{missing}` is not installed, and OCR needs it", name, hint) from None
    page = opened[place]
    try:
        picture = page.render(scale=3).to_pil()
        return _split(str(tesseract.image_to_string(picture, lang=_OCR_LANGUAGES.get(language, _OCR_LANGUAGES[""]))))
    except (tesseract.TesseractNotFoundError, tesseract.TesseractError) as error:
        said = str(error).split("\n", maxsplit=1)[0][:120]
        hint = "install the program tesseract with its languages eng, chi_sim and kor"
        raise refused("ZW710", f"OCR did not work: {said}", name, hint) from None
    finally:
        page.close()
