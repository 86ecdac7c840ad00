"""The table in CEL: two implementations of the language that nobody here wrote must give what the table says."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import celpy
import pytest
from cel_expr_python import cel
from hypothesis import given
from hypothesis import strategies as st

from conformance.table import Row, read_table
from strategies import SCHEMA as SMALL_SCHEMA
from strategies import WORLD as SMALL_WORLD
from strategies import conditions, known_parts, loose_tables, realities
from zonewright.conditions.ast import Excludes, Includes, Op, Within, leaves, parts
from zonewright.conditions.cel import to_cel
from zonewright.conditions.cel_words import LARGEST_BOUND, cel_bindings, cel_name, cel_variables, nearest_double
from zonewright.conditions.judge import compare, judge
from zonewright.conditions.truth import Truth
from zonewright.schema.fields import Schema
from zonewright.values import Code

SCHEMA, ROWS = read_table()
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cel.md"
LEAST_SHARE = Fraction(85, 100)


@dataclass(frozen=True)
class Exported:
    """A row with its condition in CEL."""

    row: Row
    source: str


@cache
def exported() -> tuple[Exported, ...]:
    written = ((row, to_cel(row.when, row.world, SCHEMA)) for row in ROWS)
    return tuple(Exported(row, source) for row, source in written if source is not None)


def kind_in_google(name: str) -> cel.Type:
    if name.startswith("list("):
        return cel.Type.List(kind_in_google(name.removeprefix("list(").removesuffix(")")))
    return {"bool": cel.Type.BOOL, "double": cel.Type.DOUBLE, "int": cel.Type.INT, "string": cel.Type.STRING}[name]


def google(schema: Schema) -> cel.Env:
    return cel.NewEnv(variables={name: kind_in_google(kind) for name, kind in cel_variables(schema).items()})


GOOGLE, SMALL_GOOGLE = google(SCHEMA), google(SMALL_SCHEMA)


@cache
def with_google(source: str, environment: cel.Env = GOOGLE) -> Callable[[dict[str, object]], Truth]:
    """Google's cel-cpp, which checks the types of the declared names first."""
    expression = environment.compile(source)

    def evaluate(bindings: dict[str, object]) -> Truth:
        found = expression.eval(data=bindings)
        return Truth.UNKNOWN if found.type() == cel.Type.ERROR else truth_in(found.value())

    return evaluate


@cache
def with_celpy(source: str) -> Callable[[dict[str, object]], Truth]:
    """cel-python, written in Python, without declared names."""
    environment = celpy.Environment()
    program = environment.program(environment.compile(source))

    def evaluate(bindings: dict[str, object]) -> Truth:
        try:
            return truth_in(bool(program.evaluate({name: celpy.json_to_cel(value) for name, value in bindings.items()})))
        except celpy.CELEvalError:
            return Truth.UNKNOWN

    return evaluate


def truth_in(answer: object) -> Truth:
    assert isinstance(answer, bool)
    return Truth.TRUE if answer else Truth.FALSE


@pytest.mark.parametrize("engine", [with_google, with_celpy])
def test_every_exported_row_gives_what_the_table_says(engine):
    different = [
        f"{one.row.id}: {found.name} instead of {one.row.truth.name} from {one.source}"
        for one in exported()
        if (found := engine(one.source)(cel_bindings(one.row.facts))) is not one.row.truth
    ]
    assert different == []


def kind_left_out(row: Row) -> str:
    """The first test or joint of the row's condition that CEL cannot say exactly."""
    tests = (leaf for leaf in leaves(row.when) if to_cel(leaf, row.world, SCHEMA) is None)
    return type(next(tests, row.when)).__name__


def kinds_in(condition: object) -> set[str]:
    return {type(condition).__name__}.union(*(kinds_in(part) for part in parts(condition)))


