"""Lines of Chinese that were wrapped in the middle of a word are read as one, and everything found is put back in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from zonewright.provisions.document import Document
from zonewright.provisions.model import Evidence, Label, Provision, Reading

_WRAP: Final = re.compile(
    r"(?<=[一-鿿，、；：。）”》〔（“《％])[ \t\u3000]{0,8}\n[ \t\u3000]{0,8}(?=\S)|"
    r"(?<=\S)\n[ \t\u3000]{0,8}(?=[一-鿿，、；：。）”》])"
)


def unwrapped(document: Document) -> tuple[Document, Sequence[int]]:
    """The document without line ends inside its blocks, and the place of each of its characters in the document itself."""
    if document.language != "zh":
        return document, ()
    text = document.text
    gaps = [found.span() for block in document.blocks for found in _WRAP.finditer(text, block.body, block.end)]
    if not gaps:
        return document, ()
    keep = bytearray(b"\x01" * len(text))
    for start, end in gaps:
        keep[start:end] = bytes(end - start)
    places = [place for place, kept in enumerate(keep) if kept]
    fewer = [0, *accumulate(keep)]
    blocks = tuple(
        replace(
            block,
            start=fewer[block.start],
            body=fewer[block.body],
            end=fewer[block.end],
            cells=tuple((fewer[start], fewer[end]) for start, end in block.cells),
        )
        for block in document.blocks
    )
    return replace(document, text="".join([text[place] for place in places]), blocks=blocks), [*places, len(text)]


def restored(reading: Reading, document: Document, places: Sequence[int]) -> Reading:
    """The reading with the offsets of the document as it is."""
    return Reading(document, tuple(_provision(found, places) for found in reading.provisions))


def _provision(found: Provision, places: Sequence[int]) -> Provision:
    return replace(
        found,
        start=places[found.start],
        end=_end(found.end, places),
        modality=_label(found.modality, places),
        instruments=tuple(_label(label, places) for label in found.instruments),
        fields=tuple(
            replace(one, start=places[one.start], end=_end(one.end, places), evidence=_evidence(one.evidence, places))
            for one in found.fields
        ),
        conditions=tuple(
            replace(one, start=places[one.start], end=_end(one.end, places), evidence=_evidence(one.evidence, places))
            for one in found.conditions
        ),
        marks=tuple(
            replace(one, start=places[one.start], end=_end(one.end, places), evidence=_evidence(one.evidence, places))
            for one in found.marks
        ),
    )


def _label(label: Label, places: Sequence[int]) -> Label:
    return replace(label, evidence=_evidence(label.evidence, places))


def _evidence(evidence: Evidence, places: Sequence[int]) -> Evidence:
    start = places[evidence.start]
    end = start if evidence.end <= evidence.start else _end(evidence.end, places)
    return replace(evidence, start=start, end=end)


def _end(end: int, places: Sequence[int]) -> int:
    return places[end - 1] + 1 if end else 0
