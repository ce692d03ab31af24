"""``citizenspring recount-rounds`` on what the platform publishes of a round."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from citizenspring.cli import main
from citizenspring.rounds import exports, services
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import outcome_of
from citizenspring.rounds.tests.factories import (
    card,
    make_voters,
    organiser_of,
    started,
    take,
    wait,
    written,
)

pytestmark = pytest.mark.django_db
VOICES = 12


def recounted(path: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["recount-rounds", str(path), *more])


def a_round() -> Run:
    """Twelve people gave dots, one card came late, one was taken back."""
    run = started()
    keys = [str(written(run, text, table=1 + number % 2).key) for number, text in enumerate("abc")]
    back = written(run, "My phone number is 0470 12 34 56")
    take(run, card("", card=str(back.key), knows=str(back.revision)))
    wait(run, 700)
    take(run, card("late"))
    wait(run, 250)
    for number, arrival in enumerate(make_voters(run, VOICES)):
        answers: dict[str, Any] = {keys[number % 3]: 1, keys[(number + 1) % 3]: number % 2}
        sent = arrival.sent
        services.take_votes(run, arrival.voice, answers, sent=sent, phase="dots")
    return services.end_run(run, by=organiser_of(run))


def unpacked(run: Run, folder: Path) -> Path:
    file = folder / "round.zip"
    file.write_bytes(exports.facts_zip(run))
    with zipfile.ZipFile(file) as held:
        held.extractall(folder / "round")
    return folder / "round"


def test_anybody_comes_to_the_same_result_without_learning_who_said_what(tmp_path: Path) -> None:
    run = a_round()
    folder = unpacked(run, tmp_path)
    for path in (folder, tmp_path / "round.zip"):
        done = recounted(path)
        assert done.exit_code == 0, done.output
        assert run.digest in done.output
    facts = (folder / "facts.jsonl").read_text(encoding="utf-8")
    assert "0470" not in facts
    assert not [one for one in run.gathering.arrivals.all() if one.voice in facts]
    assert outcome_of(run).digest == run.digest


def test_one_dot_more_is_found(tmp_path: Path) -> None:
    folder = unpacked(a_round(), tmp_path)
    facts = folder / "facts.jsonl"
    lines = facts.read_text(encoding="utf-8").splitlines()
    vote = next(line for line in lines if '"dotted"' in line)
    facts.write_text("\n".join(line for line in lines if line != vote), encoding="utf-8")
    done = recounted(folder)
    assert done.exit_code == 1
    assert "This is not the result that was fixed" in done.output
    assert json.loads(recounted(folder, "--json").output)["is_the_one_that_was_fixed"] is False


def test_a_hidden_card_is_not_published_and_the_votes_are_still_compared(tmp_path: Path) -> None:
    run = a_round()
    shown = run.cards.get(text="a")
    services.hide_card(shown, "A name", by=organiser_of(run))
    done = recounted(unpacked(run, tmp_path))
    assert done.exit_code == 0, done.output
    assert "1 card was hidden" in done.output


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("facts.jsonl", None, "facts.jsonl is missing"),
        ("facts.jsonl", b"\xff", "not text in UTF-8"),
        ("facts.jsonl", b"{}", "it is no fact"),
        ("result.json", b"[]", "not the result of a round"),
        ("dot-voting.toml", b"name = 3", "has no name"),
    ],
)
def test_what_cannot_be_used_is_named(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    folder = unpacked(a_round(), tmp_path)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    done = recounted(folder)
    assert done.exit_code == 2
    assert says in done.output
    no_zip = tmp_path / "no.zip"
    no_zip.write_bytes(b"no")
    assert recounted(no_zip).exit_code == 2
