from pathlib import Path

import pytest
from click.testing import CliRunner

from citizenspring.cli.import_.polis import command
from citizenspring.opinions.models import OpinionMap
from citizenspring.opinions.tests.test_import_polis import folder_with
from citizenspring.people.tests.factories import make_role
from citizenspring.processes.models import Process

pytestmark = pytest.mark.django_db


def test_one_command_brings_a_conversation_in_and_lets_it_go_on(tmp_path: Path) -> None:
    make_role("organiser")
    done = CliRunner().invoke(command, [str(folder_with(tmp_path)), "--open"])
    assert done.exit_code == 0, done.output
    made = OpinionMap.objects.get()
    assert made.get_absolute_url() in done.output
    assert made.activity.state == "open"
    assert made.activity.process.state == "open"


def test_the_new_process_carries_the_topic_of_the_conversation(tmp_path: Path) -> None:
    make_role("organiser")
    CliRunner().invoke(command, [str(folder_with(tmp_path))])
    assert str(Process.objects.get().question) == "Benches, or not?"


def test_a_wrong_vote_ends_with_code_2_and_leaves_nothing(tmp_path: Path) -> None:
    make_role("organiser")
    broken = folder_with(tmp_path, votes="comment-id,voter-id,vote\n0,5,9\n")
    done = CliRunner().invoke(command, [str(broken)])
    assert done.exit_code == 2
    assert "votes.csv, line 2" in done.output
    assert not Process.objects.exists()
