"""Moderating: the reason is public, votes stay, merging keeps the thread."""

import pytest
from django.test import Client

from citizenspring.common.errors import NotAllowed
from citizenspring.opinions import services
from citizenspring.opinions.errors import ReasonMissing, StatementElsewhere, StatementSettled
from citizenspring.opinions.models import Moderation, Vote
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_role, signed_in
from citizenspring.threads.models import Edge

from .factories import make_map, make_statement, vote

pytestmark = pytest.mark.django_db
Act = Moderation.Act


@pytest.fixture
def mo() -> Person:
    return make_role("moderator").person


def test_hiding_keeps_the_votes_and_takes_the_text_from_strangers(
    mo: Person, client: Client
) -> None:
    made = make_map("Something insulting about a neighbour.")
    statement = made.statements.get()
    vote(make_guest(), statement)
    services.moderate(statement, Act.HIDDEN, reason="It names a person.", by=mo)
    page = client.get(statement.get_absolute_url()).content.decode()
    assert "insulting" not in page
    assert "It names a person." in page
    assert Vote.objects.count() == 1


def test_the_log_lists_every_act_with_its_reason(mo: Person, client: Client) -> None:
    made = make_map()
    services.moderate(made.statements.get(), Act.HIDDEN, reason="Advertising.", by=mo)
    assert "Advertising." in client.get(made.page("log")).content.decode()


def test_the_author_sees_what_was_done_and_why(mo: Person) -> None:
    ada = make_guest()
    statement = make_statement(make_map(), "Buy my benches.", by=ada)
    services.moderate(statement, Act.HIDDEN, reason="Advertising.", by=mo)
    page = signed_in(ada).get(statement.get_absolute_url()).content.decode()
    assert "Buy my benches." in page
    assert "Advertising." in page


def test_without_a_reason_nothing_is_done(mo: Person) -> None:
    with pytest.raises(ReasonMissing):
        services.moderate(make_map().statements.get(), Act.HIDDEN, reason=" ", by=mo)


def test_the_same_act_twice_is_refused(mo: Person) -> None:
    statement = make_map().statements.get()
    services.moderate(statement, Act.HIDDEN, reason="Insult.", by=mo)
    with pytest.raises(StatementSettled):
        services.moderate(statement, Act.HIDDEN, reason="Insult.", by=mo)


def test_bo_may_not() -> None:
    with pytest.raises(NotAllowed):
        services.moderate(
            make_map().statements.get(), Act.HIDDEN, reason="I disagree.", by=make_guest()
        )


def test_a_waiting_statement_is_shown_from_the_queue(mo: Person) -> None:
    made = make_map(moderation="before")
    statement = make_statement(made, "More benches.")
    client = signed_in(mo)
    assert "More benches." in client.get(made.page("queue")).content.decode()
    sent = {"act": "shown", "reason": "It fits the question.", "from": "queue"}
    client.post(made.page("moderate", statement.number), sent)
    statement.refresh_from_db()
    assert statement.state == "shown"
    assert statement.node.is_public


def test_merging_draws_the_thread_and_leaves_the_votes(mo: Person) -> None:
    made = make_map("More trees.", "Meer bomen.")
    one, other = made.statements.all()
    vote(make_guest(), other)
    services.merge_statements(other, one, reason="The same in Dutch.", by=mo)
    edge = Edge.objects.get(kind="merged_into")
    assert (edge.source, edge.target, edge.reason) == (other.node, one.node, "The same in Dutch.")
    assert Vote.objects.get().statement == other


def test_a_statement_cannot_be_merged_into_itself_or_another_map(mo: Person) -> None:
    one, elsewhere = make_map().statements.get(), make_map().statements.get()
    for target in (one, elsewhere):
        with pytest.raises(StatementElsewhere):
            services.merge_statements(one, target, reason="Why not.", by=mo)
