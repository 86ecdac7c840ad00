"""Where the templates of pages are, and how they are filled in: everything escaped, nothing missing."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def environment() -> Environment:
    """The templates of `report/templates`."""
    return Environment(
        loader=PackageLoader("zonewright.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
