"""Mood checks through the real server, on loopback: pages, confirmations, the last answers.

``python bench/mood.py [answers] [seconds]``: with 100,000 answers in the database, how long the
answer page and the results page take; how many answers 32 writers get confirmed a second, each
durable and with its entry in the record's outbox when it is acknowledged; and how often a
threshold is decided when its last twenty answers are confirmed at the same moment.
"""

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from _server import Running, database, scratch, serving
from serve import figures, show

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.drills.crowd import Visitor  # found once the path is set

READERS, WRITERS, WAITING = 4, 32, 6_000
ROUNDS, TIMES = 5, 20


def ask(environment: dict[str, str], *arguments: object) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("_mood_data.py"))]
    command += [str(one) for one in arguments]
    told = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def pages(server: Running, path: str, seconds: float, *, known: bool) -> dict[str, float]:
    """Read one page over and over; ``known`` visitors have a page drawn for each of them."""
    delays: list[float] = []
    cookies = {"sessionid": "nobody-but-not-a-stranger"} if known else {}

    def read() -> None:
        visitor = Visitor(server.port, path, dict(cookies))
        visitor.request("GET", path)
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            begun = time.perf_counter()
            assert visitor.request("GET", path) == 200
            delays.append(time.perf_counter() - begun)
        visitor.hang_up()

    cpu, started = server.cpu_seconds(), time.perf_counter()
    together([read] * READERS)
    spent = time.perf_counter() - started
    cost = (server.cpu_seconds() - cpu) / max(1, len(delays))
    return figures(delays, spent) | {"CPU ms": cost * 1000}


def together(acts: list[Any]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def confirmations(server: Running, path: str, tokens: list[str]) -> dict[str, float]:
    """Every writer presses the button behind one link after the other."""
    rest, delays, lock = iter(tokens), [], threading.Lock()

    def write() -> None:
        visitor = Visitor(server.port, path)
        visitor.request("GET", path)
        while True:
            with lock:
                token = next(rest, None)
            if token is None:
                break
            begun = time.perf_counter()
            assert visitor.request("POST", f"/moods/confirm/{token}/", {}) == 302
            delays.append(time.perf_counter() - begun)
        visitor.hang_up()

    cpu, started = server.cpu_seconds(), time.perf_counter()
    together([write] * WRITERS)
    spent = time.perf_counter() - started
    cost = (server.cpu_seconds() - cpu) / max(1, len(delays))
    return figures(delays, spent) | {"CPU ms": cost * 1000}


def last_answers(server: Running, environment: dict[str, str]) -> int:
    """Twenty links pressed at the same moment, each of which could be the last one needed."""
    found = ask(environment, "last", TIMES)
    barrier = threading.Barrier(TIMES)

    def press(token: str) -> int:
        visitor = Visitor(server.port, found["page"])
        visitor.request("GET", found["page"])
        barrier.wait(60)
        status = visitor.request("POST", f"/moods/confirm/{token}/", {})
        visitor.hang_up()
        return status

    with ThreadPoolExecutor(TIMES) as pool:
        return sum(status == 302 for status in pool.map(press, found["tokens"]))


def main() -> None:
    answers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 8.0
    with scratch() as var, database(var) as environment:
        found = ask(environment, "set-up", answers, WAITING)
        with serving(environment, "citizenspring", "serve", "--port", "{port}") as server:
            for known in (False, True):
                who = "visitors with a session" if known else "strangers"
                for name in ("page", "results"):
                    told = pages(server, found[name], seconds, known=known)
                    show(f"{name}, {who}, {answers:,} answers", told)
            told = confirmations(server, found["page"], found["tokens"])
            show(f"confirmed answers, {WRITERS} writers", told)
            counted = [last_answers(server, environment) for _ in range(ROUNDS)]
            print(f"{TIMES} last answers at once, {ROUNDS} times: accepted {counted}")
            print("thresholds met and times decided:", ask(environment, "outcome"))


if __name__ == "__main__":
    main()
