"""The command line: one module a verb. Only here is anything printed or an environment variable read."""

from fintech_kg.cli.main import main

__all__ = ["main"]
