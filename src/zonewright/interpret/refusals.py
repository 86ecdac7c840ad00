"""What a text is refused for, each with what is wrong and how to mend it."""

from __future__ import annotations

from zonewright.errors import Diagnostic, InputError, Place


def refused(code: str, message: str, name: str, hint: str) -> InputError:
    """The error for a text that cannot be read."""
    return InputError((Diagnostic(code, message, Place(name), hint),))


def too_large(name: str, size: int, most: int) -> InputError:
    """The error for a text that would take more memory than is given to one."""
    return refused("ZW707", f"this unpacks to {size / 2**20:,.0f} MB, more than {most / 2**20:,.0f} MB", name, "split it")
