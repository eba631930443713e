"""From the ontology to ontology/context.jsonld, the JSON-LD context that the export carries and that can be published.

`--check` writes nothing and exits with 1 where the file has drifted from the ontology.
"""

from __future__ import annotations

import json
import sys

from fintech_kg.exports.jsonld import CONTEXT_FILE, context_of
from fintech_kg.ontology import load_ontology, ontology_directory


def main() -> int:
    """Writes the context, or with --check only compares."""
    path = ontology_directory() / CONTEXT_FILE
    fresh = json.dumps({"@context": context_of(load_ontology())}, indent=1) + "\n"
    if "--check" in sys.argv[1:]:
        return int(path.read_text(encoding="utf-8") != fresh)
    path.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
