"""From Facts to RDF and back."""

from fintech_kg.graph.metadata import RunDescription, add_metadata, checked_licence, run_options
from fintech_kg.graph.parse import Parsed, parse_trig, parse_turtle
from fintech_kg.graph.read import facts_of
from fintech_kg.graph.serialise import to_trig, to_turtle
from fintech_kg.graph.shapes import Violation, violations
from fintech_kg.graph.vocabulary import BASE_IRI, PREFIXES, checked_base
from fintech_kg.graph.write import dataset_of, union_of

__all__ = [
    "BASE_IRI",
    "PREFIXES",
    "Parsed",
    "RunDescription",
    "Violation",
    "add_metadata",
    "checked_base",
    "checked_licence",
    "dataset_of",
    "facts_of",
    "parse_trig",
    "parse_turtle",
    "run_options",
    "to_trig",
    "to_turtle",
    "union_of",
    "violations",
]
