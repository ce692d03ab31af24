"""A backup restored elsewhere is the same city; a damaged one, or a full database, is refused."""

import os
import subprocess
import sys
from pathlib import Path

import click
import psycopg
import pytest

from citizenspring.cli._archive import open_archive
from citizenspring.common.postgres import Cluster

pytestmark = pytest.mark.slow


def citizenspring(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CITIZENSPRING_VAR": str(var)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "citizenspring", *arguments]
    return subprocess.run(command, check=False, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small city with an organiser, whose record has begun."""
    var = tmp_path_factory.mktemp("city")
    assert citizenspring(var, "migrate", "--quiet").returncode == 0
    assert citizenspring(var, "organiser", "ada@example.org").returncode == 0
    assert citizenspring(var, "record", "append").returncode == 0
    return var


@pytest.fixture(scope="module")
def backup(city: Path) -> Path:
    file = city / "monday.tar"
    done = citizenspring(city, "backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


def test_a_restored_city_has_the_same_record(backup: Path, tmp_path: Path) -> None:
    done = citizenspring(tmp_path, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert "The public record is the same: 1 entries, equal root." in done.stdout
    assert "agrees with the public record" in citizenspring(tmp_path, "check").stdout


def test_it_holds_keys_and_so_is_its_owners_alone(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_a_full_database_is_not_replaced_unasked(city: Path, backup: Path) -> None:
    done = citizenspring(city, "restore", str(backup))
    assert done.returncode == 1
    assert "This database is not empty" in done.stderr


def test_a_damaged_backup_changes_nothing(city: Path, backup: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.tar"
    damaged.write_bytes(backup.read_bytes()[:5000])
    done = citizenspring(city, "restore", str(damaged), "--yes")
    assert done.returncode == 1
    assert "is not a backup" in done.stderr
    assert citizenspring(city, "check").returncode == 0


def test_a_backup_never_replaces_another_unasked(city: Path, backup: Path) -> None:
    before = backup.read_bytes()
    assert "is there already" in citizenspring(city, "backup", str(backup)).stderr
    assert backup.read_bytes() == before


def test_a_key_put_aside_by_an_earlier_restore_keeps_its_place(
    backup: Path, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "record.key").write_text("the first")
    (keys / "record.key.before-restore").write_text("an older one")
    citizenspring(tmp_path, "restore", str(backup))
    assert (keys / "record.key.before-restore").read_text() == "an older one"
    assert (keys / "record.key.before-restore-2").read_text() == "the first"


def test_a_restore_says_by_its_end_that_the_record_does_not_agree(
    backup: Path, tmp_path: Path
) -> None:
    assert citizenspring(tmp_path, "restore", str(backup)).returncode == 0
    cluster = Cluster(tmp_path / "postgres")
    cluster.join()
    with psycopg.connect(cluster.address("citizenspring"), autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE ledger_entry SET body = body || '{\"late\": 1}'")
    cluster.leave()
    wrong = tmp_path / "wrong.tar"
    assert citizenspring(tmp_path, "backup", str(wrong)).returncode == 0
    done = citizenspring(tmp_path, "restore", str(wrong), "--yes")
    assert done.returncode == 1
    assert "entry 0: The entry was changed after it was recorded." in done.stderr
    assert "does not agree with the public record" in done.stderr


def test_a_fault_of_the_restore_itself_is_not_blamed_on_the_backup(backup: Path) -> None:
    with pytest.raises(KeyError, match="our own"), open_archive(backup):
        _ = dict[str, str]()["our own"]
    damaged = backup.with_name("words.tar")
    damaged.write_text("words")
    with pytest.raises(click.ClickException, match="is not a backup"), open_archive(damaged):
        pass


def test_a_backup_touches_nothing_beside_its_own_file(city: Path, backup: Path) -> None:
    beside = backup.with_name("tuesday.tar.part")
    beside.write_text("mine")
    assert citizenspring(city, "backup", str(backup.with_name("tuesday.tar"))).returncode == 0
    assert beside.read_text() == "mine"
