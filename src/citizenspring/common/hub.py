"""Open pages of one web process, and the one database connection that hears for all of them."""

import asyncio
import json
import logging
from collections import deque
from typing import Any

import psycopg

from .live import CHANNEL

__all__ = ["Hub", "Listener"]

HEARTBEAT_SECONDS = 20.0
# A page that reads slower than this many events loses the oldest: each only says "look again".
WAITING_EVENTS = 16
log = logging.getLogger("citizenspring.live")


class Listener:
    """One open page: what waits to be sent to it, and whether it has gone."""

    __slots__ = ("bell", "gone", "waiting")

    def __init__(self) -> None:
        self.bell = asyncio.Event()
        self.waiting: deque[bytes] = deque(maxlen=WAITING_EVENTS)
        self.gone = False

    def tell(self, chunk: bytes) -> None:
        self.waiting.append(chunk)
        self.bell.set()

    def leave(self) -> None:
        self.gone = True
        self.bell.set()


class Hub:
    """Hands each notification of the database to the listeners of its topic."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.topics: dict[str, set[Listener]] = {}
        self.count = 0

    def join(self, topic: str) -> Listener | None:
        """A new listener, or ``None`` when this process has as many as it can serve well."""
        if self.count >= self.limit:
            return None
        self.count += 1
        listener = Listener()
        self.topics.setdefault(topic, set()).add(listener)
        return listener

    def part(self, topic: str, listener: Listener) -> None:
        self.count -= 1
        self.topics[topic].discard(listener)
        if not self.topics[topic]:
            del self.topics[topic]

    def deliver(self, payload: str) -> None:
        try:
            message = json.loads(payload)
            chunk = _chunk({"event": message["event"], **message["facts"]})
            listeners = self.topics.get(message["topic"], ())
        except (ValueError, TypeError, KeyError, RecursionError):
            # Whoever can reach the database can notify; pages go on hearing what is ours.
            log.warning("A notice that the platform did not write was skipped.")
            return
        for listener in listeners:
            listener.tell(chunk)

    def tell_all(self, chunk: bytes) -> None:
        for listeners in self.topics.values():
            for listener in listeners:
                listener.tell(chunk)

    def close(self) -> None:
        """Let every stream end; the browsers come back by themselves, to another process."""
        self.limit = 0
        for listeners in self.topics.values():
            for listener in listeners:
                listener.leave()

    async def beat(self) -> None:
        """Show proxies and phones that the streams live, and find those who left unnoticed."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self.tell_all(b": still here\n\n")

    async def hear(self, parameters: dict[str, Any]) -> None:
        """Deliver what the database says, for ever; come back by itself when the database does."""
        while True:
            try:
                await self._hear(parameters)
            except psycopg.OperationalError as problem:
                log.warning("Live pages wait for the database: %s", str(problem).split("\n")[0])
                await asyncio.sleep(1)

    async def _hear(self, parameters: dict[str, Any]) -> None:
        connection = await psycopg.AsyncConnection.connect(**parameters, autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            # What was said while nobody heard is lost, so every page looks once.
            self.tell_all(_chunk({"event": "again"}))
            async for note in connection.notifies():
                self.deliver(note.payload)


def _chunk(facts: dict[str, Any]) -> bytes:
    """One server-sent event; every kind arrives as a plain message that names itself."""
    return f"data: {json.dumps(facts, ensure_ascii=False)}\n\n".encode()
