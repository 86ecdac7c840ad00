"""One enterprise against every measure: zonewright beside its peers, on the same conditions, in the same run.

    python -m benchmarks.match_one --measures 10000 --fields 60 --profiles 100 --seed 7

Every engine runs in a process of its own. Answers are compared pair by pair; no time is shown while any of them differ.
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context

from benchmarks.peers import PEERS, installed, number_of
from benchmarks.workload import made_up_pack, profiles
from zonewright.conditions.ast import leaves

REFERENCE = "zonewright, judge alone"
#: Engines too slow for the whole: the most measures and profiles that they run. Their times are scaled up and marked.
LIMITS = {"rule-engine": (1_000, 20), "zen-engine, one decision": (1_000, 20)}
HEADINGS = (
    "engine",
    "p50 ms",
    "p99 ms",
    "p99 of all runs",
    "ns a pair",
    "compile s",
    "peak MB",
    "pairs compared",
    "differences",
)


@dataclass(frozen=True)
class Size:
    """How much is run, and from which seed."""

    measures: int
    fields: int
    profiles: int
    seed: int
    repeat: int

    def share_of(self, engine: str) -> tuple[int, int]:
        """The measures and the profiles that an engine runs."""
        most_measures, most_profiles = LIMITS.get(engine, (self.measures, self.profiles))
        return min(self.measures, most_measures), min(self.profiles, most_profiles)


@dataclass(frozen=True)
class Run:
    """What one engine answered, and how long every repetition of each profile took."""

    engine: str
    answers: tuple[bytes, ...]
    seconds: tuple[tuple[float, ...], ...]
    compiling: float
    peak: int

    def best(self) -> list[float]:
        """The quickest repetition of each profile: what the machine can do when others leave it alone."""
        return [min(runs) for runs in self.seconds]

    def every(self) -> list[float]:
        """Every repetition, with the pauses of the garbage collector and of a shared machine."""
        return [one for runs in self.seconds for one in runs]


def run(engine: str, size: Size) -> Run:
    """Run one engine on its share; called in a process of its own."""
    pack = made_up_pack(size.measures, size.fields, size.seed)
    measures, count = size.share_of(engine)
    some = profiles(pack.schema, size.profiles, size.seed)[:count]
    started = time.perf_counter()
    answer = PEERS[engine][0](pack, measures)
    compiling = time.perf_counter() - started
    answers, seconds = [b""] * count, [()] * count
    for _ in range(1 if engine == REFERENCE else size.repeat):
        for number, facts in enumerate(some):
            started = time.perf_counter()
            found = answer(facts)
            seconds[number] += (time.perf_counter() - started,)
            answers[number] = bytes(map(number_of, found))
    return Run(engine, tuple(answers), tuple(seconds), compiling, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def apart(engine: str, size: Size) -> Run:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(run, engine, size).result()


def differences(one: Run, other: Run) -> tuple[int, int]:
    """How many pairs two engines both ran, and on how many of them they differ."""
    pairs = [
        (mine, yours)
        for my_answers, your_answers in zip(one.answers, other.answers, strict=False)
        for mine, yours in zip(my_answers, your_answers, strict=False)
    ]
    return len(pairs), sum(mine != yours for mine, yours in pairs)


def percentile(seconds: Sequence[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def line(found: Run, compared: int, different: int, size: Size) -> tuple[str, ...]:
    measures, count = size.share_of(found.engine)
    scale, mark = size.measures / measures, "*" if (measures, count) != (size.measures, size.profiles) else ""
    middle = statistics.median(found.best()) * scale
    times = (
        ("-",) * 5
        if different
        else (
            f"{1e3 * middle:.1f}{mark}",
            f"{1e3 * percentile(found.best(), 0.99) * scale:.1f}{mark}",
            f"{1e3 * percentile(found.every(), 0.99) * scale:.1f}{mark}",
            f"{1e9 * middle / size.measures:.0f}{mark}",
            f"{found.compiling * scale:.1f}{mark}",
        )
    )
    share = compared / (size.measures * size.profiles)
    return (found.engine, *times, f"{found.peak / 1024:.0f}{mark}", f"{compared:,} ({100 * share:.0f} %)", str(different))


def table(rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (HEADINGS, ("---",) * len(HEADINGS), *rows)]
    return "\n".join(lines)


def engines(wanted: Sequence[str]) -> list[str]:
    """The engines to run, the reference first; without those that are not installed."""
    for name in PEERS:
        if not installed(name):
            print(f"{name} is left out: {PEERS[name][1]} is not installed", file=sys.stderr)
    return [REFERENCE, *(name for name in PEERS if name != REFERENCE and installed(name) and (not wanted or name in wanted))]


def about(size: Size) -> str:
    """What was run, with which versions, on what machine."""
    pack = made_up_pack(size.measures, size.fields, size.seed)
    tests = [test for measure in pack.measures for test in leaves(measure.when)]
    versions = sorted({f"{PEERS[name][1]} {version(PEERS[name][1])}" for name in PEERS if installed(name)})
    return (
        f"{size.measures:,} measures over {size.fields} fields, {size.profiles} profiles, seed {size.seed}, "
        f"best of {size.repeat} for each profile. {len(tests):,} tests, {len(set(tests)):,} different ones.\n"
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; {', '.join(versions)}."
    )


def main(words: Sequence[str] | None = None) -> int:
    """Run the engines one after the other and print one table; 1 when any answer differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.match_one", description=__doc__)
    for name, default in (("measures", 10_000), ("fields", 60), ("profiles", 100), ("seed", 7), ("repeat", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--engine", action="append", default=[], choices=tuple(PEERS), help="run this one; may be repeated")
    asked = parser.parse_args(words)
    size = Size(asked.measures, asked.fields, asked.profiles, asked.seed, asked.repeat)
    print(about(size))
    reference: Run | None = None
    rows, wrong, verdicts = [], 0, Counter[int]()
    for name in engines(asked.engine):
        found = apart(name, size)
        if reference is None:
            reference, verdicts = found, Counter(answer for answers in found.answers for answer in answers)
        compared, different = differences(found, reference)
        wrong += different
        rows.append(line(found, compared, different, size))
        print(f"{name}: done", file=sys.stderr)
    total = max(1, sum(verdicts.values()))
    shares = ", ".join(f"{100 * verdicts[answer] / total:.1f} % {said}" for answer, said in enumerate(("no", "unknown", "yes")))
    print(f"Verdicts: {shares}.\n\n{table(sorted(rows, key=lambda row: float(row[1].strip('*') if row[1] != '-' else 'inf')))}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
