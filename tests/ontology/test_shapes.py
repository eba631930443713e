"""The shapes let a good graph pass, catch each way of breaking it, and say the same as the ontology."""

import re
from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, PROV, RDF, RDFS, SH
from rdflib.term import Node

FKG = Namespace("https://w3id.org/fintech-kg/ontology#")
ID = Namespace("https://w3id.org/fintech-kg/id/")
SHAPES = Namespace("https://w3id.org/fintech-kg/shapes#")
KINDS = (FKG.Organisation, FKG.Place, FKG.Person, FKG.Technology)

PREFIXES = """
PREFIX fkg: <https://w3id.org/fintech-kg/ontology#>
PREFIX id: <https://w3id.org/fintech-kg/id/>
PREFIX person: <https://w3id.org/fintech-kg/id/person/>
PREFIX organisation: <https://w3id.org/fintech-kg/id/organisation/>
PREFIX place: <https://w3id.org/fintech-kg/id/place/>
PREFIX technology: <https://w3id.org/fintech-kg/id/technology/>
PREFIX statement: <https://w3id.org/fintech-kg/id/statement/>
PREFIX evidence: <https://w3id.org/fintech-kg/id/evidence/>
PREFIX document: <https://w3id.org/fintech-kg/id/document/>
PREFIX observation: <https://w3id.org/fintech-kg/id/observation/>
PREFIX quotation: <https://w3id.org/fintech-kg/id/quotation/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

# name, SPARQL update of the good graph, a part of the message that must come
BREAKS = [
    ("entity without a kind", "DELETE DATA { place:shanghai a fkg:Place }", "exactly one kind"),
    ("entity of two kinds", "INSERT DATA { organisation:kite-bank a fkg:Person }", "exactly one kind"),
    ("type of place without its kind", "DELETE DATA { place:shanghai a fkg:Place }", "without the kind fkg:Place"),
    ("type without its kind", "DELETE DATA { organisation:kite-bank a fkg:Organisation }", "without the kind"),
    ("mention of nothing known", "INSERT DATA { document:d1 fkg:mentions place:atlantis }", "exactly one kind"),
    ("mention of a word", "INSERT DATA { document:d1 fkg:mentions 'Atlantis' }", "must have an IRI"),
    ("entity without a label", "DELETE WHERE { person:li-chen rdfs:label ?label }", "must have a label"),
    ("entity without a node", "INSERT DATA { [] a fkg:Person ; rdfs:label 'Nobody' }", "must have an IRI"),
    ("country by its name", "INSERT DATA { organisation:tallow-pay fkg:country 'Ghana' }", "ISO 3166-1"),
    ("same as a text", "INSERT DATA { place:shanghai owl:sameAs 'Shanghai' }", "must be an IRI"),
    (
        "concept not described",
        "INSERT DATA { technology:tide-ledger skos:exactMatch <https://w3id.org/fintech-kg/technology/ledger> }",
        "no preferred label",
    ),
    (
        "broader concept not described",
        "DELETE WHERE { <https://w3id.org/fintech-kg/technology/artificial-intelligence> skos:prefLabel ?label }",
        "skos:broader chain",
    ),
    ("statement without a type", "DELETE DATA { statement:s14 a fkg:Statement }", "the type fkg:Statement"),
    ("statement without a node", "INSERT DATA { [] fkg:confidence 0.5 }", "A statement must have an IRI"),
    ("statement without a subject", "DELETE WHERE { statement:s14 rdf:subject ?any }", "exactly one subject"),
    ("statement of two subjects", "INSERT DATA { statement:s14 rdf:subject person:li-chen }", "exactly one subject"),
    ("statement without an object", "DELETE WHERE { statement:s14 rdf:object ?any }", "exactly one object"),
    ("statement without a predicate", "DELETE WHERE { statement:s14 rdf:predicate ?any }", "exactly one predicate"),
    (
        "predicate that is no relation",
        "DELETE WHERE { statement:s14 rdf:predicate ?any }; INSERT DATA { statement:s14 rdf:predicate fkg:mentions }",
        "a relation of the ontology",
    ),
    ("statement without a status", "DELETE WHERE { statement:s14 fkg:status ?any }", "exactly one status"),
    ("statement of two statuses", "INSERT DATA { statement:s14 fkg:status fkg:denied }", "exactly one status"),
    (
        "unknown status",
        "DELETE WHERE { statement:s14 fkg:status ?any }; INSERT DATA { statement:s14 fkg:status fkg:likely }",
        "exactly one status",
    ),
    (
        "confidence over one",
        "DELETE WHERE { statement:s14 fkg:confidence ?any }; INSERT DATA { statement:s14 fkg:confidence 1.2 }",
        "a decimal from 0 to 1",
    ),
    (
        "confidence that is a double",
        "DELETE WHERE { statement:s14 fkg:confidence ?any }; INSERT DATA { statement:s14 fkg:confidence 7.0e-1 }",
        "a decimal from 0 to 1",
    ),
    ("statement without a rule", "DELETE WHERE { statement:s14 fkg:rule ?any }", "exactly one rule"),
    ("statement without evidence", "DELETE WHERE { statement:s14 prov:wasDerivedFrom ?any }", "derived from evidence"),
    (
        "statement from a document",
        "INSERT DATA { statement:s14 prov:wasDerivedFrom document:d2 }",
        "derived from evidence",
    ),
    ("role that is a thing", "INSERT DATA { statement:s14 fkg:role place:shanghai }", "must be a plain text"),
    (
        "asserted without its plain triple",
        "DELETE DATA { organisation:kite-bank fkg:acquired organisation:tallow-pay }",
        "no plain triple: https://w3id.org/fintech-kg/id/statement/s09",
    ),
    (
        "plain triple without a statement",
        "INSERT DATA { organisation:kite-bank fkg:competesWith organisation:tallow-pay }",
        "A plain triple has no asserted statement",
    ),
    (
        "plain triple of a planned fact",
        "INSERT DATA { organisation:kite-bank fkg:acquired organisation:marlow-capital }",
        "A plain triple has no asserted statement",
    ),
    (
        "plain triple of an inverse relation",
        "INSERT DATA { organisation:yunfeng-pay fkg:employs person:li-chen }",
        "A plain triple has no asserted statement",
    ),
    (
        "planned fact about the wrong kind",
        "DELETE WHERE { statement:s10 rdf:object ?any }; INSERT DATA { statement:s10 rdf:object place:shanghai }",
        "The object of fkg:acquired must be",
    ),
    ("evidence without text", "DELETE WHERE { evidence:e08 oa:exact ?any }", "exactly one exact text"),
    (
        "evidence with another text",
        "DELETE WHERE { evidence:e08 oa:exact ?any }; INSERT DATA { evidence:e08 oa:exact 'Kite Bank bought it.' }",
        "not as long as its offsets say: https://w3id.org/fintech-kg/id/evidence/e08",
    ),
    (
        "evidence that ends before it starts",
        "DELETE WHERE { evidence:e09 oa:end ?any }; INSERT DATA { evidence:e09 oa:end 5 }",
        "start before it ends",
    ),
    (
        "evidence with a text as its start",
        "DELETE WHERE { evidence:e09 oa:start ?any }; INSERT DATA { evidence:e09 oa:start '61' }",
        "exactly one start",
    ),
    ("evidence without an end", "DELETE WHERE { evidence:e09 oa:end ?any }", "exactly one end"),
    ("evidence of no document", "DELETE WHERE { evidence:e09 oa:hasSource ?any }", "exactly one source"),
    ("evidence of a person", "INSERT DATA { evidence:e09 oa:hasSource person:li-chen }", "exactly one source"),
    ("evidence without a node", "INSERT DATA { [] a fkg:Evidence }", "evidence is a blank node"),
    ("document without a source name", "DELETE WHERE { document:d1 dcterms:source ?any }", "must have a source name"),
    ("document without a type", "DELETE DATA { document:d1 a fkg:Document }", "the type fkg:Document"),
    ("observation without a node", "INSERT DATA { [] a fkg:Observation }", "observation is a blank node"),
    ("observation about two", "INSERT DATA { observation:o1 fkg:about person:li-chen }", "about at most one entity"),
    ("observation of two units", "INSERT DATA { observation:o1 fkg:unit 'EUR' }", "at most one unit"),
    ("observation of two times", "INSERT DATA { observation:o1 fkg:time 'May' }", "at most one time"),
    ("observation not as written", "DELETE WHERE { observation:o1 fkg:amountText ?any }", "as the text writes it"),
    ("observation of nothing", "DELETE WHERE { observation:o1 fkg:measure ?any }", "what is measured"),
    (
        "observation with a text as its value",
        "DELETE WHERE { observation:o1 fkg:value ?any }; INSERT DATA { observation:o1 fkg:value '43' }",
        "exactly one value: a decimal",
    ),
    (
        "claim of two",
        "INSERT DATA { statement:s16 prov:wasAttributedTo person:amara-okafor }",
        "at most one organisation or person",
    ),
    ("claim of a thing", "INSERT DATA { observation:o1 prov:wasAttributedTo technology:tide-ledger }", "A claim must be"),
    ("observation without evidence", "DELETE WHERE { observation:o1 prov:wasDerivedFrom ?any }", "An observation must"),
    ("quotation without words", "DELETE WHERE { quotation:q1 oa:exact ?any }", "exact words exactly once"),
    ("quotation without a node", "INSERT DATA { [] a fkg:Quotation }", "quotation is a blank node"),
    ("quotation of two speakers", "INSERT DATA { quotation:q1 fkg:speaker place:shanghai }", "at most one speaker"),
    ("quotation without evidence", "DELETE WHERE { quotation:q1 prov:wasDerivedFrom ?any }", "A quotation must be"),
]


@pytest.fixture(scope="module")
def shapes(ontology_folder: Path) -> Graph:
    return Graph().parse(ontology_folder / "shapes.ttl")


def messages(data: Graph, shapes: Graph) -> set[str]:
    """The messages of all results of validation; none means that the graph conforms."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    found = {str(message) for message in report.objects(None, SH.resultMessage)}
    assert conforms == (not found)
    return found


