"""Deciding: a public reason, one way to hide, a second pair of eyes after ten in an hour."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from citizenspring.common.errors import NotAllowed
from citizenspring.ledger.models import Entry
from citizenspring.moderation import services
from citizenspring.moderation.errors import (
    AlreadySeconded,
    AlreadySo,
    NotHidden,
    ProposedAlready,
    ReasonMissing,
    YourOwnToDecide,
)
from citizenspring.moderation.models import Case, Decision, Report
from citizenspring.moderation.reasons import Ground
from citizenspring.notifications.models import News
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.queries import similar_statements
from citizenspring.opinions.services import translate_statement
from citizenspring.opinions.tests.factories import make_map, make_statement
from citizenspring.people.models import Letter, Person
from citizenspring.people.tests.factories import make_guest, make_person, signed_in
from citizenspring.threads.models import Node

from .factories import hide, make_moderator, make_report

pytestmark = pytest.mark.django_db
Act, State = Decision.Act, Decision.State
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def mo() -> Person:
    return make_moderator()


def nodes_of(opinion_map: OpinionMap) -> list[Node]:
    return [one.node for one in opinion_map.statements.select_related("node")]


def make_nodes(count: int) -> list[Node]:
    return nodes_of(make_map(*[f"Statement {n} says something of its own." for n in range(count)]))


def test_a48_the_author_is_told_why(mo: Person) -> None:
    ada = make_guest()
    statement = make_statement(make_map(), "Buy my benches.", by=ada)
    hide(statement.node, mo, reason="Advertising.")
    news = News.objects.get(person=ada)
    assert news.telling.kind == "moderation.hidden"
    assert news.telling.facts["reason"] == "Advertising."


def test_a48_without_a_reason_nothing_is_done(mo: Person) -> None:
    (node,) = make_nodes(1)
    with pytest.raises(ReasonMissing):
        hide(node, mo, reason="  ")
    assert Statement.objects.get().state == "shown"


@pytest.mark.slow
def test_a48_the_log_shows_the_act_and_not_the_words(mo: Person, client: Client) -> None:
    statement = make_map("Something insulting about Bo.").statements.get()
    hide(statement.node, mo, reason="It insults a neighbour.")
    page = client.get(reverse("moderation:log"), headers=ENGLISH).content.decode()
    assert "It insults a neighbour." in page
    assert "Moderator: Mo" in page
    assert "Something insulting" not in page
    assert Entry.objects.filter(kind="moderation.decided", about=statement.node_id).exists()


@pytest.mark.slow
def test_a48_the_eleventh_hiding_in_an_hour_waits_for_another(mo: Person) -> None:
    nodes = make_nodes(11)
    states = [hide(node, mo).state for node in nodes]
    assert states == [State.DONE] * 10 + [State.PROPOSED]
    assert Statement.objects.get(node=nodes[10]).state == "shown"
    assert Case.objects.count() == 0


@pytest.mark.slow
def test_a48_another_moderator_agrees_and_it_is_done(mo: Person) -> None:
    nodes = make_nodes(11)
    proposal = [hide(node, mo) for node in nodes][10]
    zoe = make_moderator("Zoe")
    services.second(proposal, agrees=True, by=zoe)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.seconded_by) == (State.DONE, zoe)
    assert Statement.objects.get(node=nodes[10]).state == "hidden"


@pytest.mark.slow
def test_a48_nobody_agrees_with_herself(mo: Person) -> None:
    proposal = [hide(node, mo) for node in make_nodes(11)][10]
    with pytest.raises(NotAllowed):
        services.second(proposal, agrees=True, by=mo)
    with pytest.raises(NotAllowed):
        services.second(proposal, agrees=True, by=make_person())


@pytest.mark.slow
def test_a48_who_declines_says_why_and_nothing_is_hidden(mo: Person) -> None:
    nodes = make_nodes(11)
    proposal = [hide(node, mo) for node in nodes][10]
    zoe = make_moderator("Zoe")
    with pytest.raises(ReasonMissing):
        services.second(proposal, agrees=False, by=zoe)
    services.second(proposal, agrees=False, by=zoe, reason="It is only criticism.")
    assert Statement.objects.get(node=nodes[10]).state == "shown"
    with pytest.raises(AlreadySeconded):
        services.second(proposal, agrees=True, by=zoe)


@pytest.mark.slow
def test_a48_an_hour_later_she_decides_alone_again(mo: Person) -> None:
    nodes = make_nodes(11)
    for node in nodes[:10]:
        hide(node, mo)
    Decision.objects.update(at=Decision.objects.latest("at").at - timedelta(hours=1, minutes=1))
    assert hide(nodes[10], mo).state == State.DONE


@pytest.mark.slow
def test_a48_what_waits_is_proposed_once_and_another_may_simply_hide_it(mo: Person) -> None:
    nodes = make_nodes(11)
    proposal = [hide(node, mo) for node in nodes][10]
    with pytest.raises(ProposedAlready):
        hide(nodes[10], mo)
    assert hide(nodes[10], make_moderator("Zoe")).state == State.DONE
    proposal.refresh_from_db()
    assert proposal.state == State.OVERTAKEN


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a48_parallel_acts_cannot_slip_past() -> None:
    mo, nodes = make_moderator(), make_nodes(20)

    def act(node: Node) -> str:
        try:
            return hide(node, mo).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        states = list(pool.map(act, nodes))
    assert (states.count("done"), states.count("proposed")) == (10, 10)
    assert Statement.objects.filter(state="hidden").count() == 10


def test_a_moderator_of_another_process_may_not() -> None:
    (node,) = make_nodes(1)
    elsewhere = make_moderator("Cy", scope=make_map().activity.process_id)
    with pytest.raises(NotAllowed):
        hide(node, elsewhere)


def test_nobody_decides_about_her_own_words(mo: Person) -> None:
    node = make_statement(make_map(), "More benches.", by=mo).node
    with pytest.raises(YourOwnToDecide):
        hide(node, mo)


def test_a_decision_settles_the_case_and_tells_those_who_reported(mo: Person) -> None:
    (node,) = make_nodes(1)
    ada, bo = make_guest(), make_guest()
    make_report(node, by=ada)
    make_report(node, by=bo)
    hide(node, mo)
    assert Case.objects.get().settled_at
    assert set(Report.objects.values_list("outcome", flat=True)) == {"upheld"}
    told = News.objects.filter(telling__kind="moderation.report_answered")
    assert set(told.values_list("person", flat=True)) == {ada.pk, bo.pk}


def test_keeping_sets_the_reports_aside_and_the_text_stays(mo: Person) -> None:
    (node,) = make_nodes(1)
    make_report(node)
    services.decide(node, Act.KEPT, reason="It is only an opinion.", by=mo)
    assert Report.objects.get().outcome == "set_aside"
    assert Statement.objects.get().state == "shown"
    with pytest.raises(AlreadySo):
        services.decide(node, Act.KEPT, reason="Again.", by=mo)


def test_what_waits_to_be_read_is_a_case_and_showing_settles_it(mo: Person) -> None:
    node = make_statement(make_map(moderation="before")).node
    case = Case.objects.get()
    assert case.origin == "new"
    services.decide(node, Act.SHOWN, reason="It fits the question.", by=mo)
    case.refresh_from_db()
    assert case.settled_at


@pytest.mark.slow
def test_a64_words_can_be_erased_everywhere(mo: Person, client: Client) -> None:
    made = make_map("Ada lives at number 12.", "More trees.")
    statement = made.statements.get(number=1)
    translate_statement(statement, "fr", "Ada habite au numéro 12.", by=make_person())
    make_report(statement.node, Ground.PRIVATE, words="She lives at number 12!")
    hide(statement.node, mo)
    Letter.objects.create(to="a@example.org", language="en", subject="Hello", text="At number 12.")
    Letter.objects.filter(subject="Hello").update(id=statement.node_id)
    zoe = make_moderator("Zoe")
    services.decide(statement.node, Act.ERASED, reason="Private details.", by=zoe)
    statement.refresh_from_db()
    node = statement.node
    node.refresh_from_db()
    assert statement.embedding is None
    assert not statement.translations.exists()
    assert "12" not in statement.text + node.title + str(node.titles)
    assert not Report.objects.exclude(words="").exists()
    assert not similar_statements(made, "Ada lives at number 12.", "en")
    for address in (statement.get_absolute_url(), node.get_absolute_url(), made.page("log")):
        for browser in (client, signed_in(mo)):
            assert "number 12" not in browser.get(address).content.decode()


def test_a64_who_hid_it_does_not_erase_it_alone(mo: Person) -> None:
    statement = make_map("Ada lives at number 12.").statements.get()
    hide(statement.node, mo)
    made = services.decide(statement.node, Act.ERASED, reason="Private details.", by=mo)
    assert made.state == State.PROPOSED
    statement.refresh_from_db()
    assert "number 12" in statement.text


def test_words_are_erased_only_once_they_are_hidden(mo: Person) -> None:
    (node,) = make_nodes(1)
    with pytest.raises(NotHidden):
        services.decide(node, Act.ERASED, reason="Private details.", by=mo)


def test_what_was_erased_is_never_shown_again(mo: Person) -> None:
    statement = make_map("Ada lives at number 12.").statements.get()
    hide(statement.node, mo)
    services.decide(statement.node, Act.ERASED, reason="Private.", by=make_moderator("Zoe"))
    with pytest.raises(AlreadySo):
        services.decide(statement.node, Act.SHOWN, reason="Why not.", by=mo)


@pytest.mark.parametrize("what", ["api", "statements", "export", "results", "similar"])
def test_what_is_hidden_is_nowhere(what: str, mo: Person, client: Client) -> None:
    made = make_map("Ada lives at number 12.", "More trees.")
    hide(made.statements.get(number=1).node, mo)
    slugs = [made.activity.process.slug, made.activity.slug]
    if what == "similar":
        answer = client.post(made.page("similar"), {"text": "Ada lives at number 12."})
    else:
        address = {
            "api": f"/api/v1/maps/{slugs[0]}/{slugs[1]}/statements",
            "statements": made.page("statements"),
            "export": made.page("results"),
            "results": made.page("results"),
        }[what]
        answer = client.get(address)
    assert answer.status_code == 200
    assert "number 12" not in answer.content.decode()
