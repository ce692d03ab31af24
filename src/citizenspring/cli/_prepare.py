"""What must be so before the platform serves: tables, catalogues, files to serve.

A stamp remembers what was prepared, so that a second start skips what has not changed.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import psycopg

__all__ = ["prepare"]

PACKAGE = Path(__file__).resolve().parent.parent


def prepare(var: Path, database: str, *, demo: bool) -> None:
    """Do what the stamp says is not yet done, each step in a process of its own."""
    stamp = var / "prepared.json"
    wanted = {"code": _digest(_code()), "database": _database(database), "demo": demo}
    if stamp.exists() and json.loads(stamp.read_text()) == wanted:
        return
    steps = [("Preparing the database", ["migrate", "--quiet"]), ("Collecting files", ["collect"])]
    if demo:
        steps.append(("Building the demo city", ["demo"]))
    for saying, arguments in steps:
        click.echo(f"{saying} …")
        command = [sys.executable, "-m", "citizenspring", *arguments]
        done = subprocess.run(command, check=False)  # noqa: S603  # our own program
        if done.returncode:
            raise SystemExit(done.returncode)
    wanted["database"] = _database(database)
    stamp.write_text(json.dumps(wanted))


def _code() -> Iterable[Path]:
    """The files whose change asks for new tables, catalogues or files to serve."""
    yield from PACKAGE.glob("*/migrations/*.py")
    yield from PACKAGE.glob("locale/*/LC_MESSAGES/django.po")
    for pattern in ("static/**/*", "*/static/**/*"):
        yield from (path for path in PACKAGE.glob(pattern) if path.is_file())
    yield from Path(psycopg.__file__).parent.parent.glob("*.dist-info")


def _digest(files: Iterable[Path]) -> str:
    """What the files are, by name, size and time: enough to see a change, cheap at each start."""
    found = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def _database(address: str) -> list[str]:
    """Which database it is, and the last migration it has seen."""
    with psycopg.connect(address) as connection:
        known = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        if known is None or known[0] is None:
            return []
        row = connection.execute(
            "SELECT oid::text, (SELECT count(*)::text FROM django_migrations)"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        return list(row or ())
