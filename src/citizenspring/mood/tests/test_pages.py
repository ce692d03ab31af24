"""The pages that everybody sees: answering, one's own answer, results, words, files."""

from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from citizenspring.common.strangers import forget_all
from citizenspring.mood import services
from citizenspring.mood.models import Answer, MoodCheck
from citizenspring.mood.services import Invented
from citizenspring.notifications.models import Unreachable
from citizenspring.people.models import Letter, Person
from citizenspring.people.tests.factories import make_person, signed_in

from .factories import (
    answered,
    choice,
    confirmed,
    make_commune,
    make_mood,
    over,
    token_of,
)

pytestmark = pytest.mark.django_db
SENT = {"q1": "4", "q2": "Il manque des bancs.", "q3": "3", "home": "21001"}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget_all()


def crowd(mood: MoodCheck, code: str, number: int, value: int = 3) -> None:
    home = make_commune(code) if code != "outside" else None
    services.answer_many(mood, [Invented({1: value}, home, now())] * number)


def text_of(client: Client, path: str) -> str:
    return client.get(path, headers={"accept-language": "en"}).content.decode()


def test_it_says_first_what_happens_then_asks() -> None:
    rules: dict[str, Any] = {"if_met": dict.fromkeys(("fr", "nl", "en"), "We meet."), "target": 500}
    mood = make_mood(**rules, if_missed=dict.fromkeys(("fr", "nl", "en"), "We stop."))
    page = text_of(Client(), mood.get_absolute_url())
    assert page.index("We meet.") < page.index("We stop.") < page.index('name="q1"')


def test_a_visit_makes_nobody() -> None:
    Client().get(make_mood().get_absolute_url())
    assert not Person.objects.filter(is_guest=True).exists()


@pytest.mark.slow
def test_an_answer_is_kept_and_its_link_sent() -> None:
    mood, ada = make_mood(), Client()
    make_commune()
    response = ada.post(mood.get_absolute_url(), {**SENT, "email": "ada@example.org"})
    assert response.headers["Location"] == mood.page("mine")
    assert "ada@example.org" in text_of(ada, mood.page("mine"))
    page = Client().get(f"/moods/confirm/{token_of('ada@example.org')}/")
    assert Answer.objects.get().state == Answer.State.WAITING
    assert page.status_code == 200
    done = Client().post(f"/moods/confirm/{token_of('ada@example.org')}/")
    assert "/done/" in done.headers["Location"]
    assert "counts" in text_of(Client(), done.headers["Location"])
    assert Answer.objects.get().rung == 3
    assert "Thank you, your answer counts." in text_of(ada, mood.page("mine"))


def test_twice_the_same_form_is_one_answer() -> None:
    mood, ada = make_mood(), Client()
    make_commune()
    for _ in range(2):
        ada.post(mood.get_absolute_url(), SENT)
    assert Answer.objects.count() == 1


def test_without_a_mailbox_there_is_a_code_for_a_verifier() -> None:
    mood, ada = make_mood(), Client()
    make_commune()
    ada.post(mood.get_absolute_url(), SENT)
    assert Answer.objects.get().code[:4] in text_of(ada, mood.page("mine"))
    assert not Letter.objects.exists()


def test_what_was_typed_stays_when_something_is_missing() -> None:
    mood = make_mood()
    page = Client().post(mood.get_absolute_url(), {**SENT, "home": "", "email": "ada@"})
    assert page.status_code == 422
    assert "Il manque des bancs." in page.content.decode()
    assert not Answer.objects.exists()


def test_what_was_typed_stays_when_the_check_closes_meanwhile() -> None:
    mood = over(make_mood())
    make_commune()
    page = Client().post(mood.get_absolute_url(), SENT)
    assert page.status_code == 403
    assert "Il manque des bancs." in page.content.decode()


def test_a_mail_that_came_back_is_said_where_the_answer_waits() -> None:
    mood, ada = make_mood(), Client()
    make_commune()
    ada.post(mood.get_absolute_url(), {**SENT, "email": "adda@example.org"})
    assert "A mail is on its way" in text_of(ada, mood.page("mine"))
    Unreachable.objects.create(mailbox="adda@example.org", why="550 5.1.1 no such user")
    page = text_of(ada, mood.page("mine"))
    assert "came back" in page
    assert "A mail is on its way" not in page
    ada.post(mood.page("send-link"), {"email": "ada@example.org"})
    assert "A mail is on its way" in text_of(ada, mood.page("mine"))


@pytest.mark.slow
def test_a_link_after_the_deadline_says_so_before_it_is_pressed() -> None:
    mood = make_mood()
    services.ask_to_confirm(answered(mood), "ada@example.org")
    over(mood)
    assert Client().get(f"/moods/confirm/{token_of('ada@example.org')}/").status_code == 403


def test_a_choice_that_nobody_offered_is_refused_in_our_words() -> None:
    mood = make_mood()
    make_commune()
    forged = {**SENT, "q1": "99", "home": "nowhere"}
    page = Client().post(mood.get_absolute_url(), forged, headers={"accept-language": "en"})
    assert page.status_code == 422
    assert "Choose one of the answers that are offered." in page.content.decode()
    assert "Select a valid choice" not in page.content.decode()


def test_a_disposable_address_confirms_nothing_and_the_answer_is_kept() -> None:
    mood, ada = make_mood(), Client()
    make_commune()
    ada.post(mood.get_absolute_url(), {**SENT, "email": "x@mailinator.com"})
    assert not Letter.objects.exists()
    assert Answer.objects.get().state == Answer.State.WAITING


