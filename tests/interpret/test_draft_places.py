"""The place of a provision is cited as officials of each language cite it."""

import pytest

from zonewright.interpret.draft_figures import said
from zonewright.interpret.draft_places import place_of
from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Evidence, Quantity


def place(language, eid, *blocks):
    numbered = tuple(Block(BlockKind.PARAGRAPH, 0, 0, 0, id, number=number, rank=rank) for id, number, rank in blocks)
    document = Document("text", "", language, numbered)
    return place_of(document, {one.eid: at for at, one in enumerate(numbered)}, eid)


CHINESE = (
    ("chp_2", "第二章", "chapter"),
    ("chp_2__art_4", "第四条", "article"),
    ("chp_2__art_4__item_1", "（一）", "item"),
    ("chp_2__art_4__p_2", "", ""),
)
KOREAN = (
    ("chp_3", "제3장", "chapter"),
    ("chp_3__art_9", "제9조", "article"),
    ("chp_3__art_9__para_2", "②", "paragraph"),
    ("chp_3__art_9__para_2__item_2", "2.", "item"),
    ("chp_3__art_9__para_2__item_2__point_a", "가.", "point"),
)


def test_an_article_is_cited_without_its_chapter():
    assert place("zh", "chp_2__art_4__item_1", *CHINESE).zh == "第四条第（一）项"
    assert place("zh", "chp_2__art_4__p_2", *CHINESE).zh == "第四条第2款"
    assert place("ko", "chp_3__art_9__para_2__item_2__point_a", *KOREAN).ko == "제9조제2항제2호가목"


def test_what_the_text_does_not_number_is_counted_in_each_language():
    bullet = (("part_3", "第三部分", "part"), ("part_3__list_2__item_6", "◇", "bullet"))
    found = place("zh", "part_3__list_2__item_6__s_1", *bullet)
    assert found.en == "第三部分, list 2 item 6 sentence 1"
    assert found.zh == "第三部分第2组第6项第1句"
    assert found.ko == "第三部分 2번째 목록 6번째 항목 1번째 문장"
    assert place("ko", "p_7__s_2", ("p_7", "", "")).ko == "7번째 문단 2번째 문장"


def test_a_number_that_repeats_the_one_above_stands_for_both():
    sections = (("sec_7", "7.", "section"), ("sec_7__para_3", "7.3", "paragraph"))
    assert place("en", "sec_7__para_3", *sections).en == "7.3"
    assert place("en", "sec_7", *sections).en == "7"
    assert (
        place("zh", "sec_2__subsec_2", ("sec_2", "二、", "section"), ("sec_2__subsec_2", "（二）", "subsection")).zh
        == "二、（二）"
    )


def test_two_places_never_share_their_words_when_only_the_sentence_differs():
    first, second = (place("zh", f"chp_2__art_4__s_{number}", *CHINESE) for number in (1, 2))
    assert first.en != second.en
    assert first.zh != second.zh
    assert first.ko != second.ko


def test_a_paragraph_that_is_alone_is_not_counted():
    alone = (("art_6", "제6조", "article"), ("art_6__p_1", "", ""))
    assert place("ko", "art_6__p_1", *alone).ko == "제6조"
    assert place("ko", "art_6__p_1", *alone, ("art_6__p_2", "", "")).ko == "제6조 1번째 문단"


@pytest.mark.parametrize(
    ("value", "unit", "per", "words"),
    [
        (20_000_000, "CNY", "", ("20,000,000 CNY", "2,000万元", "2,000만 위안")),
        (5_000_000_000, "KRW", "", ("5,000,000,000 KRW", "50亿韩元", "50억 원")),
        (1_000, "CNY", "person", ("1,000 CNY/person", "1,000元/人", "1,000위안/명")),
        (15, "%", "", ("15 %", "15%", "15%")),
    ],
)
def test_money_is_told_as_readers_of_the_language_write_it(value, unit, per, words):
    told = said(Quantity(0, 1, "amount", "=", value, unit, Evidence("", 0, 1), per=per))
    assert (told.en, told.zh, told.ko) == words


def test_a_range_has_a_first_and_a_last_number():
    range_ = Quantity(0, 1, "amount", "range", (100_000, 300_000), "CNY", Evidence("", 0, 1))
    assert said(range_).zh == "10万元"
    assert said(range_, last=True).zh == "30万元"
