"""The quotations of a document: what each piece quotes, with the entity that says it, also across paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fintech_kg.extraction.clauses import is_sentence
from fintech_kg.extraction.interviews import answers_of
from fintech_kg.extraction.quotations import FoundQuotation, find_quotations
from fintech_kg.extraction.reading import Reading
from fintech_kg.model import Kind, Quotation
from fintech_kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Spoken:
    """Quoted words in a piece and the entity that says them, as far as the document tells."""

    piece: int
    found: FoundQuotation
    speaker: str | None


def spoken_in(reading: Reading, ontology: Ontology) -> tuple[Spoken, ...]:
    """The quoted words of a document in text order.

    A paragraph whose quotation is not closed goes on in the next one, so that both have the speaker that either names.
    """
    answers = tuple(Spoken(number, found, speaker) for number, found, speaker in answers_of(reading))
    made: list[Spoken] = []
    for number in range(len(reading.pieces)):
        for found in find_quotations(reading.views[number], ontology):
            speaker = None if found.speaker is None else reading.entity_of(number, found.speaker)
            speaker = speaker or _signed_below(reading, number, found)
            goes_on = bool(made) and made[-1].found.is_open and made[-1].piece == number - 1
            if goes_on and speaker is None:
                speaker = made[-1].speaker
            elif goes_on:
                made = list(_with_speaker(made, speaker))
            made.append(Spoken(number, found, speaker))
    answered = {one.piece for one in answers}
    made = [one for one in made if one.piece not in answered]
    return tuple(sorted((*made, *answers), key=lambda one: (one.piece, one.found.start)))


def _signed_below(reading: Reading, number: int, found: FoundQuotation) -> str | None:
    """Who signs a paragraph that is nothing but a quotation: the next one states nothing, and opens with a person's name or
    is about a talk with one."""
    outside = reading.views[number].doc.text[: found.start] + reading.views[number].doc.text[found.end :]
    if any(char.isalnum() for char in outside) or number + 1 >= len(reading.pieces):
        return None
    below = reading.views[number + 1]
    if is_sentence(below.doc):
        return None
    first = next((token for token in below.doc if token.is_alpha), None)
    for argument in below.in_order():
        opens = first is not None and argument.start <= first.i < argument.end
        talks = argument.start > 0 and below.doc[argument.start - 1].lower_ == "with"
        if argument.kind is Kind.PERSON and argument.refers_to is None and (opens or talks):
            return reading.entity_of(number + 1, argument)
    return None


def _with_speaker(made: Iterable[Spoken], speaker: str | None) -> Iterator[Spoken]:
    """The words so far, where the last paragraphs that were left open get the speaker that the next one names."""
    ordered = list(made)
    first = len(ordered)
    while first > 0 and ordered[first - 1].found.is_open and ordered[first - 1].speaker is None:
        first -= 1
    yield from ordered[:first]
    yield from (replace(one, speaker=speaker) for one in ordered[first:])


def quotations_of(reading: Reading, spoken: Iterable[Spoken]) -> Iterator[Quotation]:
    """The quotations, each with the sentences that hold its words and its speaker."""
    for one in spoken:
        yield _quotation(reading, one)


def _quotation(reading: Reading, one: Spoken) -> Quotation:
    number, found = one.piece, one.found
    words, piece = reading.tokens(number, found.start, found.end), reading.pieces[number]
    tokens = [words.start, words.end - 1]
    if found.attribution is not None:
        tokens.append(found.attribution)
    if found.speaker is not None:
        tokens += [found.speaker.start, found.speaker.end - 1]
    start, end = piece.start + found.start, piece.start + found.end
    return Quotation(one.speaker, reading.document.text[start:end], start, end, reading.evidence(number, tokens))
