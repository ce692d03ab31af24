"""From the closed pool to the panel: fixed before, drawn once, repeatable by anybody."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils.timezone import now
from django.utils.translation import override

from citizenspring.cli import main
from citizenspring.ledger.models import Entry
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.panels import services
from citizenspring.panels.errors import (
    AlreadyCommitted,
    AlreadyDrawn,
    BallOutOfTurn,
    BallsMissing,
    PanelNotCommitted,
    PanelNotSearched,
    QuotasCannotBeMet,
    TooFewPeople,
    ValueIsOut,
    ValueNotYet,
    ValueUnnamed,
)
from citizenspring.panels.exporting import private_archive, public_archive
from citizenspring.panels.models import Member, Panel, Portfolio, Search
from citizenspring.people.models import Letter

from .factories import committed, drawn, inviting, organiser_of, searched, volunteers

pytestmark = pytest.mark.django_db


def names_of(panel: Panel) -> list[str]:
    return sorted(one.volunteer.pseudonym for one in panel.members.select_related("volunteer"))


def body_of(kind: str) -> dict[str, Any]:
    said = Entry.objects.filter(kind=kind).last()
    assert said is not None
    body: dict[str, Any] = said.body
    return body


def test_infeasible_quotas_are_refused_with_the_smallest_change() -> None:
    panel = inviting()
    volunteers(panel)
    panel.volunteers.filter(values__commune="south").update(
        values={"commune": "north", "gender": "man", "age": "18_64"}
    )
    expected = pytest.raises(QuotasCannotBeMet, match="0 to 3 seats instead of 2 to 3")
    with override("en"), expected:
        services.freeze_pool(panel, by=organiser_of(panel.gathering))
    panel.refresh_from_db()
    assert panel.stage == Panel.Stage.INVITING


def test_fewer_answers_than_seats_make_no_panel() -> None:
    panel = inviting()
    volunteers(panel, 5)
    with pytest.raises(TooFewPeople):
        services.freeze_pool(panel, by=organiser_of(panel.gathering))


def test_the_worker_makes_the_panels_and_names_everybody() -> None:
    panel = searched()
    assert Search.objects.get().state == Search.State.DONE
    assert len(Portfolio.objects.get().panels.splitlines()) == 1000
    people = panel.volunteers.all()
    assert len({one.pseudonym for one in people}) == 24
    assert sum(one.panels or 0 for one in people) == 6000
    assert sorted(one.place or 0 for one in people) == list(range(1, 25))


def test_a_pool_opened_again_forgets_its_panels() -> None:
    panel = searched()
    services.thaw_pool(panel, by=organiser_of(panel.gathering))
    assert not Portfolio.objects.exists()
    panel.refresh_from_db()
    assert panel.stage == Panel.Stage.INVITING


def test_panels_found_for_an_older_pool_are_not_kept() -> None:
    panel = inviting()
    volunteers(panel)
    old = services.freeze_pool(panel, by=organiser_of(panel.gathering))
    services.forget_volunteer(panel.volunteers.first())  # type: ignore[arg-type]  # made above
    now_asked = Search.objects.get()
    assert (now_asked.attempt, now_asked.state) == (old.attempt + 1, Search.State.WAITING)


def test_everything_is_fixed_in_the_record_before_the_draw() -> None:
    panel = committed()
    said = body_of("panel.committed")
    digest = hashlib.sha256(panel.commitment.encode()).hexdigest()
    assert said["commitment"] == digest
    assert said["portfolio"] == Portfolio.objects.get().facts["portfolio_sha256"]
    by = organiser_of(panel.gathering)
    with pytest.raises(AlreadyCommitted):
        services.commit_draw(panel, "balls", by=by)
    with pytest.raises(AlreadyCommitted):
        services.thaw_pool(panel, by=by)


def test_a_value_that_may_be_known_already_is_refused() -> None:
    panel = searched()
    by = organiser_of(panel.gathering)
    yesterday = {"value_is": "Yesterday's lottery", "value_at": now() - timedelta(days=1)}
    with pytest.raises(ValueIsOut):
        services.commit_draw(panel, "value", **yesterday, by=by)  # type: ignore[arg-type]  # two facts
    with pytest.raises(ValueUnnamed):
        services.commit_draw(panel, "value", by=by)
    assert not Entry.objects.filter(kind="panel.committed").exists()


def test_nothing_is_drawn_before_the_commitment() -> None:
    panel = searched()
    by = organiser_of(panel.gathering)
    with pytest.raises(PanelNotCommitted):
        services.draw_ball(panel, 4, expected=0, by=by)
    Search.objects.update(state=Search.State.RUNNING)
    with pytest.raises(PanelNotSearched):
        services.commit_draw(panel, "balls", by=by)


def test_three_balls_choose_the_panel_and_a_second_press_changes_nothing() -> None:
    panel = committed()
    by = organiser_of(panel.gathering)
    services.draw_ball(panel, 4, expected=0, by=by)
    with pytest.raises(BallOutOfTurn):
        services.draw_ball(panel, 4, expected=0, by=by)
    with pytest.raises(BallsMissing):
        services.draw_by_balls(panel, by=by)
    services.draw_ball(panel, 0, expected=1, by=by)
    services.draw_ball(panel, 7, expected=2, by=by)
    services.draw_by_balls(panel, by=by)
    with pytest.raises(AlreadyDrawn):
        services.draw_by_balls(panel, by=by)
    line = Portfolio.objects.get().panels.splitlines()[407].split()
    assert names_of(panel) == line[1:]
    assert Member.objects.count() == 6
    assert body_of("panel.drawn")["panel"] == line[1:]


def test_a_wrong_ball_is_taken_back_for_a_public_reason() -> None:
    panel = committed()
    by = organiser_of(panel.gathering)
    services.draw_ball(panel, 6, expected=0, by=by)
    with pytest.raises(ReasonMissing):
        services.take_back_ball(panel, "", expected=1, by=by)
    services.take_back_ball(panel, "It was a 9.", expected=1, by=by)
    services.draw_ball(panel, 9, expected=0, by=by)
    panel.refresh_from_db()
    assert (panel.digits, panel.shown) == ("9", 1)
    assert body_of("panel.ball_taken_back")["reason"] == "It was a 9."


def test_a_public_value_decides_once_it_is_known_and_is_shown_digit_by_digit() -> None:
    panel = committed(way="value")
    by = organiser_of(panel.gathering)
    with pytest.raises(ValueNotYet):
        services.draw_by_value(panel, "7 14 22", by=by)
    moment = now() - timedelta(hours=2)
    Panel.objects.update(committed_at=moment, value_at=moment + timedelta(hours=1))
    services.draw_by_value(panel, "  7 14  22", by=by)
    with pytest.raises(AlreadyDrawn):
        services.draw_by_value(panel, "8", by=by)
    panel.refresh_from_db()
    assert (panel.is_shown, panel.value, Letter.objects.count()) == (False, "7 14 22", 0)
    for expected in (0, 0, 1, 2):
        services.show_digit(panel, expected=expected, by=by)
    panel.refresh_from_db()
    assert panel.is_shown
    assert Letter.objects.filter(subject__contains=":").count() == 12


def test_what_is_published_repeats_the_draw_with_python_alone(tmp_path: Path) -> None:
    panel = drawn()
    with zipfile.ZipFile(io.BytesIO(public_archive(panel))) as archive:
        archive.extractall(tmp_path)
    held = archive.namelist()
    assert not [name for name in held if "respondents" in name]
    assert "Volunteer" not in "".join((tmp_path / name).read_text() for name in held)
    run = [sys.executable, "-I", "-S", str(tmp_path / "repeat_draw.py"), "7 14 22"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert "Everything agrees." in done.stdout
    assert body_of("panel.committed")["commitment"] in done.stdout


@pytest.mark.slow
def test_the_command_line_makes_the_published_folder_again_byte_by_byte(tmp_path: Path) -> None:
    panel = drawn()
    with zipfile.ZipFile(io.BytesIO(private_archive(panel))) as archive:
        archive.extractall(tmp_path)
    facts = json.loads(panel.commitment)
    out = tmp_path / "again"
    given = ["--size", "6", "--seed", services.seed_of(panel), "--addresses", "no"]
    given += ["--pool-is", facts["pool"], "--quotas-from", facts["quotas_from"]]
    given += ["--value-is", facts["value"], "--when", facts["when"], "--balls", panel.value]
    made = CliRunner().invoke(main, ["draw", str(tmp_path / "pool"), *given, "--out", str(out)])
    assert made.exit_code == 0, made.output
    with zipfile.ZipFile(io.BytesIO(public_archive(panel))) as archive:
        for name in ("commitment.json", "portfolio.txt", "chances.csv", "SHA256SUMS"):
            assert archive.read(name) == (out / "public" / name).read_bytes()
    chosen = (out / "private" / "selected.csv").read_text().splitlines()[1:]
    seated = {str(pk) for pk in panel.members.values_list("volunteer", flat=True)}
    assert {line.split(",")[0] for line in chosen} == seated
