"""kill -9 of everything while people vote in secret: no ballot is lost, double or wrong."""

from pathlib import Path

import pytest

from .platform import running
from .polling import ballots_forgotten, ballots_killed

pytestmark = pytest.mark.slow


def test_no_acknowledged_ballot_is_lost_where_a_forgetful_database_loses_some(
    tmp_path: Path,
) -> None:
    with running(tmp_path) as platform:
        found, away = ballots_killed(platform, 400)
        control = ballots_forgotten(platform, 150)
    assert found["acknowledged"] == 400
    amiss = {name: found[name] for name in ("lost", "wrong", "double", "refused")}
    assert amiss == dict.fromkeys(amiss, 0)
    assert max(away.values()) < 10
    assert control["lost"] > 0
    assert (control["wrong"], control["double"]) == (0, 0)
