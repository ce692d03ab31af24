"""``citizenspring restore FILE``: a backup becomes the platform's database again."""

import fcntl
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import click
import psycopg

from ._archive import DATABASE, Manifest, described, keys_in, open_archive, run_tool, take_out
from ._platform import key_folder_and_secret, load_platform, var_folder
from .migrate import bring_up_to_date

__all__ = ["command"]


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace what the database holds now.")
def command(file: Path, *, yes: bool) -> None:
    """Put the database and the keys of FILE in place, then compare the public record."""
    _refuse_while_running()
    load_platform()
    from citizenspring.common.connecting import own_connection  # noqa: PLC0415  # Django is loaded now

    with open_archive(file) as (manifest, archive):
        keys = keys_in(archive)
        with own_connection() as connection:
            _refuse_to_lose(connection, yes=yes)
            with tempfile.TemporaryDirectory(prefix="restore-") as work:
                database = Path(work) / DATABASE
                take_out(archive, DATABASE, database)
                click.echo("Putting the database in place …")
                _replace(connection, database)
        _compare(manifest)
    _write_keys(keys)
    bring_up_to_date()
    _forget_transactions()
    found = _findings()
    click.echo(f"Restored: the state of {manifest.made_at}, as {file.name} keeps it.")
    if found:
        message = f"The database does not agree with the public record: findings above ({found})."
        raise click.ClickException(message)


def _refuse_while_running() -> None:
    mark = var_folder() / "running"
    if not mark.exists():
        return
    with mark.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "The platform is running: stop it first, then restore."
            raise click.ClickException(message) from None


def _refuse_to_lose(connection: psycopg.Connection[Any], *, yes: bool) -> None:
    """Nothing that is there is replaced without being told so."""
    tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    others = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    held, busy = tables.fetchone() or (0,), others.fetchone() or (0,)
    if busy[0]:
        message = f"{busy[0]} other connections use this database: stop the platform first."
        raise click.ClickException(message)
    if held[0] and not yes:
        message = "This database is not empty: back it up, then add --yes to replace it."
        raise click.ClickException(message)


def _replace(connection: psycopg.Connection[Any], dump: Path) -> None:
    """All of the backup or nothing: a failure half way leaves the database as it was."""
    script = dump.with_suffix(".sql")
    run_tool("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
    # In one transaction with the restore itself.
    start = dump.with_name("start.sql")
    start.write_text("DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
    connection.close()
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    run_tool("psql", *options, "--output=/dev/null", f"--file={start}", f"--file={script}")


def _compare(manifest: Manifest) -> None:
    from citizenspring.common.connecting import own_connection  # noqa: PLC0415  # Django is loaded now

    with own_connection() as fresh:
        found = described(fresh)
    same = (found.record_size, found.record_root, found.rows)
    if same != (manifest.record_size, manifest.record_root, manifest.rows):
        message = "What was restored is not what the backup says it holds: do not use it."
        raise click.ClickException(message)
    click.echo(f"The public record is the same: {found.record_size} entries, equal root.")


def _places(keys: dict[str, bytes]) -> list[tuple[Path, bytes]]:
    folder, secret = key_folder_and_secret()
    return [
        (secret if name == secret.name else folder / name, content)
        for name, content in keys.items()
    ]


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content


def _write_keys(keys: dict[str, bytes]) -> None:
    """Put the backup's keys in place; one that was there stays beside them under another name."""
    for path, content in _places(keys):
        if path.exists() and not _differs(path, content):
            continue
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists():
            path.rename(_free_name(path))
        path.touch(mode=0o600)
        path.write_bytes(content)


def _forget_transactions() -> None:
    """The backup's server counted its transactions; this one counts its own."""
    from citizenspring.opinions.services import (  # noqa: PLC0415  # Django is loaded by now
        count_transactions_anew,
    )

    count_transactions_anew()


def _free_name(path: Path) -> Path:
    """A name for the key that was there; one put aside by an earlier restore keeps its own."""
    names = (f"{path.name}.before-restore{f'-{turn}' if turn > 1 else ''}" for turn in count(1))
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _findings() -> int:
    """What does not agree with the public record, each said in a line; how many there are."""
    from citizenspring.ledger.checks import run_checks  # noqa: PLC0415  # Django is loaded by now

    found = 0
    for found, finding in enumerate(run_checks(), start=1):  # noqa: B007  # counted after the loop
        click.echo(f"{finding.kind}, {finding.where}: {finding.sentence}", err=True)
    return found
