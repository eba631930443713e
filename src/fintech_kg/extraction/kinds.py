"""What a sentence tells of the kind of a name: from a name's place in a Doc to votes for kinds.

Statistical models confuse the kinds of names that they never saw; the sentence often says plainly what they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from fintech_kg.extraction.clauses import Clause, clause
from fintech_kg.extraction.tickers import has_ticker
from fintech_kg.model import Kind
from fintech_kg.names import without_legal_form
from fintech_kg.ontology import Cue, Ontology, Relation, Trigger, TriggerForm

STATED, SUGGESTED, HINTED = 4, 2, 1
"""Votes for what the text says outright, what its grammar suggests, and what merely goes well with it."""


# A capital within a lone word (`GlaxoSmithKline`), but for the prefixes of family names.
_CAMEL = re.compile(r"^(?!Mc|Mac|De|Di|La|Le|Van|Fitz|O['’])\w*[a-z][A-Z]")
_LEGAL_FORMS = frozenset("inc ltd llc plc ag sa corp co gmbh nv se bv spa kk".split())
_OWN = {"its": Kind.ORGANISATION, "his": Kind.PERSON, "her": Kind.PERSON}


def kind_votes(span: Span, ontology: Ontology) -> Counter[Kind]:
    """The votes that the words around a name and in it give to each kind."""
    votes: Counter[Kind] = Counter()
    for kind, weight in _all(span, ontology):
        votes[kind] += weight
    return votes


def _all(span: Span, ontology: Ontology) -> Iterator[tuple[Kind, int]]:
    yield from _own_words(span, ontology)
    yield from _neighbours(span, ontology)
    yield from _apposition(span, ontology)
    yield from _grammar(span, ontology)


def _own_words(span: Span, ontology: Ontology) -> Iterator[tuple[Kind, int]]:
    words = {token.lower_ for token in span}
    if len(span) > 1 and (words & ontology.cues[Cue.ORGANISATION_WORD] or words & ontology.nouns.keys()):
        yield Kind.ORGANISATION, STATED
    if without_legal_form(span.text) != span.text:
        yield Kind.ORGANISATION, STATED
    if "&" in words:
        yield Kind.ORGANISATION, SUGGESTED
    if len(span) == 1 and _CAMEL.search(span.text):
        yield Kind.ORGANISATION, STATED


def _neighbours(span: Span, ontology: Ontology) -> Iterator[tuple[Kind, int]]:
    """`the start-up Kitepay`, `Ms Holt`, `Holt, who`, `Mintrow's chief executive`."""
    doc = span.doc
    before = doc[span.start - 1] if span.start else None
    if before is not None:
        noun = before.lower_.rstrip(".")
        if noun in ontology.nouns and before.pos_ in {"NOUN", "PROPN"}:
            yield ontology.classes[ontology.nouns[noun]], STATED
        elif noun in ontology.cues[Cue.TITLE] or (noun == "by" and before.i == 0):
            yield Kind.PERSON, STATED
    if has_ticker(span):
        yield Kind.ORGANISATION, STATED
    after = [token.lower_ for token in doc[span.end : span.end + 2]]
    if after == [",", "who"] or after[:1] == ["who"]:
        yield Kind.PERSON, STATED
    elif after == [",", "which"]:
        yield Kind.PERSON, -SUGGESTED
    if after[:1] in (["'s"], ["’s"]) and any(token.lower_ in ontology.roles for token in doc[span.end + 1 : span.end + 5]):
        yield Kind.ORGANISATION, SUGGESTED


def _apposition(span: Span, ontology: Ontology) -> Iterator[tuple[Kind, int]]:
    """`Sandhamn, a payroll bureau`, `Holt, head of payments`, `Kitepay is a lender`."""
    root = span.root
    nouns = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ == "appos":
        nouns.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        nouns += [child for child in root.head.children if child.dep_ == "attr"]
    for noun in nouns:
        if noun.lower_ in ontology.roles | ontology.cues[Cue.TITLE]:
            yield Kind.PERSON, STATED
        elif noun.lower_ in ontology.nouns:
            yield ontology.classes[ontology.nouns[noun.lower_]], STATED
    if root.dep_ in {"dobj", "nsubjpass", "nsubj"} and _named_to_post(root, ontology):
        yield Kind.PERSON, STATED
    if root.dep_ == "nsubj":
        # `Nordlys closed its office`, `Holt closed her account`.
        own = next((token.lower_ for token in root.head.subtree if token.i > span.end and token.tag_ == "PRP$"), None)
        own = own if own in _OWN else _taken_up(span)
        if own in _OWN:
            yield _OWN[own], SUGGESTED


def _taken_up(span: Span) -> str | None:
    """The possessive that takes up a sentence's only name: `Nordlys had a poor half, and it closed its office`."""
    sentence = span.sent
    names = [token for token in sentence if token.pos_ == "PROPN" and token not in span and token.ent_type_]
    owned = next((token for token in sentence if token.i > span.end and token.tag_ == "PRP$"), None)
    return None if owned is None or any(token.i < owned.i for token in names) else owned.lower_


