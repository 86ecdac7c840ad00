"""Amounts beside the measures that grant them: schedules that end in time, floors that lie below their caps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from zonewright.benefits.ast import Bounded, Cases, GrantLine, OfFact, Worth, worths_in
from zonewright.benefits.judge import Appraiser
from zonewright.compiler.check_bands import every_case, told_case
from zonewright.conditions.ast import leaves
from zonewright.conditions.judge import judge
from zonewright.conditions.truth import Truth
from zonewright.errors import Diagnostic, Place
from zonewright.packs.model import Pack
from zonewright.schema.fields import Facts
from zonewright.values import Period, add_period

ONE_DAY: Final = timedelta(days=1)


def schedules_past_the_end(pack: Pack) -> Iterator[Diagnostic]:
    """ZW604: a schedule begun on the first day in force that runs past the last one."""
    for measure in pack.measures:
        start, end = measure.in_force.start, measure.in_force.end
        if measure.amount is None or measure.amount.outlasts or start is None or end is None:
            continue
        for line in measure.amount.lines:
            last = max(_days_of(line, start), default=start)
            if last >= end > start:
                yield Diagnostic("ZW604", f"begun on {start} the schedule runs to {last}; the measure is in force until {end}",
                                 line.place, "shorten it, or write `outlasts: true` beside `gives`")  # fmt: skip


def floors_above_caps(pack: Pack) -> Iterator[Diagnostic]:
    """ZW600: a floor that lies above its cap, whatever the facts are, or for a class that tables go by."""
    for measure in pack.measures:
        for line in measure.amount.lines if measure.amount else ():
            for worth in dict.fromkeys(one for whole in line.worths for one in worths_in(whole)):
                if isinstance(worth, Bounded) and worth.least is not None and worth.most is not None:
                    yield from _crossed(pack, worth.least, worth.most, line.place)


def _days_of(line: GrantLine, start: date) -> Iterator[date]:
    """The last day of the years of a line, and the days of its instalments."""
    yield from (add_period(start, Period(12 * years.last, "month")) - ONE_DAY for years in line.years)
    yield from (add_period(start, one.after) for one in line.instalments if one.after is not None)


def _crossed(pack: Pack, least: Worth, most: Worth, place: Place) -> Iterator[Diagnostic]:
    """The first case in which the floor surely lies above the cap. Facts that are counted with stay unknown."""
    inside = (*worths_in(least), *worths_in(most))
    tables = [one for one in inside if isinstance(one, Cases) and one.by]
    counted = {one.field for one in inside if isinstance(one, OfFact)}
    by = [field for field in dict.fromkeys(field for table in tables for field in table.by) if field not in counted]
    tests = (test for table in tables for row in table.rows for test in leaves(row.when))
    for facts in every_case(pack.schema, by, tests) or ():
        if all(_covers(pack, table, facts) for table in tables) and _lies_above(pack, least, most, facts):
            where = f" for {told_case(facts)}" if facts else ""
            yield Diagnostic("ZW600", f"the cap lies below the floor{where}", place, "raise `at_most`, or lower `at_least`")
            return


def _covers(pack: Pack, table: Cases, facts: Facts) -> bool:
    """Whether a row of the table may apply; a case that is left out is told by itself."""
    return any(judge(row.when, facts, pack.world).truth is not Truth.FALSE for row in table.rows)


def _lies_above(pack: Pack, least: Worth, most: Worth, facts: Facts) -> bool:
    appraiser = Appraiser(facts, pack.world, pack.schema)
    floor, cap = appraiser.appraise(least).range, appraiser.appraise(most).range
    return cap.high is not None and floor.low > cap.high
