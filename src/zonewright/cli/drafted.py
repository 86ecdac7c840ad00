"""A draft on disk: its texts as they were read when it was drafted, and what a model answered then."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from zonewright.interpret.model_log import replayed
from zonewright.interpret.readers import MOST_BYTES
from zonewright.interpret.readers import read_text as read_plain
from zonewright.interpret.reading import read_document
from zonewright.provisions.document import Document
from zonewright.provisions.model import Reading
from zonewright.provisions.records import document_of
from zonewright.tables.files import is_file, is_folder, list_folder, read_bytes, read_text, refuse
from zonewright.values import LANGUAGES

DRAFTED: Final = "review/drafted.json"
DECISIONS: Final = "review/decisions.jsonl"
MODEL: Final = "review/model.jsonl"


def is_drafted(path: Path) -> bool:
    """Whether a folder is a draft."""
    return is_file(path / DRAFTED)


def documents_of(pack: Path) -> tuple[Document, ...]:
    """The texts of a draft, with the blocks that their first reader saw in HTML, DOCX or PDF."""
    folder = pack / "text"
    paths = [path for path in list_folder(folder) if path.suffix == ".txt"] if is_folder(folder) else []
    if not paths:
        raise refuse("ZW739", "there is no text to review", folder, "draft the pack first: zonewright draft TEXT -o PACK")
    return tuple(_document(pack, path) for path in paths)


def readings_of(pack: Path) -> tuple[Reading, ...]:
    """Every text of a draft, read again, with what a model answered about it: the same text gives the same reading."""
    log = model_log(pack)
    return tuple(replayed(read_document(one), log) for one in documents_of(pack))


def model_log(pack: Path) -> str:
    """What a model answered when the pack was drafted; nothing where none was asked."""
    return read_text(pack / MODEL, most=MOST_BYTES) if is_file(pack / MODEL) else ""


def _document(pack: Path, path: Path) -> Document:
    id, _, language = path.stem.rpartition(".")
    if language not in LANGUAGES or not id:
        id, language = path.stem, ""
    content = _text(path)
    blocks = pack / "review" / f"{id}.blocks.json"
    held = document_of(id, content, read_text(blocks, most=MOST_BYTES)) if is_file(blocks) else None
    return held or read_plain(content.removeprefix("\ufeff"), id, language)


def _text(path: Path) -> str:
    """The characters of a text, all of them, as its hash counts them."""
    try:
        return read_bytes(path, most=MOST_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        return read_text(path, most=MOST_BYTES)  # says where it is no text
