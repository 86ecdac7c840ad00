"""Where English provisions begin and end: each text with its provisions, cut by hand."""

import pytest

from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document

#: text | its provisions
CASES = [
    ("The unit shall pay. The Board may refuse.", ["The unit shall pay.", "The Board may refuse."]),
    ("Form No. 5 shall be sent to Alpha Co. Ltd. in Delhi.", ["Form No. 5 shall be sent to Alpha Co. Ltd. in Delhi."]),
    (
        "A grant of Rs. 5 lakh will be paid. The ceiling is Rs. 2 Cr. The unit shall report.",
        ["A grant of Rs. 5 lakh will be paid.", "The ceiling is Rs. 2 Cr.", "The unit shall report."],
    ),
    (
        "The unit shall report (within 5 days. Late reports fail.) to the Board.",
        ["The unit shall report (within 5 days. Late reports fail.) to the Board."],
    ),
    (
        "Accelerate the construction of robot parks and plan to build drone parks.",
        ["Accelerate the construction of robot parks", "and plan to build drone parks."],
    ),
    (
        "Promote the formation of alliances and actively develop tourism.",
        ["Promote the formation of alliances", "and actively develop tourism."],
    ),
    (
        "The procedures are to be improved, and the green channel is to be set up.",
        ["The procedures are to be improved", "and the green channel is to be set up."],
    ),
    (
        "The zone is to establish hospitals and foster a new business form.",
        ["The zone is to establish hospitals and foster a new business form."],
    ),
    (
        "A licence shall be valid for ten years and may be renewed for five years.",
        ["A licence shall be valid for ten years", "and may be renewed for five years."],
    ),
    ("The unit shall keep books and shall furnish a return.", ["The unit shall keep books", "and shall furnish a return."]),
    ("The unit shall pay; the Board shall issue a receipt.", ["The unit shall pay", "the Board shall issue a receipt."]),
    (
        "The unit shall build within two years, failing which the land shall revert to the Board.",
        ["The unit shall build within two years", "failing which the land shall revert to the Board."],
    ),
    (
        "The Authority may, where further papers are required, extend the period.",
        ["The Authority may, where further papers are required, extend the period."],
    ),
    (
        "This Policy shall come into force on 1 April 2024 and shall remain valid up to 31 March 2029.",
        ["This Policy shall come into force on 1 April 2024 and shall remain valid up to 31 March 2029."],
    ),
    (
        "The sale shall be free of duty: Provided that the goods stay in the zone.",
        ["The sale shall be free of duty", "Provided that the goods stay in the zone."],
    ),
    ("Land Subsidy: A subsidy of 25% of the cost will be paid.", ["A subsidy of 25% of the cost will be paid."]),
    ("• Customs duty relief: 100% for 5 years", ["Customs duty relief: 100% for 5 years"]),
    (
        "Eligibility\n\nTurnover of three million euro in each of the past two years.",
        ["Turnover of three million euro in each of the past two years."],
    ),
    (
        "Harbour dues\n\nTug service for wheat ships: not billed, for two seasons.",
        ["Tug service for wheat ships: not billed, for two seasons."],
    ),
    (
        "Works\n\nDeepen the river at the mill and pave the lane behind it",
        ["Deepen the river at the mill and pave the lane behind it"],
    ),
    ("How to find us\n\nZone office: 4 Mill Street, +44 20 7946 0000, desk@zone.example", []),
    ('2. Definitions\n\n"Board" means the Zone Board.', []),
    (
        '2. Definitions\n\n"Mega Project" means a project of 250 crore or above.\n\nUnits shall pay rent each month.',
        ['"Mega Project" means a project of 250 crore or above.', "Units shall pay rent each month."],
    ),
    ("Q1. What do we get?\nThe tax is waived for five years.", ["The tax is waived for five years."]),
    ("Do we need a permit? No. The form shall be filed online.", ["The form shall be filed online."]),
    (
        "1. PREAMBLE\n1.1 The State will grow with its people.\n2. INCENTIVES\n2.1 Units will get a subsidy of 5%.",
        ["Units will get a subsidy of 5%."],
    ),
    ("The zone covers 41.6 km2 and lies near the sea. Units shall pay rent.", ["Units shall pay rent."]),
    (
        "An applicant shall meet the following requirements:\n(a) invest at least USD 5 million;\n(b) employ 50 persons.",
        ["An applicant shall meet the following requirements", "invest at least USD 5 million", "employ 50 persons."],
    ),
    (
        "The following shall be treated as thrust sectors:\n(a) Textiles\n(b) Food processing",
        ["The following shall be treated as thrust sectors:\n(a) Textiles\n(b) Food processing"],
    ),
    (
        "Incentive | Quantum\nCapital subsidy | 15% of cost\nInterest subsidy | 5% for 5 years",
        ["Capital subsidy | 15% of cost", "Interest subsidy | 5% for 5 years"],
    ),
    (
        "Sl. No. | Incentive | Quantum\n1 | Capital subsidy | 15% of cost\n2 | Interest subsidy | 5%",
        ["Capital subsidy | 15% of cost", "Interest subsidy | 5%"],
    ),
    ("This Act may be cited as the Zones Act, 2025.", []),
    ("For more information call the Board. Units shall report.", ["Units shall report."]),
    ("WHEREAS it is expedient to set up zones.\n\nUnits shall pay rent.", ["Units shall pay rent."]),
    (
        "Universities are encouraged to open labs. Support agencies to set up shops, promote trade and actively develop art.",
        [
            "Universities are encouraged to open labs.",
            "Support agencies to set up shops",
            "promote trade",
            "and actively develop art.",
        ],
    ),
    (
        "The first sale shall be free of duty, while the second shall be taxed at 5%.",
        ["The first sale shall be free of duty", "while the second shall be taxed at 5%."],
    ),
    (
        "Net tax reimbursement. Tax paid in cash shall be reimbursed for 7 years.",
        ["Tax paid in cash shall be reimbursed for 7 years."],
    ),
    (
        "The unit shall satisfy the Board, and where it fails the Board shall refuse the licence.",
        ["The unit shall satisfy the Board", "and where it fails the Board shall refuse the licence."],
    ),
]


@pytest.mark.parametrize(("text", "provisions"), CASES, ids=[case[0][:40].replace("\n", " ") for case in CASES])
def test_a_text_is_cut_where_a_reader_would_cut_it(text, provisions):
    reading = read_document(read_text(text, "case", "en"))
    assert [reading.words(one) for one in reading.provisions] == provisions


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000,
        "and the unit shall pay " * 2_000,
        "; " * 20_000,
        "Mr. " * 10_000,
        "shall " * 10_000,
        ", and " * 8_000,
        "1" * 20_000,
        "\x00\u202e. A" * 3_000,
    ],
    ids=["brackets", "one-line", "semicolons", "abbreviations", "modals", "conjunctions", "digits", "controls"],
)
def test_hostile_texts_come_to_an_end(text):
    reading = read_document(read_text(text, "case", "en"))
    assert all(0 <= one.start < one.end <= len(text) for one in reading.provisions)
