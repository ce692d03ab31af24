"""Votes acknowledged a second through the real server: durable, sealed, in the record.

``python bench/votes.py [seconds]``: 8 and 32 people voting at once, each waiting for the answer
before the next vote, with the worker beside as in a city (record sequenced, map drawn anew).
"""

import asyncio
import json
import subprocess
import sys
import time
from itertools import islice

from _server import Running, database, scratch, serving

STATEMENTS = 500
PEOPLE = 320
TOKEN = "b" * 32
PREPARE = """
import json, sys, django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from citizenspring.opinions.models import Statement
from citizenspring.opinions.tests.factories import make_map
from citizenspring.people.tests.factories import GUESTS, make_guest
from citizenspring.threads.models import Node

def session():
    guest, store = make_guest(), SessionStore()
    store[SESSION_KEY] = str(guest.pk)
    store[BACKEND_SESSION_KEY] = GUESTS
    store[HASH_SESSION_KEY] = guest.get_session_auth_hash()
    store.save()
    return store.session_key

made = make_map("Statement number 1.")
rows = [
    Statement(map=made, number=n, text=f"Statement number {n}.", language="en",
              node=Node(kind="statement", title=str(n), language="en", url=f"/{n}"))
    for n in range(2, int(sys.argv[1]) + 1)
]
Node.objects.bulk_create([row.node for row in rows])
Statement.objects.bulk_create(rows)
print(json.dumps([made.get_absolute_url(), [session() for _ in range(int(sys.argv[2]))]]))
"""


def prepared(environment: dict[str, str]) -> tuple[str, list[str]]:
    """An open map and people who have acted before."""
    settled = {**environment, "DJANGO_SETTINGS_MODULE": "citizenspring.settings"}
    command = [sys.executable, "-c", PREPARE, str(STATEMENTS), str(PEOPLE)]
    done = subprocess.run(command, env=settled, check=True, capture_output=True, text=True)
    address, sessions = json.loads(done.stdout.splitlines()[-1])
    return address, sessions


def request(address: str, session: str, statement: int) -> bytes:
    body = f"statement={statement}&vote=agree&csrfmiddlewaretoken={TOKEN}".encode()
    head = (
        f"POST {address} HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def vote(
    server: Running, address: str, sessions: list[str], until: float, taken: list[float]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    for session in sessions:
        for statement in range(1, STATEMENTS + 1):
            if time.monotonic() > until:
                writer.close()
                return
            began = time.monotonic()
            writer.write(request(address, session, statement))
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 302"):
                raise SystemExit(head.decode())
            length = [line for line in head.lower().split(b"\r\n") if b"content-length" in line]
            await reader.readexactly(int(length[0].split(b":")[1]) if length else 0)
            taken.append(time.monotonic() - began)


async def measure(server: Running, address: str, sessions: list[list[str]], seconds: int) -> None:
    taken: list[float] = []
    began, cpu = time.monotonic(), server.cpu_seconds()
    until = began + seconds
    await asyncio.gather(*(vote(server, address, own, until, taken) for own in sessions))
    spent, cpu = time.monotonic() - began, server.cpu_seconds() - cpu
    taken.sort()
    half, most = taken[len(taken) // 2] * 1000, taken[int(len(taken) * 0.95)] * 1000
    print(
        f"{len(sessions)} writers: {len(taken) / spent:.0f} votes a second acknowledged, "
        f"p50 {half:.1f} ms, p95 {most:.1f} ms, {cpu / len(taken) * 1000:.2f} ms CPU of the web "
        "processes for each vote"
    )


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with scratch() as var, database(var) as environment:
        address, sessions = prepared(environment)
        with serving(environment, "citizenspring", "serve", "--port", "{port}") as server:
            worker = subprocess.Popen(
                [sys.executable, "-m", "citizenspring", "worker"], env=environment
            )
            try:
                spare = iter(sessions)
                for writers in (8, 32):
                    for _ in range(2):
                        own = [list(islice(spare, 4)) for _ in range(writers)]
                        asyncio.run(measure(server, address, own, seconds))
            finally:
                worker.terminate()
                worker.wait(20)


if __name__ == "__main__":
    main()