def _named_to_post(root: Token, ontology: Ontology) -> bool:
    """`appointed X as chief financial officer`, `X joined as head of credit`."""
    posts = [child for child in root.head.children if child.dep_ in {"oprd", "attr"}] if root.dep_ != "nsubj" else []
    for holder in (root, root.head):
        for preposition in holder.children:
            if preposition.lower_ == "as":
                posts += [child for child in preposition.children if child.dep_ == "pobj"]
    return any(post.lower_ in ontology.roles for post in posts)


def _grammar(span: Span, ontology: Ontology) -> Iterator[tuple[Kind, int]]:
    """What kinds the relation asks for whose trigger governs the name, or the list that the name is in."""
    root = span.root
    while root.dep_ == "conj" and root.head.pos_ in {"NOUN", "PROPN"}:
        root = root.head
    verbs, predicates = _verbs_at(root), _predicates(root)
    owned = {root.head.lemma_.lower()} if root.dep_ == "poss" else set()
    over = root.head.head.lemma_.lower() if root.dep_ == "pobj" else ""
    for word in {*verbs, *owned, *predicates, over}:
        for relation, trigger in ontology.by_word.get(word, ()):
            words = trigger.words[trigger.words[0] == "be" :]
            if trigger.form is TriggerForm.VERB:
                for governor in verbs.get(word, ()):
                    yield from _of_clause(root, clause(governor), words, _joint_ends(ontology, word, words))
                    if trigger.words[0] == "be" and root.dep_ == "nsubjpass" and Kind.ORGANISATION in relation.domain:
                        yield Kind.ORGANISATION, HINTED
            if word in {TriggerForm.NOUN: owned, TriggerForm.RELATIONAL: predicates}.get(trigger.form, ()):
                yield from _only(_ends(relation, trigger)[0], True)
            elif word == over and root.head.lower_ == words[-1]:
                yield from _only(relation.domain if trigger.inverse else relation.range, True)
    if root.dep_ == "pobj" and root.head.lower_ in {"of", "at"} and root.head.head.lower_ in ontology.roles:
        yield Kind.ORGANISATION, HINTED


def _of_clause(
    root: Token, found: Clause, words: tuple[str, ...], ends: tuple[frozenset[Kind], frozenset[Kind]]
) -> Iterator[tuple[Kind, int]]:
    """The votes for a subject or object of the trigger's verb; with `headquarter in`, for what is headquartered."""
    if len(words) == 1:
        yield from _only(ends[0], root in found.subjects)
        yield from _only(ends[1], root in found.objects)
    elif len(words) == 2 and any(child.lower_ == words[1] for child in found.verb.children):
        yield from _only(ends[0], root in (found.objects if found.passive else found.subjects))


def _joint_ends(ontology: Ontology, word: str, words: tuple[str, ...]) -> tuple[frozenset[Kind], frozenset[Kind]]:
    """The kinds that all relations with such a trigger admit; none where one of them asks for technologies alone."""
    same = [
        _ends(relation, trigger)
        for relation, trigger in ontology.by_word[word]
        if trigger.form is TriggerForm.VERB and trigger.words[trigger.words[0] == "be" :] == words
    ]
    alone = frozenset({Kind.TECHNOLOGY})
    first, second = ([ends[at] for ends in same] for at in (0, 1))
    return _union(first) if alone not in first else frozenset(), _union(second) if alone not in second else frozenset()


