"""The best package: of the entitlements on the table, the compatible set that is surely worth most, proven."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from zonewright.matching.package_search import (
    SETS_PER_EFFORT,
    Choice,
    Part,
    Pot,
    Problem,
    in_parts,
    parts_of,
    search,
    whole_goal,
)
from zonewright.matching.package_solver import solve
from zonewright.values import Number, exact

#: So many rivals are tried one set after another, to the end; more are given to the solver.
FEW: Final = 12
#: Enough to try every set of a few.
ALL_OF_FEW: Final = 2 ** (FEW + 1) // SETS_PER_EFFORT + 1
#: One unit is about ten milliseconds: ten seconds for each question of the choice, and as much for all the others.
EFFORT: Final = 1_000

#: What answers a question between rivals with the effort given.
Choose: TypeAlias = Callable[[Problem, int], Choice]


@dataclass(frozen=True, slots=True)
class Offer:
    """One entitlement on the table: what it is surely worth, at most (None: no upper end), and what stands against it."""

    id: str
    low: Number
    high: Number | None
    matter: str = ""
    programme: str = ""
    once_per_matter: bool = False
    highest_wins: bool = False
    exclusive_with: tuple[str, ...] = ()
    on_top_of: tuple[str, ...] = ()
    comparable: bool = True  # False for what is given in kind: no sum of money is higher or lower


class Why(Enum):
    """Why an entitlement is left out of the best package."""

    EXCLUSIVE = "exclusive"  # never together with one that is taken
    SAME_MATTER = "same_matter"  # only one of the matter is paid, and another is taken
    HIGHER_WINS = "higher_wins"  # only the highest of the matter is paid, and another is surely higher
    HIGHER_SO_FAR = "higher_so_far"  # another is higher by what is known; missing facts may turn it round


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entitlement left out: why, because of which others, and how much less is sure with it (None: it cannot be taken)."""

    id: str
    why: Why
    because: tuple[str, ...]
    loss: Number | None


@dataclass(frozen=True, slots=True)
class Selection:
    """The best package: what it is surely worth and at most, and the most that any compatible set can come to.

    An upper end of None is none. Where the search ended at its effort before a proof, ``proven`` is False: the set can be
    taken, ``low`` is sure, ``potential`` is never too low, and a loss may be smaller than told.
    """

    chosen: tuple[str, ...]
    low: Number
    high: Number | None
    potential: Number | None
    left_out: tuple[LeftOut, ...]
    proven: bool


def best_selection(
    offers: Sequence[Offer], caps: Mapping[str, Number] = MappingProxyType({}), *, effort: int = EFFORT
) -> Selection:
    """The compatible set that is surely worth most; between equals the one that may be worth most, then the larger one.

    ``caps`` says of a programme the most that one enterprise gets from it. All sums are in one currency.
    """
    return selection_by(_choose, offers, caps, effort)


def _choose(problem: Problem, effort: int) -> Choice:
    return in_parts(problem, lambda part: _few_or_many(part, effort))


def _few_or_many(problem: Problem, effort: int) -> Choice:
    if len(problem.open) <= FEW:
        return search(problem, effort=ALL_OF_FEW)
    return solve(problem, effort=effort) or search(problem, effort=effort)


class Table(NamedTuple):
    """The offers by their places in the pack's order, and what stands between them."""

    offers: Sequence[Offer]
    against: Mapping[int, Mapping[int, Why]]
    higher: Mapping[int, tuple[int, ...]]  # where the highest wins: those that are higher than this one
    sure: Mapping[int, Number]
    most: Mapping[int, Number]  # nothing for an offer without upper end
    endless: frozenset[int]
    pots: tuple[Pot, ...]

    def is_beaten(self, place: int) -> bool:
        """Whether another of the matter is higher, whatever the missing facts turn out to be."""
        most = self.offers[place].high
        return place in self.higher and most is not None and most < self.offers[self.higher[place][0]].low

    def worth(self, of: Mapping[int, Number], chosen: Collection[int]) -> Number:
        """What a set comes to, as far as the programmes pay."""
        paid = [(sum(of[one] for one in chosen if one in members), room) for members, room in self.pots]
        return exact(Fraction(sum(of[one] for one in chosen) - sum(drawn - room for drawn, room in paid if drawn > room)))

    def names(self, places: Collection[int]) -> tuple[str, ...]:
        return tuple(self.offers[place].id for place in sorted(places))


