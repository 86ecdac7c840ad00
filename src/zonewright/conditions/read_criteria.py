"""Criteria: conditions written once, read in the order in which they use one another."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import replace

from zonewright.conditions.ast import Condition, Criterion, parts
from zonewright.conditions.read import Vocabulary, read_condition
from zonewright.errors import Report
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.values import Words

#: Tests that a criterion may come to, with the criteria in it written out.
MOST_TESTS = 5_000
#: How deep criteria may use criteria.
DEEPEST_USE = 30

Written = AbstractMapping[str, tuple[Words, Node]]


def read_criteria(written: Written, vocabulary: Vocabulary, report: Report) -> Vocabulary:
    """The vocabulary with every criterion that can be read. Circles and endless growth are mistakes."""
    known: dict[str, Criterion] = {}
    sizes: dict[str, int] = {}
    depths: dict[str, int] = {}
    for id in _in_order(written, report):
        title, node = written[id]
        part = read_condition(node, replace(vocabulary, criteria=known), report)
        if part is None:
            continue
        sizes[id] = _size(part, sizes)
        depths[id] = 1 + max((depths.get(used, 0) for used in _named_in(node)), default=0)
        if depths[id] > DEEPEST_USE:
            report.error("ZW103", f"criterion `{id}` uses others {depths[id]} deep", node.place, hint="write some of them out")
            continue
        if sizes[id] > MOST_TESTS:
            report.error("ZW103", f"criterion `{id}` comes to more than {MOST_TESTS} tests", node.place, hint="say it shorter")
            continue
        known[id] = Criterion(id, title, part)
    return replace(vocabulary, criteria=known)


def _size(condition: Condition, sizes: AbstractMapping[str, int]) -> int:
    if isinstance(condition, Criterion):
        return sizes[condition.id]
    return sum(_size(part, sizes) for part in parts(condition)) or 1


def _in_order(written: Written, report: Report) -> tuple[str, ...]:
    """The criteria, each after those it uses; those in a circle are reported and left out."""
    uses = {id: set(_named_in(node)) & written.keys() for id, (_, node) in written.items()}
    ordered: list[str] = []
    waiting = dict(uses)
    while waiting:
        ready = [id for id, used in waiting.items() if not used & waiting.keys()]
        if not ready:
            break
        ordered += ready
        for id in ready:
            del waiting[id]
    for id in waiting:
        place = written[id][1].place
        report.error("ZW103", f"criterion `{id}` leads back to itself or to a circle", place, hint="write one part out")
    return tuple(ordered)


def _named_in(node: Node) -> Iterator[str]:
    match node:
        case Mapping(entries):
            for key, value in entries:
                if key.text == "criterion" and isinstance(value, Scalar):
                    yield value.text
                yield from _named_in(value)
        case Listing(items):
            for item in items:
                yield from _named_in(item)
        case Scalar():
            return
