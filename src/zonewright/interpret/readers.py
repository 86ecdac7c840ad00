"""Bytes of a file become a document: the reader is chosen by what the bytes are, not by their name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from zonewright.errors import InputError, Report
from zonewright.interpret.built import Written, built
from zonewright.interpret.read_docx import docx_lines
from zonewright.interpret.read_html import html_lines
from zonewright.interpret.read_pdf import pdf_lines
from zonewright.interpret.read_plain import decode, plain_lines
from zonewright.interpret.read_zip import entries_of, open_archive
from zonewright.interpret.refusals import refused
from zonewright.provisions.akoma_ntoso import from_akoma_ntoso
from zonewright.provisions.document import Document, Line
from zonewright.provisions.structure import blocks
from zonewright.tables import files

MOST_BYTES: Final = 64 * 2**20
MOST_CHARACTERS: Final = 32 * 2**20
#: In a folder or an archive, files with other endings are not texts and are passed over.
ENDINGS: Final = frozenset({".txt", ".text", ".md", ".htm", ".html", ".xhtml", ".docx", ".pdf", ".zip", ".akn", ".xml"})
_HTML: Final = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|div|p|h[1-6]|table|article|main|section)\b",
    re.I | re.S,
)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,30})", re.I)
#: What the web calls an encoding, and the wider one that its pages are really in.
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-1": "cp1252"}
_OTHERS: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_SAVE_AS: Final = "save it as .txt, .html, .docx or .pdf"


def read_text(content: str, id: str, language: str = "") -> Document:
    """A document from plain text; the language is found by its script where it is not given."""
    language = language or language_of(content)
    return Document(id, content, language, blocks(content, tuple(plain_lines(content)), language))


def read_bytes(content: bytes, name: str, *, language: str = "", ocr: bool = False) -> tuple[Document, ...]:
    """The documents in the bytes of a file: one, or those of an archive; a text that cannot be read is an InputError."""
    if content.startswith(b"PK\3\4") and not _is_word(content, name):
        return _from_archive(content, name, language, ocr)
    return (_one(content, name, language, ocr),)


def read_texts(path: Path | str, *, language: str = "", ocr: bool = False) -> tuple[Document, ...]:
    """The documents of a file or a folder with its folders, by name; all that cannot be read is told at once."""
    path = Path(path)
    if not files.is_folder(path):
        return read_bytes(files.read_bytes(path, most=MOST_BYTES), str(path), language=language, ocr=ocr)
    texts = [one for one in _files_in(path) if one.suffix.lower() in ENDINGS]
    if not texts:
        raise refused("ZW714", "no text is in this folder", str(path), f"it reads files ending in {', '.join(sorted(ENDINGS))}")
    report = Report()
    found: list[Document] = []
    for one in texts:
        try:
            found += read_bytes(files.read_bytes(one, most=MOST_BYTES), str(one), language=language, ocr=ocr)
        except InputError as error:
            for diagnostic in error.diagnostics:
                report.add(diagnostic)
    if report.failed:
        raise InputError(report.diagnostics)
    return tuple(found)


def language_of(text: str) -> str:
    """`ko`, `zh` or `en`, by the script that most of it is written in; a Latin word has some four letters for one of theirs."""
    sample = text[:20_000]
    marks = Counter(sample).items()
    hangul = sum(times for mark, times in marks if "가" <= mark <= "힣")
    han = sum(times for mark, times in marks if "一" <= mark <= "鿿")
    latin = sum(times for mark, times in marks if mark.isascii() and mark.isalpha())
    counts = {"en": latin, "zh": han * 4, "ko": hangul * 6}
    return max(counts, key=counts.__getitem__)


def document_id(name: str) -> str:
    """The stem of a file's name, made safe to be a file's name again.

    >>> document_id("a/政策 (1).txt"), document_id("...")
    ('政策-1', 'text')
    """
    stem = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    stem = stem.rpartition(".")[0] or stem
    return re.sub(r"[^\w.]+", "-", stem).strip("-.")[:120] or "text"


def _one(content: bytes, name: str, language: str, ocr: bool) -> Document:
    media, text, lines, notes = _read(content, name, language, ocr)
    if len(text) > MOST_CHARACTERS:
        raise refused("ZW707", f"this has {len(text):,} characters, more than {MOST_CHARACTERS:,}", name, "split it")
    if not text.strip():
        raise refused("ZW702", "no text is in this file", name, "check that it was saved whole")
    if media == "application/akn+xml":
        found = from_akoma_ntoso(text, name)
        return Document(document_id(name), found.text, language or found.language, found.blocks, media)
    language = language or language_of(text)
    tree = blocks(text, lines, language)
    if not tree:
        raise refused("ZW702", "no text is in this file", name, "check that it was saved whole")
    return Document(document_id(name), text, language, tree, media, notes)


def _read(content: bytes, name: str, language: str, ocr: bool) -> tuple[str, str, Sequence[Line], tuple[str, ...]]:
    """The medium, the text, its lines and what a person should know."""
    if content.startswith(b"PK\3\4"):
        return _put("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_lines(content, name))
    if b"%PDF-" in content[:1024]:
        written = pdf_lines(content, name, ocr=ocr, language=language)
        media, text, lines, _ = _put("application/pdf", written)
        return media, text, lines, _pages_without_text(written)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused("ZW700", "this is an old office file (.doc or .hwp)", name, _SAVE_AS)
    if content.startswith(_OTHERS):
        raise refused("ZW700", "this is none of the kinds of file that are read", name, _SAVE_AS)
    head = content[:4096]
    if b"<akomaNtoso" in head:
        return "application/akn+xml", _decoded(content, name)[0], (), ()
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) or (head.lstrip().startswith(b"<?xml") and b"<html" in head.lower()):
        return _put("text/html", html_lines(_page(content, name), name))
    text, encoding = _decoded(content, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    note = () if encoding in {"utf-8", "utf-8-sig"} else (f"read as {encoding}",)
    return "text/plain", text, tuple(plain_lines(text)), note


def _put(media: str, written: Sequence[Written]) -> tuple[str, str, Sequence[Line], tuple[str, ...]]:
    text, lines = built(written)
    return media, text, lines, ()


def _pages_without_text(written: Sequence[Written]) -> tuple[str, ...]:
    bare = sorted({line.page for line in written} - {line.page for line in written if line.words.strip()})
    return (f"pages without text: {', '.join(map(str, bare))}",) if bare else ()


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    found = decode(content)
    if found is None or _is_binary(found[0]):
        if b"\0" in content[:4096]:
            raise refused("ZW700", "this is none of the kinds of file that are read", name, _SAVE_AS)
        raise refused("ZW701", "the characters of this file are in no known encoding", name, "save it in UTF-8")
    return found


def _is_binary(text: str) -> bool:
    """Whether so many characters are none of writing that this is no text."""
    sample = text[:8192]
    return 10 * sum(mark < " " and mark not in "\t\n\r\f\v" for mark in sample) > 3 * len(sample)


def _page(content: bytes, name: str) -> str:
    """The characters of a web page: as it says itself, unless the bytes speak against it."""
    said = _CHARSET.search(content[:4096])
    named = said[1].decode("ascii").lower() if said else ""
    encoding = _WIDER.get(named, named)
    if encoding and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return _decoded(content, name)[0]


def _is_word(content: bytes, name: str) -> bool:
    """Whether an archive is a Word file; other office files are refused by name."""
    with open_archive(content, name) as archive:
        names = frozenset(archive.namelist())
    if "word/document.xml" in names:
        return True
    if names & {"xl/workbook.xml", "ppt/presentation.xml", "Contents/content.hpf", "content.xml"}:
        raise refused("ZW700", "this is an office file of a kind that is not read", name, _SAVE_AS)
    return "[Content_Types].xml" in names


def _from_archive(content: bytes, name: str, language: str, ocr: bool) -> tuple[Document, ...]:
    report = Report()
    found: list[Document] = []
    for path, packed in entries_of(content, name):
        place = f"{name}/{path}"
        if "." + path.rpartition(".")[2].lower() not in ENDINGS:
            continue
        try:
            if packed.startswith(b"PK\3\4") and not _is_word(packed, place):
                raise refused("ZW707", "this is an archive in an archive", place, "unpack it first")
            found.append(_one(packed, place, language, ocr))
        except InputError as error:
            for diagnostic in error.diagnostics:
                report.add(diagnostic)
    if report.failed:
        raise InputError(report.diagnostics)
    if not found:
        raise refused("ZW714", "no text is in this archive", name, f"it reads files ending in {', '.join(sorted(ENDINGS))}")
    return tuple(found)


def _files_in(folder: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        for one in files.list_folder(waiting.pop(0)):
            if one.name.startswith("."):
                continue
            if files.is_folder(one):
                if not one.is_symlink():
                    waiting.append(one)
            else:
                yield one
