"""The runs of the kill -9 drill: short ones in the tests, a long one in ``bench/drill.py``."""

from .crowd import Crowd
from .platform import VICTIMS, Platform, seconds_until_served

__all__ = ["forgotten", "killed_one_by_one", "stopped_at_once"]

STATEMENTS = 20
WRITERS = 8
PATIENCE = 120
TRIES = 4


def killed_one_by_one(platform: Platform, votes: int) -> tuple[dict[str, int], dict[str, float]]:
    """Kill one of each kind under votes: what is stored, and the seconds until votes went on."""
    path = platform.tool("tests.drills.stage", "set-up", str(STATEMENTS))
    share = votes // (len(VICTIMS) + 1)
    away: dict[str, float] = {}
    with Crowd(platform.port, path, STATEMENTS, WRITERS) as crowd:
        for victim in VICTIMS:
            crowd.wait_for(share, seconds=PATIENCE + share / 10)
            away[victim] = seconds_until_served(crowd, platform.kill(victim))
        crowd.wait_for(max(share, votes - crowd.votes), seconds=PATIENCE + share / 10)
    return platform.compare(crowd), away


def stopped_at_once(platform: Platform, votes: int) -> dict[str, int]:
    """Kill the whole database under votes that nobody sends again: what is stored."""
    path = platform.tool("tests.drills.stage", "set-up", str(STATEMENTS))
    with Crowd(platform.port, path, STATEMENTS, WRITERS) as crowd:
        crowd.wait_for(votes, seconds=PATIENCE + votes / 10)
        crowd.stop.set()
        platform.kill_database()
    return platform.compare(crowd)


def forgotten(platform: Platform, votes: int) -> dict[str, int]:
    """The control: the same, when the database acknowledges what it has not written.

    It may have written just before the end, and lose nothing: then once more.
    """
    platform.make_forgetful()
    for _ in range(TRIES):
        found = stopped_at_once(platform, votes)
        if found["lost"]:
            break
    return found
