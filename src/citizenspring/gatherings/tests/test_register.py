"""Registering: the last place, the waiting list, letters, the stand, not coming after all."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings import errors, services
from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.gatherings.queries import place_in_line
from citizenspring.gatherings.services import RegistrationFacts
from citizenspring.notifications.models import News
from citizenspring.people.copying import own_data
from citizenspring.people.errors import LevelTooLow
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.processes.models import Activity
from citizenspring.processes.services import close_activity
from citizenspring.processes.tests.factories import make_commune

from .factories import day, make_gathering, make_helper, organiser_of, registered

pytestmark = pytest.mark.django_db

State = Registration.State


def states(gathering: Gathering) -> list[str]:
    return list(gathering.registrations.order_by("number").values_list("state", flat=True))


def heard(person: Person) -> list[str]:
    return list(
        News.objects.filter(person=person).order_by("pk").values_list("telling__kind", flat=True)
    )


def test_whoever_comes_first_has_a_place_and_the_others_wait_in_order() -> None:
    gathering = make_gathering(capacity=1)
    first, second, third = (registered(gathering) for _ in range(3))
    assert first.is_coming
    assert [place_in_line(one) for one in (second, third)] == [1, 2]
    gathering.refresh_from_db()
    assert gathering.taken == 1


def test_sent_twice_it_is_one_registration_with_what_was_said_last() -> None:
    gathering, ada = make_gathering(), make_person()
    registered(gathering, ada, name="Ada")
    registered(gathering, ada, name="Ada L.")
    assert gathering.registrations.get().name == "Ada L."
    assert heard(ada) == ["gathering.coming"]


def test_who_does_not_come_gives_her_place_to_the_first_who_waits() -> None:
    gathering, ada, bo = make_gathering(capacity=1), make_person(), make_person()
    hers, his = registered(gathering, ada), registered(gathering, bo)
    registered(gathering)
    services.cancel_registration(hers, by=ada)
    assert states(gathering) == [State.CANCELLED, State.COMING, State.WAITING]
    his.refresh_from_db()
    assert his.moved_up_at
    assert heard(bo) == ["gathering.waiting", "gathering.moved_up"]


def test_who_comes_back_stands_at_the_end() -> None:
    gathering, ada = make_gathering(capacity=1), make_person()
    hers = registered(gathering, ada)
    registered(gathering)
    services.cancel_registration(hers, by=ada)
    again = registered(gathering, ada)
    assert (again.pk, again.number, again.state) == (hers.pk, 3, State.WAITING)


def test_more_places_go_to_those_who_wait() -> None:
    gathering = make_gathering(capacity=1)
    for _ in range(3):
        registered(gathering)
    _with_capacity(gathering, 2)
    assert states(gathering) == [State.COMING, State.COMING, State.WAITING]


def test_there_are_never_fewer_places_than_people_who_have_one() -> None:
    gathering = make_gathering(capacity=2)
    registered(gathering)
    registered(gathering)
    with pytest.raises(errors.CapacityTooLow, match="2"):
        _with_capacity(gathering, 1)


def _with_capacity(gathering: Gathering, capacity: int) -> None:
    from .test_call import facts_of, words_of  # noqa: PLC0415  # told there how to say it again

    facts = facts_of(gathering, capacity=capacity)
    services.edit_gathering(gathering, words_of(gathering), facts, by=organiser_of(gathering))


def test_a_stranger_may_not_cancel_for_somebody_and_an_organiser_may() -> None:
    gathering = make_gathering()
    hers = registered(gathering)
    with pytest.raises(NotAllowed):
        services.cancel_registration(hers, by=make_person())
    services.cancel_registration(hers, by=organiser_of(gathering))
    with pytest.raises(errors.NotRegistered):
        services.cancel_registration(hers, by=organiser_of(gathering))


def test_what_is_not_asked_is_not_kept() -> None:
    gathering = make_gathering(asks=["age"])
    said = registered(gathering, home=make_commune(), age="18_34", gender="woman")
    assert (said.home, said.age, said.gender) == (None, "18_34", "")


def test_a_letter_brings_one_of_the_places_kept_for_the_invited_once() -> None:
    gathering = make_gathering(capacity=1, invited=1)
    code, other = services.make_letters(gathering, 2, by=organiser_of(gathering))
    registered(gathering)
    typed = code.lower().replace("-", " ")
    assert registered(gathering, code=typed).is_coming
    with pytest.raises(errors.LetterUsed):
        registered(gathering, code=code)
    assert registered(gathering, code=other).is_waiting
    with pytest.raises(errors.LetterUnknown):
        registered(gathering, code="AAAA-BBBB-CCCC")


def test_an_invited_place_goes_back_to_the_invited() -> None:
    gathering = make_gathering(capacity=1, invited=1)
    code = services.make_letters(gathering, 1, by=organiser_of(gathering))[0]
    invited = registered(gathering, code=code)
    registered(gathering)
    registered(gathering)
    services.cancel_registration(invited, by=organiser_of(gathering))
    gathering.refresh_from_db()
    assert (gathering.taken, gathering.invited_taken) == (1, 0)
    assert states(gathering)[-1] == State.WAITING


def test_a_kept_place_that_becomes_free_goes_to_the_next_with_a_letter() -> None:
    gathering = make_gathering(capacity=1, invited=1)
    code, other = services.make_letters(gathering, 2, by=organiser_of(gathering))
    invited, anybody = registered(gathering, code=code), registered(gathering)
    waiting, with_letter = registered(gathering), registered(gathering, code=other)
    services.cancel_registration(invited, by=organiser_of(gathering))
    for one in (anybody, waiting, with_letter):
        one.refresh_from_db()
    assert (anybody.is_coming, waiting.is_coming) == (True, False)
    assert (with_letter.is_coming, with_letter.holds_invited) == (True, True)


def test_it_asks_the_level_that_the_organisers_set() -> None:
    gathering = make_gathering()
    Activity.objects.update(required_level=Level.MAIL)
    gathering.activity.refresh_from_db()
    with pytest.raises(LevelTooLow):
        registered(gathering, make_guest())
    assert not Registration.objects.exists()


def test_a_helper_has_no_copy_of_what_others_said_at_her_stand() -> None:
    gathering = make_gathering()
    helper = make_helper(gathering)
    said = RegistrationFacts("Walk-in", needs="Insulin at noon")
    services.register_at_stand(gathering, said, by=helper)
    assert "Insulin" not in json.dumps(own_data(helper))


def test_a_helper_registers_somebody_at_a_stand_and_nobody_else_does() -> None:
    gathering = make_gathering()
    said = RegistrationFacts("Walk-in")
    made = services.register_at_stand(gathering, said, by=make_helper(gathering))
    assert (made.person, made.how) == (None, Registration.How.STAND)
    with pytest.raises(NotAllowed):
        services.register_at_stand(gathering, said, by=make_person())


@pytest.mark.parametrize("name", ["", "  ", "\t"])
def test_a_name_is_needed_for_the_list_at_the_door(name: str) -> None:
    with pytest.raises(errors.NameMissing):
        registered(make_gathering(), name=name)


def test_registration_ends_when_it_closes_and_cancelling_goes_on() -> None:
    gathering, ada = make_gathering(capacity=1), make_person()
    hers = registered(gathering, ada)
    waiting = registered(gathering)
    close_activity(gathering.activity, by=organiser_of(gathering))
    with pytest.raises(errors.RegistrationClosed):
        registered(gathering)
    services.cancel_registration(hers, by=ada)
    waiting.refresh_from_db()
    assert waiting.is_coming


def test_a_draft_takes_nobody() -> None:
    with pytest.raises(errors.RegistrationNotOpen):
        registered(make_gathering(is_open=False))


def test_once_it_has_begun_registrations_stay() -> None:
    gathering = make_gathering()
    hers = registered(gathering)
    Gathering.objects.update(starts_at=day(-0.1))
    with pytest.raises(errors.DayOver):
        registered(gathering)
    with pytest.raises(errors.DayOver):
        services.cancel_registration(hers, by=organiser_of(gathering))


def _one_more(gathering: Gathering, person: Person, together: threading.Barrier) -> str:
    try:
        together.wait()
        return registered(gathering, person).state
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_for_the_last_place_get_one_place_and_nineteen_numbers() -> None:
    gathering = make_gathering(capacity=1)
    people = [make_guest() for _ in range(20)]
    together = threading.Barrier(20, timeout=30)
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda person: _one_more(gathering, person, together), people))
    assert sorted(found) == [State.COMING, *[State.WAITING] * 19]
    rows = gathering.registrations.order_by("number")
    assert list(rows.values_list("number", flat=True)) == list(range(1, 21))
    assert rows[0].is_coming
