"""The pages of a harvest, as everybody and as the team see them."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from citizenspring.gatherings.tests.factories import make_helper, registered
from citizenspring.harvests.addresses import card_address, page
from citizenspring.harvests.models import Theme, ThemeAct
from citizenspring.harvests.services import publish_what_came_later
from citizenspring.moderation.kinds import contribution_of, kind_of
from citizenspring.people.tests.factories import signed_in
from citizenspring.rounds.models import Card, Run

from .factories import make_cards, make_harvested


@pytest.fixture
def run() -> Run:
    return make_harvested()


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_the_harvest_shows_themes_tables_and_cards(client: Client, run: Run) -> None:
    text = read(client, page(run.gathering, "harvest"))
    assert "Encore des arbres dans nos rues." in text
    assert "?table=7" in text
    assert "/harvest/" in read(client, run.gathering.get_absolute_url())


@pytest.mark.django_db
def test_a_card_stands_at_its_address_and_its_thread_names_the_table(
    client: Client, run: Run
) -> None:
    card = run.cards.all()[2]
    address = card_address(run.gathering, card)
    text = read(client, address.split("#")[0])
    assert f'id="{address.split("#")[1]}"' in text
    assert '<span lang="nl" dir="ltr">Meer bomen in onze straten.</span>' in text
    assert card.node
    assert "Table 3" in read(client, card.node.get_absolute_url())


@pytest.mark.django_db
def test_cards_are_found_by_theme_phase_and_language(client: Client, run: Run) -> None:
    cards, trees = page(run.gathering, "cards"), run.themes.all()[0]
    by_theme = read(client, f"{cards}?theme={trees.pk}")
    assert by_theme.count('class="slip"') == 3
    assert read(client, f"{cards}?language=en").count('class="slip"') == 2
    assert read(client, f"{cards}?phase=1.concerns").count('class="slip"') == 7
    assert 'class="slip"' not in read(client, f"{cards}?phase=9.none")
    assert 'class="slip"' not in read(client, f"{cards}?phase=²")
    assert read(client, f"{cards}?table=x&theme=y").count('class="slip"') == 7


@pytest.mark.django_db
def test_nobodys_name_stands_in_harvest_minutes_or_files(client: Client, run: Run) -> None:
    registered(run.gathering, name="Zénobie Secrète")
    for name in ("harvest", "cards", "minutes", "csv", "json"):
        assert "Zénobie" not in read(client, page(run.gathering, name))


@pytest.mark.django_db
def test_files_hold_every_card_and_no_formula(client: Client, run: Run) -> None:
    Card.objects.filter(pk=run.cards.all()[0].pk).update(text="=1+1 arbre")
    publish_what_came_later()
    assert "'=1+1 arbre" in read(client, page(run.gathering, "csv"))
    found = json.loads(read(client, page(run.gathering, "json")))
    assert {one["table"] for one in found["cards"]} == set(range(1, 8))
    assert {one["theme"] for one in found["cards"]} == {"arbres", "bus", ""}


@pytest.mark.django_db
def test_the_minutes_are_a_page_and_a_document(client: Client, run: Run) -> None:
    make_cards(run, (("ar", "المزيد من الأشجار في شوارعنا"),))
    publish_what_came_later()
    text = read(client, page(run.gathering, "minutes"))
    assert '<span lang="ar" dir="rtl">' in text
    assert "La feuille blanche" in text
    answer = client.get(page(run.gathering, "minutes-pdf"))
    assert answer.content.startswith(b"%PDF")


@pytest.mark.django_db
def test_a_hidden_card_is_nowhere_and_comes_back(client: Client, run: Run) -> None:
    card = run.cards.all()[0]
    assert card.node
    assert kind_of(card.node).hide(card.node)
    for name in ("harvest", "cards", "minutes", "csv"):
        assert card.text not in read(client, page(run.gathering, name))
    assert kind_of(card.node).show(card.node)
    assert card.text in read(client, page(run.gathering, "cards"))


@pytest.mark.django_db
def test_a_card_hidden_from_the_wall_is_gone_from_the_pages_at_once(
    client: Client, run: Run
) -> None:
    card = run.cards.all()[0]
    Card.objects.filter(pk=card.pk).update(is_hidden=True)
    for name in ("harvest", "cards", "minutes", "csv", "json"):
        assert card.text not in read(client, page(run.gathering, name))
    assert publish_what_came_later() == 1
    assert not Card.objects.filter(pk=card.pk, node__is_public=True).exists()


@pytest.mark.django_db
def test_a_card_can_be_reported(client: Client, run: Run) -> None:
    node = run.cards.all()[0].node
    assert node
    assert "Table 1" in read(client, reverse("moderation:report", args=[node.pk]))


@pytest.mark.django_db
def test_no_theme_keeps_a_word_that_only_a_hidden_card_had(client: Client, run: Run) -> None:
    card, other = run.cards.filter(grouped__theme=run.themes.all()[0])[:2]
    Card.objects.filter(pk=card.pk).update(text="Peeters vole nos arbres")
    theme = run.themes.all()[0]
    Theme.objects.filter(pk=theme.pk).update(words=["arbres", "Peeters"])
    publish_what_came_later()
    assert "Peeters" in read(client, page(run.gathering, "harvest"))
    assert card.node
    kind_of(card.node).hide(card.node)
    theme.refresh_from_db()
    assert theme.words == ["arbres"]
    assert theme.node
    assert theme.node.title == "arbres"
    assert "Peeters" not in read(client, page(run.gathering, "harvest"))
    assert other.grouped.theme_id == theme.pk


@pytest.mark.django_db
def test_erased_words_are_gone_everywhere(run: Run) -> None:
    card = run.cards.all()[0]
    assert card.node
    assert contribution_of(card.node).text == card.text
    kind = kind_of(card.node)
    kind.hide(card.node)
    kind.erase(card.node)
    publish_what_came_later()
    card.node.refresh_from_db()
    assert card.text not in f"{card.node.title}{card.node.titles}"
    assert not kind.show(card.node)


@pytest.mark.django_db
def test_a_facilitator_merges_splits_and_undoes_by_plain_forms(client: Client, run: Run) -> None:
    signed_in(make_helper(run.gathering), client)
    trees, buses = run.themes.all()
    address = page(run.gathering, "themes")
    client.post(address, {"theme": [trees.pk, buses.pk]})
    assert Theme.objects.filter(merged_into__isnull=False).count() == 1
    act = ThemeAct.objects.get()
    undo = page(run.gathering, "undo", act.pk)
    assert undo in read(client, address)
    client.post(undo)
    assert not Theme.objects.filter(merged_into__isnull=False).exists()
    card = trees.placed.all()[0].card_id
    said = {"act": "split", "card": [card], "title": "Shade"}
    client.post(page(run.gathering, "theme", trees.pk), said)
    client.post(page(run.gathering, "loose"), {"card": run.cards.last().pk, "into": str(buses.pk)})  # type: ignore[union-attr]  # it has cards
    assert Theme.objects.get(title="Shade").placed.count() == 1
    assert buses.placed.count() == 4


@pytest.mark.django_db
def test_what_is_refused_leaves_what_was_ticked(client: Client, run: Run) -> None:
    signed_in(make_helper(run.gathering), client)
    trees = run.themes.all()[0]
    card = trees.placed.all()[0].card_id
    said = {"act": "split", "card": [card], "title": "…"}
    answer = client.post(page(run.gathering, "theme", trees.pk), said)
    assert answer.status_code == 422
    assert f'value="{card}" checked' in answer.content.decode()
