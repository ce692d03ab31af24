"""People shape themes, twenty at once, and take back what was wrong."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings.models import Facilitator
from citizenspring.gatherings.tests.factories import make_helper, organiser_of
from citizenspring.harvests.errors import (
    ActUndone,
    CardsElsewhere,
    ChangedSince,
    NoOtherTheme,
    ThemeGone,
    ThemeNameless,
)
from citizenspring.harvests.models import Theme, ThemeAct, ThemeCard
from citizenspring.harvests.services import (
    merge_themes,
    move_cards,
    name_theme,
    split_theme,
    undo_act,
)
from citizenspring.ledger.models import Entry
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person
from citizenspring.rounds.models import Card, Run

from .factories import make_cards, make_started_run, make_theme


def places() -> dict[str, str]:
    rows = ThemeCard.objects.exclude(theme=None).select_related("card", "theme")
    return {row.card.text: str(row.theme) for row in rows}


@pytest.fixture
def shaped() -> tuple[Run, Theme, Theme, list[Card], Person]:
    """A run with a theme of trees and one of buses."""
    run = make_started_run()
    cards = make_cards(run)
    trees = make_theme(run, cards[:3], words=["arbres"])
    buses = make_theme(run, cards[3:6], words=["bus"])
    return run, trees, buses, cards, make_helper(run.gathering)


Shaped = tuple[Run, Theme, Theme, list[Card], Person]


@pytest.mark.django_db
def test_a_theme_gets_the_name_people_give_it(shaped: Shaped) -> None:
    _run, trees, _buses, _cards, by = shaped
    name_theme(trees, "  Shade in   our\0 streets ", language="en", by=by)
    trees.refresh_from_db()
    assert (str(trees), trees.language, trees.is_peoples) == ("Shade in our streets", "en", True)
    assert Entry.objects.filter(kind="theme.name").count() == 1


@pytest.mark.django_db
def test_a_name_without_a_letter_is_none(shaped: Shaped) -> None:
    _run, trees, _buses, _cards, by = shaped
    with pytest.raises(ThemeNameless):
        name_theme(trees, "…!?", language="en", by=by)


@pytest.mark.django_db
def test_merging_and_undoing_leave_everything_as_it_was(shaped: Shaped) -> None:
    _run, trees, buses, _cards, by = shaped
    before = places()
    act = merge_themes(trees, [trees.pk, buses.pk], by=by)
    assert set(places().values()) == {"arbres"}
    buses.refresh_from_db()
    assert buses.merged_into == trees
    undo_act(act, by=by)
    assert places() == before
    assert Theme.objects.filter(pk=buses.pk, merged_into=None, is_peoples=False).exists()


@pytest.mark.django_db
def test_splitting_makes_a_theme_of_some_cards(shaped: Shaped) -> None:
    run, _trees, _buses, cards, by = shaped
    act = split_theme(run, [cards[0].pk, cards[6].pk], "Both", language="en", by=by)
    assert [places()[cards[at].text] for at in (0, 1, 6)] == ["Both", "arbres", "Both"]
    undo_act(act, by=by)
    assert places().get(cards[6].text) is None


@pytest.mark.django_db
def test_cards_move_and_leave_every_theme(shaped: Shaped) -> None:
    run, trees, buses, cards, by = shaped
    move_cards(run, [card.pk for card in cards[:3]], buses, by=by)
    trees.refresh_from_db()
    assert (set(places().values()), trees.is_peoples) == ({"bus"}, True)
    move_cards(run, [cards[0].pk], None, by=by)
    assert ThemeCard.objects.get(card=cards[0]).by_people
    assert cards[0].text not in places()
    assert move_cards(run, [cards[0].pk], None, by=by) is None


@pytest.mark.django_db
def test_only_the_last_change_of_the_same_things_can_be_undone(shaped: Shaped) -> None:
    _run, trees, _buses, _cards, by = shaped
    first = name_theme(trees, "Trees", language="en", by=by)
    second = name_theme(trees, "Green", language="en", by=by)
    assert first
    assert second
    with pytest.raises(ChangedSince):
        undo_act(first, by=by)
    undo_act(second, by=by)
    undo_act(first, by=by)
    trees.refresh_from_db()
    assert str(trees) == "arbres"
    with pytest.raises(ActUndone):
        undo_act(first, by=by)
    assert list(ThemeAct.objects.values_list("undone_by", flat=True)) == [by.pk, by.pk]


@pytest.mark.django_db
def test_what_makes_no_sense_is_refused(shaped: Shaped) -> None:
    run, trees, buses, _cards, by = shaped
    other = make_cards(make_started_run())
    with pytest.raises(NoOtherTheme):
        merge_themes(trees, [trees.pk], by=by)
    with pytest.raises(CardsElsewhere):
        move_cards(run, [other[0].pk], trees, by=by)
    merge_themes(trees, [buses.pk], by=by)
    with pytest.raises(ThemeGone):
        name_theme(buses, "Buses", language="en", by=by)


@pytest.mark.django_db
def test_who_leads_a_table_may_and_others_may_not(shaped: Shaped) -> None:
    run, trees, _buses, _cards, _by = shaped
    with pytest.raises(NotAllowed):
        name_theme(trees, "Mine", language="en", by=make_person())
    leads = make_person()
    Facilitator.objects.create(gathering=run.gathering, person=leads, name="Lea")
    assert name_theme(trees, "Ours", language="en", by=leads)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_lose_no_card() -> None:
    run = make_started_run()
    cards = make_cards(run)
    themes = [make_theme(run, [card], words=[card.language]) for card in cards]
    by = organiser_of(run.gathering)

    def shape(number: int) -> bool:
        try:
            one, other = themes[number % 7], themes[(number * 3 + 1) % 7]
            if number % 3:
                merge_themes(one, [other.pk], by=by)
            else:
                split_theme(run, [cards[number % 7].pk], f"Theme {number}", language="en", by=by)
        except (ThemeGone, NoOtherTheme):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(20) as crowd:
        done = sum(crowd.map(shape, range(20)))
    numbers = list(ThemeAct.objects.values_list("number", flat=True))
    assert numbers == list(range(1, done + 1))
    live = Theme.objects.filter(merged_into=None)
    assert ThemeCard.objects.filter(theme__in=live).count() == len(cards)
