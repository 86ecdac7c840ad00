"""W3C Web Annotations: a stretch of a text by its words and by its place, found again when the text has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zonewright.provisions.document import Document

#: How many characters before and after a quote are kept, so that a quote that stands twice is told apart.
AROUND: Final = 32
CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def annotation(
    document: Document,
    start: int,
    end: int,
    *,
    id: str = "",
    source: str = "",
    motivation: str = "describing",
    body: object = None,
) -> dict[str, Any]:
    """The annotation of a stretch, offsets in code points; `body` is what is said of it."""
    if not 0 <= start <= end <= len(document.text):
        raise ValueError(f"{start}..{end} does not stand in a text of {len(document.text)} characters")
    found: dict[str, Any] = {"@context": CONTEXT, "type": "Annotation", "motivation": motivation}
    if id:
        found["id"] = id
    if body is not None:
        found["body"] = body
    found["target"] = {
        "source": source or f"urn:sha256:{document.sha256}",
        "state": {"type": "State", "value": f"sha256:{document.sha256}"},
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": document.text[start:end],
                "prefix": document.text[max(0, start - AROUND) : start],
                "suffix": document.text[end : end + AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end, "unit": "codepoint"},
        ],
    }
    return found


def find(document: Document, annotation: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where the annotated words stand: at their place, else where they stand once, with their neighbours or alone."""
    selectors = _selectors(annotation)
    quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), None)
    if quote is None or not isinstance(quote.get("exact"), str) or not quote["exact"]:
        return None
    exact, text = str(quote["exact"]), document.text
    for one in selectors:
        start = one.get("start")
        if one.get("type") != "TextPositionSelector" or not isinstance(start, int) or start < 0:
            continue
        if text.startswith(exact, start):
            return start, start + len(exact)
    before, after = (str(quote.get(side) or "") for side in ("prefix", "suffix"))
    for prefix, suffix in ((before, after), (before, ""), ("", after), ("", "")):
        at = _only(text, prefix + exact + suffix)
        if at is not None:
            return at + len(prefix), at + len(prefix) + len(exact)
    return None


def as_utf16(text: str, offsets: Sequence[int]) -> tuple[int, ...]:
    """Offsets in code points as a browser counts them, in units of UTF-16.

    >>> as_utf16("a😀b", (0, 1, 2, 3))
    (0, 1, 3, 4)
    """
    if text.isascii():
        return tuple(offsets)
    wide = [place for place, mark in enumerate(text) if mark > "\uffff"]
    found, passed = {}, 0
    for offset in sorted(set(offsets)):
        while passed < len(wide) and wide[passed] < offset:
            passed += 1
        found[offset] = offset + passed
    return tuple(found[offset] for offset in offsets)


def from_utf16(text: str, offsets: Sequence[int]) -> tuple[int, ...]:
    """Offsets as a browser counts them in code points; one inside a character is taken to its start.

    >>> from_utf16("a😀b", (0, 1, 2, 3, 4))
    (0, 1, 1, 2, 3)
    """
    if text.isascii():
        return tuple(offsets)
    wide = [place for place, mark in enumerate(text) if mark > "\uffff"]
    found, passed = {}, 0
    for offset in sorted(set(offsets)):
        while passed < len(wide) and wide[passed] + passed + 1 < offset:
            passed += 1
        inside = passed < len(wide) and wide[passed] + passed + 1 == offset
        found[offset] = offset - passed - inside
    return tuple(found[offset] for offset in offsets)


def _selectors(annotation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    target = annotation.get("target")
    found = target.get("selector") if isinstance(target, Mapping) else None
    many = found if isinstance(found, list) else [found]
    return [one for one in many if isinstance(one, Mapping)]


def _only(text: str, words: str) -> int | None:
    """Where the words stand, when they stand once."""
    first = text.find(words)
    return first if first >= 0 and text.find(words, first + 1) < 0 else None
