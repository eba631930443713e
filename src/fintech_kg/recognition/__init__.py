"""The trained network: from a text to the names in it, and from pairs of mentions to the relations between them."""

from fintech_kg.recognition.network import SHIPPED, SMALL, Network, Recognised, load_network
from fintech_kg.recognition.pairs import End, Scored, Scorer
from fintech_kg.recognition.tags import Tagged

__all__ = ["SHIPPED", "SMALL", "End", "Network", "Recognised", "Scored", "Scorer", "Tagged", "load_network"]
