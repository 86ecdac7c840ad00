"""The ledger holds every character exactly once, or says where it does not."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from strategies import WORDS, pack_of
from zonewright.packs.ledger import SourceLedger, broken_spans, ledger
from zonewright.packs.model import LedgerSpan, Source, SpanKind

LENGTH = 12
kinds = st.sampled_from(SpanKind)
spans = st.builds(LedgerSpan, st.integers(0, LENGTH + 2), st.integers(0, LENGTH + 2), kinds)


def ledger_of(some) -> SourceLedger:
    """The ledger of a pack whose one text has these spans."""
    text = Source("act", WORDS, "zone_policy", length=LENGTH)
    [one] = ledger(replace(pack_of(), sources={"act": text}, ledger={"act": tuple(some)}))
    return one


@st.composite
def partitions(draw):
    """Spans that share out the text between them."""
    cuts = sorted(draw(st.sets(st.integers(1, LENGTH - 1))))
    return [LedgerSpan(a, b, draw(kinds)) for a, b in zip([0, *cuts], [*cuts, LENGTH], strict=True)]


@given(partitions())
def test_spans_that_share_out_the_text_are_accepted(some):
    """Every character in exactly one span: nothing to report."""
    assert broken_spans(ledger_of(some)) == ()


@given(partitions())
def test_the_shares_add_up_to_one(some):
    """The shares of the four kinds are the whole text."""
    one = ledger_of(some)
    assert sum(one.share(kind) for kind in SpanKind) == 1


@given(st.lists(spans, max_size=5))
def test_exactly_what_is_no_partition_is_reported(some):
    """Any gap, overlap, empty span or span beyond the text is reported, and nothing else is."""
    held = [place for span in some for place in range(span.start, span.end)]
    whole = sorted(held) == list(range(LENGTH)) and all(span.start < span.end for span in some)
    assert (broken_spans(ledger_of(some)) == ()) is whole


@given(partitions(), st.data())
def test_a_gap_is_named(some, data):
    """A span left out is reported with its first and last character."""
    assume(len(some) > 1)
    lost = data.draw(st.sampled_from(some))
    codes = {found.code: found.message for found in broken_spans(ledger_of([one for one in some if one is not lost]))}
    assert codes == {"ZW502": f"characters {lost.start} to {lost.end} belong to no span"}


@given(partitions(), st.data())
def test_an_overlap_is_named(some, data):
    """A span written twice is reported with the characters it holds."""
    twice = data.draw(st.sampled_from(some))
    codes = {found.code: found.message for found in broken_spans(ledger_of([*some, twice]))}
    assert codes == {"ZW503": f"characters {twice.start} to {twice.end} belong to two spans"}
