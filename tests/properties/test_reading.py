"""Reading, drafting and deciding keep their laws on every text of a small grammar in three languages."""

import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from zonewright.compiler.pipeline import check_pack, compile_pack
from zonewright.errors import Severity
from zonewright.interpret.draft import draft_pack, with_ids
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import LANGUAGES, read_document
from zonewright.packs.ledger import ledger
from zonewright.packs.load import load_pack
from zonewright.provisions.akoma_ntoso import from_akoma_ntoso, to_akoma_ntoso
from zonewright.provisions.document import Block, BlockKind, Document, shadow
from zonewright.provisions.model import Around
from zonewright.provisions.records import blocks_as_json, document_of
from zonewright.provisions.review import carry, decide, decided, items, reviewed
from zonewright.provisions.selectors import annotation, find

DAY = date(2026, 11, 22)
#: Sentences with room for a number that tells each from all others, and those that have none.
NUMBERED = {
    "en": (
        "Enterprises with an investment of at least CNY {n} million may receive a grant of CNY {n},000.",
        "The applicant shall submit the form within {n} days.",
        "The zone supports robot makers with a subsidy of {n} per cent of the rent, up to USD {n},000.",
        "Enterprises with fewer than {n} employees are exempt from the fee.",
    ),
    "zh": (
        "对投资额达到{n}万元的企业，给予{n}万元奖励。",
        "申请人应当在{n}日内提交材料。",
        "支持机器人企业按租金的{n}%享受补贴，最高{n}万元。",
        "员工人数少于{n}人的企业免缴费用。",
    ),
    "ko": (
        "투자액이 {n}억원 이상인 기업에 {n}만원을 지원할 수 있다.",
        "신청인은 {n}일 이내에 서류를 제출하여야 한다.",
        "로봇 기업에 임대료의 {n}%를 {n}만원까지 지원한다.",
        "상시고용인원이 {n}명 미만인 기업은 수수료를 면제한다.",
    ),
}
#: What each of them states, by its place: comparator, scale and unit of each figure.
FIGURES = {
    0: {
        "en": ((">=", 10**6, "CNY"), ("=", 1000, "CNY")),
        "zh": ((">=", 10**4, "CNY"), ("=", 10**4, "CNY")),
        "ko": ((">=", 10**8, "KRW"), ("=", 10**4, "KRW")),
    },
    1: dict.fromkeys(("en", "zh", "ko"), (("<=", 1, "day"),)),
    2: {
        "en": (("=", 1, "%"), ("<=", 1000, "USD")),
        "zh": (("=", 1, "%"), ("<=", 10**4, "CNY")),
        "ko": (("=", 1, "%"), ("<=", 10**4, "KRW")),
    },
    3: dict.fromkeys(("en", "zh", "ko"), (("<", 1, "person"),)),
}
PLAIN = {
    "en": ("It is prohibited to sublet the premises.", "A laboratory for new materials will be established."),
    "zh": ("禁止转租厂房。", "建设新材料实验室。"),
    "ko": ("공장을 다시 임대하여서는 아니 된다.", "신소재 연구소를 설립한다."),
}
ARTICLES = {"en": "Article {n}. {words}", "zh": "第{n}条 {words}", "ko": "제{n}조(지원) {words}"}
TITLES = {"en": "Measures of the zone", "zh": "园区若干措施", "ko": "단지 지원 조례"}


@st.composite
def sentences(draw, language, least=1, most=3):
    """Sentences that all differ, each a provision of its own."""
    numbers = draw(st.lists(st.integers(11, 89), min_size=least, max_size=most, unique=True))
    return [draw(st.sampled_from(NUMBERED[language])).format(n=number) for number in numbers]


@st.composite
def texts(draw):
    """A language and the paragraphs of a text in it: a title, articles, paragraphs, items and rows, in any order."""
    language = draw(st.sampled_from(sorted(LANGUAGES)))
    made = draw(sentences(language, 1, 7))
    forms = draw(
        st.lists(st.sampled_from(("article", "paragraph", "item", "bullet", "row")), min_size=len(made), max_size=len(made))
    )
    gap = "" if language == "zh" else " "
    lines, number = [TITLES[language]] * draw(st.booleans()), 0
    for form, words in zip(forms, made, strict=True):
        words += gap + draw(st.sampled_from(PLAIN[language])) if draw(st.booleans()) else ""  # noqa: PLW2901
        number += form == "article"
        lines.append(
            {
                "article": ARTICLES[language].format(n=number, words=words),
                "paragraph": words,
                "item": f"(1) {words}",
                "bullet": f"• {words}",
                "row": f"| {words} | {words[:6]} |",
            }[form]
        )
    return language, lines


