"""From an output folder to what its files say, each read anew: nothing here comes from the program's own memory."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rdflib import RDF, VOID, Dataset, Graph
from rdflib.term import Node

from fintech_kg.errors import FintechKGError, NoGraph, RunError, reason_of
from fintech_kg.graph import BASE_IRI
from fintech_kg.graph.vocabulary import FKG, identifier, iri
from fintech_kg.store import GRAPH_FILE, TEXTS_FILE, KeptText, load_dataset, read_texts
from fintech_kg.verification.findings import Finding

TURTLE_FILE, REPORT_FILE, REPORT_PAGE = "graph.ttl", "report.json", "report.md"
Triple = tuple[Node, Node, Node]
Read = TypeVar("Read")


@dataclass(frozen=True)
class Output:
    """What the files hold. `graphs` are the named graphs of graph.trig by name, `by_subject` their union by subject and
    predicate, `at` the names of the graphs that a subject stands in. `turtle`, `texts` and `report` are None where the file
    cannot be read."""

    folder: Path
    base: str
    graphs: Mapping[Node, frozenset[Triple]]
    by_subject: Mapping[Node, Mapping[Node, list[Node]]]
    at: Mapping[Node, frozenset[Node]]
    of_class: Mapping[Node, list[Node]]
    turtle: frozenset[Triple] | None = None
    texts: tuple[KeptText, ...] | None = None
    report: Mapping[str, object] | None = None
    page: str | None = None
    unread: tuple[Finding, ...] = field(default=())

    def iri(self, name: str) -> Node:
        """The IRI of one of our identifiers."""
        return iri(self.base, name)

    def name(self, node: Node) -> str:
        """The identifier behind an IRI."""
        return identifier(self.base, node)

    def values(self, node: Node, predicate: Node) -> list[Node]:
        """All values of a subject's predicate."""
        return self.by_subject.get(node, {}).get(predicate, [])

    def one(self, node: Node, predicate: Node) -> Node | None:
        """The value of a predicate that has exactly one, else None."""
        values = self.values(node, predicate)
        return values[0] if len(values) == 1 else None

    def things(self, cls: str) -> list[Node]:
        """The subjects of a class of ours, sorted."""
        return self.of_class.get(FKG[cls], [])


def read_output(folder: Path) -> Output:
    """The files of the folder; what cannot be read is among `unread`. Raises NoGraph where there is no graph at all."""
    unread: list[Finding] = []
    try:
        dataset = load_dataset(folder)
    except NoGraph:
        raise
    except RunError as error:
        unread.append(Finding(GRAPH_FILE, GRAPH_FILE, "readable", str(error)))
        dataset = Dataset()
    texts = _try(lambda: tuple(read_texts(folder / TEXTS_FILE)), TEXTS_FILE, unread)
    report = _try(lambda: _json(folder / REPORT_FILE), REPORT_FILE, unread)
    page = _try(lambda: (folder / REPORT_PAGE).read_bytes().decode("utf-8"), REPORT_PAGE, unread)
    turtle = _try(lambda: frozenset(Graph().parse(folder / TURTLE_FILE, format="turtle")), TURTLE_FILE, unread)
    graphs = _graphs(dataset)
    if not graphs and not unread:
        unread.append(Finding(GRAPH_FILE, GRAPH_FILE, "readable", "it holds no named graph"))
    by_subject, at = _by_subject(graphs)
    return Output(
        folder, _base(dataset, by_subject), graphs, by_subject, at, _of_class(by_subject), turtle, texts, report, page,
        tuple(unread),
    )  # fmt: skip


def _try(read: Callable[[], Read], file: str, unread: list[Finding]) -> Read | None:
    try:
        return read()
    except FintechKGError as error:
        unread.append(Finding(file, file, "readable", str(error)))
    except OSError as error:
        unread.append(Finding(file, file, "readable", f"the file cannot be read: {error.strerror}"))
    except Exception as error:  # parsers raise many kinds; each means that the file is none that a build wrote
        unread.append(Finding(file, file, "readable", f"the file cannot be read: {reason_of(error)}"))
    return None


def _json(path: Path) -> Mapping[str, object]:
    data = json.loads(path.read_bytes().decode("utf-8"))
    if not isinstance(data, dict):
        raise RunError(f"{path} holds no JSON object")
    return data


def _graphs(dataset: Dataset) -> dict[Node, frozenset[Triple]]:
    found: dict[Node, set[Triple]] = defaultdict(set)
    for graph in dataset.graphs():
        for triple in graph:
            found[graph.identifier].add(triple)
    return {name: frozenset(triples) for name, triples in found.items()}


def _by_subject(
    graphs: Mapping[Node, Iterable[Triple]],
) -> tuple[dict[Node, dict[Node, list[Node]]], dict[Node, frozenset[Node]]]:
    values: dict[Node, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
    at: dict[Node, set[Node]] = defaultdict(set)
    for name, triples in graphs.items():
        for subject, predicate, object_ in triples:
            values[subject][predicate].add(object_)
            at[subject].add(name)
    ordered = {
        subject: {predicate: sorted(objects, key=str) for predicate, objects in told.items()}
        for subject, told in values.items()
    }
    return ordered, {subject: frozenset(names) for subject, names in at.items()}


def _of_class(by_subject: Mapping[Node, Mapping[Node, list[Node]]]) -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = defaultdict(list)
    for subject in sorted(by_subject, key=str):
        for cls in by_subject[subject].get(RDF.type, []):
            found[cls].append(subject)
    return found


def _base(dataset: Dataset, by_subject: Mapping[Node, Mapping[Node, list[Node]]]) -> str:
    """The base IRI that the file declares as `id:`, else what the metadata say."""
    declared = dict(dataset.namespaces()).get("id")
    told = sorted(str(value) for values in by_subject.values() for value in values.get(VOID.uriSpace, []))
    return str(declared) if declared is not None else told[0] if told else BASE_IRI
