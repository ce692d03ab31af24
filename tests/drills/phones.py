"""Phones of tables that write on while the platform is killed under them."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from .platform import Platform

__all__ = ["round_killed"]

TABLES, CARDS, PATIENCE = 4, 60, 90
HEADERS = {"Content-Type": "application/json"}


class Phone:
    """Sends each card until it hears that it was taken, as the phone of a table does."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self.path = port, f"/t/{key}"
        self.taken: list[str] = []

    def ask(self, method: str, path: str, body: str | None = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, self.path + path, body, HEADERS)
            answer = connection.getresponse()
            found: dict[str, Any] = json.loads(answer.read()) if answer.status == 200 else {}
        except (OSError, http.client.HTTPException, ValueError):
            found = {}
        finally:
            connection.close()
        return found

    def write_all(self) -> None:
        for number in range(CARDS):
            card = str(uuid4())
            fact = {"key": str(uuid4()), "kind": "card", "phase": "concerns", "card": card}
            body = json.dumps({"facts": [{**fact, "text": f"Concern {number}"}]})
            ends = time.monotonic() + PATIENCE
            while fact["key"] not in self.ask("POST", "/sync", body).get("taken", []):
                assert time.monotonic() < ends, "it never came back"
                time.sleep(0.05)
            self.taken.append(card)


def killed_on_the_way(platform: Platform, phones: list[Phone]) -> None:
    for share, victim in ((0.25, "web process"), (0.6, "postmaster")):
        ends = time.monotonic() + PATIENCE
        while sum(len(phone.taken) for phone in phones) < share * TABLES * CARDS:
            assert time.monotonic() < ends, "the phones are not heard"
            time.sleep(0.02)
        platform.kill(victim)


def round_killed(platform: Platform) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Kill what serves and what stores in mid-round: what is stored, and the two clocks."""
    keys = json.loads(platform.tool("tests.drills.rounds_stage", "set-up", str(TABLES)))
    phones = [Phone(platform.port, key) for key in keys]
    clocks = [phones[0].ask("GET", "/state")["clock"]]
    with ThreadPoolExecutor(TABLES) as pool:
        writing = [pool.submit(phone.write_all) for phone in phones]
        killed_on_the_way(platform, phones)
        for each in writing:
            each.result()
    clocks.append(phones[0].ask("GET", "/state")["clock"])
    told = json.dumps([card for phone in phones for card in phone.taken])
    found = platform.tool("tests.drills.rounds_stage", "compare", given=told)
    return json.loads(found), clocks
