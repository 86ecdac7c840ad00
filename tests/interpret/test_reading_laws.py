"""Laws of reading that no single sentence shows: what stands around the words, names, figures and their bounds."""

from dataclasses import replace

import pytest

from zonewright.interpret.en.quantities import quantities as en_quantities
from zonewright.interpret.ko.quantities import quantities as ko_quantities
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import LONGEST_UNIT, read_document
from zonewright.interpret.zh.quantities import quantities as zh_quantities
from zonewright.provisions.document import shadow
from zonewright.provisions.model import Around
from zonewright.provisions.numbering import number_at
from zonewright.provisions.records import blocks_as_json, document_of
from zonewright.provisions.references import references

NOWHERE = Around()


def read(language, *lines):
    return read_document(read_text("\n".join(lines) + "\n", "text", language=language))


# what stands around the words


@pytest.mark.parametrize(
    ("language", "lines", "inherited"),
    [
        ("zh", ("第一条 申请企业应当符合下列条件：", "（一）在区内注册；", "（二）投资额不低于500万元。"), ["must", "must"]),
        ("zh", ("第一条 对企业给予下列支持：", "（一）租金30%的补贴；", "（二）投资额10%的资金。"), ["supported", "supported"]),
        (
            "ko",
            ("제1조(지원) 시장은 다음 각 호의 비용을 지원할 수 있다.", "1. 임대료의 30%", "2. 투자금액의 10%"),
            ["may", "may"],
        ),
    ],
)
def test_an_item_that_says_nothing_itself_inherits_from_its_lead_in(language, lines, inherited):
    lead, *below = read(language, *lines).provisions
    assert [one.inherits for one in below] == [lead.eid] * len(inherited)
    assert [one.modality.value for one in below] == inherited
    assert {label.value for one in below for label in one.instruments} & {label.value for label in lead.instruments}


def test_headings_stand_nearest_first_over_a_provision():
    reading = read("zh", "园区若干措施", "第一章 总则", "第二章 资金支持", "第一条 支持企业。")
    assert reading.provisions[0].headings == ("资金支持", "园区若干措施")
    long = "Support that the zone gives to enterprises of every size and kind"
    lines = ("The zone pays a fee.", f"# {long}", "It pays a grant.", "# More", "It pays rent.", "## Less", "It pays tax.")
    assert [one.headings for one in read("en", *lines).provisions] == [(), (long,), ("More",), ("Less", "More")]


def test_a_reference_stands_once_with_its_target():
    reading = read("zh", "第一条 支持企业建设实验室。", "第二条 符合第一条规定的企业，给予10万元奖励。")
    marks = [one for one in reading.provisions[-1].marks if one.kind == "reference"]
    assert [(reading.document.text[one.start : one.end], one.target) for one in marks] == [("第一条", "art_1")]


