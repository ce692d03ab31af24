"""``citizenspring run``: one address, one stop, and nothing in the way after a kill."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from citizenspring.cli.run import tell_address
from citizenspring.common.ports import is_free
from citizenspring.common.postgres import Cluster
from tests.drills.platform import Platform, running

pytestmark = pytest.mark.slow


def wait_until_gone(platform: Platform, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_free("127.0.0.1", platform.port):
        assert time.monotonic() < deadline, "the port is still taken"
        time.sleep(0.1)


def test_it_says_its_address_in_one_line(tmp_path: Path) -> None:
    with running(tmp_path) as platform:
        deadline = time.monotonic() + 60
        said = f"Citizen Spring is at http://127.0.0.1:{platform.port}\n"
        while said not in (tmp_path / "run.log").read_text():
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_a_demo_says_where_to_try_the_roles(capsys: pytest.CaptureFixture[str]) -> None:
    tell_address("http://127.0.0.1:8000", demo=True)
    tell_address("https://city.example", demo=False)
    assert capsys.readouterr().out.splitlines() == [
        "Citizen Spring is at http://127.0.0.1:8000",
        "Try it as an organiser, a moderator or a resident: http://127.0.0.1:8000/demo/people/",
        "Citizen Spring is at https://city.example",
    ]


def test_a_second_one_on_the_same_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with running(tmp_path) as platform:
        command = [sys.executable, "-m", "citizenspring", "run"]
        second = subprocess.run(
            command, check=False, env=platform.environment, capture_output=True, text=True
        )
    assert second.returncode == 1
    assert f"open http://127.0.0.1:{platform.port}, or stop it first." in second.stderr


def test_it_stops_cleanly_with_streams_open(tmp_path: Path) -> None:
    with running(tmp_path) as platform:
        listening = http.client.HTTPConnection("127.0.0.1", platform.port, timeout=30)
        listening.request("GET", "/live/somewhere")
        listening.getresponse()
        started = time.monotonic()
    assert time.monotonic() - started < 10
    listening.close()
    assert platform.supervisor is not None
    assert platform.supervisor.returncode == 0
    wait_until_free(Cluster(tmp_path / "postgres"))


def test_nothing_blocks_the_next_start_after_the_supervisor_was_killed(tmp_path: Path) -> None:
    with running(tmp_path) as platform:
        assert platform.supervisor is not None
        os.kill(platform.supervisor.pid, signal.SIGKILL)
        wait_until_gone(platform, seconds=60)
    started = time.monotonic()
    with running(tmp_path):
        assert time.monotonic() - started < 60
    wait_until_free(Cluster(tmp_path / "postgres"))


def wait_until_free(cluster: Cluster) -> None:
    """The last process of a stopped server may take a moment to end on a busy machine."""
    ends = time.monotonic() + 60
    while cluster.is_held():
        assert time.monotonic() < ends
        time.sleep(0.1)
