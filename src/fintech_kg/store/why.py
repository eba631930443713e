"""From a query to its rows, each with the sentences behind the triples that made it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse
from rdflib.paths import AlternativePath, InvPath, SequencePath

from fintech_kg.errors import BadQuery
from fintech_kg.sparql import Limits, Question
from fintech_kg.sparql.entailment import Entailment
from fintech_kg.store.asking import ask_folder, usual_prefixes
from fintech_kg.store.oxigraph import open_store
from fintech_kg.store.patterns import Pattern, Patterns, patterns_of, with_variables

_JSON, _NT = "application/sparql-results+json", "application/n-triples"
_RDF, _OA = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/ns/oa#"
_FKG = "https://w3id.org/fintech-kg/ontology#"
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(f"{_RDF}{name}") for name in ("subject", "predicate", "object"))
_EXACT, _START, _END, _HAS_SOURCE = (NamedNode(f"{_OA}{name}") for name in ("exact", "start", "end", "hasSource"))
_DERIVED = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
_SOURCE = NamedNode("http://purl.org/dc/terms/source")
_STATUS, _ASSERTED = NamedNode(f"{_FKG}status"), NamedNode(f"{_FKG}asserted")

Term = NamedNode | BlankNode | Literal
Row = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence of a document, with its half-open place in code points of the document's text."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Explained:
    """Rows of SPARQL JSON (triples: subject, predicate, object), each with its sentences; and what is not explained."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Row, tuple[Sentence, ...]], ...]
    left_out: tuple[str, ...] = ()


def explained(folder: Path, sparql: str, *, limits: Limits, entailment: Entailment = Entailment.NONE) -> Explained:
    """The answer with its sentences. Only patterns of triples are explained, paths as far as they are sequences, alternatives
    and inverses; FILTER and MINUS have no sentences. Raises BadQuery, NoGraph and RunError."""
    reply = ask_folder(folder, Question(sparql, _JSON, _NT), limits=limits, entailment=entailment)
    if reply.media_type == _NT:
        return _explained_triples(folder, reply.body, entailment)
    answer = json.loads(reply.body)
    if "boolean" in answer:
        raise BadQuery("--why explains rows and triples; an ASK has neither")
    columns = tuple(answer["head"]["vars"])
    patterns = patterns_of(sparql, dict(usual_prefixes(folder)))
    sentences: Mapping[str, tuple[Sentence, ...]] = {}
    if not patterns.left_out:
        wider = Question(with_variables(sparql, patterns.variables), _JSON, _NT)
        solutions = json.loads(ask_folder(folder, wider, limits=limits, entailment=entailment).body)["results"]["bindings"]
        with open_store(folder, entailment=entailment) as store:
            sentences = _by_row(columns, solutions, patterns, _Sources(Store.read_only(str(store.path))))
    rows = tuple((row, sentences.get(_key(columns, row), ())) for row in answer["results"]["bindings"])
    return Explained(columns, rows, (*patterns.left_out, *_closures(patterns)))


def _explained_triples(folder: Path, ntriples: bytes, entailment: Entailment) -> Explained:
    with open_store(folder, entailment=entailment) as opened:
        sources = _Sources(Store.read_only(str(opened.path)))
        triples = sorted((quad.triple for quad in parse(ntriples, format=RdfFormat.N_TRIPLES)), key=str)
        rows = tuple(
            (
                {"subject": _json_term(one.subject), "predicate": _json_term(one.predicate), "object": _json_term(one.object)},
                tuple(sorted(set(sources.of(one.subject, one.predicate, one.object)))),
            )
            for one in triples
        )
    return Explained(("subject", "predicate", "object"), rows)


def _by_row(
    columns: tuple[str, ...], solutions: Iterable[Row], patterns: Patterns, sources: _Sources
) -> Mapping[str, tuple[Sentence, ...]]:
    found: dict[str, set[Sentence]] = defaultdict(set)
    for solution in solutions:
        values = {name: _term(told) for name, told in solution.items()}
        found[_key(columns, solution)].update(
            sentence for pattern in patterns.triples for sentence in sources.of_pattern(pattern, values)
        )
    return {key: tuple(sorted(sentences)) for key, sentences in found.items()}


def _key(columns: tuple[str, ...], row: Row) -> str:
    return json.dumps([row.get(name) for name in columns], sort_keys=True)


def _closures(patterns: Patterns) -> Iterator[str]:
    for _, path, _ in patterns.triples:
        if not _followed(path):
            yield f"the path {path}"


def _followed(path: object) -> bool:
    if isinstance(path, SequencePath | AlternativePath):
        return all(map(_followed, path.args))
    return _followed(path.arg) if isinstance(path, InvPath) else isinstance(path, rdflib.term.Node)