def relations(ontology: Graph) -> list[URIRef]:
    """The properties that the extraction looks for, which are those with an aspect."""
    return sorted(relation for relation in ontology.subjects(FKG.aspect) if isinstance(relation, URIRef))


def kinds(ontology: Graph, relation: Node, end: URIRef) -> set[URIRef]:
    """The kinds that a relation's rdfs:domain or rdfs:range allows."""
    (allowed,) = ontology.objects(relation, end)
    union = ontology.value(allowed, OWL.unionOf)
    return {URIRef(str(kind)) for kind in ([allowed] if union is None else Collection(ontology, union))}


def allowed_by(shapes: Graph, shape: Node) -> set[Node]:
    """The classes that a shape asks for by sh:class, or by sh:or over them."""
    options = shapes.value(shape, SH["or"])
    holders: Iterable[Node] = [shape] if options is None else Collection(shapes, options)
    return {kind for holder in holders for kind in shapes.objects(holder, SH["class"])}


def entity(graph: Graph, kind: URIRef) -> URIRef:
    """An entity of the kind, added to the graph."""
    node = ID[f"some/{kind.rpartition('#')[2]}"]
    graph.add((node, RDF.type, kind))
    graph.add((node, RDFS.label, Literal("Some", lang="en")))
    return node


def state(graph: Graph, subject: URIRef, relation: URIRef, target: URIRef) -> None:
    """Add an asserted statement to the good graph, with its plain triple."""
    statement = ID[f"statement/{len(graph)}"]
    like = ID["statement/s02"]
    for predicate in (RDF.type, FKG.status, FKG.confidence, FKG.rule, PROV.wasDerivedFrom):
        for value in graph.objects(like, predicate):
            graph.add((statement, predicate, value))
    graph.add((statement, RDF.subject, subject))
    graph.add((statement, RDF.predicate, relation))
    graph.add((statement, RDF.object, target))
    graph.add((subject, relation, target))


