"""The public page: figures, every act with its reason, never the words; a feed; a daily word."""

import pytest
from django.test import Client
from django.urls import reverse

from citizenspring.moderation import services
from citizenspring.moderation.models import Decision
from citizenspring.moderation.queries import figures
from citizenspring.moderation.reasons import Ground
from citizenspring.moderation.tasks import summarise
from citizenspring.notifications.models import News
from citizenspring.opinions.tests.factories import make_map
from citizenspring.people.errors import LastModerator
from citizenspring.people.services import end_role
from citizenspring.people.tests.factories import make_role, signed_in

from .factories import hide, make_moderator, make_report

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.mark.slow
def test_figures_count_reports_hidings_and_the_time_until_a_decision() -> None:
    mo = make_moderator()
    one, other = make_map("Insult.", "Other insult.").statements.all()
    for _each in range(6):
        make_report(one.node, Ground.HATE)
    make_report(other.node, Ground.PRIVATE)
    hide(one.node, mo)
    hide(other.node, mo, ground=Ground.PRIVATE)
    found = figures()
    assert (found.reports, found.hidings, found.open_cases) == (7, 2, 0)
    assert (found.urgent, found.urgent_in_time) == (1, 1)
    assert found.hours == 0.0


def test_small_numbers_of_reports_are_not_told() -> None:
    made = make_map("Insult.", "Other insult.")
    one, other = made.statements.all()
    for _each in range(7):
        make_report(one.node, Ground.HATE)
    make_report(other.node, Ground.PRIVATE)
    # The sum is public: of one small number hidden alone it would tell, so another goes too.
    assert [row.reports for row in figures().grounds] == [None, None]


def test_the_page_states_the_rules_with_their_numbers(client: Client) -> None:
    page = client.get(reverse("moderation:log"), headers=ENGLISH).content.decode()
    assert "5 different trusted people" in page
    assert "at least 7 days" in page
    assert "no public profiles" in page


@pytest.mark.slow
def test_the_log_is_filtered_and_paged(client: Client) -> None:
    mo = make_moderator()
    for one in make_map("Insult.", "Other insult.").statements.all():
        make_report(one.node)
        hide(one.node, mo)
    address = reverse("moderation:log")
    assert len(client.get(f"{address}?act=hidden").context["page"].object_list) == 2
    assert len(client.get(f"{address}?act=erased").context["page"].object_list) == 0
    assert client.get(f"{address}?page=999&act=nonsense").status_code == 200


def test_acts_in_a_process_that_is_not_public_are_not_told(client: Client) -> None:
    made = make_map("Insult.")
    hide(made.statements.get().node, make_moderator(), reason="A secret insult.")
    process = made.activity.process
    type(process).objects.filter(pk=process.pk).update(state="draft")
    for address in (reverse("moderation:log"), reverse("moderation:feed")):
        assert "A secret insult." not in client.get(address).content.decode()


@pytest.mark.slow
def test_the_feed_tells_acts_without_words(client: Client) -> None:
    hide(make_map("Bo is a fool.").statements.get().node, make_moderator(), reason="Insult.")
    answer = client.get(reverse("moderation:feed"))
    assert answer["Content-Type"] == "application/atom+xml"
    assert "Insult." in answer.content.decode()
    assert "Bo is a fool" not in answer.content.decode()


def test_moderators_get_one_summary_a_day() -> None:
    made = make_map("Insult.")
    mo = make_moderator()
    make_role("moderator", scope=make_map().activity.process_id)
    make_report(made.statements.get().node)
    assert summarise() == 1
    assert summarise() == 0
    telling = News.objects.get(person=mo, telling__kind="moderation.daily").telling
    assert (telling.facts["open"], telling.facts["urgent"]) == (1, 0)


def test_the_last_moderator_cannot_leave_before_somebody_else_holds_the_role() -> None:
    mo = make_moderator()
    with pytest.raises(LastModerator):
        end_role(mo.roles.get(), by=mo)
    zoe = make_moderator("Zoe")
    end_role(mo.roles.get(), by=mo)
    with pytest.raises(LastModerator):
        end_role(zoe.roles.get(), by=zoe)


def test_in_a_process_a_moderator_of_the_space_is_enough() -> None:
    scope = make_map().activity.process_id
    here = make_moderator("Cy", scope=scope)
    with pytest.raises(LastModerator):
        end_role(here.roles.get(), by=here)
    make_moderator()
    end_role(here.roles.get(), by=here)
    assert not here.roles.exists()


def test_a_day_without_anything_needs_no_mail() -> None:
    make_moderator()
    assert summarise() == 0


def test_her_own_page_tells_what_she_reported_and_what_became_of_it() -> None:
    node = make_map("Insult.").statements.get().node
    report = make_report(node)
    services.decide(node, Decision.Act.KEPT, reason="Only an opinion.", by=make_moderator())
    page = signed_in(report.person).get(reverse("moderation:mine"), headers=ENGLISH)
    assert "Kept" in page.content.decode()


@pytest.mark.slow
def test_a_moderator_finds_the_queue_on_her_own_page() -> None:
    make_report(make_map("Insult.").statements.get().node)
    mo = make_moderator()
    page = signed_in(mo).get(reverse("people:me"), headers=ENGLISH).content.decode()
    assert "Queue of moderation (1 open)" in page
