"""Keeps the platform's processes running, and its database when that is its own."""

import http.client
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from citizenspring.common.parent import adopt
from citizenspring.common.postgres import Cluster, PostgresRefused

__all__ = ["Supervisor"]

LOOK_SECONDS = 0.1
GOODBYE_SECONDS = 15
LONGEST_PAUSE = 30.0
DATABASE_PAUSE = 3.0
# A process that lived this long was well: its next fall is a first one.
WELL_AFTER = 30.0
log = logging.getLogger("citizenspring.run")


@dataclass
class Child:
    """One process of the platform; started again whenever it ends unasked."""

    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0

    def keep_running(self) -> None:
        now = time.monotonic()
        if self.process is not None:
            if self.process.poll() is None:
                return
            if now - self.started > WELL_AFTER:
                self.falls = 0
            self.falls += 1
            log.warning("The %s ended (%s); starting it.", self.arguments[0], self.process.poll())
        if self.falls > 1 and now - self.started < min(LONGEST_PAUSE, 2.0**self.falls):
            return
        command = [sys.executable, "-m", "citizenspring", *self.arguments]
        self.started = now
        # In a session of its own, so that Ctrl-C reaches it through the supervisor alone.
        self.process = subprocess.Popen(command, start_new_session=True)  # noqa: S603  # our own

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_for_end(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Web processes, worker and, when it is the platform's own, PostgreSQL."""

    def __init__(self, cluster: Cluster | None) -> None:
        self.cluster = cluster
        self.children: list[Child] = []

    def run(self, host: str, port: int, tell: Callable[[], None]) -> None:
        """Keep everything running until interrupted; ``tell`` once, when the first page answers."""
        adopt()
        self.children = [Child(["serve", "--host", host, "--port", str(port)])]
        try:
            self._look()
            while not _answers(host, port):
                time.sleep(LOOK_SECONDS)
                self._look()
            tell()
            # Only now, so that the first page does not wait for a second process to load.
            self.children.append(Child(["worker"]))
            while True:
                self._look()
                time.sleep(LOOK_SECONDS)
        finally:
            self._stop()

    def _look(self) -> None:
        if self.cluster and not self.cluster.is_held():
            log.warning("PostgreSQL ended; starting it.")
            try:
                self.cluster.ensure_running()
            except PostgresRefused as problem:
                # Pages say that they are back in a moment; a full disk, say, may be freed in it.
                log.error("%s", problem)  # noqa: TRY400  # the sentence says it all
                time.sleep(DATABASE_PAUSE)
        for child in self.children:
            child.keep_running()

    def _stop(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + GOODBYE_SECONDS
        for child in self.children:
            child.wait_for_end(deadline)


def _answers(host: str, port: int) -> bool:
    """Whether a page comes back; ``0.0.0.0`` and ``::`` stand for every address of the machine."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # it is only read
    connection = http.client.HTTPConnection(near, port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True
