"""The tables of the index. Things are numbered by importance, the most important first, and facts by their less important end,
so that a query which reads in the order of the numbers and stops early gives the most important answers."""

from __future__ import annotations

from fintech_kg.model import Kind, Status

STATUSES = (Status.ASSERTED, Status.PAST, Status.PLANNED, Status.RUMOURED, Status.DENIED)
"""The best first; a status is kept as its place here, several as bits."""

KINDS = tuple(Kind)
"""A kind is kept as its place here, several as bits."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE things (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, label TEXT NOT NULL, kind INTEGER NOT NULL, degree INTEGER NOT NULL,
    importance REAL NOT NULL, community INTEGER NOT NULL, x REAL NOT NULL, y REAL NOT NULL,
    types TEXT NOT NULL, same_as TEXT NOT NULL, country TEXT, concept TEXT, lon REAL, lat REAL
) STRICT;
CREATE TABLE names (n INTEGER PRIMARY KEY, thing INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (
    name, kind, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE VIRTUAL TABLE terms USING fts5vocab (words, col);
CREATE TABLE relations (n INTEGER PRIMARY KEY, name TEXT NOT NULL, facts INTEGER NOT NULL) STRICT;
CREATE TABLE facts (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, s INTEGER NOT NULL, p INTEGER NOT NULL, o INTEGER NOT NULL,
    kinds INTEGER NOT NULL, status INTEGER NOT NULL, statuses INTEGER NOT NULL, confidence REAL NOT NULL,
    statements INTEGER NOT NULL, documents TEXT NOT NULL, first TEXT, last TEXT
) STRICT;
CREATE TABLE documents (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT, sources TEXT NOT NULL, published TEXT, language TEXT,
    media_type TEXT NOT NULL, author TEXT, site TEXT, copy_of TEXT, facts INTEGER NOT NULL, things INTEGER NOT NULL
) STRICT;
CREATE TABLE texts (document INTEGER PRIMARY KEY, text BLOB NOT NULL, blocks TEXT NOT NULL, left_out TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE document_words USING fts5 (
    told, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE TABLE evidence (
    n INTEGER PRIMARY KEY, document INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, page INTEGER, quote TEXT
) STRICT;
CREATE TABLE statements (
    n INTEGER PRIMARY KEY, fact INTEGER NOT NULL, document INTEGER NOT NULL, evidence INTEGER NOT NULL,
    stated_s TEXT, stated_o TEXT, status INTEGER NOT NULL, confidence TEXT NOT NULL, rule TEXT NOT NULL,
    spans TEXT NOT NULL, claimed_by INTEGER, qualifiers TEXT NOT NULL, stated INTEGER, day TEXT, low TEXT, high TEXT
) STRICT;
CREATE TABLE observations (
    n INTEGER PRIMARY KEY, about INTEGER, measure TEXT NOT NULL, value TEXT NOT NULL, upper TEXT, unit TEXT, text TEXT NOT NULL,
    time TEXT, status INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, document INTEGER NOT NULL,
    evidence INTEGER NOT NULL, claimed_by INTEGER
) STRICT;
CREATE TABLE events (n INTEGER PRIMARY KEY, fact INTEGER NOT NULL, stated INTEGER NOT NULL, day TEXT NOT NULL) STRICT;
CREATE TABLE series (
    n INTEGER PRIMARY KEY, about INTEGER NOT NULL, measure TEXT NOT NULL, unit TEXT, points INTEGER NOT NULL
) STRICT;
CREATE TABLE quotations (
    n INTEGER PRIMARY KEY, speaker INTEGER, text TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    document INTEGER NOT NULL, evidence INTEGER NOT NULL
) STRICT;
CREATE TABLE mentions (document INTEGER NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (document, thing)) STRICT, WITHOUT ROWID;
CREATE TABLE pairs (
    n INTEGER PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL, names TEXT NOT NULL, reasons TEXT NOT NULL,
    evidence TEXT NOT NULL
) STRICT;
CREATE TABLE blobs (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""

INDEXES = """
CREATE UNIQUE INDEX things_id ON things (id);
CREATE INDEX things_kind ON things (kind);
CREATE INDEX names_thing ON names (thing);
CREATE INDEX names_folded ON names (folded);
CREATE UNIQUE INDEX facts_id ON facts (id);
CREATE INDEX facts_s ON facts (s, o);
CREATE INDEX facts_o ON facts (o, s);
CREATE INDEX facts_p ON facts (p);
CREATE INDEX facts_confidence ON facts (confidence DESC, n);
CREATE INDEX events_fact ON events (fact);
CREATE UNIQUE INDEX documents_id ON documents (id);
CREATE INDEX evidence_document ON evidence (document);
CREATE INDEX statements_fact ON statements (fact);
CREATE INDEX statements_document ON statements (document);
CREATE INDEX observations_about ON observations (about, measure, unit);
CREATE INDEX observations_document ON observations (document);
CREATE INDEX quotations_speaker ON quotations (speaker);
CREATE INDEX quotations_document ON quotations (document);
CREATE INDEX mentions_thing ON mentions (thing, document);
CREATE INDEX pairs_things ON pairs (one, other);
"""

DRAFT = """
CREATE TABLE draft.texts (id TEXT PRIMARY KEY, text BLOB NOT NULL, blocks TEXT NOT NULL, left_out TEXT NOT NULL) STRICT;
CREATE TABLE draft.things (n INTEGER PRIMARY KEY, id TEXT NOT NULL, label TEXT NOT NULL, kind INTEGER NOT NULL,
    names TEXT NOT NULL, types TEXT NOT NULL, same_as TEXT NOT NULL, country TEXT, concept TEXT) STRICT;
CREATE TABLE draft.relations (n INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE draft.statements (
    n INTEGER PRIMARY KEY, s INTEGER NOT NULL, p INTEGER NOT NULL, o INTEGER NOT NULL, document INTEGER NOT NULL,
    evidence INTEGER NOT NULL, quote TEXT NOT NULL, stated_s TEXT, stated_o TEXT, status INTEGER NOT NULL,
    confidence TEXT NOT NULL, rule TEXT NOT NULL, spans TEXT NOT NULL, claimed_by INTEGER, qualifiers TEXT NOT NULL,
    stated INTEGER, day TEXT, low TEXT, high TEXT) STRICT;
CREATE TABLE draft.observations AS SELECT * FROM main.observations;
CREATE TABLE draft.quotations AS SELECT * FROM main.quotations;
CREATE TABLE draft.mentions (document INTEGER NOT NULL, thing INTEGER NOT NULL) STRICT;
CREATE TABLE draft.rank (draft INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;
CREATE TABLE draft.relation_rank (draft INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;
CREATE TABLE draft.fact_rank (s INTEGER, p INTEGER, o INTEGER, n INTEGER NOT NULL, PRIMARY KEY (s, p, o)) STRICT, WITHOUT ROWID;
"""
"""What is kept while the index is made and things have no numbers of their own yet: those here are in the order of reading."""
