"""The file of reviewers' decisions: read once, then only added to, one line at a time, each safely on the disk."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from zonewright.errors import Report
from zonewright.provisions.decisions_file import read_decisions, sound_length, write_decisions
from zonewright.provisions.model import Reading
from zonewright.provisions.review import Decision, decided, items
from zonewright.tables.files import is_missing, read_bytes, refuse

MOST_BYTES: Final = 64 * 1024 * 1024


class Log:
    """The decisions on the texts of a pack, with the items that they are about."""

    def __init__(self, path: Path, readings: Iterable[Reading]) -> None:
        self.path = path
        self.items = {one.document.id: items(one) for one in readings}
        content = b"" if is_missing(path) else read_bytes(path, most=MOST_BYTES)
        report = Report()
        self.decisions = list(read_decisions(content, path, report))
        self.warnings = report.diagnostics
        self._length = sound_length(content)
        self._torn = self._length < len(content)
        self._open_end = 0 < self._length == len(content) and not content.endswith(b"\n")

    def done(self, reading: Reading) -> Mapping[str, Decision]:
        """The decisions that hold for the items of a text."""
        known = {item.key for item in self.items[reading.document.id]}
        own = (one for one in self.decisions if one.doc in {"", reading.document.id} and one.item in known)
        return decided(own)

    def add(self, *decisions: Decision) -> None:
        """Write decisions behind the others; a line that a killed machine cut off is taken away first."""
        content = (("\n" if self._open_end else "") + write_decisions(decisions)).encode("utf-8")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not is_missing(self.path) and not stat.S_ISREG(self.path.stat().st_mode):
                raise refuse("ZW028", "this is there already and is not an ordinary file", self.path, "move it away")
            with self.path.open("ab", buffering=0) as file:
                if self._torn:
                    file.truncate(self._length)
                before = file.seek(0, os.SEEK_END)
                try:
                    if file.write(content) < len(content):
                        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                    os.fsync(file.fileno())
                except OSError:
                    os.truncate(self.path, before)
                    raise
        except OSError as error:
            said = (error.strerror or "no reason given").lower()
            raise refuse("ZW028", f"the file cannot be written: {said}", self.path, "check the disk and its rights") from None
        self._torn = self._open_end = False
        self.decisions += decisions
