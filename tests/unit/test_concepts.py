"""The lexicon of concepts: its table is sound, texts are searched rightly, names find their codes."""

import csv
import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.codes.concepts import concepts, find_concepts, link, read_concepts
from zonewright.codes.labels import WORD_OR_MARK, joined, stem
from zonewright.values import LANGUAGES

DATA = files("zonewright.codes").joinpath("data")
TITLES = list(csv.DictReader(DATA.joinpath("industry_titles.csv").read_text(encoding="utf-8").splitlines()))
HELD = {(row["scheme"], row["code"]) for row in TITLES}
SEED = list(csv.DictReader((Path(__file__).parent / "concepts_of_the_seed.csv").read_text(encoding="utf-8").splitlines()))
WIDTHS = {"isic": range(2, 5), "gbt4754": range(2, 5), "ksic": range(2, 6)}
MERE_WORDS = {"企业", "项目", "产业", "经济", "industry", "enterprise", "project", "기업", "산업", "사업", "경제"}
each_language = pytest.mark.parametrize("language", LANGUAGES)


def names(text, language, **own):
    """The words found and the concepts they name."""
    return [(text[hit.start : hit.end], hit.concept.id) for hit in find_concepts(text, language, **own)]


def same_name(label, language):
    return "".join(map(stem, WORD_OR_MARK.findall(label))) if language == "en" else joined(label)


def test_the_lexicon_is_large_and_every_id_is_its_own():
    ids = [concept.id for concept in concepts()]
    assert len(ids) >= 1300
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not re.fullmatch(r"[a-z0-9_]+", one)] == []


@each_language
def test_no_label_stands_for_two_concepts(language):
    meant = defaultdict(set)
    for concept in concepts():
        for label in concept.labels(language):
            meant[same_name(label, language)].add(concept.id)
    assert {label: ids for label, ids in meant.items() if len(ids) > 1} == {}


@each_language
def test_every_concept_has_labels_of_at_least_two_characters(language):
    labels = [label for concept in concepts() for label in concept.labels(language)]
    assert all(concept.labels(language) for concept in concepts())
    assert [label for label in labels if len(label) < 2 or label != label.strip() or "|" in label] == []
    assert MERE_WORDS.isdisjoint(labels)


def test_chinese_and_korean_labels_are_written_in_their_own_script():
    chinese = [label for concept in concepts() for label in concept.zh if re.search("[가-힣]", label)]
    korean = [label for concept in concepts() for label in concept.ko if re.search("[\u4e00-\u9fff]", label)]
    english = [label for concept in concepts() for label in concept.en if re.search("[\u4e00-\u9fff가-힣]", label)]
    assert (chinese, korean, english) == ([], [], [])


def test_every_code_is_well_formed_and_its_division_is_held():
    codes = [code for concept in concepts() for code in concept.codes]
    assert [code for code in codes if not code.code.isdigit() or len(code.code) not in WIDTHS[code.scheme]] == []
    assert [code for code in codes if (code.scheme, code.code[:2]) not in HELD] == []


def test_every_isic_and_ksic_code_is_held_with_its_title():
    codes = {(code.scheme, code.code) for concept in concepts() for code in concept.codes if code.scheme != "gbt4754"}
    assert codes - HELD == set()


def test_no_code_stands_twice_and_certainty_is_told():
    assert [concept.id for concept in concepts() if len(set(concept.codes)) != len(concept.codes)] == []
    assert {concept.certainty for concept in concepts()} == {"A", "B", "C"}
    assert [concept.id for concept in concepts() if not concept.codes and concept.certainty != "C" and not concept.note] == []


def test_titles_link_to_classes_of_isic_that_exist():
    assert [row for row in TITLES for code in row["isic4"].split() if ("isic", code) not in HELD] == []
    assert [row for row in TITLES if not (row["title_en"] or row["title_zh"] or row["title_ko"])] == []


@pytest.mark.parametrize(("scheme", "count"), [("isic", 88), ("gbt4754", 97), ("ksic", 77)])
def test_every_division_is_held(scheme, count):
    assert len({code for one, code in HELD if one == scheme and len(code) == 2}) == count


@pytest.mark.parametrize("row", SEED, ids=[row["id"] for row in SEED])
@each_language
def test_the_fields_of_the_seed_link_to_their_codes_first(row, language):
    columns = {"isic": "isic4", "gbt4754": "gbt4754", "ksic": "ksic10"}
    first, *_ = link(row[language], language)
    found = {scheme: {code.code for code in first.codes if code.scheme == scheme} for scheme in columns}
    assert found == {scheme: set(row[column].split()) for scheme, column in columns.items()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bio-pharmaceuticals", "biopharma"),
        ("biopharmaceutical", "biopharma"),
        ("bio pharmaceuticals", "biopharma"),
        ("data centers", "data_centre"),
        ("Data Centre", "data_centre"),
        ("the Internet-of-Things", "iot"),
        ("cross border e-commerce", "cross_border_ecommerce"),
        ("ice & snow equipment", "ice_snow_equipment"),
        ("lithium\nbatteries", "lithium_battery"),
        ("EVs", "nev"),
        ("fertilizers", "fertiliser"),
    ],
)
def test_english_is_found_in_every_way_of_writing(text, found):
    assert [concept for _, concept in names(text, "en")] == [found]


