"""The statements of a graph against the kept texts: ends, trigger, qualifiers, status, confidence, identifier, named graph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rdflib import PROV, RDF
from rdflib.term import Node

from fintech_kg.extraction import answers, brands, features, field_values, jointly, makers, markets, staff, stories
from fintech_kg.extraction.choices import READERS, TOLD
from fintech_kg.extraction.lists import FRAME
from fintech_kg.extraction.origins import ORIGIN
from fintech_kg.extraction.related import UNMEASURED
from fintech_kg.extraction.tickers import TICKER
from fintech_kg.extraction.topics import LABEL
from fintech_kg.graph.vocabulary import FKG
from fintech_kg.model import Status, digest
from fintech_kg.ontology import Ontology, Relation, TriggerForm
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.literals import number, span_of
from fintech_kg.verification.naming import Naming
from fintech_kg.verification.output import Output
from fintech_kg.verification.passages import Passage

STATUSES: Mapping[Node, Status] = {FKG[status.value]: status for status in Status}
QUALIFIERS = ("amount", "role", "time")
_RULE = re.compile(r"(.+) ([0-9]+-[0-9]+) ([0-9]+-[0-9]+) ([0-9]+-[0-9]+)", re.DOTALL)
_PAIRED = frozenset({"together", "between"})
_WORDLESS = (answers, brands, features, field_values, jointly, makers, markets, staff, stories)
"""The rooms whose rules rest on no trigger of the ontology."""
FORMS = frozenset(
    {*TriggerForm, *(one.FRAME for one in _WORDLESS), FRAME, ORIGIN, "places", "post", "role", LABEL, TICKER, *READERS}
)
"""What stands before the colon of a rule."""
_READ = re.compile(rf"({'|'.join(READERS)}):([01]\.[0-9]{{2}})")
_AGREEMENT = re.compile(rf"[+-](?:{'|'.join(READERS)})\Z")


def check_statements(
    output: Output, known: Mapping[Node, Passage], naming: Naming, ontology: Ontology, *, measured: bool
) -> Iterator[Finding]:
    """Every statement; its confidence is compared with what the ontology measured where that is `measured` by the same one."""
    for node in output.things("Statement"):
        for check, message in _of_statement(node, output, known, naming):
            yield Finding(GRAPH_FILE, str(node), check, message)
        if measured and (problem := _rule(node, output, ontology)) is not None:
            yield Finding(GRAPH_FILE, str(node), "rule", problem)
        if (problem := _confidence(node, output, ontology, measured)) is not None:
            yield Finding(GRAPH_FILE, str(node), "confidence", problem)


def _of_statement(node: Node, output: Output, known: Mapping[Node, Passage], naming: Naming) -> Iterator[tuple[str, str]]:
    subject, predicate, object_ = (output.one(node, part) for part in (RDF.subject, RDF.predicate, RDF.object))
    status, evidence = output.one(node, FKG.status), output.one(node, PROV.wasDerivedFrom)
    if subject is None or predicate is None or object_ is None or evidence is None or status is None or status not in STATUSES:
        yield "statement", "it has not exactly one subject, predicate, object, status and piece of evidence"
        return
    passage, match = known.get(evidence), _RULE.fullmatch(str(output.one(node, FKG.rule)))
    if passage is None:
        yield "evidence", "its evidence has no place in a kept text"
        return
    if output.at[node] != {passage.source}:
        yield "named graph", "it does not stand in its document's graph, and there alone"
    yield from _identifier(node, output, (subject, predicate, object_), STATUSES[status], evidence)
    spans = [span_of(match[number]) for number in (2, 3, 4)] if match else []
    if len(spans) != 3 or any(span is None for span in spans):
        yield "spans", "its rule does not end in the places of subject, trigger and object"
        return
    for part, span, end in zip(("subject", "trigger", "object"), spans, (subject, None, object_), strict=True):
        assert span is not None
        if not passage.holds(span):
            yield "spans", f"its {part} at {span[0]}-{span[1]} does not stand in its evidence"
        elif end is not None and (problem := naming.problem(end, passage, span)) is not None:
            yield "ends", f"its {part} {problem}"
    yield from _claims(node, output, passage, naming)


def _identifier(
    node: Node, output: Output, key: tuple[Node, Node, Node], status: Status, evidence: Node
) -> Iterator[tuple[str, str]]:
    """The statement's IRI is a digest of what it says; a change to any of that shows in it."""
    subject, predicate, object_ = (output.name(one).removeprefix(str(FKG)) for one in key)
    stated = [str(output.one(node, FKG[name]) or end) for name, end in (("statedSubject", subject), ("statedObject", object_))]
    qualifiers = " ".join(f"{name}={value}" for name in QUALIFIERS for value in output.values(node, FKG[name]))
    given = f"{output.name(evidence).removeprefix('evidence/')} {stated[0]} {predicate} {stated[1]} {status} {qualifiers}"
    # A text that no RDF file can carry is another in the graph than the one that the digest was taken of.
    if output.name(node) != f"statement/{digest(given)}" and "\ufffd" not in given:
        yield "identifier", "its IRI is not the digest of what it says: an end, the relation, status or a qualifier was changed"


