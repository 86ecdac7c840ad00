"""Every pack in the repository: whole, sourced, and written so that machines and people can go on with it."""

import hashlib
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from zonewright import compile_pack, ledger, load_pack, match_one, read_profile
from zonewright.benefits.ast import OfFact, parts_of_worth
from zonewright.compiler.pipeline import check_pack
from zonewright.conditions.ast import fields_of, leaves
from zonewright.notation.tree import Listing, Mapping, Node, Scalar, read_yaml
from zonewright.packs.json_schema import FILES, schema_of
from zonewright.packs.ledger import broken_spans
from zonewright.packs.load import read_pack
from zonewright.packs.model import SpanKind
from zonewright.packs.save import Change, edited, round_trip
from zonewright.packs.texts import find_texts
from zonewright.schema.fields import Answerer, parts_of
from zonewright.tables.files import read_text

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PACKS = sorted(path.parent for path in (ROOT / "packs").glob("*/zone.yaml"))
SAMPLES = sorted((ROOT / "packs").glob("*/samples/*.yaml"))
#: The folders of a pack whose files are all of one kind, with the name of its schema.
KINDS = {
    "measures": "measure",
    "procedures": "procedure",
    "earlier": "procedure",
    "migrations": "migration",
    "calendars": "calendar",
}
YAMLS = [path for path in sorted((ROOT / "packs").rglob("*.yaml")) if path.parent.name not in {"samples", "parts"}]
ON = date(2026, 11, 22)


loaded = cache(load_pack)


def name(path):
    return path.relative_to(ROOT / "packs").as_posix()


each_pack = pytest.mark.parametrize("folder", PACKS, ids=name)
each_file = pytest.mark.parametrize("path", YAMLS, ids=name)


def test_the_three_packs_are_here():
    """The first user's pack, the clauses of other zones, the fictional one."""
    assert [path.name for path in PACKS] == ["changchun", "clauses", "example-zone"]


@each_pack
def test_a_pack_loads_and_compiles_without_findings(folder):
    """No error, no warning; the only notes are limits that the texts do not state."""
    draft = read_pack(folder)
    assert draft.diagnostics == ()
    assert [found for found in check_pack(draft.pack) if found.code != "ZW810"] == []


@pytest.mark.parametrize("path", SAMPLES, ids=name)
def test_a_sample_enterprise_has_a_verdict_for_every_measure(path):
    """Samples are marked as samples, have a name in three languages, and can be matched."""
    compiled = compile_pack(loaded(path.parents[1]))
    profile = read_profile(path, compiled.pack.schema, on=ON)
    assert profile.sample
    assert profile.name is not None
    assert profile.warnings == ()
    assert len(match_one(compiled, profile.facts, on=ON)) == len(compiled.measures)


@each_pack
def test_a_pack_tells_its_verdicts_from_one_another(folder):
    """The samples of a pack do not all have the same answer."""
    compiled = compile_pack(loaded(folder))
    paths = [path for path in SAMPLES if path.parents[1] == folder]
    verdicts = {
        match.verdict
        for path in paths
        for match in match_one(compiled, read_profile(path, compiled.pack.schema, on=ON).facts, on=ON)
    }
    assert len(verdicts) >= 2 or not paths


@each_pack
def test_every_source_has_an_address(folder):
    """An address on the web, or none; no other kind."""
    pack = loaded(folder)
    offices = [office.url for office in pack.zone.authorities.values()]
    for url in [source.url for source in pack.sources.values()] + offices:
        assert re.fullmatch(r"(https?://[^\s/]+\.\S+)?", url)


@each_pack
def test_the_ledger_is_whole_and_its_shares_are_one(folder):
    """Each text with a ledger: no gap, no overlap, shares that add up."""
    for one in ledger(loaded(folder)):
        assert broken_spans(one) == ()
        assert sum(one.share(kind) for kind in SpanKind) == 1


@each_pack
def test_every_measure_of_a_pack_with_a_text_cites_its_words(folder):
    pack = loaded(folder)
    if ledger(pack):
        assert [measure.id for measure in pack.measures if not measure.source] == []


@each_pack
def test_every_measure_names_its_basis_or_its_words(folder):
    """Nothing comes from nowhere: each measure cites the text or a law."""
    assert [one.id for one in loaded(folder).measures if not one.source and not one.rests_on] == []


def test_the_changchun_ledger_stands_on_the_text_itself():
    """The text beside the repository has the length and the hash that the pack was written on."""
    folder = SHARED / "seed"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/seed with the policy text is not beside the repository")
    pack = loaded(ROOT / "packs/changchun")
    [text] = find_texts(pack, folder).values()
    [one] = ledger(pack)
    assert len(text) == one.length
    assert hashlib.sha256(text.encode()).hexdigest() == one.source.sha256
    assert "".join(text[span.start : span.end] for span in one.spans) == text