def read(language, lines):
    return read_document(read_text("\n".join(lines) + "\n", "text", language=language))


def said(reading, provision):
    """What was read in a provision, without where it stands."""
    text = reading.document.text
    return (
        reading.words(provision),
        provision.modality.value,
        tuple(label.value for label in provision.instruments),
        tuple(text[one.start : one.end] for one in provision.fields),
        tuple((*figure(one), text[one.start : one.end]) for one in provision.conditions),
        tuple((one.kind, text[one.start : one.end]) for one in provision.marks),
        provision.flags,
    )


def figure(one):
    return one.role, one.op, one.value, one.unit, one.per, one.metric, one.flags


@given(texts())
def test_what_is_read_stands_in_the_text_in_order(text):
    """Provisions do not meet, all found in one lies in it, and rules name words of the text."""
    reading = read(*text)
    document, reached = reading.document, 0
    names = [one.eid for one in reading.provisions]
    assert len(set(names)) == len(names)
    for one in reading.provisions:
        assert reached <= one.start < one.end <= len(document.text)
        reached = one.end
        assert any(block.start <= one.start < block.end for block in document.blocks)
        assert reading.words(one) == reading.words(one).strip()
        for found in (*one.fields, *one.conditions, *one.marks):
            assert one.start <= found.start < found.end <= one.end
        for label in (one.modality, *one.instruments):
            assert one.start <= label.evidence.start <= label.evidence.end <= one.end
        assert not one.inherits or one.inherits in names[: names.index(one.eid)]


@given(st.data(), st.sampled_from(sorted(LANGUAGES)))
def test_no_sentence_and_no_figure_of_it_is_lost(data, language):
    """Each article is read whole, and its figures are those that it states, in their base units."""
    made = data.draw(st.lists(st.tuples(st.sampled_from(sorted(FIGURES)), st.integers(11, 89)), min_size=1, max_size=4))
    lines = [
        ARTICLES[language].format(n=number, words=NUMBERED[language][place].format(n=stated))
        for number, (place, stated) in enumerate(made, 1)
    ]
    reading = read(language, lines)
    assert [reading.words(one).rstrip("。.") for one in reading.provisions] == [
        NUMBERED[language][place].format(n=stated).rstrip("。.") for place, stated in made
    ]
    for (place, stated), one in zip(made, reading.provisions, strict=True):
        told = [(found.op, found.value, found.unit) for found in one.conditions]
        assert told == [(op, stated * scale, unit) for op, scale, unit in FIGURES[place][language]]


