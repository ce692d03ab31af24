"""After a gathering: exit poll, attendance, costs, next steps."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from citizenspring.city.models import Territory
from citizenspring.city.services import load_city
from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings.after_errors import AlreadySaid, ExitNotNow, NotThere, StepDone
from citizenspring.gatherings.models import ExitAnswer, Gathering, Registration
from citizenspring.gatherings.queries import after as queries
from citizenspring.gatherings.services import after as services
from citizenspring.gatherings.services.after import CostFacts, StepFacts
from citizenspring.gatherings.services.telling_after import remind_of_steps
from citizenspring.ledger.models import Entry
from citizenspring.notifications.models import News
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, signed_in

from .factories import arrived, make_gathering, organiser_of, registered

pytestmark = pytest.mark.django_db
MARKS = {"heard": 5, "understood": 4, "mixed": 3, "changed_mind": 2, "come_again": 5}
STEP = StepFacts({"en": "The council answers."}, "The council", localdate() + timedelta(days=30))


def over(gathering: Gathering) -> Gathering:
    """The same gathering, which ended an hour ago."""
    gathering.starts_at = now() - timedelta(hours=9)
    gathering.ends_at = now() - timedelta(hours=1)
    gathering.save(update_fields=["starts_at", "ends_at"])
    return gathering


def gathering_of(*people: Person | None, **facts: Any) -> tuple[Gathering, list[Registration]]:
    """A gathering that is over and to which these people came."""
    found = make_gathering(capacity=100)
    rows = [registered(found, person, **facts) for person in people]
    for row in rows:
        arrived(row)
    return over(found), rows


def test_she_says_once_how_it_was_and_nothing_says_that_it_was_her() -> None:
    _gathering, (ada,) = gathering_of(make_person())
    services.say_how_it_was(ada, MARKS, words="More breaks", language="en")
    with pytest.raises(AlreadySaid):
        services.say_how_it_was(ada, {"heard": 1})
    answer = ExitAnswer.objects.get()
    assert (answer.heard, answer.words) == (5, "More breaks")
    named = {field.name for field in ExitAnswer._meta.fields}
    assert not named & {"person", "registration", "table", "voice", "at", "made_at"}
    # The time is no part of a random id, as it is of others.
    assert answer.pk.version == 4
    assert not Entry.objects.filter(kind__contains="exit").exists()


def test_who_did_not_come_in_says_nothing() -> None:
    gathering = make_gathering(capacity=5)
    ada = registered(gathering)
    with pytest.raises(ExitNotNow):
        services.say_how_it_was(ada, MARKS)
    over(gathering)
    with pytest.raises(NotThere):
        services.say_how_it_was(ada, MARKS)
    gathering.starts_at = now() - timedelta(days=16)
    gathering.ends_at = now() - timedelta(days=15)
    gathering.save(update_fields=["starts_at", "ends_at"])
    with pytest.raises(ExitNotNow):
        services.say_how_it_was(ada, MARKS)
    assert not ExitAnswer.objects.exists()


def test_figures_come_in_tens_so_that_no_answer_can_be_read_from_them() -> None:
    gathering, people = gathering_of(*[None] * 12)
    for one in people[:9]:
        services.say_how_it_was(one, {"heard": 5})
    assert queries.exit_result_of(gathering) is None
    services.say_how_it_was(people[9], {"heard": 1}, words="Too loud")
    services.say_how_it_was(people[10], {"heard": 1}, words="Too cold")
    found = queries.exit_result_of(gathering)
    assert found is not None
    assert (found.answers, found.marks[0].counts) == (10, [1, 0, 0, 0, 9])
    assert found.marks[1].mean is None
    assert [words for words, _language in queries.exit_words_of(gathering)] == ["Too loud"]


def test_the_page_says_it_on_the_phone_of_whoever_was_there() -> None:
    ada = make_person()
    gathering, _rows = gathering_of(ada)
    client = signed_in(ada, Client(HTTP_ACCEPT_LANGUAGE="en"))
    assert client.post(gathering.page("exit"), {"words": " "}).status_code == 422
    sent = client.post(gathering.page("exit"), {"heard": "4", "words": "Good"})
    assert sent.status_code == 302
    assert ExitAnswer.objects.get().heard == 4
    assert "You have said how it was" in client.get(gathering.page("exit")).content.decode()
    stranger = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert stranger.post(gathering.page("exit"), {"heard": "1"}).status_code == 422
    assert ExitAnswer.objects.count() == 1


def test_attendance_stands_beside_the_population_and_small_groups_are_hidden() -> None:
    load_city()
    gathering, rows = gathering_of(*[None] * 40)
    jette, uccle, evere = (Territory.objects.get(code=code) for code in ("21010", "21016", "21006"))
    for number, row in enumerate(rows):
        row.home = jette if number < 20 else uccle if number < 36 else evere
        row.age, row.gender = ("18_34" if number % 2 else "35_64"), "woman" if number < 30 else ""
        row.save()
    Registration.objects.filter(pk=rows[0].pk).update(has_vote=False)
    found = queries.attendance_of(gathering)
    assert found is not None
    assert (found.came, found.had_place) == (39, 39)
    commune, age, gender = found.comparisons
    told = {str(one.name): one.came for one in commune.groups}
    # The smallest group, and the next one too: with it alone, four would be plain.
    assert (told["Jette"], told["Uccle"], told["Evere"], told["Ixelles"]) == (19, None, None, 0)
    assert [one.came for one in age.groups] == [0, 39, 0]
    women = gender.groups[0]
    assert women.city is not None
    assert women.gap is not None
    assert (women.came, women.share, round(women.city), round(women.gap)) == (29, 100, 51, 49)
    assert gender.not_said == 10


def test_attendance_is_not_shown_before_the_end() -> None:
    gathering, _rows = gathering_of(*[None] * 10)
    gathering.ends_at = now() + timedelta(hours=1)
    gathering.save(update_fields=["ends_at"])
    assert queries.attendance_of(gathering) is None
    over(gathering)
    assert queries.attendance_of(gathering) is not None


def test_costs_are_public_with_their_sum_and_the_record_keeps_each_version() -> None:
    gathering, _rows = gathering_of(*[None] * 10)
    by = organiser_of(gathering)
    lines = [CostFacts("Hall", Decimal("1200.50"), "City"), CostFacts("Soup", Decimal(300))]
    services.set_costs(gathering, lines, by=by)
    services.set_costs(gathering, lines[:1], by=by)
    found = queries.costs_of(gathering)
    assert (found.total, found.each) == (Decimal("1200.50"), Decimal("120.05"))
    said = Entry.objects.filter(kind="gathering.costs").order_by("pk")
    assert [entry.body["cents"] for entry in said] == [150050, 120050]
    with pytest.raises(NotAllowed):
        services.set_costs(gathering, lines, by=make_person())


def test_a_next_step_is_told_turns_overdue_by_itself_and_is_ended_once() -> None:
    ada = make_person()
    gathering, _rows = gathering_of(ada)
    by = organiser_of(gathering)
    step = services.say_next_step(gathering, STEP, by=by)
    assert News.objects.filter(person=ada, telling__kind="gathering.next_step").count() == 1
    moved = StepFacts(STEP.text, STEP.owner, localdate() - timedelta(days=1))
    step = services.change_step(step, moved, by=by)
    assert step.is_overdue
    assert remind_of_steps()
    assert remind_of_steps() == 0
    page = Client(HTTP_ACCEPT_LANGUAGE="en").get(gathering.page("after")).content.decode()
    assert "step--overdue" in page
    services.finish_step(step, {"en": "It answered in full."}, by=by)
    with pytest.raises(StepDone):
        services.finish_step(step, {"en": "Again"}, by=by)
    assert not queries.next_steps_of(gathering)[0].is_overdue
    due = [entry.body["due"] for entry in Entry.objects.filter(kind__startswith="gathering.step")
           if "due" in entry.body]  # fmt: skip
    assert due == [STEP.due.isoformat(), moved.due.isoformat()]


def test_an_organiser_writes_costs_and_steps_on_their_pages() -> None:
    gathering, _rows = gathering_of(None)
    client = signed_in(organiser_of(gathering), Client(HTTP_ACCEPT_LANGUAGE="en"))
    form = {"line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "0", "line-0-label": "Hall"}
    wrong = client.post(gathering.page("costs"), form)
    assert wrong.status_code == 422
    assert "Write the amount of this line." in wrong.content.decode()
    client.post(gathering.page("costs"), form | {"line-0-amount": "1 200,50"})
    assert gathering.costs.get().cents == 120050
    said = {"text_en": "We publish.", "owner": "The team", "due": date(2190, 1, 1).isoformat()}
    client.post(gathering.page("steps"), said)
    page = client.get(gathering.page("after")).content.decode()
    assert "€1,200.50" in page
    assert "We publish." in page
