"""The machine groups the cards of a run, and leaves alone what people chose."""

from collections.abc import Sequence
from uuid import uuid4

import pytest

from citizenspring.engines.language import Vectors
from citizenspring.harvests.grouping import Grouper, group_cards
from citizenspring.harvests.models import CardVector, Grouping, Theme, ThemeCard
from citizenspring.rounds.models import Card, Run

from .factories import make_cards, make_started_run

pytestmark = pytest.mark.django_db


def themes_of(run: Run) -> list[list[int]]:
    """Tables whose cards are together, by theme."""
    themes = Theme.objects.filter(run=run).prefetch_related("placed__card")
    return sorted(sorted(one.card.table for one in theme.placed.all()) for theme in themes)


def test_cards_in_three_languages_become_themes_in_their_own_words() -> None:
    run = make_started_run()
    make_cards(run)
    assert group_cards(run)
    assert themes_of(run) == [[1, 2, 3], [4, 5, 6]]
    words = {word for theme in Theme.objects.all() for word in theme.words}
    assert {"bus"} & {word.casefold() for word in words}
    assert Grouping.objects.get(run=run).cloud[0]["cards"] >= 1


def test_it_does_nothing_while_nothing_changes() -> None:
    run = make_started_run()
    make_cards(run)
    grouper = Grouper()
    assert grouper.step() == 1
    grouper.rests_until.clear()
    assert grouper.step() == 0


def test_a_new_card_joins_the_theme_that_is_there() -> None:
    run = make_started_run()
    make_cards(run)
    group_cards(run)
    before = set(Theme.objects.values_list("pk", flat=True))
    make_cards(run, (("en", "Plant more trees in the streets."),))
    group_cards(run)
    assert set(Theme.objects.values_list("pk", flat=True)) == before
    assert themes_of(run) == [[1, 1, 2, 3], [4, 5, 6]]


def test_what_people_placed_and_named_stays() -> None:
    run = make_started_run()
    cards = make_cards(run)
    group_cards(run)
    theme = cards[0].grouped.theme
    assert theme
    Theme.objects.filter(pk=theme.pk).update(title="Green streets", is_peoples=True)
    ThemeCard.objects.filter(card=cards[6]).delete()
    ThemeCard.objects.create(card=cards[6], theme=theme, by_people=True)
    ThemeCard.objects.filter(card=cards[2]).update(theme=None, by_people=True)
    make_cards(run, (("fr", "Le tram est en retard."),))
    group_cards(run)
    theme.refresh_from_db()
    assert theme.title == "Green streets"
    assert themes_of(run) == [[1, 2, 7], [1, 4, 5, 6]]


def test_what_is_like_a_theme_that_was_merged_goes_where_that_went() -> None:
    run = make_started_run()
    cards = make_cards(run)
    group_cards(run)
    trees, buses = cards[0].grouped.theme, cards[3].grouped.theme
    assert trees
    assert buses
    Theme.objects.filter(pk=trees.pk).update(is_peoples=True)
    Theme.objects.filter(pk=buses.pk).update(is_peoples=True, merged_into=trees)
    make_cards(run, (("fr", "Encore un bus en retard."),))
    group_cards(run)
    assert themes_of(run) == [[1, 1, 2, 3], [4, 5, 6]]


def test_a_card_taken_back_or_hidden_leaves_its_theme_empty_and_the_theme_goes() -> None:
    run = make_started_run()
    cards = make_cards(run)
    group_cards(run)
    run.cards.filter(pk__in=[one.pk for one in cards[:2]]).update(text="", revision=uuid4())
    run.cards.filter(pk=cards[2].pk).update(is_hidden=True)
    group_cards(run)
    assert themes_of(run) == [[4, 5, 6]]


def test_a_changed_text_is_read_anew() -> None:
    run = make_started_run()
    cards = make_cards(run)
    group_cards(run)
    run.cards.filter(pk=cards[6].pk).update(text="The bus is late again.", revision=uuid4())
    group_cards(run)
    assert themes_of(run) == [[1, 2, 3], [4, 5, 6, 7]]
    assert CardVector.objects.count() == 7


def test_somebody_who_changes_a_theme_meanwhile_comes_first() -> None:
    """What was grouped from an older state is dropped and done again."""
    run = make_started_run()
    cards = make_cards(run)

    class Slow(Grouper):
        def _vectors_of(self, cards_read: Sequence[Card]) -> Vectors:
            found = super()._vectors_of(cards_read)
            ThemeCard.objects.create(card=cards[0], theme=None, by_people=True)
            return found

    assert not Slow().group(run)
    assert group_cards(run)
    assert themes_of(run) == [[2, 3], [4, 5, 6]]
