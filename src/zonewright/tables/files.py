"""Reading text files: what is missing, too large, not text or not allowed is refused with a clear error."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from zonewright.errors import InputError, Place, Report

MOST_BYTES: Final = 4 * 1024 * 1024


def refuse(code: str, message: str, path: Path, hint: str) -> InputError:
    """The error for a file that cannot be used."""
    report = Report()
    report.error(code, message, Place(str(path)), hint=hint)
    return InputError(report.diagnostics)


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; a name that cannot be one is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_missing(path: Path) -> bool:
    """Whether nothing stands there; what may not be looked at is not missing."""
    try:
        return not path.exists()
    except (OSError, ValueError):
        return False


def list_folder(folder: Path) -> list[Path]:
    """What stands in a folder, sorted; a folder that cannot be read is an error, not empty."""
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        said = (error.strerror or "no reason given").lower()
        raise refuse("ZW023", f"the folder cannot be read: {said}", folder, "check its rights") from None


def is_file(path: Path) -> bool:
    """Whether an ordinary file stands there that may be looked at."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def open_file(path: Path, *, most: int | None = None) -> BinaryIO:
    """A regular file, open for reading, not larger than ``most`` where that is given."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refuse("ZW020", "this is a folder, a file is needed", path, "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise refuse("ZW020", "this is not an ordinary file", path, "save it as a file first")
        if most is not None and status.st_size > most:
            size, limit = status.st_size / 2**20, most / 2**20
            raise refuse("ZW021", f"the file has {size:,.1f} MB, more than {limit:,.0f} MB", path, "split it")
        return path.open("rb")
    except FileNotFoundError:
        raise refuse("ZW022", "there is no such file", path, "check the name") from None
    except (OSError, ValueError) as error:
        raise unreadable(error, path) from None


def unreadable(error: OSError | ValueError, path: Path) -> InputError:
    """The error for a file that the machine does not give."""
    said = getattr(error, "strerror", None) or "the name cannot be used"
    return refuse("ZW023", f"the file cannot be read: {said.lower()}", path, "check its rights")


def read_bytes(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """The bytes of a regular file not larger than ``most``."""
    with open_file(path, most=most) as file:
        try:
            return file.read(most + 1)
        except OSError as error:
            raise unreadable(error, path) from None


def read_text(path: Path, *, most: int = MOST_BYTES) -> str:
    """The text of a file in UTF-8."""
    content = read_bytes(path, most=most)
    if b"\0" in content[:65536]:
        raise refuse("ZW024", "this is not a text file", path, "name a YAML or JSON file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse("ZW024", f"line {line} is not text in UTF-8", path, "save the file in UTF-8") from None


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: a reader sees the old content or the new, never a part."""
    write_pieces(path, (text,))


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a file piece by piece, whole or not at all; what stops the pieces leaves the old content."""
    beside: Path | None = None
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            hint = "name a file; what is not one is never replaced"
            raise refuse("ZW028", "this is there already and is not an ordinary file", path, hint)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
            beside = Path(file.name)
            for piece in pieces:
                file.write(piece)
        beside.chmod(0o644)
        beside.replace(path)
        beside = None
    except OSError as error:
        said = (error.strerror or "no reason given").lower()
        raise refuse("ZW028", f"the file cannot be written: {said}", path, "check the folder and its rights") from None
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def write_folder(folder: Path, contents: Mapping[str, str]) -> None:
    """Write files into a folder that is not there yet, all or none; the keys are their paths in it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
        try:
            for name, content in contents.items():
                path = beside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8", newline="\n")
            beside.chmod(0o755)
            beside.rename(folder)
        except OSError:
            shutil.rmtree(beside)
            raise
    except OSError as error:
        said = (error.strerror or "no reason given").lower()
        raise refuse("ZW028", f"the folder cannot be written: {said}", folder, "check its rights") from None