@pytest.mark.parametrize("text", ["it is", "chipping", "electronic form", "a bank", "ar", "power of attorney"])
def test_ordinary_english_words_are_no_industries(text):
    assert names(text, "en") == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("新能源汽车关键零部件", "zh", ["新能源汽车", "关键零部件"]),
        ("支持旅游业务和旅游业发展", "zh", ["旅游", "旅游业"]),
        ("재생 에너지와 재생에너지", "ko", ["재생 에너지", "재생에너지"]),
        ("물류업체, 물류업을", "ko", ["물류", "물류업"]),
        ("소재ㆍ부품ㆍ장비 기업", "ko", ["소재ㆍ부품ㆍ장비"]),
        ("生物医\n药企业", "zh", ["生物医\n药"]),
        ("AI产业、CHAIN", "zh", ["AI产业"]),
        ("artificial intelligence drones", "en", ["artificial intelligence", "drones"]),
        ("energy, storage of grain", "en", ["energy", "storage", "grain"]),
        ("testing, inspection and certification", "en", ["testing, inspection and certification"]),
        ("industrial robots, robots", "en", ["industrial robots", "robots"]),
    ],
)
def test_the_longest_label_wins_and_the_words_of_the_text_are_kept(text, language, found):
    assert [word for word, _ in names(text, language)] == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("其中材料", "zh"),
        ("社会展示", "zh"),
        ("各种业务", "zh"),
        ("教育局", "zh"),
        ("운전자", "ko"),
        ("전자문서", "ko"),
        ("민영화", "ko"),
    ],
)
def test_a_word_inside_another_word_is_not_found(text, language):
    assert names(text, language) == []


def test_a_faint_label_counts_only_in_a_list_or_as_a_trade():
    assert names("租赁厂房", "zh") == []
    assert names("租赁业、软件", "zh") == [("租赁业", "rental_and_leasing"), ("软件", "software")]
    assert names("accelerate the construction of roads", "en") == []
    assert [word for word, _ in names("construction, finance, insurance", "en")] == ["construction", "finance", "insurance"]


def test_a_silent_label_links_a_name_and_is_not_found_in_a_text():
    assert names("设立地区总部", "zh") == []
    assert link("地区总部", "zh")[0].concept.id == "regional_hq"


def test_a_name_that_holds_a_concept_is_linked_to_it():
    first, *_ = link("high-grade lithium batteries", "en")
    assert (first.reason, first.words, first.concept.id) == ("concept within", "lithium batteries", "lithium_battery")


def test_a_name_that_only_a_title_knows_is_linked_to_the_title():
    first, *_ = link("manufacture of wooden containers", "en")
    assert (first.reason, {code.code for code in first.codes if code.scheme == "isic"}) == ("title", {"1623"})


@pytest.mark.parametrize(("name", "language"), [("xyzzy plugh", "en"), ("亖亗", "zh"), ("쀍뙓", "ko"), ("", "en"), ("", "zh")])
def test_nothing_is_linked_when_nothing_is_near(name, language):
    assert link(name, language) == ()


def test_the_terms_of_a_zone_come_first():
    table = "id,en,en_also,zh,zh_also,ko,ko_also,isic4,gbt4754,ksic10,certainty,note\n"
    own = read_concepts(table + "deer,sika deer,,梅花鹿,鹿茸片,꽃사슴,,0149,039,,A,the zone's own\n")
    assert names("梅花鹿和鹿茸片", "zh", own=own) == [("梅花鹿", "deer"), ("鹿茸片", "deer")]
    assert link("Sika Deer", "en", own)[0].concept.id == "deer"
    assert names("梅花鹿", "zh") == [("梅花鹿", "deer_industry")]


@pytest.mark.parametrize(
    ("piece", "language"),
    [("support bio-pharmaceuticals, chips and ", "en"), ("支持生物医药、芯片和 ", "zh"), ("바이오의약품ㆍ반도체 지원 ", "ko")]
    + [(piece, language) for piece in ("1", " ", "ai ", "生物", "재", "·", "bio-") for language in LANGUAGES],
)
def test_a_million_characters_are_searched(piece, language):
    text = piece * (1_000_000 // len(piece))
    assert all(hit.start < hit.end for hit in find_concepts(text, language))


LABELS = [label for concept in concepts()[::7] for language in LANGUAGES for label in concept.labels(language)[:2]]
TEXTS = st.lists(
    st.sampled_from(LABELS) | st.text(max_size=4) | st.sampled_from([" ", "·", "\n", "业", "업", "İ", "\u202e"])
).map("".join)


@each_language
@given(text=TEXTS)
def test_hits_follow_one_another_and_lie_in_the_text(language, text):
    hits = find_concepts(text, language)
    edges = [edge for hit in hits for edge in (hit.start, hit.end)]
    assert edges == sorted(edges)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert hits == find_concepts(text, language)


@each_language
@given(text=TEXTS)
def test_at_most_three_candidates_best_first(language, text):
    candidates = link(text, language)
    scores = [one.score for one in candidates]
    assert len(candidates) <= 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


@each_language
def test_every_label_that_is_not_silent_is_found_alone_or_links(language):
    for concept in concepts():
        for label in concept.labels(language):
            assert link(label, language)[0].concept == concept, label
            if label not in concept.silent | concept.faint:
                assert names(label, language)[:1], label
