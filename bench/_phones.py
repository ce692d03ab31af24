"""Phones on loopback without threads: pages kept, cookies, and streams of live news."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

__all__ = ["Answer", "Phone", "at_most", "listen"]


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    body: bytes
    location: str
    seconds: float

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Phone:
    """One browser behind ``address``; its connection is opened for each request, as on a phone."""

    port: int
    address: str = "127.0.0.1"
    language: str = "fr"
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, *, fragment: bool = False) -> Answer:
        return await self._ask("GET", path, b"", "", "X-Fragment: 1" if fragment else "")

    async def post(self, path: str, form: dict[str, Any]) -> Answer:
        said = urlencode(
            form | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}, doseq=True
        )
        return await self._ask("POST", path, said.encode(), "application/x-www-form-urlencoded")

    async def send(self, path: str, said: Any) -> Answer:
        return await self._ask("POST", path, json.dumps(said).encode(), "application/json")

    async def _ask(self, method: str, path: str, body: bytes, kind: str, more: str = "") -> Answer:
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self.port, local_addr=(self.address, 0)
        )
        try:
            writer.write(self._head(method, path, len(body), kind, more) + body)
            head = await reader.readuntil(b"\r\n\r\n")
            status, length, location = self._read(head.decode("latin-1"))
            content = await reader.readexactly(length) if length else b""
        finally:
            writer.close()
        return Answer(status, content, location, time.perf_counter() - began)

    def _head(self, method: str, path: str, length: int, kind: str, more: str) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            f"Accept-Language: {self.language}",
        ]
        if cookies:
            lines.append(f"Cookie: {cookies}")
        if more:
            lines.append(more)
        if kind:
            lines += [f"Content-Type: {kind}", f"Content-Length: {length}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def _read(self, head: str) -> tuple[int, int, str]:
        first, *lines = head.split("\r\n")
        length, location = 0, ""
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "location":
                location = value.strip()
            elif name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key.strip()] = rest.partition(";")[0]
        return int(first.split()[1]), length, location


async def listen(port: int, topic: str, hear: Any, opened: asyncio.Semaphore) -> None:
    """Call ``hear(facts, moment)`` with every event of a topic until cancelled."""
    async with opened:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /live/{topic} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        await reader.readuntil(b": listening\n\n")
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                hear(json.loads(line[6:]), time.perf_counter())
    finally:
        writer.close()


async def at_most(many: int, acts: list[Any]) -> list[Any]:
    """Run coroutines, so many at a time; their results in order."""
    gate = asyncio.Semaphore(many)

    async def one(act: Any) -> Any:
        async with gate:
            return await act

    return list(await asyncio.gather(*(one(act) for act in acts)))
