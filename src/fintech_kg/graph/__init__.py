"""From Facts to RDF and back."""

from fintech_kg.graph.files import TRIG_FILE, TURTLE_FILE, Pieces, write_graphs
from fintech_kg.graph.filters import Filter, Named
from fintech_kg.graph.gathered import gathered_facts
from fintech_kg.graph.metadata import RunDescription, checked_licence, run_options
from fintech_kg.graph.named import NamedGraphs, named_graphs, with_metadata
from fintech_kg.graph.parse import Parsed, parse_trig, parse_turtle, terms
from fintech_kg.graph.part import facts_part
from fintech_kg.graph.part_quads import part_quads
from fintech_kg.graph.read import facts_of
from fintech_kg.graph.serialise import built_dataset, to_trig, to_turtle
from fintech_kg.graph.shapes import Violation, violations
from fintech_kg.graph.vocabulary import BASE_IRI, PREFIXES, checked_base, iri
from fintech_kg.graph.write import dataset_of, union_of

__all__ = [
    "BASE_IRI",
    "PREFIXES",
    "TRIG_FILE",
    "TURTLE_FILE",
    "Filter",
    "Named",
    "NamedGraphs",
    "Parsed",
    "Pieces",
    "RunDescription",
    "Violation",
    "built_dataset",
    "checked_base",
    "checked_licence",
    "dataset_of",
    "facts_of",
    "facts_part",
    "gathered_facts",
    "iri",
    "named_graphs",
    "parse_trig",
    "parse_turtle",
    "part_quads",
    "run_options",
    "terms",
    "to_trig",
    "to_turtle",
    "union_of",
    "violations",
    "with_metadata",
    "write_graphs",
]
