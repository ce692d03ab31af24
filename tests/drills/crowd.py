"""Visitors who vote through the real server, each keeping the list of what was acknowledged."""

import http.client
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode

__all__ = ["Crowd", "Visitor"]

CHOICES = ("agree", "disagree", "pass")
VALUES = {"agree": 1, "disagree": -1, "pass": 0}


@dataclass
class Visitor:
    """A phone without an account: it votes, and sends a vote again until it is acknowledged."""

    port: int
    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[int, int] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def request(self, method: str, path: str, form: dict[str, str] | None = None) -> int:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        self.connection.request(method, path, urlencode(form or {}) or None, headers)
        answer = self.connection.getresponse()
        answer.read()
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def vote(self, statement: int, choice: str, stop: threading.Event) -> float | None:
        """Seconds from the first attempt to the acknowledgement, or ``None`` if stopped before."""
        started = time.monotonic()
        while not stop.is_set():
            try:
                if "csrftoken" not in self.cookies:
                    self.request("GET", self.path)
                status = self.request(
                    "POST", self.path, {"statement": str(statement), "vote": choice}
                )
            except (OSError, http.client.HTTPException):
                self.hang_up()
                status = 0
            if status in {200, 302}:
                self.acknowledged[statement] = VALUES[choice]
                return time.monotonic() - started
            time.sleep(0.05)
        return None


class Crowd:
    """So many writers at once, each a new visitor after every round of statements."""

    def __init__(self, port: int, path: str, statements: int, writers: int) -> None:
        self.port, self.path, self.statements = port, path, statements
        self.stop = threading.Event()
        self.visitors: list[Visitor] = []
        self.delays: list[float] = []
        self.last = time.monotonic()
        self.threads = [threading.Thread(target=self._write, args=(n,)) for n in range(writers)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _write(self, writer: int) -> None:
        turn = writer
        while not self.stop.is_set():
            visitor = Visitor(self.port, self.path)
            self.visitors.append(visitor)
            for statement in range(1, self.statements + 1):
                turn += 1
                delay = visitor.vote(statement, CHOICES[turn % 3], self.stop)
                if delay is not None:
                    self.delays.append(delay)
                    self.last = time.monotonic()
            visitor.hang_up()

    @property
    def votes(self) -> int:
        return len(self.delays)

    def wait_for(self, votes: int, seconds: float) -> None:
        """Until so many more votes were acknowledged."""
        goal, deadline = self.votes + votes, time.monotonic() + seconds
        while self.votes < goal:
            assert time.monotonic() < deadline, f"only {self.votes} of {goal} votes in {seconds} s"
            time.sleep(0.01)
