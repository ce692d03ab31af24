"""kill -9 of everything while people vote: nothing that was acknowledged is lost."""

from pathlib import Path

import pytest

from .platform import running
from .runs import forgotten, killed_one_by_one, stopped_at_once

pytestmark = pytest.mark.slow


def test_no_acknowledged_vote_is_lost_whatever_is_killed(tmp_path: Path) -> None:
    with running(tmp_path) as platform:
        found, away = killed_one_by_one(platform, 1500)
    assert found["acknowledged"] >= 1500
    assert (found["lost"], found["wrong"]) == (0, 0)
    assert max(away.values()) < 10


def test_a_database_that_acknowledges_before_it_writes_is_seen_to_lose_votes(
    tmp_path: Path,
) -> None:
    with running(tmp_path) as platform:
        durable = stopped_at_once(platform, 150)
        forgetful = forgotten(platform, 150)
    assert min(durable["acknowledged"], forgetful["acknowledged"]) >= 150
    assert durable["lost"] == 0
    assert forgetful["lost"] > 0
    # What is left is a beginning of what was said, never something else.
    assert (durable["wrong"], forgetful["wrong"]) == (0, 0)
