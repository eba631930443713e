"""Why a statement is believed, told from its rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fintech_kg.explorer.answers.reasons import reason
from fintech_kg.verification.statements import FORMS

OUTPUT = Path(__file__).parent.parent.parent / "output"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("verb:acquire+network", "The verb in “acquire” joins the two; the network reads the same."),
        ("verb:supply to-network", "The verb in “supply to” joins the two; the network does not read it there."),
        ("post:of, name+pupil", "A post stands beside the two names; the small network reads the same."),
        ("suffix:based", "“…-based” ties the one to the other."),
        ("network:0.88", "The network reads it so (sure to 0.88); no words of the ontology state it."),
        ("pupil:0.8", "The small network reads it so (sure to 0.8); no words of the ontology state it."),
        ("network-told:0.91", "The network reads it so (sure to 0.91) of whom the line is about."),
        ("event:lead", "“lead” tells of an event that befell the other."),
        ("list:member of", "“member of” in the heading says it of the items under it."),
        ("verb", "The rule “verb” applies."),
        ("new-frame:with words", "The rule “new-frame: with words” applies."),
        ("<b>\n", "The rule “<b>\n” applies."),
    ],
)
def test_a_rule_is_told_in_a_sentence(rule: str, told: str) -> None:
    assert reason(rule) == told


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_of_rule_that_verify_knows_is_told(form: str) -> None:
    assert not reason(f"{form}:words").startswith("The rule")


def test_every_rule_of_the_sample_is_known() -> None:
    rules = re.findall(r'fkg:rule "(.*?) [0-9]+-', (OUTPUT / "graph.trig").read_text(encoding="utf-8"))
    assert len(rules) > 50
    assert not [rule for rule in rules if reason(rule).startswith("The rule")]
