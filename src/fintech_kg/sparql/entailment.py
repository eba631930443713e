"""What may be inferred."""

from __future__ import annotations

from enum import StrEnum


class Entailment(StrEnum):
    """Nothing, what follows by the rules of RDFS (2, 3, 5, 7, 9, 11), or what follows by those of the OWL 2 RL profile."""

    NONE = "none"
    RDFS = "rdfs"
    OWL_RL = "owl-rl"
