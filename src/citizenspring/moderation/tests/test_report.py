"""Reporting: anyone may, each person counts once, and reports alone hide nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from citizenspring.ledger.models import Entry
from citizenspring.moderation import services
from citizenspring.moderation.errors import AlreadyReported, AlreadySo, YourOwn
from citizenspring.moderation.models import Case, Decision, Report
from citizenspring.moderation.reasons import Ground
from citizenspring.notifications.models import News
from citizenspring.opinions.models import Statement
from citizenspring.opinions.tests.factories import make_map, make_statement
from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tests.factories import make_guest, make_person, signed_in
from citizenspring.threads.models import Node

from .factories import hide, make_moderator, make_report, make_trusted

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def node() -> Node:
    return make_map("Ada lives at number 12.").statements.get().node


def is_shown(node: Node) -> bool:
    return Statement.objects.get(node=node).state == "shown"


def test_a_stranger_reports_without_an_account(node: Node, client: Client) -> None:
    address = reverse("moderation:report", args=[node.pk])
    assert "Ada lives at number 12." in client.get(address).content.decode()
    answer = client.post(address, {"ground": "hate", "words": "It is about my neighbour."})
    assert answer.status_code == 302
    # The thanks stand at the top of the page: it must not scroll past them.
    assert "#" not in answer.headers["Location"]
    report = Report.objects.get()
    assert (report.ground, report.words) == ("hate", "It is about my neighbour.")
    assert report.person.is_guest
    assert Case.objects.get().node == node


def test_each_person_counts_once(node: Node) -> None:
    ada = make_guest()
    make_report(node, by=ada)
    with pytest.raises(AlreadyReported):
        make_report(node, by=ada)
    assert Report.objects.count() == 1


def test_a_report_against_oneself_says_what_to_do_instead() -> None:
    ada = make_guest()
    node = make_statement(make_map(), "Buy my benches.", by=ada).node
    with pytest.raises(YourOwn):
        make_report(node, by=ada)
    assert not Report.objects.exists()
    page = signed_in(ada).get(reverse("moderation:report", args=[node.pk]), headers=ENGLISH)
    assert "take it back with the button below" in page.content.decode()
    assert "Take my words back" in page.content.decode()


@pytest.mark.slow
def test_what_she_takes_back_is_erased_and_its_thread_says_so(client: Client) -> None:
    ada = make_guest()
    statement = make_statement(make_map(), "Buy my benches.", by=ada)
    signed_in(ada).post(reverse("moderation:withdraw", args=[statement.node_id]))
    statement.refresh_from_db()
    assert statement.state == "hidden"
    assert "benches" not in statement.text
    thread = client.get(statement.node.get_absolute_url(), headers=ENGLISH).content.decode()
    assert "Its author took it back" in thread
    assert "benches" not in thread


def test_nobody_takes_back_what_another_wrote(node: Node) -> None:
    answer = signed_in(make_person()).post(reverse("moderation:withdraw", args=[node.pk]))
    assert answer.status_code == 403
    assert is_shown(node)


@pytest.mark.slow
def test_a63_many_guests_hide_nothing(node: Node) -> None:
    for _each in range(40):
        make_report(node, Ground.PRIVATE)
    assert is_shown(node)


def test_a63_many_trusted_people_hide_nothing_for_a_reason_that_can_wait(node: Node) -> None:
    for _each in range(10):
        make_report(node, Ground.OFF_TOPIC, by=make_trusted())
    assert is_shown(node)


@pytest.mark.slow
def test_a63_new_accounts_are_not_trusted(node: Node) -> None:
    for _each in range(10):
        make_report(node, Ground.PRIVATE, by=make_person())
    assert is_shown(node)


def test_a63_enough_trusted_people_hide_it_until_a_moderator_looks(node: Node) -> None:
    for number in range(5):
        assert is_shown(node), number
        make_report(node, Ground.PRIVATE, by=make_trusted())
    assert not is_shown(node)
    decision = Decision.objects.get()
    assert (decision.by, decision.standard) == (None, "reports")
    assert Case.objects.get().settled_at is None


@pytest.mark.slow
def test_a63_reports_never_act_against_a_moderator_who_has_looked(node: Node) -> None:
    mo = make_moderator()
    make_report(node, Ground.PRIVATE)
    services.decide(node, Decision.Act.KEPT, reason="No private details.", by=mo)
    for _each in range(10):
        make_report(node, Ground.PRIVATE, by=make_trusted())
    assert is_shown(node)


@pytest.mark.slow
def test_a63_who_was_mostly_wrong_is_not_trusted(node: Node) -> None:
    bo, mo = make_trusted(), make_moderator()
    for text in ("More benches.", "Fewer cars."):
        other = make_statement(make_map(), text).node
        make_report(other, by=bo)
        services.decide(other, Decision.Act.KEPT, reason="It fits.", by=mo)
    assert not make_report(node, Ground.PRIVATE, by=bo).is_trusted


@pytest.mark.slow
def test_a63_zero_means_that_reports_never_hide(node: Node, settings: Any) -> None:
    settings.TRUSTED_REPORTS = 0
    for _each in range(10):
        make_report(node, Ground.PRIVATE, by=make_trusted())
    assert is_shown(node)


@pytest.mark.slow
def test_a64_one_click_is_enough_and_stands_first_on_the_queue(client: Client) -> None:
    made = make_map("More trees.", "Ada lives at number 12.")
    trees, ada = (one.node for one in made.statements.all())
    mo = make_moderator()
    make_report(trees)
    page = client.get(ada.url, headers=ENGLISH).content.decode()
    address = reverse("moderation:private", args=[ada.pk])
    assert f'action="{address}"' in page
    client.post(address)
    assert Report.objects.get(node=ada).ground == "private"
    queue = signed_in(mo).get(reverse("moderation:queue"), headers=ENGLISH).content.decode()
    assert queue.index("number 12") < queue.index("More trees.")
    assert "Urgent" in queue
    assert News.objects.filter(person=mo, telling__kind="moderation.urgent").count() == 1


def test_what_is_hidden_is_reported_by_nobody(node: Node, client: Client) -> None:
    hide(node, make_moderator())
    with pytest.raises(AlreadySo):
        make_report(node)
    assert client.get(reverse("moderation:report", args=[node.pk])).status_code == 404


def test_what_was_typed_stays_when_the_reason_is_missing(node: Node, client: Client) -> None:
    address = reverse("moderation:report", args=[node.pk])
    answer = client.post(address, {"words": "It is about my neighbour."})
    assert answer.status_code == 422
    assert "It is about my neighbour." in answer.content.decode()


@pytest.mark.slow
def test_a_script_runs_dry_and_is_told_to_wait() -> None:
    ada = signed_in(make_guest())
    made = make_map(*[f"Statement number {n} about trees and benches." for n in range(22)])
    nodes = [one.node_id for one in made.statements.all()]
    status = [
        ada.post(reverse("moderation:report", args=[node]), {"ground": "other"}).status_code
        for node in nodes
    ]
    assert status == [302] * 20 + [429] * 2


def test_the_record_counts_reports_and_says_nothing_of_whom(node: Node) -> None:
    report = make_report(node, words="My neighbour Bo.")
    body = Entry.objects.get(kind="report.made").body
    assert set(body) == {"kind", "nonce", "seal"}
    assert str(report.person_id) not in str(body)


def test_of_a_guest_and_her_account_one_report_stays(node: Node) -> None:
    ada, guest = make_person("ada@example.org"), make_guest()
    make_report(node, by=ada)
    make_report(node, by=guest)
    account_for("ada@example.org", guest=guest)
    assert Report.objects.get().person == ada


def test_only_moderators_read_the_words_of_a_report(node: Node, client: Client) -> None:
    make_report(node, words="My neighbour Bo wrote it.")
    hide(node, make_moderator())
    for address in (reverse("moderation:log"), node.url, node.get_absolute_url()):
        assert "My neighbour Bo" not in client.get(address).content.decode()


def test_a_report_without_a_reason_says_what_to_choose(node: Node, client: Client) -> None:
    address = reverse("moderation:report", args=[node.pk])
    answer = client.post(address, {"words": "Look at it."}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose what is wrong." in page
    assert "Look at it." in page
