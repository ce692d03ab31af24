"""Ballots under kill -9: voters through the real server, and what became of their ballots."""

import http.client
import json
import secrets
import threading
import time
from typing import Any

from .crowd import Crowd, Visitor
from .platform import VICTIMS, Platform, seconds_until_served
from .poll_stage import OPTIONS

__all__ = ["Polling", "ballots_forgotten", "ballots_killed", "ballots_stopped"]

STAGE = "tests.drills.poll_stage"
PATIENCE = 120
TRIES = 4


class Polling(Crowd):
    """Voters one after the other, so many at once, each sending her ballot until it is taken."""

    def __init__(self, port: int, found: dict[str, Any], writers: int) -> None:
        super().__init__(port, found["page"], 0, writers)
        self.waiting = iter(enumerate(found["sessions"]))
        self.turns = threading.Lock()
        self.acknowledged: dict[str, int] = {}
        self.refused: list[int] = []

    def _write(self, writer: int) -> None:
        del writer
        while not self.stop.is_set():
            with self.turns:
                turn, session = next(self.waiting, (0, ""))
            if not session:
                break
            csrf = secrets.token_hex(16)
            self._cast(
                Visitor(self.port, self.path, {"sessionid": session, "csrftoken": csrf}), turn
            )

    def _cast(self, voter: Visitor, turn: int) -> None:
        choice, tracker = turn % OPTIONS + 1, secrets.token_hex(32)
        form = {"choices": str(choice), "tracker": tracker}
        started = time.monotonic()
        while not self.stop.is_set():
            try:
                status = voter.request("POST", self.path, form)
            except (OSError, http.client.HTTPException):
                status = 0
            if status == 200:
                self.acknowledged[tracker] = choice
                self.delays.append(time.monotonic() - started)
                self.last = time.monotonic()
                break
            if 400 <= status < 500:
                self.refused.append(status)
                break
            voter.hang_up()
            time.sleep(0.05)
        voter.hang_up()


def _set_up(platform: Platform, voters: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(platform.tool(STAGE, "set-up", str(voters)))
    return found


def _compared(platform: Platform, polling: Polling) -> dict[str, int]:
    told = platform.tool(STAGE, "compare", given=json.dumps(polling.acknowledged))
    found: dict[str, int] = json.loads(told)
    return found | {"refused": len(polling.refused)}


def ballots_killed(
    platform: Platform, ballots: int, writers: int = 8
) -> tuple[dict[str, int], dict[str, float]]:
    """Kill one of each kind under ballots: what is stored, and the seconds until it went on."""
    # Others go on voting while the drill looks away, so the shares leave more than half.
    found, share = _set_up(platform, ballots), ballots // (2 * len(VICTIMS) + 2)
    away: dict[str, float] = {}
    with Polling(platform.port, found, writers) as polling:
        for victim in VICTIMS:
            polling.wait_for(share, seconds=PATIENCE + share / 10)
            away[victim] = seconds_until_served(polling, platform.kill(victim))
        for thread in polling.threads:
            thread.join(PATIENCE + share / 10)
    return _compared(platform, polling), away


def ballots_stopped(platform: Platform, ballots: int, writers: int = 8) -> dict[str, int]:
    """Kill the whole database under ballots that nobody sends again: what is stored."""
    with Polling(platform.port, _set_up(platform, 3 * ballots), writers) as polling:
        polling.wait_for(ballots, seconds=PATIENCE + ballots / 10)
        polling.stop.set()
        platform.kill_database()
    return _compared(platform, polling)


def ballots_forgotten(platform: Platform, ballots: int) -> dict[str, int]:
    """The control: the same, when the database acknowledges what it has not written."""
    platform.make_forgetful()
    for _ in range(TRIES):
        found = ballots_stopped(platform, ballots)
        if found["lost"]:
            break
    return found