def test_a_provision_longer_than_is_read_says_so():
    long = "支持企业" + "和个人" * (LONGEST_UNIT // 3) + "。"
    told = {one.end - one.start > LONGEST_UNIT: "cut" in one.flags for one in read("zh", long, "支持企业。").provisions}
    assert told == {True: True, False: False}


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_the_words_of_a_rule_stand_in_the_provision(language):
    lines = {
        "en": "The zone will pay a grant.",
        "zh": "对首次获得认定的企业给予50万元补贴。",
        "ko": "단지는 보조금을 지급하여야 한다.",
    }[language]
    *_, last = read(language, lines, "", lines).provisions
    for label in (last.modality, *last.instruments):
        assert last.start <= label.evidence.start < label.evidence.end <= last.end


# names and references


@pytest.mark.parametrize(
    ("words", "value", "name"),
    [
        ("第十二条 给予", 12, "12"),
        ("第二百零三条 给予", 203, "203"),
        ("第三条之二 给予", 3, "3-2"),
        ("제4조의3(지원) 지원한다.", 4, "4-3"),
    ],
)
def test_a_number_keeps_its_value_and_its_branch(words, value, name):
    found = number_at(words, 0, len(words))
    assert (found.value, found.name) == (value, name)


def test_the_block_before_all_stands_over_all():
    document = read_text("园区若干措施\n第一条 支持企业。\n", "text", language="zh")
    assert [list(document.above(place)) for place in range(2)] == [[], [0]]


def test_the_article_before_and_the_first_paragraph_of_an_article():
    text = "第一条 支持企业。\n第二条 依照前条和第一条第一款执行。\n第三条 依照本法和《外商投资法》第一条执行。\n"
    document = read_text(text, "text", language="zh")
    assert [(text[one.start : one.end], one.target) for one in references(document)] == [
        ("前条", "art_1"), ("第一条第一款", "art_1"), ("第一条", ""),
    ]  # fmt: skip


def test_every_full_width_sign_is_the_plain_one():
    wide = "０１２３４５６７８９％ＡＺａｚ"
    assert shadow(wide) == "0123456789%AZaz"
    assert len(shadow("\u200b\n\x00–～")) == 5
    assert not any(mark in shadow("\u200b\n\x00–～") for mark in "\u200b\n\x00–～")


def test_a_record_of_blocks_belongs_to_its_text_only():
    document = read_text("第一条 支持企业。\n", "text", language="zh")
    written = blocks_as_json(document)
    assert document_of("text", document.text, written) == document
    assert document_of("text", document.text.replace("支", "友"), written) is None
    for part, other in (("zh", "xx"), ("paragraph", "verse"), ('"blocks"', '"locks"')):
        assert document_of("text", document.text, written.replace(part, other)) is None
    assert document_of("text", document.text, blocks_as_json(replace(document, blocks=document.blocks[::-1]))) is not None


# figures


def one_figure(quantities, words):
    [found] = quantities(words, NOWHERE)
    return found.op, found.value, found.unit


@pytest.mark.parametrize(
    ("words", "op", "value"),
    [
        ("投资额1亿元以上的企业", ">=", 10**8), ("投资额1亿元（不含）以上的企业", ">", 10**8),
        ("投资额1万亿元以上的企业", ">=", 10**12), ("投资额达到3千万元的企业", ">=", 3 * 10**7),
        ("投资额1亿元以下的企业", "<=", 10**8), ("投资额1亿元（不含）以下的企业", "<", 10**8),
    ],
)  # fmt: skip
def test_chinese_bounds(words, op, value):
    assert one_figure(zh_quantities, words) == (op, value, "CNY")


@pytest.mark.parametrize(
    ("words", "op", "value"),
    [
        ("investment of at least INR 5 lakh", ">=", 5 * 10**5), ("investment of at least INR 5 crore", ">=", 5 * 10**7),
        ("investment of not less than INR 50,00,000", ">=", 5 * 10**6), ("investment of under INR 5 million", "<", 5 * 10**6),
        ("investment of more than INR 5 million", ">", 5 * 10**6), ("investment of at most INR 5 million", "<=", 5 * 10**6),
        ("investment of at least INR 2000", ">=", 2000), ("investment of at least INR 1990 thousand", ">=", 1_990_000),
    ],
)  # fmt: skip
def test_english_bounds(words, op, value):
    assert one_figure(en_quantities, f"Enterprises with an {words} are eligible.") == (op, value, "INR")


@pytest.mark.parametrize(
    ("words", "op", "value"),
    [
        ("5억원 이상인", ">=", 5 * 10**8), ("5억원을 초과하는", ">", 5 * 10**8), ("5억원 이하인", "<=", 5 * 10**8),
        ("5억원 미만인", "<", 5 * 10**8), ("2조 3천억원 이상인", ">=", 23 * 10**11),
    ],
)  # fmt: skip
def test_korean_bounds(words, op, value):
    assert one_figure(ko_quantities, f"투자금액이 {words} 기업을 지원한다.") == (op, value, "KRW")


def test_years_and_months_are_months_in_korean():
    told = [(one.op, one.value, one.unit) for one in ko_quantities("운영기간이 1년 6개월 이상인 기업을 지원한다.", NOWHERE)]
    assert told == [(">=", 18, "month")]


@pytest.mark.parametrize(
    ("quantities", "words"),
    [
        (ko_quantities, "투자금액이 10억원~5억원인 기업을 지원한다."),
        (ko_quantities, "투자금액이 10억원 이상 5억원 이하인 기업을 지원한다."),
        (zh_quantities, "投资额在10亿元至5亿元的企业，给予支持。"),
        (en_quantities, "Enterprises with an investment of CNY 10 million to CNY 5 million are eligible."),
    ],
)
def test_a_range_that_runs_backwards_is_never_silent(quantities, words):
    assert all("range_reversed" in one.flags for one in quantities(words, NOWHERE) if one.op == "range")
    assert any(one.flags for one in quantities(words, NOWHERE))


def test_a_year_beside_money_is_no_money():
    told = [one.value for one in en_quantities("In 2025 USD 5 million will be paid, and the 2026 edition applies.", NOWHERE)]
    assert told == [5_000_000]
