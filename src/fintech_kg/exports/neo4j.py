"""Neo4j: from a Source to the CSV files that `neo4j-admin database import` takes, with a page that says how."""

from __future__ import annotations

from collections.abc import Iterable

from fintech_kg.exports.characters import UNIT_SEPARATOR
from fintech_kg.exports.pieces import csv_lines, in_utf8
from fintech_kg.exports.rows import edges_of, nodes_of
from fintech_kg.exports.source import Files, Source

_NODES = ("id:ID", "label", "names:string[]", "country", "same_as:string[]", ":LABEL")
_EDGES = (
    ":START_ID", ":END_ID", ":TYPE", "id", "status", "confidence:double", "weight:int", "sentences:string[]",
    "documents:string[]", "roles:string[]", "amounts:string[]", "times:string[]",
)  # fmt: skip
_README = """# Into Neo4j

With Neo4j stopped, or into a database that does not exist yet:

    neo4j-admin database import full neo4j \\
      --nodes=nodes.csv --relationships=edges.csv \\
      --array-delimiter=U+001F --multiline-fields=true --quote='"'

Without `--array-delimiter=U+001F` Neo4j would split arrays at each `;` in a sentence, and read two labels as one.
Node labels are the kind and the classes, relationship types the relations. An edge that is planned, denied, rumoured
or past is one too: ask for `r.status = "asserted"` where facts alone are meant.

    MATCH (a)-[r:acquired {status: "asserted"}]->(b) RETURN a.label, b.label, r.sentences

Instead, neosemantics (n10s) takes the RDF as it is, with statements and evidence as nodes. Export `turtle`, then:

    CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE;
    CALL n10s.graphconfig.init({handleVocabUris: "SHORTEN", handleMultival: "ARRAY"});
    CALL n10s.rdf.import.fetch("file:///path/to/graph.ttl", "Turtle");
"""


def neo4j(source: Source) -> Files:
    """nodes.csv and edges.csv with typed headers, and README.md with the commands.

    Items of an array are parted by U+001F, which no text holds; Neo4j's own `;` stands in sentences.
    """
    nodes = (
        (one.id, one.label, _array(one.names), one.country, _array(one.same_as), _array((one.kind, *one.types)))
        for one in nodes_of(source.facts)
    )
    edges = (
        (
            one.source, one.target, one.relation, one.id, one.status, str(one.confidence), str(one.weight),
            *map(_array, (one.sentences, one.documents, one.roles, one.amounts, one.times)),
        )
        for one in edges_of(source.facts)
    )  # fmt: skip
    return {
        "nodes.csv": in_utf8(csv_lines(_NODES, nodes)),
        "edges.csv": in_utf8(csv_lines(_EDGES, edges)),
        "README.md": _README.encode(),
    }


def _array(items: Iterable[str]) -> str:
    return UNIT_SEPARATOR.join(items)
