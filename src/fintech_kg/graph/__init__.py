"""From Facts to RDF and back."""

from fintech_kg.graph.metadata import RunDescription, add_metadata, checked_licence, run_options, with_metadata
from fintech_kg.graph.read import facts_of
from fintech_kg.graph.serialise import Writer, to_trig, to_turtle
from fintech_kg.graph.shapes import Violation, violations
from fintech_kg.graph.vocabulary import BASE_IRI, PREFIXES, checked_base
from fintech_kg.graph.write import NamedGraphs, dataset_of, named_graphs, to_dataset, union_of

__all__ = [
    "BASE_IRI",
    "PREFIXES",
    "NamedGraphs",
    "RunDescription",
    "Violation",
    "Writer",
    "add_metadata",
    "checked_base",
    "checked_licence",
    "dataset_of",
    "facts_of",
    "named_graphs",
    "run_options",
    "to_dataset",
    "to_trig",
    "to_turtle",
    "union_of",
    "violations",
    "with_metadata",
]
