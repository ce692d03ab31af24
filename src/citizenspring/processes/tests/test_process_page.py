"""The page of a process."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from citizenspring.people.tests.factories import signed_in
from citizenspring.processes import services
from citizenspring.processes.models import Process
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link, open_node

from .factories import (
    make_activity,
    make_commune,
    make_facilitator,
    make_member,
    make_open_activity,
    make_open_process,
    make_organiser,
    make_process,
)

pytestmark = pytest.mark.django_db


def page(process: Process, client: Client | None = None, language: str = "en") -> str:
    address = process.get_absolute_url()
    answer = (client or Client()).get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_speaks_the_readers_language() -> None:
    process = make_open_process()
    assert "Hoe koelen we onze straten?" in page(process, language="nl")
    assert "How do we cool our streets?" in page(process, language="en")


def test_a_text_in_another_language_says_which() -> None:
    process = make_open_process(
        question={"fr": "Et le bruit ?"}, promise={"fr": "Oui."}, languages=["fr"]
    )
    assert '<span lang="fr" dir="ltr">Et le bruit\u00a0?</span>' in page(process, language="nl")


def test_a_draft_exists_only_for_those_who_make_it() -> None:
    process = make_process()
    fay, bo = make_facilitator(scope=process.pk), make_member()
    assert Client().get(process.get_absolute_url()).status_code == 404
    assert signed_in(bo).get(process.get_absolute_url()).status_code == 404
    assert signed_in(fay).get(process.get_absolute_url()).status_code == 200


def test_activities_in_parallel_each_show_themselves() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    for title in ("Walk in the shade", "Letter to the mayor"):
        make_open_activity(process, by=ada, title={"en": title})
    make_activity(process, by=ada, title={"en": "Not ready"})
    shown = page(process)
    assert "Walk in the shade" in shown
    assert "Letter to the mayor" in shown
    assert "Not ready" not in shown


def test_rough_dates_stay_rough() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    spring = services.PhaseFacts(
        {"en": "Trial"}, date(2027, 3, 1), date(2027, 5, 31), is_approximate=True
    )
    services.add_phase(process, spring, by=ada)
    assert "spring 2027" in page(process)


def test_the_phase_of_today_is_marked() -> None:
    ada, today = make_organiser(), localdate()
    process = make_open_process(by=ada)
    facts = services.PhaseFacts({"en": "Listening"}, today, today + timedelta(days=3))
    services.add_phase(process, facts, by=ada)
    assert 'aria-current="step"' in page(process)


def test_a_step_quotes_what_it_came_from_and_puts_the_verb_with_what_it_became() -> None:
    process = make_open_process()
    words = open_node("statement", title="Shade.", language="en", within=process.node)
    became = open_node("proposal", title="Awnings", language="en")
    link(words, Edge.Kind.BECAME, became, reason="Shared.", by=None, reasons={"nl": "Gedeeld."})
    shown = page(process)
    assert "<q>Shade.</q>" in shown
    address = became.get_absolute_url()
    assert f'<span class="soft">became</span> <a href="{address}">Awnings</a>' in shown
    assert "<p>Gedeeld.</p>" in page(process, language="nl")


def test_what_it_led_to_stands_on_it_and_in_its_feed() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada, territories=[make_commune()])
    pilot = open_node("pilot", title="Awnings in the rue Haute", language="en")
    link(process.node, Edge.Kind.TESTED_IN, pilot, reason="Cheapest to try first.", by=ada)
    hidden = open_node("pilot", title="Secret plan", language="en", is_public=False)
    link(process.node, Edge.Kind.TESTED_IN, hidden, reason="Not yet shown.", by=ada)
    feed = Client().get(f"{process.get_absolute_url()}feed/").content.decode()
    for shown in (page(process), feed):
        assert "Awnings in the rue Haute" in shown
        assert "Cheapest to try first." in shown
        assert "Secret plan" not in shown


def test_words_cannot_become_markup() -> None:
    process = make_open_process(question={"fr": "a", "nl": "b", "en": "<script>x</script>"})
    assert "<script>x" not in page(process)


@pytest.mark.slow
def test_its_queries_do_not_grow_with_its_activities(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    for number in range(12):
        make_open_activity(process, by=ada, title={"en": f"Walk {number}"})
    with django_assert_max_num_queries(8):
        page(process)
