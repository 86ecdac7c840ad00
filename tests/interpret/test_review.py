"""Decisions: the last one holds, undoing takes it back, and each follows the words it was taken on."""

from dataclasses import replace

import pytest

from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Confidence, Evidence, Label, Provision, Quantity, Reading
from zonewright.provisions.review import carry, decide, decided, items, queue, reviewed

BASE = ("Firms with at least 50 employees get a grant of 100,000 CNY.", "Firms with at least 10 employees get advice.")


def reading_of(*sentences, before=""):
    """A text of sentences, one provision each, with the figure behind `at least` in it."""
    text, blocks, provisions = before, [], []
    for number, words in enumerate(sentences, 1):
        start = len(text)
        text += words + "\n"
        blocks.append(Block(BlockKind.PARAGRAPH, start, start, start + len(words), f"art_{number}"))
        evidence = Evidence("test", start, start + 5)
        figures = []
        if "at least " in words:
            low = start + words.index("at least ")
            end = low + len("at least ") + len(words.split("at least ")[1].split(" ")[0])
            value = int(text[low + 9 : end].replace(",", ""))
            figures.append(Quantity(low, end, "threshold", ">=", value, "person", Evidence("test", low, end)))
        if "100,000" in words:
            low = start + words.index("100,000")
            figures.append(Quantity(low, low + 11, "amount", "=", 100_000, "CNY", Evidence("test", low, low + 11)))
        labels = (Label("fin_grant", evidence),)
        provisions.append(Provision(f"art_{number}", start, start + len(words), Label("supported", evidence), labels,
                                    conditions=tuple(figures)))  # fmt: skip
    return Reading(Document("act", text, "en", tuple(blocks)), tuple(provisions))


def accepted(reading, *places):
    found = items(reading)
    return [decide(reading, found[place], "accepted", by="a", on="2026-11-22") for place in places]


def test_a_provision_and_each_of_its_figures_are_items():
    found = items(reading_of(*BASE))
    assert [(one.kind, one.provision, one.condition) for one in found] == [
        ("provision", 0, -1), ("condition", 0, 0), ("condition", 0, 1), ("provision", 1, -1), ("condition", 1, 0),
    ]  # fmt: skip
    assert len({one.key for one in found}) == 5


def test_decisions_hold_where_the_words_stand_unchanged_wherever_they_stand():
    old = reading_of(*BASE)
    taken = accepted(old, 0, 1, 2, 3, 4)
    moved = reading_of("A preamble nobody decided on.", *BASE, before="Title\n")
    carried = carry(taken, moved)
    assert [one.item for one in carried.kept] == [one.item for one in taken]
    assert [moved.document.text[one.at : one.at + len(one.exact)] for one in carried.kept] == [one.exact for one in taken]
    assert carry(carried.kept, moved).moved == ()
    assert set(carried.moved) == {one.item for one in taken}
    assert carried.lost == ()


def test_one_changed_digit_puts_the_item_and_its_provision_back():
    taken = accepted(reading_of(*BASE), 0, 1, 2, 3, 4)
    carried = carry(taken, reading_of(BASE[0].replace("50", "500"), BASE[1]))
    assert {one.exact for one in carried.lost} == {BASE[0], "at least 50"}
    assert {one.exact for one in carried.kept} >= {"100,000 CNY", BASE[1], "at least 10"}


def test_equal_sentences_are_told_apart():
    found = items(reading_of(BASE[1], BASE[1]))
    assert len({one.key for one in found}) == len(found) == 4


def test_the_last_decision_holds_and_undoing_takes_it_back():
    reading = reading_of(*BASE)
    item = items(reading)[1]
    yes = decide(reading, item, "accepted", by="a", on="2026-11-22")
    no = decide(reading, item, "rejected", by="b", on="2026-11-23", reason="wrong_value")
    undo = decide(reading, item, "undone", by="b", on="2026-11-23")
    assert decided([yes, no])[item.key] is no
    assert decided([yes, no, undo])[item.key] is yes
    assert decided([yes, undo, undo]) == {}


def test_rejected_items_are_gone_and_edits_are_made():
    reading = reading_of(*BASE)
    own, low, paid, other, _ = items(reading)
    done = decided([
        decide(reading, low, "edited", by="a", on="2026-11-22", change={"op": ">", "value": "49"}),
        decide(reading, paid, "rejected", by="a", on="2026-11-22", reason="wrong_span"),
        decide(reading, own, "edited", by="a", on="2026-11-22", change={"modality": "may", "instruments": ["fin_tax", "rnd"]}),
        decide(reading, other, "rejected", by="a", on="2026-11-22", reason="not_a_provision"),
    ])  # fmt: skip
    (left,) = reviewed(reading, done).provisions
    assert left.modality.value == "may"
    assert [label.value for label in left.instruments] == ["fin_tax", "rnd"]
    assert [(one.op, one.value) for one in left.conditions] == [(">", 49)]
    assert left.conditions[0].evidence.confidence is Confidence.HIGH


@pytest.mark.parametrize(("value", "read"), [("5/2", "5/2"), ("2026-01-01", "2026-01-01"), (["1", "2"], "(1, 2)"), (7, "7")])
def test_edited_values_stay_exact(value, read):
    reading = reading_of(*BASE)
    low = items(reading)[1]
    done = decided([decide(reading, low, "edited", by="a", on="2026-11-22", change={"value": value})])
    assert str(reviewed(reading, done).provisions[0].conditions[0].value) == read


def test_the_queue_begins_with_what_is_unsure_and_then_with_the_money():
    reading = reading_of(*BASE)
    found = items(reading)
    waiting = queue(found, {})
    assert waiting[0].kind == "provision"
    assert waiting[0].stake == 4, "the grant comes before the advice"
    second = reading.provisions[1]
    changed = replace(second, conditions=(replace(second.conditions[0], flags=("no_comparator",)),))
    first = queue(items(Reading(reading.document, (reading.provisions[0], changed))), {})[0]
    assert (first.provision, first.condition) == (1, 0)


def test_what_is_decided_leaves_the_queue():
    reading = reading_of(*BASE)
    taken = accepted(reading, 0, 2)
    assert {one.key for one in queue(items(reading), decided(taken))} == {one.key for one in items(reading)} - {
        one.item for one in taken
    }


def test_places_in_an_edit_move_with_the_words_it_was_made_on():
    old, moved = reading_of(*BASE), reading_of(*BASE, before="Title\n")
    own, low, *_ = items(old)
    advice = old.document.text.index("grant")
    edits = [
        decide(old, low, "edited", by="a", on="2026-11-22", change={"start": low.start + 3, "end": low.end}),
        decide(old, own, "edited", by="a", on="2026-11-22", change={"fields": [{"start": advice, "end": advice + 5}]}),
    ]
    now = reviewed(moved, decided(carry(edits, moved).kept)).provisions[0]
    assert moved.document.text[now.conditions[0].start : now.conditions[0].end] == "least 50"
    assert [moved.document.text[one.start : one.end] for one in now.fields] == ["grant"]
