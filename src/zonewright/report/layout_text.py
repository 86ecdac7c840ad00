"""A layout told for people: where each project goes and why, and why others go nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from zonewright.conditions.render import show_number
from zonewright.layout.fit import Reason, meets, property_of
from zonewright.layout.model import Layout, Need, Option
from zonewright.layout.properties import FIGURES
from zonewright.layout.score import Broken, Score
from zonewright.layout.site import Site
from zonewright.layout.unplaced import Try, Unplaced
from zonewright.report import words_of_layout as said
from zonewright.values import DateRange, Number, Words, exact

#: So many places are named of a project that is not placed.
MOST_TOLD: Final = 3
UNITS: Final = {**FIGURES, "area": "m2"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A layout of a site with its score, how good it is proven to be, and what was possible."""

    site: Site
    layout: Layout
    score: Score
    options: Mapping[str, tuple[Option, ...]]
    unplaced: Mapping[str, Unplaced]
    bound: int | tuple[int, ...] | None = None
    gap: int | None = None  # in 1/10000
    proven: bool = False

    def numbers(self) -> dict[str, int]:
        """The number of each placed project on the map, by the order of parks and plots."""
        plots = self.site.problem.plots
        order = sorted(self.layout, key=lambda id: (plots[self.layout[id].plots[0]].park, self.layout[id].plots, id))
        return {id: number for number, id in enumerate(order, 1)}

    def taken(self) -> dict[str, int]:
        """The most that is taken of each plot on any day."""
        stays = [(self.site.problem.occupants[id].stays, option) for id, option in self.layout.items()]
        first = date.min
        starts = {days.start or first for days, _ in stays}
        most: dict[str, int] = {}
        for start in starts:
            on_day: Counter[str] = Counter()
            for days, option in stays:
                if days.contains(start) or (days.start is None and start == first):
                    on_day.update(dict(option.takes))
            for plot, area in on_day.items():
                most[plot] = max(most.get(plot, 0), area)
        return most

    def shares(self) -> dict[str, Fraction]:
        """The share that is taken of each plot, and of each premise that holds plots."""
        taken, plots, held = self.taken(), self.site.problem.plots, dict[str, tuple[int, int]]()
        for id, plot in plots.items():
            above = id
            # a plot that one project has alone is taken whole
            own = plot.area if not plot.shared and taken.get(id) else min(taken.get(id, 0), plot.area)
            while above:
                used, whole = held.get(above, (0, 0))
                held[above] = (used + own, whole + plot.area)
                above = self.site.premises[above].parent if above in self.site.premises else ""
        return {id: Fraction(used, whole) for id, (used, whole) in held.items() if whole}


