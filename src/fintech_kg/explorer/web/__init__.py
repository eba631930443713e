"""The explorer over HTTP: from an index that may be made anew to the routes of its page and of the page's questions."""

from fintech_kg.explorer.web.desk import Desk, LedgerDesk
from fintech_kg.explorer.web.routes import explorer_routes
from fintech_kg.explorer.web.served import Newest

__all__ = ["Desk", "LedgerDesk", "Newest", "explorer_routes"]
