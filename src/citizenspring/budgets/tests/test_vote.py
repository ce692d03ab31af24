"""The ballot: fill it in, look at it once more, send it; nothing is lost or counted twice."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from citizenspring.ballots.models import Ballot
from citizenspring.ballots.tests.factories import over
from citizenspring.budgets.ballot_form import moved
from citizenspring.budgets.models import Round
from citizenspring.people.tests.factories import make_guest, make_person, signed_in

from .factories import make_round_in_stage
from .voting import NUMBER, filled_in, letter_to, make_vote

pytestmark = pytest.mark.django_db


def voter_and_vote(**facts: Any) -> tuple[Client, Round]:
    ada = make_person()
    return signed_in(ada), make_vote(**facts)


def send(client: Client, budget: Round, sent: dict[str, Any]) -> int:
    return client.post(budget.page("voted"), sent).status_code


@pytest.mark.slow
def test_what_is_looked_at_is_not_counted_yet() -> None:
    ada, budget = voter_and_vote()
    page = ada.post(budget.page("vote"), filled_in(1, 3, check="1"))
    assert page.status_code == 200
    assert b'name="choice" value="1"' in page.content
    assert b'name="choice" value="2"' not in page.content
    assert NUMBER.encode() in page.content
    assert not Ballot.objects.exists()


@pytest.mark.slow
def test_a_ballot_that_is_sent_counts_and_its_receipt_is_shown() -> None:
    ada, budget = voter_and_vote()
    page = ada.post(budget.page("voted"), filled_in(3, 1))
    kept = Ballot.objects.get()
    assert (bytes(kept.tracker).hex(), kept.choices) == (NUMBER, [1, 3])
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert b"data:text/plain;charset=utf-8," in page.content
    assert NUMBER in page.content.decode()


@pytest.mark.slow
def test_a02_sending_again_gives_the_same_receipt() -> None:
    ada, budget = voter_and_vote()
    first = ada.post(budget.page("voted"), filled_in(1)).context["receipt"]
    again = ada.post(budget.page("voted"), filled_in(1))
    assert (again.status_code, again.context["receipt"]) == (200, first)
    assert Ballot.objects.count() == 1


@pytest.mark.slow
def test_a03_a_second_device_is_told_that_she_has_voted() -> None:
    ada, budget = voter_and_vote()
    send(ada, budget, filled_in(1))
    page = ada.post(budget.page("voted"), filled_in(2, tracker="cd" * 32))
    assert page.status_code == 409
    assert b"data-ballot-done" in page.content
    assert ada.get(budget.page("vote")).context["has_voted"]
    assert ada.post(budget.page("vote"), filled_in(2, code="", check="1")).status_code == 409
    assert Ballot.objects.get().choices == [1]


@pytest.mark.slow
def test_a04_after_the_close_the_ballot_is_refused_in_plain_words() -> None:
    ada, budget = voter_and_vote()
    assert budget.poll
    over(budget.poll)
    page = ada.post(budget.page("voted"), filled_in(1))
    assert page.status_code == 403
    assert page.templates[0].name == "budgets/vote_not_now.html"
    assert not Ballot.objects.exists()


@pytest.mark.slow
def test_a10_what_breaks_the_rules_comes_back_with_what_was_chosen() -> None:
    ada, budget = voter_and_vote(most=2)
    page = ada.post(budget.page("vote"), filled_in(1, 2, 3, check="1"))
    assert page.status_code == 422
    assert page.content.count(b" checked") == 3
    assert send(ada, budget, filled_in(1, 2, 3)) == 422
    assert send(ada, budget, filled_in(1, 1)) == send(ada, budget, filled_in(99)) == 422
    assert send(ada, budget, {"tracker": NUMBER, "choice": "-1"}) == 422
    assert not Ballot.objects.exists()


@pytest.mark.slow
def test_a10_a_ballot_over_the_money_is_refused_with_by_how_much() -> None:
    ada, budget = voter_and_vote(method=Round.Method.KNAPSACK)
    english = {"accept-language": "en"}
    page = ada.post(budget.page("vote"), filled_in(1, 2, check="1"), headers=english)
    assert page.status_code == 422
    assert "€100 more" in page.content.decode()
    assert send(ada, budget, filled_in(1, 3)) == 200


@pytest.mark.slow
def test_points_are_given_and_counted_together() -> None:
    ada, budget = voter_and_vote(method=Round.Method.POINTS, points=5, most_each=4)
    sent: dict[str, Any] = {"tracker": NUMBER, "points-1": "4", "points-2": "", "points-3": "2"}
    assert send(ada, budget, sent) == 422
    assert send(ada, budget, {**sent, "points-3": "1"}) == 200
    kept = Ballot.objects.get()
    assert (kept.choices, kept.points) == ([1, 3], [4, 1])


@pytest.mark.slow
def test_a_ranking_is_put_in_order_on_the_last_look_without_scripts_too() -> None:
    ada, budget = voter_and_vote(method=Round.Method.RANKING)
    sent = filled_in(1, 2, 3, order="3,1")
    page = ada.post(budget.page("vote"), {**sent, "check": "1"})
    assert page.context["form"].order == "3,1,2"
    page = ada.post(budget.page("vote"), {**sent, "order": "3,1,2", "move": "up-2"})
    assert page.context["form"].order == "3,2,1"
    assert send(ada, budget, {**sent, "order": "3,2,1"}) == 200
    assert Ballot.objects.get().choices == [3, 2, 1]
    assert moved([1, 2], 1, -1) == [1, 2]


@pytest.mark.slow
def test_what_a_search_hides_stays_chosen() -> None:
    ada, budget = voter_and_vote()
    page = ada.post(budget.page("vote"), filled_in(1, find="1", **{"find-words": "project 2"}))
    shown = {line.number: is_shown for line, _points, is_shown in page.context["rows"]}
    assert shown == {1: False, 2: True, 3: False}
    assert page.content.count(b" checked") == 1


@pytest.mark.slow
def test_a_letter_lets_vote_without_an_account_once() -> None:
    budget = make_vote()
    code = letter_to(budget)
    stranger = Client()
    assert stranger.post(budget.page("vote"), filled_in(2, check="1")).status_code == 403
    assert send(stranger, budget, filled_in(2, code="AAAA-BBBB-CCCC")) == 422
    assert send(stranger, budget, filled_in(2, code=code.lower().replace("-", " "))) == 200
    assert send(Client(), budget, filled_in(2, tracker="cd" * 32, code=code)) == 409
    assert Ballot.objects.count() == 1


@pytest.mark.slow
def test_a22_neither_a_log_nor_a_session_nor_an_address_holds_the_ballot(
    caplog: pytest.LogCaptureFixture,
) -> None:
    budget = make_vote()
    code = letter_to(budget)
    stranger = Client()
    with caplog.at_level("DEBUG"):
        page = stranger.post(budget.page("voted"), filled_in(2, code=code))
    assert (page.status_code, page.has_header("Location")) == (200, False)
    assert "sessionid" not in stranger.cookies
    assert not [line for line in caplog.messages if NUMBER in line or code in line]
    assert page["Referrer-Policy"] == "same-origin"


@pytest.mark.slow
def test_who_may_not_vote_reads_why_and_what_to_do() -> None:
    budget = make_vote()
    guest = signed_in(make_guest())
    page = guest.get(budget.page("vote"))
    assert page.context["gate"].url.endswith(f"next={budget.page('vote')}")
    assert guest.post(budget.page("voted"), filled_in(1)).status_code == 403
    late = signed_in(make_person())
    page = late.get(budget.page("vote"))
    assert page.context["gate"] is None
    assert not page.context["standing"].may_vote
    assert late.post(budget.page("vote"), filled_in(1, check="1")).status_code == 403


@pytest.mark.slow
def test_before_the_vote_there_is_no_ballot() -> None:
    budget = make_round_in_stage(Round.Stage.CAMPAIGN)
    ada = signed_in(make_person())
    assert ada.get(budget.page("vote")).templates[0].name == "budgets/vote_not_now.html"
    assert ada.post(budget.page("vote"), filled_in(1)).status_code == 403
    assert ada.get(budget.page("sheet")).status_code == 404


@pytest.mark.slow
def test_a_project_and_the_round_lead_back_to_the_ballot() -> None:
    ada, budget = voter_and_vote()
    assert budget.page("vote") in ada.get(budget.page("project", 1)).content.decode()
    assert budget.page("sheet") in ada.get(budget.get_absolute_url()).content.decode()


@pytest.mark.slow
def test_the_paper_ballot_has_a_box_for_every_project_and_room_for_the_code() -> None:
    _ada, budget = voter_and_vote()
    page = Client().get(budget.page("sheet")).content
    assert page.count(b'class="sheet-box"') == 3
    assert page.count(b"<i></i>") == 3 + 12


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a01_twenty_presses_at_once_are_one_ballot() -> None:
    ada = make_person()
    budget = make_vote()

    def press(number: int) -> int:
        try:
            sent = filled_in(1 + number % 3, tracker=f"{number:064x}")
            return send(signed_in(ada), budget, sent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as crowd:
        answers = sorted(crowd.map(press, range(20)))
    assert answers == [200] + 19 * [409]
    assert Ballot.objects.count() == 1
