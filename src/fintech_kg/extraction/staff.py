"""Staff: from the posts that a page names without a firm to a statement for each, at the firm that the page is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.careers import named_from
from fintech_kg.extraction.pages import OwnPage, namings_of
from fintech_kg.extraction.posts import Post, posts
from fintech_kg.extraction.reading import Place, Reading
from fintech_kg.extraction.references import main_of
from fintech_kg.extraction.statements import statement_across
from fintech_kg.extraction.topics import TOPIC
from fintech_kg.model import Kind, Statement, Status
from fintech_kg.ontology import Cue, Ontology, Relation

FRAME = "staff"
_PLURAL = frozenset({"NNS", "NNPS", "NNP"})
_NEAR = 12
"""Tokens beside a post within which another firm may be the one."""
_OF_FIRM = frozenset({",", "of", "at", "for", "with", "@", "|"})


def staff_statements(
    reading: Reading, page: OwnPage | None, relations: Sequence[Relation], made: Sequence[Statement], ontology: Ontology
) -> Iterator[Statement]:
    """Who holds a post, or is a founder, of whom `made` does not say where: it is where the section, or the page, is about."""
    home = _told_of_most(reading) if page is None else page
    told = {(one.predicate, one.subject) for one in made if one.status in {Status.ASSERTED, Status.PLANNED}}
    for relation in relations:
        for number, view in enumerate(reading.views):
            for post in (*posts(view, relation), *(() if relation.lasting else _several(view, relation))):
                person = reading.entity_of(number, post.person)
                whose = (None if page is not None else _section(reading, number)) or (
                    None if home is None else home.nearest(number)
                )
                if person is None or whose is None or (relation.name, person) in told:
                    continue
                if _is_elsewhere(reading, number, post, reading.entity_of(*whose)):
                    continue
                for statement in _statement(reading, relation, (number, post), whose, ontology):
                    told.add((relation.name, person))
                    yield statement


def _several(view: View, relation: Relation) -> Iterator[Post]:
    """`Co-founders Ann Lee and Tom Berg`, `the founders, Ann Lee and Tom Berg`."""
    for noun in view.doc:
        if noun.tag_ in _PLURAL and noun.lower_.removesuffix("s") in relation.role_words and view.at(noun) is None:
            yield from (Post(one, noun.i, noun.i + 1, Status.ASSERTED) for one in named_from(view, noun.i + 1))


def _section(reading: Reading, number: int) -> Place | None:
    """The heading's organisation of the section that the piece belongs to."""
    topic = reading.views[number].topic
    return None if topic is None or topic.refers_to != TOPIC else reading.place_of(number, topic)


def _told_of_most(reading: Reading) -> OwnPage | None:
    """As if it were its own page, the organisation that a text tells of most by far, if it names it anywhere."""
    owner = main_of(reading.names)
    named = [] if owner is None else namings_of(reading, owner)
    return OwnPage(owner, named) if owner is not None and named else None


def _is_elsewhere(reading: Reading, number: int, post: Post, owner: str | None) -> bool:
    """Whether the post is no longer or not yet held, is one that people have elsewhere, or names a firm beside it."""
    view = reading.views[number]
    words = {token.lower_ for token in view.doc[post.start : post.end]}
    if post.status is not Status.ASSERTED or words & view.ontology.cues[Cue.OUTSIDER]:
        return True
    low, high = min(post.start, post.person.start), max(post.end, post.person.end)
    sentence = view.doc[post.start].sent
    near = range(max(sentence.start, low - _NEAR), min(sentence.end, high + _NEAR))
    firms = {one for i in near if (one := view.arguments.get(i)) is not None and one.kind is Kind.ORGANISATION}
    if any(one.refers_to is None and not _is_past(view, one) for one in firms):
        return True
    # `Ann Lee, the union's head of risk`, whoever the union is
    if any(low <= one.start < high and reading.entity_of(number, one) != owner for one in firms if one.refers_to is not None):
        return True
    behind = view.doc[post.end : post.end + 2]
    unknown = len(behind) == 2 and behind[0].lower_ in _OF_FIRM and behind[1].pos_ == "PROPN"
    return unknown and view.at(behind[1]) is None


def _is_past(view: View, firm: Argument) -> bool:
    """`ex-Visa`, `formerly of Visa`."""
    return any(token.lower_ in view.ontology.cues[Cue.PAST] for token in view.doc[max(0, firm.start - 3) : firm.start])


def _statement(
    reading: Reading, relation: Relation, held: tuple[int, Post], whose: Place, ontology: Ontology
) -> Iterator[Statement]:
    number, post = held
    said = Candidate(relation.name, post.person, whose[1], post.start, FRAME)
    words = reading.views[number].doc[post.start : post.end].text
    yield from statement_across(
        reading,
        ((number, post.person), whose),
        reading.offsets(number, post.start, post.end),
        said,
        ontology,
        beside=[reading.evidence(number, [post.start, post.end - 1])],
        qualified=(("role", words),) if relation.roles else (),
    )
