"""Answers for people: every line of reasons has its words and its source, in three languages."""

import json
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from small_pack import W, field, measure, write_pack
from zonewright import compile_pack, facts_of, ledger, load_pack, match_one, read_profile
from zonewright.cli.main import main
from zonewright.conditions.render import Teller, show_number, show_value
from zonewright.conditions.truth import Truth
from zonewright.errors import InputError
from zonewright.matching.model import Verdict
from zonewright.packs.json_schema import FILES
from zonewright.packs.texts import find_texts
from zonewright.report import words_of_money as of_money
from zonewright.report.answers import answer_for
from zonewright.report.as_json import answer_as_json, matches_as_json
from zonewright.report.explain import Explainer
from zonewright.report.money import MoneyTeller
from zonewright.report.pages import ledger_page, report_page
from zonewright.schema.fields import FieldType, as_number
from zonewright.tables.files import write_text
from zonewright.values import LANGUAGES, Fraction, Level, Period, Quantity

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packs/example-zone"
ON = date(2026, 3, 1)
COMPILED = compile_pack(load_pack(FOLDER))
PROFILES = [read_profile(path, COMPILED.pack.schema, on=ON) for path in sorted((FOLDER / "samples").glob("*.yaml"))]
SCRIPTS = {"zh": re.compile(r"[\u4e00-\u9fff]"), "ko": re.compile(r"[\uac00-\ud7a3]"), "en": re.compile(r"[A-Za-z]")}


def matches():
    return [match for profile in PROFILES for match in match_one(COMPILED, profile.facts, on=ON)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_reasons_has_words_of_the_language_and_a_source(language):
    """From the top of the tree to its last test, for each sample and each measure."""
    explainer = Explainer(COMPILED.pack, language, {})
    lines = [line for match in matches() for line in explainer.lines(match)]
    assert len(lines) > 100
    assert [line for line in lines if not SCRIPTS[language].search(line.text)] == []
    assert [line for line in lines if not line.source] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_missing_fact_comes_with_its_question_and_who_answers(language):
    explainer = Explainer(COMPILED.pack, language, {})
    needs = [need for match in matches() for need in explainer.needs(match)]
    assert needs
    assert all(SCRIPTS[language].search(text) for need in needs for text in (need.label, need.question, need.who))


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_reasons_in_one_language_hold_no_english_words(language):
    """Codes, names of standards and units may stay; no sentence is left untranslated."""
    explainer = Explainer(COMPILED.pack, language, {})
    texts = {line.text for match in matches() for line in explainer.lines(match)}
    assert [text for text in texts if re.search(r"[A-Za-z]{2,} [a-z]{2,}", text)] == []


def test_the_source_of_a_cited_line_is_the_law_behind_it(tmp_path):
    """A line with `cites` names the number and the article of the law, the others the measure's own source."""
    sources = f"""\
sources:
  law: {{title: {W}, kind: national_law}}
  order-550: {{title: {W}, kind: licence, number: Order 550}}
"""
    more = "rests_on:\n  - {source: law, article: art. 1}\n  - {source: order-550, article: arts. 6 and 13}\n"
    when = "  all:\n    - {field: staff, at_least: 10}\n    - {field: revenue, at_least: 5 CNY, cites: order-550}"
    examples = "".join(
        f"  - {{name: {name}, given: {{{given}}}, expect: {expect}}}\n"
        for name, given, expect in (
            ("both", "staff: 10, revenue: 5 CNY", "eligible"),
            ("few", "staff: 9", "ineligible"),
            ("none", "", "undetermined"),
        )
    )
    pack = write_pack(tmp_path, files={"sources.yaml": sources, "measures/grant.yaml": measure(when, examples, more)})
    compiled = compile_pack(load_pack(pack))
    [match] = match_one(compiled, {}, on=ON)
    lines = [(line.depth, line.source) for line in Explainer(compiled.pack, "en", {}).lines(match)]
    assert lines == [(0, "word, art. 1"), (1, "word, art. 1"), (1, "Order 550, arts. 6 and 13")]


def test_an_officers_fact_names_the_office_and_the_evidence(tmp_path):
    judged = field("fine", "yes_no", "judged: {by: office, on: {en: the report, zh: 报告, ko: 보고서}}")
    more = judged.replace("answered_by: enterprise", "answered_by: officer")
    when = "  {field: fine, is: true}"
    examples = """\
  - {name: fine, given: {fine: true}, expect: eligible}
  - {name: not fine, given: {fine: false}, expect: ineligible}
  - {name: not known, given: {}, expect: undetermined, missing: [fine]}
"""
    compiled = compile_pack(load_pack(write_pack(tmp_path, fields=more, when=when, examples=examples)))
    [match] = match_one(compiled, {}, on=ON)
    [need] = Explainer(compiled.pack, "en", {}).needs(match)
    assert need.who == "the authority judges (word; evidence: the report)"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (5, "5"),
        (0, "0"),
        (-5, "-5"),
        (100, "100"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 10**6), "0.000001"),
        (Fraction(1, 10**7), "1/10000000"),
        (10**20, "1" + "0" * 20),
    ],
)
def test_numbers_are_shown_exactly(number, text):
    assert show_number(number) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "not known"),
        (True, "true"),
        (False, "false"),
        ((), "[]"),
        (("a", 5), "[a, 5]"),
        (Quantity(5, "USD"), "5 USD"),
        (Quantity(5, ""), "5"),
        (Level(1, "province"), "province"),
        (ON, "2026-03-01"),
        (Period(24, "month"), "2 years"),
    ],
)
def test_facts_are_shown_as_packs_write_them(value, text):
    assert show_value(value) == text


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "20,000,000"), ("zh", "2000万"), ("ko", "2000만")],
)
def test_large_amounts_are_told_as_people_read_them(language, said):
    """Twenty million is 2000万 and 2000만."""
    teller = Teller(COMPILED.pack.schema, COMPILED.pack.world, language)
    assert said in teller.value(COMPILED.pack.schema["revenue"], 20_000_000).replace(",", "," if language == "en" else "")


