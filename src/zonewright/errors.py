"""Everything that can go wrong on purpose, in one place.

* ZoneError
  * InputError     a file, table or profile cannot be read; carries every diagnostic found
  * CompileError   a pack has mistakes; carries every diagnostic found
  * UnitError      two quantities do not measure the same thing
  * DeadlineError  a time limit cannot be counted as asked
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

#: More findings than this are not collected.
MOST_FINDINGS: Final = 500


class Severity(Enum):
    """How much a finding weighs: an error stops the pack, a warning is read by a person, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, and a line and column counted from 1 (0 means the whole file)."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about an input: its code, what is wrong, where, and how to mend it."""

    code: str
    message: str
    where: Place
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        tail = f" (hint: {self.hint})" if self.hint else ""
        return f"{self.where}: {self.code} {self.message}{tail}"


class Report:
    """Collects diagnostics while an input is read, so that all mistakes are told at once."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def error(self, code: str, message: str, where: Place, *, hint: str = "") -> None:
        self.add(Diagnostic(code, message, where, hint))

    def warn(self, code: str, message: str, where: Place, *, hint: str = "") -> None:
        self.add(Diagnostic(code, message, where, hint, Severity.WARNING))

    def add(self, found: Diagnostic) -> None:
        """Keep a finding. A file with more mistakes than anyone reads is given up, so that memory and time stay bounded."""
        self._found.append(found)
        if len(self._found) >= MOST_FINDINGS:
            last = Diagnostic("ZW000", f"{MOST_FINDINGS} findings, and there may be more", found.where, "mend these first")
            raise InputError((*self._found, last))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found)

    @property
    def failed(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self._found)


class ZoneError(Exception):
    """Base class of every error raised on purpose."""


class UnitError(ZoneError):
    """Two quantities do not measure the same thing."""


class DeadlineError(ZoneError):
    """A time limit cannot be counted as asked."""


class DiagnosedError(ZoneError):
    """An error that carries every diagnostic found, not only the first."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class InputError(DiagnosedError):
    """A file, table or profile cannot be read."""


class CompileError(DiagnosedError):
    """A pack has mistakes."""
