"""Loaded by pytest before the settings are read: every test runs on a real PostgreSQL.

The migrated database is kept as a template between runs, named after the migrations it holds, and
each run (each worker of ``-n``) copies it: milliseconds instead of a migration.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from citizenspring.common.postgres import use_own_database_unless_told

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

PACKAGE = Path(__file__).resolve().parent.parent
# Any number, the same for all: who holds it in the database is the one to make the template.
TEMPLATE_LOCK = 7_020_262

os.environ.setdefault("CITIZENSPRING_DEMO", "1")
# Styles and scripts as they lie in the sources, under their plain names.
os.environ.setdefault("CITIZENSPRING_DEBUG", "1")
use_own_database_unless_told(Path.cwd() / "var" / "test-postgres", durable=False)
(Path.cwd() / "var" / "static").mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: "DjangoDbBlocker"
) -> Iterator[None]:
    """Give this run (or this worker of it) a database of its own, copied from the template."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_{worker}_{os.getpid()}"
    with _maintenance() as server:
        template = _template(server, django_db_blocker)
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        # Some tests commit, and what they leave is emptied between them, the record too.
        server.execute(f"ALTER DATABASE \"{name}\" SET citizenspring.may_truncate = 'on'")
    with _pointed_at(name):
        yield
    with _maintenance() as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _template(server: psycopg.Connection[Any], blocker: "DjangoDbBlocker") -> str:
    """The name of the migrated database, made first when no earlier run has."""
    from django.core.management import call_command  # noqa: PLC0415  # settings are read by now

    name = f"template_{_digest()}"
    server.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
    known = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
    if name not in known:
        for old in known:
            if old.startswith(("template_", "making_")):
                server.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "making_{name}" TEMPLATE template0')
        with blocker.unblock(), _pointed_at(f"making_{name}"):
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        server.execute(f'ALTER DATABASE "making_{name}" RENAME TO "{name}"')
    server.execute("SELECT pg_advisory_unlock(%s)", [TEMPLATE_LOCK])
    return name


def _digest() -> str:
    """What the template depends on: the migrations of the platform and of what it is built on."""
    from django.conf import settings  # noqa: PLC0415  # read by now

    found = hashlib.sha256(" ".join(settings.INSTALLED_APPS).encode())
    for path in sorted(PACKAGE.glob("*/migrations/*.py")):
        found.update(str(path.relative_to(PACKAGE)).encode() + path.read_bytes())
    for name in ("django", "django-allauth", "procrastinate"):
        found.update(f"{name} {metadata.version(name)}".encode())
    return found.hexdigest()[:16]


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection[Any]]:
    """A connection to the server, outside every test's database."""
    from citizenspring.common.connecting import own_parameters  # noqa: PLC0415  # settings are read

    parameters = {**own_parameters(), "dbname": "postgres"}
    with psycopg.connect(**parameters, autocommit=True) as server:
        yield server


@contextmanager
def _pointed_at(name: str) -> Iterator[None]:
    """Have Django use this database; every thread's connection reads the same settings."""
    from django.db import connection, connections  # noqa: PLC0415  # settings are read by now

    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    yield
    connections.close_all()
    connection.settings_dict["NAME"] = before
