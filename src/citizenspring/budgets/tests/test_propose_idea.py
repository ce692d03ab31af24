"""Proposing an idea, changing it, taking it back, and standing behind those of others."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils.timezone import now

from citizenspring.budgets import services
from citizenspring.budgets.ideas_errors import (
    CostOdd,
    IdeaEmpty,
    IdeaHasProject,
    IdeasNotTaken,
    IdeasTooMany,
    IdeaSupported,
    IdeaTooLong,
    PlaceOutside,
    ThemeUnknown,
)
from citizenspring.budgets.models import Idea, Round, Support
from citizenspring.budgets.services import IdeaFacts
from citizenspring.city.services import load_city
from citizenspring.common.errors import NotAllowed
from citizenspring.ledger.models import Entry
from citizenspring.moderation.models import Decision
from citizenspring.moderation.reasons import Ground
from citizenspring.moderation.services import decide, report
from citizenspring.people.services import erase
from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tests.factories import make_guest, make_person, make_role
from citizenspring.threads.models import Part

from .factories import make_idea, make_project, make_round_in_stage

pytestmark = pytest.mark.django_db
BENCHES = IdeaFacts(title="Benches in the shade", text="Five are enough.", language="en")


def collecting(**facts: Any) -> Round:
    return make_round_in_stage(Round.Stage.IDEAS, **facts)


def test_a_guest_proposes_one_and_is_its_author_in_the_thread() -> None:
    budget, ada = collecting(), make_guest()
    idea = services.propose_idea(budget, BENCHES, by=ada)
    assert (idea.number, idea.state, idea.node.within) == (1, "shown", budget.activity.node)
    assert Part.objects.get(node=idea.node, person=ada).kind == "wrote"
    entry = Entry.objects.filter(kind="idea.proposed").latest("recorded_at")
    assert "Benches" not in str(entry.body)


def test_a02_the_same_sent_twice_is_one_idea_and_a_changed_one_is_another() -> None:
    budget, ada = collecting(), make_guest()
    first = services.propose_idea(budget, BENCHES, by=ada)
    assert services.propose_idea(budget, BENCHES, by=ada) == first
    elsewhere = IdeaFacts(title=BENCHES.title, text=BENCHES.text, language="en", place="Rue Haute")
    assert services.propose_idea(budget, elsewhere, by=ada).number == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_distinct_numbers_and_a_double_click_makes_one() -> None:
    budget, people = collecting(), [make_guest() for _ in range(10)]

    def propose(n: int) -> None:
        services.propose_idea(budget, BENCHES, by=people[n % 10])
        connection.close()

    with ThreadPoolExecutor(20) as crowd:
        list(crowd.map(propose, range(20)))
    assert sorted(Idea.objects.values_list("number", flat=True)) == list(range(1, 11))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"title": " \u200b!? 7"}, IdeaEmpty),
        ({"title": "a" * 121}, IdeaTooLong),
        ({"text": "a" * 3001}, IdeaTooLong),
        ({"theme": "no-such-theme"}, ThemeUnknown),
        ({"latitude": 48.85, "longitude": 2.35}, PlaceOutside),
        ({"latitude": 50.85}, PlaceOutside),
        ({"latitude": float("nan"), "longitude": 4.35}, PlaceOutside),
        ({"cost_guess": Decimal(0)}, CostOdd),
        ({"cost_guess": Decimal("Infinity")}, CostOdd),
    ],
)
def test_what_makes_no_sense_is_refused(facts: dict[str, Any], refusal: type[Exception]) -> None:
    load_city()
    with pytest.raises(refusal):
        services.propose_idea(
            collecting(), IdeaFacts(**{"title": "Trees", **facts}), by=make_guest()
        )


@pytest.mark.slow
def test_unseen_characters_are_taken_out_and_paragraphs_stay() -> None:
    facts = IdeaFacts(title=" A\u202e bench\n here ", text="One.\r\n\r\nTwo\u200b.\n")
    idea = services.propose_idea(collecting(), facts, by=make_guest())
    assert (idea.title, idea.text) == ("A bench here", "One.\n\nTwo.")


@pytest.mark.parametrize("changes", [{"stage": "review"}, {"ideas_until": now()}])
def test_only_the_stage_of_ideas_takes_any(changes: dict[str, Any]) -> None:
    budget = collecting()
    Round.objects.update(**changes)
    with pytest.raises(IdeasNotTaken):
        services.propose_idea(budget, BENCHES, by=make_guest())


@pytest.mark.slow
def test_a60_one_person_cannot_flood_a_budget() -> None:
    budget, bot = collecting(), make_guest()
    for n in range(10):
        services.propose_idea(budget, IdeaFacts(title=f"Idea number {n}"), by=bot)
    with pytest.raises(IdeasTooMany):
        services.propose_idea(budget, BENCHES, by=bot)


def test_each_supports_an_idea_once_and_may_take_it_back() -> None:
    idea, bo = make_idea(collecting()), make_guest()
    assert [services.support_idea(idea, by=bo) for _ in range(2)] == [True, False]
    services.support_idea(idea, by=make_guest())
    idea.refresh_from_db()
    assert idea.supporters == 2
    assert [services.unsupport_idea(idea, by=bo) for _ in range(2)] == [True, False]
    idea.refresh_from_db()
    assert idea.supporters == 1 == idea.supports.count()
    assert "by" not in Entry.objects.filter(kind="idea.supported").latest("recorded_at").body


def test_nobody_supports_her_own_idea() -> None:
    ada = make_guest()
    with pytest.raises(NotAllowed):
        services.support_idea(make_idea(collecting(), by=ada), by=ada)


def test_its_author_says_it_better_until_somebody_stands_behind_it() -> None:
    ada = make_guest()
    idea = services.propose_idea(collecting(), BENCHES, by=ada)
    better = IdeaFacts(title="Long benches", language="en")
    services.edit_idea(idea, better, by=ada)
    idea.node.refresh_from_db()
    assert idea.node.title == "Long benches"
    with pytest.raises(NotAllowed):
        services.edit_idea(idea, better, by=make_guest())
    services.support_idea(idea, by=make_guest())
    with pytest.raises(IdeaSupported):
        services.edit_idea(idea, BENCHES, by=ada)


def test_it_is_taken_back_for_everybody_until_a_project_came_of_it() -> None:
    ada, budget = make_guest(), collecting()
    idea = services.propose_idea(budget, BENCHES, by=ada)
    services.withdraw_idea(idea, by=ada)
    idea.refresh_from_db()
    assert (idea.state, idea.node.is_public) == ("withdrawn", False)
    used = services.propose_idea(budget, BENCHES, by=ada)
    make_project(budget).ideas.add(used)
    with pytest.raises(IdeaHasProject):
        services.withdraw_idea(used, by=ada)


@pytest.mark.slow
def test_a_guest_who_signs_in_keeps_her_ideas_and_counts_once() -> None:
    budget, guest, ada = collecting(), make_guest(), make_person("ada@example.org")
    hers, others, account = (
        make_idea(budget, by=guest),
        make_idea(budget),
        make_idea(budget, by=ada),
    )
    for person, idea in ((guest, others), (ada, others), (guest, account), (ada, hers)):
        services.support_idea(idea, by=person)
    account_for("ada@example.org", guest=guest)
    hers.refresh_from_db()
    assert hers.person == ada
    assert Support.objects.get().idea == others
    counts = Idea.objects.order_by("number").values_list("supporters", flat=True)
    assert list(counts) == [0, 1, 0]


def test_a65_her_words_and_supports_go_when_she_erases_herself() -> None:
    budget, ada = collecting(), make_person("ada@example.org")
    idea = services.propose_idea(budget, BENCHES, by=ada)
    other = make_idea(budget)
    services.support_idea(other, by=ada)
    erase(by=ada)
    idea.refresh_from_db()
    other.refresh_from_db()
    assert (idea.text, idea.embedding, idea.state, idea.person) == ("", None, "hidden", None)
    assert "Benches" not in f"{idea.title}{idea.node.title}"
    assert other.supporters == 0


@pytest.mark.slow
def test_a_moderator_hides_shows_and_erases_it() -> None:
    budget = collecting()
    idea = services.propose_idea(budget, BENCHES, by=make_guest())
    mo = make_role("moderator", scope=budget.activity.process_id).person
    report(idea.node, ground=Ground.HATE, by=make_guest())
    states = []
    for act in (Decision.Act.HIDDEN, Decision.Act.SHOWN, Decision.Act.HIDDEN):
        decide(idea.node, act, reason="So it is.", by=mo)
        idea.refresh_from_db()
        states.append(idea.state)
    assert states == ["hidden", "shown", "hidden"]
    other = make_role("moderator", scope=budget.activity.process_id).person
    decide(idea.node, Decision.Act.ERASED, reason="An address.", by=other)
    idea.refresh_from_db()
    assert (idea.text, idea.title) == ("", "Ces mots ont été effacés.")
