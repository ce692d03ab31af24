"""Calling a gathering: nothing is published without its care, and everybody hears of changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override as speaking

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings import errors, services
from citizenspring.gatherings.models import CARE, Gathering
from citizenspring.gatherings.services import GatheringFacts
from citizenspring.ledger.models import Entry
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.notifications.models import News
from citizenspring.people.erasing import erase_everywhere
from citizenspring.people.merging import follow
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.processes.errors import TimesBackwards
from citizenspring.processes.services import ActivityFacts, open_activity
from citizenspring.processes.tests.factories import make_open_process

from .factories import TITLE, day, make_gathering, organiser_of, registered

pytestmark = pytest.mark.django_db


def words_of(gathering: Gathering) -> ActivityFacts:
    return ActivityFacts.of(gathering.activity)


def facts_of(gathering: Gathering, **changes: Any) -> GatheringFacts:
    """What the gathering says, to say it again with something changed."""
    facts = {
        "starts_at": gathering.starts_at,
        "ends_at": gathering.ends_at,
        "place": gathering.place,
        "address": gathering.address,
        "capacity": gathering.capacity,
        "invited": gathering.invited_capacity,
        "care": {name: getattr(gathering, name) for name in CARE},
        "asks": gathering.asks,
    }
    return GatheringFacts(**{**facts, **changes})


def edit(gathering: Gathering, **changes: Any) -> Gathering:
    facts = facts_of(gathering, **changes)
    return services.edit_gathering(
        gathering, words_of(gathering), facts, by=organiser_of(gathering)
    )


def kinds_heard() -> list[str]:
    return list(News.objects.order_by("pk").values_list("telling__kind", flat=True))


@pytest.mark.parametrize("part", CARE)
def test_it_cannot_be_published_while_a_part_of_its_care_is_not_said(part: str) -> None:
    care = {name: {"en": "None"} for name in CARE} | {part: {"en": " "}}
    gathering = make_gathering(is_open=False, care=care)
    with pytest.raises(errors.CareMissing):
        open_activity(gathering.activity, by=organiser_of(gathering))
    gathering.activity.refresh_from_db()
    assert gathering.activity.is_draft


def test_care_cannot_be_taken_away_once_it_is_published() -> None:
    gathering = make_gathering()
    with speaking("en"), pytest.raises(errors.CareMissing, match="meals"):
        edit(gathering, care={**facts_of(gathering).care, "meals": ""})


def test_only_organisers_of_the_process_call_one() -> None:
    facts = facts_of(make_gathering())
    with pytest.raises(NotAllowed):
        services.create_gathering(
            make_open_process(), ActivityFacts(TITLE), facts, by=make_person()
        )


def test_it_ends_after_it_starts() -> None:
    gathering = make_gathering()
    with pytest.raises(TimesBackwards):
        edit(gathering, ends_at=gathering.starts_at)


def test_another_time_or_place_is_told_once_to_everybody_and_another_word_to_nobody() -> None:
    gathering = make_gathering(capacity=1)
    registered(gathering, make_person())
    registered(gathering, make_person())
    edit(gathering, starts_at=gathering.starts_at + timedelta(hours=1))
    edit(Gathering.objects.get(), capacity=1)
    assert sorted(kinds_heard()) == [
        "gathering.changed", "gathering.changed", "gathering.coming", "gathering.waiting",
    ]  # fmt: skip


def test_called_off_it_says_why_tells_everybody_and_takes_nobody_more() -> None:
    gathering, ada = make_gathering(), make_person()
    registered(gathering, ada)
    with pytest.raises(ReasonMissing):
        services.cancel_gathering(gathering, " ", by=organiser_of(gathering))
    services.cancel_gathering(gathering, "The hall is flooded.", by=organiser_of(gathering))
    assert kinds_heard()[-1] == "gathering.cancelled"
    assert Entry.objects.get(kind="gathering.cancelled").body["reason"] == "The hall is flooded."
    with pytest.raises(errors.GatheringCancelled):
        registered(gathering)
    with pytest.raises(errors.GatheringCancelled):
        services.cancel_gathering(gathering, "Again.", by=organiser_of(gathering))


def test_reminders_reach_those_with_a_place_once_a_week_and_once_a_day_ahead() -> None:
    gathering, ada = make_gathering(capacity=1, days=20), make_person()
    registered(gathering, ada)
    registered(gathering, make_person())
    assert services.remind() == 0
    Gathering.objects.update(starts_at=day(6.9))
    gathering.registrations.update(made_at=day(-10))
    assert [services.remind(), services.remind()] == [1, 0]
    Gathering.objects.update(starts_at=day(0.9))
    assert [services.remind(), services.remind()] == [1, 0]
    assert set(News.objects.filter(telling__kind="gathering.reminder").values_list(
        "person", flat=True
    )) == {ada.pk}  # fmt: skip


def test_who_registers_the_day_before_is_not_reminded_of_it() -> None:
    gathering = make_gathering(days=0.9)
    registered(gathering, make_person())
    assert services.remind() == 0


def test_a_guest_who_signs_in_keeps_one_place_the_better_one() -> None:
    gathering, ada, guest = make_gathering(capacity=2), make_person(), make_guest()
    registered(gathering, guest)
    registered(gathering)
    registered(gathering, ada)
    waiting = registered(gathering)
    follow(guest, ada)
    assert gathering.registrations.get(person=ada).is_coming
    waiting.refresh_from_db()
    assert waiting.is_waiting
    gathering.refresh_from_db()
    assert gathering.taken == 2


def test_whoever_erases_herself_gives_her_place_to_the_next() -> None:
    gathering, ada = make_gathering(capacity=1), make_person()
    registered(gathering, ada)
    waiting = registered(gathering)
    erase_everywhere(ada)
    assert list(gathering.registrations.all()) == [waiting]
    waiting.refresh_from_db()
    assert waiting.is_coming
