"""The voting page: one statement at a time, with scripts or without."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citizenspring.opinions.models import Statement, Vote
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, signed_in
from citizenspring.processes.tests.factories import over

from .factories import close, make_map, make_organiser

pytestmark = pytest.mark.django_db
SEEDS = tuple(f"Statement about street number {n}." for n in range(1, 5))


@pytest.mark.slow
def test_a_visit_makes_no_guest(client: Client) -> None:
    page = client.get(make_map(*SEEDS).get_absolute_url())
    assert page.status_code == 200
    assert not Person.objects.filter(is_guest=True).exists()


@pytest.mark.slow
def test_without_scripts_a_vote_leads_to_the_next_statement(client: Client) -> None:
    address = make_map(*SEEDS).get_absolute_url()
    for voted in range(1, 5):
        number = client.get(address).context["card"].statement.number
        answer = client.post(address, {"statement": number, "vote": "agree"})
        assert parse_qs(urlsplit(answer["Location"]).query)["last"] == [str(number)]
        assert Vote.objects.count() == voted
    assert client.get(address).context["card"].is_done


@pytest.mark.slow
def test_a_card_never_comes_back_once_answered(client: Client) -> None:
    address, seen = make_map(*SEEDS).get_absolute_url(), []
    for _ in SEEDS:
        number = client.get(address).context["card"].statement.number
        client.post(address, {"statement": number, "vote": "pass"})
        seen.append(number)
    assert sorted(seen) == [1, 2, 3, 4]


@pytest.mark.slow
def test_the_same_person_sees_the_same_card_when_she_comes_back(client: Client) -> None:
    address = make_map(*SEEDS).get_absolute_url()
    signed_in(make_guest(), client)
    cards = {client.get(address).context["card"].statement.number for _ in range(5)}
    assert len(cards) == 1


def test_an_importance_mark_is_kept(client: Client) -> None:
    address = make_map(*SEEDS).get_absolute_url()
    client.post(address, {"statement": 1, "vote": "disagree", "important": "on"})
    assert Vote.objects.values_list("choice", "important").get() == (-1, True)


def test_a_vote_can_be_taken_back_from_the_next_card(client: Client) -> None:
    made = make_map(*SEEDS)
    client.post(made.get_absolute_url(), {"statement": 1, "vote": "agree"})
    answer = client.post(made.page("undo"), {"statement": 1}, follow=True)
    assert not Vote.objects.exists()
    assert answer.context["card"].statement.number == 1


@pytest.mark.slow
def test_a04_a_map_that_closes_while_the_form_is_open_keeps_what_was_chosen(
    client: Client,
) -> None:
    made = make_map(*SEEDS)
    client.get(made.get_absolute_url())
    over(made.activity)
    sent = {"statement": 1, "vote": "disagree", "important": "on"}
    answer = client.post(made.get_absolute_url(), sent)
    assert answer.status_code == 403
    assert (answer.context["refused_choice"], answer.context["was_important"]) == ("disagree", True)
    assert SEEDS[0] in answer.content.decode()
    assert not Vote.objects.exists()


def test_the_address_of_a_closed_map_leads_to_its_results(client: Client) -> None:
    made = make_map(*SEEDS, shows_results_while_open=False)
    over(made.activity)
    assert "data-vote" not in client.get(made.get_absolute_url()).content.decode()
    close(made)
    assert client.get(made.get_absolute_url())["Location"] == made.page("results")


def test_a_map_that_is_not_open_yet_says_when_it_opens() -> None:
    made = make_map(*SEEDS, is_open=False, opens_at=datetime(2031, 12, 9, 8, tzinfo=UTC))
    organiser = signed_in(make_organiser(made.activity.process))
    english = {"accept-language": "en"}
    page = organiser.get(made.get_absolute_url(), headers=english).content.decode()
    assert "Opens on 9 December 2031" in page
    assert "data-card" not in page


def test_the_last_answer_is_told_by_its_words_and_one_number_stands_on_the_card(
    client: Client,
) -> None:
    made = make_map(*SEEDS)
    sent = {"statement": 1, "vote": "agree"}
    english = {"accept-language": "en"}
    page = client.post(made.get_absolute_url(), sent, headers=english, follow=True)
    card = page.content.decode()
    assert "Your answer was: agree." in card
    assert '<q lang="en" dir="ltr">Statement about street number 1.</q>' in card
    assert "About this statement" in card


def test_nonsense_counts_nothing_and_shows_the_card_again(client: Client) -> None:
    address = make_map(*SEEDS).get_absolute_url()
    for sent in ({}, {"vote": "agree"}, {"statement": "1", "vote": "maybe"}):
        assert client.post(address, sent).status_code == 422
    assert client.post(address, {"statement": "99", "vote": "agree"}).status_code == 404
    assert not Vote.objects.exists()


def test_a_hidden_statement_is_not_dealt(client: Client) -> None:
    made = make_map(*SEEDS[:1])
    Statement.objects.update(state="hidden")
    assert client.get(made.get_absolute_url()).context["card"].is_done


def test_an_enhanced_request_gets_the_next_card_alone(client: Client) -> None:
    address = make_map(*SEEDS).get_absolute_url()
    sent = {"statement": 1, "vote": "agree"}
    answer = client.post(address, sent, headers={"X-Fragment": "1"})
    page = answer.content.decode()
    assert page.lstrip().startswith('<section id="card"')
    assert "<html" not in page


def test_the_readers_language_stands_beside_the_original(client: Client) -> None:
    made = make_map(*SEEDS[:1])
    made.statements.get().translations.create(language="fr", text="Une phrase.", is_machine=True)
    page = client.get(made.get_absolute_url(), headers={"Accept-Language": "fr"}).content.decode()
    assert "Une phrase." in page
    assert SEEDS[0] in page


@pytest.mark.slow
def test_a51_what_people_write_stays_text(client: Client) -> None:
    made = make_map("<script>alert(1)</script> & <b>more</b> trees")
    for name in ("vote", "statements"):
        page = client.get(made.page(name)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_a_vote_costs_at_most_six_queries(client: Client) -> None:
    address = make_map(*SEEDS).get_absolute_url()
    signed_in(make_guest(), client)
    client.post(address, {"statement": 1, "vote": "agree"})
    with CaptureQueriesContext(connection) as queries:
        client.post(address, {"statement": 2, "vote": "agree"})
    acts = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(acts) <= 6, acts
