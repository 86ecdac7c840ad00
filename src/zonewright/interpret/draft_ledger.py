"""What becomes of every character of a drafted text: tests, what a person judges, direction, headings, space."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zonewright.interpret import draft_words as told
from zonewright.interpret.draft_figures import words
from zonewright.interpret.draft_measures import Drafted
from zonewright.provisions.document import BlockKind
from zonewright.provisions.model import Provision, Reading


def ledger_rows(reading: Reading, drafted: Iterable[Drafted]) -> Iterator[dict[str, Any]]:
    """Every character of the text once: tests, what a person judges, direction, headings, space."""
    by_eid = {one.provision.eid: [one] for one in drafted}
    for one in drafted:
        if one.provision.inherits:
            by_eid.setdefault(one.provision.inherits, []).append(one)
    starts = [block.start for block in reading.document.blocks]
    reached = 0
    for provision in reading.provisions:
        if provision.start < reached:
            continue
        yield from _between(reading, reached, provision.start, starts)
        yield from _held(provision, by_eid.get(provision.eid, []))
        reached = provision.end
    yield from _between(reading, reached, len(reading.document.text), starts)


def _held(provision: Provision, behind: Sequence[Drafted]) -> Iterator[dict[str, Any]]:
    start, end = provision.start, provision.end
    if not behind:
        why = told.DIRECTION.get(provision.modality.value, told.DIRECTION["other"])
        yield {"start": start, "end": end, "kind": "direction", "operative": words(why)}
        return
    ids = [one.id for one in behind]
    judged = {"kind": "judged", "measures": ids, "fields": [one.judged for one in behind]}
    own = [one for one in behind if one.provision.eid == provision.eid]
    for first, last in sorted(span for one in own for span in one.tested):
        if first < start:
            continue
        if first > start:
            yield {"start": start, "end": first, **judged}
        yield {"start": first, "end": last, "kind": "executed", "measures": ids}
        start = last
    if start < end:
        yield {"start": start, "end": end, **judged}


def _between(reading: Reading, start: int, end: int, starts: Sequence[int]) -> Iterator[dict[str, Any]]:
    """What stands between provisions, by block: headings and numbers, white space, and what was not read."""
    document = reading.document
    spans: list[tuple[int, int, str]] = []
    reached = start
    for block in document.blocks[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]:
        first, last = max(block.start, start), min(block.end, end)
        if first >= last:
            continue
        heading = block.kind in {BlockKind.HEADING, BlockKind.TITLE, BlockKind.HEADER_ROW}
        body = max(first, min(block.body, last))
        for a, b, why in ((reached, first, "space"), (first, body, "heading"), (body, last, "heading" if heading else "rest")):
            if a < b:
                spans.append((a, b, why if any(one.isalnum() for one in document.text[a:b]) else "space"))
        reached = max(reached, last)
    if reached < end:
        spans.append((reached, end, "rest" if any(one.isalnum() for one in document.text[reached:end]) else "space"))
    for first, last, why in _joined(spans):
        yield {"start": first, "end": last, "kind": "inoperative", "why": words(told.WHY[why])}


def _joined(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Neighbours of one kind as one; white space goes with what stands before it."""
    held: tuple[int, int, str] | None = None
    for start, end, why in spans:
        if held is not None and (why in {held[2], "space"} or held[2] == "space"):
            held = (held[0], end, held[2] if why == "space" else why)
        else:
            if held is not None:
                yield held
            held = (start, end, why)
    if held is not None:
        yield held
