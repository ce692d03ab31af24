"""Budget rounds for tests, made by the acts themselves where they exist."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from citizenspring.budgets import services
from citizenspring.budgets.models import Commitment, Idea, Pot, Project, Round
from citizenspring.budgets.services import PotFacts, RoundFacts
from citizenspring.common.clock import database_now
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.processes.tests.factories import make_member, make_open_process, make_organiser
from citizenspring.threads.services import open_node

__all__ = [
    "make_commitment",
    "make_idea",
    "make_pot",
    "make_project",
    "make_round",
    "make_round_in_stage",
    "organiser_of",
]

TITLE = {
    "fr": "Le budget du quartier",
    "nl": "Het wijkbudget",
    "en": "The neighbourhood budget",
}
IDEA = "More benches"


def organiser_of(budget: Round) -> Person:
    return make_organiser("Olga", scope=budget.activity.process_id)


def make_round(
    *, process: Process | None = None, pots: Sequence[PotFacts] = (), **facts: Any
) -> Round:
    """A draft round with 1,000 euros for everything, unless told otherwise."""
    process = process or make_open_process()
    olga = make_organiser("Olga", scope=process.pk)
    facts.setdefault("title", TITLE)
    money = list(pots) or [PotFacts(Decimal(1000))]
    return services.create_round(process, RoundFacts(**facts), money, by=olga)


def make_round_in_stage(stage: str = Round.Stage.IDEAS, **facts: Any) -> Round:
    """A round that was moved on to the stage by its organiser, without ideas of its own.

    From the campaign on it has two projects of 600 and 500 euros unless ``projects`` names costs.
    """
    costs = facts.pop("projects", (600, 500))
    facts.setdefault("vote_closes_at", database_now() + timedelta(days=14))
    budget = make_round(**facts)
    olga = organiser_of(budget)
    order = list(Round.Stage)
    for following in order[1 : order.index(Round.Stage(stage)) + 1]:
        if following == Round.Stage.CAMPAIGN:
            for cost in costs:
                make_project(budget, cost=cost)
        _STEPS[following](budget, by=olga)
    return budget


_STEPS: dict[str, Any] = {
    Round.Stage.IDEAS: services.start_ideas,
    Round.Stage.REVIEW: services.start_review,
    Round.Stage.CAMPAIGN: services.start_campaign,
    Round.Stage.VOTE: services.open_vote,
}


def make_pot(budget: Round, amount: int = 1000, **facts: Any) -> Pot:
    """One pot more, as it stands in the database."""
    number = budget.pots.count() + 1
    return Pot.objects.create(
        round=budget, number=number, name=f"Pot {number}", amount=amount, **facts
    )


def make_idea(budget: Round, title: str = IDEA, by: Person | None = None, **facts: Any) -> Idea:
    """An idea as it stands in the database, whatever the stage."""
    number = budget.ideas.count() + 1
    url = budget.page("idea", number)
    node = open_node("idea", title=title, language="en", url=url, within=budget.activity.node)
    person = by or make_member("Ina")
    known: dict[str, Any] = {"language": "en", "node": node, "person": person, **facts}
    return Idea.objects.create(round=budget, number=number, title=title, **known)


def make_project(
    budget: Round, title: str = "", *, cost: int | None = 500, pot: Pot | None = None, **facts: Any
) -> Project:
    """A feasible project as it stands in the database, whatever the stage."""
    key = budget.projects.count() + 1
    title = title or f"Project {key}"
    url = budget.page("project", key)
    node = open_node("project", title=title, language="en", url=url, within=budget.activity.node)
    known: dict[str, Any] = {"state": Project.State.FEASIBLE, "node": node, "cost": cost, **facts}
    pot = pot or budget.pots.get(number=1)
    return Project.objects.create(round=budget, key=key, pot=pot, title={"en": title}, **known)


def make_commitment(budget: Round | None = None, **facts: Any) -> Commitment:
    """A project of 600 euros that got its money, as a commitment; ``facts`` as it then stands."""
    budget = budget or make_round_in_stage()
    number = budget.projects.count() + 1
    make_project(budget, cost=600, number=number, state=Project.State.FUNDED)
    made = services.open_commitments(budget, by=organiser_of(budget))[0]
    Commitment.objects.filter(pk=made.pk).update(**facts)
    made.refresh_from_db()
    return made
