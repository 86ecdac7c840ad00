"""What a Korean text says in guides, answers, plans and news: plain and polite ends, topics handed on, names of trades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.interpret.ko.endings import plain
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document


def read(text):
    return read_document(read_text(text, "sample", "ko"))


def told(text):
    """The provisions as (modality, instruments)."""
    return [(one.modality.value, {label.value for label in one.instruments}) for one in read(text).provisions]


def named(text):
    return [text[field.start : field.end] for one in read(text).provisions for field in one.fields]


@pytest.mark.parametrize(
    ("polite", "expected"),
    [
        ("임대료를 깎아 드립니다.", "임대료를 깎아 준다  ."),
        ("취득세를 면제받습니다.", "취득세를 면제받는다 ."),
        ("신청하실 수 있습니다.", "신청하실 수 있다  ."),
        ("지원 대상입니다", "지원 대상이다 "),
        ("위원회를 둡니다.", "위원회를 둔다 ."),
        ("지원하기로 했습니다.", "지원하기로 했다  ."),
        ("요건은 다음과 같습니다.", "요건은 다음과 같다  ."),
        ("지급되지 않습니다.", "지급되지 않는다 ."),
        ("대상이 아닙니다.", "대상이 아니다 ."),
        ("임대료를 감면해 드리며", "임대료를 감면해 주 며"),
        ("환급해 드려요.", "환급해 준다 ."),
        ("임대료를 감면한다.", "임대료를 감면한다."),
        ("합니다라는 말로 시작하는 글", "합니다라는 말로 시작하는 글"),
    ],
)
def test_a_polite_end_is_told_as_the_plain_one(polite, expected):
    assert plain(polite) == expected


@given(st.text(alphabet="가합습됩있없드립니다요며고(). ", max_size=40))
def test_the_plain_end_takes_as_much_room_and_stays_plain(words):
    assert len(plain(words)) == len(words)
    assert plain(plain(words)) == plain(words)


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("착공한 기업에는 사무실을 무상으로 빌려 드립니다.", "supported"),
        ("전담 매니저가 인허가를 챙겨 드립니다.", "supported"),
        ("재산세는 3년간 절반만 내시면 됩니다.", "supported"),
        ("관세 납부가 보류됩니다.", "supported"),
        ("외국인 자녀도 입학할 수 있습니다.", "may"),
        ("60일 안에 비워 주셔야 합니다.", "must"),
        ("의무 임대면적은 1,650㎡ 이상입니다.", "declared"),
        ("인입철도는 2030년 개통을 목표로 설계 중입니다.", "planned"),
        ("도금업은 입주가 허용되지 않습니다.", "prohibited"),
        ("기금은 출연금과 그 운용수익금으로 조성한다.", "declared"),
        ("허위로 신청한 기업은 교부액을 반납하고 3년간 신청 제한", "must"),
    ],
)
def test_the_modality_of_a_sentence(words, modality):
    assert [one for one, _ in told(f"안내\n1. 사항\n{words}")] == [modality]


def test_cash_support_in_a_heading_forbids_nothing():
    assert told("안내서\n1. 외국인투자기업 현금지원\n○ 외국인투자금액의 30% 한도") == [("supported", {"fin_grant"})]


def test_what_an_eligibility_heading_asks_is_a_duty_even_without_a_verb():
    assert [one for one, _ in told("안내서\n1. 지원요건\n○ 해외사업장을 2년 이상 운영")] == ["must"]


ARTICLE = "조례\n제1장 지원\n제5조(외국의료기관의 개설) ① 외국법인은 다음 각 호의 요건을 갖추면 병원을 개설할 수 있다.\n"


def test_an_item_is_about_what_its_lead_in_is_about():
    text = f"{ARTICLE}1. 자본금이 50억원 이상일 것\n2. 병상이 30병상 이상일 것\n"
    assert [about for _, about in told(text)] == [{"institution_establishment"}] * 3


def test_a_proviso_is_about_what_the_sentence_before_is_about():
    text = "조례\n제9조(기숙사) 시장은 기숙사 임차료의 50%를 지원한다. 다만, 그 금액은 5억원을 초과할 수 없다.\n"
    assert [about for _, about in told(text)] == [{"fin_grant", "talent_service"}] * 2


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("제1항과 제2항에 따른 감면은 중복하여 받을 수 없다.", {"governance"}),
        ("받은 보조금의 일부를 토해내야 한다.", {"sanction"}),
        ("취득세를 15년간 100% 감면한다.", {"fin_tax"}),
        ("임대료의 100분의 75를 감면한다.", {"fin_fee", "land_premises"}),
        ("통관 절차를 24시간 이내로 단축한다.", {"green_channel", "trade_customs"}),
        ("연구소를 세우면 장비 구입비의 40%를 지원한다.", {"laboratory", "fin_grant"}),
        ("한국지사 설립을 돕는다.", {"branch_establishment"}),
        ("양국 기업이 참여하는 협의체를 발족한다.", {"alliance"}),
        ("정비 과정을 개설해 연 240명을 배출한다.", {"talent_training"}),
        ("소비자물가를 반영하여 임대료를 조정한다.", {"fin_fee", "land_premises"}),
        ("시장은 심사 업무를 공단에 위탁할 수 있다.", {"governance"}),
    ],
)
def test_the_instruments_of_a_sentence(words, about):
    assert told(f"안내\n1. 사항\n{words}") == [(told(f"안내\n1. 사항\n{words}")[0][0], about)]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("해양관측센서를 만드는 기업을 지원한다.", ["해양관측센서"]),
        ("입주 대학과 함께 의료기기를 개발하는 기업을 지원한다.", ["의료기기"]),
        ("화장품 분야의 제조업체를 지원한다.", ["화장품"]),
        ("근로자에게 공공임대주택을 우선 공급한다.", []),
        ("여행사가 아니라 의료기기 제조업을 지원한다.", ["여행사", "의료기기 제조업"]),
    ],
)
def test_the_trades_of_a_sentence(words, fields):
    assert named(f"안내\n1. 사항\n{words}") == fields


NEWS = "특구 소식\n9일 도에 따르면 도는 특구 기업에 고용보조금을 지원키로 했다.\n시는 26일 최대 2억원을 지급한다고 발표했다.\n"


def test_what_was_decided_is_told_and_the_day_of_the_news_is_no_figure():
    reading = read(NEWS)
    assert len(reading.provisions) == 2
    assert [NEWS[one.start : one.end] for found in reading.provisions for one in found.conditions] == ["최대 2억원"]


@pytest.mark.parametrize(
    "words",
    [
        "입주기업은 148개사에서 312개사로 증가",
        "2025년 말 기준 고용 11,420명(청년 38.6%)",
        "전문인력이 부족하다는 지적",
        "■ 지켜야 할 것",
    ],
)
def test_statistics_and_labels_state_nothing(words):
    assert told(f"계획\n1. 배경\n{words}\n○ 임대료를 감면한다.")[1:] == []


def test_a_label_in_brackets_stands_outside_the_words_it_heads():
    text = "계획\n1. 과제\n○ (특화단지) 매립지에 수소 특화단지를 조성하고 사업비를 투입\n○ (취득세) 100% 면제\n"
    assert [text[one.start : one.end] for one in read(text).provisions] == [
        "매립지에 수소 특화단지를 조성하고 사업비를 투입",
        "(취득세) 100% 면제",
    ]


@pytest.mark.parametrize("words", ["(특화단지) ", "를 가 ", "수소·", "드립니다 ", "「법"])
def test_a_line_without_end_is_read_to_its_end(words):
    text = words * 20_000
    assert all(0 <= one.start < one.end <= len(text) for one in read(text).provisions)
