"""kill -9 of everything while people vote or write: nothing that was acknowledged is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .phones import round_killed
from .platform import Platform, running
from .runs import forgotten, killed_one_by_one, stopped_at_once

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """One that survives what these tests do to it."""
    with running(tmp_path_factory.mktemp("platform")) as found:
        yield found


def test_no_acknowledged_vote_is_lost_whatever_is_killed(platform: Platform) -> None:
    found, away = killed_one_by_one(platform, 1500)
    assert found["acknowledged"] >= 1500
    assert (found["lost"], found["wrong"]) == (0, 0)
    assert max(away.values()) < 10


def test_no_card_of_a_table_is_lost_or_doubled_and_the_clock_is_as_it_was(
    platform: Platform,
) -> None:
    found, (before, after) = round_killed(platform)
    assert found["acknowledged"] > 0
    assert (found["lost"], found["doubled"]) == (0, 0)
    for name in ("phase", "begins", "ends"):
        assert after[name] == before[name]


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
