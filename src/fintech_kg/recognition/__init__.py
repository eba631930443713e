"""The trained network: from a text to the names in it, and from pairs of mentions to the relations between them."""

import os

# onnxruntime 1.32 sends telemetry from Linux too, some seconds after it is loaded, and only this keeps it from that:
# onnxruntime.disable_telemetry_events() does not. It is read when the library is first imported, which no other room does.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from fintech_kg.recognition.network import SHIPPED, SMALL, Network, Recognised, load_network
from fintech_kg.recognition.pairs import End, Scored, Scorer
from fintech_kg.recognition.tags import Tagged

__all__ = ["SHIPPED", "SMALL", "End", "Network", "Recognised", "Scored", "Scorer", "Tagged", "load_network"]
