"""Preparing a mood check, its waves, its gathering, paper, reminders, erasing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils.timezone import now
from django.utils.translation import override

from citizenspring.ledger.models import Entry
from citizenspring.moderation import services as moderation
from citizenspring.moderation.models import Decision
from citizenspring.mood import errors, services
from citizenspring.mood.addresses import signed
from citizenspring.mood.background import follow_up
from citizenspring.mood.checks import check_answers
from citizenspring.mood.models import Answer, Message, MoodCheck, Nudge, Question, Remark
from citizenspring.mood.queries import remarks_of, standing_of
from citizenspring.mood.services import AnswerFacts, GatheringFacts, Invented, PaperFacts
from citizenspring.people import erasing
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, make_role, signed_in
from citizenspring.processes.models import Activity
from citizenspring.processes.services import ActivityFacts, edit_activity, open_activity
from citizenspring.threads.models import Edge, Part

from .factories import THREE, answered, choice, confirmed, make_commune, make_mood, organiser_of

pytestmark = pytest.mark.django_db


def facts_of(mood: MoodCheck, **changes: Any) -> ActivityFacts:
    ends = changes.pop("closes_at", mood.activity.closes_at)
    return ActivityFacts(mood.activity.title, "", None, ends)


def test_it_cannot_open_before_it_is_whole() -> None:
    mood = make_mood(is_open=False, if_missed={"fr": "Rien."})
    with override("en"), pytest.raises(errors.CheckNotReady, match="Dutch"):
        open_activity(mood.activity, by=organiser_of(mood))
    mood.activity.refresh_from_db()
    assert mood.activity.is_draft


def test_a07_opening_fixes_questions_threshold_and_date_and_records_them() -> None:
    mood = make_mood(target=7)
    olga = organiser_of(mood)
    frozen = Entry.objects.get(kind="mood.frozen").body
    assert (frozen["target"], len(frozen["questions"])) == (7, 3)
    with pytest.raises(errors.CheckFrozen):
        services.add_question(mood, choice("a", "b"), by=olga)
    later = now() + timedelta(days=33)
    with pytest.raises(errors.CheckFrozen):
        edit_activity(mood.activity, facts_of(mood, closes_at=later), by=olga)
    with pytest.raises(DatabaseError), transaction.atomic():
        MoodCheck.objects.filter(pk=mood.pk).update(target=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.filter(mood=mood).update(kind="open")


def test_there_are_five_questions_at_most_and_one_ladder() -> None:
    mood = make_mood(is_open=False)
    olga = organiser_of(mood)
    for _ in range(2):
        services.add_question(mood, choice("a", "b"), by=olga)
    with pytest.raises(errors.CheckNotReady):
        services.add_question(mood, choice("a", "b"), by=olga)
    services.remove_question(mood.questions.get(number=1), by=olga)
    assert list(mood.questions.values_list("number", flat=True)) == [1, 2, 3, 4]
    with pytest.raises(errors.CheckNotReady):
        services.add_question(mood, services.usual_questions()[2], by=olga)


def test_an_organiser_builds_one_from_pages_alone() -> None:
    mood = make_mood(is_open=False)
    olga = signed_in(organiser_of(mood))
    texts = {f"text_{code}": "Quel jour ?" for code in ("fr", "nl", "en")}
    options = {f"options_{code}": "lundi\nmardi" for code in ("fr", "nl", "en")}
    sent = {"kind": "choice", **texts, **options}
    assert olga.post(mood.page("question", 0), sent).status_code == 302
    assert [one["fr"] for one in mood.questions.get(number=4).options] == ["lundi", "mardi"]
    wrong = olga.post(mood.page("question", 0), {**sent, "options_nl": "maandag"})
    assert wrong.status_code == 422
    assert "mardi" in wrong.content.decode()
    assert "mardi" in olga.get(mood.page("question", 4)).content.decode()


def test_a_second_press_makes_no_second_draft() -> None:
    known = make_mood()
    process, olga = known.activity.process, signed_in(organiser_of(known))
    sent = {"title_fr": "Une rue", "target": "100", "each_commune": "0", "communes": "0"}
    sent |= {"city_share": "0", "required_level": "0"}
    address = f"/processes/{process.slug}/new-mood/"
    first, again = (olga.post(address, sent) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    assert MoodCheck.objects.count() == 2


@pytest.mark.slow
def test_a_wave_opens_only_once_it_says_what_changed() -> None:
    mood = make_mood()
    olga = organiser_of(mood)
    ada = confirmed(mood, "ada@example.org", wants_news=True).person
    made = services.next_wave(mood, facts_of(mood), by=olga)
    with pytest.raises(errors.CheckNotReady):
        open_activity(made.activity, by=olga)
    rules = services.MoodRules(3, if_met=THREE, if_missed=THREE, what_changed=THREE)
    services.edit_mood(made, facts_of(mood), rules, by=olga)
    open_activity(Activity.objects.get(pk=made.activity_id), by=olga)
    assert Message.objects.filter(kind="wave", answer__person=ada).count() == 1
    with pytest.raises(errors.WaveExists):
        services.next_wave(mood, facts_of(mood), by=olga)


@pytest.mark.slow
def test_waves_compare_the_same_people_only() -> None:
    mood = make_mood()
    olga = organiser_of(mood)
    rules = services.MoodRules(3, if_met=THREE, if_missed=THREE, what_changed=THREE)
    made = services.next_wave(mood, facts_of(mood), by=olga)
    services.edit_mood(made, facts_of(mood), rules, by=olga)
    open_activity(Activity.objects.get(pk=made.activity_id), by=olga)
    made = MoodCheck.objects.get(pk=made.pk)
    for number in range(11):
        confirmed(mood, f"p{number}@example.org", said={1: 2})
        confirmed(made, f"p{number}@example.org", said={1: 4})
    confirmed(made, "new@example.org", said={1: 5})
    services.publish(made)
    found = made.snapshot.result
    assert found["pairs"] == 11
    assert (found["waves"]["1"]["before"]["2"], found["waves"]["1"]["after"]["4"]) == (11, 11)


def test_a_met_check_calls_a_gathering_and_the_thread_leads_to_it() -> None:
    mood = make_mood(target=2)
    olga = organiser_of(mood)
    facts = GatheringFacts(THREE, THREE, None, None, "Enough people.")
    with pytest.raises(errors.CheckNotMet):
        services.call_gathering(mood, facts, by=olga)
    confirmed(mood, "a@example.org", said={3: 2}, wants_news=True)
    confirmed(mood, "b@example.org", said={3: 1}, wants_news=True)
    services.decide(mood.pk)
    made = services.call_gathering(mood, facts, by=olga)
    edge = Edge.objects.get(source=mood.activity.node, target=made.node)
    assert edge.kind == Edge.Kind.BECAME
    assert made.is_open
    assert Message.objects.filter(kind="gathering").count() == 1


def paper(name: str, email: str = "", **more: Any) -> PaperFacts:
    answer = AnswerFacts({1: 4, 3: 2}, make_commune(), language="nl")
    return PaperFacts(answer, name, email, **more)


def test_paper_is_keyed_in_by_somebody_with_a_name() -> None:
    mood = make_mood()
    olga, vera = organiser_of(mood), make_role("verifier").person
    waits = services.key_in(mood, paper("Ada Peeters"), by=olga)
    counts = services.key_in(mood, paper("Bo Jacobs", "bo@example.org"), by=vera)
    assert (waits.keyed_by, waits.state) == (olga, Answer.State.WAITING)
    assert (counts.confirmed_by, counts.is_confirmed) == (vera, True)
    assert Part.objects.filter(kind="signed_on_paper", node=mood.activity.node).count() == 1
    services.confirm_in_person(mood, waits.code, by=vera)
    assert standing_of(mood, now()).progress.total == 2


def test_a_double_on_paper_is_found_by_mailbox_and_by_name() -> None:
    mood = make_mood()
    vera = make_role("verifier").person
    confirmed(mood, "ada@example.org")
    with pytest.raises(errors.PaperKnown):
        services.key_in(mood, paper("Ada Peeters", "ADA+spring@example.org"), by=vera)
    services.key_in(mood, paper("Élodie De Smet"), by=vera)
    with pytest.raises(errors.NameKnown):
        services.key_in(mood, paper("de smet  elodie"), by=vera)
    services.key_in(mood, paper("de smet elodie", is_another=True), by=vera)
    assert standing_of(mood, now()).progress.total == 3


def test_the_page_for_paper_keeps_what_was_typed() -> None:
    mood = make_mood()
    make_commune()
    vera = signed_in(make_role("verifier").person)
    page = vera.post(mood.page("paper"), {"name": "Zoé", "q2": "Trop vite.", "home": ""})
    assert page.status_code == 422
    assert "Trop vite." in page.content.decode()
    assert vera.get(mood.page("verify")).status_code == 200


def aged(mood: MoodCheck, days: int, a_day: int) -> MoodCheck:
    """The same check, open for so many days with so many answers on each."""
    opened = now() - timedelta(days=days)
    Activity.objects.filter(pk=mood.activity_id).update(opened_at=opened)
    found = [
        Invented({1: 3}, None, opened + timedelta(days=day, hours=1))
        for day in range(days)
        for _ in range(a_day)
    ]
    services.answer_many(mood, found)
    return MoodCheck.objects.select_related("activity__process").get(pk=mood.pk)


@pytest.mark.slow
def test_a_reminder_goes_out_only_where_the_rate_would_miss_and_once() -> None:
    slow = aged(make_mood(target=5_000, days=20), 20, 3)
    confirmed(slow, "ada@example.org", wants_news=True)
    assert services.nudge(slow)
    assert not services.nudge(slow)
    assert Message.objects.filter(kind="nudge").count() == 1
    quick = aged(make_mood(target=100, days=20), 20, 4)
    assert not services.nudge(quick)
    assert not Nudge.objects.get(mood=quick).was_sent


def test_four_weeks_after_those_who_said_they_come_are_asked() -> None:
    mood = make_mood()
    came = confirmed(mood, "a@example.org", said={3: 2}, wants_news=True)
    confirmed(mood, "b@example.org", said={3: 1}, wants_news=True)
    moment = now()
    Activity.objects.filter(pk=mood.activity_id).update(
        state="closed", opened_at=moment - timedelta(days=60), closed_at=moment - timedelta(days=29)
    )
    follow_up()
    follow_up()
    assert Message.objects.get(kind="did").answer == came
    services.say_whether_done(came, "not_yet")
    services.say_whether_done(came, "yes")
    counted = mood.tallies.filter(key__startswith="did:").values_list("key", "count")
    sums: dict[str, int] = {}
    for key, count in counted:
        sums[key] = sums.get(key, 0) + count
    assert sums == {"did:yes": 1, "did:not_yet": 0}


@pytest.mark.slow
def test_a35_the_link_to_leave_does_only_that() -> None:
    mood = make_mood()
    answer = confirmed(mood, "ada@example.org", wants_news=True)
    Message.objects.update(told_at=now())
    leave = services.LEAVE
    path = f"/moods/leave/{answer.pk}/{signed(leave, answer.pk)}/"
    assert Client().post(path).status_code == 200
    assert Client().get(path.replace("leave", "did")).status_code == 404
    answer.refresh_from_db()
    assert (answer.wants_news, answer.is_confirmed) == (False, True)


def test_a48_hidden_words_leave_the_list_and_the_answer_still_counts() -> None:
    mood = make_mood()
    confirmed(mood, "ada@example.org", words="Something rude.")
    remark = Remark.objects.get()
    assert remark.node
    joris = make_role("moderator").person
    moderation.decide(remark.node, Decision.Act.HIDDEN, reason="An insult.", by=joris)
    assert not remarks_of(mood).exists()
    assert standing_of(mood, now()).progress.total == 1


@pytest.mark.slow
@pytest.mark.parametrize("is_over", [False, True])
def test_a65_who_erases_herself_leaves_no_words_and_no_address(*, is_over: bool) -> None:
    mood = make_mood()
    bo = make_person("bo@example.org", level=1)
    answered(mood, bo, words="Il manque des bancs.")
    if is_over:
        moment = now()
        Activity.objects.filter(pk=mood.activity_id).update(state="closed", closed_at=moment)
    erasing.erase_everywhere(Person.objects.get(pk=bo.pk))
    kept = Answer.objects.get()
    assert (kept.email, kept.mailbox) == ("", None)
    assert not Remark.objects.filter(text__contains="bancs").exists()
    assert standing_of(mood, now()).progress.total == int(is_over)
    assert list(check_answers()) == []
