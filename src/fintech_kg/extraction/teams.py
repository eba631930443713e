"""Teams: from a heading that is about an organisation's people (`Our leadership`) to a statement for each one under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from fintech_kg.extraction.anaphora import OWN_VOICE
from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import is_sentence
from fintech_kg.extraction.fates import is_unsure
from fintech_kg.extraction.flat import head_of_post
from fintech_kg.extraction.pages import OwnPage
from fintech_kg.extraction.posts import posts
from fintech_kg.extraction.qualifiers import post_bounds
from fintech_kg.extraction.reading import Place, Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.model import BlockKind, Kind, Statement, Status
from fintech_kg.ontology import Cue, Ontology, Relation

FRAME = "post:team"
_LATER = frozenset({"from", "effective", "starting"})
"""Words before the day from which a post is held: `Chief Risk Officer (from 1 March)`."""
_LONGEST_POST = 14


def team_statements(
    reading: Reading, page: OwnPage | None, relations: Sequence[Relation], ontology: Ontology
) -> Iterator[Statement]:
    """Who works for whom, and as what, and who is a founder, by the headings of a document.

    On an organisation's own page (`page`) a heading need not say whose people stand under it. `relations` have nouns of posts.
    """
    for relation in (one for one in relations if one.roles):
        team: Place | None = None
        for number, piece in enumerate(reading.pieces):
            view, is_heading = reading.views[number], piece.block.kind is BlockKind.HEADING
            named = _employer(view, ontology) if is_heading else None
            person = _opening(view)
            if named is not None:
                team = number, named
            elif page is not None and is_heading and person is None and _is_people(view, relation, ontology):
                team = page.nearest(number)
            elif is_heading and person is None and _post(view, relation) is None:
                team = None
            elif team is not None and person is not None:
                founding = [one for one in relations if not one.roles]
                yield from _of_person(reading, team, (number, person), relation, founding)


def _is_team(view: View, ontology: Ontology) -> bool:
    """Whether a heading is about people, and no sentence."""
    words = {token.lower_ for token in view.doc}
    return bool(words & ontology.cues[Cue.TEAM]) and not is_sentence(view.doc)


def _is_people(view: View, relation: Relation, ontology: Ontology) -> bool:
    """Whether a heading is about people and names no organisation; a post alone (`Chief Executive Officer`) is none."""
    return _is_team(view, ontology) and not _firms(view) and _post(view, relation) is None


def _firms(view: View) -> list[Argument]:
    return [one for one in view.in_order() if one.kind is Kind.ORGANISATION]


def _employer(view: View, ontology: Ontology) -> Argument | None:
    """Whose people the heading is about; None where it is about something else, or a sentence."""
    named = [one for one in _firms(view) if one.refers_to in {None, OWN_VOICE}] if _is_team(view, ontology) else []
    return named[0] if len(named) == 1 else None


def _opening(view: View) -> Argument | None:
    """The person whom a piece names first."""
    first = next((token for token in view.doc if token.is_alpha and token.lower_.rstrip(".") not in _titles(view)), None)
    return None if first is None else view.name_at(first.i, Kind.PERSON)


def _titles(view: View) -> frozenset[str]:
    return view.ontology.cues[Cue.TITLE]


def _post(view: View, relation: Relation) -> Span | None:
    """The post of which a short piece consists that names nobody and says of nothing that it was or will be."""
    if len(view.doc) > _LONGEST_POST or any(one.kind in {Kind.PERSON, Kind.ORGANISATION} for one in view.arguments.values()):
        return None
    words = {token.lower_ for token in view.doc}
    dated = any(token.like_num for token in view.doc) and not words & _LATER
    if dated or is_unsure(view.doc, view.ontology):
        return None
    noun = next((token for token in view.doc if token.lower_ in relation.role_words), None)
    if noun is None:
        return None
    start, end = post_bounds(view, head_of_post(view, noun, relation.role_words))
    return view.doc[start:end]


def _of_person(
    reading: Reading, team: Place, named: Place, relation: Relation, founding: Sequence[Relation]
) -> Iterator[Statement]:
    """The statements of the person's post in their own line, or in the next one where theirs has none."""
    number, person = named
    view = reading.views[number]
    own = [one for one in posts(view, relation) if one.person == person]
    if own and own[0].status is Status.ASSERTED and not _firms(view):
        held, place = view.doc[own[0].start : own[0].end], number
    elif not own and number + 1 < len(reading.views) and all(view.at(token) for token in view.doc if token.is_alpha):
        post, place = _post(reading.views[number + 1], relation), number + 1
        if post is None:
            return
        held = post
    else:
        return
    yield from _statement(reading, team, named, (place, held), relation)
    for other in founding:
        beside = reading.views[place].doc
        word = next((token for token in beside if token.lower_ in other.role_words and token.sent == held.sent), None)
        if word is not None:
            yield from _statement(reading, team, named, (place, beside[word.i : word.i + 1]), other)


def _statement(reading: Reading, team: Place, named: Place, held: tuple[int, Span], relation: Relation) -> Iterator[Statement]:
    place, post = held
    view = reading.views[place]
    later = relation.lasting and any(token.lower_ in _LATER for token in view.doc[post.end : post.end + 2])
    status = Status.PLANNED if later else Status.ASSERTED
    yield from statement_across(
        reading,
        (named, team),
        reading.offsets(place, post.start, post.end),
        Candidate(relation.name, named[1], team[1], post.start, FRAME, status=status),
        view.ontology,
        beside=[reading.evidence(place, [post.end - 1])],
        qualified=(("role", post.text),) if relation.roles else (),
    )
