"""Appeals: to a second person, with words, answered with a public reason (A48)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from citizenspring.common.errors import NotAllowed
from citizenspring.moderation import services
from citizenspring.moderation.errors import (
    AlreadyAppealed,
    AlreadySo,
    AppealAnswered,
    AppealEmpty,
    ReasonMissing,
)
from citizenspring.moderation.models import Appeal, Decision, Report
from citizenspring.notifications.models import News
from citizenspring.opinions.models import Statement
from citizenspring.opinions.tests.factories import make_map, make_statement
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person, signed_in

from .factories import hide, make_moderator, make_report

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
UPHELD, OVERTURNED = Appeal.Outcome.UPHELD, Appeal.Outcome.OVERTURNED


@pytest.fixture
def ada() -> Person:
    return make_guest()


@pytest.fixture
def mo() -> Person:
    return make_moderator()


@pytest.fixture
def zoe() -> Person:
    return make_moderator("Zoe")


@pytest.fixture
def hidden(ada: Person, mo: Person) -> Decision:
    return hide(make_statement(make_map(), "The mayor is wrong.", by=ada).node, mo)


@pytest.mark.slow
def test_a48_a_second_person_shows_it_again(
    hidden: Decision, ada: Person, zoe: Person, client: Client
) -> None:
    made = services.appeal(hidden, "It is only criticism.", by=ada)
    services.answer_appeal(made, OVERTURNED, reason="Criticism is welcome.", by=zoe)
    assert Statement.objects.get(node=hidden.node).state == "shown"
    for address in (reverse("moderation:log"), hidden.node.get_absolute_url()):
        page = client.get(address, headers=ENGLISH).content.decode()
        assert "Criticism is welcome." in page
        assert "It is only criticism." not in page


def test_a48_it_stays_hidden_when_the_second_person_agrees_with_the_first(
    hidden: Decision, ada: Person, zoe: Person, client: Client
) -> None:
    made = services.appeal(hidden, "It is only criticism.", by=ada)
    services.answer_appeal(made, UPHELD, reason="It names a neighbour.", by=zoe)
    assert Statement.objects.get(node=hidden.node).state == "hidden"
    page = client.get(hidden.node.get_absolute_url(), headers=ENGLISH).content.decode()
    assert "it stays hidden" in page
    assert "It names a neighbour." in page
    told = News.objects.get(person=ada, telling__kind="moderation.appeal_answered")
    assert told.telling.facts == {"outcome": "upheld", "reason": "It names a neighbour."}


def test_a48_who_decided_never_answers(hidden: Decision, ada: Person, mo: Person) -> None:
    made = services.appeal(hidden, "It is only criticism.", by=ada)
    with pytest.raises(NotAllowed):
        services.answer_appeal(made, UPHELD, reason="I was right.", by=mo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=made.pk).update(decided_by=mo)


def test_only_the_author_appeals_and_only_once(hidden: Decision, ada: Person) -> None:
    with pytest.raises(NotAllowed):
        services.appeal(hidden, "I liked it.", by=make_person())
    with pytest.raises(AppealEmpty):
        services.appeal(hidden, " ", by=ada)
    services.appeal(hidden, "It is only criticism.", by=ada)
    with pytest.raises(AlreadyAppealed):
        services.appeal(hidden, "Please.", by=ada)


def test_what_is_shown_again_needs_no_appeal(hidden: Decision, ada: Person, mo: Person) -> None:
    services.decide(hidden.node, Decision.Act.SHOWN, reason="My mistake.", by=mo)
    with pytest.raises(AlreadySo):
        services.appeal(hidden, "It is only criticism.", by=ada)


def test_an_appeal_is_answered_once_and_with_a_reason(
    hidden: Decision, ada: Person, zoe: Person
) -> None:
    made = services.appeal(hidden, "It is only criticism.", by=ada)
    with pytest.raises(ReasonMissing):
        services.answer_appeal(made, UPHELD, reason="", by=zoe)
    services.answer_appeal(made, UPHELD, reason="It names a neighbour.", by=zoe)
    with pytest.raises(AppealAnswered):
        services.answer_appeal(made, OVERTURNED, reason="Well.", by=zoe)


def test_reports_that_an_appeal_proved_wrong_count_as_wrong(ada: Person, zoe: Person) -> None:
    node = make_statement(make_map(), "The mayor is wrong.", by=ada).node
    report = make_report(node)
    decision = hide(node, make_moderator())
    made = services.appeal(decision, "It is only criticism.", by=ada)
    services.answer_appeal(made, OVERTURNED, reason="Criticism is welcome.", by=zoe)
    assert Report.objects.get(pk=report.pk).outcome == "set_aside"


@pytest.mark.slow
def test_the_pages_take_an_appeal_from_the_author_to_the_second_person(
    hidden: Decision, ada: Person, zoe: Person, mo: Person
) -> None:
    hers, address = signed_in(ada), reverse("moderation:appeal", args=[hidden.pk])
    assert address in hers.get(reverse("moderation:mine")).content.decode()
    refused = hers.post(address, {"words": ""})
    assert refused.status_code == 422
    hers.post(address, {"words": "It is only criticism."})
    waiting = reverse("moderation:appeals")
    page = signed_in(mo).get(waiting, headers=ENGLISH).content.decode()
    assert "You decided this" in page
    other = signed_in(zoe)
    assert "It is only criticism." in other.get(waiting).content.decode()
    answer = reverse("moderation:answer", args=[Appeal.objects.get().pk])
    assert other.post(answer, {"answer": "undo", "reason": ""}).status_code == 422
    other.post(answer, {"answer": "undo", "reason": "Criticism is welcome."})
    assert Appeal.objects.get().outcome == "overturned"


def test_a_refused_answer_keeps_what_was_typed(hidden: Decision, ada: Person, mo: Person) -> None:
    made = services.appeal(hidden, "It is only criticism.", by=ada)
    sent = {"answer": "uphold", "reason": "Typed at length."}
    page = signed_in(mo).post(reverse("moderation:answer", args=[made.pk]), sent)
    assert page.status_code == 403
