"""Votes acknowledged a second and pages a second, through the real server, on loopback alone.

``python bench/serve.py [seconds]``: votes are durable and in the record's outbox when they are
acknowledged; the list of 50 stands beside a bare Django page of the same rows.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from pathlib import Path

from _server import Running, database, scratch, serving

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.drills.crowd import Crowd  # found once the path is set

STATEMENTS = 30_000
READERS = 16


def pages(server: Running, path: str, seconds: float) -> dict[str, float]:
    """Read one page over and over on kept connections."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n\r\n".encode()
    selector, delays, bad = selectors.DefaultSelector(), [], 0
    for _ in range(READERS):
        one = socket.create_connection(("127.0.0.1", server.port))
        state = {"socket": one, "sent": time.perf_counter(), "got": b""}
        selector.register(one, selectors.EVENT_READ, state)
        one.sendall(request)
    started, cpu = time.perf_counter(), server.cpu_seconds()
    while time.perf_counter() - started < seconds:
        for key, _ in selector.select(1):
            state = key.data
            state["got"] += state["socket"].recv(1 << 18)
            head, found, body = state["got"].partition(b"\r\n\r\n")
            if not found or len(body) < int(head.lower().split(b"content-length:")[1].split()[0]):
                continue
            bad += not head.startswith(b"HTTP/1.1 200")
            now = time.perf_counter()
            delays.append(now - state["sent"])
            state["sent"], state["got"] = now, b""
            state["socket"].sendall(request)
    spent = time.perf_counter() - started
    cost = (server.cpu_seconds() - cpu) / max(1, len(delays))
    for key in list(selector.get_map().values()):
        key.data["socket"].close()
    return figures(delays, spent) | {"bad": bad, "CPU ms": cost * 1000}


def figures(delays: list[float], seconds: float) -> dict[str, float]:
    delays.sort()
    most = delays[int(len(delays) * 0.95)] if delays else 0.0
    return {"per second": len(delays) / seconds, "p95 ms": most * 1000}


def votes(server: Running, path: str, writers: int, seconds: float) -> dict[str, float]:
    with Crowd(server.port, path, 20, writers) as crowd:
        time.sleep(2)
        begun, cpu, started = len(crowd.delays), server.cpu_seconds(), time.monotonic()
        time.sleep(seconds)
        delays, spent = crowd.delays[begun:], time.monotonic() - started
        cost = (server.cpu_seconds() - cpu) / max(1, len(delays))
    return figures(delays, spent) | {"CPU ms": cost * 1000}


def show(what: str, found: dict[str, float]) -> None:
    print(f"{what:42}", "  ".join(f"{name} {value:8.1f}" for name, value in found.items()))


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 8.0
    with scratch() as var, database(var) as environment:
        command = [sys.executable, str(Path(__file__).with_name("_stage.py")), str(STATEMENTS)]
        told = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
        paths = json.loads(told.stdout)
        ours = ("citizenspring", "serve", "--port", "{port}")
        bare = ("granian", "--interface", "wsgi", "--port", "{port}", "--workers", "2")
        bare += ("--blocking-threads", "4", "--log-level", "error", "_bare:application")
        beside = environment | {"PYTHONPATH": str(Path(__file__).parent)}
        with serving(environment, *ours) as server, serving(beside, *bare, path="/bare") as django:
            for _ in range(3):
                show("bare Django list of 50", pages(django, "/bare", seconds))
                show("ours: list of 50 out of 30,000", pages(server, paths["list"], seconds))
                show("ours: process page", pages(server, paths["process"], seconds))
            for writers in (8, 32):
                show(f"votes, {writers} writers", votes(server, paths["vote"], writers, seconds))


if __name__ == "__main__":
    main()
