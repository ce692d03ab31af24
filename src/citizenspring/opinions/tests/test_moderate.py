"""Moderating: the reason is public, votes stay, merging keeps the thread."""

import pytest
from django.test import Client
from django.urls import reverse

from citizenspring.common.errors import NotAllowed
from citizenspring.moderation.errors import AlreadySo, ReasonMissing
from citizenspring.moderation.models import Decision
from citizenspring.opinions import services
from citizenspring.opinions.errors import StatementElsewhere
from citizenspring.opinions.models import Vote
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_role, signed_in
from citizenspring.threads.models import Edge

from .factories import make_map, make_organiser, make_statement, vote

pytestmark = pytest.mark.django_db
Act = Decision.Act


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


@pytest.mark.slow
def test_the_thread_of_a_hidden_statement_stays_without_its_words(mo: Person) -> None:
    ada = make_guest()
    statement = make_statement(make_map(), "Buy my benches.", by=ada)
    services.moderate(statement, Act.HIDDEN, reason="Advertising.", by=mo)
    address = statement.node.get_absolute_url()
    assert address in Client().get(statement.get_absolute_url()).content.decode()
    for where in (address, reverse("threads:record", args=[statement.node_id])):
        strangers = Client().get(where, headers={"accept-language": "en"})
        assert strangers.status_code == 200
        assert "Buy my benches." not in strangers.content.decode()
    shown = Client().get(address, headers={"accept-language": "en"}).content.decode()
    assert "A moderator hid it" in shown
    assert "Advertising." in shown
    hers = signed_in(ada).get(address, headers={"accept-language": "en"}).content.decode()
    assert "Buy my benches." in hers
    assert "Advertising." in hers


@pytest.mark.slow
def test_my_page_tells_the_author_why_and_keeps_the_words_from_voters(mo: Person) -> None:
    ada, bo = make_guest(), make_guest()
    statement = make_statement(make_map(), "Buy my benches.", by=ada)
    vote(bo, statement)
    services.moderate(statement, Act.HIDDEN, reason="Advertising.", by=mo)
    mine = reverse("threads:mine")
    hers = signed_in(ada).get(mine, headers={"accept-language": "en"}).content.decode()
    assert "Buy my benches." in hers
    assert "A moderator hid it" in hers
    assert "Advertising." in hers
    assert "Nothing has followed" not in hers
    his = signed_in(bo).get(mine, headers={"accept-language": "en"}).content.decode()
    assert "Buy my benches." not in his
    assert "Advertising." in his


def test_the_author_sees_the_thread_of_what_waits_and_nobody_else_does(client: Client) -> None:
    ada = make_guest()
    statement = make_statement(make_map(moderation="before"), "More benches.", by=ada)
    address = statement.node.get_absolute_url()
    assert client.get(address).status_code == 404
    assert "More benches." in signed_in(ada).get(address).content.decode()


def test_a_reason_is_marked_with_the_language_it_was_written_in(mo: Person, client: Client) -> None:
    made = make_map()
    statement = made.statements.get()
    services.moderate(statement, Act.HIDDEN, reason="Reclame.", by=mo, language="nl")
    for address in (
        made.page("log"),
        statement.get_absolute_url(),
        statement.node.get_absolute_url(),
    ):
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert '<span lang="nl" dir="ltr">Reclame.</span>' in page


def test_without_a_reason_nothing_is_done(mo: Person) -> None:
    with pytest.raises(ReasonMissing):
        services.moderate(make_map().statements.get(), Act.HIDDEN, reason=" ", by=mo)


def test_the_same_act_twice_is_refused(mo: Person) -> None:
    statement = make_map().statements.get()
    services.moderate(statement, Act.HIDDEN, reason="Insult.", by=mo)
    with pytest.raises(AlreadySo):
        services.moderate(statement, Act.HIDDEN, reason="Insult.", by=mo)


def test_bo_may_not() -> None:
    with pytest.raises(NotAllowed):
        services.moderate(
            make_map().statements.get(), Act.HIDDEN, reason="I disagree.", by=make_guest()
        )


@pytest.mark.slow
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


def test_the_words_of_a_statement_hidden_later_do_not_stay_on_those_merged_into_it(
    mo: Person, client: Client
) -> None:
    made = make_map("More trees.", "Ada lives at number 12.")
    one, other = made.statements.all()
    services.merge_statements(one, other, reason="The same.", by=mo)
    services.moderate(other, Act.HIDDEN, reason="An address.", by=mo)
    page = client.get(made.page("statement", one.number)).content.decode()
    assert "number 12" not in page
    assert made.page("statement", other.number) in page


@pytest.mark.slow
def test_a_merged_statement_can_be_hidden_too(mo: Person, client: Client) -> None:
    made = make_map("More trees.", "Ada lives at number 12.")
    one, other = made.statements.all()
    services.merge_statements(other, one, reason="The same.", by=mo)
    offered = signed_in(mo).get(made.page("statement", other.number)).content.decode()
    assert 'value="hidden"' in offered
    services.moderate(other, Act.HIDDEN, reason="An address.", by=mo)
    other.refresh_from_db()
    assert (other.state, other.merged_into) == ("hidden", None)
    assert "number 12" not in client.get(made.page("statement", other.number)).content.decode()


@pytest.mark.slow
def test_a_hidden_statement_leaves_the_page_of_common_ground(mo: Person, client: Client) -> None:
    made = make_map("More trees.", "Ada lives at number 12.")
    organiser = make_organiser(made.activity.process)
    services.close_into_common_ground(
        made, made.statements.all(), title="Shared", reason="All agree.", by=organiser
    )
    services.moderate(made.statements.get(number=2), Act.HIDDEN, reason="An address.", by=mo)
    page = client.get(made.page("common-ground")).content.decode()
    assert "More trees." in page
    assert "number 12" not in page


ENGLISH = {"accept-language": "en"}


def test_the_log_says_who_decided_and_into_which_statement_it_was_merged(
    mo: Person, client: Client
) -> None:
    made = make_map("More trees.", "Meer bomen.")
    one, other = made.statements.all()
    Person.objects.filter(pk=mo.pk).update(name="Mo")
    services.merge_statements(other, one, reason="The same in Dutch.", by=mo)
    page = client.get(made.page("log"), headers=ENGLISH).content.decode()
    assert "Moderator: Mo" in page
    assert '<p lang="en" dir="ltr">Meer bomen.</p>' in page
    assert f'<a href="{one.get_absolute_url()}" lang="en" dir="ltr">More trees.</a>' in page


@pytest.mark.slow
def test_the_log_keeps_a_hidden_text_to_itself(mo: Person, client: Client) -> None:
    made = make_map("Something insulting.")
    services.moderate(made.statements.get(), Act.HIDDEN, reason="Insult.", by=mo)
    assert "Something insulting" not in client.get(made.page("log")).content.decode()


def test_what_is_wrong_stands_beside_its_field(mo: Person) -> None:
    statement = make_map().statements.get()
    browser = signed_in(mo)
    address = statement.map.page("moderate", statement.number)
    wrong = {"act": "merged", "reason": "The same.", "into": "99"}
    form = browser.post(address, wrong).context["moderation_form"]
    assert form.errors.keys() == {"into"}
    form = browser.post(address, {**wrong, "reason": " "}).context["moderation_form"]
    assert form.errors.keys() == {"reason"}


def test_enter_hides_nothing(mo: Person) -> None:
    statement = make_map().statements.get()
    page = signed_in(mo).get(statement.get_absolute_url()).content.decode()
    form = page.split('id="moderate"')[1]
    assert "<button disabled hidden>" in form.split('value="hidden"')[0]
