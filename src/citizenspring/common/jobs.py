"""Runs the queued jobs (Procrastinate) until told to stop."""

import asyncio
import contextlib
import logging
import threading

import psycopg
from procrastinate import exceptions
from procrastinate.contrib.django import app

__all__ = ["run_jobs_until"]

AT_ONCE = 4
GOODBYE_SECONDS = 5
log = logging.getLogger("citizenspring.worker")


def run_jobs_until(stop: threading.Event) -> None:
    """Work the queue; when the database goes away, come back with it."""
    while not stop.is_set():
        try:
            asyncio.run(_run(stop))
        except (psycopg.Error, exceptions.ConnectorException) as problem:
            log.warning("Queued jobs wait for the database: %s", str(problem).split("\n")[0])
            stop.wait(1)


async def _run(stop: threading.Event) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's own
    with app.replace_connector(connector) as worker_app:
        async with worker_app.open_async():
            working = asyncio.create_task(
                worker_app.run_worker_async(
                    concurrency=AT_ONCE,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=GOODBYE_SECONDS,
                )
            )
            while not stop.is_set() and not working.done():  # noqa: ASYNC110  # a thread sets it
                await asyncio.sleep(0.3)
            if working.done():
                working.result()
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working
