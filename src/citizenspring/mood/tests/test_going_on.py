"""Where people go on: after a link that confirms nothing, a wave, a gathering, a theme."""

import pytest
from django.test import Client
from django.utils.timezone import now

from citizenspring.common.strangers import forget_all
from citizenspring.mood import errors, services
from citizenspring.mood.models import MoodCheck
from citizenspring.mood.queries import missing_for_opening, results_of, themes_of
from citizenspring.mood.queries.results import AGES
from citizenspring.mood.services import GatheringFacts, Invented
from citizenspring.people.models import Letter
from citizenspring.people.tests.factories import signed_in
from citizenspring.processes.models import Activity
from citizenspring.processes.services import ActivityFacts, open_activity

from .factories import THREE, choice, confirmed, make_commune, make_mood, organiser_of, token_of

pytestmark = pytest.mark.django_db
GATHERING = GatheringFacts(THREE, THREE, None, None, "Enough people.")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget_all()


def page_of(client: Client, path: str) -> str:
    return client.get(path, headers={"accept-language": "en"}).content.decode()


def a_met_check() -> MoodCheck:
    mood = make_mood(target=1)
    confirmed(mood, "ada@example.org", said={3: 2}, wants_news=True)
    services.decide(mood.pk)
    return mood


def a_wave_of(mood: MoodCheck) -> MoodCheck:
    facts = ActivityFacts(mood.activity.title, "", None, mood.activity.closes_at)
    return services.next_wave(mood, facts, by=organiser_of(mood))


def open_wave_of(mood: MoodCheck) -> MoodCheck:
    made, olga = a_wave_of(mood), organiser_of(mood)
    rules = services.MoodRules(3, if_met=THREE, if_missed=THREE, what_changed=THREE)
    facts = ActivityFacts(mood.activity.title, "", None, mood.activity.closes_at)
    services.edit_mood(made, facts, rules, by=olga)
    open_activity(Activity.objects.get(pk=made.activity_id), by=olga)
    return made


def test_a_used_link_leads_on_to_the_mood_check() -> None:
    mood = make_mood()
    confirmed(mood, "ada@example.org")
    page = page_of(Client(), f"/moods/confirm/{token_of('ada@example.org')}/done/")
    assert f'href="{mood.page("mine")}"' in page


def test_taking_back_what_is_not_there_leads_to_the_questions() -> None:
    mood = make_mood()
    assert f'href="{mood.get_absolute_url()}"' in page_of(Client(), mood.page("withdraw"))


def test_a_wave_that_exists_is_offered_instead_of_another() -> None:
    mood = make_mood()
    made, olga = a_wave_of(mood), signed_in(organiser_of(mood))
    assert f'href="{made.page("edit")}"' in page_of(olga, mood.page("wave"))
    page = page_of(olga, mood.page("edit"))
    assert f'href="{made.page("edit")}"' in page
    assert f'href="{mood.page("wave")}"' not in page


@pytest.mark.slow
def test_the_mail_about_a_wave_leads_to_its_questions() -> None:
    mood = make_mood()
    confirmed(mood, "ada@example.org", wants_news=True)
    services.tell_some()
    made = open_wave_of(mood)
    services.tell_some()
    letter = Letter.objects.filter(to="ada@example.org").latest("written_at")
    assert f"{made.get_absolute_url()}\n" in letter.text


def test_the_mail_about_a_gathering_leads_to_it() -> None:
    mood = a_met_check()
    services.tell_some()
    made = services.call_gathering(mood, GATHERING, by=organiser_of(mood))
    services.tell_some()
    letter = Letter.objects.filter(to="ada@example.org").latest("written_at")
    assert f"{made.get_absolute_url()}\n" in letter.text


@pytest.mark.slow
def test_a_gathering_is_called_once_however_often_the_button_is_pressed() -> None:
    mood = a_met_check()
    services.call_gathering(mood, GATHERING, by=organiser_of(mood))
    with pytest.raises(errors.GatheringCalled):
        services.call_gathering(mood, GATHERING, by=organiser_of(mood))
    other = GatheringFacts({"fr": "Encore"}, THREE, None, None, "Many people.")
    services.call_gathering(mood, other, by=organiser_of(mood))


def test_a_theme_shows_a_sentence_that_many_wrote_once() -> None:
    mood, home = make_mood(), make_commune()
    said = [Invented({1: 3}, home, now(), words={2: "Pas assez de bancs ici."}) for _ in range(12)]
    services.answer_many(mood, said)
    services.publish(mood)
    assert themes_of(mood)
    for theme in themes_of(mood):
        texts = [remark.text for remark in theme.remarks]
        assert len(texts) == len(set(texts))
        assert theme.count >= len(texts)


def test_ages_stand_from_the_youngest_on() -> None:
    mood, home = make_mood(asks_age=True), make_commune()
    ages = ["65_plus"] * 12 + ["18_64"] * 12 + ["under_18"] * 12
    services.answer_many(mood, [Invented({1: 3}, home, now(), age=age) for age in ages])
    services.publish(mood)
    results = results_of(mood, {})
    assert results
    assert [label for label, *_figures in results.ages] == list(AGES.values())


def test_options_that_lack_a_language_are_named_as_such() -> None:
    question = choice("Monday", "Tuesday")
    question.options[0].pop("en")
    mood = make_mood(is_open=False, questions=[question])
    assert any("offers" in str(one) or "propose" in str(one) for one in missing_for_opening(mood))


@pytest.mark.slow
def test_the_process_tells_a_wave_from_the_one_before() -> None:
    mood = make_mood()
    open_wave_of(mood)
    page = page_of(Client(), mood.activity.process.get_absolute_url())
    assert page.count("<span>asked again</span>") == 1
