"""From the documents that a run skipped to what the terminal says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import typer

from fintech_kg.visible import visible

_TOLD = 20
"""How many are told; all stand in the report."""


def tell_skipped(skipped: Sequence[Mapping[str, str]]) -> None:
    """Prints the first ones, by source and reason, to standard error, and how many more there are."""
    for one in skipped[:_TOLD]:
        typer.echo(f"fintech-kg: skipped {visible(one['source'])}: {visible(one['reason'])}", err=True)
    if len(skipped) > _TOLD:
        typer.echo(f"fintech-kg: and {len(skipped) - _TOLD} more, which the report names", err=True)
