"""Finding a process."""

import pytest
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from citizenspring.processes.models import Process
from citizenspring.processes.queries import Find, find
from citizenspring.threads.models import Node

from .factories import make_commune, make_open_process, make_organiser, make_process

pytestmark = pytest.mark.django_db


def questions(**wanted: str) -> list[str]:
    return [process.question.localize("en") for process in find(None, Find(**wanted))]


def test_words_are_found_in_any_language_and_without_accents() -> None:
    make_open_process()
    for words in ("rafraichir", "RAFRAÎCHIR", "straten koel", "street cool", "hoe"):
        assert len(questions(words=words)) == 1, words
    assert not questions(words="swimming")


def test_the_beginning_of_a_word_is_enough() -> None:
    make_open_process()
    assert questions(words="stree")


def test_a_commune_is_found_by_name_too() -> None:
    make_open_process(territories=[make_commune()])
    assert questions(words="molenbeek")
    assert questions(territory="molenbeek")
    assert not questions(territory="jette")


def test_theme_language_and_state_narrow_it_down() -> None:
    make_open_process(themes=["climate"], languages=["fr", "nl"])
    assert questions(theme="climate", language="nl", state="open")
    assert not questions(theme="climate", language="en")
    assert not questions(state="decided")


def test_a_draft_is_found_by_nobody_else() -> None:
    make_process(by=make_organiser())
    assert not questions(words="street")


@pytest.mark.parametrize("words", ["'", "& | !", "a:*b", "\\", "''); --", "🌳", "(" * 50, "%", " "])
def test_strange_words_are_just_words(words: str) -> None:
    assert Client().get("/processes/", {"q": words}).status_code == 200


@pytest.mark.parametrize("query", ["theme=nonsense", "commune=' OR 1=1", "state=draft"])
def test_a_choice_that_does_not_exist_is_marked_and_harmless(query: str) -> None:
    make_process()
    answer = Client().get(f"/processes/?{query}", headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "0 processes" in answer.content.decode()


def test_nothing_found_says_what_to_try() -> None:
    answer = Client().get("/processes/?q=submarine", headers={"accept-language": "en"})
    assert "Try fewer words" in answer.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "1000000000", "9" * 400, "٣"])
def test_a59_a_page_that_does_not_exist_is_not_found(page: str) -> None:
    assert Client().get("/processes/", {"page": page}).status_code == 404


def fill(processes: int, contributions: int) -> None:
    """Many processes and contributions, by the thousand."""
    nodes = [Node(kind="process", title=f"P {n}", language="en") for n in range(processes)]
    Node.objects.bulk_create(nodes, batch_size=1000)
    moment = now()
    Process.objects.bulk_create(
        (
            Process(
                slug=f"p-{n}",
                node=node,
                question={"en": f"Question {n}?"},
                state="open",
                opened_at=moment,
                themes=["climate"] if n % 2 else ["housing"],
                languages=["en"],
            )
            for n, node in enumerate(nodes)
        ),
        batch_size=1000,
    )
    Process.objects.update(words=SearchVector(Value("question"), config="simple"))
    statements = (
        Node(kind="statement", title=f"S {n}", language="en", within=nodes[n % processes])
        for n in range(contributions)
    )
    Node.objects.bulk_create(statements, batch_size=5000)


def believe_that_there_is_next_to_nothing() -> None:
    """Statistics as autovacuum leaves them between two tests, or just before a bulk import."""
    with connection.cursor() as cursor:
        # A plan that pairs all with all is then cheap; better refused than waited for.
        cursor.execute("SET LOCAL statement_timeout = '10s'")
        rows = [Node(kind="process", title="Gone", language="en") for _one in range(500)]
        Node.objects.bulk_create(rows)
        Node.objects.all().delete()
        cursor.execute("ANALYZE threads_node")


@pytest.mark.slow
def test_two_thousand_processes_are_listed_at_once(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = Client()
    # What is loaded at the first request of a process is no part of the question.
    client.get("/processes/")
    believe_that_there_is_next_to_nothing()
    fill(2_000, 30_000)
    for address in ("/processes/?page=100", "/processes/?q=quest&theme=climate", "/processes/p-7/"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("page", ["0000000015", "9" * 5000, "0", "-1", "٣", ""])
def test_a59_a_page_that_does_not_exist_is_missing(page: str) -> None:
    make_open_process()
    assert Client().get("/processes/", {"page": page}).status_code == 404


def test_a_page_too_far_shows_the_last_one_and_says_so() -> None:
    process = make_open_process()
    answer = Client().get("/processes/?page=1000000000", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "The list has no such page" in answer.content.decode()
    assert process.get_absolute_url() in answer.content.decode()


def test_it_says_what_the_words_are_searched_in() -> None:
    shown = Client().get("/processes/", headers={"accept-language": "en"}).content.decode()
    assert "Searches questions, summaries and outcomes, not statements." in shown
    assert 'aria-describedby="id_q_helptext"' in shown


def test_a59_a_page_number_may_begin_with_zeros() -> None:
    make_open_process()
    assert Client().get("/processes/?page=0000000001").status_code == 200
