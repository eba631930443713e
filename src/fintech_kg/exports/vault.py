"""An Obsidian vault: from Facts to a Markdown note for each thing and each document, linked as the facts link them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fintech_kg.exports.characters import as_json, carried, file_name, markdown, symbol
from fintech_kg.exports.rows import Node, nodes_of
from fintech_kg.exports.source import Files, Source
from fintech_kg.model import Document, Evidence, Fact, Facts, Statement

_LONGEST_LABEL = 80
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def obsidian(source: Source) -> Files:
    """A folder of notes by kind. The front matter holds names exactly; the body shows them without any markup of theirs."""
    return {name: text.encode() for name, text in _Vault(source.facts).notes()}


class _Vault:
    """The notes of one set of facts, whose file names are known before any is written."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._nodes = {node.id: node for node in nodes_of(facts)}
        self._documents = {document.id: document for document in facts.documents}
        things = [(node.id, node.kind, node.label) for node in self._nodes.values()]
        titles = [(one.id, "Document", one.title or one.source) for one in facts.documents]
        self._paths = _paths([*things, *titles])

    def notes(self) -> Iterator[tuple[str, str]]:
        """Each note's path in the vault, and its text."""
        said = self._said()
        for node in self._nodes.values():
            yield f"{self._paths[node.id]}.md", _note(_of_thing(node), node.label, said[node.id])
        for document in self._facts.documents:
            lines = said[document.id]
            yield f"{self._paths[document.id]}.md", _note(self._of_document(document), document.title or document.source, lines)

    def _said(self) -> Mapping[str, list[str]]:
        """The lines of each note by the identifier of what it is about."""
        said: dict[str, list[str]] = defaultdict(list)
        for fact in self._facts.facts:
            line = self._fact(fact)
            for end in sorted({symbol(fact.subject), symbol(fact.object)}):
                said[end].append(line)
        for one in self._facts.observations:
            if one.about is not None:
                status = f" ({one.status.value})"
                line = f"- {markdown(one.measure)}: {markdown(one.value.text)} {markdown(one.time or '')}".rstrip()
                said[symbol(one.about)].append(f"{line}{status}\n{self._quote(one.evidence)}")
        for quotation in self._facts.quotations:
            if quotation.speaker is not None:
                said[symbol(quotation.speaker)].append(f"- says: {markdown(quotation.text)}\n{self._quote(quotation.evidence)}")
        for document, entity in self._facts.mentions:
            said[document].append(f"- {self._link(symbol(entity))}")
        return said

    def _fact(self, fact: Fact) -> str:
        ends = self._link(symbol(fact.subject)), self._link(symbol(fact.object))
        line = f"- {ends[0]} {fact.predicate} {ends[1]} ({fact.status.value}, {float(fact.confidence)})"
        return "\n".join([line, *(f"{self._quote(one.evidence)}{_qualified(one)}" for one in fact.statements)])

    def _quote(self, evidence: Evidence) -> str:
        where = f"{self._link(evidence.document)}, {evidence.start}-{evidence.end}"
        return f"    - “{markdown(evidence.quote)}” {where}"

    def _link(self, identifier: str) -> str:
        node, document = self._nodes.get(identifier), self._documents.get(identifier)
        label = node.label if node is not None else (document.title or document.source) if document is not None else identifier
        shown = file_name(label[:_LONGEST_LABEL])
        return f"[[{self._paths[identifier]}|{shown}]]" if identifier in self._paths else shown

    def _of_document(self, one: Document) -> Iterator[tuple[str, object]]:
        yield "id", one.id
        yield "kind", "Document"
        sources = dict(self._facts.sources).get(one.id, (one.source,))
        yield "sources", [carried(name) for name in sources]
        told = (("title", one.title), ("published", one.published), ("language", one.language), ("author", one.author))
        for name, text in (*told, ("site", one.site)):
            if text is not None:
                yield name, carried(text)


def _of_thing(node: Node) -> Iterator[tuple[str, object]]:
    yield from (("id", node.id), ("label", node.label), ("kind", node.kind), ("types", node.types), ("aliases", node.names))
    if node.country:
        yield "country", node.country
    yield "same_as", node.same_as


def _note(properties: Iterable[tuple[str, object]], title: str, lines: Iterable[str]) -> str:
    front = "".join(f"{name}: {_yaml(value)}\n" for name, value in properties)
    return f"---\n{front}---\n# {markdown(title)}\n\n" + "".join(f"{line}\n" for line in dict.fromkeys(lines))


def _yaml(value: object) -> str:
    """JSON, which YAML takes, but for what YAML takes for line ends or does not print: that is escaped, as in JSON too."""
    return _NOT_IN_YAML.sub(lambda char: f"\\u{ord(char[0]):04x}", as_json(value))


def _qualified(one: Statement) -> str:
    told = "; ".join(f"{name}: {markdown(text)}" for name, text in one.qualifiers)
    return f" ({told})" if told else ""


def _paths(things: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """A path for each identifier. Names that some file system takes for one get their identifiers' order behind them."""
    taken: set[str] = set()
    paths: dict[str, str] = {}
    for identifier, kind, label in sorted(things):
        plain = f"{kind}/{file_name(label)}"
        path, number = plain, 1
        while path.casefold() in taken:
            number += 1
            path = f"{plain} {number}"
        taken.add(path.casefold())
        paths[identifier] = path
    return paths
