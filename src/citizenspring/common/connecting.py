"""Connections to the platform's database beside Django's own."""

from typing import Any

import psycopg
from django.db import connection

__all__ = ["own_connection", "own_parameters"]

ONLY_DJANGOS = ("cursor_factory", "context")


def own_parameters() -> dict[str, Any]:
    """How to reach the database, for psycopg itself."""
    found = connection.get_connection_params()
    return {name: value for name, value in found.items() if name not in ONLY_DJANGOS}


def own_connection() -> psycopg.Connection:
    """A connection of its own to the platform's database, outside Django's transactions."""
    return psycopg.connect(**own_parameters(), autocommit=True)
