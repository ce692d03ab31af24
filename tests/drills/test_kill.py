"""kill -9 of everything while people vote: nothing that was acknowledged is lost."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from .crowd import Crowd
from .platform import Platform, running, seconds_until_served

pytestmark = pytest.mark.slow

STATEMENTS = 20
WRITERS = 8
VICTIMS = {
    "web process": ("citizenspring", "serve"),
    "worker": ("citizenspring", "worker"),
    "database session": ("postgres:", "citizenspring", "local"),
    "postmaster": ("postgres", "-D"),
}


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with running(tmp_path_factory.mktemp("drill")) as found:
        yield found


def kill_one(platform: Platform, victim: str) -> float:
    # The last of its name: with web processes that is one that serves, not the one that watches.
    pid = platform.pids(*VICTIMS[victim])[-1]
    os.kill(pid, signal.SIGKILL)
    return time.monotonic()


def test_no_acknowledged_vote_is_lost_whatever_is_killed(platform: Platform) -> None:
    path = platform.tool("tests.drills.stage", "set-up", str(STATEMENTS))
    away: dict[str, float] = {}
    with Crowd(platform.port, path, STATEMENTS, WRITERS) as crowd:
        for victim in VICTIMS:
            crowd.wait_for(300, seconds=60)
            hurt_at = kill_one(platform, victim)
            away[victim] = seconds_until_served(crowd, hurt_at)
        crowd.wait_for(300, seconds=60)
    found = platform.compare(crowd)
    assert (found["lost"], found["wrong"]) == (0, 0)
    assert max(away.values()) < 10