class LayoutTeller:
    """Tells a plan in one language."""

    def __init__(self, plan: Plan, language: str) -> None:
        self.plan, self.language = plan, language
        self.problem = plan.site.problem

    def say(self, words: Words, **parts: str) -> str:
        text = words.in_language(self.language)
        return text.format(**parts) if parts else text

    def name(self, project: str) -> str:
        return self.say(self.plan.site.names.get(project, Words(project, project, project)))

    def premise(self, id: str) -> str:
        """A premise by its title, with its id where the title does not say it."""
        found = self.plan.site.premises.get(id)
        title = self.say(found.title) if found else id
        return title if title == id else f"{title} ({id})"

    def place(self, option: Option) -> str:
        return self.say(said.COMMA).join(map(self.premise, option.plots))

    def park(self, option: Option) -> str:
        """The titles of the parks of an option."""
        parks = dict.fromkeys(self.problem.plots[plot].park for plot in option.plots)
        premises = self.plan.site.premises
        return self.say(said.COMMA).join(self.say(premises[id].title) if id in premises else id for id in parks if id)

    def number(self, number: Number, unit: str = "") -> str:
        digits = f"{number:,}" if isinstance(number, int) else show_number(number)
        return f"{digits} {unit.replace('/hour', '/h')}".strip()

    def share(self, share: Fraction) -> str:
        return f"{show_number(Fraction(round(share * 1000), 10))} %"

    def verdict(self) -> str:
        """How near the layout is to the best there is."""
        if self.plan.proven:
            return self.say(said.PROVEN)
        return self.say(said.NO_GAP) if self.plan.gap is None else self.say(said.GAP, s=self._hundredths(self.plan.gap))

    def _hundredths(self, gap: int) -> str:
        return f"{show_number(Fraction(gap, 100))} %"

    def summary(self) -> tuple[str, str]:
        """How many projects are placed, and how much area is taken."""
        used = sum(option.area for option in self.plan.layout.values())
        whole = sum(plot.area for plot in self.problem.plots.values())
        share = self.share(Fraction(used, whole)) if whole else "0 %"
        return (
            self.say(said.PLACED, n=str(len(self.plan.layout)), m=str(len(self.problem.occupants))),
            self.say(said.FILLED, v=self.number(used, "m2"), w=self.number(whole, "m2"), s=share),
        )

    def why_here(self, project: str) -> str:
        """The needs that are met, what the place is worth, and what else was possible."""
        occupant, option = self.problem.occupants[project], self.plan.layout[project]
        told = [self._met(need, plot) for need in occupant.needs for plot in option.plots]
        if occupant.locked:
            told.append(self.say(said.LOCKED))
        elif len(self.plan.options[project]) == 1:
            told.append(self.say(said.ONE_OPTION))
        else:
            told.append(self.say(said.OPTIONS, n=self.number(len(self.plan.options[project]))))
        if option.worth:
            told.append(self.say(said.WORTH, n=self.number(option.worth)))
        if occupant.now:
            stays = set(occupant.now) == set(option.plots)
            moved = self.say(said.COMMA).join(map(self.premise, occupant.now))
            told.append(self.say(said.STAYED) if stays else self.say(said.MOVED, x=moved))
        return self.say(said.JOIN).join(dict.fromkeys(told))

    def _met(self, need: Need, plot: str) -> str:
        held = self.problem.plots[plot]
        name, asked = self._property(need.property), self._asked(need)
        if meets(self.problem, held, need) is None:
            return self.say(said.NOT_KNOWN_MET, p=name, a=asked)
        return self.say(said.MET, p=name, v=self.value(property_of(held, need.property), need.property), a=asked)

    def _asked(self, need: Need) -> str:
        single = need.test == "one_of" and isinstance(need.asked, tuple) and len(need.asked) == 1
        return self.say(said.NEED["is" if single else need.test], v=self.value(need.asked, need.property))

    def value(self, value: object, about: str = "") -> str:
        """A value of a property, of days, or of money."""
        match value:
            case None:
                return self.say(said.NEVER_SEEN) if about == "verified_on" else "–"
            case bool():
                return self.say(said.YES if value else said.NO)
            case int() | Fraction():
                currency = self.plan.site.currency
                return self.number(value, UNITS.get(about, f"{currency}/month" if about == "rent" else ""))
            case DateRange(start, end):
                parts = [self.say(said.FROM, d=start.isoformat())] if start else []
                parts += [self.say(said.UNTIL, d=end.isoformat())] if end else []
                return " ".join(parts) or self.say(said.ALWAYS)
            case tuple():
                return self.say(said.COMMA).join(map(str, value))
            case _:
                return str(value)

    def reason(self, project: str, one: Reason) -> str:
        """One reason why a plot is no option."""
        name = self._property(one.about)
        need = next(
            (n for n in self.problem.occupants[project].needs if n.property == one.about and n.asked == one.asked), None
        )
        asked = self._asked(need) if need and one.kind == "need" else self.value(one.asked, one.about)
        return self.say(said.REASON[one.kind], p=name, v=self.value(one.stated, one.about), a=asked)

    def why_nowhere(self, project: str) -> list[str]:
        """Why a project is not placed: what keeps it from each plot, or what its options meet in this layout."""
        one = self.plan.unplaced[project]
        if not one.options:
            return [self.say(said.NOTHING_FITS), *self._barriers(one), *self._nearest(one)]
        told = list(dict.fromkeys(self._tried(project, tried) for tried in one.tries))
        more = one.options - MOST_TOLD
        rest = [self.say(said.MORE, n=self.number(more))] if more > 0 else []
        return [self.say(said.FITS, n=self.number(one.options)), *told[:MOST_TOLD], *rest]

    def _barriers(self, one: Unplaced) -> Iterator[str]:
        """What keeps it from how many plots, the most frequent first."""
        whole = self.number(len(self.problem.plots))
        for (kind, about), count in one.barriers:
            reason = self.say(said.REASON_OF_MANY[kind], p=self._property(about))
            yield self.say(said.COUNTED, r=reason, n=self.number(count), m=whole)

    def _nearest(self, one: Unplaced) -> Iterator[str]:
        """The plots with the fewest reasons against them."""
        for plot, held in one.nearest[:MOST_TOLD]:
            reasons = self.say(said.COMMA).join(self.reason(one.project, each) for each in held)
            yield self.say(said.NEAREST) + self.say(said.COLON) + self.say(said.AGAINST, x=self.premise(plot), r=reasons)

    def _tried(self, project: str, tried: Try) -> str:
        """What comes of an option when it is added to the layout, as the judge sees it."""
        place = self.place(tried.option)
        if tried.broken:
            told = dict.fromkeys(self._rule(project, one) for one in tried.broken)
            return self.say(said.AGAINST, x=place, r=self.say(said.COMMA).join(told))
        return self.say(said.GAIN, x=place) if tried.better else self.say(said.LOSS, x=place, n=self.number(tried.loss))

    def _property(self, name: str) -> str:
        return self.say(said.PROPERTY.get(name, Words(name, name, name)))

    def _rule(self, project: str, one: Broken) -> str:
        """A rule that would be broken: with whom, and by how much."""
        known = self.problem.occupants
        others = [self.name(id) for id in one.subjects if id != project and id in known]
        names = self.say(said.COMMA).join(others) or self.name(project)
        amount, about = self.number(one.by), ""
        match one.rule:
            case "overdrawn":
                node, kind = one.subjects[:2]
                short = Fraction(one.by, self.plan.site.scales.get(kind, 1))
                amount = self.number(exact(short), UNITS.get(kind, ""))
                about = f"{self._property(kind)} ({node})"
            case "over_budget":
                amount = self.number(one.by, self.plan.site.currency)
            case "lock":
                names = self.name(one.subjects[0])
        return self.say(said.RULES[one.rule], x=names, n=amount, p=about)