def _claims(node: Node, output: Output, passage: Passage, naming: Naming) -> Iterator[tuple[str, str]]:
    words = passage.legible
    for name in QUALIFIERS:
        for value in output.values(node, FKG[name]):
            if str(value) not in words:
                yield "qualifiers", f"its {name} {str(value)!r} does not stand in its evidence"
    for claimant in output.values(node, PROV.wasAttributedTo):
        if (problem := naming.absence(claimant, passage)) is not None:
            yield "claimant", f"its claimant {problem}"


def _rule(node: Node, output: Output, ontology: Ontology) -> str | None:
    """What is wrong with the rule of a relation of the ontology: that the relation has its words."""
    match = _RULE.fullmatch(str(output.one(node, FKG.rule)))
    relation = ontology.relations.get(str(output.one(node, RDF.predicate)).removeprefix(str(FKG)))
    if match is None or relation is None:
        return None
    form, _, words = _AGREEMENT.sub("", match[1]).partition(":")
    if form not in FORMS or (form in READERS and _READ.fullmatch(match[1]) is None):
        return f"there is no rule {match[1][:80]!r}"
    if form in {*TriggerForm, FRAME, ORIGIN} and not _states(relation, form, words):
        return f"its rule reads {words[:80]!r}, which does not state {relation.name}"
    return None


def _states(relation: Relation, form: str, words: str) -> bool:
    """Whether a trigger of the relation reads so; what two do `together`, or is `between` them, is read by its first word."""
    forms = {ORIGIN: {TriggerForm.PREPOSITION}, FRAME: {*TriggerForm}}.get(form, {form})
    triggers = [one.words for one in relation.triggers if one.form in forms]
    first, _, last = words.rpartition(" ")
    paired = relation.symmetric and last in _PAIRED and any(one[0] == first for one in triggers)
    return paired or any(" ".join(one) == words for one in triggers)


def _confidence(node: Node, output: Output, ontology: Ontology, measured: bool) -> str | None:
    stated = number(output.one(node, FKG.confidence))
    if stated is None or not 0 <= stated <= 1:
        return "its confidence is no number from 0 to 1"
    rule, predicate = _RULE.fullmatch(str(output.one(node, FKG.rule))), output.one(node, RDF.predicate)
    if not measured or rule is None or predicate is None:
        return None
    expected = set(_measured(rule[1], str(predicate).removeprefix(str(FKG)), ontology))
    return None if stated in expected else f"its confidence {stated} is not what was measured of its rule"


def _measured(rule: str, relation: str, ontology: Ontology) -> Iterator[Decimal]:
    """What the ontology says of a rule; how sure the network is stands there rounded, so that it may be of two tenths."""
    sure = _READ.fullmatch(rule)
    if sure and sure[1] in TOLD:
        sorts = [sure[1]]
    elif sure:
        bounds = (Decimal(sure[2]), max(Decimal(0), Decimal(sure[2]) - Decimal("0.005")))
        sorts = [f"{sure[1]} {int(bound * 10) / 10:.1f}" for bound in bounds]
    else:
        frame, agreement = _AGREEMENT.sub("", rule).partition(":")[0], _AGREEMENT.search(rule)
        sorts = [frame + (agreement[0] if agreement and relation in ontology.judged else "")]
    for sort in sorts:
        found = ontology.confidence.get(f"{relation} {sort}") or ontology.confidence.get(f"* {sort}")
        yield UNMEASURED if found is None else Decimal(found)
