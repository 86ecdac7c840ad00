"""Lines become a tree of blocks: what each is, its number, its name, what it hangs on."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.interpret.readers import read_text
from zonewright.provisions.document import Line
from zonewright.provisions.labels import leads_in
from zonewright.provisions.lines import stretches
from zonewright.provisions.numbering import number_at
from zonewright.provisions.references import references
from zonewright.provisions.structure import blocks

CORPORA = sorted((Path(__file__).parents[1] / "corpora").glob("*.txt"))


def tree(text, language=""):
    """Each block as `kind eid | number | words`, and the words of the block above it where that is no title."""
    document = read_text(text, "text", language)
    return [
        f"{block.kind.value} {block.eid} | {block.number} | {document.words(place)}"
        for place, block in enumerate(document.blocks)
    ]


def named(text):
    document = read_text(text, "text")
    return {block.eid: document.words(place) for place, block in enumerate(document.blocks)}


def kinds(text):
    return [block.kind.value for block in read_text(text, "text").blocks]


def lead_of(text, words):
    """The words of the block that the block with these words hangs on."""
    document = read_text(text, "text")
    [place] = [place for place in range(len(document.blocks)) if document.words(place) == words]
    return document.words(document.blocks[place].parent)


# numbers


@pytest.mark.parametrize(
    ("words", "form", "value"),
    [
        ("第三条 企业", "article", 3), ("第十二章 总则", "chapter", 12),
        ("第二百零三条 x", "article", 203), ("第一部分 概况", "part", 1),
        ("第五條 企業", "article", 5), ("1(1) This Act", "dot", 1),
        ("一、财政支持", "hanlist", 1), ("十一、附则", "hanlist", 11),
        ("（二）研发", "hanboth", 2),
        ("1.项目", "dot", 1), ("1．项目", "dot", 1),
        ("2、项目", "dot", 2), ("（3）母公司", "both", 3), ("4）母公司", "paren", 4), ("⑤其他", "circle", 5),
        ("附件1：目录", "annex", 1),
        ("제5조(입주자격) ①", "article", 5), ("제1장 총칙", "chapter", 1), ("제6조의2(특례)", "article", 6),
        ("② 도지사는", "circle", 2),
        ("3. 고용", "dot", 3), ("나. 임대료", "syllable-dot", 2), ("1) 시설", "paren", 1),
        ("다) 시설", "syllable-paren", 3),
        ("(라) 시설", "syllable-both", 4), ("부칙 <제12호>", "addenda", 0), ("부      칙", "addenda", 0),
        ("[별표 2] 기준", "annex", 2),
        ("○ 지원대상", "bullet-○", 0), ("▪ 한도", "bullet-▪", 0), ("- 한도", "bullet--", 0), ("※ 유의", "bullet-※", 0),
        ("PART IV - OFFENCES", "part", 4), ("Chapter 2: Land", "chapter", 2), ("Article 5 (Support)", "article", 5),
        ("Section 12. Grants", "section", 12), ("RULE II", "rule", 2), ("FIRST SCHEDULE", "annex", 1), ("Annex B", "annex", 2),
        ("5.-(1) A person", "dot", 5),
        ("1.2 Land", "levels-2", 2), ("1.2.3 Land", "levels-3", 3), ("(a) land", "alpha-both", 1),
        ("(iv) land", "roman-both", 4),
        ("b) land", "alpha-paren", 2), ("(A) land", "ALPHA-both", 1), ("Q7. Which?", "question", 7), ("B2. Who", "code", 2),
        ("Ⅱ. 조세", "ROMAN-paren", 2),
    ],
)  # fmt: skip
def test_a_number_is_read_in_its_form(words, form, value):
    found = number_at(words, 0, len(words))
    assert found is not None
    assert (found.form, found.value) == (form, value)


@pytest.mark.parametrize(
    "words",
    [
        "100 million yuan", "3.5% of the cost", "1.5 billion won",
        "2026. 1. 1. 시행", "12. 31.까지", "2025年起", "30% of", "1:1 matching",
        "第三条规定的企业",
        "第二条、第三条", "제5조에 따라", "제8조 제1항에", "별표 1에 따라", "Section 5 applies to", "Part IV which shall",
        "H. O. ARKWRIGHT", "一、二、三类新药",
        "(2024) decision", "-5 degrees", "A company", "I think", "2.5억원 이상", "1.2倍",
    ],
)  # fmt: skip
def test_a_figure_a_date_or_a_citation_is_no_number(words):
    assert number_at(words, 0, len(words)) is None


def test_roman_and_letter_are_told_apart_by_what_went_before():
    letters = "\n".join(f"({mark}) item {mark} of the list;" for mark in "abcdefghij")
    found = named(f"1. The list holds:\n{letters}")
    assert "sec_1__point_i" in found
    assert found["sec_1__point_j"] == "item j of the list;"
    roman = named("1. The list holds:\n(a) first, where\n(i) one; and\n(ii) two;\n(b) second.")
    assert roman["sec_1__point_a__subpoint_ii"] == "two;"
    assert roman["sec_1__point_b"] == "second."


# trees of the three languages

ZH = """清湖区支持办法
第一章 总则
第一条 为推进建设，制定本办法。
第二章 支持
第二条 申请企业应当符合下列条件：
（一）在区内注册；
（二）投资1000万元以上。
前款规定的企业由区商务局认定。
第三条 【租金】给予补贴，
最高100万元。
附件：1．目录
"""


def test_a_chinese_statute():
    assert tree(ZH) == [
        "title docTitle_1 |  | 清湖区支持办法",
        "heading chp_1 | 第一章 | 总则",
        "paragraph chp_1__art_1 | 第一条 | 为推进建设，制定本办法。",
        "heading chp_2 | 第二章 | 支持",
        "paragraph chp_2__art_2 | 第二条 | 申请企业应当符合下列条件：",
        "item chp_2__art_2__item_1 | （一） | 在区内注册；",
        "item chp_2__art_2__item_2 | （二） | 投资1000万元以上。",
        "paragraph chp_2__art_2__p_2 |  | 前款规定的企业由区商务局认定。",
        "heading chp_2__art_3 | 第三条 | 租金",
        "paragraph chp_2__art_3__p_1 |  | 给予补贴，",
        "paragraph chp_2__art_3__p_2 |  | 最高100万元。",
        "paragraph att | 附件 | 1．目录",
    ]


def test_a_chinese_opinion_with_labels():
    text = "意见\n一、支持范围\n（一）固定资产投资支持。\n1.对项目给予奖励。\n2.对企业给予补助。\n"
    text += "（二）研发支持。对企业给予10万元。\n"
    text += "二、附则\n自发布之日起施行。"
    assert tree(text) == [
        "title docTitle_1 |  | 意见",
        "heading sec_1 | 一、 | 支持范围",
        "heading sec_1__subsec_1 | （一） | 固定资产投资支持。",
        "paragraph sec_1__subsec_1__para_1 | 1. | 对项目给予奖励。",
        "paragraph sec_1__subsec_1__para_2 | 2. | 对企业给予补助。",
        "paragraph sec_1__subsec_2 | （二） | 研发支持。对企业给予10万元。",
        "heading sec_2 | 二、 | 附则",
        "paragraph sec_2__p_1 |  | 自发布之日起施行。",
    ]


KO = """누리시 조례
제1장 총칙
제1조(목적) 이 조례는 지원에 필요한 사항을 정한다.
제2조(지원대상) ① 시장은 다음 각 호의 기업을 지원한다. ② 제1항의 지원은 예산의 범위에서 한다.
1. 국내 기업
가. 제조업
나. 물류업
2. 외국 기업
제2조의2(특례) 시장은 따로 정할 수 있다.
부칙 <조례 제1호>
제1조(시행일) 이 조례는 공포한 날부터 시행한다.
"""


def test_a_korean_ordinance_with_titles_in_brackets():
    assert tree(KO) == [
        "title docTitle_1 |  | 누리시 조례",
        "heading chp_1 | 제1장 | 총칙",
        "heading chp_1__art_1 | 제1조 | 목적",
        "paragraph chp_1__art_1__p_1 |  | 이 조례는 지원에 필요한 사항을 정한다.",
        "heading chp_1__art_2 | 제2조 | 지원대상",
        "paragraph chp_1__art_2__para_1 | ① | 시장은 다음 각 호의 기업을 지원한다.",
        "paragraph chp_1__art_2__para_2 | ② | 제1항의 지원은 예산의 범위에서 한다.",
        "item chp_1__art_2__para_2__item_1 | 1. | 국내 기업",
        "item chp_1__art_2__para_2__item_1__point_1 | 가. | 제조업",
        "item chp_1__art_2__para_2__item_1__point_2 | 나. | 물류업",
        "item chp_1__art_2__para_2__item_2 | 2. | 외국 기업",
        "heading chp_1__art_2-2 | 제2조의2 | 특례",
        "paragraph chp_1__art_2-2__p_1 |  | 시장은 따로 정할 수 있다.",
        "heading addenda | 부칙 | <조례 제1호>",
        "heading addenda__art_1 | 제1조 | 시행일",
        "paragraph addenda__art_1__p_1 |  | 이 조례는 공포한 날부터 시행한다.",
    ]


EN = """ZONES ORDINANCE
PART I - ADMISSION
5.-(1) A person shall not trade unless he-
(a) holds a licence; and
(b) has paid the fee:
Provided that a small enterprise pays half.
(2) A licence is valid for ten years.
6. Every lease shall be registered.
FIRST SCHEDULE
Item | Fee
Trader | HK$4,000
Maker | HK$9,000
"""


def test_an_english_ordinance_with_numbers_in_one_line():
    assert tree(EN) == [
        "title docTitle_1 |  | ZONES ORDINANCE",
        "heading part_1 | PART I | ADMISSION",
        "paragraph part_1__sec_5__para_1 | 5.-(1) | A person shall not trade unless he-",
        "item part_1__sec_5__para_1__point_a | (a) | holds a licence; and",
        "item part_1__sec_5__para_1__point_b | (b) | has paid the fee:",
        "paragraph part_1__sec_5__p_1 |  | Provided that a small enterprise pays half.",
        "paragraph part_1__sec_5__para_2 | (2) | A licence is valid for ten years.",
        "paragraph part_1__sec_6 | 6. | Every lease shall be registered.",
        "heading att_1 | FIRST SCHEDULE | ",
        "header_row att_1__tbl_1__row_1 |  | Item | Fee",
        "row att_1__tbl_1__row_2 |  | Trader | HK$4,000",
        "row att_1__tbl_1__row_3 |  | Maker | HK$9,000",
    ]


def test_an_item_hangs_on_its_lead_in_and_a_row_on_its_head():
    assert lead_of(EN, "has paid the fee:") == "A person shall not trade unless he-"
    assert lead_of(EN, "Trader | HK$4,000") == "Item | Fee"
    assert lead_of(ZH, "在区内注册；") == "申请企业应当符合下列条件："
    assert lead_of(KO, "나. 물류업"[3:]) == "국내 기업"


def test_questions_are_headings_and_close_one_another():
    text = "Guide\nPART 1. TAX\nQ1. Who pays?\nNobody pays before the fifth year.\nQ2. Refunds\nThey are paid within 30 days."
    assert kinds(text) == ["title", "heading", "heading", "paragraph", "heading", "paragraph"]
    assert "part_1__qstn_2__p_1" in named(text)


def test_a_numbered_list_under_a_numbered_heading_does_not_close_it():
    text = "Guide\n1. PURPOSE\n1. The fund pays grants.\n2. The fund pays no loans.\n2. SCOPE\nIt holds for the zone."
    assert list(named(text)) == ["docTitle_1", "sec_1", "sec_1__para_1", "sec_1__para_2", "sec_2", "sec_2__p_1"]


def test_short_items_of_a_list_are_no_headings():
    text = "Policy\n4.1 The following are thrust sectors:\n(a) Electric vehicles\n(b) Medical devices\n4.2 Others may be added."
    assert kinds(text) == ["title", "paragraph", "item", "item", "paragraph"]


def test_a_table_of_contents_takes_no_names_from_the_body():
    text = (
        "条例\n目　录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 本条例适用于本区。\n第二章 附则\n第二条 自公布之日起施行。"
    )
    assert {"chp_1", "chp_1__art_1", "chp_2", "chp_2__art_2", "toc__item_1"} <= set(named(text))


def test_markdown_marks_are_numbers_of_nobody_and_rules_are_no_rows():
    text = "# Plan\n\n## Grants\n\n- up to 5 million won\n\n| Kind | Most |\n|---|---|\n| Lab | 50% |\n"
    assert tree(text) == [
        "title docTitle_1 |  | Plan",
        "heading hdg_1 |  | Grants",
        "item list_1__item_1 | - | up to 5 million won",
        "header_row tbl_1__row_1 |  | | Kind | Most |",
        "row tbl_1__row_2 |  | | Lab | 50% |",
    ]
    document = read_text(text, "text")
    assert [document.text[slice(*cell)] for cell in document.blocks[-1].cells] == ["Lab", "50%"]


def test_a_table_without_a_head_has_only_rows():
    assert kinds("말머리\n제조업 | 미화 1천만달러 이상 | 100분의 50\n물류업 | 미화 5백만달러 이상 | 100분의 30") == [
        "title",
        "row",
        "row",
    ]


def test_a_text_without_a_body_has_no_title():
    assert kinds("对企业给予奖励") == ["paragraph"]


RULES = """BOARD OF MARAGOSA
RULE I
GENERAL PROVISIONS
Section 1. Scope. – These Rules apply to every applicant in the ecozone.
RULE II
INCENTIVES
Section 1. Holiday. – An enterprise is exempt for six years.
Section 2. Rate. – It pays five per cent afterwards.
"""


def test_sections_stand_in_rules_and_start_again_in_each():
    assert [eid for eid in named(RULES) if "hdg" not in eid] == [
        "docTitle_1", "rule_1", "rule_1__sec_1", "rule_2", "rule_2__sec_1", "rule_2__sec_2",
    ]  # fmt: skip


def test_headings_counted_with_a_letter():
    text = "Guide\nPART C: GRANTS\nC1. What it pays\nIt refunds 20%.\nC2. Who can apply\nStep 1. Send it.\nStep 2. Wait."
    assert list(named(text)) == [
        "docTitle_1", "part_3", "part_3__sec_c1", "part_3__sec_c1__p_1", "part_3__sec_c2", "part_3__sec_c2__item_1",
        "part_3__sec_c2__item_2",
    ]  # fmt: skip


def test_the_title_below_a_bare_number_and_a_headline_are_headings():
    text = "Act\nArticle 1\nSubject matter\n1. This Act lays down rules for aid.\n\nKey dates\n"
    text += "- Opening: 1 March\n- Closing: 30 April\n"
    assert kinds(text) == ["title", "heading", "heading", "paragraph", "heading", "item", "item"]


def test_those_who_are_addressed_are_no_heading():
    assert kinds("通知\n各有关单位：\n现将办法印发给你们，请遵照执行。") == ["title", "paragraph", "paragraph"]


def test_a_restarted_list_does_not_grow_ever_deeper():
    text = "\n".join(["1. a:", "(a) b:", "• c:", "① d:"] * 50)
    document = read_text(text, "text")
    assert max(sum(1 for _ in document.above(place)) for place in range(len(document.blocks))) <= 4


# names


def test_a_paragraph_put_in_renames_nothing_that_is_numbered():
    before = named(EN)
    after = named(EN.replace("6. Every", "The Minister may make rules.\n6. Every"))
    numbered = {eid: words for eid, words in before.items() if "__p_" not in eid and "tbl" not in eid}
    assert {eid: after[eid] for eid in numbered} == numbered


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_names_are_given_once_and_blocks_stand_in_order(path):
    document = read_text(path.read_text(encoding="utf-8"), path.stem)
    eids = [block.eid for block in document.blocks]
    assert len(set(eids)) == len(eids)
    assert all(eid.replace("__", "_").replace("_", "").replace("-", "").isalnum() for eid in eids)
    at = 0
    for place, block in enumerate(document.blocks):
        assert at <= block.start <= block.body <= block.end
        assert block.parent < place
        at = block.end


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_every_written_character_stands_in_a_block_or_is_a_mark_between(path):
    document = read_text(path.read_text(encoding="utf-8"), path.stem)
    left = list(document.text)
    for block in document.blocks:
        left[block.start : block.end] = " " * (block.end - block.start)
    assert {mark for mark in "".join(left) if not mark.isspace()} <= set("()（）【】-=|:<>.,0123456789개정신설전문본조삭제 ")


# wrapped lines

WRAPPED = """    2. A licensee shall keep proper books of account and shall furnish to the
Authority, within three months of the end of each year, a return of its
investment, exports and employment.
    (2) Where a licensee fails without reasonable cause to comply with section
