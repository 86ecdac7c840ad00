"""How measures stand beside one another: nothing that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zonewright.errors import Diagnostic
from zonewright.packs.model import Measure, Pack


def contradicting_stacking(pack: Pack) -> Iterator[Diagnostic]:
    """ZW608: stacking that cannot be meant."""
    measures = {measure.id: measure for measure in pack.measures}
    for measure in pack.measures:
        yield from _of_itself(measure)
        yield from _with_others(measure, measures)
    yield from _circles(measures)


def _of_itself(measure: Measure) -> Iterator[Diagnostic]:
    stacking = measure.stacking
    for word, stands in (("once_per_matter", stacking.once_per_matter), ("highest_wins", stacking.highest_wins)):
        if stands and not stacking.matter:
            yield Diagnostic("ZW608", f"`{word}` of `{measure.id}` names no matter", measure.place,
                             "add `matter:`, what the support is for")  # fmt: skip
    for word, others in (("exclusive_with", stacking.exclusive_with), ("on_top_of", stacking.on_top_of)):
        if measure.id in others:
            yield Diagnostic("ZW608", f"`{measure.id}` stands in its own `{word}`", measure.place, "name other measures")


def _with_others(measure: Measure, measures: Mapping[str, Measure]) -> Iterator[Diagnostic]:
    """Measures that this one is paid on top of, while one of the two excludes the other."""
    for id in dict.fromkeys(measure.stacking.on_top_of):
        other = measures.get(id)
        theirs = other is not None and measure.id in other.stacking.exclusive_with
        if id != measure.id and (theirs or id in measure.stacking.exclusive_with):
            yield Diagnostic("ZW608", f"`{measure.id}` is paid on top of `{id}`, and the two exclude each other",
                             measure.place, "keep `on_top_of`, or `exclusive_with`")  # fmt: skip


def _circles(measures: Mapping[str, Measure]) -> Iterator[Diagnostic]:
    """Measures that stand on top of themselves by way of others; each circle is told once, at its first measure."""
    told: set[str] = set()
    for id, measure in measures.items():
        below = _below(id, measures)
        if id in below and id not in told:
            circle = {one for one in below if id in _below(one, measures)}
            told |= circle
            first = next(one for one in measure.stacking.on_top_of if one in circle - {id})
            yield Diagnostic("ZW608", f"`{id}` is paid on top of `{first}`, which leads back to it", measure.place,
                             "break the circle: the measure paid first names none")  # fmt: skip


def _below(id: str, measures: Mapping[str, Measure]) -> frozenset[str]:
    """Every measure that one is on top of, directly or by way of others."""
    reached: set[str] = set()
    left = [id]
    while left:
        measure = measures.get(left.pop())
        further = set(measure.stacking.on_top_of) - {measure.id} - reached if measure else set()
        reached |= further
        left += further
    return frozenset(reached)
