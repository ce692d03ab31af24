"""A sealed vote as files: an outsider counts it again, and sees what was touched."""

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from citizenspring.ballots import errors, owners, services
from citizenspring.ballots.models import Poll
from citizenspring.ballots.owners import Owner
from citizenspring.ballots.published import proof_of, zip_of
from citizenspring.ballots.services import OptionFacts
from citizenspring.cli import main
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import record, sequence

from .factories import (
    behind_its_back,
    cast,
    make_open_poll,
    make_poll,
    make_sealed_poll,
    seal,
    voters_of,
)

pytestmark = pytest.mark.django_db
COSTS = 60, 50, 40
BALLOTS = [[1, 2]] * 4 + [[2, 3]] * 3 + [[3]] * 2


TERMS = {
    "rule": "greedy",
    "completion": "none",
    "stops_when_full": True,
    "ties": ["votes"],
    "seed": "x",
}


def terms_of() -> dict[str, Any]:
    """What a budget round keeps in the public record when its vote opens."""
    projects = [
        {"number": number, "cost": f"{cost}.00", "pot": 1} for number, cost in enumerate(COSTS, 1)
    ]
    return {**TERMS, "pots": [{"number": 1, "amount": "100.00"}], "projects": projects}


def result_of(poll: Poll) -> dict[str, bytes]:
    """What a budget round publishes of its count."""
    projects = [{"number": at, "cost": str(cost)} for at, cost in enumerate(COSTS, 1)]
    pot = {"number": 1, "amount": "100", "projects": projects}
    funded = {"official": [2, 3], "beside": [2, 3]}
    facts = {"poll": str(poll.pk), **TERMS, "pots": [{**pot, "funded": funded}]}
    entry = Entry.objects.get(kind="budget.vote", about=poll.node_id)
    return {"result.json": json.dumps(facts).encode(), "record/round.json": proof_of(entry)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The unpacked files of a sealed vote whose entries have their place in the record."""
    monkeypatch.setitem(owners._owners, "process", Owner(files=result_of))
    options = [OptionFacts({"en": f"={cost}"}, Decimal(cost)) for cost in COSTS]
    poll = make_sealed_poll(*BALLOTS, options=options)
    record("budget.vote", about=poll.node_id, facts=terms_of())
    sequence(hold=False)
    file = tmp_path / "vote.zip"
    file.write_bytes(b"".join(zip_of(poll)))
    assert b"".join(zip_of(poll)) == file.read_bytes()
    with zipfile.ZipFile(file) as packed:
        packed.extractall(tmp_path)
    return next(each for each in tmp_path.iterdir() if each.is_dir())


def verify(path: Path) -> Result:
    return CliRunner().invoke(main, ["verify", str(path), "--key", str(public_key())])


def rewritten(file: Path, change: Callable[[list[str]], list[str]]) -> None:
    file.write_text("".join(change(file.read_text().splitlines(keepends=True))))


def test_an_outsider_counts_it_again_from_the_zip_or_the_folder(folder: Path) -> None:
    for path in (folder, folder.parent / "vote.zip"):
        answer = verify(path)
        assert (answer.exit_code, answer.output) == (0, answer.output)
        assert "Everything holds: 9 rows" in answer.output


def test_a53_no_cell_of_the_files_is_a_formula(folder: Path) -> None:
    for file in folder.glob("*.csv"):
        for row in csv.reader(io.StringIO(file.read_text())):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def vote_for(option: str) -> Callable[[list[str]], list[str]]:
    def change(lines: list[str]) -> list[str]:
        tracker, rest = lines[3].split(",", 1)
        return [*lines[:3], f"{tracker},{option},{rest.split(',', 1)[1]}", *lines[4:]]

    return change


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        file = folder / name
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new, 1))

    return change


def lines(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    return lambda folder: rewritten(folder / "ballots.csv", change)


def hidden_change(folder: Path) -> None:
    lines(vote_for("1"))(folder)
    rewritten(folder / "ballots.hashes", lambda rows: [*rows[:2], "0" * 64 + "\n", *rows[3:]])


def pots_away(folder: Path) -> None:
    facts = json.loads((folder / "result.json").read_text())
    (folder / "result.json").write_text(json.dumps({**facts, "pots": []}))


TOUCHED: dict[str, tuple[Callable[[Path], object], str]] = {
    "ballot changed": (lines(vote_for("1")), "line 4: this ballot was changed"),
    "ballot removed": (lines(lambda rows: [*rows[:2], *rows[3:]]), "ballot 2 was removed"),
    "ballot added": (
        lines(lambda rows: [*rows, f"{'f' * 64},1,,,\n"]),
        "line 11: this ballot was added",
    ),
    "ballot and its hash changed": (hidden_change, "not the sealed file"),
    "other rules": (edited("rules.json", '"most": 5', '"most": 9'), "not those of the opening"),
    "other price": (edited("options.csv", "60", "10"), "options.csv"),
    "other count": (edited("counts.csv", "1,4", "1,5"), "another count gives 1,4"),
    "other roll": (edited("roll.json", '"online": 9', '"online": 8'), "online is 8, not 9"),
    "other result": (edited("result.json", "[2, 3]", "[1, 3]"), "funds the projects 2, 3, not 1"),
    "more money": (edited("result.json", '"100"', '"150"'), "pot 1 holds 150, and 100.00 was"),
    "other rule": (edited("result.json", "greedy", "equal-shares"), "rule is equal-shares, and"),
    "other price counted": (edited("result.json", '"60"', '"10"'), "not those that were fixed"),
    "pot left out": (pots_away, "pot 1 is missing"),
    "titles swapped": (edited("options.csv", "'=60", "'=50"), "options.csv, line 2"),
    "other sum": (edited("roll.json", '"ballots": 9', '"ballots": 8'), "ballots is 8, not 9"),
    "other header": (edited("ballots.csv", "tracker,", '"tracker",'), "the header is not"),
    "a file more": (
        lambda folder: (folder / "winners.csv").write_text("1\n"),
        "winners.csv: this file is no part",
    ),
    "other entry": (edited("record/sealed.json", '"online": 9', '"online": 8'), "not row"),
}


def test_whatever_was_touched_is_named_first(folder: Path) -> None:
    whole = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for name, (touch, sentence) in TOUCHED.items():
        touch(folder)
        answer = verify(folder)
        assert answer.exit_code == 1, name
        assert sentence in answer.output.splitlines()[0], name
        (folder / "winners.csv").unlink(missing_ok=True)
        for file, held in whole.items():
            file.write_bytes(held)
    edited("result.json", '"completion": "', '"completion": "x')(folder)
    assert verify(folder).output.startswith("result.json: the completion is 'x")
    (folder / "roll.json").unlink()
    assert verify(folder).exit_code == 2


def test_a_zip_that_shows_one_thing_and_has_another_checked_is_refused(folder: Path) -> None:
    whole = (folder.parent / "vote.zip").read_bytes()
    other = folder.parent / "other.zip"
    for name in ("elsewhere/rules.json", "counts.csv", f"{folder.name}/counts.csv"):
        other.write_bytes(whole)
        with (
            warnings.catch_warnings(action="ignore"),  # zipfile warns of a name used twice
            zipfile.ZipFile(other, "a") as packed,
        ):
            packed.writestr(name, "{}")
        assert verify(other).exit_code == 2, name
    other.write_bytes(whole[:120] + b"\xff" * 40 + whole[160:])
    assert verify(other).exit_code == 2
    genuine = folder / "a"
    genuine.mkdir()
    (genuine / "rules.json").write_bytes((folder / "rules.json").read_bytes())
    assert verify(folder).exit_code == 2


def test_more_ballots_than_marks_are_named(tmp_path: Path) -> None:
    """Whoever stuffs ballots behind the database's back is seen by everybody who counts."""
    poll = make_open_poll(voters=2)
    cast(poll, voters_of(poll)[0])
    with behind_its_back():
        poll.ballots.create(tracker=b"x" * 32, choices=[2])
    seal(poll)
    sequence(hold=False)
    file = tmp_path / "vote.zip"
    file.write_bytes(b"".join(zip_of(poll)))
    assert "more ballots than marks: 2, not 1" in verify(file).output


def test_nothing_is_published_before_sealing() -> None:
    with pytest.raises(errors.NotSealed):
        next(zip_of(make_open_poll()))


def test_an_imported_vote_is_published_alike(tmp_path: Path) -> None:
    poll = make_poll(method="points", points=10, most_each=10)
    rows: list[Any] = [([2, 1], [3, 7], "Old Town", "40"), ([3], [10], "=1+1", "")]
    assert services.import_ballots(poll, rows) == 2
    sequence(hold=False)
    file = tmp_path / "vote.zip"
    file.write_bytes(b"".join(zip_of(poll)))
    assert "Everything holds: 2 rows" in verify(file).output
    with pytest.raises(errors.PollFixed):
        services.import_ballots(poll, rows)
