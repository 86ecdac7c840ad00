"""The files in an archive, within bounds: how many, how large, how tightly packed, under which names."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from zonewright.errors import InputError
from zonewright.interpret.refusals import refused, too_large

MOST_FILES: Final = 2_000
MOST_BYTES: Final = 256 * 2**20
#: Text packs about 5 to 1, the XML of office files up to 40 to 1; more than this is a bomb.
MOST_PACKED: Final = 200


def open_archive(content: bytes, name: str) -> zipfile.ZipFile:
    """The archive, when what it says of itself keeps within the bounds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, OverflowError):
        raise _damaged(name) from None
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES:
        raise refused("ZW707", f"this holds {len(entries):,} files, more than {MOST_FILES:,}", name, "split it")
    if size > MOST_BYTES:
        raise too_large(name, size, MOST_BYTES)
    packed = max((entry.file_size // max(entry.compress_size, 1) for entry in entries if entry.file_size > 2**20), default=0)
    if packed > MOST_PACKED:
        raise refused("ZW707", f"this is packed {packed:,} to 1, which no text is", name, "send the files unpacked")
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused("ZW708", "files in this archive are locked with a password", name, "pack them without a password")
    return archive


def entries_of(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Each file of the archive with its name, by name; folders and what programs leave beside are passed over."""
    with open_archive(content, name) as archive:
        for entry in sorted(archive.infolist(), key=lambda one: one.filename):
            path = entry.filename.replace("\\", "/")
            if entry.is_dir() or path.startswith("__MACOSX/") or path.rpartition("/")[2].startswith("."):
                continue
            if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":" or "\0" in path:
                hint = "pack the files again, without such names"
                raise refused("ZW709", f"`{path[:80]}` leads out of the archive", name, hint)
            yield path, _unpacked(archive, entry, name)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with archive.open(entry) as file:
            content = file.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError, RuntimeError):
        raise _damaged(name) from None
    if len(content) > entry.file_size:
        raise _damaged(name)
    return content


def _damaged(name: str) -> InputError:
    return refused("ZW708", "this archive is damaged", name, "pack it again")
