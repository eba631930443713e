"""From a Document to its Extraction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass

from spacy.language import Language

from fintech_kg.errors import ExtractionFailed, reason_of
from fintech_kg.extraction.candidates import Candidate
from fintech_kg.extraction.choices import DEFAULT_MODEL
from fintech_kg.extraction.claims import Claims
from fintech_kg.extraction.document_observations import observations_of
from fintech_kg.extraction.document_quotations import quotations_of, spoken_in
from fintech_kg.extraction.frames import TriggerIndex, candidates, trigger_index
from fintech_kg.extraction.judged import judged
from fintech_kg.extraction.lines import line_statements
from fintech_kg.extraction.lists import listed_statements
from fintech_kg.extraction.own_voice import with_own_voice
from fintech_kg.extraction.pages import own_page, titled_page, with_fragments
from fintech_kg.extraction.pipeline import load_pipeline, network_of
from fintech_kg.extraction.publishers import publisher_of
from fintech_kg.extraction.reading import Reading, read
from fintech_kg.extraction.recogniser import forget
from fintech_kg.extraction.related import combined, joined_kinds, read_relations
from fintech_kg.extraction.staff import staff_statements
from fintech_kg.extraction.statements import held_posts, open_statements, statements
from fintech_kg.extraction.strays import with_strays_doubted
from fintech_kg.extraction.successions import succession_statements
from fintech_kg.extraction.teams import team_statements
from fintech_kg.extraction.told import told_statements
from fintech_kg.model import (
    BlockKind,
    Document,
    Extraction,
    Kind,
    Mention,
    Observation,
    Quotation,
)
from fintech_kg.ontology import Concept, Ontology
from fintech_kg.recognition import Network

Extractor = Callable[[Document], Extraction]


def load_extractor(ontology: Ontology, model: str = DEFAULT_MODEL) -> Extractor:
    """The pure function from a Document to its Extraction, for this ontology and spaCy pipeline. Raises ModelNotFound."""
    tools = load_tools(ontology, model)

    def extract(document: Document) -> Extraction:
        with digesting(document):
            return extraction_of(read(document, tools.nlp, ontology, tools.labels), tools)

    return extract


@contextmanager
def digesting(document: Document) -> Iterator[None]:
    """Turns what spaCy raises on texts that it cannot digest into ExtractionFailed."""
    try:
        yield
    except (ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        raise ExtractionFailed(document.source, reason_of(error)) from error


@dataclass(frozen=True, slots=True)
class Tools:
    """What every document is read with.

    `labels` gives the lexicon's entry by kind and normal form, `joined` the kinds of subject and object that relations join.
    """

    nlp: Language
    ontology: Ontology
    index: TriggerIndex
    labels: Mapping[tuple[Kind, str], Concept]
    network: Network | None
    joined: Set[tuple[Kind, Kind]]


def load_tools(ontology: Ontology, model: str = DEFAULT_MODEL) -> Tools:
    """The tools for this ontology and spaCy pipeline. Raises ModelNotFound."""
    nlp = load_pipeline(model, ontology.folder)
    return Tools(nlp, ontology, trigger_index(ontology), ontology.named, network_of(nlp), joined_kinds(ontology))


def _all_candidates(reading: Reading, number: int, tools: Tools) -> list[Candidate]:
    """What the frames find in a piece and, where the pipeline has a network and the piece is prose, what that reads."""
    view = reading.views[number]
    found = candidates(view, tools.index, tools.ontology)
    if tools.network is None or reading.pieces[number].block.kind is BlockKind.ROW:
        return found
    scorer, ontology = tools.network.scorer, tools.ontology
    read = list(judged(view, read_relations(view, scorer, ontology, tools.joined, found), ontology))
    return with_strays_doubted(view, combined(found, read, ontology, scorer.name))


def extraction_of(reading: Reading, tools: Tools) -> Extraction:
    """All that a document says, as read."""
    ontology = tools.ontology
    page = own_page(reading, publisher_of(reading, ()))
    reading = with_fragments(reading, page)
    found = [(number, one) for number in range(len(reading.views)) for one in _all_candidates(reading, number, tools)]
    for piece in reading.pieces:
        forget(piece.doc)
    spoken = spoken_in(reading, ontology)
    publisher = publisher_of(reading, found)
    reading = with_own_voice(reading, found, spoken, publisher)
    page = page or own_page(reading, publisher)
    claims = Claims(reading, spoken)
    made = (
        *statements(reading, found, ontology, claims),
        *listed_statements(reading, tools.index, ontology),
        *team_statements(reading, page, tools.index.posts, ontology),
        *line_statements(reading, page, tools.index, ontology),
    )
    made = (*made, *staff_statements(reading, page, tools.index.posts, made, ontology))
    if tools.network is not None:
        page = page or titled_page(reading)
        made = (*made, *told_statements(reading, page, tools.network, tools.joined, made, ontology))
    return Extraction(
        document=reading.document,
        entities=reading.names.entities,
        mentions=tuple(_mentions(reading)),
        statements=(*made, *succession_statements(reading, made, ontology)),
        open_statements=(*open_statements(reading, found, ontology), *held_posts(reading, ontology)),
        observations=tuple(sorted(observations_of(reading, claims), key=_place)),
        quotations=tuple(sorted(quotations_of(reading, spoken), key=_place)),
    )


def _place(one: Observation | Quotation) -> tuple[int, int]:
    """Words may stand within other words that are quoted, and are found first."""
    return one.start, one.end


def _mentions(reading: Reading) -> Iterator[Mention]:
    kinds = {entity.id: entity.kind for entity in reading.names.entities}
    for (number, token), entity in sorted(reading.names.of.items()):
        view = reading.views[number]
        argument = view.arguments.get(token) or view.asides[token]
        start, end = reading.offsets(number, argument.start, argument.end)
        yield Mention(start, end, reading.document.text[start:end], kinds[entity], entity)