def test_json_holds_verdict_missing_facts_sources_and_reasons():
    """What another program needs, and nothing that JSON cannot hold."""
    told = json.loads(
        json.dumps(matches_as_json(COMPILED.pack, match_one(COMPILED, PROFILES[0].facts, on=ON), on=ON, language="en"))
    )
    assert (told["pack"], told["on"], len(told["matches"])) == ("example-zone", "2026-03-01", 12)
    assert {one["verdict"] for one in told["matches"]} <= {verdict.value for verdict in Verdict}
    assert all(one["sources"] and one["finding"]["truth"] in {truth.name.lower() for truth in Truth} for one in told["matches"])


class Page(HTMLParser):
    """Collects what a page asks for from elsewhere, and its ids."""

    def __init__(self, text):
        super().__init__()
        self.asked, self.ids, self.languages, self.open = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag in {"script", "img", "iframe", "link"} and (told.get("src") or told.get("href")):
            self.asked.append((tag, told))
        if "id" in told:
            self.ids.append(told["id"])
        if "lang" in told:
            self.languages.add(told["lang"])


def answer(profile):
    return answer_for(COMPILED, profile, match_one(COMPILED, profile.facts, on=ON))


@cache
def report():
    return report_page(COMPILED.pack, [answer(profile) for profile in PROFILES], {}, on=ON)


def test_the_report_stands_alone_in_three_languages():
    """It asks for nothing from elsewhere, its ids are its own, each language is marked."""
    page = Page(report())
    assert page.asked == []
    assert len(page.ids) == len(set(page.ids))
    assert page.languages >= {"en", "zh-Hans", "ko"}


def test_the_report_says_that_it_decides_nothing():
    assert "This is a screening, not a decision." in report()
    assert "fictional example" in report()


def test_words_of_a_pack_cannot_become_markup():
    """A name with angle brackets stays a name."""
    profile = PROFILES[0]
    named = type(profile)(profile.facts, type(profile.name)("<script>alert(1)</script>", "<b>", "&"))
    page = report_page(COMPILED.pack, [answer(named)], {}, on=ON)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_report_shows_what_it_is_worth_with_pictures_in_every_language():
    """For each enterprise and language: the package, the amount by year, the distance to a bound, the next question."""
    page = report()
    for language in LANGUAGES:
        words = (of_money.BEST, of_money.BY_YEAR, of_money.DISTANCE, of_money.PAYMENTS, of_money.NEXT, of_money.NEAREST)
        assert [one.en for one in words if one.in_language(language) not in page] == []
    with_money = [one for one in map(answer, PROFILES) if one.package.payments]
    misses = [miss for one in map(answer, PROFILES) for miss in one.near.values()]
    gauges = sum(miss.gap is not None and as_number(miss.gap.has) is not None for miss in misses)
    assert page.count("<svg") == len(LANGUAGES) * (len(with_money) + gauges)
    assert gauges > 0


