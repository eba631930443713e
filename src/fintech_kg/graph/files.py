"""From NamedGraphs to graph.trig and graph.ttl, a document at a time: of no text more than a bounded part is in memory."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from rdflib import PROV, URIRef
from rdflib.term import Node

from fintech_kg.corpus.lookup import Looked
from fintech_kg.corpus.pile import Pile
from fintech_kg.corpus.sorter import Sorter
from fintech_kg.graph.blocks import BETWEEN, INDENT, Blocks
from fintech_kg.graph.metadata import METADATA, RunDescription, Tally, metadata_triples, source_triple
from fintech_kg.graph.named import NamedGraphs
from fintech_kg.graph.parts import Part, parts_of
from fintech_kg.graph.union import Union, gathered
from fintech_kg.graph.vocabulary import iri
from fintech_kg.graph.write import Triple, told_of_document

TRIG_FILE, TURTLE_FILE = "graph.trig", "graph.ttl"
_STEP = "    "
_CHUNK = 2**20
STRETCH = 2 * 2**20
"""Bytes: with so many the store's loader takes some 25 MB."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a named graph stands behind a file's head, as half-open offsets in bytes, and the SHA-256 of that text."""

    start: int
    end: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some whole blocks of the union, as half-open offsets in bytes behind the file's head.

    `tells`: they are of statements, observations, quotations and evidence; else of what these tell of.
    """

    start: int
    end: int
    tells: bool


@dataclass(frozen=True, slots=True)
class Pieces:
    """A TriG file, open to be read whatever becomes of its name, and where each named graph stands in it, by its IRI.

    `base` is that of the things' IRIs; the first `head` bytes declare the prefixes; `sha256` is that of the file. `turtle` is
    the file of the union, with the same head, which tells of so many `subjects`, and `union` the stretches that it consists of,
    none much longer than STRETCH.
    """

    stream: BinaryIO
    turtle: BinaryIO
    base: str
    head: int
    graphs: Mapping[str, Piece]
    union: Sequence[Stretch]
    sha256: str
    subjects: int

    def graph(self, name: str) -> bytes:
        """The text of one graph, without the prefixes."""
        piece = self.graphs[name]
        return self._read(self.head + piece.start, self.head + piece.end)

    def several(self) -> Iterator[bytes]:
        """All graphs, as many at a time as make a stretch, each time with the prefixes."""
        start = end = 0
        for piece in self.graphs.values():
            if piece.end - start > STRETCH and end > start:
                yield self.prefixes + self._read(self.head + start, self.head + end)
                start = end
            end = piece.end
        yield self.prefixes + self._read(self.head + start, self.head + end)

    def stretch(self, one: Stretch) -> bytes:
        """A stretch of the union, with the prefixes."""
        self.turtle.seek(self.head + one.start)
        return self.prefixes + self.turtle.read(one.end - one.start)

    @property
    def prefixes(self) -> bytes:
        """What is declared before the first graph."""
        return self._read(0, self.head)

    def close(self) -> None:
        """Closes the files."""
        self.stream.close()
        self.turtle.close()

    def _read(self, start: int, end: int) -> bytes:
        self.stream.seek(start)
        return self.stream.read(end - start)


def write_graphs(graphs: NamedGraphs, folder: Path) -> Pieces:
    """Writes graph.trig and graph.ttl, the union, into the folder, which is to be removed afterwards. Raises OSError."""
    return _Files(graphs, folder).written()