@settings(max_examples=settings().max_examples // 5 or 1)
@given(texts())
def test_a_draft_of_it_compiles_and_its_ledger_is_whole(text):
    """Whatever the text, the draft only asks; every character stands in the ledger once; examples run."""
    readings = with_ids([read(*text)])
    with tempfile.TemporaryDirectory() as folder:
        for name, content in draft_pack(readings, id="a-zone", title="A zone", version=DAY, done={}).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        pack = load_pack(Path(folder))
    assert [str(one) for one in check_pack(pack) if one.severity is not Severity.NOTE] == []
    compile_pack(pack)
    [one] = ledger(pack)
    assert [span.start for span in one.spans] == [0, *[span.end for span in one.spans][:-1]]
    assert one.spans[-1].end == len(readings[0].document.text)


@given(st.data(), st.sampled_from(sorted(LANGUAGES)))
def test_a_sentence_put_in_elsewhere_changes_nothing_here(data, language):
    """What is read in a paragraph depends on no other paragraph of running text."""
    made = data.draw(sentences(language, 2, 6))
    extra = data.draw(st.sampled_from(NUMBERED[language] + PLAIN[language])).format(n=97)
    place = data.draw(st.integers(0, len(made)))
    before = read(language, made)
    after = read(language, [*made[:place], extra, *made[place:]])
    kept = [said(after, one) for one in after.provisions if extra not in after.words(one)]
    assert kept == [said(before, one) for one in before.provisions]


@given(st.data(), st.sampled_from(sorted(LANGUAGES)))
def test_a_sentence_put_into_another_article_changes_nothing_here(data, language):
    """The same holds between articles, and their names stay."""
    made = data.draw(sentences(language, 2, 5))
    place = data.draw(st.integers(0, len(made) - 1))
    gap = "" if language == "zh" else " "
    longer = [*made[:place], made[place] + gap + PLAIN[language][1], *made[place + 1 :]]
    before, after = (
        read(language, [ARTICLES[language].format(n=number, words=words) for number, words in enumerate(lines, 1)])
        for lines in (made, longer)
    )
    named = {one.eid: said(before, one) for one in before.provisions}
    again = {one.eid: said(after, one) for one in after.provisions}
    changed = {eid.split("__")[0] for eid in named if named[eid] != again.get(eid)}
    assert changed <= {f"art_{place + 1}"}


WIDE = {ord(mark): ord(mark) + 0xFEE0 for mark in "0123456789%"}


@given(st.data(), st.sampled_from(sorted(LANGUAGES)))
def test_a_figure_is_the_same_however_it_is_printed(data, language):
    """Full-width digits change the look and not the figure; so do a space and a line end before the unit."""
    [words] = data.draw(sentences(language, 1, 1))
    quantities = LANGUAGES[language].quantities
    wide = words.translate(WIDE)
    assert [figure(one) for one in quantities(shadow(wide), Around())] == [figure(one) for one in quantities(words, Around())]
    if language == "zh":
        gap = data.draw(st.sampled_from((" ", "\u3000", "\n", " \u200b")))
        spaced = words.replace("万元", f"{gap}万元")
        assert [figure(one) for one in quantities(shadow(spaced), Around())] == [
            figure(one) for one in quantities(words, Around())
        ]


@given(st.data(), st.sampled_from(sorted(LANGUAGES)))
def test_a_line_end_inside_a_sentence_changes_no_figure(data, language):
    """A sentence that was wrapped at one of its spaces, and a Chinese one anywhere, is read as if it was not."""
    [words] = data.draw(sentences(language, 1, 1))
    places = [at for at in range(1, len(words)) if (language == "zh" and not words[at].isdigit()) or words[at] == " "]
    at = data.draw(st.sampled_from(places))
    wrapped = words[:at] + "\n" + words[at + (words[at] == " ") :]
    plain, broken = (
        read_document(Document("text", one, language, (Block(BlockKind.PARAGRAPH, 0, 0, len(one), "p_1"),)))
        for one in (words, wrapped)
    )
    assert [figure(one) for found in broken.provisions for one in found.conditions] == [
        figure(one) for found in plain.provisions for one in found.conditions
    ]


VERDICTS = st.sampled_from(("accepted", "rejected", "edited", "undone", ""))


def taken(data, reading):
    """A person's decisions on some of the items."""
    made = []
    for item in items(reading):
        verdict = data.draw(VERDICTS)
        if verdict:
            change = {"start": item.start, "end": item.end} if verdict == "edited" else {}
            made.append(decide(reading, item, verdict, by="a", on="2026-11-22", change=change))
    return made


@given(st.data(), texts())
def test_carrying_decisions_to_the_same_text_changes_nothing(data, text):
    """Carried twice is carried once, and what is lost on a reading is lost on it again."""
    reading = read(*text)
    made = taken(data, reading)
    once = carry(made, reading)
    assert (list(once.kept), once.moved, once.lost) == (made, (), ())
    other = read(text[0], text[1][1:])
    first = carry(made, other)
    again = carry(first.kept, other)
    assert (again.kept, again.moved, again.lost) == (first.kept, (), ())
    assert carry(first.lost, other).kept == ()


@given(st.data(), texts(), texts())
def test_decisions_come_back_with_their_words(data, text, other):
    """Carried to another text and back they are what they were, and every place in them with them."""
    reading, between = read(*text), read(*other)
    made = taken(data, reading)
    kept = carry(made, between).kept
    home = carry(kept, reading)
    assert list(home.kept) == [one for one in made if one.item in {two.item for two in kept}]
    for one in kept:
        assert between.document.text[one.at : one.at + len(one.exact)] == one.exact


@given(st.data(), texts())
def test_a_reviewed_reading_holds_what_was_not_rejected(data, text):
    """Accepting changes nothing; rejecting takes out that item and nothing else."""
    reading = read(*text)
    all_items = items(reading)
    assert reviewed(reading, decided(decide(reading, one, "accepted", by="a", on="2026-11-22") for one in all_items)) == reading
    if not all_items:
        return
    out = data.draw(st.sampled_from(all_items))
    left = reviewed(reading, decided([decide(reading, out, "rejected", by="a", on="2026-11-22", reason="other")]))
    spans = [(one.kind, one.start, one.end) for one in all_items]
    gone = [(one.kind, one.start, one.end) for one in all_items if one.provision == out.provision] if out.condition < 0 else [
        (out.kind, out.start, out.end)
    ]  # fmt: skip
    for one in gone:
        spans.remove(one)
    assert [(one.kind, one.start, one.end) for one in items(left)] == spans


@given(texts())
def test_a_document_comes_back_from_its_record(text):
    """Blocks, language, medium and notes; another text under the same record is none."""
    document = read(*text).document
    written = blocks_as_json(document)
    assert document_of("text", document.text, written) == document
    assert document_of("text", document.text + "x", written) is None
    assert blocks_as_json(document_of("text", document.text, written)) == written


@given(texts())
def test_a_document_out_of_akoma_ntoso_reads_the_same(text):
    """The same provisions with the same names, labels and figures; XML cannot go on with a list behind a table."""
    language, lines = text
    reading = read(language, sorted(lines, key=lambda line: line.startswith("|")))
    again = read_document(from_akoma_ntoso(to_akoma_ntoso(reading.document)))
    assert [(one.eid, said(again, one)) for one in again.provisions] == [
        (one.eid, said(reading, one)) for one in reading.provisions
    ]


@given(st.data(), texts())
def test_an_annotation_finds_its_words_after_an_insertion(data, text):
    """A line put in before or behind moves the words, and the annotation with them."""
    language, lines = text
    reading = read(language, lines)
    place = data.draw(st.integers(0, len(lines)))
    extra = data.draw(st.sampled_from(PLAIN[language]))
    changed = read_text("\n".join([*lines[:place], extra, *lines[place:]]) + "\n", "text", language=language)
    border = sum(len(line) + 1 for line in lines[:place])
    for one in reading.provisions:
        if one.end > border > one.start or reading.document.text.count(reading.words(one)) > 1 or extra == reading.words(one):
            continue
        by = len(extra) + 1 if one.start >= border else 0
        made = annotation(reading.document, one.start, one.end)
        assert find(changed, made) == (one.start + by, one.end + by)


@given(st.integers(1, 9999), st.integers(0, 9), st.sampled_from(("万", "亿", "百万", "千万", "")))
def test_scales_of_chinese_figures(whole, part, scale):
    """A figure is its digits times its scale, exactly."""
    by = {"万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7, "": 1}[scale]
    words = f"对投资额达到{whole}.{part}{scale}元的企业，给予支持。"
    [found] = LANGUAGES["zh"].quantities(words, Around())
    assert found.value == Fraction(10 * whole + part, 10) * by
    assert words[found.start : found.end].endswith(f"{whole}.{part}{scale}元")


@given(st.integers(1, 9999), st.sampled_from(("million", "lakh", "crore", "billion", "thousand", "mn", "bn")))
def test_scales_of_english_figures(whole, scale):
    """Scales of west and of India are exact."""
    by = {"million": 10**6, "lakh": 10**5, "crore": 10**7, "billion": 10**9, "thousand": 10**3, "mn": 10**6, "bn": 10**9}[scale]
    [found] = LANGUAGES["en"].quantities(
        f"Enterprises with an investment of at least INR {whole} {scale} are eligible.", Around()
    )
    assert (found.op, found.value, found.unit) == (">=", whole * by, "INR")


@given(st.integers(1, 9999), st.sampled_from(("만", "억", "백만", "천만", "조")))
def test_scales_of_korean_figures(whole, scale):
    """Scales of ten thousand are exact."""
    by = {"만": 10**4, "억": 10**8, "백만": 10**6, "천만": 10**7, "조": 10**12}[scale]
    [found] = LANGUAGES["ko"].quantities(f"투자금액이 {whole}{scale}원 이상인 기업에 지원한다.", Around())
    assert (found.op, found.value, found.unit) == (">=", whole * by, "KRW")
