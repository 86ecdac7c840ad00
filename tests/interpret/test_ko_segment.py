"""Where Korean provisions begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.interpret.ko.segment import units
from zonewright.interpret.readers import read_text
from zonewright.provisions.document import shadow


def cut(text):
    """The provisions of a text that hangs under an article, as the words they hold."""
    document = read_text(text, "sample", "ko")
    return [text[unit.start : unit.end] for unit in units(document, shadow(text))]


ARTICLE = "제8조(지원) "
SENTENCES = [
    ("① 도지사는 협의회를 둔다.\n② 위원의 임기는 2년으로 한다.",
     ["도지사는 협의회를 둔다.", "위원의 임기는 2년으로 한다."]),
    ("임대료를 감면한다. 다만, 임대차가 끝난 경우에는 그러하지 아니하다.",
     ["임대료를 감면한다.", "다만, 임대차가 끝난 경우에는 그러하지 아니하다."]),
    ("시장은 계획을 수립하고, 그 결과를 의회에 보고하여야 한다.",
     ["시장은 계획을 수립하고, 그 결과를 의회에 보고하여야 한다."]),
    ("보조금을 지원할 수 있으며, 그 한도는 10억원으로 한다.", ["보조금을 지원할 수 있으며", "그 한도는 10억원으로 한다."]),
    ("장려금을 지급하되, 3일 미만인 경우에는 절반만 지급한다.",
     ["장려금을 지급하되", "3일 미만인 경우에는 절반만 지급한다."]),
    ("임기는 2년으로 하되, 한 차례만 연임할 수 있다.", ["임기는 2년으로 하되", "한 차례만 연임할 수 있다."]),
    ("평가표에 따라 심사하되, 70점 이상인 기업을 대상으로 한다.",
     ["평가표에 따라 심사하되, 70점 이상인 기업을 대상으로 한다."]),
    ("현실임대료를 납부하여야 하며, 1년 이상 가동하지 않으면 계약이 해지될 수 있다.",
     ["현실임대료를 납부하여야 하며", "1년 이상 가동하지 않으면 계약이 해지될 수 있다."]),
    ("중복하여 지원받을 수 없으며, 총액은 10억원을 초과할 수 없다.",
     ["중복하여 지원받을 수 없으며", "총액은 10억원을 초과할 수 없다."]),
    ("선정을 취소하고 지원금을 환수하며, 3년간 지원사업에서 배제한다.",
     ["선정을 취소하고 지원금을 환수하며, 3년간 지원사업에서 배제한다."]),
    ("공동으로 개발하도록 장려하며, 기지를 건설하는 기업에는 시설비의 20%를 지원한다.",
     ["공동으로 개발하도록 장려하며", "기지를 건설하는 기업에는 시설비의 20%를 지원한다."]),
    ("농기계 단지는 추진할 예정이며, 핵심부품 기업은 우선 지원한다.",
     ["농기계 단지는 추진할 예정이며", "핵심부품 기업은 우선 지원한다."]),
    ("지사 설립을 지원하고, 기업 협의체를 발족한다.", ["지사 설립을 지원하고", "기업 협의체를 발족한다."]),
    ("단지 조성을 앞당기고, 협력 과제를 집중 발굴한다.", ["단지 조성을 앞당기고, 협력 과제를 집중 발굴한다."]),
    ("위원회는 15명 이내의 위원으로 구성하고, 위원장은 부시장이 된다.",
     ["위원회는 15명 이내의 위원으로 구성하고", "위원장은 부시장이 된다."]),
    ("유효기간은 3년이며, 연장을 신청할 수 있다.", ["유효기간은 3년이며", "연장을 신청할 수 있다."]),
    ("신청기간은 2026. 3. 9.부터 4. 10.까지이며, 기한이 지난 신청서는 접수하지 아니한다.",
     ["신청기간은 2026. 3. 9.부터 4. 10.까지이며", "기한이 지난 신청서는 접수하지 아니한다."]),
    ("협회(중앙회를 포함한다. 이하 같다)에 위탁할 수 있다.", ["협회(중앙회를 포함한다. 이하 같다)에 위탁할 수 있다."]),
    ("임대료를 감면한다. <개정 2023. 1. 1., 2024. 5. 3.>", ["임대료를 감면한다."]),
    ("이 조례는 2026. 1. 1.부터 시행한다.", ["이 조례는 2026. 1. 1.부터 시행한다."]),
    ("“대규모 투자기업”이란 투자금액이 1천억원 이상인 기업을 말한다.",
     ["“대규모 투자기업”이란 투자금액이 1천억원 이상인 기업을 말한다."]),
    ("“구역”이란 법 제2조에 따라 고시된 지역을 말한다.", []),
    ("이 조례는 기업을 유치하는 데 필요한 사항을 규정함을 목적으로 한다.", []),
    ("조례 제6조제2항에서 “규칙으로 정하는 업종”이란 의료기기를 말한다.",
     ["조례 제6조제2항에서 “규칙으로 정하는 업종”이란 의료기기를 말한다."]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), SENTENCES, ids=[body for body, _ in SENTENCES])
def test_a_sentence_is_cut_where_something_else_is_stated(body, expected):
    assert cut(ARTICLE + body) == expected


def test_complete_conditions_are_provisions_of_their_own():
    items = ["투자금액이 20억원 이상이고, 고용인원이 10명 이상일 것", "국세를 체납하지 아니하였을 것"]
    lead = "투자기업은 다음 각 호의 요건을 모두 갖추어야 한다."
    assert cut(f"{ARTICLE}{lead}\n1. {items[0]}\n2. {items[1]}") == [lead, *items]


def test_items_without_figures_are_one_with_their_lead_in():
    text = f"{ARTICLE}다음 각 호의 업종은 지원대상에서 제외한다.\n1. 부동산업\n2. 유흥주점업 <개정 2024. 1. 1.>"
    assert cut(text) == ["다음 각 호의 업종은 지원대상에서 제외한다.\n1. 부동산업\n2. 유흥주점업"]


def test_items_with_figures_stand_beside_their_lead_in():
    lead = "다음 각 호의 금액을 지원한다. <개정 2011. 8. 4., 2019. 2. 12., 2020. 1. 1., 2021. 1. 1.>"
    found = cut(f"{ARTICLE}{lead}\n1. 임차료: 월 50만원 이내\n2. 인건비: 1인당 월 100만원")
    assert found == ["다음 각 호의 금액을 지원한다.", "임차료: 월 50만원 이내", "인건비: 1인당 월 100만원"]


def test_a_label_over_bullets_is_no_provision():
    text = "투자 안내\n\nⅠ. 지원\n○ 지원요건\n  - 투자금액 20억원 이상\n  - 고용 10명 이상\n○ 지원한도: 매입비의 30%\n"
    assert cut(text) == ["투자금액 20억원 이상", "고용 10명 이상", "지원한도: 매입비의 30%"]


def test_a_label_stays_before_a_fragment_and_goes_before_a_sentence():
    text = "모집 안내\n\n1. 개요\n가. 모집규모: 30개사를 선정한다.\n나. 지원한도: 기업당 3억원 이내\n"
    assert cut(text) == ["30개사를 선정한다.", "지원한도: 기업당 3억원 이내"]


def test_rows_are_provisions_and_header_rows_are_not():
    text = "지원 안내\n\n1. 지원율\n구분 | 중소기업\n북부권 | 토지매입가액의 30% 이내\n남부권 | 토지매입가액의 40% 이내\n"
    assert cut(text) == ["북부권 | 토지매입가액의 30% 이내", "남부권 | 토지매입가액의 40% 이내"]


def test_contacts_papers_and_questions_are_left_out():
    text = (
        "투자 안내\n\nⅠ. 문답\nQ1. 입주할 수 있나요?\nA1. 입주할 수 있습니다.\n\n"
        "문의: 투자지원팀 ☎ 064-123-4500\n2026년 3월 2일\n가온시장\n"
    )
    assert cut(text) == ["입주할 수 있습니다."]


def test_news_keeps_what_will_be_done_and_drops_what_was():
    text = (
        "보도자료\n\n가온시, 육성계획 확정\n\n"
        "가온시는 4일 회의를 열고 계획을 의결했다고 밝혔다. 지난해 수출은 11.7% 늘었다. "
        "시는 공동연구실을 구축한다. 시장은 “관문이 되겠다”고 말했다. 외래 관광은 회복되고 있다. "
        "의료기관 2곳을 유치할 계획이라고 밝혔다.\n"
    )
    assert cut(text) == ["시는 공동연구실을 구축한다.", "의료기관 2곳을 유치할 계획이라고 밝혔다."]


def test_numbered_steps_on_one_line_are_cut():
    text = "안내\n\n1. 절차\n ① 신청서 제출 → ② 타당성 평가(60일 이내) → ③ 계약 체결\n"
    assert cut(text) == ["신청서 제출", "타당성 평가(60일 이내)", "계약 체결"]


@given(st.text("가다나한다. 것며고되,；;()“”「」[]<>|:①1.○-→\n \x00\u200f", max_size=200))
def test_units_follow_each_other_and_never_overlap(text):
    document = read_text(text, "sample", "ko")
    found = units(document, shadow(text))
    assert all(0 <= unit.start < unit.end <= len(text) for unit in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize("text", ["(" * 20_000, "가며 " * 5_000, "한다. " * 5_000, "1" * 20_000, "“" * 9_000 + "한다. " * 500])
def test_hostile_text_is_cut_to_its_end(text):
    assert all(unit.end <= len(text) for unit in units(read_text(text, "sample", "ko"), shadow(text)))
