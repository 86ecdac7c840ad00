"""Small layout problems made from a seed, with every kind of rule, in a small world so that bounds collide."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import product

from zonewright.layout.model import (
    TERMS,
    Distance,
    Layout,
    LayoutProblem,
    Need,
    Node,
    Objective,
    Occupant,
    Option,
    Pair,
    Plot,
)
from zonewright.values import DateRange

DAYS = (date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1))
STAYS = (
    DateRange(),
    DateRange(DAYS[0], DAYS[1]),
    DateRange(DAYS[1], DAYS[2]),
    DateRange(DAYS[0], DAYS[2]),
    DateRange(DAYS[1]),
    DateRange(None, DAYS[1]),
)
AREAS = (50, 100, 150)
PARKS = ("north", "south")
LEVELS = {"cleanroom": ("none", "iso-8", "iso-7")}
NEEDS = (
    Need("floor_load", "at_least", 3),
    Need("floor_load", "at_least", 5),
    Need("rail", "at_most", 200),
    Need("land_use", "one_of", ("industry", "storage")),
    Need("bonded", "is", True),
    Need("cleanroom", "at_least", "iso-8"),
)
#: What a plot may state of each property; None: it does not say.
STATED = {
    "floor_load": (3, 5, 5, Fraction(9, 2), None),
    "rail": (200, 200, 300, None),
    "land_use": (("industry",), ("industry", "office"), ("storage",), ("office",), None),
    "bonded": (True, True, False, None),
    "cleanroom": ("none", "iso-8", "iso-7", None),
}


def made_problem(seed: int, *, occupants: int = 5, plots: int = 6) -> LayoutProblem:
    """The same seed gives the same problem."""
    return _Maker(random.Random(seed)).problem(occupants, plots)  # noqa: S311  # the same problems in every run


def made_layout(options: Mapping[str, tuple[Option, ...]], seed: int) -> Layout:
    """A layout out of options, which may break any rule between occupants; some occupants are not placed."""
    chance = random.Random(seed)  # noqa: S311
    drawn = {id: chance.choice((None, *ways, *ways)) for id, ways in sorted(options.items())}
    return {id: option for id, option in drawn.items() if option is not None}


def all_layouts(options: Mapping[str, tuple[Option, ...]]) -> Iterator[Layout]:
    """Every layout that can be made of the options: for tiny problems only."""
    for drawn in product(*((None, *ways) for ways in options.values())):
        yield {option.occupant: option for option in drawn if option is not None}


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.open_handed = self.seldom(2)  # half of the problems leave enough room for rules between occupants to bite

    def problem(self, occupants: int, plots: int) -> LayoutProblem:
        pick = self.chance.choice
        places = {plot.id: plot for plot in (self.plot(number) for number in range(plots))}
        names = tuple(f"o{number}" for number in range(occupants))
        return LayoutProblem(
            plots=places,
            occupants={id: self.occupant(id, places) for id in names},
            objective=self.objective(),
            nodes={f"node-{number}": Node(f"node-{number}", self.gives()) for number in range(2)},
            flows=self.pairs(names),
            synergies=self.pairs(names),
            apart=self.distances(names),
            together=self.distances(names),
            budget=pick((None, None, 300, 500)),
            on=DAYS[0],
            verified_since=pick((None, None, None, DAYS[0])),
            offer_unclear=self.seldom(4),
            levels=LEVELS,
        )

    def plot(self, number: int) -> Plot:
        pick = self.chance.choice
        stated = {name: pick(values[: 2 if self.open_handed else None]) for name, values in STATED.items()}
        return Plot(
            f"p{number}",
            pick(PARKS),
            pick(AREAS[1:] if self.open_handed else AREAS),
            shared=self.seldom(2),
            x=pick((0, 100, 200)),
            y=pick((0, 0, 100)),
            properties={name: value for name, value in stated.items() if value is not None},
            available=pick((*STAYS[:1] * 6, *STAYS[: 0 if self.open_handed else None])),
            rent=pick((1, 2, Fraction(3, 2), 1, 2, *(() if self.open_handed else (None,)))),
            nodes={"power": pick(("node-0", "node-1"))} if self.open_handed or not self.seldom(6) else {},
            verified_on=pick((DAYS[0], DAYS[1], *(() if self.open_handed else (None,)))),
        )

    def occupant(self, id: str, places: Mapping[str, Plot]) -> Occupant:
        pick, area = self.chance.choice, self.chance.choice((50, 80, 100, 150))
        plots = tuple(places)
        return Occupant(
            id,
            area,
            preferred=pick((None, area, area + 20, 150)),
            most_plots=pick((1, 1, 2, 3)),
            spread=pick((0, 100, 150)),
            needs=tuple(self.chance.sample(NEEDS, pick((0, 0, 1, 2)))),
            draws={"power": pick((100, 150, 200))} if self.seldom(2) else {},
            stays=pick(STAYS),
            budget=pick((None, None, 300, *(() if self.open_handed else (100, 150)))),
            brings=("chemicals",) if self.seldom(3) else (),
            sensitive_to={"chemicals": pick((100, 101, 150))} if self.seldom(3) else {},
            options=self.own(plots) if self.seldom(5) else None,
            worth={pick(plots): pick((1, 5)), pick(plots): 3, places[pick(plots)].park: 2},
            investment=pick((0, 10, 100)),
            tax=pick((0, 7)),
            jobs=pick((0, 5)),
            now=self.some(plots, 2) if self.seldom(3) else (),
            locked=self.some(plots, 1) if self.seldom(16) else (),
            forbidden=self.some(plots, 2) if self.seldom(4) else (),
            weight=pick((1, 1, 2)),
        )

    def objective(self) -> Objective:
        pick = self.chance.choice
        weights = {term: pick((0, 1, 1, 10)) for term in TERMS if self.chance.random() < 0.6}
        first = self.chance.sample(("placed", "worth", "filled"), pick((0, 0, 1, 2)))
        return Objective(weights, tuple(first), per_area=self.seldom(3), unplaced_flow=pick((0, 50)))

    def gives(self) -> dict[str, int]:
        return {"power": self.chance.choice((150, 200, 300))} if self.open_handed or not self.seldom(8) else {}

    def pairs(self, names: tuple[str, ...]) -> tuple[Pair, ...]:
        if len(names) < 2:
            return ()
        count, pick = self.chance.choice((0, 1, 2)), self.chance.choice
        return tuple(Pair(*self.chance.sample(names, 2), pick((1, 3)), pick((0, 100, 100))) for _ in range(count))

    def distances(self, names: tuple[str, ...]) -> tuple[Distance, ...]:
        if len(names) < 2 or not self.seldom(2):
            return ()
        return (Distance(*self.chance.sample(names, 2), self.chance.choice((100, 101, 141, 142))),)

    def own(self, plots: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(self.some(plots, 2) for _ in range(2))

    def some(self, plots: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(self.chance.sample(plots, min(self.chance.randint(1, most), len(plots))))

    def seldom(self, times: int) -> bool:
        return self.chance.randrange(times) == 0
