"""Rewrites: each takes a condition and returns an equivalent one. They serve speed; reasons use the words as written."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Final

from zonewright.conditions.ast import AllOf, AnyOf, AtLeastN, Cited, Condition, Criterion, NoneOf


def _everywhere(rewrite: Callable[[Condition], Condition], condition: Condition) -> Condition:
    """Apply a rewrite from the bottom up."""
    match condition:
        case AllOf(parts):
            return rewrite(AllOf(tuple(_everywhere(rewrite, part) for part in parts)))
        case AnyOf(parts):
            return rewrite(AnyOf(tuple(_everywhere(rewrite, part) for part in parts)))
        case NoneOf(parts):
            return rewrite(NoneOf(tuple(_everywhere(rewrite, part) for part in parts)))
        case AtLeastN(n, parts):
            return rewrite(AtLeastN(n, tuple(_everywhere(rewrite, part) for part in parts)))
        case Criterion(id, title, part):
            return rewrite(Criterion(id, title, _everywhere(rewrite, part)))
        case Cited(source, part):
            return rewrite(Cited(source, _everywhere(rewrite, part)))
        case _:
            return rewrite(condition)


def unwrap(condition: Condition) -> Condition:
    """A criterion is its condition, and so is a condition with its source."""
    return condition.part if isinstance(condition, Criterion | Cited) else condition


def flatten(condition: Condition) -> Condition:
    """all(a, all(b, c)) is all(a, b, c), likewise any; all(a) and any(a) are a."""
    match condition:
        case AllOf(parts):
            flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,)))
            return flat[0] if len(flat) == 1 else AllOf(flat)
        case AnyOf(parts):
            flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,)))
            return flat[0] if len(flat) == 1 else AnyOf(flat)
        case _:
            return condition


def count_out(condition: Condition) -> Condition:
    """At least 0 of any is true; at least 1 is any; at least all is all."""
    match condition:
        case AtLeastN(0):
            return AllOf(())
        case AtLeastN(1, parts):
            return AnyOf(parts)
        case AtLeastN(n, parts) if n == len(parts):
            return AllOf(parts)
        case _:
            return condition


REWRITES: Final = (unwrap, count_out, flatten)


def normalise(condition: Condition) -> Condition:
    """The condition after every rewrite."""
    return reduce(lambda done, rewrite: _everywhere(rewrite, done), REWRITES, condition)
