"""Two organisers together end the power of a third, in public and not at once."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from citizenspring.common.errors import NotAllowed
from citizenspring.people import errors
from citizenspring.people.models import Person, PowerChange, Role
from citizenspring.people.queries import holds
from citizenspring.people.services import (
    agree_to_end,
    ask_to_end,
    carry_out_changes,
    end_role,
    grant_role,
    stop_change,
)

from .conftest import Recorded
from .factories import make_role, signed_in

pytestmark = pytest.mark.django_db
ORGANISER = Role.Kind.ORGANISER


def settled() -> Person:
    return make_role("organiser", granted_at=now() - timedelta(days=30)).person


def asked(by: Person, whom: Person) -> PowerChange:
    return ask_to_end(whom.roles.get(), reason="Sold the list.", by=by)


def test_a49_nobody_ends_the_role_of_another_organiser_alone() -> None:
    ada, bo = settled(), settled()
    with pytest.raises(errors.TwoNeeded):
        end_role(bo.roles.get(), by=ada)
    change = asked(ada, bo)
    with pytest.raises(errors.SecondOrganiser):
        agree_to_end(change, by=ada)
    with pytest.raises(NotAllowed):
        agree_to_end(change, by=bo)
    carry_out_changes()
    assert holds(bo, ORGANISER)


def test_a49_two_agree_and_it_takes_effect_after_the_cool_off(recorded: Recorded) -> None:
    ada, bo, cleo = settled(), settled(), settled()
    change = asked(ada, bo)
    agree_to_end(change, by=cleo)
    carry_out_changes()
    assert holds(bo, ORGANISER)
    PowerChange.objects.update(due_at=now() - timedelta(seconds=1))
    carry_out_changes()
    assert not holds(bo, ORGANISER)
    kinds = [entry["kind"] for entry in recorded()]
    assert kinds == ["power.asked", "power.agreed", "role.ended"]
    assert recorded("power.asked")[0]["reason"] == "Sold the list."


def test_a49_a_third_organiser_stops_it_and_the_one_concerned_cannot() -> None:
    ada, bo, cleo = settled(), settled(), settled()
    change = asked(ada, bo)
    agree_to_end(change, by=cleo)
    with pytest.raises(NotAllowed):
        stop_change(change, by=bo)
    stop_change(change, by=ada)
    assert not PowerChange.objects.exists()
    assert holds(bo, ORGANISER)


def test_a49_whoever_makes_a_second_organiser_of_herself_is_not_two_at_once() -> None:
    ada, bo = settled(), settled()
    puppet = grant_role("puppet@example.org", ORGANISER, by=ada).person
    change = asked(ada, bo)
    with pytest.raises(errors.TooNew):
        agree_to_end(change, by=puppet)
    with pytest.raises(errors.TooNew):
        ask_to_end(ada.roles.get(), reason="Mine.", by=puppet)


def test_a49_nobody_promotes_herself() -> None:
    bo = make_role("moderator").person
    with pytest.raises(NotAllowed):
        grant_role(str(bo.email), ORGANISER, by=bo)


def test_it_needs_a_reason_and_is_asked_once() -> None:
    ada, bo = settled(), settled()
    with pytest.raises(errors.ReasonNeeded):
        ask_to_end(bo.roles.get(), reason=" ", by=ada)
    asked(ada, bo)
    with pytest.raises(errors.AlreadyAsked):
        asked(ada, bo)


def test_the_page_asks_agrees_and_stops() -> None:
    ada, bo, cleo = settled(), settled(), settled()
    role = bo.roles.get()
    signed_in(ada).post(f"/roles/{role.pk}/ask-to-end/", {"reason": "Sold the list."})
    change = PowerChange.objects.get()
    page = signed_in(cleo).get("/roles/").content.decode()
    assert "Sold the list." in page
    signed_in(cleo).post(f"/roles/changes/{change.pk}/agree/")
    change.refresh_from_db()
    assert change.agreed_by == cleo
    signed_in(ada).post(f"/roles/changes/{change.pk}/stop/")
    assert not PowerChange.objects.exists()