@dataclass
class _Sources:
    """Finds the sentences of triples in one store."""

    store: Store
    _statements: dict[Term, dict[tuple[Term, Term], list[Term]]] = field(default_factory=dict)

    def of_pattern(self, pattern: Pattern, values: Mapping[str, Term]) -> Iterator[Sentence]:
        """The sentences of a pattern's triples under a solution; none where a variable of it is unbound."""
        subject, path, object_ = pattern
        start, end = _bound(subject, values), _bound(object_, values)
        if start is None or end is None or isinstance(start, Literal):
            return
        if isinstance(path, rdflib.Variable):
            predicate = values.get(str(path))
            if isinstance(predicate, NamedNode):
                yield from self.of(start, predicate, end)
            return
        for triple in self._along(start, path, end):
            yield from self.of(*triple)

    def of(self, subject: Term, predicate: Term, object_: Term) -> Iterator[Sentence]:
        """The sentences that state a triple, or from which its subject (a statement, an observation …) was read."""
        if isinstance(subject, Literal) or not isinstance(predicate, NamedNode):
            return
        if self._has(subject, predicate, object_):
            told = self._objects(subject, _DERIVED) or ([subject] if self._objects(subject, _EXACT) else [])
            for evidence in told or self._stated(subject).get((predicate, object_), []):
                yield from self._sentence(evidence)

    def _along(self, start: Term, path: object, end: Term | None) -> Iterator[tuple[Term, Term, Term]]:
        """The triples of the ways from start to end; any end where it is None."""
        if isinstance(path, rdflib.URIRef):
            predicate = NamedNode(str(path))
            yield from ((start, predicate, one) for one in self._objects(start, predicate) if end is None or one == end)
        elif isinstance(path, AlternativePath):
            for one in path.args:
                yield from self._along(start, one, end)
        elif isinstance(path, InvPath) and isinstance(path.arg, rdflib.URIRef):
            predicate = NamedNode(str(path.arg))
            yield from ((one, predicate, start) for one in self._subjects(predicate, start) if end is None or one == end)
        elif isinstance(path, SequencePath):
            first, rest = path.args[0], path.args[1:]
            following = rest[0] if len(rest) == 1 else SequencePath(*rest)
            for step in self._along(start, first, None):
                after = list(self._along(step[0] if step[2] == start and step[0] != start else step[2], following, end))
                if after:
                    yield step
                    yield from after

    def _stated(self, subject: Term) -> dict[tuple[Term, Term], list[Term]]:
        """From predicate and object to the evidence, of what is asserted of a subject."""
        if subject not in self._statements:
            found: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
            for statement in self._subjects(_SUBJECT, subject):
                if self._has(statement, _STATUS, _ASSERTED):
                    for predicate in self._objects(statement, _PREDICATE):
                        for object_ in self._objects(statement, _OBJECT):
                            found[predicate, object_] += self._objects(statement, _DERIVED)
            self._statements[subject] = found
        return self._statements[subject]

    def _sentence(self, evidence: Term) -> Iterator[Sentence]:
        texts = {name: self._objects(evidence, name) for name in (_EXACT, _START, _END, _HAS_SOURCE)}
        if all(texts.values()):
            document = texts[_HAS_SOURCE][0]
            name = min((one.value for one in self._objects(document, _SOURCE)), default=str(document.value))
            yield Sentence(name, int(texts[_START][0].value), int(texts[_END][0].value), texts[_EXACT][0].value)

    def _objects(self, subject: Term, predicate: Term) -> list[Term]:
        found = self.store.quads_for_pattern(subject, predicate, None, DefaultGraph())  # type: ignore[arg-type]
        return [quad.object for quad in found]  # type: ignore[misc]

    def _subjects(self, predicate: Term, object_: Term) -> list[Term]:
        found = self.store.quads_for_pattern(None, predicate, object_, DefaultGraph())  # type: ignore[arg-type]
        return [quad.subject for quad in found]  # type: ignore[misc]

    def _has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        found = self.store.quads_for_pattern(subject, predicate, object_, DefaultGraph())  # type: ignore[arg-type]
        return next(iter(found), None) is not None


def _bound(term: object, values: Mapping[str, Term]) -> Term | None:
    if isinstance(term, rdflib.Variable):
        return values.get(str(term))
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language is not None:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype is not None else Literal(str(term))
    return None


def _term(told: Mapping[str, str]) -> Term:
    if told["type"] == "uri":
        return NamedNode(told["value"])
    if told["type"] == "bnode":
        return BlankNode(told["value"])
    if "xml:lang" in told:
        return Literal(told["value"], language=told["xml:lang"])
    return Literal(told["value"], datatype=NamedNode(told["datatype"])) if "datatype" in told else Literal(told["value"])


def _json_term(term: object) -> Mapping[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    assert isinstance(term, Literal)
    more = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **more}
