"""Setting up a process from pages alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from citizenspring.ledger.models import Entry
from citizenspring.people.tests.factories import signed_in
from citizenspring.processes.models import Activity, Process

from .factories import (
    THREE,
    make_activity,
    make_facilitator,
    make_member,
    make_open_activity,
    make_open_process,
    make_organiser,
    make_process,
)

pytestmark = pytest.mark.django_db


def typed(**more: Any) -> dict[str, Any]:
    words = {f"question_{code}": text for code, text in THREE.items()}
    return {**words, "languages_of_process": ["fr", "nl", "en"], **more}


def browser(person: Any) -> Client:
    client = signed_in(person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def address(name: str, process: Process, *more: Any) -> str:
    return reverse(f"processes:{name}", args=[process.slug, *more])


def test_an_organiser_saves_a_draft_that_lacks_a_promise() -> None:
    answer = browser(make_organiser()).post(reverse("processes:new"), typed(), follow=True)
    assert "The promise is missing in: French, Dutch, English." in answer.content.decode()
    process = Process.objects.get()
    assert process.is_draft
    assert process.question.data["nl"] == THREE["nl"]


def test_what_was_typed_stays_when_the_question_is_missing() -> None:
    sent = {"summary_nl": "Omdat het warm is.", "languages_of_process": ["fr"]}
    answer = browser(make_organiser()).post(reverse("processes:new"), sent)
    shown = answer.content.decode()
    assert "Omdat het warm is." in shown
    assert "Write this in at least one language." in shown
    assert not Process.objects.exists()


def test_a_draft_without_its_texts_cannot_open() -> None:
    ada = make_organiser()
    process = make_process(by=ada, promise={"fr": "Oui."})
    page = browser(ada).get(address("act", process, "open")).content.decode()
    assert "The promise is missing in: Dutch, English." in page
    browser(ada).post(address("act", process, "open"))
    process.refresh_from_db()
    assert process.is_draft


def test_opening_asks_first_and_then_everyone_sees_it() -> None:
    ada = make_organiser()
    process = make_process(by=ada)
    assert (
        "Open this process?" in browser(ada).get(address("act", process, "open")).content.decode()
    )
    assert Client().get(process.get_absolute_url()).status_code == 404
    browser(ada).post(address("act", process, "open"))
    assert Client().get(process.get_absolute_url()).status_code == 200
    opened = Entry.objects.get(kind="process.opened", about=process.node_id)
    assert opened.body["question"] == THREE


def test_an_open_process_cannot_lose_its_promise() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    page = browser(ada).post(address("edit", process), typed()).content.decode()
    assert "An open process keeps its question and promise" in page
    process.refresh_from_db()
    assert process.promise


def test_what_an_open_process_says_now_is_in_the_record() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    promised = {f"promise_{code}": "Within a month." for code in THREE}
    browser(ada).post(address("edit", process), typed(**promised))
    edited = Entry.objects.get(kind="process.edited", about=process.node_id)
    assert edited.body["promise"]["nl"] == "Within a month."


def test_an_organiser_of_another_process_may_not_change_this_one() -> None:
    ada = make_organiser()
    other, process = make_open_process(by=ada), make_open_process(by=ada)
    carl = make_organiser("Carl", scope=other.pk)
    answer = browser(carl).post(address("edit", process), typed())
    assert answer.status_code == 403
    assert "Only organisers" in answer.content.decode()


def test_an_unknown_act_does_not_exist() -> None:
    ada = make_organiser()
    assert browser(ada).get(address("act", make_process(by=ada), "explode")).status_code == 404


def test_a_facilitator_opens_an_activity_but_changes_no_text() -> None:
    activity = make_activity()
    fay = browser(make_facilitator(scope=activity.process_id))
    page = fay.get(address("organise", activity.process)).content.decode()
    assert "Open it now" in page
    assert "Change the texts" not in page
    fay.post(address("activity_act", activity.process, activity.slug, "open"))
    activity.refresh_from_db()
    assert activity.is_open
    assert fay.get(address("edit", activity.process)).status_code == 403


def test_a_time_that_the_clocks_skip_is_refused_and_kept() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    sent = {"title_en": "Night walk", "opens_at": "2027-03-28T02:30"}
    page = browser(ada).post(address("new_step", process), sent).content.decode()
    assert "the clocks go forward that night" in page
    assert 'value="2027-03-28T02:30"' in page
    assert not Activity.objects.exists()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "soon", "2027-02-30"])
def test_a_time_that_makes_no_sense_is_refused(moment: str) -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    sent = {"title_en": "Walk", "opens_at": moment}
    page = browser(ada).post(address("new_step", process), sent).content.decode()
    assert "Write a date and a time" in page
    assert not Activity.objects.exists()


def test_a_day_beyond_all_plans_is_refused() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    days = {"starts_on": "0001-01-01", "ends_on": "9999-12-31", "is_approximate": "on"}
    browser(ada).post(address("new_phase", process), {"name_en": "Trial", **days})
    assert not process.phases.exists()


def test_a_time_that_comes_twice_is_refused() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    sent = {"title_en": "Night walk", "opens_at": "2027-10-31T02:30"}
    page = browser(ada).post(address("new_step", process), sent).content.decode()
    assert "This time comes twice" in page


def test_a_time_is_kept_in_utc_and_shown_as_the_city_has_it() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    sent = {"title_en": "Walk", "opens_at": "2027-07-01T18:00"}
    browser(ada).post(address("new_step", process), sent)
    activity = Activity.objects.get()
    assert activity.opens_at
    assert activity.opens_at.isoformat() == "2027-07-01T16:00:00+00:00"
    page = browser(ada).get(address("edit_activity", process, activity.slug)).content.decode()
    assert 'value="2027-07-01T18:00"' in page


def test_two_activities_of_one_name_get_two_addresses() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    for _ in range(2):
        browser(ada).post(address("new_step", process), {"title_en": "Walk"})
    assert len({activity.slug for activity in Activity.objects.all()}) == 2


def test_an_end_in_the_past_is_refused() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    past = (now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    sent = {"title_en": "Walk", "closes_at": past}
    page = browser(ada).post(address("new_step", process), sent).content.decode()
    assert "This time has passed" in page


def test_a_form_sent_after_the_process_closed_keeps_what_was_typed() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    browser(ada).post(address("act", process, "close"))
    page = browser(ada).post(address("new_step", process), {"title_en": "Too late"})
    shown = page.content.decode()
    assert "Too late" in shown
    assert "This process has ended" in shown


def test_closing_the_process_closes_what_is_open_in_it() -> None:
    ada = make_organiser()
    activity = make_open_activity(by=ada)
    browser(ada).post(address("act", activity.process, "close"))
    activity.refresh_from_db()
    assert activity.state == Activity.State.CLOSED


def test_an_outcome_needs_a_reason_and_then_stands_on_the_page() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    sent = {"outcome_en": "Ten streets get trees."}
    page = browser(ada).post(address("outcome", process), sent).content.decode()
    assert "Ten streets get trees." in page
    browser(ada).post(address("outcome", process), {**sent, "reason_en": "All groups agree."})
    shown = browser(ada).get(process.get_absolute_url()).content.decode()
    assert "Ten streets get trees." in shown
    assert "All groups agree." in shown


@pytest.mark.slow
def test_a_phase_is_added_changed_and_removed() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    days = {"starts_on": "2027-03-01", "ends_on": "2027-05-31", "is_approximate": "on"}
    browser(ada).post(address("new_phase", process), {"name_en": "Trial", **days})
    phase = process.phases.get()
    assert phase.is_approximate
    changed = {"name_en": "Test", **days, "ends_on": "2027-02-01"}
    page = browser(ada).post(address("phase", process, phase.pk), changed).content.decode()
    assert "must not come before the first day" in page
    browser(ada).post(address("remove_phase", process, phase.pk))
    assert not process.phases.exists()


def test_a_member_is_told_who_may_organise() -> None:
    answer = browser(make_member()).get(reverse("processes:mine"))
    assert answer.status_code == 403
    assert "Only organisers of this city may start a process." in answer.content.decode()


def test_nothing_is_flagged_as_missing_before_the_first_saving() -> None:
    ada = make_organiser()
    new = signed_in(ada).get("/organise/new/", headers={"accept-language": "en"}).content.decode()
    assert "not written yet" not in new
    assert new.count("(needed before opening)") == 2
    half = make_process(by=ada, question={"fr": "Quoi ?"})
    address = f"/organise/process/{half.slug}/texts/"
    saved = signed_in(ada).get(address, headers={"accept-language": "en"}).content.decode()
    assert "not written yet" in saved
