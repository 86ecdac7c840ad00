"""The same conditions in the languages of the peers, each compiled once: 2 is true, 1 unknown, 0 false."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib.util import find_spec
from itertools import islice

from benchmarks.workload import ON
from zonewright.compiler.plan import CompiledPack, plan_of
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Excludes,
    Includes,
    NoneOf,
    Op,
    Within,
    fields_of,
    leaves,
)
from zonewright.conditions.cel import to_cel
from zonewright.conditions.cel_words import KINDS, cel_bindings, cel_name, cel_variables
from zonewright.conditions.judge import judge
from zonewright.matching.model import Verdict
from zonewright.matching.single import match_one
from zonewright.packs.model import Pack
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts
from zonewright.values import Code

#: Answers for one profile: one for each of the first measures.
Answers = Sequence[int | Verdict]
#: Takes the pack and how many of its measures to run; gives what answers for one profile.
Peer = Callable[[Pack, int], Callable[[Facts], Answers]]

SIGNS = {Op.AT_LEAST: ">=", Op.OVER: ">", Op.AT_MOST: "<=", Op.UNDER: "<"}
VERDICTS = {Verdict.ELIGIBLE: 2, Verdict.UNDETERMINED: 1, Verdict.INELIGIBLE: 0}


def number_of(answer: int | Verdict) -> int:
    """The number of an answer; looked up outside the time that is measured."""
    return VERDICTS[answer] if isinstance(answer, Verdict) else answer


def planned(pack: Pack) -> CompiledPack:
    return CompiledPack(pack, plan_of(measure.when for measure in pack.measures))


def zonewright(pack: Pack, measures: int) -> Callable[[Facts], Answers]:
    """Every verdict of the pack; the reasons are worked out when they are asked for."""
    compiled = planned(pack)

    def answers(facts: Facts) -> Answers:
        return [match.verdict for match in match_one(compiled, facts, on=ON)][:measures]

    return answers


def zonewright_with_reasons(pack: Pack, measures: int) -> Callable[[Facts], Answers]:
    """Every verdict, and the whole reasons of the first hundred measures that are not granted."""
    compiled = planned(pack)

    def answers(facts: Facts) -> Answers:
        matches = match_one(compiled, facts, on=ON)
        lacking = (match for match in matches if match.verdict is not Verdict.ELIGIBLE)
        assert all(match.finding is not None for match in islice(lacking, 100))
        return [match.verdict for match in matches][:measures]

    return answers


def judge_alone(pack: Pack, measures: int) -> Callable[[Facts], Answers]:
    """The plain reading of the language, one measure after the other, with all reasons."""

    def answers(facts: Facts) -> Answers:
        known = complete(pack.schema, facts, on=ON)
        return [int(judge(measure.when, known, pack.world).truth) for measure in pack.measures[:measures]]

    return answers


# CEL: unknown is the error of a name without a value


def cel_sources(pack: Pack, measures: int) -> list[str]:
    found = [to_cel(measure.when, pack.world, pack.schema) for measure in pack.measures[:measures]]
    assert None not in found, "the workload keeps to what CEL can say"
    return [one for one in found if one is not None]


def rust_cel(pack: Pack, measures: int) -> Callable[[Facts], Answers]:
    """common-expression-language: CEL in Rust."""
    import cel  # noqa: PLC0415

    programs = [cel.compile(source) for source in cel_sources(pack, measures)]

    def answers(facts: Facts) -> Answers:
        context = cel.Context(variables=cel_bindings(facts))
        found = []
        for program in programs:
            try:
                found.append(2 if program.execute(context) else 0)
            except RuntimeError:
                found.append(1)
        return found

    return answers


def google_cel(pack: Pack, measures: int) -> Callable[[Facts], Answers]:
    """cel-expr-python: Google's CEL in C++."""
    from cel_expr_python import cel  # noqa: PLC0415

    plain = {kind: getattr(cel.Type, kind.upper()) for kind in {*KINDS.values(), "string"}}
    kinds = {name: cel.Type.List(plain[kind[5:-1]]) if kind[-1] == ")" else plain[kind] for name, kind in variables(pack)}
    environment = cel.NewEnv(variables=kinds)
    programs = [environment.compile(source) for source in cel_sources(pack, measures)]

    def answers(facts: Facts) -> Answers:
        activation = environment.Activation(cel_bindings(facts))
        found = []
        for program in programs:
            value = program.eval(activation)
            found.append(1 if value.type() == cel.Type.ERROR else 2 if value.value() else 0)
        return found

    return answers


def variables(pack: Pack) -> Iterable[tuple[str, str]]:
    return cel_variables(pack.schema).items()


# engines without unknown: one formula for "surely", one for "possibly", with tests on null written out


