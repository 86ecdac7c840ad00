"""The best package of many entitlements with random conflicts: how long until it is found, proven and explained?

    python -m benchmarks.package --offers 10 20 50 200 1000 --tables 5 --seed 7

Up to 20 offers every compatible set is tried as well, and no time is shown where that finds another value.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from importlib.metadata import version

from zonewright.matching.package import Offer, best_selection, table_of
from zonewright.values import Number

#: More offers than this have too many sets to try each.
MOST_TRIED = 20
HEADINGS = ("offers", "conflicts", "left out", "median s", "slowest s", "proven", "every set, median s", "same value")


def made_up_table(count: int, seed: int) -> tuple[list[Offer], dict[str, Number]]:
    """Offers of which every other is for a matter of about five; one in three excludes another; one in three is capped."""
    chance = random.Random(f"{count} {seed}")
    ids = [f"m{number}" for number in range(count)]
    offers = [_made_up_offer(chance, id, ids) for id in ids]
    programmes = sorted({offer.programme for offer in offers} - {""})
    return offers, {one: chance.randrange(1_000_000, 5_000_000, 1_000) for one in programmes}


def _made_up_offer(chance: random.Random, id: str, ids: Sequence[str]) -> Offer:
    low: Number = chance.choice((0, chance.randrange(0, 2_000_000, 1_000), Fraction(chance.randrange(10**8), 100)))
    above = chance.choice((0, 0, 0, 0, chance.randrange(0, 1_000_000, 1_000)))
    return Offer(
        id,
        low,
        None if chance.random() < 0.02 else low + above,
        matter=chance.choice(("", f"matter-{chance.randrange(len(ids) // 10 + 1)}")),
        programme=chance.choice(("", "", f"programme-{chance.randrange(len(ids) // 30 + 1)}")),
        once_per_matter=chance.random() < 0.5,
        highest_wins=chance.random() < 0.05,
        exclusive_with=(chance.choice(ids),) if chance.random() < 1 / 3 else (),
        on_top_of=(chance.choice(ids),) if chance.random() < 0.1 else (),
    )


def value_of_every_set(offers: Sequence[Offer], caps: Mapping[str, Number]) -> Number:
    """The largest sure value of all compatible sets, by trying each."""
    table = table_of(offers, caps)
    return max(table.worth(table.sure, some) for some in _sets(0, frozenset(), len(offers), table.against, table.higher))


def _sets(
    place: int, taken: frozenset[int], count: int, against: Mapping[int, Mapping[int, object]], barred: Mapping[int, object]
) -> Iterator[frozenset[int]]:
    if place == count:
        yield taken
        return
    yield from _sets(place + 1, taken, count, against, barred)
    if place not in barred and not taken & against[place].keys():
        yield from _sets(place + 1, taken | {place}, count, against, barred)


def line(count: int, tables: int, seed: int, effort: int) -> tuple[str, ...]:
    """One row: several tables of one size."""
    conflicts, left, seconds, proven, tried, same = [], [], [], 0, [], 0
    for number in range(tables):
        offers, caps = made_up_table(count, seed + number)
        started = time.perf_counter()
        found = best_selection(offers, caps, effort=effort)
        seconds.append(time.perf_counter() - started)
        conflicts.append(sum(map(len, table_of(offers, caps).against.values())) // 2)
        left.append(len(found.left_out))
        proven += found.proven
        if count <= MOST_TRIED:
            started = time.perf_counter()
            same += value_of_every_set(offers, caps) == found.low
            tried.append(time.perf_counter() - started)
    wrong = bool(tried) and same < tables
    return (
        f"{count:,}",
        f"{statistics.median(conflicts):.0f}",
        f"{statistics.median(left):.0f}",
        "-" if wrong else f"{statistics.median(seconds):.3f}",
        "-" if wrong else f"{max(seconds):.3f}",
        f"{proven} of {tables}",
        f"{statistics.median(tried):.3f}" if tried else "-",
        f"{same} of {tables}" if tried else "-",
    )


def main(words: Sequence[str] | None = None) -> int:
    """Print one table; 1 when trying every set finds another value."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.package", description=__doc__)
    parser.add_argument("--offers", type=int, nargs="+", default=(10, 20, 50, 200, 1_000))
    parser.add_argument("--tables", type=int, default=5, help="so many of each size")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--effort", type=int, default=3_000)
    asked = parser.parse_args(words)
    best_selection(*made_up_table(30, asked.seed))  # loads the solver once, outside the times
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; ortools {version('ortools')}.\n")
    for row in (HEADINGS, ("---",) * len(HEADINGS)):
        print("| " + " | ".join(row) + " |")
    rows = []
    for count in asked.offers:
        rows.append(line(count, asked.tables, asked.seed, asked.effort))
        print("| " + " | ".join(rows[-1]) + " |", flush=True)
    return int(any(row[3] == "-" for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
