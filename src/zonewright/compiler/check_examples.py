"""Examples: enough of them, each as expected, thresholds tested on the number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zonewright.conditions.ast import Between, Bound, Compare, Known, leaves
from zonewright.conditions.judge import Finding, judge
from zonewright.conditions.missing import missing_facts
from zonewright.conditions.render import show_value
from zonewright.conditions.truth import Truth
from zonewright.errors import Diagnostic
from zonewright.packs.model import Example, Measure, Pack
from zonewright.schema.derive import complete, stated_against_parts
from zonewright.schema.fields import Facts

VERDICTS = {Truth.TRUE: "eligible", Truth.FALSE: "ineligible", Truth.UNKNOWN: "undetermined"}


def too_few_examples(pack: Pack) -> Iterator[Diagnostic]:
    """ZW302: an example is missing for one who is inside, one who is outside, or one who is not known."""
    for measure in pack.measures:
        wanted = {"eligible", "ineligible", "undetermined"} if any(True for _ in leaves(measure.when)) else {"eligible"}
        if all(isinstance(leaf, Known) for leaf in leaves(measure.when)):
            wanted.discard("ineligible")  # what is not on file is unknown, never a no
        lacking = sorted(wanted - {example.expect for example in measure.examples})
        if lacking:
            yield Diagnostic("ZW302", f"measure `{measure.id}` has no example that is {' or '.join(lacking)}", measure.place,
                             "write one for someone inside, one outside, one not known")  # fmt: skip


def failing_examples(pack: Pack) -> Iterator[Diagnostic]:
    """ZW301: an example written beside the rule does not come out as expected."""
    for measure in pack.measures:
        for example in measure.examples:
            on = day_of(pack, measure, example)
            for field, stated, found in stated_against_parts(pack.schema, example.given, on=on):
                yield Diagnostic("ZW304", f"example `{example.name}` states {field.id} {show_value(stated)}, but its parts "
                                 f"give {show_value(found)}", example.place, "leave the derived fact out")  # fmt: skip
            finding = find(pack, measure, example.given, on)
            verdict = VERDICTS[finding.truth]
            if verdict != example.expect:
                yield Diagnostic("ZW301", f"example `{example.name}`: expected {example.expect}, found {verdict}",
                                 example.place, "correct the condition or the example")  # fmt: skip
                continue
            missing = missing_facts(pack.schema, finding, complete(pack.schema, example.given, on=on))
            if example.missing is not None and set(example.missing) != set(missing):
                yield Diagnostic("ZW301", f"example `{example.name}`: expected to miss {', '.join(example.missing)}, found "
                                 f"{', '.join(missing) or 'nothing'}", example.place,
                                 "correct `missing`")  # fmt: skip


def untested_thresholds(pack: Pack) -> Iterator[Diagnostic]:
    """ZW303: no example of the measure has a fact exactly on a threshold."""
    for measure in pack.measures:
        for leaf in dict.fromkeys(leaves(measure.when)):
            bounds: tuple[Bound, ...] = ()
            match leaf:
                case Compare(field, _, bound):
                    bounds = (bound,)
                case Between(field, low, high):
                    bounds = (low, high)
                case _:
                    continue
            seen = [_facts(pack, measure, example).get(field) for example in measure.examples]
            for bound in bounds:
                if bound not in seen:
                    yield Diagnostic("ZW303", f"no example of `{measure.id}` has `{field}` on {show_value(bound)}",
                                     measure.place, "write an example exactly on the number")  # fmt: skip


def day_of(pack: Pack, measure: Measure, example: Example) -> date:
    """The day an example is judged on: its own, else the measure's first day in force, else the version's."""
    return example.on or max(measure.in_force.start or date.min, pack.world.on)


def _facts(pack: Pack, measure: Measure, example: Example) -> Facts:
    return complete(pack.schema, example.given, on=day_of(pack, measure, example))


def find(pack: Pack, measure: Measure, given: Facts, on: date) -> Finding:
    """The finding for one measure and one set of facts on a day."""
    return judge(measure.when, complete(pack.schema, given, on=on), replace(pack.world, on=on))
