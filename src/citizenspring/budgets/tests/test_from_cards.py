"""Cards of a gathering become ideas of a budget round."""

import pytest

from citizenspring.budgets.from_cards import title_and_text
from citizenspring.budgets.models import Idea, Round
from citizenspring.gatherings.tests.factories import organiser_of
from citizenspring.harvests.destinations import all_destinations
from citizenspring.harvests.errors import TargetUnknown
from citizenspring.harvests.services import publish_what_came_later, send_cards
from citizenspring.harvests.tests.factories import make_cards, make_harvested
from citizenspring.threads.models import Edge, Part

from .factories import make_round_in_stage

LONG = "Des bancs à l'ombre à chaque arrêt, " * 6


@pytest.mark.django_db
def test_cards_become_ideas_while_a_budget_collects_them() -> None:
    budget = make_round_in_stage()
    run = make_harvested(budget.activity.process)
    make_cards(run, (("fr", LONG),))
    publish_what_came_later()
    by = organiser_of(run.gathering)

    def send() -> None:
        ids = [card.pk for card in run.cards.all()]
        said = {"reason": "Solutions of the room.", "language": "en"}
        send_cards(run.gathering, ids, "idea", budget.pk, by=by, **said)

    send()
    send()
    ideas = Idea.objects.filter(round=budget)
    assert ideas.count() == 8
    assert {idea.person_id for idea in ideas} == {None}
    assert not Part.objects.filter(node__budget_idea__round=budget).exists()
    assert Edge.objects.filter(kind=Edge.Kind.BECAME, target__kind="idea").count() == 8
    long = ideas.exclude(text="").get()
    assert (long.title.endswith(" …"), long.text) == (True, LONG.strip())
    Round.objects.filter(pk=budget.pk).update(stage=Round.Stage.REVIEW)
    with pytest.raises(TargetUnknown):
        send()


def test_stages_offer_where_cards_can_go() -> None:
    assert {"statement", "idea"} <= {one.name for one in all_destinations()}


def test_a_title_is_never_cut_inside_a_word_where_it_need_not() -> None:
    title, text = title_and_text(LONG)
    assert len(title) <= 120
    assert text.startswith(title.removesuffix(" …"))
    assert len(title_and_text("a" * 300)[0]) <= 120
