"""Korean figures: what stands in the words is read exactly, with its part and comparator, or not at all."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.interpret.ko.quantities import quantities
from zonewright.provisions.document import shadow
from zonewright.provisions.model import Around

#: sentence, then (words, role, operator, value, unit) of each figure
PHRASES = [
    ("투자금액이 20억원 이상인 기업", [("20억원 이상", "threshold", ">=", 2_000_000_000, "KRW")]),
    ("투자금액이 1천억원 이상이거나", [("1천억원 이상", "threshold", ">=", 100_000_000_000, "KRW")]),
    ("매출액이 3조원 이상일 것", [("3조원 이상", "threshold", ">=", 3 * 10**12, "KRW")]),
    ("자본금 5백만원 미만인 법인", [("5백만원 미만", "threshold", "<", 5_000_000, "KRW")]),
    ("투자금액이 20억원을 초과하는 투자기업", [("20억원을 초과", "threshold", ">", 2_000_000_000, "KRW")]),
    ("1억 5,000만원 이상을 투자한 자", [("1억 5,000만원 이상", "threshold", ">=", 150_000_000, "KRW")]),
    ("12억 5,000만 원 이상의 장비", [("12억 5,000만 원 이상", "threshold", ">=", 1_250_000_000, "KRW")]),
    ("2억5천만원 이상 투자한 기업", [("2억5천만원 이상", "threshold", ">=", 250_000_000, "KRW")]),
    ("500백만원 이상 투자한 기업", [("500백만원 이상", "threshold", ">=", 500_000_000, "KRW")]),
    ("외국인투자금액이 미화 5백만달러 이상인 경우", [("미화 5백만달러 이상", "threshold", ">=", 5_000_000, "USD")]),
    ("미화 1,000만불 이상", [("미화 1,000만불 이상", "threshold", ">=", 10_000_000, "USD")]),
    ("3,000만달러 이상", [("3,000만달러 이상", "threshold", ">=", 30_000_000, "USD")]),
    ("US$ 5백만 이상을 투자한 기업", [("US$ 5백만 이상", "threshold", ">=", 5_000_000, "USD")]),
    ("미합중국화폐 1천만달러 이상으로서", [("미합중국화폐 1천만달러 이상", "threshold", ">=", 10_000_000, "USD")]),
    ("100만 유로 이상을 출자한 법인", [("100만 유로 이상", "threshold", ">=", 1_000_000, "EUR")]),
    ("5억엔 이상을 투자한 기업", [("5억엔 이상", "threshold", ">=", 500_000_000, "JPY")]),
    ("1천만 위안 이상을 투자한 기업", [("1천만 위안 이상", "threshold", ">=", 10_000_000, "CNY")]),
    ("30만 파운드 이상을 투자한 기업", [("30만 파운드 이상", "threshold", ">=", 300_000, "GBP")]),
    ("2백만 싱가포르달러 이상을 투자한 기업", [("2백만 싱가포르달러 이상", "threshold", ">=", 2_000_000, "SGD")]),
    ("투자금액 20억 이상인 기업", [("20억 이상", "threshold", ">=", 2_000_000_000, "KRW")]),
    ("기업당 최대 10억원", [("기업당 최대 10억원", "cap", "<=", 1_000_000_000, "KRW")]),
    ("30억원을 한도로 지원할 수 있다.", [("30억원을 한도로", "cap", "<=", 3_000_000_000, "KRW")]),
    ("30억원을 초과할 수 없다.", [("30억원을 초과할 수 없다", "cap", "<=", 3_000_000_000, "KRW")]),
    ("50억원까지 지원할 수 있다.", [("50억원까지", "cap", "<=", 5_000_000_000, "KRW")]),
    ("기업당 10억원 이하로 한다.", [("기업당 10억원 이하", "cap", "<=", 1_000_000_000, "KRW")]),
    ("한도 5억원", [("한도 5억원", "cap", "<=", 500_000_000, "KRW")]),
    ("과정당 4,500만원 한도", [("과정당 4,500만원 한도", "cap", "<=", 45_000_000, "KRW")]),
    ("3억원의 범위에서 지급한다.", [("3억원의 범위", "cap", "<=", 300_000_000, "KRW")]),
    ("최고 5천만원까지 포상금을 지급할 수 있다.", [("최고 5천만원까지", "cap", "<=", 50_000_000, "KRW")]),
    ("총액은 60억원을 넘지 아니한다.", [("60억원을 넘지 아니", "cap", "<=", 6_000_000_000, "KRW")]),
    ("가구당 300만원의 이주정착금", [("가구당 300만원", "amount", "=", 3_000_000, "KRW")]),
    ("1명당 월 100만원을 지원한다.", [("1명당 월 100만원", "amount", "=", 1_000_000, "KRW")]),
    ("편당 900만 원의 장려금", [("편당 900만 원", "amount", "=", 9_000_000, "KRW")]),
    ("㎡당 월 198원", [("㎡당 월 198원", "amount", "=", 198, "KRW")]),
    ("금 일천오백만원을 지급한다.", [("금 일천오백만원", "amount", "=", 15_000_000, "KRW")]),
    ("월 60만원 이상 100만원 이하의 범위에서 지급한다.",
     [("월 60만원 이상 100만원 이하", "amount", "range", (600_000, 1_000_000), "KRW")]),
    ("500만~1억원을 지원한다.", [("500만~1억원", "amount", "range", (5_000_000, 100_000_000), "KRW")]),
    ("3천~5천만원을 지원한다.", [("3천~5천만원", "amount", "range", (30_000_000, 50_000_000), "KRW")]),
    ("1~3억원을 지원한다.", [("1~3억원", "amount", "range", (100_000_000, 300_000_000), "KRW")]),
    ("매출액이 5억 원 이상 300억 원 이하일 것",
     [("5억 원 이상 300억 원 이하", "threshold", "range", (500_000_000, 30_000_000_000), "KRW")]),
    ("투자금액 100억원 이상 500억원 미만",
     [("100억원 이상 500억원 미만", "threshold", "range", (10_000_000_000, 50_000_000_000), "KRW")]),
    ("100분의 20을 감면한다.", [("100분의 20", "rate", "=", 20, "%")]),
    ("외국인투자비율이 100분의 30 이상인 기업", [("100분의 30 이상", "threshold", ">=", 30, "%")]),
    ("매입비의 100분의 40 범위에서", [("100분의 40 범위", "cap", "<=", 40, "%")]),
    ("100분의 10 이내에서", [("100분의 10 이내", "cap", "<=", 10, "%")]),
    ("1천분의 5의 범위에서", [("1천분의 5의 범위", "cap", "<=", Fraction(1, 2), "%")]),
    ("3분의 2 이상의 찬성이 있는 경우", [("3분의 2 이상", "threshold", ">=", Fraction(200, 3), "%")]),
    ("총사업비의 10분의 1까지", [("10분의 1까지", "cap", "<=", 10, "%")]),
    ("임대료의 1/2 감면", [("1/2", "rate", "=", 50, "%")]),
    ("그 절반만 지급한다.", [("절반만", "rate", "=", 50, "%")]),
    ("인원의 100분의 70에 미달하는 경우", [("100분의 70에 미달", "threshold", "<", 70, "%")]),
    ("고용인원의 80%를 채우지 못한 기업", [("80%를 채우지 못", "threshold", "<", 80, "%")]),
    ("80퍼센트에 해당하는 금액", [("80퍼센트", "rate", "=", 80, "%")]),
    ("2퍼센트포인트를 더한다.", [("2퍼센트포인트", "rate", "=", 2, "%")]),
    ("연 2.5%포인트를 부담한다.", [("연 2.5%포인트", "rate", "=", Fraction(5, 2), "%")]),
    ("외국인투자금액의 5~30%를 지원한다.", [("5~30%", "rate", "range", (5, 30), "%")]),
    ("10%에서 20%까지 지원한다.", [("10%에서 20%까지", "rate", "range", (10, 20), "%")]),
    ("100분의 5 내지 100분의 10을 감면한다.", [("100분의 5 내지 100분의 10", "rate", "range", (5, 10), "%")]),
    ("최대 50%", [("최대 50%", "cap", "<=", 50, "%")]),
    ("자기자본비율 40% 초과", [("40% 초과", "threshold", ">", 40, "%")]),
    ("면적의 1.2배 이내에 해당하는 부지", [("1.2배 이내", "cap", "<=", 120, "%")]),
    ("도비와 시비를 1:1로 매칭한다.", [("1:1", "rate", "=", 100, "%")]),
    ("채널 수의 100분의 20을 초과하여 재송신하여서는 아니 된다.", [("100분의 20을 초과", "cap", "<=", 20, "%")]),
    ("기존 30%에서 50%로 상향한다.", [("50%", "rate", "=", 50, "%")]),
    ("신규 고용인원이 10명 이상일 것", [("10명 이상", "threshold", ">=", 10, "person")]),
    ("상시근로자 50명 미만인 중소기업", [("50명 미만", "threshold", "<", 50, "person")]),
    ("50명 이상 80명 미만인 중소기업", [("50명 이상 80명 미만", "threshold", "range", (50, 80), "person")]),
    ("전담인력 5명~9명", [("5명~9명", "threshold", "range", (5, 9), "person")]),
    ("연구전담인력이 10인 이상인 시설", [("10인 이상", "threshold", ">=", 10, "person")]),
    ("신규 고용인원을 20명 초과하여 채용한 경우", [("20명 초과", "threshold", ">", 20, "person")]),
    ("위원장 1명을 포함한 15명 이내의 위원", [("15명 이내", "cap", "<=", 15, "person")]),
    ("제조업 300명, 교육 100명, 부동산 50명 이상",
     [("300명", "threshold", ">=", 300, "person"), ("100명", "threshold", ">=", 100, "person"),
      ("50명 이상", "threshold", ">=", 50, "person")]),
    ("50명(중소기업은 20명) 이상을 고용한 기업",
     [("50명", "threshold", ">=", 50, "person"), ("20명", "threshold", ">=", 20, "person")]),
    ("5년간 2,500명의 현장인력을 양성한다.",
     [("5년간", "duration", "=", 5, "year"), ("2,500명", "quantity", "=", 2500, "person")]),
    ("한 차례만 연임할 수 있다.", [("한 차례만", "cap", "<=", 1, "count")]),
    ("3회의 범위에서 나누어 납부", [("3회의 범위", "cap", "<=", 3, "count")]),
    ("2개 이상의 해외법인", [("2개 이상", "threshold", ">=", 2, "count")]),
    ("3개국 이상에서 사업을 영위하고", [("3개국 이상", "threshold", ">=", 3, "count")]),
    ("객실 50실 이상", [("50실 이상", "threshold", ">=", 50, "count")]),
    ("의료기관 2곳을 유치할 계획이다.", [("2곳", "quantity", "=", 2, "count")]),
    ("30개사 내외를 선정한다.", [("30개사 내외", "quantity", "=", 30, "count")]),
    ("1박 이상 머무는 관광객", [("1박 이상", "threshold", ">=", 1, "night")]),
    ("총점이 70점 이상인 기업", [("70점 이상", "threshold", ">=", 70, "point")]),
    ("투자규모 배점 30점", [("30점", "amount", "=", 30, "point")]),
    ("5점을 초과할 수 없다.", [("5점을 초과할 수 없다", "cap", "<=", 5, "point")]),
    ("부지 33만㎡의 조성을 앞당긴다.", [("33만㎡", "quantity", "=", 330_000, "m2")]),
    ("10만제곱미터 이상인 지역", [("10만제곱미터 이상", "threshold", ">=", 100_000, "m2")]),
    ("3만3,058㎡ 이상인 곳", [("3만3,058㎡ 이상", "threshold", ">=", 33_058, "m2")]),
    ("면적이 5㎢ 이상인 지역", [("5㎢ 이상", "threshold", ">=", 5_000_000, "m2")]),
    ("10헥타르 이상인 부지", [("10헥타르 이상", "threshold", ">=", 10, "ha")]),
    ("수전용량 10MW 이상인 시설", [("10MW 이상", "threshold", ">=", 10, "MW")]),
    ("반경 5km 이내", [("5km 이내", "cap", "<=", 5, "km")]),
    ("접수일부터 7일 이내에 처리하여야 한다.", [("7일 이내", "deadline", "<=", 7, "day")]),
    ("1년 6개월 이내에 제출하여야 한다.", [("1년 6개월 이내", "deadline", "<=", 18, "month")]),
    ("접수한 날부터 20근무일 안에 알려야 한다.", [("20근무일 안", "deadline", "<=", 20, "day")]),
    ("통보를 받은 날부터 2주 이내에 협약을 체결하여야 한다.", [("2주 이내", "deadline", "<=", 14, "day")]),
    ("개최일 30일 전까지 신청하여야 한다.", [("30일 전까지", "deadline", "<=", 30, "day")]),
    ("설립 후 7년 미만인 중소기업일 것", [("7년 미만", "threshold", "<", 7, "year")]),
    ("업력 7년 이내인 기업", [("7년 이내", "threshold", "<=", 7, "year")]),
    ("최근 3년 이내에 환수처분을 받은 사실이 없을 것", [("3년 이내", "duration", "=", 3, "year")]),
    ("5년 이상 해당 사업을 계속하여야 한다.", [("5년 이상", "duration", ">=", 5, "year")]),
    ("3개월 이상 고용보험에 가입된 상시근로자", [("3개월 이상", "threshold", ">=", 3, "month")]),
    ("임대기간은 10년으로 한다.", [("10년", "duration", "=", 10, "year")]),
    ("7년간 100%, 이후 3년간 50% 감면",
     [("7년간", "duration", "=", 7, "year"), ("100%", "rate", "=", 100, "%"),
      ("3년간", "duration", "=", 3, "year"), ("50%", "rate", "=", 50, "%")]),
    ("5년마다 기본계획을 수립한다.", [("5년", "duration", "=", 5, "year")]),
    ("최장 24개월", [("최장 24개월", "cap", "<=", 24, "month")]),
    ("5일의 범위에서 연장할 수 있다.", [("5일의 범위", "cap", "<=", 5, "day")]),
    ("공포 후 6개월이 경과한 날부터 시행한다.", [("6개월", "duration", "=", 6, "month")]),
    ("만 39세 이하의 청년", [("39세 이하", "threshold", "<=", 39, "year")]),
    ("24시간 상시 통관체계 운영", [("24시간", "duration", "=", 24, "hour")]),
    ("2026년 1월 1일부터 시행한다.", [("2026년 1월 1일부터", "date", ">=", "2026-01-01", "date")]),
    ("2028년 12월 31일까지 효력을 가진다.", [("2028년 12월 31일까지", "date", "<=", "2028-12-31", "date")]),
    ("2028. 12. 31.까지 조성할 계획", [("2028. 12. 31.까지", "date", "<=", "2028-12-31", "date")]),
    ("2026-07-01부터 적용한다.", [("2026-07-01부터", "date", ">=", "2026-07-01", "date")]),
    ("2026. 3. 9.부터 2026. 4. 10. 18:00까지이며",
     [("2026. 3. 9.부터 2026. 4. 10. 18:00까지", "date", "range", ("2026-03-09", "2026-04-10"), "date")]),
    ("2026. 3. 9.(월) ~ 4. 10.(금)", [("2026. 3. 9.(월) ~ 4. 10.(금)", "date", "range", ("2026-03-09", "2026-04-10"), "date")]),
    ("시는 2030년 말까지 조성한다.", [("2030년 말까지", "date", "<=", "2030-12-31", "date")]),
    ("５０％ 이상을 출자한 법인", [("５０％ 이상", "threshold", ">=", 50, "%")]),
    # figures that decide nothing
    ("제121조의2제1항제3호에 따라", []),
    ("「산업집적활성화법 시행령 2019」에 따른", []),
    ("전화 064-714-2000으로", []),
    ("세계 500대 기업", []),
    ("4차 산업혁명", []),
    ("2026년도 사업계획", []),
    ("2025년에 수립한 계획", []),
    ("5개년 계획을 세운다.", []),
    ("1단계와 2단계로 나누어", []),
    ("별표 1과 같다. <개정 2023. 1. 1., 2024. 5. 3.>", []),
    ("지난해보다 7.3% 늘어난 기록", []),
    ("소수점 이하는 버린다.", []),
    ("이 조례 제5조부터 제12조까지", []),
    ("수천만원의 비용", []),
    ("(단위: 백만원)", []),
    ("투자액(억원)", []),
    ("설립 7년이 지나지 않은 기업", [("7년", "threshold", "<=", 7, "year")]),
    ("창업 7년 이내 기업에 투자한다", [("7년 이내", "threshold", "<=", 7, "year")]),
    ("신규 고용이 10명을 넘고", [("10명을 넘", "threshold", ">", 10, "person")]),
    ("지원기간은 3년 이내로 한다", [("3년 이내", "cap", "<=", 3, "year")]),
    ("체류기간의 상한을 5년으로 정할 수 있다", [("5년", "cap", "<=", 5, "year")]),
    ("최장 50년(갱신 포함 100년)", [("최장 50년", "cap", "<=", 50, "year"), ("100년", "cap", "<=", 100, "year")]),
    ("행정절차를 현행 120일에서 45일 이내로 단축", [("45일 이내", "deadline", "<=", 45, "day")]),
    ("9일 도에 따르면 지원금은 5억원이다", [("5억원", "amount", "=", 500_000_000, "KRW")]),
    ("매출액의 절반이 넘는 기업", [("절반이 넘", "threshold", ">", 50, "%")]),
    ("해외 바이어 300명 초청 상담회를 연다", [("300명", "quantity", "=", 300, "person")]),
    ("투자액의 9~40%, 설비투자액의 4~22%를 지원한다",
     [("9~40%", "rate", "range", (9, 40), "%"), ("4~22%", "rate", "range", (4, 22), "%")]),
    ("공업용수 일 5만톤 공급시설", [("5만톤", "quantity", "=", 50_000, "톤")]),
    ("천만원 이하의 과태료", [("천만원 이하", "cap", "<=", 10_000_000, "KRW")]),
    ("통상 10일 걸리던 검역", []),
    # torn numbers, slashes that are no fraction, a minus: never half of what is printed
    ("1,23,4억원을 지원한다.", []),
    ("1234,567원을 지원한다.", []),
    ("1/0억원을 지원한다.", []),
    ("1/2억원을 지원한다.", []),
    ("-5억원", []),
    ("-5%", []),
    ("최대 -5만원", []),
    ("한도: -5억원", []),
    ("1-3억원을 지원한다.", [("1-3억원", "amount", "range", (100_000_000, 300_000_000), "KRW")]),
    ("지원금 - 5억원", [("5억원", "amount", "=", 500_000_000, "KRW")]),
    ("50만원/1인", [("50만원/1인", "amount", "=", 500_000, "KRW")]),
    ("50억원/3년", [("50억원", "amount", "=", 5_000_000_000, "KRW"), ("3년", "duration", "=", 3, "year")]),
    # years are no spans of time
    ("9999년 12월 31일까지", []),
    ("0000년 1월 1일", []),
    ("2150년까지 조성", []),
    # who is meant, and how long a loan runs
    ("투자금액이 50억원을 초과하지 아니하는 기업에 지원한다.",
     [("50억원을 초과하지 아니", "threshold", "<=", 5_000_000_000, "KRW")]),
    ("상시근로자가 300명을 넘지 않는 중소기업", [("300명을 넘지 않", "threshold", "<=", 300, "person")]),
    ("사업비는 50억원을 초과하지 아니하는 범위에서 지원한다.",
     [("50억원을 초과하지 아니", "cap", "<=", 5_000_000_000, "KRW")]),
    ("융자 10년 이내", [("10년 이내", "cap", "<=", 10, "year")]),
    ("대출기간은 5년 이내", [("5년 이내", "cap", "<=", 5, "year")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), PHRASES, ids=[sentence for sentence, _ in PHRASES])
def test_what_is_printed_is_read(sentence, expected):
    found = quantities(shadow(sentence), Around())
    assert [(sentence[one.start : one.end], one.role, one.op, one.value, one.unit) for one in found] == expected


def test_what_something_is_counted_per_is_told():
    sentences = ["1명당 월 100만원", "기업당 10억원 이하로 한다.", "㎡당 월 198원", "연 2회 개최", "50만원/㎡"]
    assert [quantities(words, Around())[0].per for words in sentences] == ["person_month", "enterprise", "m2", "year", "m2"]


@pytest.mark.parametrize(
    ("words", "per", "flags"),
    [
        ("3.3㎡당 100만원 이하", "pyeong", ("unit_unsure",)),
        ("100만원/3.3㎡", "pyeong", ("unit_unsure",)),
        ("10㎡당 100원", "unit", ("unit_unsure",)),
        ("5명당 1억원", "unit", ("unit_unsure",)),
        ("1인당 월 100만원", "person_month", ()),
        ("월 1인당 100만원", "person_month", ()),
        ("1인당 최대 연 500만원", "person_year", ()),
        ("㎡당 월 198원", "m2", ("unit_unsure",)),
        ("평당 100만원", "pyeong", ()),
    ],
)
def test_a_lot_or_a_time_it_is_counted_per_is_kept_or_doubted(words, per, flags):
    (found,) = quantities(words, Around())
    assert (words[found.start : found.end], found.per, found.flags) == (words, per, flags)


def test_doubt_is_flagged():
    doubts = {
        "투자금액 20억 이상인 기업": "currency_assumed",
        "1,000평 이상인 부지": "unit_unsure",
        "50명(중소기업은 20명) 이상을 고용한 기업": "far_comparator",
        "30~10%를 지원한다.": "range_reversed",
        "5억원을 투자한 기업": "no_comparator",
        "500,000천원을 지급한다.": "odd_scale",
    }
    assert {words: flag for words, flag in doubts.items() if flag not in quantities(words, Around())[0].flags} == {}


def test_a_ladder_with_fewer_sums_than_steps_is_flagged():
    even = quantities("대기업, 중소기업에는 각각 1억원, 2억원을 지원한다.", Around())
    short = quantities("대기업, 중견기업, 중소기업에는 각각 1억원, 2억원을 지원한다.", Around())
    assert [one.flags for one in even] == [(), ()]
    assert [one.flags for one in short] == [("ladder_mismatch",)] * 2


def test_a_tables_column_says_that_a_sum_is_a_limit():
    row, header = "중소기업 | 50명 이상 | 14% | 50억원", "구분 | 고용인원 | 지원비율 | 지원한도"
    found = quantities(row, Around(row=True, header=header))
    assert [(one.role, one.op) for one in found] == [("threshold", ">="), ("rate", "="), ("cap", "<=")]


SCALES = {"": 1, "만": 10**4, "백만": 10**6, "천만": 10**7, "억": 10**8, "조": 10**12}
MONEY = {"원": "KRW", " 원": "KRW", "달러": "USD", "불": "USD", "유로": "EUR", "위안": "CNY", "엔": "JPY"}
BOUNDS = {" 이상인 기업": ">=", " 미만인 기업": "<", " 초과인 기업": ">"}


@given(
    st.integers(1, 9_999),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(MONEY)),
    st.sampled_from(sorted(BOUNDS)),
    st.booleans(),
)
def test_a_sum_that_is_written_is_read_again(number, scale, money, bound, grouped):
    digits = f"{number:,}" if grouped else str(number)
    (found,) = quantities(f"투자금액이 {digits}{scale}{money}{bound}", Around())
    assert (found.value, found.unit, found.op) == (number * SCALES[scale], MONEY[money], BOUNDS[bound])


@given(st.integers(1, 9_999), st.integers(1, 9_999), st.sampled_from(["억원", "만원", "명", "%", "년", "㎡"]))
def test_a_tier_that_is_written_is_read_again(low, high, unit):
    low, high = sorted((low, high + low))
    (found,) = quantities(f"고용이 {low:,}{unit} 이상 {high:,}{unit} 미만인 기업", Around())
    scale = {"억원": 10**8, "만원": 10**4}.get(unit, 1)
    assert (found.op, found.value) == ("range", (low * scale, high * scale))


@given(st.integers(1, 999), st.sampled_from([10, 100, 1000]))
def test_a_share_that_is_written_is_read_again(part, whole):
    (found,) = quantities(f"매입비의 {whole}분의 {part}을 감면한다.", Around())
    assert found.value == Fraction(part * 100, whole)


@given(st.text("0123456789.,~-%원억만천년월일명 이상하내한도「<([제분의당①\n\x00\u200f", max_size=120))
def test_no_words_break_it_and_every_figure_stands_in_them(words):
    for found in quantities(shadow(words), Around()):
        assert 0 <= found.start < found.end <= len(words)
        assert re.search(r"[\d한두세네일이삼사오육칠팔구십백천절]", words[found.start : found.end])


@pytest.mark.parametrize(
    "words", ["9" * 4_000, "(" * 4_000, "1억" * 1_300, "제1" * 2_000, "2026. 1. " * 440, "<개정 " * 800, "1,000" * 800]
)
def test_hostile_words_are_read_to_their_end(words):
    assert all(found.end <= len(words) for found in quantities(words, Around()))
