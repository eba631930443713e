"""The small graph of the command's tests."""

from ..cli.conftest import graph_files

__all__ = ["graph_files"]