def test_spans_of_the_changchun_text_do_not_cut_words():
    """No span that a measure cites begins or ends inside a word."""
    folder = SHARED / "seed"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/seed with the policy text is not beside the repository")
    pack = loaded(ROOT / "packs/changchun")
    texts = find_texts(pack, folder)
    cut = [
        (measure.id, place)
        for measure in pack.measures
        for span in measure.source
        for place in (span.start, span.end)
        if re.fullmatch(r"[A-Za-z]{2}", texts[span.source][max(place - 1, 0) : place + 1])
    ]
    assert cut == []


# the clauses of other zones

ROW = re.compile(r"^\| ([A-Z0-9-]+b?) \| (\d+) \| (\d+) \| (\d+) \| (\d+)[^|]*\| ([^|]+) \|$", re.MULTILINE)


def clause_rows():
    """The table of packs/clauses/README.md: conditions, executed, judged and stacking, by clause."""
    return {row[0]: tuple(map(int, row[1:5])) for row in ROW.findall(clause_page())}


def clause_benefits():
    """The last column of the table: how the sum of each clause is found."""
    return {row[0]: row[5] for row in ROW.findall(clause_page())}


def clause_page():
    return (ROOT / "packs/clauses/README.md").read_text(encoding="utf-8").replace("**", "")


def clauses():
    """The list of clauses beside the repository."""
    path = SHARED / "facts/clauses.json"
    if not path.is_file():
        pytest.skip("the list ../shared/facts/clauses.json is not beside the repository")
    return json.loads(path.read_text(encoding="utf-8"))


def judged_fields(pack, measure):
    """The officer's fields that a measure tests, directly or as parts of derived ones."""
    tested = {id for leaf in leaves(measure.when) for id in fields_of(leaf)}
    tested |= {part for id in tested if pack.schema[id].derived for part in parts_of(pack.schema[id].derived)}
    return {id for id in tested if pack.schema[id].answered_by is Answerer.OFFICER}


def test_the_clause_table_has_the_measures_of_the_pack():
    """43 rows, one for each measure."""
    assert {id.lower() for id in clause_rows()} == {measure.id for measure in loaded(ROOT / "packs/clauses").measures}
    assert len(clause_rows()) == 43


@pytest.mark.parametrize("id", sorted(clause_rows()))
def test_a_row_of_the_clause_table_counts_what_the_pack_holds(id):
    """Executed, judged and stacking make up the conditions; the judged ones are the officer's fields of the measure."""
    conditions, executed, judged, stacking = clause_rows()[id]
    assert executed + judged + stacking == conditions
    pack = loaded(ROOT / "packs/clauses")
    [measure] = [one for one in pack.measures if one.id == id.lower()]
    assert len(judged_fields(pack, measure)) == judged
    assert stacking == 0 or measure.stacking != type(measure.stacking)()


def test_the_sum_of_the_clause_table_is_right():
    """The last line of the table is the sum of the rows."""
    sums = tuple(map(int, re.search(r"^\| sum \| (\d+) \| (\d+) \| (\d+) \| (\d+)", clause_page(), re.MULTILINE).groups()))
    assert sums == tuple(map(sum, zip(*clause_rows().values(), strict=True)))


def benefit_of(pack, measure):
    """Whether the sum of a measure is calculated, left to a person who fixes a number of it, or no money."""
    if not measure.amount.options:
        return "not money"
    read = {fact for line in measure.amount.lines for worth in line.worths for fact in facts_in(worth)}
    return "discretionary" if any(pack.schema[fact].answered_by is Answerer.OFFICER for fact in read) else "calculated"


def facts_in(worth):
    """The number fields that a worth reads."""
    if isinstance(worth, OfFact):
        yield worth.field
    for part in parts_of_worth(worth):
        yield from facts_in(part)


def test_the_table_says_how_the_sum_of_each_clause_is_found():
    pack = loaded(ROOT / "packs/clauses")
    assert {id.lower(): said for id, said in clause_benefits().items()} == {
        one.id: benefit_of(pack, one) for one in pack.measures
    }


def test_the_counts_of_the_benefits_are_those_of_the_table():
    """In the last line of the table, and in the sentence before it."""
    kinds = ("calculated", "discretionary", "not money")
    counts = [list(clause_benefits().values()).count(kind) for kind in kinds]
    assert sum(counts) == 43
    assert ", ".join(f"{count} {kind}" for count, kind in zip(counts, kinds, strict=True)) in clause_page()
    calculated, discretionary, rest = counts
    opening = f"Of the 43 benefits, {calculated} are calculated from facts, {discretionary} leave the sum to a person"
    assert f"{opening} within the bounds that the rule states, and {rest} are not money" in " ".join(clause_page().split())