def test_what_a_program_reads_is_what_a_person_reads():
    """The sums of the JSON are those of the package."""
    found = answer(next(one for one in PROFILES if one.name and "Robots" in one.name.en))
    told = answer_as_json(found)
    assert told["package"]["low"] == show_number(found.package.low)
    assert [one["measure"] for one in told["package"]["taken"]] == [one.measure.id for one in found.package.taken]
    assert told["next_question"]["field"] == found.question.field.id
    assert told["nearest"].keys() == found.nearest.keys()
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(
    ("kind", "unit", "difference", "words"),
    [
        (FieldType.NUMBER, "person", 1, "1 person more"),
        (FieldType.NUMBER, "person", -3, "3 persons less"),
        (FieldType.NUMBER, "%", Fraction(6, 5), "1.2 percentage points more"),
        (FieldType.NUMBER, "CNY", 500000, "500,000 CNY more"),
        (FieldType.DAY, "", 30, "30 days later"),
        (FieldType.DAY, "", -1, "1 day earlier"),
    ],
)
def test_a_difference_is_told_as_people_say_it(kind, unit, difference, words):
    assert MoneyTeller(Explainer(COMPILED.pack, "en", {})).difference(kind, unit, difference) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ledger_page_holds_every_character_of_the_text(language):
    texts = find_texts(COMPILED.pack, FOLDER / "text")
    [text] = texts.values()
    page = ledger_page(COMPILED.pack, ledger(COMPILED.pack), texts, language)
    shown = "".join(re.sub(r"<[^>]+>", "", page).replace("&#39;", "'").replace("&amp;", "&").split())
    assert "".join(text.split()) in shown.replace("&#34;", '"').replace("&quot;", '"')


# texts


def test_a_text_is_found_by_its_name_or_by_its_hash(tmp_path):
    """Whatever the file is called, its content tells."""
    content = (FOLDER / "text/example-policy.en.txt").read_bytes()
    (tmp_path / "renamed.txt").write_bytes(content)
    assert find_texts(COMPILED.pack, tmp_path) == {"example-policy": content.decode("utf-8")}


@pytest.mark.parametrize("change", [lambda text: text + "x", lambda text: text[:-1], lambda text: text.replace("a", "b", 1)])
def test_a_changed_text_is_refused(tmp_path, change):
    """One character more, less or other is another text."""
    text = (FOLDER / "text/example-policy.en.txt").read_text(encoding="utf-8")
    (tmp_path / "example-policy.en.txt").write_text(change(text), encoding="utf-8")
    with pytest.raises(InputError, match="ZW508"):
        find_texts(COMPILED.pack, tmp_path)


def test_a_missing_text_is_refused(tmp_path):
    with pytest.raises(InputError, match="ZW022"):
        find_texts(COMPILED.pack, tmp_path)


# what programs get


def test_verdicts_differ_only_by_the_facts():
    """The same question has the same answer, to the letter."""
    facts = facts_of(COMPILED.pack.schema, {"staff": 120}, on=ON)
    once, again = (matches_as_json(COMPILED.pack, match_one(COMPILED, facts, on=ON), on=ON, language="ko") for _ in range(2))
    assert json.dumps(once) == json.dumps(again)


def test_a_measure_not_in_force_has_that_verdict():
    assert {match.verdict for match in match_one(COMPILED, PROFILES[0].facts, on=date(2025, 12, 31))} == {Verdict.NOT_IN_FORCE}


def test_every_schema_is_written_beside_the_others(tmp_path, capsys):
    assert main(["schema", "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.schema.json" for name in FILES)
    assert {json.loads(path.read_text(encoding="utf-8"))["title"] for path in tmp_path.iterdir()} == {
        f"zonewright {name}" for name in FILES
    }
    assert capsys.readouterr().out == ""


def test_a_text_is_written_with_plain_line_ends(tmp_path):
    """The same bytes on every system, readable by others, nothing left beside it."""
    write_text(tmp_path / "page.html", "一\n二\n")
    assert (tmp_path / "page.html").read_bytes() == "一\n二\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o644


def test_measures_may_be_named_after_the_options(capsys):
    """`explain PACK PROFILE --on DAY MEASURE` is understood as well as with the measure in front."""
    profile = str(FOLDER / "samples/tide-software.yaml")
    assert main(["explain", str(FOLDER), profile, "--on", "2026-03-01", "jobs-bonus"]) == 0
    assert "jobs-bonus" in capsys.readouterr().out
