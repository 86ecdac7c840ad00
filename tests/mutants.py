"""Does a small mistake in the meaning, the reader or the compiler make a test fail? Run with ``make mutants``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
SOURCE = Path("src/zonewright")
MEANING = ("tests/conformance", "tests/properties/test_learning.py", "tests/properties/test_plans.py")
SPELLING = ("tests/properties/test_spellings.py", "tests/conformance", "tests/unit/test_values.py")
READING = ("tests/conformance", "tests/unit/test_notation.py", "tests/unit/test_reading.py")
COMPILING = (
    "tests/conformance",
    "tests/unit/test_checks.py",
    "tests/properties/test_plans.py",
    "tests/properties/test_ledgers.py",
)


class Mutant(NamedTuple):
    """One small mistake: where, what is replaced by what, why it would matter, and the tests that should notice."""

    file: str
    old: str
    new: str
    why: str
    tests: tuple[str, ...]


MUTANTS = (
    # the meaning
    Mutant(
        "conditions/judge.py", "truth_of(seen >= bound)", "truth_of(seen > bound)", "a threshold holds on the number", MEANING
    ),
    Mutant(
        "conditions/judge.py", "truth_of(seen < bound)", "truth_of(seen <= bound)", "`under` leaves the number out", MEANING
    ),
    Mutant(
        "conditions/judge.py",
        "if seen is None or isinstance(seen, Quantity):\n        return Truth.UNKNOWN\n    match op",
        "if seen is None or isinstance(seen, Quantity):\n        return Truth.FALSE\n    match op",
        "absence is not a no",
        MEANING,
    ),
    Mutant(
        "conditions/judge.py",
        "        if truth is Truth.TRUE:\n            return\n",
        "",
        "the first row that applies decides",
        MEANING,
    ),
    Mutant(
        "conditions/judge.py",
        "        if truth is not Truth.FALSE:\n            yield row",
        "        if truth is Truth.TRUE:\n            yield row",
        "a row that may apply counts",
        MEANING,
    ),
    Mutant(
        "conditions/judge.py",
        "return negate(any_of(truths))",
        "return any_of(truths)",
        "`none` is the contrary of `any`",
        MEANING,
    ),
    Mutant(
        "conditions/judge_time.py",
        "start < event <= until",
        "start <= event <= until",
        "the look-back leaves out its first day",
        MEANING,
    ),
    Mutant(
        "conditions/judge_time.py",
        "start <= breach < end",
        "start < breach < end",
        "a breach on the first day is a breach",
        MEANING,
    ),
    Mutant(
        "conditions/judge.py",
        "reversed(ends) if part.weight < 0 else ends",
        "ends",
        "a negative weight swaps the ends",
        MEANING,
    ),
    Mutant("conditions/judge.py", "([0] if part.many else [])", "[]", "nobody has to have one of the badges", MEANING),
    Mutant(
        "conditions/judge.py",
        "math.ceil((piece.start - value)",
        "math.floor((piece.start - value)",
        "a started step counts",
        MEANING,
    ),
    Mutant(
        "conditions/truth.py",
        "return found.pop() if len(found) == 1 else Truth.UNKNOWN",
        "return max(found, default=Truth.UNKNOWN)",
        "rows must agree",
        MEANING,
    ),
    Mutant(
        "conditions/truth.py",
        "sum(truth is not Truth.FALSE for truth in found) < n",
        "sum(truth is Truth.UNKNOWN for truth in found) < n",
        "true parts count towards n",
        MEANING,
    ),
    Mutant(
        "codes/classifications.py",
        "return None if target.code.startswith(code.code) else False",
        "return False",
        "a coarser code may lie inside",
        MEANING,
    ),
    Mutant(
        "codes/world.py",
        "return None if area in self._around(target)",
        "return False if area in self._around(target)",
        "a larger area may contain it",
        MEANING,
    ),
    Mutant(
        "schema/derive.py",
        "exacts[0] / exacts[1], units[0]",
        "exacts[1] / exacts[0], units[0]",
        "a ratio has a direction",
        MEANING,
    ),
    # the reader
    Mutant("conditions/read.py", "if low > high:", "if low < high:", "the ends of `between` stand in order", READING),
    Mutant(
        "conditions/read.py",
        'Includes(field.id, 1, (one,)) if word.text == "is" else Excludes(field.id, (one,))',
        "Includes(field.id, 1, (one,))",
        "`is_not` is the contrary of `is`",
        READING,
    ),
    Mutant("conditions/read.py", 'len(values) if word.text == "includes_all" else 1', "1", "all of them, not one", READING),
    Mutant("conditions/read_tables.py", "-(minus or 0)", "(minus or 0)", "`minus` takes points away", READING),
    Mutant(
        "conditions/read_tables.py",
        "return None if when is None else Band(when, None)",
        "return None",
        "`then: none` means no threshold",
        READING,
    ),
    Mutant(
        "schema/read.py",
        "if not quantity.unit and field.unit and field.unit not in COUNTS:",
        "if False:",
        "a number without its unit slips by ten thousand",
        READING,
    ),
    Mutant("notation/tree.py", "elif key.text in seen:", "elif False:", "a key that stands twice is a mistake", READING),
    Mutant("notation/tree.py", "event.start_mark.line + 1", "event.start_mark.line", "lines are counted from 1", READING),
    # numbers and days
    Mutant(
        "values.py",
        'part, stated = Fraction(found[1].replace(",", "")), True',
        "part, stated = Fraction(float(found[1].replace(',', ''))), True",
        "a number is never a float",
        SPELLING,
    ),
    Mutant(
        "values.py",
        "MYRIADS[mark], section + part, not stated",
        "MYRIADS[mark], part, not stated",
        "3千5百万 is one number",
        SPELLING,
    ),
    Mutant(
        "values.py",
        "while groups and groups[-1][0] < size:",
        "while groups and groups[-1][0] > size:",
        "2万亿 is 2 times 10^12",
        ("tests/unit/test_values.py",),
    ),
    Mutant(
        "values.py",
        "min(day.day, calendar.monthrange(year, month + 1)[1])",
        "min(day.day, 28)",
        "only short months are cut",
        SPELLING,
    ),
    Mutant(
        "values.py", "return self.scale / other.scale", "return other.scale / self.scale", "50 mu are more than 50 m2", SPELLING
    ),
    Mutant("values.py", "day < self.end", "day <= self.end", "`until` is the first day out", SPELLING),
    # the compiler
    Mutant(
        "compiler/rewrite.py",
        "case AtLeastN(n, parts) if n == len(parts):",
        "case AtLeastN(n, parts) if n <= len(parts):",
        "two of three are not all three",
        COMPILING,
    ),
    Mutant(
        "compiler/rewrite.py",
        "if isinstance(part, AnyOf) else (part,)",
        "if isinstance(part, AllOf | AnyOf) else (part,)",
        "`all` inside `any` stays whole",
        COMPILING,
    ),
    Mutant("compiler/plan.py", "AtLeastN(condition.n, ())", "AtLeastN(1, ())", "n is part of the step", COMPILING),
    Mutant(
        "matching/single.py",
        "for decided in (Truth.UNKNOWN, Truth.FALSE):",
        "for decided in (Truth.FALSE, Truth.UNKNOWN):",
        "one false part decides",
        COMPILING,
    ),
    Mutant(
        "compiler/index.py",
        "self.steps[bisect_right(self.bounds, seen) :]",
        "self.steps[bisect_left(self.bounds, seen) :]",
        "a threshold holds on the number in the plan too",
        COMPILING,
    ),
    Mutant(
        "compiler/index.py",
        "is isinstance(leaf, Excludes)",
        "is isinstance(leaf, Includes)",
        "`is` and `is_not` stay apart",
        COMPILING,
    ),
    Mutant(
        "compiler/index.py", "case Within(excepted=()) if", "case Within() if", "an exception is part of the test", COMPILING
    ),
    Mutant(
        "compiler/check_bands.py",
        "elif sum(not _is_default(row.when) for row in chosen) > 1",
        "elif sum(not _is_default(row.when) for row in chosen) > 2",
        "two rows must not claim one case",
        COMPILING,
    ),
    Mutant(
        "compiler/check_ledger.py",
        "return reached >= span.end",
        "return reached >= span.start",
        "a span must be cited whole",
        COMPILING,
    ),
    Mutant("packs/ledger.py", "elif span.start < reached:", "elif False:", "no character belongs to two spans", COMPILING),
)


def run(tree: Path, tests: tuple[str, ...], *options: str) -> subprocess.CompletedProcess[str]:
    """The tests on a copy of the tree, as a fresh process that imports from the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", *options, *tests]
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(tree / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "mutants",
    }
    return subprocess.run(command, cwd=tree, env=surroundings, capture_output=True, text=True, check=False)


