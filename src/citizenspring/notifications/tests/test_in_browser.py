"""News in a real browser, with the keyboard, on a phone."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from citizenspring.notifications.leaving import EVERYTHING, token_for
from citizenspring.notifications.models import Choice, News
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import wants_news
from citizenspring.people.tests.factories import make_person, make_role, signed_in
from citizenspring.testing.browsing import Visit
from citizenspring.threads.models import Edge, Part
from citizenspring.threads.services import link, take_part
from citizenspring.threads.tests.factories import make_node

from .factories import PLAIN, make_news, make_reader

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(visit: Visit, person: Person) -> None:
    cookie = signed_in(person).cookies["sessionid"]
    visit.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visit.site}])


def test_she_reads_her_news_and_the_bell_falls_silent(visit: Callable[..., Visit]) -> None:
    ada, seen = make_person(), visit(language="en")
    card = make_node("Too hot here")
    take_part(ada, card, Part.Kind.WROTE)
    link(card, Edge.Kind.BECAME, make_node("Shade for all"), reason="Agreed.", by=None)
    sign_in(seen, ada)
    page = seen.open("/news/")
    expect(page.locator(".news-count")).to_contain_text("1")
    assert seen.axe() == []
    assert not seen.is_wider_than_window()
    seen.tab_to("Shade for all")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thread/**")
    expect(page.locator(".news-count")).to_have_count(0)
    assert News.objects.get().read_at


def test_she_chooses_how_often_with_the_keyboard(visit: Callable[..., Visit]) -> None:
    ada, seen = make_person(), visit(language="en")
    sign_in(seen, ada)
    page = seen.open("/news/settings/")
    assert seen.axe() == []
    assert not seen.is_wider_than_window()
    page.get_by_label("I would like news by mail").focus()
    page.keyboard.press("Space")
    page.get_by_label("What became of what I took part in").select_option("weekly")
    seen.tab_to("Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert wants_news(ada)
    assert Choice.objects.get(person=ada, kind="thread.step").rhythm == "weekly"


def test_she_leaves_by_the_link_without_signing_in(visit: Callable[..., Visit]) -> None:
    ada, seen = make_reader(), visit(language="en")
    page = seen.open(f"/leave/{token_for(ada.pk, EVERYTHING)}/")
    assert seen.axe() == []
    seen.tab_to("Stop this mail")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    assert not wants_news(ada)


def test_an_organiser_sees_how_mail_goes(visit: Callable[..., Visit]) -> None:
    make_news(make_reader(), kind=PLAIN.code)
    seen = visit(language="en")
    sign_in(seen, make_role(Role.Kind.ORGANISER).person)
    page = seen.open("/mail/")
    expect(page.get_by_text("1 message: 0 sent")).to_be_visible()
    assert seen.axe() == []
    assert not seen.is_wider_than_window()


def test_the_service_worker_shows_what_a_push_brings(visit: Callable[..., Visit]) -> None:
    seen = visit(language="en")
    seen.context.grant_permissions(["notifications"], origin=seen.site)
    page = seen.open("/about/")
    tools = seen.context.new_cdp_session(page)
    known: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: known.extend(one["registrationId"] for one in event["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    page.evaluate(
        "navigator.serviceWorker.register('/news-worker.js')"
        ".then(() => navigator.serviceWorker.ready).then(() => true)"
    )
    shown = {"title": "Shade", "body": "Agreed.", "url": "/news/1/", "tag": "1", "lang": "en"}
    message = {"origin": seen.site, "registrationId": known[-1], "data": json.dumps(shown)}
    tools.send("ServiceWorker.deliverPushMessage", message)
    look = (
        "navigator.serviceWorker.ready.then(r => r.getNotifications())"
        ".then(all => all.map(one => [one.title, one.body, one.data.url]))"
    )
    page.wait_for_function(f"{look}.then(all => all.length)")
    assert page.evaluate(look) == [["Shade", "Agreed.", "/news/1/"]]
