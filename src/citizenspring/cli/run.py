"""``citizenspring run``: everything on one machine, started and stopped together."""

import os
import signal
from pathlib import Path
from typing import IO

import click

from citizenspring.common.ports import free_port
from citizenspring.common.postgres import Cluster, only_one, platform_address

from ._platform import var_folder
from ._prepare import prepare
from ._supervisor import Supervisor

__all__ = ["command", "tell_address"]


@click.command("run")
@click.option("--port", type=int, help="Port to listen on; else CITIZENSPRING_PORT, else 8000.")
def command(port: int | None) -> None:
    """Run the platform on one port, with its background work and its database."""
    # Asked to stop while it starts, it stops like after Ctrl-C: nothing stays behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    var = var_folder()
    with only_one(var / "running") as mark:
        if mark is None:
            where = (var / "running").read_text().strip() or "its address"
            message = f"Citizen Spring already runs from {var}: open {where}, or stop it first."
            raise click.ClickException(message)
        mark.truncate(0)
        try:
            _run(var, port, mark)
        except KeyboardInterrupt:
            click.echo("Stopped.")
        finally:
            mark.truncate(0)


def _run(var: Path, port: int | None, mark: IO[str]) -> None:
    # Read before anything starts, so that a setting that makes no sense stops it here.
    from citizenspring import settings  # noqa: PLC0415

    only = port is not None or "CITIZENSPRING_PORT" in os.environ
    port = free_port(settings.HOST, port or settings.PORT, only=only)
    address = settings.PUBLIC_ADDRESS
    if "CITIZENSPRING_ADDRESS" not in os.environ:
        address = f"http://{settings.HOST}:{port}"
        # What it is was decided without an address, and listening everywhere does not change it.
        os.environ["CITIZENSPRING_DEMO"] = str(int(settings.DEMO))
        os.environ["CITIZENSPRING_ADDRESS"] = address
    mark.write(address)
    mark.flush()
    told = os.environ.get("DATABASE_URL", "")
    cluster = None if told else Cluster(var / "postgres")
    try:
        database = platform_address(cluster) if cluster else told
        prepare(var, database, demo=settings.DEMO)
        supervisor = Supervisor(cluster)
        supervisor.run(settings.HOST, port, lambda: tell_address(address, demo=settings.DEMO))
    finally:
        if cluster:
            cluster.leave()


def tell_address(address: str, *, demo: bool) -> None:
    """Say where it is and, in a demo, where to begin."""
    click.echo(f"Citizen Spring is at {address}")
    if demo:
        click.echo(f"Try it as an organiser, a moderator or a resident: {address}/demo/people/")