def failing_already(tree: Path) -> tuple[str, ...]:
    """Tests that fail on the tree as it stands: they prove nothing about a mutant and are left out."""
    every = tuple(dict.fromkeys(test for mutant in MUTANTS for test in mutant.tests))
    return tuple(re.findall(r"^(?:FAILED|ERROR) (\S+)", run(tree, every, "-rfE").stdout, re.MULTILINE))


def survives(tree: Path, mutant: Mutant, left_out: tuple[str, ...]) -> str:
    """How the mutant fared: ``killed``, ``SURVIVED``, or ``GONE`` when its text no longer stands in the file once."""
    path = tree / SOURCE / mutant.file
    whole = path.read_text(encoding="utf-8")
    if whole.count(mutant.old) != 1:
        return "GONE"
    path.write_text(whole.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        done = run(tree, mutant.tests, "-x", *(f"--deselect={test}" for test in left_out))
    finally:
        path.write_text(whole, encoding="utf-8")
    return {0: "SURVIVED", 1: "killed"}.get(done.returncode, f"no answer ({done.returncode})")


def fates_of(trees: list[Path], left_out: tuple[str, ...]) -> list[str]:
    """How each mutant fared, tried on as many trees at a time as there are."""
    free: Queue[Path] = Queue()
    for tree in trees:
        free.put(tree)

    def fate(mutant: Mutant) -> str:
        tree = free.get()
        try:
            return survives(tree, mutant, left_out)
        finally:
            free.put(tree)

    with ThreadPoolExecutor(len(trees)) as workers:
        return list(workers.map(fate, MUTANTS))


def main() -> int:
    """Try every mutant on copies of the tree; 1 when one survives or its text is gone."""
    started = time.monotonic()
    console = Console(width=160)
    table = Table("fate", "file", "what it breaks", box=None)
    with tempfile.TemporaryDirectory() as folder:
        trees = [Path(folder) / str(number) / "tree" for number in range(os.cpu_count() or 1)]
        unwanted = shutil.ignore_patterns(".git", "__pycache__", ".*cache*", ".hypothesis", ".venv", "out", "site")
        for tree in trees:
            shutil.copytree(ROOT, tree, ignore=unwanted)
        left_out = failing_already(trees[0])
        fates = fates_of(trees, left_out)
    for mutant, fate in zip(MUTANTS, fates, strict=True):
        table.add_row(fate, mutant.file, mutant.why)
    console.print(table)
    for test in left_out:
        console.print(f"left out, for it fails without any mutant: {test}")
    killed = fates.count("killed")
    console.print(f"{killed} of {len(MUTANTS)} mutants killed in {time.monotonic() - started:.0f} s")
    return int(killed < len(MUTANTS))


if __name__ == "__main__":
    sys.exit(main())
