"""``citizenspring serve``: the web processes alone, for machines that share the work."""

import os
import signal
from contextlib import suppress
from typing import Any

import click
from granian.log import LogLevels
from granian.server import Server

from citizenspring.common.parent import GOODBYE, adopt, end_with_parent
from citizenspring.common.ports import require_free

from ._limits import raise_open_files
from ._platform import load_platform

__all__ = ["command"]

# The operating system keeps this many newcomers waiting while every process is busy.
WAITING_LINE = 2048
GOODBYE_SECONDS = 8


class _Server(Server):  # type: ignore[misc, valid-type]  # a choice between classes
    """Granian's server, whose processes first let their streams end."""

    def signal_handler_interrupt(self, *received: Any) -> None:
        for worker in self.wrks:
            with suppress(ProcessLookupError):
                os.kill(worker.inner.pid, GOODBYE)
        super().signal_handler_interrupt(*received)


@click.command("serve")
@click.option("--host", help="Address to listen on; else CITIZENSPRING_HOST.")
@click.option("--port", type=int, help="Port to listen on; else CITIZENSPRING_PORT.")
def command(host: str | None, port: int | None) -> None:
    """Serve pages and live streams, without background work."""
    end_with_parent(signal.SIGTERM)
    load_platform()
    from django.conf import settings  # noqa: PLC0415  # because the platform must be loaded first

    host, port = host or settings.HOST, port or settings.PORT
    require_free(host, port)
    os.environ["CITIZENSPRING_ADDRESS"] = settings.PUBLIC_ADDRESS
    raise_open_files(settings.LIVE_LIMIT * 2)
    _serve(host, port, settings.PROCESSES, settings.LIVE_LIMIT)


def _serve(host: str, port: int, processes: int, live_limit: int) -> None:
    from django.db import connections  # noqa: PLC0415  # because the platform must be loaded first
    from granian.constants import Interfaces, Loops  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415

    connections.close_all()
    adopt()
    server = _Server(
        "citizenspring.common.server:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        loop=Loops.asyncio,
        workers=processes,
        websockets=False,
        backlog=WAITING_LINE,
        # Every open connection counts here, those that only listen too.
        backpressure=live_limit + WAITING_LINE,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        respawn_failed_workers=True,
        workers_kill_timeout=GOODBYE_SECONDS,
        log_level=LogLevels.warning,
    )
    server.serve()
