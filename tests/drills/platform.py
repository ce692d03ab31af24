"""A whole platform in a folder of its own, started with the one command and made to suffer."""

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

from citizenspring.common.ports import free_port
from citizenspring.common.postgres import Cluster
from citizenspring.testing.site import FIRST_PORT, wait_for_page

from .crowd import Crowd

__all__ = ["VICTIMS", "Platform", "running", "seconds_until_served"]

ROOT = Path(__file__).resolve().parents[2]
VICTIMS = {
    "web process": ("citizenspring", "serve"),
    "worker": ("citizenspring", "worker"),
    "database session": ("postgres:", "citizenspring", "local"),
    "postmaster": ("postgres", "-D"),
}
# Commits are told before they are written, and stay in memory for as long as PostgreSQL allows.
FORGETFUL = {
    "synchronous_commit": "off",
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "1GB",
}


@dataclass
class Platform:
    """The platform under drill: its folder, its processes, and how to hurt them."""

    var: Path
    port: int
    environment: dict[str, str]
    supervisor: subprocess.Popen[bytes] | None = None

    def tool(self, *arguments: str, given: str | None = None) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            check=True,
            cwd=ROOT,
            env=self.environment,
            input=given,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def pids(self, *words: str) -> list[int]:
        """Processes of this platform whose command line has all the words."""
        found = []
        for pid in self.family():
            # One may end while its family is counted.
            with suppress(FileNotFoundError, ProcessLookupError):
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                if all(word in line for word in words):
                    found.append(pid)
        return sorted(found)

    def family(self) -> set[int]:
        assert self.supervisor is not None
        found, waiting = set(), [self.supervisor.pid, self.postmaster()]
        while waiting:
            pid = waiting.pop()
            found.add(pid)
            waiting += children_of(pid)
        return found

    def kill(self, victim: str) -> float:
        """``kill -9`` of one process of that kind; when that was."""
        # The last of its name: with web processes one that serves, not the one that watches.
        os.kill(self.pids(*VICTIMS[victim])[-1], signal.SIGKILL)
        return time.monotonic()

    def kill_database(self) -> float:
        """``kill -9`` of PostgreSQL's every process at once, as when a machine stops."""
        postmaster = self.postmaster()
        for pid in (postmaster, *children_of(postmaster)):
            # A session that ended in this moment is as good as killed.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return time.monotonic()

    def make_forgetful(self) -> None:
        """Have the database acknowledge what it has not written: the negative control."""
        address = Cluster(self.var / "postgres").address("postgres")
        with psycopg.connect(address, autocommit=True) as database:
            for name, value in FORGETFUL.items():
                database.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            database.execute("SELECT pg_reload_conf()")

    def postmaster(self) -> int:
        return int((self.var / "postgres" / "postmaster.pid").read_text().splitlines()[0])

    def compare(self, crowd: Crowd) -> dict[str, int]:
        """What the database holds of the votes that were acknowledged."""
        told = [
            {"session": visitor.cookies.get("sessionid"), "votes": visitor.acknowledged}
            for visitor in crowd.visitors
        ]
        answer = self.tool("tests.drills.stage", "compare", given=json.dumps(told))
        found: dict[str, int] = json.loads(answer)
        return found


def children_of(pid: int) -> list[int]:
    with suppress(FileNotFoundError, ProcessLookupError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in children.split()]
    return []


@cache
def _migrated() -> Path:
    """The database of an empty city, made once by each test process: the platforms get copies."""
    var = Path(tempfile.mkdtemp(prefix="citizenspring-empty-"))
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    here = {**os.environ, "CITIZENSPRING_VAR": str(var), "CITIZENSPRING_DEMO": "0"}
    here.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "citizenspring", "migrate", "--quiet"]
    subprocess.run(command, check=True, env=here)
    return var / "postgres"


def first_port() -> int:
    """Test processes side by side must not find the same port free."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return FIRST_PORT + 900 + 20 * int(worker)


@contextmanager
def running(var: Path, **environment: str) -> Iterator[Platform]:
    """Start everything as an operator does, without the demo's content."""
    port = free_port("127.0.0.1", first_port(), only=False)
    here = {**os.environ, "CITIZENSPRING_VAR": str(var), "CITIZENSPRING_DEMO": "0", **environment}
    for unwanted in ("DATABASE_URL", "CITIZENSPRING_DEBUG"):
        here.pop(unwanted, None)
    platform = Platform(var, port, here)
    var.mkdir(parents=True, exist_ok=True)
    if not (var / "postgres").exists():
        # Owners and rights with it: PostgreSQL refuses a folder that is not its own.
        copied = ["/bin/cp", "-a", str(_migrated()), str(var / "postgres")]
        subprocess.run(copied, check=True)
    with (var / "run.log").open("w") as lines:
        platform.supervisor = subprocess.Popen(
            [sys.executable, "-m", "citizenspring", "run", "--port", str(port)],
            env=here,
            stdout=lines,
            stderr=lines,
        )
    try:
        wait_for_page(port, var / "run.log", seconds=300)
        yield platform
    finally:
        platform.supervisor.send_signal(signal.SIGTERM)
        platform.supervisor.wait(40)


def seconds_until_served(crowd: Crowd, hurt_at: float) -> float:
    """How long after ``hurt_at`` the first vote begun after it was acknowledged."""
    while crowd.last < hurt_at + 0.2:
        assert time.monotonic() - hurt_at < 60, "it never came back"
        time.sleep(0.05)
    return crowd.last - hurt_at
