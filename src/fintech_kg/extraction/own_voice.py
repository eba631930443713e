"""Own voice: from a reading and what its sentences say to whom the first person means in it, quoted or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fintech_kg.extraction.anaphora import NOBODY, OWN_VOICE
from fintech_kg.extraction.candidates import Argument, Candidate
from fintech_kg.extraction.document_quotations import Spoken
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.references import quoted
from fintech_kg.model import Kind, Status
from fintech_kg.names import kind_of

_SINGULAR = frozenset({"i", "my", "me"})


def with_own_voice(
    reading: Reading, found: Sequence[tuple[int, Candidate]], spoken: Iterable[Spoken], publisher: str | None
) -> Reading:
    """The reading with the entities behind the first person: of `we` the speaker's firm or, outside quotations, whose page it
    is; of a quoted `I` the speaker."""
    ours = [(number, one) for number, one in _first_person(reading)]
    if not ours:
        return reading
    voices = _Voices(reading, found, spoken, publisher)
    meant = {(number, one.start): entity for number, one in ours if (entity := voices.of(number, one)) is not None}
    return replace(reading, entities={**reading.entities, **meant})


def _first_person(reading: Reading) -> Iterator[tuple[int, Argument]]:
    for number, view in enumerate(reading.views):
        for one in view.in_order():
            if one.refers_to == OWN_VOICE or (one.refers_to == NOBODY and view.doc[one.start].lower_ in _SINGULAR):
                yield number, one


def _is_person(speaker: str | None) -> bool:
    return speaker is not None and kind_of(speaker) is Kind.PERSON


class _Voices:
    """Who speaks where in a document, and for whom."""

    def __init__(
        self, reading: Reading, found: Iterable[tuple[int, Candidate]], spoken: Iterable[Spoken], publisher: str | None
    ) -> None:
        self._reading, self._publisher = reading, publisher
        self._spoken: dict[int, list[Spoken]] = defaultdict(list)
        for one in spoken:
            self._spoken[one.piece].append(one)
        self._firms = _firms(reading, found, publisher)

    def of(self, number: int, one: Argument) -> str | None:
        word = self._reading.views[number].doc[one.start]
        said = next((talk for talk in self._spoken[number] if talk.found.start <= word.idx < talk.found.end), None)
        if one.refers_to == NOBODY:
            return said.speaker if said is not None and _is_person(said.speaker) else None
        if said is None:
            return None if quoted(word.doc)[word.i] else self._publisher
        if said.speaker is None or not _is_person(said.speaker):
            return said.speaker
        return self._firm_of(said.speaker, number)

    def _firm_of(self, speaker: str, number: int) -> str | None:
        """The one firm that the text gives the speaker, by the paragraph's word before others'."""
        given = self._firms.get(speaker, {})
        near = {firm for firm, pieces in given.items() if number in pieces}
        firms = near or set(given)
        return firms.pop() if len(firms) == 1 else None


def _firms(
    reading: Reading, found: Iterable[tuple[int, Candidate]], publisher: str | None
) -> Mapping[str, Mapping[str, set[int]]]:
    """The firms that people work for or founded, as the text has it, and the pieces that say so."""
    firms: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, one in found:
        relation = reading.views[number].ontology.relations[one.relation]
        if not (relation.roles or relation.posts) or one.status is not Status.ASSERTED or one.doubtful:
            continue
        person = reading.entity_of(number, one.subject)
        firm = publisher if one.object.refers_to == OWN_VOICE else reading.entity_of(number, one.object)
        if person is not None and firm is not None:
            firms[person][firm].add(number)
    return firms
