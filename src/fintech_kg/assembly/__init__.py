"""From all extractions to one agreed set of facts: a union, a grouping by key, and one description for each thing."""

from fintech_kg.assembly.assemble import assemble, facts_from

__all__ = ["assemble", "facts_from"]
