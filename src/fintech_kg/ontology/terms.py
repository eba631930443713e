"""What an ontology holds, as frozen data: relations, triggers, concepts, cues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fintech_kg.model import Kind


class TriggerForm(StrEnum):
    """The grammar of a trigger. The comments of the annotation properties in fintech.ttl explain each."""

    VERB = "verb"
    NOUN = "noun"
    RELATIONAL = "relational"
    SUFFIX = "suffix"
    PREPOSITION = "preposition"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that state a relation. `inverse`: what grammar makes the subject is the relation's object.

    `past`: they state it of the time before: who joins from a bank worked for it.
    """

    form: TriggerForm
    words: tuple[str, ...]
    inverse: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation with the kinds that it joins and the words that state it.

    `lasting`: it holds for a time, so that a past tense says that it held. `role_words` are the roles in lower case, `words`
    those and the words of all triggers; `posts` are nouns for the subject that stand among the posts of people. `past_roles`
    are nouns for who held a post before, in lower case. `fields` are what heads columns and labels lines of its objects,
    `inverse_fields` of its subjects.
    """

    name: str
    domain: frozenset[Kind]
    range: frozenset[Kind]
    symmetric: bool
    lasting: bool
    triggers: tuple[Trigger, ...]
    roles: tuple[str, ...] = ()
    role_words: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    examples: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    past_roles: frozenset[str] = frozenset()
    fields: tuple[str, ...] = ()
    inverse_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of the lexicon or of the place register.

    `labels` are matched wherever they stand, `ambiguous` ones only with other support; an all-lower-case label matches
    in any case and in the plural, any other exactly as written. `codes` are public ones as (property, code).
    """

    iri: str
    kind: Kind
    types: tuple[str, ...]
    name: str
    labels: tuple[str, ...]
    ambiguous: tuple[str, ...] = ()
    country: str | None = None
    broader: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()


class Cue(StrEnum):
    """The purposes for which the lexicon keeps words; each is a `fkg:cue` list in lexicon/cues.ttl."""

    PLANNED = "planned"
    DENIED = "denied"
    RUMOURED = "rumoured"
    PAST = "past"
    INCEPTION = "inception"
    SUCCESSION = "succession"
    OUTSIDER = "outsider"
    LIGHT_VERB = "lightVerb"
    SAYING = "saying"
    TITLE = "title"
    BOILERPLATE = "boilerplate"
    PROMPT = "prompt"
    MENU = "menu"
    RELATED = "related"
    SHARE = "share"
    ADVERT = "advert"
    PITCH = "pitch"
    MESSENGER = "messenger"
    ADDRESS = "address"
    OTHER_TONGUE = "otherTongue"
    HYPHENATED = "hyphenated"
    OWN = "own"
    PRODUCT = "product"
    PART = "part"
    NO_ENTITY = "noEntity"
    NO_NAME = "noName"
    BY_MEANS = "byMeans"
    TECHNICAL = "technical"
    PRODUCT_WORD = "productWord"
    ORGANISATION_WORD = "organisationWord"
    ATTRIBUTING = "attributing"
    NAMELESS = "nameless"
    HEARSAY = "hearsay"
    FACTUAL = "factual"
    RISE = "rise"
    FALL = "fall"
    LEVEL = "level"
    LOSS = "loss"
    DEAL = "deal"
    PENALTY = "penalty"
    BEARING = "bearing"
    TAKING = "taking"
    SOURCE = "source"
    MEASURED = "measured"
    PARTICIPLE = "participle"
    TEAM = "team"
    FEATURE = "feature"
    TASK = "task"
    CUSTOMER = "customer"
    JOINT = "joint"
    STORY = "story"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that the ontology folder says.

    `folder` holds its files and `hash` is theirs; `by_word` gives the triggers by their first word other than `be`;
    `roles` the role nouns of all relations in lower case; `nouns` gives a class noun's class; `events` gives an event noun's
    kind, which is that of whom the event befalls, and the lemmas of the verbs that tell of it first; `parties` are those
    that stand for who takes part in it;
    `classes` a class's kind; `broader` a class's ancestors and itself; `confidence` a rule's precision as decimal text,
    `judged` the relations of which some rule's precision was measured; `named` gives the lexicon's entry by kind and normal
    form of each unambiguous label.
    """

    folder: Path
    hash: str
    relations: Mapping[str, Relation]
    by_word: Mapping[str, tuple[tuple[Relation, Trigger], ...]]
    concepts: Mapping[str, Concept]
    cues: Mapping[Cue, frozenset[str]]
    roles: frozenset[str]
    nouns: Mapping[str, str]
    events: Mapping[str, tuple[Kind, frozenset[str]]]
    parties: frozenset[str]
    classes: Mapping[str, Kind]
    broader: Mapping[str, frozenset[str]]
    confidence: Mapping[str, str]
    judged: frozenset[str]
    named: Mapping[tuple[Kind, str], Concept]

    @property
    def symmetric(self) -> frozenset[str]:
        """The names of the symmetric relations."""
        return frozenset(one.name for one in self.relations.values() if one.symmetric)
