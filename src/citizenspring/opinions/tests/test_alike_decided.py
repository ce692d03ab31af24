"""A62: answers all alike within minutes are flagged, shown with and without, and decided on."""

from itertools import cycle, islice

import pytest
from django.test import Client

from citizenspring.common.errors import NotAllowed
from citizenspring.moderation.models import Decision
from citizenspring.moderation.tests.factories import make_moderator
from citizenspring.notifications.models import News
from citizenspring.opinions import services
from citizenspring.opinions.errors import NothingAlike
from citizenspring.opinions.models import OpinionMap, Vote
from citizenspring.opinions.services import cast_many
from citizenspring.opinions.watching import look_for_rushes
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, signed_in

from .factories import make_map

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
TEXTS = [f"Matter number {word}." for word in ("one", "two", "three", "four", "five", "six")]


@pytest.fixture
def mo() -> Person:
    return make_moderator()


@pytest.fixture
def brigaded() -> OpinionMap:
    """Thirty people of many minds, and fifty who gave the same six answers."""
    made = make_map(*TEXTS)
    statements = list(made.statements.values_list("pk", flat=True))
    people = Person.objects.bulk_create(Person(password="!") for _n in range(80))
    triples = []
    for at, person in enumerate(people):
        minds = cycle([1, -1, 0, 1, -1]) if at % 2 else cycle([-1, 1, 1, 0])
        votes = [1] * 6 if at >= 30 else list(islice(minds, at % 5, at % 5 + 6))
        triples += [(person.pk, one, vote) for one, vote in zip(statements, votes, strict=True)]
    cast_many(made, triples)
    return made


@pytest.mark.slow
def test_a62_the_moderators_are_told_once_a_day(brigaded: OpinionMap, mo: Person) -> None:
    assert look_for_rushes() == 1
    assert look_for_rushes() == 0
    telling = News.objects.get(person=mo).telling
    assert telling.facts == {"people": 50}
    assert telling.url == brigaded.page("alike")


@pytest.mark.slow
def test_a62_the_flag_is_logged_and_everybody_sees_both_results(
    brigaded: OpinionMap, mo: Person, client: Client
) -> None:
    address = brigaded.page("alike")
    assert client.get(address).status_code == 403
    signed_in(mo).post(address, {"is_one_hand": "yes", "reason": "All within one minute."})
    decision = Decision.objects.get()
    assert decision.act == "flagged"
    assert [one["people"] for one in decision.facts["both"]] == [80, 30]
    page = client.get(address, headers=ENGLISH).content.decode()
    assert "With them" in page
    assert "Without them" in page
    assert "All within one minute." in page
    assert address in client.get(brigaded.page("results")).content.decode()
    assert "All within one minute." in client.get(brigaded.page("log")).content.decode()
    assert Vote.objects.filter(map=brigaded).count() == 480


@pytest.mark.slow
def test_a62_a_flag_is_taken_back_with_a_reason(brigaded: OpinionMap, mo: Person) -> None:
    services.judge_alike(brigaded, is_one_hand=True, reason="One minute.", by=mo)
    services.judge_alike(brigaded, is_one_hand=False, reason="A class of pupils.", by=mo)
    assert Client().get(brigaded.page("alike")).status_code == 403


def test_a62_only_moderators_decide_and_only_where_something_stands_out(mo: Person) -> None:
    quiet = make_map(*TEXTS)
    with pytest.raises(NothingAlike):
        services.judge_alike(quiet, is_one_hand=True, reason="A feeling.", by=mo)
    with pytest.raises(NotAllowed):
        services.judge_alike(quiet, is_one_hand=True, reason="A feeling.", by=make_guest())