def test_a14_it_says_that_such_an_address_cannot_confirm() -> None:
    mood, ada = make_mood(), Client()
    make_commune()
    ada.post(mood.get_absolute_url(), SENT)
    refused = ada.post(mood.page("send-link"), {"email": "x@mailinator.com"})
    assert refused.status_code == 422
    assert "x@mailinator.com" in refused.content.decode()


@pytest.mark.slow
def test_an_account_counts_at_once_and_may_change_and_take_back() -> None:
    mood = make_mood()
    make_commune()
    bo = signed_in(make_person(level=1))
    bo.post(mood.get_absolute_url(), SENT)
    assert Answer.objects.get().is_confirmed
    assert "checked" in text_of(bo, mood.get_absolute_url())
    bo.post(mood.get_absolute_url(), {**SENT, "q3": "4"}, headers={"accept-language": "en"})
    assert "Your answer is changed." in text_of(bo, mood.page("mine"))
    assert "Your answer is changed." not in text_of(bo, mood.page("mine"))
    bo.post(mood.page("withdraw"))
    assert Answer.objects.get().state == Answer.State.WITHDRAWN


def test_a_used_link_and_a_wrong_one_say_so() -> None:
    confirmed(make_mood(), "ada@example.org")
    link = f"/moods/confirm/{token_of('ada@example.org')}/"
    ada = Client(headers={"accept-language": "en"})
    for again in (ada.get(link, follow=True), ada.post(link, follow=True)):
        assert again.redirect_chain == [(f"{link}done/", 302)]
        assert "your answer counts" in again.content.decode()
    assert Answer.objects.filter(state=Answer.State.CONFIRMED).count() == 1
    assert Client().post("/moods/confirm/nothing/").status_code == 404


def test_a36_a_used_link_of_an_answer_that_was_taken_back_does_not_say_that_it_counts() -> None:
    answer = confirmed(make_mood(), "ada@example.org")
    services.withdraw_answer(answer.mood, by=answer.person)
    link = f"/moods/confirm/{token_of('ada@example.org')}/"
    assert Client().get(link, follow=True).status_code == 404
    assert Client().post(link, follow=True).status_code == 404


def test_the_flyers_address_leads_to_the_page_in_its_language() -> None:
    mood, ada = make_mood(), Client()
    first = ada.get(f"/f/{mood.code.lower()}?lang=nl")
    assert first.cookies["django_language"].value == "nl"
    assert ada.get(first.headers["Location"]).headers["Location"] == mood.get_absolute_url()


def test_figures_come_after_ten_and_change_after_ten_more() -> None:
    mood = make_mood()
    crowd(mood, "21001", 9)
    assert not services.publish(mood)
    crowd(mood, "21001", 1)
    assert services.publish(mood)
    crowd(mood, "21001", 9)
    assert not services.publish(mood)
    crowd(mood, "21001", 1)
    assert services.publish(mood)


def test_a26_small_communes_are_hidden_and_one_more_with_them() -> None:
    mood = make_mood()
    for code, number in (("21001", 40), ("21002", 4), ("21003", 15)):
        crowd(mood, code, number)
    services.publish(mood)
    places = mood.snapshot.result["places"]
    assert places["21001"] == 40
    assert places["21002"] is None
    assert places["outside"] is None
    assert "hidden" in text_of(Client(), mood.page("results"))


def test_weighted_figures_leave_out_cells_under_five() -> None:
    mood = make_mood()
    make_commune("21001", 50_000)
    make_commune("21002", 50_000)
    crowd(mood, "21001", 30, value=1)
    crowd(mood, "21002", 10, value=5)
    services.publish(mood)
    found = mood.snapshot.result["questions"]["1"]
    assert found["counts"] == {"1": 30, "2": 0, "3": 0, "4": 0, "5": 10}
    assert found["weighted"]["1"] == found["weighted"]["5"] == 50


def test_a53_the_file_holds_no_formula_and_no_small_cell() -> None:
    option = dict.fromkeys(("fr", "nl", "en"), "=HYPERLINK(1)")
    question = choice("one", "two")
    question.options[0].update(option)
    mood = make_mood(questions=[question])
    crowd(mood, "21001", 20, value=1)
    crowd(mood, "21002", 3, value=1)
    services.publish(mood)
    sheet = text_of(Client(), mood.page("figures"))
    assert "'=HYPERLINK(1)" in sheet
    assert ",3," not in sheet


@pytest.mark.slow
def test_words_stand_by_theme_and_one_by_one() -> None:
    mood = make_mood()
    for number, text in enumerate(["Too many cars.", "Cars everywhere.", "More trees please."]):
        confirmed(mood, f"p{number}@example.org", words=text)
    crowd(mood, "21001", 10)
    services.publish(mood)
    page = text_of(Client(), mood.page("words"))
    assert page.count("Too many cars.") >= 2
    assert "More trees please." in page


def test_a_closed_check_leads_to_its_results() -> None:
    mood = make_mood()
    answered(mood)
    mood.activity.closed_at = now()
    mood.activity.state = "closed"
    mood.activity.save()
    assert Client().get(mood.get_absolute_url()).headers["Location"] == mood.page("results")


def test_a_choice_is_offered_and_kept() -> None:
    mood, ada = make_mood(questions=[choice("one", "two")]), Client()
    assert "two" in text_of(ada, mood.get_absolute_url())
    ada.post(mood.get_absolute_url(), {"q1": "2", "home": "outside"})
    assert Answer.objects.get().said == {"1": 2}