class _Files:
    def __init__(self, graphs: NamedGraphs, folder: Path) -> None:
        self._graphs, self._folder = graphs, folder
        self._own = Sorter(folder)
        self._tally = Tally()
        self._words = graphs.renderer()
        self._prefixes: set[tuple[str, str]] = set()
        self._trig = _Body(folder / "trig.body")
        self._turtle = _Body(folder / "turtle.body")
        self._places: Pile[tuple[str, Piece]] = Pile(tuple[str, Piece], folder)
        self._union: list[Stretch] = []
        self._subjects = 0

    def written(self) -> Pieces:
        for part, blocks in self._graphs.documents(parts_of(self._graphs.facts)):
            self._put_document(part, blocks)
        self._put_union()
        self._trig.put(["\n"])
        self._turtle.put(["\n"])
        self._prefixes |= self._words.prefixes
        head = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in sorted(self._prefixes)).encode("utf-8", "replace")
        self._turtle.finish(head, turtle := self._folder / TURTLE_FILE)
        sha256 = self._trig.finish(head, trig := self._folder / TRIG_FILE)
        base = self._graphs.base
        return Pieces(
            trig.open("rb"), turtle.open("rb"), base, len(head), Looked(self._places), self._union, sha256, self._subjects
        )

    def _put_document(self, part: Part, blocks: Blocks) -> None:
        """A document's graph, and as the first of the union what all graphs say of the document."""
        self._put_graph(iri(self._graphs.base, f"document/{part.document.id}"), [blocks.text()])
        self._prefixes.update(blocks.prefixes)
        self._tally.add_own(blocks)
        for rank, own in enumerate(blocks.own):
            for block in own:
                self._own.add(f"{rank}{block}")
        self._put_subject(set(told_of_document(part, self._graphs.base)), self._source(part, self._graphs.run))

    def _put_graph(self, name: URIRef, texts: Iterable[str]) -> None:
        graph = chain((f"\n{self._words.word(name)} {{",), (text.replace(INDENT, _STEP) for text in texts), ("}\n",))
        self._places.append((str(name), self._trig.put(graph)))

    def _put_union(self) -> None:
        run, union = self._graphs.run, Union(self._graphs.facts, self._graphs.ontology, self._graphs.base, self._folder)
        for told in union.things():
            self._put_subject(set(told))
        for triples in union.rest.values():
            self._tally.add(triples)
        for block in self._own:
            self._put_block([block[1:]], tells=True)
        rest = dict(union.rest)
        if run is not None:
            told_of_run = gathered(_few(metadata_triples(self._tally.counts(), run), run))
            self._put_metadata(told_of_run, run)
            rest |= {node: rest.get(node, set()) | triples for node, triples in told_of_run.items()}
        for _, texts in self._blocks(rest, run):
            self._put_block(texts)

    def _put_subject(self, triples: set[Triple], more: Iterable[Triple] = ()) -> None:
        self._tally.add(triples)
        self._put_block([self._words.subject(triples.union(more))])

    def _put_block(self, texts: Iterable[str], *, tells: bool = False) -> None:
        self._subjects += 1
        place = self._turtle.put(text.replace(INDENT, "") for text in texts)
        last = self._union[-1] if self._union else None
        if last is not None and last.tells is tells and place.end - last.start <= STRETCH:
            self._union[-1] = Stretch(last.start, place.end, tells)
        else:
            self._union.append(Stretch(place.start, place.end, tells))

    def _source(self, part: Part, run: RunDescription | None) -> list[Triple]:
        return [] if run is None or part.document.id not in run.sources else [source_triple(part.document.id, run)]

    def _put_metadata(self, told: Mapping[Node, set[Triple]], run: RunDescription) -> None:
        """The graph of metadata: of the documents and of all else, in the order of the subjects."""
        documents = (source_triple(document, run) for document in sorted(run.sources))
        texts = ((str(triple[0]), [self._words.subject([triple])]) for triple in documents)
        merged = heapq.merge(texts, self._blocks(told, run), key=itemgetter(0))
        self._put_graph(iri(run.base, METADATA), (text for _, some in merged for text in some))

    def _blocks(self, subjects: Mapping[Node, set[Triple]], run: RunDescription | None) -> Iterator[tuple[str, Iterable[str]]]:
        """The blocks of these subjects, by IRI; what the run used is told in pieces, as it may be a million documents."""
        of_run = None if run is None else iri(run.base, run.id)
        for node in sorted(subjects, key=str):
            text = self._words.subject(subjects[node])
            yield str(node), [text] if run is None or node != of_run else self._with_documents(text, run)

    def _with_documents(self, text: str, run: RunDescription) -> Iterator[str]:
        before, some, after = text.partition(self._words.word(_any_document(run)))
        yield before
        for number, document in enumerate(sorted(run.sources) if some else ()):
            yield f"{BETWEEN if number else ''}<{iri(run.base, f'document/{document}')}>"
        yield after


def _few(triples: Iterable[Triple], run: RunDescription) -> Iterator[Triple]:
    """The triples, with one that stands for all that tell which documents the run used."""
    documents = f"{run.base}document/"
    for subject, predicate, object_ in triples:
        used = predicate == PROV.used and str(object_).startswith(documents)
        yield subject, predicate, _any_document(run) if used else object_


def _any_document(run: RunDescription) -> URIRef:
    return iri(run.base, "document/any")


class _Body:
    """A file without its head, which is known last."""

    def __init__(self, path: Path) -> None:
        self._path, self._stream, self._place = path, path.open("xb"), 0

    def put(self, texts: Iterable[str]) -> Piece:
        """Appends a text that is given in pieces, and says where it stands behind the head."""
        start, hashed = self._place, hashlib.sha256()
        for text in texts:
            content = text.encode("utf-8", "replace")
            self._stream.write(content)
            self._place += len(content)
            hashed.update(content)
        return Piece(start, self._place, hashed.hexdigest())

    def finish(self, head: bytes, path: Path) -> str:
        """Writes head and body into a file, and returns its SHA-256."""
        self._stream.close()
        hashed = hashlib.sha256()
        with self._path.open("rb") as body, path.open("xb") as whole:
            for chunk in chain((head,), iter(partial(body.read, _CHUNK), b"")):
                hashed.update(chunk)
                whole.write(chunk)
        self._path.unlink()
        return hashed.hexdigest()
