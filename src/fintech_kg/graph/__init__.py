"""From Facts to RDF and back."""

from fintech_kg.graph.filters import Filter, Named
from fintech_kg.graph.metadata import RunDescription, add_metadata, checked_licence, run_options
from fintech_kg.graph.part import part_of
from fintech_kg.graph.read import facts_of
from fintech_kg.graph.serialise import to_trig, to_turtle
from fintech_kg.graph.shapes import Violation, violations
from fintech_kg.graph.vocabulary import BASE_IRI, PREFIXES, checked_base, iri
from fintech_kg.graph.write import dataset_of, union_of

__all__ = [
    "BASE_IRI",
    "PREFIXES",
    "Filter",
    "Named",
    "RunDescription",
    "Violation",
    "add_metadata",
    "checked_base",
    "checked_licence",
    "dataset_of",
    "facts_of",
    "iri",
    "part_of",
    "run_options",
    "to_trig",
    "to_turtle",
    "union_of",
    "violations",
]
