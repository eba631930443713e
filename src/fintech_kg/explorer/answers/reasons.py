"""The rule that made a statement in, a sentence that says why it was believed out."""

from __future__ import annotations

import re

_FRAMES = {
    "verb": "the verb “{}” joins the two",
    "noun": "the noun phrase “{} …” joins the two",
    "relational": "the one is called “{}” the other",
    "suffix": "the one is “…-{}” after the other",
    "preposition": "“{}” stands between the two",
    "role": "somebody is named with the role “{}”",
    "post": "somebody's post stands {} the name",
    "apposition": "the one is set beside the other to explain it",
}
_NETWORKS = {"network": "network", "pupil": "small network"}
_RULE = re.compile(r"(?P<frame>[\w-]+)(?::(?P<words>[^+]*?))?(?P<agree>[+-](?:network|pupil))?")


def reason(rule: str) -> str:
    """`verb:acquire+network` as “The verb “acquire” joins the two; the network reads the same.”"""
    found = _RULE.fullmatch(rule)
    if found is None:
        return f"The rule “{rule}” applies."
    frame, words, agree = found["frame"], found["words"] or "", found["agree"]
    if frame in _NETWORKS:
        return f"The {_NETWORKS[frame]} reads it so{f' (sure to {words})' if words else ''}; no words of the ontology state it."
    told = _FRAMES[frame].format(words) if frame in _FRAMES else f"the rule “{frame}{f': {words}' if words else ''}” applies"
    told = told[0].upper() + told[1:]
    if agree is None:
        return f"{told}."
    return f"{told}; the {_NETWORKS[agree[1:]]} {'reads the same' if agree[0] == '+' else 'does not read it there'}."