def measured() -> str:
    """The table of the page: rows by node, how many are exported, and what keeps the others out."""
    done = {one.row.id for one in exported()}
    all_rows, kept_rows, reasons = Counter(), Counter(), Counter()
    for row in ROWS:
        kinds = kinds_in(row.when)
        all_rows.update(kinds)
        kept_rows.update(kinds if row.id in done else ())
        reasons.update(() if row.id in done else [kind_left_out(row)])
    lines = ["| node | rows that use it | exported | left out because of it |", "|---|---|---|---|"]
    lines += [f"| `{kind}` | {all_rows[kind]} | {kept_rows[kind]} | {reasons[kind] or ''} |" for kind in sorted(all_rows)]
    share = f"{100 * len(done) / len(ROWS):.1f} %"
    lines += [f"| all rows | {len(ROWS)} | {len(done)} ({share}) | {sum(reasons.values())} |"]
    return "\n".join(lines)


def test_most_of_the_table_is_exported():
    assert Fraction(len(exported()), len(ROWS)) >= LEAST_SHARE, measured()


def test_the_page_states_what_is_measured():
    table = measured()
    assert table in PAGE.read_text(encoding="utf-8"), f"put this table into {PAGE.name}:\n{table}"


def code_of(text: str) -> Code:
    scheme, edition, code = text.replace("@", ":").split(":")
    return Code(scheme, edition, code)


CODES = tuple(
    code_of(f"{edition}:{code}")
    for edition, codes in {
        "gbt4754@2017": "3 34 349 3491 3429 356 3562 357 3573 35 39 6511 65 C I c AB A1B 4A",
        "gbt4754@2011": "3562 3490 34 35621",
        "ksic@10": "29280 29271 29229 29210 27199 26429 292712 2911 29119 291 C 35",
        "isic@4": "2821 2829 28 C 62",
        "hs@2022": "8517 85",
    }.items()
    for code in codes.split()
)
TARGETS = tuple(code for code in CODES if code.code[0].isdigit() or code.code.isalpha())


@pytest.mark.parametrize(
    "condition",
    [Within("industry", (target,)) for target in TARGETS]
    + [Within("industry", TARGETS[1:3], (target,)) for target in TARGETS]
    + [Includes("industry", 1, (target,)) for target in TARGETS]
    + [Excludes("industry", (target, TARGETS[0])) for target in TARGETS],
    ids=str,
)
def test_codes_are_related_as_the_judge_relates_them(condition):
    world = ROWS[0].world
    source = to_cel(condition, world, SCHEMA)
    for code in CODES:
        facts = {"industry": code}
        assert with_google(source)(cel_bindings(facts)) is judge(condition, facts, world).truth, f"{code}: {source}"


@given(st.data())
def test_random_conditions_give_what_the_judge_gives(data):
    condition = data.draw(conditions | loose_tables())
    source = to_cel(condition, SMALL_WORLD, SMALL_SCHEMA)
    facts = data.draw(realities(condition).flatmap(known_parts))
    if source is not None:
        truth = judge(condition, facts, SMALL_WORLD).truth
        assert with_google(source, SMALL_GOOGLE)(cel_bindings(facts)) is truth, source


bounds = st.builds(
    Fraction, st.integers(-(10**12), 10**12) | st.integers(-100, 100), st.sampled_from([1, 2, 3, 7, 10, 100, 121, 1000])
).filter(lambda one: abs(one.numerator) * one.denominator <= LARGEST_BOUND)
slight = st.builds(lambda n, power: Fraction(n, 2**power), st.integers(-9, 9), st.integers(40, 90))


@given(bounds, slight, st.sampled_from(Op), st.booleans())
def test_doubles_compare_as_exact_numbers(bound, off, op, relative):
    number = bound + (off * bound if relative else off)
    assert compare(nearest_double(number), op, float(bound)) is compare(number, op, bound)


@given(bounds, bounds)
def test_a_bound_is_the_double_of_no_other_number(bound, other):
    assert (nearest_double(bound) == float(other)) is (bound == other)


def test_no_two_fields_share_a_name():
    names = [cel_name(id) for id in ("a.b", "a__b", "a_b", "a-b", "a_dot_b", "in", "size", "in_field", "unknown", "value")]
    assert len({*names, "UNKNOWN", "VALUE"}) == len(names) + 2


def test_what_is_not_known_is_absent():
    assert cel_bindings({"staff": None, "settled": False, "patents": 0}) == {"settled": False, "patents": 0.0}
