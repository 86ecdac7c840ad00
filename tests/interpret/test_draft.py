"""A reading becomes a pack that compiles, holds every character once, and never says yes by itself."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from zonewright import facts_of
from zonewright.compiler.pipeline import check_pack, compile_pack
from zonewright.errors import Severity
from zonewright.interpret.draft import draft_pack, in_force, with_ids
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document
from zonewright.matching.model import Verdict
from zonewright.matching.single import match_one
from zonewright.packs.ledger import ledger
from zonewright.packs.load import load_pack
from zonewright.packs.model import SpanKind
from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Evidence, Label, Mark, Mention, Provision, Quantity, Reading
from zonewright.provisions.review import decide, items

TEXTS = sorted((Path(__file__).parents[1] / "corpora").rglob("*.txt"))
DAY = date(2026, 11, 22)
TITLE = "关于支持机器人产业的若干措施\n"
GRANT = "对固定资产投资5000万元以上的机器人企业，按投资额的20%给予补助，最高500万元。"
REWARD = "对首次认定的企业，一次性奖励30万元。"
LADDER = "对国家级、省级中心，分别给予100万元、50万元。"
DUTY = "申报企业应当在30日内提交材料。"
TEXT = f"{TITLE}第一条 {GRANT}\n第二条 {REWARD}\n第三条 {LADDER}\n第四条 {DUTY}\n"


def at(words, part):
    return words.start + TEXT[words.start : words.end].index(part)


def figure(provision, part, role, op, value, unit, **more):  # noqa: PLR0917  # as a figure is told
    start = at(provision, part)
    return Quantity(start, start + len(part), role, op, value, unit, Evidence("test", start, start + len(part)), **more)


def block_of(number, words):
    start = TEXT.index(f"{number} {words}")
    body = start + len(number) + 1
    eid = f"art_{'一二三四'.index(number[1]) + 1}"
    return Block(BlockKind.PARAGRAPH, start, body, body + len(words), eid, number, "article")


BLOCKS = (
    Block(BlockKind.TITLE, 0, 0, len(TITLE) - 1, "title_1"),
    block_of("第一条", GRANT),
    block_of("第二条", REWARD),
    block_of("第三条", LADDER),
    block_of("第四条", DUTY),
)
DOCUMENT = Document("robots", TEXT, "zh", BLOCKS)


def provision(place, modality, *instruments, **more):
    block = BLOCKS[place]
    told = Evidence("test", block.body, block.body + 2)
    labels = tuple(Label(one, told) for one in instruments)
    return Provision(block.eid, block.body, block.end, Label(modality, told), labels, **more)


def with_figures(one, *found):
    return Provision(one.eid, one.start, one.end, one.modality, one.instruments, one.fields, tuple(found), one.marks)


def sample_reading():
    grant, reward = provision(1, "supported", "fin_grant"), provision(2, "supported", "fin_grant")
    ladder, duty = provision(3, "supported", "fin_grant"), provision(4, "must", "governance")
    robots = at(grant, "机器人")
    grant = Provision(grant.eid, grant.start, grant.end, grant.modality, grant.instruments,
                      (Mention(robots, robots + 3, Evidence("test", robots, robots + 3)),))  # fmt: skip
    return Reading(
        DOCUMENT,
        (
            with_figures(
                grant,
                figure(grant, "5000万元以上", "threshold", ">=", 50_000_000, "CNY", metric="fixed_asset_investment"),
                figure(grant, "20%", "rate", "=", 20, "%", metric="fixed_asset_investment"),
                figure(grant, "最高500万元", "cap", "<=", 5_000_000, "CNY"),
            ),
            with_figures(reward, figure(reward, "30万元", "amount", "=", 300_000, "CNY")),
            with_figures(
                ladder,
                figure(ladder, "100万元", "amount", "=", 1_000_000, "CNY"),
                figure(ladder, "50万元", "amount", "=", 500_000, "CNY"),
            ),
            with_figures(duty, figure(duty, "30日内", "deadline", "<=", 30, "day")),
        ),
    )


def written(folder, reading, done=None):
    files = draft_pack([reading], id="robots-zone", title="Robots zone", version=DAY, done={"robots": done or {}})
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def pack(tmp_path):
    return load_pack(written(tmp_path / "pack", sample_reading()))


def measure(pack, id):
    return next(one for one in pack.measures if one.id == id)


def test_a_draft_compiles_and_only_asks(pack):
    found = check_pack(pack)
    assert {one.severity for one in found} == {Severity.NOTE}
    assert {one.code for one in found} == {"ZW721"}
    assert len(found) == 3
    compile_pack(pack)


def test_what_offers_becomes_a_measure_and_duties_do_not(pack):
    assert {one.id for one in pack.measures} == {"robots.art_1", "robots.art_2", "robots.art_3"}


def test_every_character_stands_in_the_ledger_once_and_only_figures_execute(pack):
    (one,) = ledger(pack)
    assert sum(span.end - span.start for span in one.spans) == len(TEXT)
    executed = [TEXT[span.start : span.end] for span in one.spans if span.kind is SpanKind.EXECUTED]
    assert executed == ["5000万元以上"]
    direction = [TEXT[span.start : span.end] for span in one.spans if span.kind is SpanKind.DIRECTION]
    assert direction == [DUTY]


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"fixed_asset_investment": "50000000 CNY"}, Verdict.UNDETERMINED),
        ({"fixed_asset_investment": "49999999 CNY"}, Verdict.INELIGIBLE),
        ({"fixed_asset_investment": "50000000 CNY", "robots_art_1_judged": True}, Verdict.ELIGIBLE),
        ({}, Verdict.UNDETERMINED),
    ],
)
def test_figures_alone_never_make_eligible(pack, facts, verdict):
    compiled = compile_pack(pack)
    matches = match_one(compiled, facts_of(pack.schema, facts, on=DAY), on=DAY)
    assert next(one for one in matches if one.measure.id == "robots.art_1").verdict is verdict


def test_one_rate_with_one_cap_is_calculated_and_a_ladder_is_told_in_words(tmp_path):
    files = draft_pack([sample_reading()], id="robots-zone", title="Robots zone", version=DAY, done={})
    grant = yaml.safe_load(files["measures/robots.art_1.yaml"])["amount"]
    assert grant["gives"]["worth"] == {"rate": "20 %", "of": {"field": "fixed_asset_investment"}, "at_most": "5000000 CNY"}
    reward = yaml.safe_load(files["measures/robots.art_2.yaml"])["amount"]
    assert reward["gives"]["worth"] == "300000 CNY"
    ladder = yaml.safe_load(files["measures/robots.art_3.yaml"])["amount"]
    assert "gives" not in ladder
    assert LADDER in ladder["says"]["zh"]


def test_the_same_reading_gives_the_same_files():
    first, second = (
        draft_pack([sample_reading()], id="robots-zone", title="Robots zone", version=DAY, done={}) for _ in range(2)
    )
    assert first == second


def test_a_doubtful_figure_is_no_test(tmp_path):
    reading = sample_reading()
    doubtful = tuple(
        Quantity(one.start, one.end, one.role, one.op, one.value, one.unit, one.evidence, one.per, one.metric, ("odd_scale",))
        for one in reading.provisions[0].conditions
    )
    first = reading.provisions[0]
    changed = Reading(DOCUMENT, (with_figures(first, *doubtful), *reading.provisions[1:]))
    pack = load_pack(written(tmp_path / "pack", changed))
    compile_pack(pack)
    file = yaml.safe_load((tmp_path / "pack/measures/robots.art_1.yaml").read_text(encoding="utf-8"))
    assert file["when"] == {"all": [{"field": "robots_art_1_judged", "is": True}]}
    assert "gives" not in file["amount"]
    assert any("5000万元以上" in row["question"]["zh"] for row in file["open_questions"])


def test_a_reviewed_measure_no_longer_asks_for_review(tmp_path):
    reading = sample_reading()
    done = {
        item.key: decide(reading, item, "accepted", by="a", on="2026-11-22") for item in items(reading) if item.provision == 1
    }
    pack = load_pack(written(tmp_path / "pack", reading, done))
    first, second = (
        [one.question.en for one in measure(pack, id).open_questions] for id in ("robots.art_1", "robots.art_2")
    )
    assert any(one.startswith("Drafted by rules") for one in first)
    assert not any(one.startswith("Drafted by rules") for one in second)


@pytest.mark.parametrize(
    ("op", "value", "test"),
    [
        (">", 10, {"over": "10 person"}),
        ("<", 10, {"under": "10 person"}),
        ("<=", 10, {"at_most": "10 person"}),
        ("=", 10, {"is": "10 person"}),
        ("range", (10, 20), {"between": ["10 person", "20 person"]}),
        (">=", Fraction(5, 2), {"at_least": "2.5 person"}),
    ],
)
def test_each_comparator_becomes_its_test_with_examples_on_the_number(tmp_path, op, value, test):
    reading = sample_reading()
    reward = reading.provisions[1]
    bound = figure(reward, "首次", "threshold", op, value, "person", metric="employees")
    bounded = with_figures(reward, bound, *reward.conditions)
    changed = Reading(DOCUMENT, (reading.provisions[0], bounded, *reading.provisions[2:]))
    pack = load_pack(written(tmp_path / "pack", changed))
    compile_pack(pack)
    file = yaml.safe_load((tmp_path / "pack/measures/robots.art_2.yaml").read_text(encoding="utf-8"))
    assert file["when"]["all"][0] == {"field": "employees", **test}


def test_a_currency_that_no_language_names_stands_apart_from_its_number(tmp_path):
    reading = sample_reading()
    reward = reading.provisions[1]
    paid = figure(reward, "30万元", "amount", "=", 1_000, "NGN")
    changed = Reading(DOCUMENT, (reading.provisions[0], with_figures(reward, paid), *reading.provisions[2:]))
    compile_pack(load_pack(written(tmp_path / "pack", changed)))
    says = yaml.safe_load((tmp_path / "pack/measures/robots.art_2.yaml").read_text(encoding="utf-8"))["amount"]["says"]
    assert says["zh"] == "1,000 NGN"


def test_two_bounds_on_one_thing_are_left_to_a_person(tmp_path):
    reading = sample_reading()
    reward = reading.provisions[1]
    low = figure(reward, "首次", "threshold", ">=", 10, "person", metric="employees")
    high = figure(reward, "认定", "threshold", ">=", 50, "person", metric="employees")
    changed = Reading(DOCUMENT, (reading.provisions[0], with_figures(reward, low, high), *reading.provisions[2:]))
    written(tmp_path / "pack", changed)
    file = yaml.safe_load((tmp_path / "pack/measures/robots.art_2.yaml").read_text(encoding="utf-8"))
    assert [row["field"] for row in file["when"]["all"]] == ["robots_art_2_judged"]


def test_a_text_says_itself_from_when_until_when_it_holds():
    reading = sample_reading()
    last = reading.provisions[3]
    mark = Mark("entry_into_force", last.start, last.end, Evidence("test", last.start, last.end))
    dates = (
        figure(last, "30日内", "date", ">=", "2026-01-01", "date"),
        figure(last, "提交", "date", "<=", "2027-12-31", "date"),
    )
    dated = Provision(last.eid, last.start, last.end, last.modality, last.instruments, (), dates, (mark,))
    assert in_force(Reading(DOCUMENT, (*reading.provisions[:3], dated))) == {"from": "2026-01-01", "until": "2028-01-01"}
    assert in_force(reading) == {}


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_every_annotated_text_drafts_a_pack_without_errors(tmp_path, path):
    reading = read_document(read_text(path.read_text(encoding="utf-8"), path.stem))
    files = draft_pack(with_ids([reading]), id="a-zone", title="A zone", version=DAY, done={})
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    pack = load_pack(tmp_path)
    assert [str(one) for one in check_pack(pack) if one.severity is not Severity.NOTE] == []
    assert sum(span.end - span.start for span in ledger(pack)[0].spans) == len(reading.document.text)


def test_a_text_without_offers_still_makes_a_pack(tmp_path):
    reading = sample_reading()
    pack = load_pack(written(tmp_path / "pack", Reading(DOCUMENT, reading.provisions[3:])))
    compile_pack(pack)
    assert pack.measures == ()
