"""A past vote in, and out again, from the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from citizenspring.budgets.models import Round
from citizenspring.budgets.tests.pb_files import APPROVAL
from citizenspring.cli.export.pb import command as export_pb
from citizenspring.cli.import_.pb import command as import_pb
from citizenspring.engines.budgeting import read_pb
from citizenspring.people.tests.factories import make_role
from citizenspring.processes.models import Process
from citizenspring.processes.tests.factories import make_open_process

pytestmark = pytest.mark.django_db


def test_a_vote_goes_in_and_comes_out_with_its_result(tmp_path: Path) -> None:
    make_role("organiser")
    process, file = make_open_process(), tmp_path / "vote.pb"
    file.write_text(APPROVAL)
    done = CliRunner().invoke(import_pb, [str(file), "--process", process.slug])
    assert done.exit_code == 0, done.output
    assert "Imported 4 projects and 6 ballots." in done.output
    budget = Round.objects.get()
    assert budget.is_decided
    address = f"{process.slug}/{budget.activity.slug}"
    out = tmp_path / "out.pb"
    assert CliRunner().invoke(export_pb, [address, "--to", str(out)]).exit_code == 0
    assert read_pb(out).selected == frozenset({"P7", "P9"})


def test_a_wrong_file_ends_with_code_2_and_leaves_nothing(tmp_path: Path) -> None:
    make_role("organiser")
    file = tmp_path / "vote.pb"
    file.write_text(APPROVAL.replace("5;P3", "5;P4"))
    done = CliRunner().invoke(import_pb, [str(file)])
    assert done.exit_code == 2
    assert "vote.pb, line 28: the vote names the project 'P4'" in done.output
    assert not Process.objects.exists()
