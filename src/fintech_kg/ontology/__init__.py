"""The ontology as the program uses it: relations with their trigger words, the lexicon, the cues and the place register."""

from fintech_kg.ontology.files import ontology_directory
from fintech_kg.ontology.kept import Kept
from fintech_kg.ontology.load import load_ontology, take_over
from fintech_kg.ontology.places import coordinates
from fintech_kg.ontology.terms import Concept, Cue, Ontology, Relation, Trigger, TriggerForm

__all__ = [
    "Concept",
    "Cue",
    "Kept",
    "Ontology",
    "Relation",
    "Trigger",
    "TriggerForm",
    "coordinates",
    "load_ontology",
    "ontology_directory",
    "take_over",
]
