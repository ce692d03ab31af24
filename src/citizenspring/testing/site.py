"""The real server, in a process of its own, on the database of this test run."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from citizenspring.common.ports import free_port

__all__ = ["FIRST_PORT", "serving", "wait_for_page", "working"]

# Below 32768, where the system takes the ports of outgoing connections from.
FIRST_PORT = 20_000
START_SECONDS = 90


@contextmanager
def serving(database: str, *, worker: int = 0, **environment: str) -> Iterator[str]:
    """Serve the platform from ``database`` until the block ends; its address."""
    port = free_port("127.0.0.1", FIRST_PORT + 50 * worker, only=False)
    log = Path.cwd() / "var" / f"test-server-{port}.log"
    with log.open("w") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "citizenspring", "serve", "--port", str(port)],
            env={
                **os.environ,
                "CITIZENSPRING_VAR": str(Path.cwd() / "var" / "test-site"),
                # One key for both, so that who signs in here is known there.
                "CITIZENSPRING_SECRET_KEY": settings.SECRET_KEY,
                "CITIZENSPRING_PEPPER": settings.PEPPER,
                "DATABASE_URL": database,
                "CITIZENSPRING_PROCESSES": "1",
                "CITIZENSPRING_ADDRESS": f"http://127.0.0.1:{port}",
                **environment,
            },
            stdout=lines,
            stderr=lines,
        )
        try:
            wait_for_page(port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(START_SECONDS)


@contextmanager
def working(database: str, var: Path) -> Iterator[None]:
    """Do the background work on ``database`` until the block ends; its record goes to ``var``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "citizenspring", "worker"],
        env={**os.environ, "CITIZENSPRING_VAR": str(var), "DATABASE_URL": database},
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)


def wait_for_page(port: int, log: Path, *, seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    message = f"the server did not answer: read {log}"
    raise AssertionError(message)
