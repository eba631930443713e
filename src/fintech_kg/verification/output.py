"""From an output folder to what its files say, each read anew: nothing here comes from the program's own memory."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rdflib import RDF, VOID, URIRef
from rdflib.term import Node

from fintech_kg.errors import FintechKGError, NoGraph, RunError, reason_of
from fintech_kg.graph import BASE_IRI, Parsed, parse_trig, parse_turtle, terms
from fintech_kg.graph.vocabulary import FKG, identifier, iri
from fintech_kg.store import GRAPH_FILE, TEXTS_FILE, KeptText, parsed_texts, read_files
from fintech_kg.verification.findings import Finding

TURTLE_FILE, REPORT_FILE, REPORT_PAGE, DRAWING = "graph.ttl", "report.json", "report.md", "graph.html"
Triple = tuple[Node, Node, Node]
Read = TypeVar("Read")


@dataclass(frozen=True)
class Output:
    """What the files hold. `graphs` are the named graphs of graph.trig by name, `by_subject` their union by subject and
    predicate, `at` the names of the graphs that a subject stands in. `turtle`, `texts`, `report`, `page` (report.md) and
    `drawn` (graph.html) are None where the file cannot be read."""

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
    drawn: str | None = None

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
    """The files of the folder, all of one writing; what cannot be read is among `unread`.

    Raises NoGraph where there is no graph at all.
    """
    unread: list[Finding] = []
    content = read_files(folder, [GRAPH_FILE, TURTLE_FILE, TEXTS_FILE, REPORT_FILE, REPORT_PAGE, DRAWING])
    if GRAPH_FILE not in content:
        raise NoGraph(str(folder))
    base, term = (folder / GRAPH_FILE).absolute().as_uri(), terms()
    parsed = _try(lambda: parse_trig(content.pop(GRAPH_FILE), base, term=term), GRAPH_FILE, unread) or Parsed({}, {})
    turtle = _try(lambda: parse_turtle(_there(content, TURTLE_FILE), base, term=term), TURTLE_FILE, unread)
    texts = _try(lambda: tuple(parsed_texts(_there(content, TEXTS_FILE), TEXTS_FILE)), TEXTS_FILE, unread)
    report = _try(lambda: _json(_there(content, REPORT_FILE)), REPORT_FILE, unread)
    page = _try(lambda: _there(content, REPORT_PAGE).decode("utf-8"), REPORT_PAGE, unread)
    drawn = _try(lambda: _there(content, DRAWING).decode("utf-8"), DRAWING, unread)
    # What stands in no named graph is that of the file itself, so that it is found to be that of no document.
    graphs = {URIRef(base) if name is None else name: triples for name, triples in parsed.graphs.items()}
    if not graphs and not unread:
        unread.append(Finding(GRAPH_FILE, GRAPH_FILE, "readable", "it holds no named graph"))
    by_subject, at = _by_subject(graphs)
    return Output(
        folder, _base(parsed, by_subject), graphs, by_subject, at, _of_class(by_subject), turtle, texts, report, page,
        tuple(unread), drawn,
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


def _json(content: bytes) -> Mapping[str, object]:
    data = json.loads(content.decode("utf-8"))
    if not isinstance(data, dict):
        raise RunError("the file holds no JSON object")
    return data


def _there(content: dict[str, bytes], name: str) -> bytes:
    """Takes a file's content out, which is not needed once it is read."""
    if name not in content:
        raise RunError("the file is missing")
    return content.pop(name)


def _by_subject(
    graphs: Mapping[Node, Iterable[Triple]],
) -> tuple[dict[Node, dict[Node, list[Node]]], dict[Node, frozenset[Node]]]:
    values: dict[Node, dict[Node, list[Node]]] = {}
    at: dict[Node, frozenset[Node]] = {}
    shared: dict[Node, set[Node]] = {}
    for name, triples in graphs.items():
        alone, subjects = frozenset({name}), set()
        for subject, predicate, object_ in triples:
            values.setdefault(subject, {}).setdefault(predicate, []).append(object_)
            subjects.add(subject)
        for subject in subjects:  # most stand in one graph, and some in thousands
            if at.setdefault(subject, alone) is not alone:
                shared.setdefault(subject, set()).add(name)
    for told in values.values():
        for predicate in [predicate for predicate, objects in told.items() if len(objects) > 1]:
            told[predicate] = sorted(set(told[predicate]), key=str)
    return values, at | {subject: at[subject] | names for subject, names in shared.items()}


def _of_class(by_subject: Mapping[Node, Mapping[Node, list[Node]]]) -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = defaultdict(list)
    for subject in sorted(by_subject, key=str):
        for cls in by_subject[subject].get(RDF.type, []):
            found[cls].append(subject)
    return found


def _base(parsed: Parsed, by_subject: Mapping[Node, Mapping[Node, list[Node]]]) -> str:
    """The base IRI that the file declares as `id:`, else what the metadata say."""
    declared = parsed.prefixes.get("id")
    told = sorted(str(value) for values in by_subject.values() for value in values.get(VOID.uriSpace, []))
    return declared if declared is not None else told[0] if told else BASE_IRI
