"""The spaCy step `fintech_kg_names_v1`: the trained network's names as `doc.ents`, and its states for the pairs to come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from fintech_kg.extraction.dates import find_dates
from fintech_kg.model import Kind
from fintech_kg.recognition import Network, Recognised, load_network

FACTORY = "fintech_kg_names_v1"
OTHERS = "fintech_kg.others"
"""The span group of what the recogniser before this step had marked."""
_KEY = "fintech_kg.recognised"
_TAUGHT = "fintech_kg.taught"
_OURS = frozenset(kind.value for kind in Kind)


@Language.factory(FACTORY, default_config={"weights": None, "dates": False})
def make_recogniser(nlp: Language, name: str, weights: str | None, dates: bool) -> Recogniser:
    """The step, with the network in the folder `weights` or the one that is shipped; raises ModelNotFound.

    `dates`: it finds dates by rule, since no recogniser before it does.
    """
    return Recogniser(load_network(Path(weights)) if weights else load_network(), dates=dates)


class Recogniser:
    """Puts the network's names in the place of another model's, but for that one's dates, which the network does not know."""

    def __init__(self, network: Network, *, dates: bool = False) -> None:
        self.network = network
        self._reads_dates = dates

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text  # put together from the tokens each time that it is asked for
        windows = tuple(self.network.recognise(text))
        doc.user_data[_KEY] = windows
        doc.spans[OTHERS] = list(doc.ents)
        names = list(_names(doc, windows))
        dates = list(_dates(doc, text)) if self._reads_dates else [entity for entity in doc.ents if entity.label_ == "DATE"]
        doc.set_ents([*names, *(date for date in dates if not any(_overlap(date, name) for name in names))])
        return doc


def windows_of(doc: Doc) -> tuple[Recognised, ...]:
    """What the network read of a Doc; nothing where the pipeline has no such step."""
    found: tuple[Recognised, ...] = doc.user_data.get(_KEY, ())
    return found


def is_taught(doc: Doc) -> bool:
    """Whether the names come from one that knows our kinds: a network of ours, or a foreign pipeline with our labels."""
    return bool(windows_of(doc)) or bool(doc.user_data.get(_TAUGHT))


def note_teaching(doc: Doc) -> None:
    """Keeps in mind that a foreign recogniser marked names by our kinds, before they are mended."""
    doc.user_data[_TAUGHT] = any(entity.label_ in _OURS for entity in doc.ents)


def forget(doc: Doc) -> None:
    """Lets the states go, which weigh more than all else of a Doc."""
    doc.user_data.pop(_KEY, None)


def _names(doc: Doc, windows: tuple[Recognised, ...]) -> Iterator[Span]:
    made = []
    for window in windows:
        for name in window.names:
            span = doc.char_span(name.start, name.end, label=name.kind.value) or doc.char_span(
                name.start, name.end, label=name.kind.value, alignment_mode="expand"
            )
            made += [] if span is None else [span]
    yield from filter_spans(made)


def _dates(doc: Doc, text: str) -> Iterator[Span]:
    for start, end in find_dates(text):
        span = doc.char_span(start, end, label="DATE", alignment_mode="contract")
        if span is not None:
            yield span


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end
