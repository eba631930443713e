"""Edits, and the way back from the clean text to the source."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fintech_kg.cleaning import clean, to_source
from fintech_kg.cleaning.edits import Edit, apply, blank, left_out, without_overlaps
from fintech_kg.model import LeftOut, OffsetMap, Source
from fintech_kg.ontology import load_ontology

texts = st.text(alphabet=st.sampled_from("ab \n上б\u200b\x00\ud800\u00a0*_[](|)`-#.1"), max_size=60)


CUES = load_ontology().cues
PIECES = [
    *("Kite Bank", "bought", "Plaid", "the", ".", " ", "\n", "“", "”", "(", "蚂蚁集团", ")", "• "),
    *("K E Y  F A C T S", "block-\nchain", "cross-\r\nborder", "â€™", "SociÃ©tÃ©", "Ã¢â‚¬â„¢", "Ð¡ÐºÐ¸Ð´ÐºÐ¸"),
    *("加微信88668", "BUY NOW!!!", "online casino", "free spins", "🔥🔥🔥", "#a #b #c", "t.me/x1"),
    *("WhatsApp +44 7700 900123", "\u00ad", "\u200b", "\x00", "\ud800", "\u00a0", "Read more", "Home | News"),
]
pages = st.one_of(texts, st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text with edits of any kind, sorted and apart."""
    text = draw(st.text(max_size=40))
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return text, [Edit(start, end, draw(st.text(alphabet="xyz", max_size=6))) for start, end in pairs]


@given(edited())
def test_kept_character_maps_to_itself(given_: tuple[str, list[Edit]]) -> None:
    text, edits = given_
    result, offsets = apply(text, edits)
    at = reached = 0
    for edit in [*edits, Edit(len(text), len(text), "")]:
        for source in range(reached, edit.start):
            clean_ = at + source - reached
            assert result[clean_] == text[source]
            assert to_source(offsets, clean_, clean_ + 1) == (source, source + 1)
        at += edit.start - reached + len(edit.replacement)
        reached = edit.end


@given(edited())
def test_map_rises(given_: tuple[str, list[Edit]]) -> None:
    _, offsets = apply(*given_)
    assert list(offsets.clean) == sorted(set(offsets.clean))
    assert list(offsets.source) == sorted(offsets.source)


@given(texts, st.sampled_from(["text/plain", "text/markdown"]))
def test_cleaning_changes_no_character_that_it_keeps(text: str, media_type: str) -> None:
    document = clean(Source("x", text, media_type))
    for at, char in enumerate(document.text):
        start, end = to_source(document.offsets, at, at + 1)
        assert end == start + 1
        assert char in (text[start], " ", ",", "\ufffd")


@given(texts, st.sampled_from(["text/plain", "text/markdown"]))
def test_left_out_text_is_the_source_s(text: str, media_type: str) -> None:
    for one in clean(Source("x", text, media_type)).left_out:
        assert one.text == text[one.source_start : one.source_end]


@settings(deadline=None)
@given(pages)
def test_nothing_is_lost(text: str) -> None:
    """Every character of the source is in the clean text, as itself or as what was put for it, or is reported, or is blank."""
    document = clean(Source("x", text, "text/plain"), cues=CUES)
    accounted = {at for one in document.left_out for at in range(one.source_start, one.source_end)}
    for at, char in enumerate(document.text):
        if not char.isspace():
            accounted.update(range(*to_source(document.offsets, at, at + 1)))
    assert [char for at, char in enumerate(text) if at not in accounted and not char.isspace()] == []


@settings(deadline=None)
@given(pages)
def test_spans_of_characters_are_in_order_and_apart(text: str) -> None:
    document = clean(Source("x", text, "text/plain"), cues=CUES)
    spans = [to_source(document.offsets, at, at + 1) for at in range(len(document.text))]
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [one.text for one in document.left_out] == [text[one.source_start : one.source_end] for one in document.left_out]


@settings(deadline=None)
@given(pages)
def test_character_stands_for_itself_or_for_all_that_it_was_put_for(text: str) -> None:
    document = clean(Source("x", text, "text/plain"), cues=CUES)
    for at, char in enumerate(document.text):
        start, end = to_source(document.offsets, at, at + 1)
        assert char in (text[start], " ", "\n", "\ufffd") if end == start + 1 else char not in text[start:end]


def test_edits_that_keep_the_length_leave_no_mark() -> None:
    assert apply("abcdef", [blank(1, 3)])[1] == apply("abcdef", [])[1]


def test_empty_span_maps_to_an_empty_span() -> None:
    _, offsets = apply("ab\u200bcd", [Edit(2, 3, "")])
    assert to_source(offsets, 2, 2) == (3, 3)


def test_of_overlapping_edits_the_first_and_longest_stays_and_of_the_other_what_is_left() -> None:
    edits = [blank(4, 6), blank(0, 2), blank(0, 5), blank(5, 9)]
    assert list(without_overlaps(edits)) == [blank(0, 5), blank(5, 6), blank(6, 9)]


def test_only_edits_with_a_reason_are_reported() -> None:
    assert left_out("abcdef", OffsetMap(), [], [blank(0, 1), blank(2, 4, "spam")]) == (LeftOut(2, 4, "cd", "spam"),)


def test_left_out_spans_of_both_layers_are_in_order_and_one_inside_another_counts_once() -> None:
    first = [Edit(1, 2, "", "mark"), Edit(4, 5, "", "mark")]
    _, offsets = apply("abcdefgh", first)
    assert left_out("abcdefgh", offsets, first, [blank(0, 2, "spam"), blank(2, 3, "spam"), blank(5, 6, "note")]) == (
        LeftOut(0, 4, "abcd", "spam"),
        LeftOut(4, 5, "e", "mark"),
        LeftOut(7, 8, "h", "note"),
    )


def test_character_put_for_several_maps_to_all_of_them() -> None:
    _, offsets = apply("caf??? ??? x", [Edit(3, 6, "é"), Edit(6, 7, ""), Edit(7, 10, "–")])
    assert [to_source(offsets, at, at + 1) for at in range(7)] == [
        (0, 1),
        (1, 2),
        (2, 3),
        (3, 6),
        (7, 10),
        (10, 11),
        (11, 12),
    ]
    assert to_source(offsets, 0, 4) == (0, 6)
