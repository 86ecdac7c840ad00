"""Figures of English policy texts: each phrase with what it says, written by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.interpret.en.quantities import quantities
from zonewright.interpret.en.spacing import single_spaced
from zonewright.provisions.document import shadow
from zonewright.provisions.model import Around

C, L, M, B = 10**7, 10**5, 10**6, 10**9

#: sentence | words of the figure | role | operator | value | unit
PHRASES = [
    (
        "Projects with an investment of not less than Rs. 250 crore qualify.",
        "not less than Rs. 250 crore",
        "threshold",
        ">=",
        250 * C,
        "INR",
    ),
    ("Projects with FCI exceeding Rs. 1,000 Cr. qualify.", "exceeding Rs. 1,000 Cr.", "threshold", ">", 1000 * C, "INR"),
    ("FDI of US$ 5 million or more is needed.", "US$ 5 million or more", "threshold", ">=", 5 * M, "USD"),
    ("FDI of US$5m or above is needed.", "US$5m or above", "threshold", ">=", 5 * M, "USD"),
    ("The applicant must invest at least USD 3 million.", "at least USD 3 million", "threshold", ">=", 3 * M, "USD"),
    (
        "The investor has invested a minimum of KRW 100 million.",
        "a minimum of KRW 100 million",
        "threshold",
        ">=",
        100 * M,
        "KRW",
    ),
    ("Companies with sales above EUR 2.5 million may apply.", "above EUR 2.5 million", "threshold", ">", 2_500_000, "EUR"),
    (
        "Firms having a turnover not exceeding HK$8,000,000 are small.",
        "not exceeding HK$8,000,000",
        "threshold",
        "<=",
        8 * M,
        "HKD",
    ),
    ("A grant of up to RMB 10 million is paid.", "up to RMB 10 million", "cap", "<=", 10 * M, "CNY"),
    ("The subsidy is capped at 10 million yuan.", "capped at 10 million yuan", "cap", "<=", 10 * M, "CNY"),
    ("A reward with a ceiling of Rs. 20 lakh is given.", "a ceiling of Rs. 20 lakh", "cap", "<=", 20 * L, "INR"),
    ("Capital subsidy @ 15% of FCI, max. Rs. 25 Cr.", "15%", "rate", "=", 15, "%"),
    ("Capital subsidy @ 15% of FCI, max. Rs. 25 Cr.", "max. Rs. 25 Cr.", "cap", "<=", 25 * C, "INR"),
    ("A subsidy subject to a maximum of Rs. 10 lakh per acre is paid.", "Rs. 10 lakh per acre", "cap", "<=", 10 * L, "INR"),
    ("Each firm gets a one-off grant of 500,000 yuan.", "500,000 yuan", "amount", "=", 500_000, "CNY"),
    ("Winners are awarded ₩5,000,000.", "₩5,000,000", "amount", "=", 5 * M, "KRW"),
    ("A reward of £2,000 is paid.", "£2,000", "amount", "=", 2000, "GBP"),
    ("A stipend of €1,500 per month is paid.", "€1,500 per month", "amount", "=", 1500, "EUR"),
    ("A subsidy of Re. 1.00 per unit is given.", "Re. 1.00 per unit", "amount", "=", 1, "INR"),
    ("A subsidy of Rs. 5,000/- per month is given.", "Rs. 5,000/- per month", "amount", "=", 5000, "INR"),
    ("A subsidy of ₹50,00,000 is given.", "₹50,00,000", "amount", "=", 50 * L, "INR"),
    ("A subsidy of INR 1.97 lakh crore is given.", "INR 1.97 lakh crore", "amount", "=", 1_970_000_000_000, "INR"),
    (
        "Investment capital of VND 3,000 billion or more is needed.",
        "VND 3,000 billion or more",
        "threshold",
        ">=",
        3000 * B,
        "VND",
    ),
    (
        "Investment capital of at least 30,000 billion VND is needed.",
        "at least 30,000 billion VND",
        "threshold",
        ">=",
        30_000 * B,
        "VND",
    ),
    ("A fee of KES 250,000 is payable.", "KES 250,000", "amount", "=", 250_000, "KES"),
    ("A fee of Kshs. 10,000 is payable.", "Kshs. 10,000", "amount", "=", 10_000, "KES"),
    ("A fee of five hundred Ghana cedis is payable.", "five hundred Ghana cedis", "amount", "=", 500, "GHS"),
    ("A fee of N500,000 is payable.", "N500,000", "amount", "=", 500_000, "NGN"),
    ("A grant of RM2 million is paid.", "RM2 million", "amount", "=", 2 * M, "MYR"),
    ("A grant of S$30,000 is paid.", "S$30,000", "amount", "=", 30_000, "SGD"),
    ("A grant of 2 billion rupiah is paid.", "2 billion rupiah", "amount", "=", 2 * B, "IDR"),
    ("A grant of AED 1 million is paid.", "AED 1 million", "amount", "=", M, "AED"),
    ("A grant of half a million yuan is paid.", "half a million yuan", "amount", "=", 500_000, "CNY"),
    ("A grant of 1-billion-yuan is paid.", "1-billion-yuan", "amount", "=", B, "CNY"),
    ("The enterprise shall be exempt from tax for ten years.", "ten years", "duration", "=", 10, "year"),
    ("A 90-year lease is granted.", "90-year", "duration", "=", 90, "year"),
    ("Tax is waived for the first 5 years.", "first 5 years", "duration", "=", 5, "year"),
    ("Tax is halved for the following two years.", "following two years", "duration", "=", 2, "year"),
    ("Interest is reimbursed for a period of 5 years.", "5 years", "duration", "=", 5, "year"),
    ("Interest is reimbursed for 36 months.", "36 months", "duration", "=", 36, "month"),
    ("A visa is issued for up to five years.", "up to five years", "cap", "<=", 5, "year"),
    ("A visa is issued for three (3) years.", "three (3) years", "duration", "=", 3, "year"),
    ("Rent is waived for two and a half years.", "two and a half years", "duration", "=", Fraction(5, 2), "year"),
    ("The form shall be filed within thirty days of receipt.", "within thirty days", "deadline", "<=", 30, "day"),
    ("The form shall be filed within 15 working days.", "within 15 working days", "deadline", "<=", 15, "day"),
    (
        "The form shall be filed within a period of six months from the date of sale.",
        "six months",
        "deadline",
        "<=",
        6,
        "month",
    ),
    ("The form shall be filed not later than 60 days after the sale.", "60 days", "deadline", "<=", 60, "day"),
    ("The form shall be filed within forty-eight hours.", "within forty-eight hours", "deadline", "<=", 48, "hour"),
    ("An application is made at least six months before its expiry.", "at least six months", "deadline", ">=", 6, "month"),
    ("If the unit closes down within five years, the sum is repaid.", "within five years", "duration", "=", 5, "year"),
    ("The applicant must have operated in the zone for one full year.", "one full year", "threshold", ">=", 1, "year"),
    ("Researchers shall have three years' experience.", "three years", "threshold", ">=", 3, "year"),
    ("Children under the age of eighteen years may stay.", "under the age of eighteen years", "threshold", "<", 18, "year"),
    ("The licensee must remain for at least 10 years.", "at least 10 years", "duration", ">=", 10, "year"),
    ("Firms that move in receive a one-off 2 million yuan.", "2 million yuan", "amount", "=", 2_000_000, "CNY"),
    ("The unit shall have a dozen or more full-time jobs.", "a dozen or more full-time jobs", "threshold", ">=", 12, "person"),
    ("Support with a maximum of Rs.25 lakh is provided.", "a maximum of Rs.25 lakh", "cap", "<=", 2_500_000, "INR"),
    ("The licensee shall pay a penalty of three times the duty.", "three times", "rate", "=", 300, "%"),
    ("Plots of up to 10 rai may be owned.", "up to 10 rai", "cap", "<=", 10, "rai"),
    ("The Board pays back half the cost of a stand.", "half", "rate", "=", 50, "%"),
    (
        "At least 300,000 square meters of sheds will be built.",
        "At least 300,000 square meters",
        "quantity",
        ">=",
        300_000,
        "m2",
    ),
    ("Reimbursement of 75% of the cost is allowed.", "75%", "rate", "=", 75, "%"),
    ("Fifty per cent of the premium is reimbursed.", "Fifty per cent", "rate", "=", 50, "%"),
    ("Tax is charged at seven and one-half per centum.", "seven and one-half per centum", "rate", "=", Fraction(15, 2), "%"),
    ("The tax is reduced by 12.5 percent.", "12.5 percent", "rate", "=", Fraction(25, 2), "%"),
    ("Funds are matched at a ratio of 1:1.", "1:1", "rate", "=", 100, "%"),
    ("Funds are matched on a one-to-one basis.", "one-to-one", "rate", "=", 100, "%"),
    ("Grants cover up to 30% of the cost.", "up to 30%", "cap", "<=", 30, "%"),
    ("A grant not exceeding fifteen per centum of the cost is made.", "not exceeding fifteen per centum", "cap", "<=", 15, "%"),
    ("A foreigner who owns 10% or more of the shares qualifies.", "10% or more", "threshold", ">=", 10, "%"),
    ("The unit shall employ local staff of at least 70% of its workforce.", "at least 70%", "threshold", ">=", 70, "%"),
    ("If the share falls below 30 percent the relief ends.", "falls below 30 percent", "threshold", "<", 30, "%"),
    ("If staff is cut by more than one half the relief ends.", "more than one half", "threshold", ">", 50, "%"),
    ("The operator shall reserve two-thirds of the plots.", "two-thirds", "rate", "=", Fraction(200, 3), "%"),
    (
        "Firms that invest between USD 1 million and USD 5 million qualify.",
        "between USD 1 million and USD 5 million",
        "threshold",
        "range",
        (M, 5 * M),
        "USD",
    ),
    (
        "Firms with an investment of 10 to 50 million yuan qualify.",
        "10 to 50 million yuan",
        "threshold",
        "range",
        (10 * M, 50 * M),
        "CNY",
    ),
    (
        "Firms with an investment of Rs. 50 lakh to Rs. 1 crore qualify.",
        "Rs. 50 lakh to Rs. 1 crore",
        "threshold",
        "range",
        (50 * L, C),
        "INR",
    ),
    (
        "Investment above Rs. 10 crore and up to Rs. 50 crore qualifies.",
        "above Rs. 10 crore and up to Rs. 50 crore",
        "threshold",
        "range",
        (10 * C, 50 * C),
        "INR",
    ),
    (
        "Firms with 100 or more but less than 300 employees qualify.",
        "100 or more but less than 300 employees",
        "threshold",
        "range",
        (100, 300),
        "person",
    ),
    ("A subsidy of 5%-20% is paid.", "5%-20%", "rate", "range", (5, 20), "%"),
    ("A subsidy of 4 to 6 % is paid.", "4 to 6 %", "rate", "range", (4, 6), "%"),
    ("A subsidy ranging from 4% to 6% is paid.", "4% to 6%", "rate", "range", (4, 6), "%"),
    ("Rent is waived for 3-5 years.", "3-5 years", "duration", "range", (3, 5), "year"),
    ("The tax rate is lowered from 25% to 15%.", "15%", "rate", "=", 15, "%"),
    ("The enterprise shall employ no fewer than 60 citizens.", "no fewer than 60 citizens", "threshold", ">=", 60, "person"),
    ("An enterprise employing fewer than fifty persons is small.", "fewer than fifty persons", "threshold", "<", 50, "person"),
    (
        "Units with 10 or more full-time research staff qualify.",
        "10 or more full-time research staff",
        "threshold",
        ">=",
        10,
        "person",
    ),
    ("Firms that create more than 500 direct jobs qualify.", "more than 500 direct jobs", "threshold", ">", 500, "person"),
    (
        "Training is paid for not exceeding 200 trainees a year.",
        "not exceeding 200 trainees a year",
        "cap",
        "<=",
        200,
        "person",
    ),
    ("A parent active in two or more countries qualifies.", "two or more countries", "threshold", ">=", 2, "count"),
    ("The parent shall have at least three subsidiaries.", "at least three subsidiaries", "threshold", ">=", 3, "count"),
    ("The Authority envisages a hospital of 250 beds.", "250 beds", "quantity", "=", 250, "count"),
    ("The grant is paid in five instalments.", "five instalments", "quantity", "=", 5, "count"),
    ("The zone plans to build a park of 420 mu.", "420 mu", "quantity", "=", 420, "mu"),
    ("The developer shall hold a minimum area of 50 hectares.", "50 hectares", "threshold", ">=", 50, "ha"),
    ("The area shall extend to at least forty hectares.", "at least forty hectares", "threshold", ">=", 40, "ha"),
    ("A supply of not less than 10 MW is provided.", "not less than 10 MW", "threshold", ">=", 10, "MW"),
    ("The load must be above 100 kVA.", "above 100 kVA", "threshold", ">", 100, "kVA"),
    ("Rent is waived for up to 500 square meters.", "up to 500 square meters", "cap", "<=", 500, "m2"),
    ("Rent is waived for up to 10,000 sq. ft. of space.", "up to 10,000 sq. ft.", "cap", "<=", 10_000, "sqft"),
    ("Rent is waived on the first 500 m2.", "500 m2", "cap", "<=", 500, "m2"),
    ("A road of 12 km will be built.", "12 km", "quantity", "=", 12, "km"),
    ("Land is given for not more than 20 acres.", "not more than 20 acres", "cap", "<=", 20, "acre"),
    ("The zone shall cover at least 5 square kilometres.", "at least 5 square kilometres", "threshold", ">=", 5, "km2"),
    ("Employment counts for 30 points.", "30 points", "amount", "=", 30, "point"),
    ("An applicant with at least 60 points passes.", "at least 60 points", "threshold", ">=", 60, "point"),
    ("This Law shall come into force on 1st July, 2026.", "1st July, 2026", "date", ">=", "2026-07-01", "date"),
    ("The policy is effective from April 1, 2024.", "April 1, 2024", "date", ">=", "2024-04-01", "date"),
    ("The policy is valid up to 31.03.2029.", "31.03.2029", "date", "<=", "2029-03-31", "date"),
    ("The policy is valid until 2029-03-31.", "2029-03-31", "date", "<=", "2029-03-31", "date"),
    ("The scheme runs until the end of 2030.", "the end of 2030", "date", "<=", "2030-12-31", "date"),
    ("Units that began production on or before 31 March 2024 qualify.", "31 March 2024", "date", "<=", "2024-03-31", "date"),
    ("Claims shall be lodged not later than 31 December 2025.", "31 December 2025", "date", "<=", "2025-12-31", "date"),
    ("Projects notified after 31 December 2018 get nothing.", "31 December 2018", "date", ">", "2018-12-31", "date"),
    ("Units registered on or after 1 January 2025 qualify.", "1 January 2025", "date", ">=", "2025-01-01", "date"),
    (
        "It shall come into operation on the first day of January, 2026.",
        "the first day of January, 2026",
        "date",
        ">=",
        "2026-01-01",
        "date",
    ),
    ("A fine not exceeding HK$500,000 is imposed.", "not exceeding HK$500,000", "cap", "<=", 500_000, "HKD"),
    ("The sum is recovered with interest @ 12% p.a.", "12% p.a.", "rate", "=", 12, "%"),
    ("Firms get 10% of the cost or Rs. 2 crore, whichever is less.", "Rs. 2 crore", "cap", "<=", 2 * C, "INR"),
    (
        "Drugs are rewarded up to 1 million, 2 million and 3 million yuan respectively.",
        "up to 1 million",
        "cap",
        "<=",
        M,
        "CNY",
    ),
    ("Drugs are rewarded up to 1 million, 2 million and 3 million yuan respectively.", "2 million", "cap", "<=", 2 * M, "CNY"),
    (
        "Drugs are rewarded up to 1 million, 2 million and 3 million yuan respectively.",
        "3 million yuan",
        "cap",
        "<=",
        3 * M,
        "CNY",
    ),
    (
        "Patents are paid for with a ceiling of Rs. 5 lakh for a domestic patent and Rs. 10 lakh for a foreign patent.",
        "Rs. 10 lakh",
        "cap",
        "<=",
        10 * L,
        "INR",
    ),
    (
        "Investors must put in 2 million yuan per mu ($4.2 million per hectare) or more.",
        "2 million yuan per mu",
        "amount",
        "=",
        2 * M,
        "CNY",
    ),
    (
        "Firms with new assets of five million (5,000,000) dollars or more qualify.",
        "five million (5,000,000) dollars or more",
        "threshold",
        ">=",
        5 * M,
        "USD",
    ),
    (
        "A licence fee of one hundred and eighty dollars is payable.",
        "one hundred and eighty dollars",
        "amount",
        "=",
        180,
        "USD",
    ),
    ("A subsidy of 20 % and not more than ten percent of sales.", "not more than ten percent", "cap", "<=", 10, "%"),
    ("A grant of USD 1.5 M shall be provided.", "USD 1.5 M", "amount", "=", 1_500_000, "USD"),
    ("A grant of USD 1.5 B shall be provided.", "USD 1.5 B", "amount", "=", 1_500_000_000, "USD"),
    ("A grant of USD 3-5 million is paid.", "USD 3-5 million", "amount", "range", (3 * M, 5 * M), "USD"),
    ("Units get plots of 50-100 acres.", "50-100 acres", "threshold", "range", (50, 100), "acre"),
    ("A grant of 3% -5% is paid.", "3% -5%", "rate", "range", (3, 5), "%"),
    ("A grant of a quarter of a million dollars is paid.", "a quarter of a million dollars", "amount", "=", 250_000, "USD"),
    ("A fee of N1000 (in naira) is payable.", "N1000", "amount", "=", 1000, "NGN"),
    ("A fee of N5 million is payable.", "N5 million", "amount", "=", 5 * M, "NGN"),
    (
        "Firms with up to and including 100 employees qualify.",
        "up to and including 100 employees",
        "cap",
        "<=",
        100,
        "person",
    ),
    (
        "Claims are lodged no later than 31 March 2026 and not before 1 January 2026.",
        "1 January 2026",
        "date",
        ">=",
        "2026-01-01",
        "date",
    ),
    ("Plots shall not be sold before 31 March 2030.", "31 March 2030", "date", ">=", "2030-03-31", "date"),
    ("Claims may not be filed after 31 March 2030.", "31 March 2030", "date", "<=", "2030-03-31", "date"),
    ("The grant shall not exceed 30% of the cost nor USD 1 million.", "USD 1 million", "cap", "<=", M, "USD"),
    (
        "Enterprises that do not exceed USD 5 million in sales qualify.",
        "not exceed USD 5 million",
        "threshold",
        "<=",
        5 * M,
        "USD",
    ),
]

#: sentences that hold figures, none of which decides or pays
SILENT = [
    "A unit shall comply with section 5(1)(a) and Articles 7 and 8.",
    "The Free Zones Ordinance, 2009 (No. 12 of 2009), is hereby repealed.",
    "Units sanctioned under the Industrial Policy 2017 keep their rights.",
    "Application shall be made in Form 12 set out in Schedule 3.",
    "Fortune 500 companies are welcome.",
    "One of the world's top 500 enterprises may apply.",
    "Call +82-31-555-0172 for advice.",
    "The hall is open from 9:00 a.m. every day.",
    "Notification No. IND/POL/114 dated 4th January, 2024 applies.",
    "Made in China 2025 is a plan.",
    "A D-8 visa is issued.",
    "5G and Industry 4.0 are supported.",
    "Either of the two provisions applies.",
]


#: figures whose number, sign or scale cannot be read surely
UNSURE = [
    "A grant of KRW 5 eok is paid.",
    "A grant of JPY 3 oku is paid.",
    "A grant of EUR 1 500,50 is paid.",
    "A subsidy of 1_000 % is paid.",
    "A grant of USD 1_000 is paid.",
    "A subsidy of 1e9 % is paid.",
    "Grade N1000 projects get a grant.",
    "A rebate of -5% is paid.",
    "A subsidy of -5 % is paid.",
    "A subsidy of −5 % is paid.",
    "A grant of -USD 5 million is paid.",
    "A grant of USD 500/1000 is paid.",
]


def found(sentence):
    plain = shadow(sentence)
    return {sentence[one.start : one.end]: (one.role, one.op, one.value, one.unit) for one in quantities(plain, Around())}


@pytest.mark.parametrize("row", PHRASES, ids=[row[1] for row in PHRASES])
def test_a_figure_is_read_as_it_is_meant(row):
    sentence, words, *expected = row
    told = found(sentence)
    near = [one for text, one in told.items() if words in text or text in words]
    assert tuple(expected) in near, told


@pytest.mark.parametrize("sentence", SILENT)
def test_a_number_that_only_names_something_is_no_figure(sentence):
    assert found(sentence) == {}


@pytest.mark.parametrize("sentence", UNSURE)
def test_a_figure_that_cannot_be_read_surely_is_left_out(sentence):
    assert found(sentence) == {}


def test_a_figure_that_is_denied_in_brackets_is_left_out():
    told = found("A grant of USD 5 million (not USD 50 million) is paid.")
    assert [value for _, _, value, _ in told.values()] == [5 * M]


def test_the_same_amount_in_another_currency_is_told_once():
    told = found("A fund of 100 million yuan ($16.03 million) is set up.")
    assert [(value, unit) for _, _, value, unit in told.values()] == [(100 * M, "CNY")]


def test_digits_grouped_by_no_custom_are_left_out():
    assert found("A grant of USD 12,34,5 is paid.") == {}


def test_a_dollar_of_no_named_country_is_flagged():
    [one] = quantities("A grant of $5 million is paid.", Around())
    assert (one.unit, "currency_assumed" in one.flags) == ("USD", True)


def test_rupees_are_of_the_country_that_is_named():
    [one] = quantities("The Government of Pakistan pays a grant of Rs. 5 million.", Around())
    assert (one.unit, one.flags) == ("PKR", ())


def test_a_bracket_that_disagrees_is_flagged():
    [one] = quantities("The tax is waived for five (7) years.", Around())[:1]
    assert "unit_unsure" in one.flags


def test_a_cell_takes_the_unit_of_its_column():
    around = Around(row=True, header="Sector | Minimum investment (Rs. crore) | Jobs | Period (years)")
    told = [(one.role, one.op, one.value, one.unit) for one in quantities("Textiles | 25 | 300 | 5", around)]
    assert told[0] == ("threshold", ">=", 25 * C, "INR")
    assert [(value, unit) for _, _, value, unit in told[1:]] == [(300, "person"), (5, "year")]


def test_indented_lines_are_read_as_one():
    words, back = single_spaced(shadow("not less than ten million United States\n   dollars of new capital"))
    [one] = quantities(words, Around())
    assert (one.op, one.value, one.unit) == (">=", 10 * M, "USD")
    assert back(one.end) > one.end


MONEY = {"USD": ("USD ", ""), "CNY": ("", " yuan"), "INR": ("Rs. ", ""), "KRW": ("₩", ""), "EUR": ("€", "")}
SCALES = {"": 1, " million": M, " billion": B, " lakh": L, " crore": C}
OPERATORS = {
    "at least ": ">=",
    "not less than ": ">=",
    "more than ": ">",
    "less than ": "<",
    "up to ": "<=",
    "not exceeding ": "<=",
}
NUMBERS = st.sampled_from(["2", "15", "100", "2.5", "1,000", "25,000"])


@given(NUMBERS, st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(MONEY)), st.sampled_from(sorted(OPERATORS)))
def test_an_amount_comes_back_as_it_was_written(number, scale, currency, comparator):
    before, after = MONEY[currency]
    sentence = f"Firms with sales of {comparator}{before}{number}{scale}{after} qualify."
    [one] = quantities(shadow(sentence), Around())
    assert (one.op, one.value, one.unit) == (OPERATORS[comparator], Fraction(number.replace(",", "")) * SCALES[scale], currency)
    assert number in sentence[one.start : one.end]


@given(
    st.integers(1, 99),
    st.sampled_from(["years", "months", "days"]),
    st.sampled_from(["for ", "within ", "for a period of ", "for at least "]),
)
def test_a_stretch_of_time_comes_back_as_it_was_written(number, unit, words):
    [one] = quantities(f"The unit shall report {words}{number} {unit}.", Around())
    assert (one.value, one.unit) == (number, unit.removesuffix("s"))


@given(st.integers(2, 9999), st.integers(1, 9999))
def test_a_range_keeps_both_ends(low, more):
    [one] = quantities(f"Firms with an investment of USD {low} million to USD {low + more} million qualify.", Around())
    assert (one.op, one.value) == ("range", (low * M, (low + more) * M))


@given(st.text(alphabet="0123456789.,%$()-/ abcdehilmnorstuy", max_size=60))
def test_no_text_breaks_the_reader(text):
    for one in quantities(shadow(text), Around()):
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "1," * 10_000,
        "(" * 5_000 + "5%",
        "five " * 4_000,
        "Rs. " * 4_000,
        "1.2" * 5_000,
        "at least " * 3_000 + "5 years",
    ],
)
def test_hostile_runs_come_to_an_end(text):
    assert len(quantities(shadow(text)[:4_000], Around())) <= 4_000
