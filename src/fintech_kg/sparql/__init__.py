"""Questions in a process of their own: from a query to the bytes of its answer, with limits on all that it may use."""

from fintech_kg.sparql.limits import Limits
from fintech_kg.sparql.once import ask_once
from fintech_kg.sparql.question import Outcome, Question, Reply

__all__ = ["Limits", "Outcome", "Question", "Reply", "ask_once"]
