"""Experts and witnesses: interests first, sources always, never a vote."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings.tests.factories import organiser_of
from citizenspring.hearings import queries, services
from citizenspring.hearings.errors import (
    ExpertsDoNotVote,
    HasVoted,
    InterestsMissing,
    SourceMissing,
    SourceUnsafe,
    TicketUnknown,
)
from citizenspring.hearings.models import Clarity, Expert, Support
from citizenspring.hearings.services import BriefFacts, SourceFacts
from citizenspring.ledger.models import Entry
from citizenspring.people.merging import follow
from citizenspring.people.services import erase
from citizenspring.people.tests.factories import make_guest, make_person, signed_in
from citizenspring.rounds.errors import NoVote
from citizenspring.rounds.queries import voted_count
from citizenspring.rounds.services import take_votes
from citizenspring.rounds.tests.factories import make_voter, started, wait, written

from .factories import (
    SOURCE,
    answered,
    asked,
    in_the_room,
    make_brief,
    make_expert,
    make_hearing,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("interests", "has_none"), [("", False), ("  ", False), ("Some", True)])
def test_nobody_is_heard_without_saying_her_interests(interests: str, *, has_none: bool) -> None:
    hearing = make_hearing()
    with pytest.raises(InterestsMissing):
        make_expert(hearing, interests=interests, has_none=has_none)
    facts = {"hearing": hearing, "role": "expert", "name": "Vera", "language": "en"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Expert.objects.create(**facts, interests="", has_none=False)
    assert make_expert(hearing, interests="", has_none=True).has_none


def test_an_expert_in_the_room_neither_asks_nor_supports_nor_rates() -> None:
    hearing = make_hearing(None, None)
    ada, vera = in_the_room(hearing)
    question = asked(hearing)
    services.support(question, registration=vera)
    answer = answered(question, make_expert(hearing, name="Bo"))
    services.rate_answer(answer, 5, registration=vera)
    make_expert(hearing, ticket=vera.ticket)
    assert not Support.objects.filter(voice=vera.arrival.voice).exists()
    assert not Clarity.objects.exists()
    for act in (
        lambda: services.ask(hearing, "Is it so?", "en", registration=vera),
        lambda: services.support(question, registration=vera),
        lambda: services.rate_answer(answer, 5, registration=vera),
    ):
        with pytest.raises(ExpertsDoNotVote):
            act()
    assert [one.wanted for one in queries.ranked(hearing)] == [1]
    services.support(question, registration=ada)


def test_whoever_is_heard_does_not_vote_in_the_rounds_and_who_voted_is_not_heard() -> None:
    run = started("dot-voting")
    card = written(run)
    wait(run, 16 * 60)
    hearing = services.hearing_of(run.gathering, by=organiser_of(run.gathering))
    ada, vera = make_voter(run), make_voter(run, name="Vera")
    make_expert(hearing, ticket=vera.registration.ticket)
    dots = {str(card.key): 2}
    with pytest.raises(NoVote):
        take_votes(run, vera.voice, dots, sent=uuid4(), phase="dots")
    take_votes(run, ada.voice, dots, sent=uuid4(), phase="dots")
    with pytest.raises(HasVoted):
        make_expert(hearing, ticket=ada.registration.ticket)
    assert voted_count(run, "dots") == 1


def test_without_her_ticket_any_more_she_may_vote_again() -> None:
    hearing = make_hearing(None)
    ada = in_the_room(hearing)[0]
    expert = make_expert(hearing, ticket=ada.ticket)
    with pytest.raises(TicketUnknown):
        make_expert(hearing, ticket="AAAAA")
    ada.refresh_from_db()
    assert not ada.has_vote
    facts = services.ExpertFacts("Vera Maes", interests="Paid by the port.")
    services.change_expert(expert, facts, by=organiser_of(hearing.gathering))
    ada.refresh_from_db()
    assert ada.has_vote
    said = Entry.objects.filter(kind__startswith="hearing.expert").order_by("pk")
    assert [entry.body["interests"] for entry in said] == ["Paid by the port."] * 2


def test_a_guest_who_becomes_an_expert_s_account_loses_the_vote() -> None:
    guest, account = make_guest(), make_person()
    hearing = make_hearing(guest)
    expert = make_expert(hearing)
    Expert.objects.filter(pk=expert.pk).update(person=account)
    follow(guest, account)
    assert not in_the_room(hearing)[0].has_vote


def test_who_erases_herself_stays_with_what_she_declared_in_public() -> None:
    vera = make_person(name="Vera")
    hearing = make_hearing(vera)
    expert = make_expert(hearing, ticket=in_the_room(hearing)[0].ticket)
    assert expert.person == vera
    erase(by=vera)
    expert.refresh_from_db()
    assert expert.person is None
    assert expert.interests == "Paid by the port."


def test_a_brief_needs_a_source_and_each_published_version_is_in_the_record() -> None:
    hearing = make_hearing()
    by = organiser_of(hearing.gathering)
    bare = make_brief(hearing, is_public=False, sources=[])
    with pytest.raises(SourceMissing):
        services.publish_brief(bare, by=by)
    brief = make_brief(hearing)
    facts = BriefFacts({"en": "Air"}, {"en": "It is worse."}, sources=[SOURCE])
    services.write_brief(hearing, facts, by=by, brief=brief)
    texts = [entry.body["text"]["en"] for entry in Entry.objects.filter(kind__contains="brief")]
    assert texts == ["It is cleaner than ten years ago.", "It is worse."]
    assert [one.number for one in queries.briefs_of(hearing)] == [2]
    with pytest.raises(NotAllowed):
        services.write_brief(hearing, facts, by=make_person())


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://a.be/x"]
)
def test_a52_a_source_leads_only_to_a_page(url: str) -> None:
    with pytest.raises(SourceUnsafe):
        make_brief(make_hearing(), sources=[SourceFacts("Bad", url)])


def test_everybody_reads_who_is_heard_with_which_interests_but_no_draft() -> None:
    hearing = make_hearing()
    make_expert(hearing, interests="<b>Owns a car park.</b>")
    make_brief(hearing)
    draft = make_brief(hearing, is_public=False, title={"en": "Hidden draft"})
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    page = client.get(hearing.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Owns a car park.&lt;/b&gt;" in page
    assert "The air we breathe" in page
    assert "Hidden draft" not in page
    assert client.get(draft.get_absolute_url()).status_code == 404
    brief = client.get(hearing.page("brief", 1)).content.decode()
    assert 'href="https://example.org/air" rel="nofollow noopener external"' in brief


def test_an_organiser_prepares_it_on_its_pages() -> None:
    hearing = make_hearing(is_asking=False)
    client = signed_in(organiser_of(hearing.gathering), Client(HTTP_ACCEPT_LANGUAGE="en"))
    said = {"role": "witness", "name": "Bo", "language": "en", "interests": ""}
    wrong = client.post(hearing.page("new-expert"), said)
    assert wrong.status_code == 422
    assert "exactly one of the two" in wrong.content.decode()
    assert client.post(hearing.page("new-expert"), said | {"has_none": "on"}).status_code == 302
    expert = hearing.experts.get()
    lines = "Air quality 2025, https://example.org/air\n\nOld map in the town hall"
    text = {"title_en": "Air", "text_en": "It is clean.", "expert": str(expert.pk)}
    client.post(hearing.page("new-brief"), text | {"sources": lines})
    brief = hearing.briefs.get()
    found = [(one.title, one.url) for one in brief.sources.all()]
    wanted = [("Air quality 2025", "https://example.org/air"), ("Old map in the town hall", "")]
    assert found == wanted
    client.post(hearing.page("publish", 1))
    client.post(hearing.page("asking"), {"asking": "1"})
    hearing.refresh_from_db()
    assert hearing.is_asking
    assert "Bo" in client.get(hearing.page("brief", 1)).content.decode()
    assert client.get(hearing.page("expert", expert.pk)).status_code == 200
    assert client.get(hearing.page("edit-brief", 1)).status_code == 200
