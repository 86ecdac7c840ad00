"""The policy texts themselves, found in a folder by name or by hash and checked against the pack."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from zonewright.errors import InputError
from zonewright.packs.ledger import differs_from_text
from zonewright.packs.model import Pack, Source
from zonewright.tables.files import is_file, is_folder, list_folder, read_bytes, refuse

#: As large as the texts that are drafted from.
MOST_BYTES: Final = 64 * 2**20


def find_texts(pack: Pack, folder: Path) -> Mapping[str, str]:
    """The text of every source with a ledger, by the source's id. A missing or different text is an error."""
    if not is_folder(folder):
        raise refuse("ZW022", "there is no such folder", folder, "name the folder that holds the policy texts")
    sources = [source for source in pack.sources.values() if source.has_ledger]
    contents = {source.id: _find(source, folder) for source in sources}
    differing = [found for source in sources for found in differs_from_text(source, contents[source.id])]
    if differing:
        raise InputError(differing)
    return {id: content.decode("utf-8") for id, content in contents.items()}


def _find(source: Source, folder: Path) -> bytes:
    named = folder / source.file
    if source.file and is_file(named):
        return read_bytes(named, most=MOST_BYTES)
    for path in list_folder(folder):
        if is_file(path) and path.suffix in {"", ".txt", ".md", ".html", ".htm"}:
            content = read_bytes(path, most=MOST_BYTES)
            if hashlib.sha256(content).hexdigest() == source.sha256:
                return content
    raise refuse("ZW022", f"there is no text of `{source.id}`, by name or by hash", named, "put the original file there")
