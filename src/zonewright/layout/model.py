"""A layout problem: plots, occupants with their options, networks, rules between occupants, objectives; and a layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from zonewright.values import DateRange, Number

#: What a property of a plot may be: a number in the unit of the table, a yes or no, a word, several words.
Property: TypeAlias = Number | bool | str | tuple[str, ...]
#: The terms of the objective, in the order in which they are told.
TERMS: Final = (
    "placed", "worth", "filled", "fit", "flows", "synergy", "investment", "tax", "jobs", "moves", "fairness",
)  # fmt: skip
ALWAYS: Final = DateRange()


@dataclass(frozen=True, slots=True)
class Plot:
    """A part of the premises that can be given to a project. A property that is absent is not known."""

    id: str
    park: str
    area: int  # m2
    shared: bool = False
    x: int = 0  # metres, in the projection of the problem
    y: int = 0
    properties: Mapping[str, Property] = field(default_factory=dict)
    available: DateRange = ALWAYS
    rent: Number | None = None  # per m2 and month
    nodes: Mapping[str, str] = field(default_factory=dict)  # the node of each network it hangs on
    verified_on: date | None = None
    verified_by: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a network, with what it can give of each kind."""

    id: str
    gives: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Need:
    """A test on one property: ``test`` is at_least, at_most, is, or one_of."""

    property: str
    test: str
    asked: Property


@dataclass(frozen=True, slots=True)
class Occupant:
    """A project that asks for space."""

    id: str
    area: int
    preferred: int | None = None
    most_plots: int = 1
    spread: int = 0  # metres that the plots of one option may lie apart
    needs: tuple[Need, ...] = ()
    draws: Mapping[str, int] = field(default_factory=dict)  # from networks, by kind
    stays: DateRange = ALWAYS
    budget: Number | None = None  # rent a month
    brings: tuple[str, ...] = ()  # hazards
    sensitive_to: Mapping[str, int] = field(default_factory=dict)  # hazard to metres
    options: tuple[tuple[str, ...], ...] | None = None  # its own plots or groups of plots
    worth: Mapping[str, int] = field(default_factory=dict)  # by plot or park
    investment: int = 0
    tax: int = 0
    jobs: int = 0
    now: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Option:
    """A way of placing an occupant: plots, each with the area taken of it, and what taking it is worth."""

    occupant: str
    takes: tuple[tuple[str, int], ...]
    worth: int = 0

    @property
    def plots(self) -> tuple[str, ...]:
        return tuple(plot for plot, _ in self.takes)

    @property
    def area(self) -> int:
        return sum(area for _, area in self.takes)


@dataclass(frozen=True, slots=True)
class Pair:
    """Something between two occupants: a flow per metre, or a synergy within a distance (0: in one park)."""

    one: str
    other: str
    amount: int
    within: int = 0


@dataclass(frozen=True, slots=True)
class Distance:
    """Two occupants that must lie at least, or at most, so many metres apart."""

    one: str
    other: str
    metres: int


@dataclass(frozen=True, slots=True)
class Objective:
    """What a layout is worth: terms with weights, some of them compared before the others."""

    weights: Mapping[str, int]
    first: tuple[str, ...] = ()
    per_area: bool = False
    unplaced_flow: int = 0


@dataclass(frozen=True, slots=True)
class LayoutProblem:
    """Premises and the occupants that ask for them."""

    plots: Mapping[str, Plot]
    occupants: Mapping[str, Occupant]
    objective: Objective
    nodes: Mapping[str, Node] = field(default_factory=dict)
    flows: tuple[Pair, ...] = ()
    synergies: tuple[Pair, ...] = ()
    apart: tuple[Distance, ...] = ()
    together: tuple[Distance, ...] = ()
    budget: Number | None = None  # of all rents a month
    on: date | None = None  # the day from which records count as stale
    verified_since: date | None = None
    offer_unclear: bool = False
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # ordered words of level properties


#: Where each placed occupant goes; who is absent is not placed.
Layout: TypeAlias = Mapping[str, Option]
