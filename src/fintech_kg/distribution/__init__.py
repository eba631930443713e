"""From documents to a graph in shards, by many machines: what `build` makes, as N-Quads that a large store loads."""

from fintech_kg.distribution.run import distribute

__all__ = ["distribute"]