class Planes:
    """Writes a condition as two formulas. The languages of the peers differ in how text and lists are asked."""

    def __init__(self, starts: str, among: str) -> None:
        self.starts, self.among = starts, among

    def write(self, condition: Condition) -> str:
        """2 where it surely holds, 1 where it possibly does, else 0."""
        return f"{self.plane(condition, sure=True)} ? 2 : ({self.plane(condition, sure=False)} ? 1 : 0)"

    def plane(self, condition: Condition, *, sure: bool) -> str:
        match condition:
            case AllOf(parts):
                return "(" + " and ".join(self.plane(part, sure=sure) for part in parts) + ")"
            case AnyOf(parts):
                return "(" + " or ".join(self.plane(part, sure=sure) for part in parts) + ")"
            case NoneOf(parts):
                return "not (" + " or ".join(self.plane(part, sure=not sure) for part in parts) + ")"
            case _:
                name = cel_name(fields_of(condition)[0])
                known = self.known(condition, name, sure=sure)
                return f"({name} != null and {known})" if sure else f"({name} == null or {known})"

    def known(self, leaf: Condition, name: str, *, sure: bool) -> str:
        match leaf:
            case Compare(_, op, bound):
                return f"{name} {SIGNS[op]} {plain(bound)}"
            case Includes(_, 1, (bool(answer),)):
                return f"{name} == {str(answer).lower()}"
            case Includes(field, 1, values):
                return self.is_among(field, name, values)
            case Excludes(field, values):
                return f"not ({self.is_among(field, name, values)})"
            case Within(_, codes):
                inside = [self.starts.format(name=name, text=json.dumps(one.code)) for one in codes]
                coarser = sorted({one.code[:length] for one in codes for length in range(1, len(one.code))})
                around = [] if sure else [f"{name} in {json.dumps(coarser)}"]
                return "(" + " or ".join([*inside, *around]) + ")"
        raise NotImplementedError(leaf)

    def is_among(self, field: str, name: str, values: Iterable[object]) -> str:
        listed = json.dumps(list(values))
        many = field in self.many
        return self.among.format(name=name, listed=listed) if many else f"{name} in {listed}"

    many: frozenset[str] = frozenset()


def plain(value: object) -> object:
    """A fact or a bound for an engine of numbers, texts and lists: days by number, codes by their digits."""
    match value:
        case date():
            return value.toordinal()
        case Code():
            return value.code
        case tuple():
            return [plain(one) for one in value]
        case _:
            return value


def written(pack: Pack, measures: int, planes: Planes) -> list[str]:
    planes.many = frozenset(field.id for field in pack.schema if field.many)
    return [planes.write(measure.when) for measure in pack.measures[:measures]]


def zen(pack: Pack, measures: int) -> Callable[[Facts], Answers]:
    """zen-engine: each expression compiled once and given the facts that it reads."""
    import zen as engine  # noqa: PLC0415

    sources = written(pack, measures, Planes("startsWith({name}, {text})", "some({name}, # in {listed})"))
    read = [{cel_name(leaf.field) for leaf in leaves(measure.when)} for measure in pack.measures[:measures]]  # type: ignore[union-attr]
    expressions = list(zip(map(engine.compile_expression, sources), read, strict=True))

    def answers(facts: Facts) -> Answers:
        known = {cel_name(id): plain(value) for id, value in facts.items()}
        return [int(one.evaluate({name: known[name] for name in names if name in known})) for one, names in expressions]

    return answers


def zen_graph(pack: Pack, measures: int) -> Callable[[Facts], Answers]:
    """zen-engine: one decision with every expression in it."""
    import zen as engine  # noqa: PLC0415

    sources = written(pack, measures, Planes("startsWith({name}, {text})", "some({name}, # in {listed})"))
    rows = [{"id": f"e{number}", "key": f"m{number}", "value": source} for number, source in enumerate(sources)]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "all", "name": "all", "type": "expressionNode", "position": {"x": 1, "y": 0}, "content": {"expressions": rows}},
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in (("in", "all"), ("all", "out"))]
    decision = engine.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def answers(facts: Facts) -> Answers:
        result = decision.evaluate({cel_name(id): plain(value) for id, value in facts.items()})["result"]
        return [int(result[f"m{number}"]) for number in range(measures)]

    return answers


def rule_engine(pack: Pack, measures: int) -> Callable[[Facts], Answers]:
    """rule-engine: each rule compiled once."""
    import rule_engine as engine  # noqa: PLC0415

    planes = Planes("{name}.starts_with({text})", "[v for v in {name} if v in {listed}].length > 0")
    sources = written(pack, measures, planes)
    rules = [engine.Rule(source) for source in sources]
    nothing = dict.fromkeys(cel_name(field.id) for field in pack.schema)

    def answers(facts: Facts) -> Answers:
        known = {**nothing, **{cel_name(id): plain(value) for id, value in facts.items()}}
        return [int(rule.evaluate(known)) for rule in rules]

    return answers


#: Each engine, the distribution that it is installed from, and the module that it needs.
PEERS: dict[str, tuple[Peer, str, str]] = {
    "zonewright": (zonewright, "zonewright", "zonewright"),
    "zonewright, 100 findings": (zonewright_with_reasons, "zonewright", "zonewright"),
    "zonewright, judge alone": (judge_alone, "zonewright", "zonewright"),
    "common-expression-language": (rust_cel, "common-expression-language", "cel"),
    "cel-expr-python": (google_cel, "cel-expr-python", "cel_expr_python"),
    "zen-engine, expressions": (zen, "zen-engine", "zen"),
    "zen-engine, one decision": (zen_graph, "zen-engine", "zen"),
    "rule-engine": (rule_engine, "rule-engine", "rule_engine"),
}


def installed(name: str) -> bool:
    return find_spec(PEERS[name][2]) is not None
