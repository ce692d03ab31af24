"""A gathering of 180 in a real browser, from the call to what its cards became.

With ``FILM=folder`` each step leaves its picture there: that is how the film in
docs/tutorial/a-gathering.md is made.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db.models import F
from django.urls import reverse
from playwright.sync_api import Page, expect

from citizenspring.gatherings.background import seat_people
from citizenspring.gatherings.models import Arrival, Gathering, Registration, SeatingPlan
from citizenspring.gatherings.queries import current_plan, table_of
from citizenspring.gatherings.services import check_in
from citizenspring.harvests.background import group_cards
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.tests.factories import make_map
from citizenspring.people.models import Person, Role
from citizenspring.people.tests.factories import make_person, signed_in
from citizenspring.processes.models import Process
from citizenspring.processes.tests.factories import make_open_process, make_role
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.queries import results_of
from citizenspring.rounds.services import take, take_votes
from citizenspring.testing.browsing import Visit
from citizenspring.threads.models import Edge

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Arrive = Callable[..., Visit]
PEOPLE, AWAY, VOTERS = 180, 24, 60
CARE = ("access", "interpreting", "childcare", "meals", "transport")
# What tables say in such a gathering, in the languages of the city.
SAID = (
    ("fr", "Plus d'arbres dans la rue de l'école."),
    ("nl", "Meer bomen in onze straten."),
    ("en", "Plant trees along the school street."),
    ("fr", "Des bancs à l'ombre pour les personnes âgées."),
    ("nl", "Banken in de schaduw op het plein."),
    ("fr", "De l'eau potable près des plaines de jeux."),
    ("nl", "Drinkwater bij elk speelplein."),
    ("en", "A fountain with drinking water at the playground."),
    ("fr", "Ralentir les voitures devant l'école."),
    ("nl", "Auto's moeten trager rijden aan de school."),
)


@dataclass
class Film:
    """Takes a picture of each step where somebody asked for it."""

    folder: Path | None
    count: int = 0

    def shot(self, page: Page, name: str) -> None:
        self.count += 1
        if self.folder:
            page.evaluate("scrollTo(0, 0)")
            path = self.folder / f"{self.count:02d}-{name}.jpg"
            page.screenshot(path=path, type="jpeg", quality=72)


@pytest.fixture
def film() -> Film:
    asked = os.environ.get("FILM", "")
    if asked:
        Path(asked).mkdir(parents=True, exist_ok=True)
    return Film(Path(asked) if asked else None)


def enter(visitor: Visit, person: Person) -> Visit:
    name = settings.SESSION_COOKIE_NAME
    value = signed_in(person).cookies[name].value
    visitor.context.add_cookies([{"name": name, "value": value, "url": visitor.site}])
    return visitor


def go(page: Page, name: str) -> None:
    """By keyboard, a button or a link that looks like one; the next page is there afterwards."""
    button = page.get_by_role("button", name=name, exact=True)
    with page.expect_navigation():
        button.or_(page.get_by_role("link", name=name, exact=True)).first.press("Enter")


@pytest.mark.django_db(transaction=True)
def test_180_people_from_the_call_to_what_their_cards_became(
    visit: Arrive, film: Film, tmp_path: Path
) -> None:
    process = make_open_process()
    opinion_map = make_map(process=process)
    olga = enter(visit(language="en", width=1280), official("organiser", process))
    gathering = call(olga, film, process)
    ada = register(visit(language="en"), film, gathering)
    bring_in(olga, gathering, tmp_path)
    the_day_begins(gathering)
    seat(olga, film, gathering)
    vera = enter(visit(language="en"), official("verifier", process))
    let_in(vera, film, gathering)
    seat_again(olga, film, gathering)
    find_table(ada, film, gathering)
    run = begin(olga, film, gathering)
    lead_table(visit(language="en"), film, run)
    wall = visit(language="en", width=1280)
    watch(wall, film, run)
    to_the_choice(olga, run)
    choose(ada, film, run)
    finish(olga, wall, film, run)
    harvest(olga, film, run, opinion_map)
    look_back(ada, film, run)


def official(kind: str, process: Process) -> Person:
    return make_role(make_person(name=kind.title()), Role.Kind(kind), process.pk)


def call(olga: Visit, film: Film, process: Process) -> Gathering:
    page = olga.open(reverse("gatherings:new", args=[process.slug]))
    for language in ("fr", "nl", "en"):
        page.fill(f"[name=title_{language}]", "The school street")
        for part in CARE:
            page.fill(f"[name={part}_{language}]", "Step-free, free of charge, on the spot.")
    page.fill("[name=place]", "Halles Saint-Géry")
    page.fill("[name=address]", "Place Saint-Géry 1, 1000 Bruxelles")
    page.fill("[name=starts_at]", "2198-05-10T10:00")
    page.fill("[name=ends_at]", "2198-05-10T17:00")
    page.fill("[name=capacity]", str(PEOPLE))
    for language in ("fr", "nl", "en"):
        page.check(f"[name=tables_speak][value={language}]")
    for ask in ("commune", "age", "gender"):
        page.check(f"[name=asks][value={ask}]")
    film.shot(page, "organiser-calls")
    go(page, "Save")
    go(page, "Open registration now")
    with page.expect_navigation():
        page.locator("main form button").first.press("Enter")
    return Gathering.objects.select_related("activity__process").get()


def register(ada: Visit, film: Film, gathering: Gathering) -> Visit:
    page = ada.open(gathering.get_absolute_url())
    film.shot(page, "phone-invitation")
    go(page, "Register")
    page.fill("[name=name]", "Ada")
    page.check("[name=speaks][value=en]")
    page.check("[name=speaks][value=fr]")
    with page.expect_navigation():
        page.locator("main form button").last.press("Enter")
    film.shot(page, "phone-ticket")
    assert Registration.objects.get().is_coming
    return ada


def bring_in(olga: Visit, gathering: Gathering, folder: Path) -> None:
    """The others registered elsewhere, and come as a list."""
    spoken = ("fr", "fr;nl", "nl;fr", "fr;en", "nl", "fr")
    ages, genders = ("18_34", "35_64", "65_plus"), ("woman", "man")
    lines = ["name,language,age,gender"]
    lines += [
        f"Person {number},{spoken[number % 6]},{ages[number % 3]},{genders[number // 3 % 2]}"
        for number in range(1, PEOPLE)
    ]
    file = folder / "people.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    page = olga.open(gathering.page("bring-in"))
    page.set_input_files("[name=file]", file)
    with page.expect_navigation():
        page.locator("main form button").last.press("Enter")
    assert gathering.registrations.filter(state="coming").count() == PEOPLE


def the_day_begins(gathering: Gathering) -> None:
    ahead = gathering.starts_at - Arrival._meta.get_field("at").get_default()
    Gathering.objects.filter(pk=gathering.pk).update(
        starts_at=F("starts_at") - ahead, ends_at=F("ends_at") - ahead
    )
    gathering.refresh_from_db()


def seat(olga: Visit, film: Film, gathering: Gathering) -> None:
    page = olga.open(gathering.page("room"))
    go(page, "Seat people")
    go(page, "Work out the seats")
    assert seat_people() == 1
    page.reload()
    film.shot(page, "organiser-room")
    assert olga.axe() == []
    plan = current_plan(gathering)
    assert plan
    assert plan.placed.count() == PEOPLE


def let_in(vera: Visit, film: Film, gathering: Gathering) -> None:
    page = vera.open(gathering.page("doors"))
    page.fill("[name=door]", "North")
    with page.expect_navigation():
        page.locator("main form button").first.press("Enter")
    ada, *others = gathering.registrations.order_by("number")
    page.fill("[name=ticket]", ada.ticket)
    page.get_by_role("button", name="Let in", exact=True).press("Enter")
    expect(page.get_by_text("Come in").first).to_be_visible()
    film.shot(page, "door")
    by = Person.objects.get(name="Verifier")
    for one in others[: PEOPLE - AWAY - 1]:
        one.gathering = gathering
        check_in(gathering, one, by=by, door="South")
    assert gathering.arrivals.count() == PEOPLE - AWAY


def seat_again(olga: Visit, film: Film, gathering: Gathering) -> None:
    page = olga.open(gathering.page("room"))
    go(page, "Seat again with those who came")
    assert seat_people() == 1
    page.reload()
    go(page, "Show the seats to everybody")
    film.shot(page, "organiser-seated-again")
    plan = current_plan(gathering)
    assert plan
    assert (plan.why, plan.placed.count()) == (SeatingPlan.Why.AGAIN, PEOPLE - AWAY)


def find_table(ada: Visit, film: Film, gathering: Gathering) -> None:
    page = ada.open(f"/g/{gathering.code}")
    number = table_of(gathering.registrations.get(name="Ada"))
    expect(page.locator("main").get_by_text(str(number), exact=True).first).to_be_visible()
    film.shot(page, "phone-table")
    assert ada.axe() == []


def begin(olga: Visit, film: Film, gathering: Gathering) -> Run:
    page = olga.open(reverse("rounds:conduct", args=gathering_at(gathering)))
    page.check("[name=method][value=blank-sheet]")
    go(page, "Prepare it")
    run = gathering.runs.get()
    press(page, "#act-start")
    press(page, "#act-skip")
    film.shot(page, "organiser-conducts")
    assert olga.axe() == []
    return run


def gathering_at(gathering: Gathering) -> list[str]:
    return [gathering.activity.process.slug, gathering.activity.slug]


def press(page: Page, button: str) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(button).press("Enter")
    page.reload()


def lead_table(phone: Visit, film: Film, run: Run) -> None:
    """One table's cards by thumb, some of them without network; the others' come as their own."""
    tables = list(run.gathering.tables.all())
    page = phone.open(reverse("rounds:table", args=[tables[0].key]))
    page.locator("html[data-phone=ready]").wait_for(state="attached")
    write(page, "Trees for the school street")
    network = page.locator("[data-network]")
    expect(network).to_have_text("All is saved.")
    phone.context.set_offline(offline=True)
    write(page, "A bench in the shade")
    write(page, "Water at the playground")
    expect(network).to_have_text("2 cards wait for the network.")
    film.shot(page, "phone-facilitator-offline")
    phone.context.set_offline(offline=False)
    expect(network).to_have_text("All is saved.")
    phone.complaints[:] = [said for said in phone.complaints if "net::ERR" not in said]
    assert run.cards.count() == 3
    for table in tables[1:]:
        said = [SAID[(table.number + more) % len(SAID)] for more in range(3)]
        take(run, table, [card(text, language, table.number) for language, text in said])
    page.reload()
    expect(network).to_have_text("All is saved.")
    film.shot(page, "phone-facilitator")
    assert phone.axe() == []


def write(page: Page, text: str) -> None:
    page.fill("#new-card", text)
    page.keyboard.press("Enter")
    expect(page.locator(".phone-card").filter(has_text=text)).to_be_visible()


def card(text: str, language: str, table: int, phase: str = "concerns") -> dict[str, object]:
    return {
        "key": str(uuid4()),
        "kind": "card",
        "card": str(uuid4()),
        "phase": phase,
        "turn": 1,
        "text": f"{text} ({table})",
        "language": language,
        "theme": "",
        "position": 1,
        "knows": None,
    }


def watch(wall: Visit, film: Film, run: Run) -> None:
    group_cards()
    page = wall.open(reverse("harvests:wall", args=gathering_at(run.gathering)))
    expect(page.locator(".wall-themes li").first).to_be_visible()
    film.shot(page, "wall-themes")
    assert wall.axe() == []
    assert "Ada" not in page.content()


def to_the_choice(olga: Visit, run: Run) -> None:
    page = olga.open(reverse("rounds:conduct", args=gathering_at(run.gathering)))
    for _ in range(3):
        press(page, "#act-skip")
    for table in run.gathering.tables.all():
        take(run, table, [card(SAID[table.number % 10][1], "fr", table.number, "solutions")])
    press(page, "#act-skip")


def choose(ada: Visit, film: Film, run: Run) -> None:
    page = ada.open(reverse("rounds:room", args=gathering_at(run.gathering)))
    page.locator("[data-ballot] input[type=checkbox]").first.check(force=True)
    film.shot(page, "phone-votes")
    assert ada.axe() == []
    page.locator(".ballot-send button").press("Enter")
    expect(page.locator("[data-ballot] input:checked").first).to_be_attached()
    keys = [str(one.key) for one in run.cards.filter(phase="solutions").order_by("table")]
    others = run.gathering.arrivals.exclude(registration__name="Ada")[:VOTERS]
    for number, arrival in enumerate(others):
        liked = keys[0], keys[1 + number % 3], keys[4 + number % 7]
        dots = dict(zip(liked, (2, 2, 1), strict=True))
        take_votes(run, arrival.voice, dots, sent=uuid4(), phase="choose")


def finish(olga: Visit, wall: Visit, film: Film, run: Run) -> None:
    page = olga.open(reverse("rounds:conduct", args=gathering_at(run.gathering)))
    press(page, "#act-skip")
    result = results_of(run, "choose")
    assert result
    assert sum(one.score for one in result.scores) == 5 * VOTERS + 1
    shown = wall.open(reverse("harvests:wall", args=gathering_at(run.gathering)) + "?show=results")
    expect(shown.locator(".wall-results li").first).to_be_visible()
    film.shot(shown, "wall-result")
    page.goto(olga.site + reverse("rounds:end", args=[*gathering_at(run.gathering), run.number]))
    with page.expect_navigation():
        page.locator("main form button").first.press("Enter")
    run.refresh_from_db()
    assert len(run.digest) == 64


def harvest(olga: Visit, film: Film, run: Run, opinion_map: OpinionMap) -> None:
    where = gathering_at(run.gathering)
    page = olga.open(reverse("harvests:themes", args=where))
    film.shot(page, "organiser-themes")
    page = olga.open(reverse("harvests:publish", args=where))
    go(page, "Publish it now")
    page = olga.open(reverse("harvests:harvest", args=where))
    film.shot(page, "harvest")
    assert olga.axe() == []
    page = olga.open(reverse("harvests:send", args=where))
    before = Statement.objects.filter(map=opinion_map).count()
    chosen = page.locator("input[name=card]").first
    chosen.check()
    page.fill("[name=reason]", "The room gave it most dots.")
    goal = page.locator("select[name=goal] option").filter(has_text="Cool streets").first
    page.select_option("select[name=goal]", goal.get_attribute("value"))
    key = str(chosen.get_attribute("value"))
    go(page, "Make it so")
    assert Statement.objects.filter(map=opinion_map).count() == before + 1
    node = Card.objects.get(pk=key).node
    assert node
    assert Edge.objects.filter(source=node, target__kind="statement").exists()
    film.shot(olga.open(node.get_absolute_url()), "thread")


def look_back(ada: Visit, film: Film, run: Run) -> None:
    where = gathering_at(run.gathering)
    film.shot(ada.open(reverse("harvests:minutes", args=where)), "phone-minutes")
    assert ada.axe() == []
    page = ada.open(reverse("gatherings:exit", args=where))
    page.locator("main form input[type=radio][value='5']").first.check()
    film.shot(page, "phone-how-was-it")
    go(page, "Send")
    assert Arrival.objects.filter(registration__name="Ada", has_answered=True).exists()
    assert timedelta(0) < run.gathering.ends_at - run.gathering.starts_at
