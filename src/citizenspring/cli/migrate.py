"""``citizenspring migrate``: bring the database to the shape the code expects."""

import time

import click

from ._platform import load_platform

__all__ = ["bring_up_to_date", "command", "missing_migrations"]

# Long enough for a lock between two short statements, too short to hold up the people who vote.
LOCK_MILLISECONDS = 300
TRIES = 40


@click.command("migrate")
@click.option("--quiet", is_flag=True, help="Say only what goes wrong.")
def command(*, quiet: bool) -> None:
    """Bring the database up to date, without making visitors wait."""
    load_platform()
    changed = bring_up_to_date()
    if not quiet:
        click.echo(f"{changed} changes made." if changed else "The database is up to date.")


def missing_migrations() -> list[tuple[str, str]]:
    """What the database has not yet seen, in the order it needs."""
    from django.db import connection  # noqa: PLC0415  # because the platform must be loaded first
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _ in plan]


def bring_up_to_date() -> int:
    """Apply what is missing, one migration at a time; how many there were."""
    from django.core.management import call_command  # noqa: PLC0415

    missing = missing_migrations()
    if _is_in_use():
        for app, name in missing:
            _apply(app, name)
    if missing:
        # All at once where nobody waits; and rows such as content types are made after the last.
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return len(missing)


def _is_in_use() -> bool:
    from django.db import connection  # noqa: PLC0415  # because the platform must be loaded first

    return "people_person" in connection.introspection.table_names()


def _apply(app: str, name: str) -> None:
    """One migration, tried again whenever someone else holds what it needs."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import OperationalError, connection  # noqa: PLC0415

    for attempt in range(TRIES):
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{LOCK_MILLISECONDS}ms'")
            call_command("migrate", app, name, verbosity=0)
        except OperationalError as problem:
            if "lock timeout" not in str(problem):
                raise
            time.sleep(min(2.0, 0.1 * 2**attempt))
        else:
            return
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
    message = f"{app} {name} found its tables busy for too long: try again in a quieter hour."
    raise click.ClickException(message)
