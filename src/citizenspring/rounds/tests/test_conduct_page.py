"""The page of whoever keeps the clock: it works with plain forms, and says what it did not do."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.tests.factories import make_gathering, make_tables
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import clock_of

from .factories import make_run, make_voter, organiser_of, started, wait, written

pytestmark = pytest.mark.django_db


def page_of(gathering: Gathering) -> str:
    activity = gathering.activity
    return reverse("rounds:conduct", args=[activity.process.slug, activity.slug])


def client_of(run: Run) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(organiser_of(run))
    return client


def length(run: Run) -> float:
    clock = clock_of(run)
    return (clock.ends or 0) - clock.begins


def press(client: Client, run: Run, act: str, **more: object) -> str:
    clock = clock_of(run)
    facts = {"act": act, "phase": clock.phase.id if clock.phase else "", "turn": clock.turn}
    address = run.page("act")
    found = client.post(address, {"sent": str(uuid4()), **facts, **more}, follow=True)
    assert found.status_code == 200
    return found.content.decode()


def test_a_method_is_prepared_started_and_ended_by_plain_forms() -> None:
    gathering = make_gathering()
    make_tables(gathering, 3)
    client = client_of(Run(gathering=gathering))
    assert "No method is prepared yet" in client.get(page_of(gathering)).content.decode()
    client.post(page_of(gathering), {"method": "dot-voting"})
    run = gathering.runs.get()
    assert "Ideas" in press(client, run, "start")
    assert "The clock stands still." in press(client, run, "pause")
    press(client, run, "resume")
    press(client, run, "extend", seconds=300)
    assert length(run) > 890
    press(client, run, "skip")
    assert "still runs" in client.get(run.page("end")).content.decode()
    client.post(run.page("end"))
    run.refresh_from_db()
    assert run.digest in client.get(page_of(gathering)).content.decode()


def test_a_late_press_is_told_and_changes_nothing() -> None:
    run = started()
    said = press(client_of(run), run, "skip", phase="dots")
    assert "The clock has gone on since you saw it" in said
    assert run.facts.count() == 1


def test_an_own_definition_is_taken_from_a_file_or_its_fault_is_named() -> None:
    run = make_run()
    client, address = client_of(run), page_of(run.gathering)
    wrong = SimpleUploadedFile("own.toml", b"name = 3")
    found = client.post(address, {"definition": wrong})
    assert found.status_code == 422
    assert "This definition cannot be run" in found.content.decode()
    bombs = b"a = " + b"[" * 20_000, b"a = " + b"9" * 20_000
    for content in (b"\xff", b"x" * 200_001, *bombs):
        file = SimpleUploadedFile("own.toml", content)
        assert client.post(address, {"definition": file}).status_code == 422
    right = SimpleUploadedFile("own.toml", run.method.encode())
    assert client.post(address, {"definition": right}).status_code == 302
    assert run.gathering.runs.count() == 2


def test_it_shows_which_table_is_silent_and_how_many_voted() -> None:
    run = started(seconds=301)
    written(run)
    make_voter(run)
    client = client_of(run)
    part = client.get(run.conduct_page, {"part": "tables", "run": "1"}).content.decode()
    assert "Nothing came from table 2 for five minutes" in part
    assert "<html" not in part
    wait(run, 700)
    part = client.get(run.conduct_page, {"part": "tables", "run": "1"}).content.decode()
    assert "0 people of 1 in the room have voted" in part


@pytest.mark.parametrize("said", [{}, {"act": "end"}, {"act": "skip", "turn": "x"}])
def test_nonsense_from_a_form_is_refused(said: dict[str, str]) -> None:
    run = started()
    assert client_of(run).post(run.page("act"), said).status_code == 400
