"""The pages of ideas: found, proposed, changed, supported, hidden."""

from typing import Any

import pytest
from django.test import Client

from citizenspring.budgets import services
from citizenspring.budgets.models import Idea, Round
from citizenspring.budgets.services import IdeaFacts
from citizenspring.city.models import Territory
from citizenspring.city.services import load_city
from citizenspring.people.tests.factories import make_guest, signed_in

from .factories import make_round_in_stage

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
BENCHES = IdeaFacts(title="Benches in the shade", text="Old people need to sit.", language="en")
SENT = {"title": "Banken in de schaduw", "text": "Ouderen willen zitten.", "language": "nl"}


def collecting(*ideas: IdeaFacts) -> Round:
    budget = make_round_in_stage(Round.Stage.IDEAS)
    for facts in ideas:
        services.propose_idea(budget, facts, by=make_guest())
    return budget


@pytest.mark.slow
def test_what_is_like_it_in_another_language_is_shown_first(client: Client) -> None:
    budget = collecting(BENCHES, IdeaFacts(title="A drinking fountain in the park"))
    page = client.post(budget.page("propose"), SENT)
    assert [idea.number for idea in page.context["similar"]] == [1]
    assert page.context["form"]["title"].value() == SENT["title"]
    assert Idea.objects.count() == 2
    answer = client.post(budget.page("propose"), {**SENT, "none_of_these": "1"})
    made = Idea.objects.get(number=3)
    assert (answer.status_code, answer["location"]) == (302, made.get_absolute_url())


def test_while_typing_the_fragment_lists_it_and_never_hidden_ones(client: Client) -> None:
    budget = collecting(BENCHES)
    assert BENCHES.title in client.post(budget.page("similar"), SENT).content.decode()
    Idea.objects.update(state=Idea.State.HIDDEN)
    assert BENCHES.title not in client.post(budget.page("similar"), SENT).content.decode()


def test_everything_said_in_the_form_is_kept(client: Client) -> None:
    load_city()
    budget = collecting()
    more = {"theme": "care", "commune": "21004", "place": "Rue Haute", "cost_guess": "25 000,50 €"}
    point = {"latitude": "50.84", "longitude": "4.35"}
    client.post(budget.page("propose"), {**SENT, **more, **point})
    idea = Idea.objects.get()
    assert (idea.theme, idea.place, idea.latitude) == ("care", "Rue Haute", 50.84)
    assert idea.territory == Territory.objects.get(code="21004")
    assert str(idea.cost_guess) == "25000.50"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "?!"}, "has no title yet"),
        ({"cost_guess": "-5"}, "Write an amount above zero"),
        ({"latitude": "1", "longitude": "1"}, "This point is not in the city"),
        ({"language": "ar"}, "choose the language you wrote in"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, wrong: dict[str, str], said: str
) -> None:
    load_city()
    budget = collecting()
    page = client.post(budget.page("propose"), {**SENT, **wrong}, headers=ENGLISH)
    assert said in page.content.decode()
    assert "Ouderen willen zitten.</textarea>" in page.content.decode()
    assert not Idea.objects.exists()


@pytest.mark.slow
def test_a51_words_that_look_like_code_stay_words_on_every_page(client: Client) -> None:
    bad = "<img src=x onerror=alert(1)>{{ 7*7 }}"
    facts = IdeaFacts(title=bad, text=bad, place=bad, latitude=50.84, longitude=4.35)
    budget = collecting(facts)
    for page in ("ideas", "idea-map"):
        body = client.get(budget.page(page)).content.decode()
        assert "<img src=x" not in body
        assert "{{ 7*7 }}" in body
    assert "<img src=x" not in client.get(Idea.objects.get().get_absolute_url()).content.decode()


@pytest.mark.slow
def test_the_list_is_found_by_words_theme_commune_and_order(client: Client) -> None:
    load_city()
    ixelles = Territory.objects.get(code="21009")
    school = IdeaFacts(title="Une École verte", theme="school", territory=ixelles)
    budget = collecting(BENCHES, school, IdeaFacts(title="Trees"))
    services.support_idea(Idea.objects.get(number=1), by=make_guest())

    def numbers(**query: Any) -> list[int]:
        page = client.get(budget.page("ideas"), query).context["page"]
        return [idea.number for idea in page]

    assert numbers() == [3, 2, 1]
    assert numbers(sort="supported") == [1, 3, 2]
    assert numbers(q="ecole") == numbers(theme="school") == numbers(commune="21009") == [2]
    assert numbers(q="zzz' | !") == []
    assert numbers(commune="x") == numbers(page="10000000000000") == [3, 2, 1]
    body = client.get(budget.page("idea-map")).content.decode()
    assert "?commune=21009" in body


def test_one_supports_from_the_page_and_takes_it_back(client: Client) -> None:
    idea = Idea.objects.get(round=collecting(BENCHES))
    address = idea.get_absolute_url()
    client.post(f"{address}support/", {"support": "yes"})
    assert "You support it" in client.get(address, headers=ENGLISH).content.decode()
    client.post(f"{address}support/", {"support": "no"})
    idea.refresh_from_db()
    assert idea.supporters == 0


def test_a_hidden_idea_keeps_its_page_without_its_words(client: Client) -> None:
    ada = make_guest()
    idea = services.propose_idea(collecting(), BENCHES, by=ada)
    services.withdraw_idea(idea, by=ada)
    body = client.get(idea.get_absolute_url(), headers=ENGLISH).content.decode()
    assert "took this idea back" in body
    assert BENCHES.title not in body
    assert BENCHES.title in signed_in(ada).get(idea.get_absolute_url()).content.decode()


def test_its_author_changes_it_on_its_page() -> None:
    budget, ada = collecting(), make_guest()
    idea = services.propose_idea(budget, BENCHES, by=ada)
    hers = signed_in(ada)
    assert BENCHES.title in hers.get(budget.page("idea-edit", 1)).content.decode()
    hers.post(budget.page("idea-edit", 1), {**SENT, "title": "Lange banken"})
    idea.refresh_from_db()
    assert idea.title == "Lange banken"
