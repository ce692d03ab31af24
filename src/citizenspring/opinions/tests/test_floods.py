"""A60: near-identical statements within an hour are counted, shown once, and can be taken apart."""

import pytest
from django.test import Client

from citizenspring.moderation import services as moderation
from citizenspring.moderation.models import Case, Decision
from citizenspring.moderation.tests.factories import hide, make_moderator
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.services.floods import FLOOD
from citizenspring.people.tests.factories import make_guest
from citizenspring.threads.models import Edge

from .factories import make_map, make_statement

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
Act = Decision.Act


def flood(made: OpinionMap, count: int) -> list[Statement]:
    text = "The mayor of our city must leave at once, see number"
    return [make_statement(made, f"{text} {n}!", by=make_guest()) for n in range(count)]


def shown(made: OpinionMap) -> int:
    return made.statements.filter(state="shown", is_seed=False).count()


@pytest.mark.slow
def test_a60_two_hundred_copies_are_shown_once_and_all_counted(client: Client) -> None:
    made = make_map("More trees.")
    flood(made, 200)
    assert shown(made) == 1
    head = made.statements.get(state="shown", is_seed=False)
    assert head.merged_from.count() == 199
    page = client.get(head.get_absolute_url(), headers=ENGLISH).content.decode()
    assert "199 near-identical statements" in page
    assert Decision.objects.filter(act=Act.GROUPED).count() == 1
    assert Case.objects.get().origin == "flood"


@pytest.mark.slow
def test_a60_a_few_that_say_the_same_are_left_alone() -> None:
    made = make_map("More trees.")
    flood(made, FLOOD - 1)
    assert shown(made) == FLOOD - 1
    assert not Decision.objects.exists()


@pytest.mark.slow
def test_a60_others_who_write_meanwhile_are_not_drawn_in() -> None:
    made = make_map("More trees.")
    flood(made, FLOOD)
    make_statement(made, "The library should open on Sundays.")
    assert shown(made) == 2


@pytest.mark.slow
def test_a60_a_moderator_takes_them_apart_and_they_stay_apart() -> None:
    made, mo = make_map("More trees."), make_moderator()
    flood(made, FLOOD)
    head = made.statements.get(state="shown", is_seed=False)
    moderation.decide(head.node, Act.UNGROUPED, reason="They are many people.", by=mo)
    assert shown(made) == FLOOD
    assert not Edge.objects.filter(kind="grouped_into").exists()
    assert Case.objects.get().settled_at
    flood_goes_on = make_statement(made, "The mayor of our city must leave at once, see number 77")
    assert flood_goes_on.state == "shown"


@pytest.mark.slow
def test_a60_hiding_the_one_that_is_shown_hides_its_copies_and_showing_brings_them_back() -> None:
    made, mo = make_map("More trees."), make_moderator()
    flood(made, FLOOD)
    head = made.statements.get(state="shown", is_seed=False)
    hide(head.node, mo)
    assert made.statements.filter(state="hidden").count() == FLOOD
    moderation.decide(head.node, Act.SHOWN, reason="My mistake.", by=mo)
    assert (shown(made), made.statements.filter(state="merged").count()) == (1, FLOOD - 1)


@pytest.mark.slow
def test_a60_every_author_is_told_that_hers_was_grouped() -> None:
    made = make_map("More trees.")
    last = flood(made, FLOOD)[-1]
    assert last.author
    assert last.author.news.filter(telling__kind="thread.step").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "written",
    [
        "Buy at http://spam.example/now today",
        "Look: javascript:alert(1) is fun",
        "See //evil.example and \\\\evil.example now",
        "<a href='https://spam.example'>cheap</a> benches",
        "data:text/html,hello is what I want",
    ],
)
def test_a52_a60_no_link_in_a_statement_can_be_clicked(written: str, client: Client) -> None:
    statement = make_statement(make_map(), written)
    made = statement.map
    for address in (
        statement.get_absolute_url(),
        made.page("statements"),
        f"{made.get_absolute_url()}?statement={statement.number}",
        statement.node.get_absolute_url(),
    ):
        page = client.get(address).content.decode()
        for wrong in (
            'href="http://spam',
            "href='https://spam",
            'href="javascript',
            'href="//',
            'href="data',
        ):
            assert wrong not in page
