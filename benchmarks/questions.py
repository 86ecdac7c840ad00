"""How many questions until every measure of a pack is decided: our order beside file order, random order, missing-count.

    python -m benchmarks.questions --profiles 1000 --seed 1

Missing-count is the order of Publicodes: first the fact that the most measures still undetermined lack. All orders leave
out what can no longer matter; file order is also shown without that. The last line of each pack is no order at all: the
fewest facts found that decide everything, which can be told only when all are known.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random

from rich.progress import Progress

from zonewright.compiler.pipeline import compile_pack
from zonewright.compiler.plan import CompiledPack
from zonewright.conditions.ast import Leaf, fields_of, leaves
from zonewright.matching.model import Verdict
from zonewright.matching.questions import EFFORT, Interview, interview
from zonewright.matching.questions_answers import answers
from zonewright.matching.single import match_one
from zonewright.packs.load import load_pack
from zonewright.schema.derive import all_parts
from zonewright.schema.fields import Answerer, Facts, FieldType, Value

ON = date(2026, 11, 22)
ROOT = Path(__file__).parents[1]
PACKS = ("example-zone", "clauses", "changchun")
#: Profiles that one process asks at a time.
PORTION = 100
MOST_REDRAWN = 200
EQUAL = dict.fromkeys(Answerer, 1)
OURS, OURS_EQUAL = "ours", "ours, all of equal effort"
NO_SKIPPING, HINDSIGHT = "file order, nothing left out", "with hindsight"
HEADINGS = ("order", "mean", "median", "p90", "put to people", "to an officer", "effort", "questions: change", "effort: change")

Order = Callable[[Interview, Random], str]


def lacking(now: Interview) -> Counter[str]:
    """The facts that can still matter, with how many undetermined measures lack them."""
    return Counter(id for one in now.outlooks for id in one.settles)


def in_file_order(now: Interview, _: Random) -> str:
    found = lacking(now)
    return next(field.id for field in now.schema if field.id in found)


def in_random_order(now: Interview, random: Random) -> str:
    found = lacking(now)
    return random.choice([field.id for field in now.schema if field.id in found])


def by_missing_count(now: Interview, _: Random) -> str:
    found = lacking(now)
    return max((field.id for field in now.schema if field.id in found), key=found.__getitem__)


def by_expectation(now: Interview, _: Random) -> str:
    assert now.question is not None
    return now.question.field.id


PEERS: Mapping[str, Order] = {
    "file order": in_file_order,
    "random order": in_random_order,
    "missing-count": by_missing_count,
}


@dataclass(frozen=True)
class Ground:
    """A pack to ask about: an interview not begun, with our efforts and with equal ones, and what facts may be drawn."""

    compiled: CompiledPack
    begun: Interview
    equal: Interview
    values: Mapping[str, Sequence[Value]]


@cache
def ground(pack: str) -> Ground:
    compiled = compile_pack(load_pack(ROOT / "packs" / pack))
    schema, world = compiled.pack.schema, replace(compiled.pack.world, on=ON)
    begun = interview(compiled, {}, on=ON)
    tests: dict[str, list[Leaf]] = {}
    for leaf in dict.fromkeys(leaf for measure in compiled.measures for leaf in leaves(measure.when)):
        for id in fields_of(leaf):
            tests.setdefault(id, []).append(leaf)
    rested_on = {id for stake in begun.stakes for id in stake.fields}
    values: dict[str, Sequence[Value]] = {}
    for field in schema:
        if field.id not in rested_on or field.derived is not None:
            continue
        values[field.id] = answers(field, tests.get(field.id, ()), {}, world)
        if field.id not in tests and field.type is FieldType.NUMBER:  # only a part of derived facts: any size
            values[field.id] = (0, *(10**power for power in range(9)))
    return Ground(compiled, begun, interview(compiled, {}, on=ON, efforts=EQUAL), values)


def profile(on: Ground, random: Random) -> Facts:
    """One enterprise of which everything is known; facts that leave a measure undetermined are drawn again."""
    schema = on.compiled.pack.schema
    facts = {id: random.choice(values) for id, values in on.values.items()}
    for _ in range(MOST_REDRAWN):
        missing = {id for match in match_one(on.compiled, facts, on=ON) for id in match.missing}
        again = (missing | all_parts(schema, missing)) & facts.keys()
        if not again:
            break
        facts |= {id: random.choice(on.values[id]) for id in sorted(again)}
    return facts


def asked(begun: Interview, facts: Facts, order: Order, random: Random) -> Interview:
    """The interview when nothing can matter any more; its facts are those asked for, in their order."""
    now = begun
    while any(one.settles for one in now.outlooks):
        id = order(now, random)
        now = now.answer(id, facts[id])
    return now


def asked_without_skipping(begun: Interview, facts: Facts) -> Interview:
    now = begun
    for id in facts:
        if not any(one.settles for one in now.outlooks):
            break
        now = now.answer(id, facts[id])
    return now


def fewest(on: Ground, found: Iterable[Interview]) -> tuple[str, ...]:
    """Facts that decide as much as these interviews did, none too many: of each what is not needed is taken away."""
    sets = []
    for now in found:
        kept = dict(now.facts)
        verdicts = match_one(on.compiled, kept, on=ON).verdicts
        for id in reversed(tuple(kept)):
            without = {other: value for other, value in kept.items() if other != id}
            if match_one(on.compiled, without, on=ON).verdicts == verdicts:
                kept = without
        sets.append(tuple(kept))
    return min(sets, key=len)


@dataclass(frozen=True)
class Portion:
    """Some profiles of one pack: for each order the facts asked for, and the verdicts left open of each profile."""

    pack: str
    told: Mapping[str, tuple[tuple[str, ...], ...]]
    undetermined: Counter[str]


def run(pack: str, first: int, count: int, seed: int) -> Portion:
    """Ask some profiles in every order. A profile depends on the seed and its number only."""
    on = ground(pack)
    told: dict[str, list[tuple[str, ...]]] = {}
    undetermined: Counter[str] = Counter()
    for number in range(first, first + count):
        random = Random(f"{seed} {pack} {number}")
        facts = profile(on, random)
        undetermined.update(
            match.measure.id for match in match_one(on.compiled, facts, on=ON) if match.verdict is Verdict.UNDETERMINED
        )
        ended = {name: asked(on.begun, facts, order, random) for name, order in PEERS.items()}
        ended[OURS] = asked(on.begun, facts, by_expectation, random)
        ended[OURS_EQUAL] = asked(on.equal, facts, by_expectation, random)
        runs = {name: tuple(one.facts) for name, one in ended.items()}
        runs[HINDSIGHT] = fewest(on, (ended["missing-count"], ended[OURS], ended[OURS_EQUAL]))
        runs[NO_SKIPPING] = tuple(asked_without_skipping(on.begun, facts).facts)
        for name, one in runs.items():
            told.setdefault(name, []).append(one)
    return Portion(pack, {name: tuple(some) for name, some in told.items()}, undetermined)


def joined(portions: Sequence[Portion]) -> Portion:
    told = {name: tuple(one for some in portions for one in some.told[name]) for name in portions[0].told}
    return Portion(portions[0].pack, told, sum((some.undetermined for some in portions), Counter()))


def effort(pack: str, told: tuple[str, ...]) -> float:
    schema = ground(pack).compiled.pack.schema
    return float(sum(EFFORT[schema[id].answered_by] for id in told))


def mean_of(told: Sequence[tuple[str, ...]], value: Callable[[tuple[str, ...]], float]) -> float:
    return statistics.mean(map(value, told))


def rows(found: Portion) -> list[tuple[str, ...]]:
    """A line for each order; the last two columns tell how many fewer questions, and how much less effort, than the best
    of the three other orders needs."""
    schema = ground(found.pack).compiled.pack.schema

    def put_to(*who: Answerer) -> Callable[[tuple[str, ...]], float]:
        return lambda told: sum(schema[id].answered_by in who for id in told)

    def total(told: tuple[str, ...]) -> float:
        return effort(found.pack, told)

    least = [min(mean_of(found.told[name], value) for name in PEERS) for value in (len, total)]
    lines = []
    for name in (NO_SKIPPING, *PEERS, OURS, OURS_EQUAL, HINDSIGHT):
        told = found.told[name]
        lengths = sorted(map(len, told))
        ours = name in {OURS, OURS_EQUAL, HINDSIGHT}
        against = [100 * mean_of(told, value) / best - 100 for value, best in zip((len, total), least, strict=True)]
        lines.append((
            name,
            f"{statistics.mean(lengths):.1f}",
            f"{statistics.median(lengths):.0f}",
            f"{lengths[int(0.9 * len(lengths))]}",
            f"{mean_of(told, put_to(Answerer.ENTERPRISE, Answerer.OFFICER)):.1f}",
            f"{mean_of(told, put_to(Answerer.OFFICER)):.2f}",
            f"{mean_of(told, total):.1f}",
            *(f"{change:+.0f} %" if ours else "" for change in against),
        ))  # fmt: skip
    return lines


def table(found: Portion) -> str:
    count = len(found.told[OURS])
    measures = ground(found.pack).begun.stakes
    never = [id for id, times in found.undetermined.items() if times == count]
    told = f"`{found.pack}`: {len(measures)} measures, {len(ground(found.pack).values)} facts, {count:,} profiles"
    told += f"; {len(never)} of the measures cannot be decided by any facts drawn and are left out" if never else ""
    lines = ["| " + " | ".join(row) + " |" for row in (HEADINGS, ("---",) * len(HEADINGS), *rows(found))]
    return "\n".join((told, "", *lines, ""))


def main(words: Sequence[str] | None = None) -> int:
    """Ask every profile in every order and print a table for each pack."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packs", nargs="+", default=PACKS, choices=PACKS)
    arguments = parser.parse_args(words)
    portions: dict[str, dict[int, Portion]] = {pack: {} for pack in arguments.packs}
    firsts = range(0, arguments.profiles, PORTION)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes, Progress(transient=True) as progress:
        task = progress.add_task("profiles asked", total=arguments.profiles * len(portions))
        running = {
            processes.submit(run, pack, first, min(PORTION, arguments.profiles - first), arguments.seed): (pack, first)
            for pack in portions
            for first in firsts
        }
        for done in as_completed(running):
            pack, first = running[done]
            portions[pack][first] = done.result()
            progress.advance(task, min(PORTION, arguments.profiles - first))
    for some in portions.values():
        print(table(joined([some[first] for first in firsts])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
