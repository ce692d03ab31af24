"""Settings that make no sense stop the start with one sentence that names them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from citizenspring import env

WRONG = {
    "CITIZENSPRING_PORT": ("eighty", "write a whole number from 1 to 65535."),
    "CITIZENSPRING_DEMO": ("maybe", "write 1 or 0."),
    "CITIZENSPRING_SECRET_KEY": ("short", "write at least 50 random characters."),
    "CITIZENSPRING_ADDRESS": ("city.example", "starts with http:// or https://."),
    "DATABASE_URL": ("mysql://localhost/city", "write postgresql://user:password@host:5432/"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_stops_the_start(name: str, tmp_path: Path) -> None:
    value, expected = WRONG[name]
    done = subprocess.run(
        [sys.executable, "-c", "import citizenspring.settings"],
        check=False,
        env={**os.environ, "CITIZENSPRING_VAR": str(tmp_path), name: value},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Setting {name} cannot be used: ")
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_secret_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    made = env.kept_secret(tmp_path / "secret-key")
    assert len(made) >= env.SHORTEST_SECRET
    assert env.kept_secret(tmp_path / "secret-key") == made
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(env.SettingRefused, match="CITIZENSPRING_VAR"):
        env.kept_secret(tmp_path / "file" / "secret-key")


def test_a_database_is_described_from_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ada:s%40fe@db.city.example:5433/spring")
    found = env.database()
    assert (found["USER"], found["PASSWORD"], found["PORT"]) == ("ada", "s@fe", "5433")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, "demo"),
        ({"CITIZENSPRING_ADDRESS": "http://localhost:8000"}, "demo"),
        ({"CITIZENSPRING_ADDRESS": "http://[::1]:8000"}, "demo"),
        ({"CITIZENSPRING_ADDRESS": "https://spring.example.org"}, "city"),
        ({"CITIZENSPRING_ADDRESS": "http://192.0.2.7"}, "city"),
        (
            {"CITIZENSPRING_ADDRESS": "https://spring.example.org", "CITIZENSPRING_DEMO": "1"},
            "demo",
        ),
    ],
)
def test_it_is_a_demo_only_at_home_unless_told(
    named: dict[str, str], expected: str, tmp_path: Path
) -> None:
    around = {**os.environ, "CITIZENSPRING_VAR": str(tmp_path)}
    around.pop("CITIZENSPRING_DEMO", None)
    around.pop("CITIZENSPRING_ADDRESS", None)
    command = "from citizenspring.settings import ALLOWED_HOSTS, DEMO; print(DEMO, ALLOWED_HOSTS)"
    done = subprocess.run(
        [sys.executable, "-c", command],
        check=True,
        env=around | named,
        capture_output=True,
        text=True,
    )
    found = {"True ['*']": "demo"}.get(done.stdout.strip(), "city")
    assert found == expected