3 of this Ordinance for two consecutive years, the Authority may suspend
any incentive under sections 7 and 8.
"""


def test_wrapped_lines_are_one_block():
    assert [one.split(" | ")[1] for one in tree(WRAPPED)] == ["2.", "(2)"]
    assert "section\n3 of this Ordinance" in tree(WRAPPED)[1]


def test_a_wrapped_cell_belongs_to_its_row():
    row = "  Research and development | 100% of expense | incurred in Maragosa, up to 5%\n  of sales\n  Power | 50% | metered\n"
    text = "  Item | Additional deduction | Conditions\n" + row + WRAPPED
    document = read_text(text, "text")
    assert [document.text[slice(*block.cells[-1])] for block in document.blocks[:3]] == [
        "Conditions", "incurred in Maragosa, up to 5%\n  of sales", "metered",
    ]  # fmt: skip


def test_a_number_in_brackets_after_its_word_opens_no_block():
    text = WRAPPED.replace("for two consecutive years,", "for a period which lasts for not less than nine\n(9) years,")
    assert len(tree(text)) == 2


def test_wrapped_chinese_lines_are_one_block():
    text = "".join(
        f"{n}. 对新引进的半导体、新型显示材料项目，固定资产投资（不含土地出让价款）达到\n5亿元以上的，给予补助。\n"
        for n in range(1, 6)
    )
    assert len(tree(text)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "Key facts\nArea: 41 km2 in three districts\nPort of Byeolsan Bay\nAirport City\nContact the Division\nTel 031-555",
        "Plan\n• Manufacturing and tourism firms\n• Logistics and medical institutions\n• Zone developers of any kind\n",
        "联系方式\n商务局外资科\n电话：0431-8866123\n地址：清湖大街88号",
    ],
)
def test_short_lines_stay_apart(text):
    lines = [line for line in text.split("\n") if line]
    assert len(tree(text)) == len(lines)


def test_lines_with_styles_are_never_put_together():
    words = [
        "a line that ends in the middle of what looks like one long sentence",
        "and goes on below it as if it had been wrapped",
    ]
    text = "\n".join(words * 4)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line), 0, "paragraph"))
        at += len(line) + 1
    assert len(stretches(text, lines)) == 8
    assert len(blocks(text, lines, "en")) == 8


# lead-ins


@pytest.mark.parametrize(
    "words",
    [
        "申请企业应当符合下列条件：", "有下列情形之一的", "The following are thrust sectors", "unless he-",
        "시장은 다음 각 호의 기업을 지원한다.", "지원내용은 다음과 같다.", "지원내용은 다음과 같다. <개정 2024. 1. 1.>",
        "도지사는 다음 각 호의 어느 하나에 해당하는 기업에 대하여 그 투자금액과 고용인원, 업종과 입지를 고려하여 "
        "예산의 범위에서 보조금을 지원할 수 있다. <신설 2023. 3. 2., 개정 2025. 4. 1.>",
    ],
)  # fmt: skip
def test_words_that_announce_a_list_lead_in(words):
    assert leads_in(f"앞글. {words}", len("앞글. "), len("앞글. ") + len(words))


@pytest.mark.parametrize(
    "words",
    [
        "对企业给予奖励。",
        "Every lease shall be registered.",
        "시장은 협의회를 둔다. <개정 2024. 1. 1.>",
        "다음 해 임대료를 감면한다.",
    ],
)
def test_a_sentence_that_announces_nothing_does_not(words):
    assert not leads_in(words, 0, len(words))


def test_what_stands_before_the_words_is_not_asked():
    text = "다음 각 호와 같다: 임대료를 감면한다."
    assert not leads_in(text, text.index("임대료"), len(text))


# properties in a small world

WORLD = st.lists(
    st.sampled_from(
        ["第一条 给予奖励。", "第二条", "（一）", "1. pay", "(a) x", "(i) y", "① 가.", "제1조(목적) ① 가.", "• b",
         "- c", "a | b", "HEAD", "5%", "", "목차", "- (1)", "# x", "Q1. a?", "\u202e", "||"]
    ),
    max_size=14,
)  # fmt: skip


@given(WORLD)
def test_any_order_of_lines_gives_a_tree(lines):
    document = read_text("\n".join(lines), "text")
    assert read_text("\n".join(lines), "text") == document
    eids = [block.eid for block in document.blocks]
    assert len(set(eids)) == len(eids)
    at = 0
    for place, block in enumerate(document.blocks):
        assert at <= block.start <= block.body <= block.end <= len(document.text)
        assert -1 <= block.parent < place
        assert all(block.body <= start <= end <= block.end for start, end in block.cells)
        at = block.end


# references


def pointed(text):
    document = read_text(text, "text")
    return [(document.text[mark.start : mark.end], mark.target) for mark in references(document)]


def test_chinese_references():
    assert pointed(ZH) == [("前款", "chp_2__art_2")]
    text = "办法\n第一条 适用于本区。\n第二条 企业应当具备条件。\n对企业给予奖励。\n"
    text += "第三条 依照第二条第二款、第一条和《外商投资法》第四条执行。"
    assert pointed(text) == [("第二条第二款", "art_2__p_2"), ("第一条", "art_1"), ("第四条", "")]


def test_korean_references():
    text = KO.replace("시장은 따로", "시장은 제2조제2항제1호가목 및 「지방세법」 제78조에 따라 따로")
    assert pointed(text) == [
        ("제1항", "chp_1__art_2__para_1"),
        ("제2조제2항제1호가목", "chp_1__art_2__para_2__item_1__point_1"),
        ("제78조", ""),
    ]


def test_english_references():
    text = EN.replace(
        "Every lease", "Subject to sections 5(1)(a) and 6 and section 14 of the Land Act, every lease in the First Schedule"
    )
    text = text.replace("pays half", "to which paragraph (b) applies pays half")
    assert pointed(text) == [
        ("paragraph (b)", "part_1__sec_5__para_1__point_b"),
        ("sections 5(1)(a)", "part_1__sec_5__para_1__point_a"),
        ("6", "part_1__sec_6"),
        ("section 14", ""),
        ("First Schedule", "att_1"),
    ]