def test_every_clause_of_the_list_is_in_the_table_with_all_its_conditions():
    """All 43 clauses, each with as many conditions as the list has."""
    listed = {clause["id"].upper(): len(clause["conditions"]) for clause in clauses()}
    assert len(listed) == 43
    assert {id.upper(): row[0] for id, row in clause_rows().items()} == listed


def test_every_clause_cites_an_address_of_the_list():
    """Where the list says a clause comes from, its measure says so too."""
    pack = loaded(ROOT / "packs/clauses")
    cited = {one.id: {pack.sources[basis.source].url for basis in one.rests_on} for one in pack.measures}
    for clause in clauses():
        addresses = {url.rstrip("/;,.") for url in re.findall(r"https?://[^\s;,|]+", clause["src"])}
        assert not addresses or addresses & {url.rstrip("/") for url in cited[clause["id"].lower()]}, clause["id"]


# files


def comments(text):
    """The comments of a YAML text, counted."""
    return Counter(re.findall(r"(?m)(?:^|\s)#.*$", text))


def plain(node: Node):
    """A node without its places, so that two readings can be compared."""
    match node:
        case Scalar(text):
            return text
        case Listing(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return [(key.text, plain(value)) for key, value in entries]


@each_file
def test_a_file_comes_back_as_it_was(path):
    """Writing a pack file back loses no comment, no key and no order; doing it again changes nothing more."""
    text = read_text(path)
    back = round_trip(text)
    assert comments(back) == comments(text)
    assert plain(read_yaml(back, "")) == plain(read_yaml(text, ""))
    assert round_trip(back) == back


def test_a_change_touches_only_its_own_lines():
    """A new title leaves every other line of the file as it comes back unchanged."""
    text = read_text(ROOT / "packs/example-zone/measures/robot-grant.yaml")
    before = round_trip(text).splitlines()
    after = edited(text, [Change(("title", "en"), "Another title")]).splitlines()
    assert len(before) == len(after)
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        line.replace(line[line.index("en: ") + 4 : line.index(", zh")], "Another title")
        for line in before
        if line.startswith("title:")
    ]


def of_json(node: Node):
    """A node as an editor sees it: plain words typed as YAML 1.2 has them."""
    match node:
        case Scalar(quoted=True, text=text):
            return text
        case Scalar():
            return yaml.load(node.text, Loader=CoreLoader)  # noqa: S506  # a loader of plain words and numbers
        case Listing(items):
            return [of_json(item) for item in items]
        case Mapping(entries):
            return {key.text: of_json(value) for key, value in entries}


class CoreLoader(yaml.SafeLoader):
    """The core schema of YAML 1.2: null, true, false, numbers; days are text."""

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ("~", "n", "N", "")),
    ("bool", r"true|True|TRUE|false|False|FALSE", tuple("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", tuple("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", tuple("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def schema_for(path):
    """The JSON Schema for a file of a pack."""
    return json.loads(schema_of(kind_of(path)))


def kind_of(path):
    return "scenario" if path.parents[1].name == "scenarios" else KINDS.get(path.parent.name, path.stem)


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_a_schema(kind):
    """Editors can use it: it is valid by its own rules and closed to unknown keys."""
    schema = json.loads(schema_of(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False


@each_file
def test_the_schema_accepts_the_file(path):
    """What the reader accepts, the editor does not underline."""
    found = jsonschema.Draft202012Validator(schema_for(path)).iter_errors(of_json(read_yaml(read_text(path), "")))
    assert [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in found] == []


@pytest.mark.parametrize("kind", FILES)
def test_the_schema_refuses_an_unknown_key(kind):
    """A key that the reader refuses is underlined in the editor, at the top of the file."""
    path = next(path for path in YAMLS if kind_of(path) == kind)
    held = of_json(read_yaml(read_text(path), ""))
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.validate({**held, "colour": "red"}, schema_for(path), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "when",
    [
        {"field": "staff", "at_leest": 5},
        {"at_least": 5},
        {},
        {"field": "staff", "includes_n": {"n": 2}},
        {"all": {"field": "staff"}},
        {"field": "staff", "known": False},
        {"field": "staff", "between": [1, 2, 3]},
    ],
)
def test_the_schema_refuses_a_mistaken_condition(when):
    path = ROOT / "packs/example-zone/measures/robot-grant.yaml"
    held = of_json(read_yaml(read_text(path), ""))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**held, "when": when}, schema_for(path), cls=jsonschema.Draft202012Validator)
