"""Lines of a page that are no sentences: from a document as read to all that its labels, lists, cards and answers state."""

from __future__ import annotations

from collections.abc import Iterator

from fintech_kg.extraction.answers import answered_statements
from fintech_kg.extraction.brands import brand_statements
from fintech_kg.extraction.cards import card_statements
from fintech_kg.extraction.features import feature_statements
from fintech_kg.extraction.fields import field_statements
from fintech_kg.extraction.frames import TriggerIndex
from fintech_kg.extraction.pages import OwnPage
from fintech_kg.extraction.reading import Reading
from fintech_kg.extraction.stories import story_statements
from fintech_kg.model import Statement
from fintech_kg.ontology import Ontology


def line_statements(reading: Reading, page: OwnPage | None, index: TriggerIndex, ontology: Ontology) -> Iterator[Statement]:
    """The statements of the lines, each reader's in text order; `page`: whose own page the document is."""
    yield from answered_statements(reading, index, ontology)
    yield from brand_statements(reading, ontology)
    yield from card_statements(reading, page, ontology)
    yield from story_statements(reading, ontology)
    yield from feature_statements(reading, page, ontology)
    yield from field_statements(reading, page, index, ontology)
