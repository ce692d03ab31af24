"""A server of the platform for a measurement: its own folder, its own database, a free port."""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from citizenspring.common.ports import free_port

PORTS = 18_400


@dataclass(frozen=True)
class Running:
    """Where it answers, and the processes whose cost is counted."""

    port: int
    pid: int
    environment: dict[str, str]

    def family(self) -> list[int]:
        """The process and all that came from it."""
        found, waiting = [], [self.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            children = Path(f"/proc/{pid}/task/{pid}/children")
            waiting += [int(child) for child in children.read_text().split()]
        return found

    def cpu_seconds(self) -> float:
        ticks = 0
        for pid in self.family():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Memory of its own (proportional share), which forked processes do not count twice."""
        total = 0
        for pid in self.family():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        return total / 1024


@contextmanager
def database(var: Path) -> Iterator[dict[str, str]]:
    """The platform's own PostgreSQL in ``var``, migrated; the environment that leads to it."""
    from citizenspring.common.postgres import Cluster, platform_address  # noqa: PLC0415

    cluster = Cluster(var / "postgres")
    environment = {**os.environ, "CITIZENSPRING_VAR": str(var)}
    environment["DATABASE_URL"] = platform_address(cluster)
    try:
        for step in ("migrate", "collect"):
            command = [sys.executable, "-m", "citizenspring", step]
            subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        yield environment
    finally:
        cluster.leave()


@contextmanager
def serving(environment: dict[str, str], *command: str, path: str = "/") -> Iterator[Running]:
    """Run a server until the measurement is over; ``{port}`` in the command is filled in."""
    port = free_port("127.0.0.1", PORTS, only=False)
    filled = [part.format(port=port) for part in command]
    process = subprocess.Popen([sys.executable, "-m", *filled], env=environment)
    try:
        _wait_for(port, path)
        yield Running(port, process.pid, environment)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    message = f"nothing answered on port {port}"
    raise RuntimeError(message)


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="citizenspring-bench-") as folder:
        yield Path(folder)
