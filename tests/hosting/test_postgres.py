"""The platform's own PostgreSQL: started, shared, stopped, and started again after any crash."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from citizenspring.common.postgres import Cluster, PostgresRefused, platform_address

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    found = tmp_path / "postgres"
    yield found
    left_over = Cluster(found)
    if left_over.is_held():
        left_over.stop()


def postmaster(folder: Path) -> int:
    return int((folder / "postmaster.pid").read_text().splitlines()[0])


def test_it_runs_while_someone_uses_it_and_stops_with_the_last(folder: Path) -> None:
    ada, bo = Cluster(folder, durable=False), Cluster(folder, durable=False)
    assert platform_address(ada) == platform_address(bo)
    ada.leave()
    assert bo.answers()
    bo.leave()
    assert not bo.is_held()


def test_it_keeps_what_was_saved(folder: Path) -> None:
    cluster = Cluster(folder)
    with psycopg.connect(platform_address(cluster), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    cluster.leave()
    again = Cluster(folder)
    with psycopg.connect(platform_address(again)) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
        row = connection.execute("SHOW synchronous_commit").fetchone()
        assert row == ("on",)
    again.leave()


def test_it_starts_again_after_its_server_was_killed(folder: Path) -> None:
    cluster = Cluster(folder, durable=False)
    cluster.join()
    os.kill(postmaster(folder), signal.SIGKILL)
    cluster.ensure_running()
    assert cluster.answers()
    cluster.leave()


def test_a_stale_lock_whose_number_belongs_to_another_process_is_recognised(folder: Path) -> None:
    cluster = Cluster(folder, durable=False)
    cluster.join()
    stale = (folder / "postmaster.pid").read_text().splitlines()
    cluster.leave()
    stale[0] = str(os.getppid())
    (folder / "postmaster.pid").write_text("\n".join(stale) + "\n")
    again = Cluster(folder, durable=False)
    again.join()
    assert again.answers()
    again.leave()


def test_a_left_server_is_joined_and_stopped_by_the_next(folder: Path) -> None:
    crashed = Cluster(folder, durable=False)
    crashed.join()
    before = postmaster(folder)
    assert crashed._users is not None
    crashed._users.close()  # What the kernel does for a process that is killed.
    crashed._users = None
    following = Cluster(folder, durable=False)
    following.join()
    assert postmaster(folder) == before
    following.leave()
    assert not following.is_held()


def test_a_path_too_long_for_a_socket_is_no_hindrance(folder: Path) -> None:
    long = folder.parent / ("far" * 40) / "postgres"
    cluster = Cluster(long, durable=False)
    cluster.join()
    assert cluster.answers()
    cluster.leave()


def test_a_first_start_cut_short_is_begun_anew(folder: Path) -> None:
    half = folder.with_suffix(".new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    cluster = Cluster(folder, durable=False)
    cluster.join()
    assert cluster.answers()
    cluster.leave()


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "diary.txt").write_text("mine")
    with pytest.raises(PostgresRefused, match="holds something else"):
        Cluster(folder, durable=False).join()
    assert (folder / "diary.txt").read_text() == "mine"


def test_it_is_stopped_while_somebody_is_connected(folder: Path) -> None:
    cluster = Cluster(folder, durable=False)
    address = platform_address(cluster)
    with psycopg.connect(address):
        started = time.monotonic()
        cluster.leave()
    assert time.monotonic() - started < 60


def test_it_takes_as_many_connections_as_the_settings_can_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITIZENSPRING_PROCESSES", "32")
    monkeypatch.setenv("CITIZENSPRING_THREADS", "16")
    cluster = Cluster(folder)
    with psycopg.connect(platform_address(cluster)) as connection:
        row = connection.execute("SELECT current_setting('max_connections')::int").fetchone()
    cluster.leave()
    # Pages, what each process hears and begins with, and the worker's.
    assert row is not None
    assert row[0] >= 32 * (16 + 2) + 40
