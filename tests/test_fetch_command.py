"""`citizenspring fetch`: anyone downloads the record and verifies it, without asking anybody."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django.live_server_helper import LiveServer

from citizenspring.cli import main
from citizenspring.engines.record import verify_record
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.tests.factories import sequenced

pytestmark = pytest.mark.django_db(transaction=True)


def fetch(address: str, folder: Path) -> Result:
    return CliRunner().invoke(main, ["fetch", address, str(folder)])


def test_a_downloaded_record_holds(live_server: LiveServer, tmp_path: Path) -> None:
    sequenced(300)
    answer = fetch(f"{live_server.url}/record/", tmp_path / "record")
    assert answer.exit_code == 0
    report = verify_record(tmp_path / "record", key=public_key())
    assert report.holds
    assert report.rows == 300


def test_an_address_without_a_record_leaves_nothing(
    live_server: LiveServer, tmp_path: Path
) -> None:
    answer = fetch(f"{live_server.url}/nowhere", tmp_path / "record")
    assert answer.exit_code == 2
    assert "the server answers 404" in answer.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("address", ["file:///etc", "spring.example", ""])
def test_only_addresses_of_the_web_are_fetched(address: str, tmp_path: Path) -> None:
    assert "is no address" in fetch(address, tmp_path / "record").output


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "record").mkdir()
    answer = fetch("http://127.0.0.1:9/", tmp_path / "record")
    assert "expected a new folder" in answer.output


def test_a_folder_that_only_sounds_like_a_draft_is_never_touched(
    live_server: LiveServer, tmp_path: Path
) -> None:
    mine = tmp_path / "record.part"
    mine.mkdir()
    (mine / "diary.txt").write_text("mine")
    sequenced(3)
    assert fetch(f"{live_server.url}/nowhere", tmp_path / "record").exit_code == 2
    assert fetch(f"{live_server.url}/record/", tmp_path / "record").exit_code == 0
    assert (mine / "diary.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record", "record.part"]