def _union(kinds: list[frozenset[Kind]]) -> frozenset[Kind]:
    return frozenset(kind for some in kinds for kind in some)


def _ends(relation: Relation, trigger: Trigger) -> tuple[frozenset[Kind], frozenset[Kind]]:
    return (relation.range, relation.domain) if trigger.inverse else (relation.domain, relation.range)


def _verbs_at(root: Token) -> dict[str, list[Token]]:
    """The verbs that govern the name or modify it, by lemma: `X buys`, `bought by X`, `X, bought by`, `X plans to buy`."""
    governor = root.head.head if root.dep_ == "pobj" and root.head.dep_ == "agent" else root.head
    found = [governor, *(child for child in root.children if child.dep_ in {"acl", "relcl", "advcl"})]
    if root.dep_ == "nsubj":
        found += [token for token in governor.subtree if token.dep_ in {"xcomp", "acl"} and token.tag_ == "VB"]
    verbs: dict[str, list[Token]] = defaultdict(list)
    for verb in found:
        if verb.pos_ == "VERB":
            # What lemmatisers make of verbs that they do not know: `fined` becomes `fin`, `co-founded` `co-founde`.
            lemma = verb.lemma_.lower()
            for form in {lemma, f"{lemma}e", lemma.removesuffix("e")}:
                verbs[form].append(verb)
    return verbs


def _predicates(root: Token) -> set[str]:
    """What the name is said to be: `X is a subsidiary`, `X, a subsidiary`."""
    nouns = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        nouns += [child for child in root.head.children if child.dep_ == "attr"]
    return {noun.lemma_.lower() for noun in nouns}


def _only(kinds: frozenset[Kind], holds: bool) -> Iterator[tuple[Kind, int]]:
    """A vote where the relation admits one kind of names (technologies are known by the lexicon, not by grammar)."""
    names = kinds - {Kind.TECHNOLOGY}
    if holds and len(names) == 1:
        yield next(iter(names)), SUGGESTED


def unmarked_names(docs: Sequence[Doc], taken: Sequence[set[int]], ontology: Ontology) -> Iterator[tuple[int, Span, Kind]]:
    """Runs of proper nouns that no step marked, and of which the document's sentences together say what they are.

    Each comes with the number of its Doc.
    """
    runs = [(number, doc[start:end]) for number, doc in enumerate(docs) for start, end in _runs(doc, taken[number], ontology)]
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for _, span in runs:
        votes[span.text].update(kind_votes(span, ontology))
        if span.root.dep_ in {"nsubj", "nsubjpass"} and span.root.head.pos_ == "VERB":
            votes[span.text][Kind.ORGANISATION] += HINTED
    for number, span in runs:
        best = max(Kind, key=lambda kind: (votes[span.text][kind], -list(Kind).index(kind)))
        if votes[span.text][best] >= SUGGESTED:
            yield number, span, best


def _runs(doc: Doc, taken: set[int], ontology: Ontology) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for token in (*doc, None):
        belongs = token is not None and token.i not in taken and _is_proper(token)
        if belongs and start is None:
            start = token.i if token is not None else None
        elif not belongs and start is not None:
            end = len(doc) if token is None else token.i
            if not _continues(doc, start, end, taken) and not _is_common(doc[start:end], ontology):
                yield start, end
            start = None


def _is_common(span: Span, ontology: Ontology) -> bool:
    """Whether the words are a post, a law or the like, or nothing but class nouns that a text spells with a capital."""
    common = ontology.cues[Cue.ORGANISATION_WORD] | ontology.nouns.keys() | ontology.cues[Cue.TITLE] | _LEGAL_FORMS
    return span[-1].lower_ in ontology.roles | ontology.cues[Cue.NO_ENTITY] or all(
        {token.lower_, token.lemma_.lower()} & common for token in span
    )


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.is_alpha and not token.is_stop


def _continues(doc: Doc, start: int, end: int, taken: set[int]) -> bool:
    """Whether a marked name or a hyphen adjoins, so that the run is only a part of something."""
    return start - 1 in taken or end in taken or (end < len(doc) and doc[end].text in {"-", "&"})
