"""From a Run to its report, as data for report.json and as Markdown for report.md. No clock, no path, no user name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from fintech_kg.corpus.json_pieces import json_pieces
from fintech_kg.corpus.keyed import Keyed
from fintech_kg.corpus.pile import Pile
from fintech_kg.corpus.records import Outcome, Run
from fintech_kg.model import Document, Extraction, Facts, Kind, Status
from fintech_kg.visible import visible

Report = Mapping[str, object]
Row = Mapping[str, object]
_ABOUT = ("title", "published", "author", "site", "language", "pages")

# What begins markup, HTML, mathematics or a link; an address alone is made a link by many a viewer.
_ENTITIES = {ord(mark): f"&#{ord(mark)};" for mark in "|`[]*_~$\\@"} | {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_ADDRESS = re.compile(r"(www|)(\.(?<=www\.)|:(?=//))", re.IGNORECASE)


def report(
    run: Run,
    *,
    versions: Mapping[str, str],
    facts: Facts | None = None,
    resolution: Mapping[str, object] | None = None,
    times: bool = False,
) -> dict[str, object]:
    """The report as plain data with stable order. `versions` names the program, the ontology and the pipeline.

    Things and facts are counted as in `facts`, or without it as each document has them; `resolution` tells what was merged.
    With `times`, each document that was extracted now has its seconds: such a report differs from run to run.
    """
    more = _near_copies(facts) if facts is not None else {}
    seconds = run.seconds if times else None
    read = ((one.document.id, _of_extraction(one, more.get(one.document.id, {}), seconds)) for one in run.extractions)
    documents = _documents(run.outcomes, read, run.spare)
    return {
        "versions": dict(sorted(versions.items())),
        "totals": totals(run, facts) | ({} if resolution is None else {"toReview": len(_rows(resolution["review"]))}),
        "documents": list(documents) if run.spare is None else Pile(dict[str, object], run.spare, documents),
        **({} if resolution is None else {"resolution": resolution}),
    }


def _documents(
    outcomes: Iterable[Outcome], read: Iterable[tuple[str, Row]], folder: Path | None
) -> Iterator[dict[str, object]]:
    """What is told of each input, in their order; `read` is sorted by document."""
    wanted: Keyed[tuple[str, int]] = Keyed(tuple[str, int], folder)
    for place, outcome in enumerate(outcomes):
        if outcome.document is not None and outcome.copy_of is None:
            wanted.add((outcome.document, place), outcome.document)
    found: Keyed[dict[str, object]] = Keyed(dict[str, object], folder)
    for (_, place), (_, row) in zip(wanted, read, strict=True):
        found.add(dict(row), f"{place:012}")
    rows = iter(found)
    for outcome in outcomes:
        yield _of_document(outcome, rows)


def totals(run: Run, facts: Facts | None = None) -> dict[str, object]:
    """The counts over all documents: things by kind, statements by status, and the rest."""
    return {
        "documents": len(run.extractions),
        "skipped": sum(1 for outcome in run.outcomes if outcome.problem is not None),
        "copies": sum(1 for outcome in run.outcomes if outcome.copy_of is not None),
        **(_as_documents_have_them(run.extractions) if facts is None else _as_agreed(facts)),
    }


def _as_agreed(facts: Facts) -> dict[str, object]:
    """What a merge would make a thing state of itself is not among the statements."""
    kinds = Counter(one.kind for one in facts.entities)
    statuses: Counter[Status] = Counter()
    asserted = 0
    for fact in facts.facts:
        statuses[fact.status] += len(fact.statements)
        asserted += fact.status is Status.ASSERTED
    left_out = sum(len(one.left_out) for one in facts.documents)
    counts = (len(facts.observations), len(facts.quotations), left_out)
    return {"nearCopies": len(facts.copies), **_counts(kinds, asserted, statuses, counts)}


def _as_documents_have_them(extractions: Iterable[Extraction]) -> dict[str, object]:
    kinds: dict[str, Kind] = {}
    statuses: Counter[Status] = Counter()
    asserted: set[tuple[str, str, str]] = set()
    observations = quotations = left_out = 0
    for one in extractions:
        kinds.update((entity.id, entity.kind) for entity in one.entities)
        statuses.update(said.status for said in one.statements)
        asserted.update(said.key for said in one.statements if said.status is Status.ASSERTED)
        observations, quotations = observations + len(one.observations), quotations + len(one.quotations)
        left_out += len(one.document.left_out)
    counts = (observations, quotations, left_out)
    return {"nearCopies": 0, **_counts(Counter(kinds.values()), len(asserted), statuses, counts)}


def _counts(kinds: Counter[Kind], asserted: int, statuses: Counter[Status], others: tuple[int, int, int]) -> dict[str, object]:
    observations, quotations, left_out = others
    return {
        "entities": {kind.value: kinds[kind] for kind in Kind},
        "facts": asserted,
        "statements": {status.value: statuses[status] for status in Status},
        "observations": observations,
        "quotations": quotations,
        "leftOut": left_out,
    }


def _near_copies(facts: Facts) -> dict[str, dict[str, object]]:
    """What is told of each near-copy: the name of the document that it copies."""
    names = dict(facts.sources)
    return {copy: {"nearCopyOf": names[original][0]} for copy, original in facts.copies}


def _of_document(outcome: Outcome, rows: Iterator[Row]) -> dict[str, object]:
    if outcome.document is None:
        return {"source": outcome.source, "state": "skipped", "reason": outcome.problem}
    if outcome.copy_of is not None:
        return {"source": outcome.source, "state": "copy", "document": outcome.document, "copyOf": outcome.copy_of}
    return {"source": outcome.source, "state": "read", "document": outcome.document, **next(rows)}


def _of_extraction(
    extraction: Extraction, more: Mapping[str, object], seconds: Mapping[str, float] | None
) -> dict[str, object]:
    document = extraction.document
    return {
        **_described(document),
        **more,
        **({} if seconds is None else {"seconds": round(seconds.get(document.id, 0.0), 3)}),
        "characters": len(document.text),
        "mentions": len(extraction.mentions),
        "statements": len(extraction.statements),
        "observations": len(extraction.observations),
        "quotations": len(extraction.quotations),
        "leftOut": [asdict(one) for one in document.left_out],
    }


def _described(document: Document) -> dict[str, object]:
    """What the document says of itself, as far as it does, and how many pages it has."""
    given = {
        "title": document.title,
        "published": document.published,
        "author": document.author,
        "site": document.site,
        "language": document.language,
        "pages": len(document.pages) or None,
    }
    return {name: value for name, value in given.items() if value is not None}


def as_json(data: Report) -> str:
    """The report as JSON; what JSON cannot carry (lone surrogates) is escaped."""
    return "".join(json_pieces(data))


def as_markdown(data: Mapping[str, object]) -> str:
    """The report as a page for people."""
    return "".join(markdown_lines(data))


def markdown_lines(data: Mapping[str, object]) -> Iterator[str]:
    """The page for people, a line at a time."""
    return (f"{line}\n" for line in _lines(data))


def _lines(data: Mapping[str, object]) -> Iterator[str]:
    yield from ("# Report of the build", "", "| what | count |", "|---|---|")
    yield from (f"| {name} | {count} |" for name, count in table_rows(data["totals"]))
    yield from ("", "## Documents", "")
    for document in _rows(data["documents"]):
        yield from _document_lines(document)
    yield from _resolution_lines(data.get("resolution"))
    versions = data["versions"]
    assert isinstance(versions, dict)
    yield from ("## Versions", "", *(f"- {name}: {version}" for name, version in versions.items()))


def table_rows(totals_: object) -> list[tuple[str, str]]:
    """The totals as rows of words and numbers, for the report and the command line."""
    assert isinstance(totals_, dict)
    rows = []
    for name, count in totals_.items():
        if isinstance(count, dict):
            rows.append((_words(name), ", ".join(f"{number} {_words(part)}" for part, number in count.items())))
        else:
            rows.append((_words(name), str(count)))
    return rows


def _rows(value: object) -> Sequence[Mapping[str, object]]:
    assert isinstance(value, Sequence)
    return value


def _words(name: str) -> str:
    return {"leftOut": "left out", "nearCopies": "near-copies", "toReview": "to review"}.get(name, name)


def _document_lines(document: Mapping[str, object]) -> list[str]:
    name = _escaped(str(document["source"]))
    if document["state"] == "skipped":
        return [f"### {name}", "", f"Skipped: {_escaped(str(document['reason']))}", ""]
    if document["state"] == "copy":
        return [f"### {name}", "", f"The same content as {_escaped(str(document['copyOf']))}: it counts once.", ""]
    counts = ", ".join(
        f"{document[key]} {key}" for key in ("characters", "mentions", "statements", "observations", "quotations")
    )
    seconds = f", {document['seconds']} seconds" if "seconds" in document else ""
    about = "; ".join(f"{key}: {_escaped(str(document[key]))}" for key in _ABOUT if key in document)
    lines = [f"### {name}", "", *([f"{about}.", ""] if about else []), f"{counts}{seconds}.", ""]
    if "nearCopyOf" in document:
        lines += [f"Nearly the same text as {_escaped(str(document['nearCopyOf']))}: as evidence they count once.", ""]
    left_out = _rows(document["leftOut"])
    if left_out:
        lines += ["| left out | from | to | why |", "|---|---|---|---|"]
        lines += [f"| {_escaped(str(o['text']))} | {o['source_start']} | {o['source_end']} | {o['reason']} |" for o in left_out]
        lines.append("")
    return lines


def _resolution_lines(resolution: object) -> Iterator[str]:
    """What was merged and what people should look at, each with its reasons."""
    if not isinstance(resolution, dict):
        return
    for title, part in (("Merged", "merged"), ("To review", "review")):
        rows = _rows(resolution[part])
        if rows:
            yield from (f"## {title}", "", "| one | other | why |", "|---|---|---|")
            yield from (f"| {' | '.join(_cells(row))} |" for row in rows)
            yield ""


def _cells(row: Mapping[str, object]) -> list[str]:
    names, reasons = row["names"], row["reasons"]
    assert isinstance(names, list) and isinstance(reasons, list)
    return [*map(_escaped, names), _escaped("; ".join(reasons))]


def _escaped(text: str) -> str:
    """Document text as inert Markdown: one line, no markup, no link, every character to be seen."""
    plain = visible(" ".join(text.split())).translate(_ENTITIES)
    return _ADDRESS.sub(lambda found: f"{found[1]}&#{ord(found[2])};", plain)
