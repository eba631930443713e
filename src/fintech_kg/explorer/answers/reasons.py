"""The rule that made a statement in, a sentence that says why it was believed out."""

from __future__ import annotations

import re

_FRAMES = {
    "verb": "the verb in “{}” joins the two",
    "noun": "the noun in “{}” joins the two",
    "relational": "“{}” says what the one is to the other",
    "suffix": "“…-{}” ties the one to the other",
    "role": "“{}” names somebody's post there",
    "post": "a post stands beside the two names",
    "places": "the one place is named within the other",
    "origin": "“{}” says where the one is from",
    "event": "“{}” tells of an event that befell the other",
    "list": "“{}” in the heading says it of the items under it",
    "label": "the line opens with the one and names the other",
    "preposition": "“{}” joins the two",
    "answer": "a question asks it, and yes or no follows",
    "brand": "the product's name begins with the firm's",
    "feature": "a fragment on the firm's page names it",
    "field": "the label or column “{}” says it",
    "jointly": "the two are said to do it together",
    "maker": "the name of the one stands with that of the other",
    "market": "it tells of “{}” there",
    "staff": "a firm's own page names the person's post",
    "story": "the title of a customer's story says it",
    "ticker": "a bracket gives the exchange and the ticker",
}
_NETWORKS = {"network": "network", "pupil": "small network"}
_TOLD = "-told"
"""What the frame of a network ends with that read a line of whom the line is about."""
_RULE = re.compile(r"(?P<frame>[\w-]+)(?::(?P<words>[^+]*?))?(?P<agree>[+-](?:network|pupil))?")


def reason(rule: str) -> str:
    """`verb:acquire+network` as “The verb in “acquire” joins the two; the network reads the same.”"""
    found = _RULE.fullmatch(rule)
    if found is None:
        return f"The rule “{rule}” applies."
    frame, words, agree = found["frame"], found["words"] or "", found["agree"]
    if (network := _NETWORKS.get(frame.removesuffix(_TOLD))) is not None:
        sure = f" (sure to {words})" if words else ""
        why = " of whom the line is about" if frame.endswith(_TOLD) else "; no words of the ontology state it"
        return f"The {network} reads it so{sure}{why}."
    known = frame in _FRAMES and (words or "{}" not in _FRAMES[frame])
    told = _FRAMES[frame].format(words) if known else f"the rule “{frame}{f': {words}' if words else ''}” applies"
    told = told[0].upper() + told[1:]
    if agree is None:
        return f"{told}."
    return f"{told}; the {_NETWORKS[agree[1:]]} {'reads the same' if agree[0] == '+' else 'does not read it there'}."