def test_good_graph_conforms(good: Graph, shapes: Graph) -> None:
    assert messages(good, shapes) == set()


def test_shapes_are_valid_shacl(good: Graph, shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(good, shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize(("update", "message"), [row[1:] for row in BREAKS], ids=[row[0] for row in BREAKS])
def test_break_is_caught(good: Graph, shapes: Graph, update: str, message: str) -> None:
    before = set(good)
    good.update(PREFIXES + update)
    assert set(good) != before, "the update changes nothing"
    assert any(message in found for found in messages(good, shapes))


def test_every_allowed_kind_passes(good: Graph, shapes: Graph, ontology: Graph) -> None:
    for relation in relations(ontology):
        for subject in kinds(ontology, relation, RDFS.domain):
            for target in kinds(ontology, relation, RDFS.range):
                state(good, entity(good, subject), relation, entity(good, target))
    assert messages(good, shapes) == set()


@pytest.mark.parametrize("end", [RDFS.domain, RDFS.range], ids=["subject", "object"])
def test_every_other_kind_is_caught(good: Graph, shapes: Graph, ontology: Graph, end: URIRef) -> None:
    expected = set()
    for relation in relations(ontology):
        ends = {RDFS.domain: kinds(ontology, relation, RDFS.domain), RDFS.range: kinds(ontology, relation, RDFS.range)}
        ends[end] = {kind for kind in KINDS if kind not in ends[end]}
        for subject in ends[RDFS.domain]:
            state(good, entity(good, subject), relation, entity(good, min(ends[RDFS.range])))
        expected.add(f"The {'subject' if end == RDFS.domain else 'object'} of fkg:{relation.rpartition('#')[2]} must")
    found = messages(good, shapes)
    assert {start for start in expected if not any(message.startswith(start) for message in found)} == set()
    assert all(any(message.startswith(start) for start in expected) for message in found)


@pytest.mark.parametrize("shape", ["Subject", "Object", "StatementSubject", "StatementObject"])
def test_ends_are_those_of_the_ontology(shapes: Graph, ontology: Graph, shape: str) -> None:
    end = RDFS.domain if shape.endswith("Subject") else RDFS.range
    expected = {str(relation): kinds(ontology, relation, end) for relation in relations(ontology)}
    names = {relation: SHAPES[relation.rpartition("#")[2] + shape] for relation in expected}
    assert {relation: allowed_by(shapes, name) for relation, name in names.items()} == expected


def test_predicates_are_the_relations_of_the_ontology(shapes: Graph, ontology: Graph) -> None:
    (listed,) = shapes.objects(SHAPES.StatementPredicate, SH["in"])
    assert sorted(str(relation) for relation in Collection(shapes, listed)) == [str(r) for r in relations(ontology)]


def test_plain_triples_are_guarded_for_relations_and_inverses(shapes: Graph, ontology: Graph) -> None:
    inverses = {inverse for relation in relations(ontology) for inverse in ontology.objects(relation, OWL.inverseOf)}
    (query,) = shapes.objects(SHAPES.PlainTriple, SH.sparql / SH.select)
    assert set(re.findall(r"fkg:(\w+)(?=[|\s])", str(query).split("?object .")[0])) == {
        str(relation).rpartition("#")[2] for relation in (*relations(ontology), *inverses)
    }


def test_types_are_the_subclasses_of_the_kinds(shapes: Graph, ontology: Graph) -> None:
    for kind in KINDS:
        below = {type_ for type_ in ontology.transitive_subjects(RDFS.subClassOf, kind) if type_ != kind}
        shape = SHAPES[f"{kind.rpartition('#')[2]}Type"]
        assert set(shapes.objects(shape, SH.targetClass)) == below
        assert allowed_by(shapes, shape) == ({kind} if below else set())


def test_statuses_are_those_of_the_ontology(shapes: Graph, ontology: Graph) -> None:
    (listed,) = shapes.objects(SHAPES.StatementStatus, SH["in"])
    assert set(Collection(shapes, listed)) == set(ontology.subjects(RDF.type, FKG.Status))


def test_every_shape_has_a_message(shapes: Graph) -> None:
    named = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(RDF.type, kind)}
    with_message = set(shapes.subjects(SH.message))
    outer = set(shapes.subjects(SH.sparql / SH.message)) | set(shapes.subjects(SH.property / SH.message))
    assert named
    assert named <= with_message | outer
