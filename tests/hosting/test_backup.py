"""A backup restored elsewhere is the same city; a damaged one, or a full database, is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
