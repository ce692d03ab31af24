"""Budget rounds and secret votes by program: public figures only."""

from typing import Any

import pytest
from django.test import Client

from citizenspring.ballots.tests.factories import cast, make_open_poll, voters_of
from citizenspring.budgets import services
from citizenspring.budgets.pabulib import import_pb
from citizenspring.budgets.services import ReportFacts
from citizenspring.budgets.tests.factories import make_commitment, make_round, organiser_of
from citizenspring.budgets.tests.pb_files import APPROVAL
from citizenspring.processes.tests.factories import make_open_process, make_organiser

pytestmark = pytest.mark.django_db


def ask(path: str) -> tuple[int, Any]:
    answer = Client().get(f"/api/v1{path}", headers={"accept-language": "en"})
    return answer.status_code, answer.json()


def test_a_vote_from_a_file_can_be_read_with_its_projects() -> None:
    ada = make_organiser()
    budget = import_pb(APPROVAL, make_open_process(by=ada), file="v.pb", by=ada).budget
    make_round()
    status, listed = ask("/budgets")
    assert (status, listed["count"]) == (200, 1)
    found = ask(budget.get_absolute_url().rstrip("/"))[1]
    assert found["pots"][0]["amount"] == "1000.00"
    assert found["source"] == {"file": "v.pb", "rule": "greedy"}
    projects = ask(f"{budget.get_absolute_url()}projects?size=2")[1]
    assert (projects["count"], projects["pages"]) == (4, 2)
    assert projects["items"][0]["title"] == {"pl": "A skate park"}


def test_a_commitment_says_who_owes_it_and_names_no_person() -> None:
    made = make_commitment(steward_name="Green service")
    by = organiser_of(made.project.round)
    services.report(made, ReportFacts("done", "It stands.", made.amount, language="en"), by=by)
    (one,) = ask(f"{made.project.round.get_absolute_url()}commitments")[1]["items"]
    assert (one["steward"], one["spent"], one["state"]) == ("Green service", "600.00", "done")
    assert one["reports"][0].keys() == {"state", "text", "language", "spent", "evidence", "at"}


def test_a24_an_open_vote_tells_its_turnout_in_tens() -> None:
    poll = make_open_poll(voters=12)
    for person in voters_of(poll):
        cast(poll, person, 1)
    found = ask(f"/votes/{poll.pk}")[1]
    assert (found["voted"], found["is_exact"], found["ways"]) == (10, False, None)
    assert found["rules"]["options"][0]["title"]["en"] == "Trees"


def test_a_round_without_a_sealed_vote_has_no_file() -> None:
    status, body = ask(f"{make_commitment().project.round.get_absolute_url()}pabulib")
    assert (status, body["code"]) == (403, "not_sealed")
