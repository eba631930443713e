"""The SPARQL 1.1 Protocol over HTTP: from a store to an application that answers, and to a server that runs it."""

from fintech_kg.endpoint.app import Settings, make_app
from fintech_kg.endpoint.generation import Newer
from fintech_kg.endpoint.server import bound_socket, serve

__all__ = ["Newer", "Settings", "bound_socket", "make_app", "serve"]
