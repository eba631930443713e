"""`fintech-kg explain`: what the graph says about a thing, each fact with its sentence and document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from fintech_kg.cli.options import GraphFolder
from fintech_kg.errors import RunError
from fintech_kg.model import Entity, Evidence, Fact, Facts, Status
from fintech_kg.visible import visible_lines


def explain_command(
    name: Annotated[str, typer.Argument(help="A name or an alias, in any case.")],
    graph: GraphFolder = Path("output"),
) -> None:
    """Print what the graph says about a thing, each fact with its sentence and document."""
    from fintech_kg.graph import facts_of
    from fintech_kg.store.around import dataset_around

    dataset, near = dataset_around(graph, name)
    facts = facts_of(dataset)
    found = [one for one in facts.entities if name.casefold() in {alias.casefold() for alias in (one.name, *one.names)}]
    if not found:
        raise RunError(f"the graph knows nothing by the name {name!r}{_suggestions(near)}")
    for entity in found:
        for line in _explained(entity, facts):
            typer.echo(visible_lines(line))


def _suggestions(near: Sequence[str]) -> str:
    return f"; it knows {', '.join(near)}" if near else ""


def _explained(entity: Entity, facts: Facts) -> Iterable[str]:
    labels = {one.id: one.name for one in facts.entities}
    sources = {document: names[0] for document, names in facts.sources}
    aliases = [alias for alias in entity.names if alias != entity.name]
    yield f"{entity.name} ({', '.join([entity.kind.value, *entity.types])})"
    if aliases:
        yield f"  also: {', '.join(aliases)}"
    for identifier in entity.same_as:
        yield f"  is: {identifier}"
    for fact in facts.facts:
        if entity.id in (fact.subject, fact.object):
            yield from _fact_lines(fact, labels, sources)
    for observation in facts.observations:
        if observation.about == entity.id:
            when = f" ({observation.time})" if observation.time else ""
            status = "" if observation.status is Status.ASSERTED else f" [{observation.status.value}]"
            yield f"  {observation.value.text} {observation.measure}{when}{status}{_claim(observation.claimed_by, labels)}"
            yield _sentence(observation.evidence, sources)
    for quotation in facts.quotations:
        if quotation.speaker == entity.id:
            yield f"  says: {quotation.text}"
            yield _sentence(quotation.evidence, sources)
    yield ""


def _fact_lines(fact: Fact, labels: Mapping[str, str], sources: Mapping[str, str]) -> Iterable[str]:
    status = "" if fact.status is Status.ASSERTED else f" [{fact.status.value}]"
    roles = sorted({text for one in fact.statements for name, text in one.qualifiers if name == "role"})
    role = f" as {', '.join(roles)}" if roles else ""
    yield f"  {labels[fact.subject]} {fact.predicate} {labels[fact.object]}{role}{status}"
    for evidence, claimant in dict.fromkeys((one.evidence, one.claimed_by) for one in fact.statements):
        yield f"{_sentence(evidence, sources)}{_claim(claimant, labels)}"


def _claim(claimant: str | None, labels: Mapping[str, str]) -> str:
    return "" if claimant is None else f" (claimed by {labels[claimant]})"


def _sentence(evidence: Evidence, sources: Mapping[str, str]) -> str:
    quote = " ".join(evidence.quote.split())
    page = "" if evidence.page is None else f", page {evidence.page}"
    return f"    “{quote}” — {sources[evidence.document]}{page}, {evidence.start}-{evidence.end}"
