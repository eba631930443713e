"""`fintech-kg serve`: the explorer and a SPARQL endpoint on this machine."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from fintech_kg.cli.options import Infer, LedgerFile, ledger_beside
from fintech_kg.errors import RunError
from fintech_kg.sparql.entailment import Entailment
from fintech_kg.visible import visible

if TYPE_CHECKING:
    from fintech_kg.endpoint import Newer
    from fintech_kg.explorer.web import Newest
    from fintech_kg.store.oxigraph import OpenStore

_LOCAL = {"127.0.0.1", "localhost", "::1"}
_MIB = 1024 * 1024


class DefaultGraphKind(StrEnum):
    """What a query without GRAPH and FROM reads."""

    DEFAULT = "default"
    UNION = "union"


def serve_command(
    sources: Annotated[list[Path] | None, typer.Argument(help="The folder that `build` wrote, or RDF files.")] = None,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; others than this machine need a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 takes a free one.")] = 7878,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="FINTECH_KG_TOKEN", help="What callers must show as Authorization: Bearer TOKEN."),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="A further name that the server goes by.")
    ] = None,
    cors: Annotated[list[str] | None, typer.Option("--cors", help="An origin whose pages may read answers, or *.")] = None,
    named_graph: Annotated[list[str] | None, typer.Option("--named-graph", help="IRI=FILE: triples as a named graph.")] = None,
    default_graph: Annotated[
        DefaultGraphKind, typer.Option("--default-graph", help="Query the default graph, or the union of the named graphs.")
    ] = DefaultGraphKind.DEFAULT,
    infer: Infer = Entailment.NONE,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds for a query.")] = 30.0,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows or triples of an answer.")] = 1_000_000,
    max_mib: Annotated[int, typer.Option("--max-mib", min=1, help="MiB of an answer.")] = 64,
    max_memory: Annotated[int, typer.Option("--max-memory", min=64, help="MiB of memory for a query.")] = 1024,
    max_query: Annotated[int, typer.Option("--max-query", min=1, help="KiB of a query's text.")] = 256,
    per_client: Annotated[
        int | None,
        typer.Option(
            "--per-client", min=1, help="Queries that one address may have at once; half of --concurrency for other hosts."
        ),
    ] = None,
    in_memory: Annotated[
        int, typer.Option("--in-memory", min=0, help="MiB of memory that the default graph may take, to answer faster.")
    ] = 1024,
    keep: Annotated[int, typer.Option("--keep", min=0, help="MiB of answers kept for who asks the same again.")] = 64,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, help="Queries that run at once.")] = 16,
    ledger: LedgerFile = None,
) -> None:
    """Show the graph in a browser and answer SPARQL queries at /sparql, for this machine alone unless told otherwise."""
    from fintech_kg.endpoint import Settings, bound_socket, make_app, serve
    from fintech_kg.endpoint.guard import Guarding
    from fintech_kg.endpoint.pool import Places
    from fintech_kg.explorer.web import explorer_routes
    from fintech_kg.sparql import Limits
    from fintech_kg.sparql.question import DEFAULT_GRAPH
    from fintech_kg.store.quads import INFERRED

    if host not in _LOCAL and token is None:
        token = secrets.token_urlsafe(32)
        typer.echo(f"fintech-kg: {host} can be reached from outside; callers need the token {token}", err=True)
    if token is not None and not token.isascii():
        raise RunError("a token is plain ASCII, as a header can carry it")
    settings = Settings(
        limits=Limits(timeout, max_rows, max_mib * _MIB, max_memory * _MIB, max_query * 1024),
        places=Places(
            running=concurrency,
            long=max(1, concurrency // 2),
            warm=min(6, concurrency),
            memory=in_memory * _MIB,
            answers=keep * _MIB,
        ),
        guarding=Guarding(_hosts(host, allow_host or []), token, frozenset(cors or [])),
        union=default_graph is DefaultGraphKind.UNION,
        per_client=per_client if per_client is not None or host in _LOCAL else max(1, concurrency // 2),
        default=None if infer is Entailment.NONE else (DEFAULT_GRAPH, INFERRED.value),
    )
    listening = bound_socket(host, port)
    address = listening.getsockname()
    shown = f"[{address[0]}]" if ":" in address[0] else address[0]

    def ready(offline: bool) -> None:
        if not offline:
            typer.echo(
                "fintech-kg: this platform cannot take the network from queries; SERVICE is refused as they are read", err=True
            )
        typer.echo(f"SPARQL at http://{shown}:{address[1]}/sparql; Ctrl-C stops it")
        if newest is not None:
            typer.echo(f"Explorer at http://{shown}:{address[1]}/{'' if token is None else f'?token={quote(token)}'}")

    served, named = sources or [Path("output")], named_graph or []
    with listening, _store(served, named, infer) as store, _explorer(served, named, ledger) as newest:
        routes = [] if newest is None else explorer_routes(newest)
        app = make_app(store, settings, routes=routes, ready=ready, newer=_newer(served, named, infer))
        serve(app, listening, longest_header=max_query * 3 * 1024 + 65536)


@contextmanager
def _explorer(sources: list[Path], named: list[str], ledger: Path | None) -> Iterator[Newest | None]:
    """The explorer of a folder that `build` wrote, whose index is made if need be; None for RDF files."""
    from fintech_kg.cli.explorer import explorer_desk
    from fintech_kg.explorer.web import Newest

    if not _is_built(sources, named):
        yield None
        return
    desk = explorer_desk(sources[0], ledger_beside(sources[0]) if ledger is None else ledger)
    newest = Newest(desk, lambda problem: typer.echo(f"fintech-kg: {visible(problem)}", err=True))
    newest.start()
    try:
        yield newest
    finally:
        newest.close()


def _store(sources: list[Path], named: list[str], infer: Entailment) -> AbstractContextManager[OpenStore]:
    from fintech_kg.store.loaded import loaded_store
    from fintech_kg.store.oxigraph import open_store

    missing = next((path for path in sources if not path.exists()), None)
    if missing is not None and (len(sources) > 1 or missing.suffix):
        raise RunError(f"{missing} is not there")
    if _is_built(sources, named):
        return open_store(sources[0], entailment=infer)
    if infer is not Entailment.NONE:
        raise RunError("--infer needs a folder that `build` wrote")
    files = [path for path in sources if path != Path("output") or path.is_file()]
    folder = next((path for path in files if path.is_dir()), None)
    if folder is not None:
        raise RunError(f"{folder} is a folder; serve one folder that `build` wrote, or RDF files")
    return loaded_store(files, [_named(one) for one in named])


def _is_built(sources: list[Path], named: list[str]) -> bool:
    """Whether what is served is a folder that `build` wrote."""
    return len(sources) == 1 and not sources[0].is_file() and not named


def _newer(sources: list[Path], named: list[str], infer: Entailment) -> Newer | None:
    from fintech_kg.endpoint import Newer
    from fintech_kg.store.oxigraph import graph_stamp, open_store

    if not _is_built(sources, named):
        return None
    return Newer(lambda: graph_stamp(sources[0]), lambda: open_store(sources[0], entailment=infer))


def _named(given: str) -> tuple[str, Path]:
    iri, separator, path = given.rpartition("=")
    return (iri, Path(path)) if separator else (Path(given).absolute().as_uri(), Path(given))


def _hosts(host: str, more: list[str]) -> frozenset[str] | None:
    """The names by which the server may be called. With a token, a page that points its own name here gains nothing."""
    from fintech_kg.endpoint.guard import LOCAL_HOSTS

    if host not in _LOCAL and not more:
        return None
    return LOCAL_HOSTS | {one.lower() for one in more} | {f"[{host}]" if ":" in host else host}