def selection_by(choose: Choose, offers: Sequence[Offer], caps: Mapping[str, Number], effort: int) -> Selection:
    """The best package, with each question that is left between rivals put to ``choose``."""
    table = table_of(offers, caps)
    possible = tuple(place for place in range(len(offers)) if not table.is_beaten(place))
    allowed = Part(tuple(place for place in possible if place not in table.higher), frozenset())
    settled, parts = parts_of(allowed, table.against, table.pots)
    choices = [choose(_question(table, part), effort) for part in parts]
    chosen = settled.union(*(choice.taken for choice in choices))
    others = [(place, part, choice) for part, choice in zip(parts, choices, strict=True) for place in part.open]
    others = [each for each in others if each[0] not in chosen]
    instead = [choose(_with(table, place, part), effort // len(others)) for place, part, _ in others]
    losses = {
        place: exact(Fraction(table.worth(table.sure, choice.taken) - table.worth(table.sure, other.taken)))
        for (place, _, choice), other in zip(others, instead, strict=True)
    }
    widest = choose(_largest(table, table.most, possible), effort)
    ceiling = table.worth(table.most, widest.taken if widest.proven else possible)
    return Selection(
        chosen=table.names(chosen),
        low=table.worth(table.sure, chosen),
        high=None if chosen & table.endless else table.worth(table.most, chosen),
        potential=None if table.endless.intersection(possible) else ceiling,
        left_out=tuple(_left_out(table, place, chosen, losses) for place in range(len(offers)) if place not in chosen),
        proven=all(answer.proven for answer in (*choices, *instead, widest)),
    )


def _question(table: Table, part: Part) -> Problem:
    """Which of a part to take: surely worth most; without upper end; worth most at best; as many as possible."""
    here = sorted(part.taken.union(part.open))
    goals = (
        whole_goal({one: table.sure[one] for one in here}, table.pots),
        whole_goal({one: int(one in table.endless) for one in here}),
        whole_goal({one: table.most[one] for one in here}, table.pots),
        whole_goal(dict.fromkeys(here, 1)),
    )
    return Problem(part.open, part.taken, table.against, goals)


def _with(table: Table, place: int, part: Part) -> Problem:
    """Which of a part to take beside one of its offers."""
    rest = (one for one in part.open if one != place and one not in table.against[place])
    return _largest(table, table.sure, rest, part.taken | {place})


def _largest(table: Table, of: Mapping[int, Number], open_: Iterable[int], taken: frozenset[int] = frozenset()) -> Problem:
    """Which of some to take beside those taken: all together worth most."""
    open_ = tuple(open_)
    goal = whole_goal({one: of[one] for one in taken.union(open_)}, table.pots)
    return Problem(open_, taken, table.against, (goal,), in_order=False)


def _left_out(table: Table, place: int, chosen: frozenset[int], losses: Mapping[int, Number]) -> LeftOut:
    id = table.offers[place].id
    if place in table.higher:
        higher = chosen.intersection(table.higher[place]) or table.higher[place]
        why = Why.HIGHER_WINS if table.is_beaten(place) else Why.HIGHER_SO_FAR
        return LeftOut(id, why, table.names(higher), loss=None)
    rivals = chosen & table.against[place].keys()
    exclusive = any(table.against[place][one] is Why.EXCLUSIVE for one in rivals)
    return LeftOut(id, Why.EXCLUSIVE if exclusive else Why.SAME_MATTER, table.names(rivals), losses[place])


def table_of(offers: Sequence[Offer], caps: Mapping[str, Number]) -> Table:
    """Read from the offers which stand against which, which are higher, and which are paid from one pot."""
    against = _exclusive(offers)
    higher: dict[int, tuple[int, ...]] = {}
    for matter in dict.fromkeys(offer.matter for offer in offers if offer.matter):
        group = [place for place, offer in enumerate(offers) if offer.matter == matter]
        higher |= _compare(offers, group, against)
    rooms = {place: caps[offer.programme] for place, offer in enumerate(offers) if offer.programme and offer.programme in caps}
    table = Table(
        offers,
        against,
        higher,
        sure={place: _paid(offer.low, rooms.get(place)) for place, offer in enumerate(offers)},
        most={place: _paid(offer.high, rooms.get(place)) for place, offer in enumerate(offers)},
        endless=frozenset(place for place, offer in enumerate(offers) if offer.high is None and place not in rooms),
        pots=(),
    )
    pots = (Pot(frozenset(place for place in rooms if offers[place].programme == one), room) for one, room in caps.items())
    # a pot that has enough for all of its members ties nothing together
    return table._replace(pots=tuple(pot for pot in pots if sum(table.most[place] for place in pot.members) > pot.room))


def _paid(worth: Number | None, room: Number | None) -> Number:
    """What one offer may come to; nothing where there is no end at all."""
    ends = [end for end in (worth, room) if end is not None]
    return min(ends, default=0)


def _exclusive(offers: Sequence[Offer]) -> dict[int, dict[int, Why]]:
    """Which exclude each other by name, in either direction. Names that are not on the table stand against nothing."""
    places = {offer.id: place for place, offer in enumerate(offers)}
    against: dict[int, dict[int, Why]] = {place: {} for place in range(len(offers))}
    for place, offer in enumerate(offers):
        for other in offer.exclusive_with:
            if other in places and other != offer.id:
                against[place][places[other]] = against[places[other]][place] = Why.EXCLUSIVE
    return against


def _compare(
    offers: Sequence[Offer], group: Sequence[int], against: Mapping[int, dict[int, Why]]
) -> dict[int, tuple[int, ...]]:
    """Set the offers of one matter against each other; where the highest wins, those that are higher than the others."""
    ids = {offers[place].id for place in group}
    apart = {place for place in group if ids.intersection(offers[place].on_top_of) - {offers[place].id}}
    highest_wins = any(offers[place].highest_wins for place in group)
    for one, other in combinations(group, 2):
        first, second = offers[one], offers[other]
        if second.id in first.on_top_of or first.id in second.on_top_of:
            continue
        either = any(offer.once_per_matter or offer.highest_wins for offer in (first, second))
        if either or (highest_wins and one not in apart and other not in apart):
            against[one].setdefault(other, Why.SAME_MATTER)
            against[other].setdefault(one, Why.SAME_MATTER)
    compared = [place for place in group if highest_wins and place not in apart and offers[place].comparable]
    top = max((_value(offers[place]) for place in compared), default=None)
    highest = tuple(place for place in compared if _value(offers[place]) == top)
    return {place: highest for place in compared if place not in highest}


def _value(offer: Offer) -> tuple[Number, bool, Number]:
    """What offers of one matter are compared by: the sure value, then the upper one; without upper end is highest."""
    return offer.low, offer.high is None, 0 if offer.high is None else offer.high
