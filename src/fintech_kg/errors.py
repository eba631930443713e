"""The exceptions of fintech_kg. Each carries its data and phrases itself: what was wrong, where, what to do.

FintechKGError
├── DocumentError          skips one document; the run goes on and the report names it
│   ├── UnreadableDocument     the file cannot be opened or is gone
│   ├── UnknownMediaType       no reader takes files of this kind
│   ├── NotText                the bytes are no text in any encoding that we know
│   ├── EmptyDocument          nothing is left to read
│   │   └── NoTextFound            the file is whole, and holds no text that could be read
│   ├── BrokenDocument         the file is damaged, or not of the format that its name says
│   ├── EncryptedDocument      the file asks for a password
│   ├── UnsafeDocument         the file would unpack or expand to too much
│   ├── TooLong                the document is longer than we take on
│   ├── LimitExceeded          reading it would cost more than a limit allows
│   ├── ReaderFailed           its reader broke on it, or the process in which it ran
│   └── ExtractionFailed       the pipeline could not digest the text
└── RunError               stops the run before anything is written
    ├── NoInput                no path, or no document that could be read
    ├── MissingExtra           a library that is an extra is not installed
    ├── UnknownFormat          a format, reader or kept query that does not exist
    ├── ModelNotFound          the spaCy pipeline is not installed
    ├── BrokenOntology         ontology or lexicon cannot be used
    ├── BrokenLedger           the ledger of decisions cannot be used
    ├── NoGraph                the output folder holds no graph
    ├── GraphReplaced          the output was built again since it was read
    ├── OutputBusy             another process writes the folder
    ├── UnknownDocument        the output was built from no document of that name
    ├── IncompleteCache        the cache cannot build the output again without the documents' files
    └── BadQuery               SPARQL that does not parse or may not run here
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterable

_LONGEST_REASON = 200


class FintechKGError(Exception):
    """The root of all errors that this package raises on purpose. `exit_code` is what the command ends with."""

    exit_code = 2

    def __reduce__(self) -> tuple[object, ...]:
        """What a worker process sends: the finished error, where Exception would call the class with its message alone."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


def reason_of(error: BaseException) -> str:
    """What a library's exception says, on one line and not too long; its kind where it says nothing."""
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= _LONGEST_REASON else f"{words[:_LONGEST_REASON]}…"


class DocumentError(FintechKGError):
    """Skips one document; `source` names it and `reason` says why."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source}: {reason}")


class UnreadableDocument(DocumentError):
    """Skips one document that cannot be opened."""


class UnknownMediaType(DocumentError):
    """Skips one document that no reader takes."""

    def __init__(self, source: str, suffix: str, known: Iterable[str]) -> None:
        super().__init__(source, f"no reader takes {suffix or 'a file without a suffix'}; readers: {', '.join(known)}")


class NotText(DocumentError):
    """Skips one document whose bytes are no text."""

    def __init__(self, source: str, reason: str = "not a text file (binary, or in an encoding that cannot be told)") -> None:
        super().__init__(source, reason)


class EmptyDocument(DocumentError):
    """Skips one document in which nothing is left to read."""

    def __init__(self, source: str, reason: str = "the document is empty") -> None:
        super().__init__(source, reason)


class NoTextFound(EmptyDocument):
    """Skips one document in whose pages no text was found."""

    def __init__(self, source: str, reason: str = "no text found in it") -> None:
        super().__init__(source, reason)


class BrokenDocument(DocumentError):
    """Skips one document that is damaged, or not of the format that its name says."""


class EncryptedDocument(DocumentError):
    """Skips one document that asks for a password."""

    def __init__(self, source: str, reason: str = "encrypted with a password") -> None:
        super().__init__(source, reason)


class UnsafeDocument(DocumentError):
    """Skips one document that would unpack or expand to too much."""


class TooLong(DocumentError):
    """Skips one document that is longer than we take on."""

    def __init__(self, source: str, length: int, longest: int) -> None:
        super().__init__(source, f"{length:,} characters long, and at most {longest:,} are read; split it")


class LimitExceeded(DocumentError):
    """Skips one document, or what is left of an archive or a table; `limit` is the bound to raise where the file is honest."""

    def __init__(self, source: str, reason: str, limit: str) -> None:
        super().__init__(source, f"{reason} (--limit {limit})")


class ReaderFailed(DocumentError):
    """Skips one document on which its reader broke."""


class ExtractionFailed(DocumentError):
    """Skips one document that the pipeline could not digest."""


class RunError(FintechKGError):
    """Stops the run; nothing was written."""


class NoInput(RunError):
    """Stops the run: there is nothing to build a graph from."""


class UnknownFormat(RunError):
    """Stops the run; `known` lists what there is."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = sorted(known)
        super().__init__(f"no {what} is called {name!r}; there are: {', '.join(self.known)}")


class MissingExtra(RunError):
    """Stops the run: `what` needs a library that only the extra installs."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        self.library = library
        self.extra = extra
        super().__init__(f"{what} needs {library}, which is not installed; pip install 'fintech-kg[{extra}]' installs it")


class ModelNotFound(RunError):
    """Stops the run: the spaCy pipeline cannot be loaded."""

    def __init__(self, model: str, reason: str) -> None:
        self.model = model
        super().__init__(f"the spaCy pipeline {model!r} cannot be loaded ({reason}); install it, or name another with --model")


class BrokenOntology(RunError):
    """Stops the run: the ontology or the lexicon cannot be used."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")


class BrokenLedger(RunError):
    """Stops the run: the ledger of decisions cannot be read, is none, or contradicts itself."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"the ledger {where} cannot be used: {' '.join(reason.split())}; mend it, nothing was changed")


class NoGraph(RunError):
    """Stops the run: the folder holds no graph."""

    def __init__(self, folder: str, file: str = "graph.trig") -> None:
        super().__init__(f"{folder} holds no {file}; build one first: fintech-kg build INPUT --output {folder}")


class GraphReplaced(RunError):
    """Stops the run: another graph is in the folder than the one that was read."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder} was built again since it was read; try again")


class OutputBusy(RunError):
    """Stops the run: another process writes the folder, and this one was told not to wait."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: the same command may work later

    def __init__(self, folder: str, holder: int | None) -> None:
        self.holder = holder
        who = "another process" if holder is None else f"process {holder}"
        super().__init__(f"{who} is writing {folder}; nothing was done, try again when it has ended")


class UnknownDocument(RunError):
    """Stops the run: the output was built from no document of that name; `near` are names like it."""

    def __init__(self, name: str, near: Iterable[str]) -> None:
        self.name = name
        self.near = list(near)
        meant = f"; did you mean {' or '.join(self.near)}?" if self.near else "; the report lists them"
        super().__init__(f"the output was built from no document called {name!r}{meant}")


class IncompleteCache(RunError):
    """Stops the run: the cache cannot build the output again without the documents' files."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; take the documents out of the input and run `fintech-kg build` again")


class BadQuery(RunError):
    """Stops the run: the SPARQL does not parse or may not run here."""
