"""After the draw: members confirm and have a place, or leave and somebody steps in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from citizenspring.common.errors import NotAllowed
from citizenspring.engines.sortition import replace_dropouts
from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.gatherings.services import cancel_registration
from citizenspring.notifications.models import News
from citizenspring.panels import services
from citizenspring.panels.errors import MemberSettled, MemberUnknown
from citizenspring.panels.models import Member, Panel, Portfolio, Replacement, Volunteer
from citizenspring.panels.pooling import read_texts
from citizenspring.people.services import erase
from citizenspring.people.tests.factories import make_person

from .factories import committed, drawn, inviting, organiser_of, searched, volunteers

pytestmark = pytest.mark.django_db


def seated(panel: Panel) -> list[Member]:
    rows = panel.members.exclude(state="left").select_related("volunteer")
    found = list(rows)
    for one in found:
        one.volunteer.panel = panel
    return found


def meets_quotas(panel: Panel) -> bool:
    found = Portfolio.objects.get()
    pool = read_texts(found.categories, found.respondents)
    people = [str(one.volunteer_id) for one in seated(panel)]
    # Nobody leaves: the engine refuses a panel that breaks a quota.
    return replace_dropouts(pool, people, [], []).panel == tuple(sorted(people))


def test_who_confirms_is_registered_by_lot_with_a_place() -> None:
    panel = drawn()
    one = seated(panel)[0]
    services.confirm_seat(one.volunteer, by=organiser_of(panel.gathering))
    services.confirm_seat(one.volunteer, by=None)
    row = Registration.objects.get()
    assert (row.how, row.is_coming, row.name) == ("lot", True, one.volunteer.name)


def test_who_declines_is_replaced_and_everybody_else_keeps_her_seat() -> None:
    panel = drawn()
    before = {one.volunteer_id for one in seated(panel)}
    one = seated(panel)[0]
    services.leave_panel(one.volunteer, "declined", by=None)
    after = {one.volunteer_id for one in seated(panel)}
    assert len(after) == 6
    assert len(before & after) == 5
    assert meets_quotas(panel)
    line = Replacement.objects.get()
    assert line.left == [one.volunteer.pseudonym]
    assert line.joined == [one.volunteer.pseudonym for one in seated(panel) if one.stepped_in]
    with pytest.raises(MemberSettled):
        services.leave_panel(one.volunteer, "declined", by=None)


def test_who_gives_her_ticket_back_leaves_the_panel() -> None:
    panel = drawn()
    by = organiser_of(panel.gathering)
    member = services.confirm_seat(seated(panel)[0].volunteer, by=by)
    cancel_registration(member.registration, by=by)  # type: ignore[arg-type]  # made above
    assert services.notice_given_back() == 1
    assert services.notice_given_back() == 0
    member.refresh_from_db()
    assert (member.state, member.left_because) == ("left", "prevented")
    assert len(seated(panel)) == 6


def test_a_place_lost_when_two_accounts_became_one_is_mended() -> None:
    panel = drawn()
    member = services.confirm_seat(seated(panel)[0].volunteer, by=None)
    Registration.objects.all().delete()
    assert (services.mend_places(), services.mend_places()) == (1, 0)
    member.refresh_from_db()
    assert member.registration is not None
    assert member.registration.how == "lot"


def test_two_seats_of_two_accounts_that_became_one_are_both_mended() -> None:
    panel, ada = drawn(), make_person()
    first, second = seated(panel)[:2]
    Volunteer.objects.filter(pk__in=[first.volunteer_id, second.volunteer_id]).update(person=ada)
    first.volunteer.refresh_from_db()
    services.confirm_seat(first.volunteer, by=ada)
    Member.objects.filter(pk=second.pk).update(state="confirmed")
    assert services.mend_places() == 1
    assert set(Registration.objects.values_list("person", flat=True)) == {ada.pk, None}


def test_no_place_is_mended_in_a_gathering_that_was_called_off() -> None:
    panel = drawn()
    Member.objects.filter(pk=seated(panel)[0].pk).update(state="confirmed")
    Gathering.objects.update(cancelled_at=now(), cancelled_because="Flood")
    assert services.mend_places() == 0


def test_who_settles_a_seat_holds_gathering_and_panel_in_the_order_of_an_erasure() -> None:
    one = seated(drawn())[0]
    with CaptureQueriesContext(connection) as asked:
        services.confirm_seat(one.volunteer, by=None)
        services.forget_volunteer(one.volunteer)
    held = [
        sql["sql"].split('FROM "')[1].split('"')[0] for sql in asked if "FOR UPDATE" in sql["sql"]
    ]
    assert held[:2] == ["gatherings_gathering", "panels_panel"]
    assert held.count("gatherings_gathering") > held.count("panels_panel") == 2


def test_where_nobody_fits_the_seat_stays_free_and_the_log_says_so() -> None:
    panel = drawn()
    on_it = [one.volunteer_id for one in seated(panel)]
    for other in Volunteer.objects.exclude(pk__in=on_it):
        other.panel = panel
        services.forget_volunteer(other)
    services.leave_panel(seated(panel)[0].volunteer, "prevented", by=None)
    assert len(seated(panel)) == 5
    line = Replacement.objects.get()
    assert (line.joined, bool(line.changes)) == ([], True)


def test_a65_who_erases_herself_between_pool_and_draw_does_not_sit() -> None:
    panel, ada = inviting(), make_person()
    volunteers(panel)
    panel = committed(searched(panel))
    line = Portfolio.objects.get().panels.splitlines()[407].split()[1:]
    Volunteer.objects.filter(pseudonym=line[0]).update(person=ada)
    published = panel.commitment
    erase(by=ada)
    gone = Volunteer.objects.get(pseudonym=line[0])
    assert (gone.name, gone.mail, gone.values, gone.person) == ("", "", {}, None)
    drawn(panel)
    assert panel.commitment == published
    assert line[0] not in {one.volunteer.pseudonym for one in seated(panel)}
    assert Member.objects.get(volunteer=gone).left_because == "erased"
    assert len(seated(panel)) == 6
    assert meets_quotas(panel)


def test_a65_who_erases_herself_while_the_pool_is_not_published_leaves_it() -> None:
    panel = searched()
    ada = make_person()
    Volunteer.objects.filter(place=1).update(person=ada)
    erase(by=ada)
    assert Volunteer.objects.count() == 23
    assert not Portfolio.objects.exists()
    assert panel.search.state == "waiting"


def test_those_drawn_and_those_in_reserve_are_told() -> None:
    panel = committed()
    ada, bo = make_person("a@example.org"), make_person("b@example.org")
    line = Portfolio.objects.get().panels.splitlines()[407].split()[1:]
    Volunteer.objects.filter(pseudonym=line[0]).update(person=ada)
    other = Volunteer.objects.exclude(pseudonym__in=line).first()
    Volunteer.objects.filter(pk=other.pk).update(person=bo)  # type: ignore[union-attr]  # 18 are left
    drawn(panel)
    told = dict(News.objects.values_list("person", "telling__kind"))
    assert told == {ada.pk: "panel.drawn", bo.pk: "panel.reserve"}


def test_a_seat_is_settled_by_who_holds_it_alone() -> None:
    panel = drawn()
    one = seated(panel)[0]
    with pytest.raises(NotAllowed):
        services.confirm_seat(one.volunteer, by=make_person())
    other = Volunteer.objects.filter(member=None).first()
    assert other is not None
    with pytest.raises(MemberUnknown):
        services.confirm_seat(other, by=None)
