"""A ``.pb`` file as a round that is closed and sealed, and waits for its count: all or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.ballots.models import Poll
from citizenspring.ballots.services import (
    OptionFacts,
    PollFacts,
    create_poll,
    import_ballots,
    set_options,
)
from citizenspring.budgets.models import Pot, Project, Round
from citizenspring.budgets.permissions import may_make_round
from citizenspring.common.clock import database_now
from citizenspring.engines.budgeting import parse_pb
from citizenspring.ledger.services import record
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import ActivityFacts, create_activity
from citizenspring.processes.texts import main_language
from citizenspring.threads.models import Node
from citizenspring.threads.services import show_node

from .meta import UNDETERMINED, span_of
from .plan import Plan, ProjectPlan, plan_of
from .pots import slug_of
from .votes import Row

__all__ = ["Imported", "Progress", "import_pb"]

KIND = "budget"
EVERY = 2000
Progress = Callable[[str, int, int], None]
METHODS = {
    Round.Method.APPROVAL: Poll.Method.APPROVAL,
    Round.Method.KNAPSACK: Poll.Method.APPROVAL,
    Round.Method.POINTS: Poll.Method.POINTS,
    Round.Method.RANKING: Poll.Method.RANKING,
}


@dataclass(frozen=True)
class Imported:
    """The round, how much came in, and what was odd about the file."""

    budget: Round
    projects: int
    ballots: int
    notes: tuple[str, ...]


def import_pb(
    text: str,
    process: Process,
    *,
    file: str,
    title: str = "",
    by: Person,
    progress: Progress | None = None,
) -> Imported:
    """Read the text of a Pabulib file into a new round of ``process``.

    Nobody stands on its roll, and no place of the city is made: neighbourhoods are texts. What the
    file calls selected is kept beside our own count, which begins once this is committed.

    Raises
    ------
    BadInput
        Naming file, line and what was expected; then nothing was written.
    """
    tell = progress or _say_nothing
    may_make_round.require(by, process)
    pb = parse_pb(
        text, file=file, strict=False, progress=lambda done, total: tell("reading", done, total)
    )
    plan = plan_of(pb, file)
    return _write(plan, process, title, by, tell)


def _say_nothing(step: str, done: int, total: int) -> None:
    del step, done, total


@transaction.atomic
def _write(plan: Plan, process: Process, title: str, by: Person, tell: Progress) -> Imported:
    begins, ends = span_of(plan.source["meta"], database_now())
    activity = _make_activity(plan, process, title, (begins, ends), by)
    tell("projects", 0, len(plan.projects))
    budget = _make_round(plan, activity)
    projects = _make_projects(plan, budget)
    tell("projects", len(projects), len(projects))
    budget.poll = _make_poll(plan, budget, projects, (begins, ends), by)
    budget.stage = Round.Stage.COUNT
    budget.save(update_fields=["poll", "stage"])
    facts = {
        "from": "pabulib",
        "projects": len(projects),
        "ballots": len(plan.votes.rows),
        "amount": str(sum(pot.amount for pot in plan.pots.pots)),
    }
    record("budget.imported", by=by, about=activity.node_id, facts=facts)
    count = len(plan.votes.rows)
    import_ballots(budget.poll, _told(plan.votes.rows, tell))
    return Imported(budget, len(projects), count, plan.notes)


def _told(rows: list[Row], tell: Progress) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if done % EVERY == 0:
            tell("ballots", done, len(rows))
        yield row
    tell("ballots", len(rows), len(rows))


def _make_activity(
    plan: Plan, process: Process, title: str, span: tuple[datetime, datetime], by: Person
) -> Activity:
    """The activity as one that is over: its dates are those of the file."""
    # What describes a file of Pabulib is written in English.
    words = {main_language(process.question, process.languages): title} if title else plan.title
    named = words if isinstance(words, dict) else {"en": words}
    begins, ends = span
    activity = create_activity(process, KIND, ActivityFacts(named), by=by)
    Activity.objects.filter(pk=activity.pk).update(
        state=Activity.State.CLOSED,
        opens_at=begins,
        closes_at=ends,
        opened_at=begins,
        closed_at=ends,
    )
    activity.refresh_from_db()
    show_node(activity.node, is_public=True)
    return activity


def _make_round(plan: Plan, activity: Activity) -> Round:
    votes = plan.votes
    budget = Round.objects.create(
        activity=activity,
        currency=plan.currency,
        division=plan.pots.division,
        vote_opens_at=activity.opens_at,
        vote_closes_at=activity.closes_at,
        method=plan.method,
        fewest=votes.fewest,
        most=votes.most,
        points=votes.points,
        most_each=votes.most_each,
        voter_level=Level.GUEST,
        asks_place=votes.has_places,
        asks_age=votes.has_ages,
        source={**plan.source, "notes": list(plan.notes)},
        **plan.rules,
    )
    for number, pot in enumerate(plan.pots.pots, 1):
        name = _in_language(plan, pot.name) if pot.name else _everything()
        Pot.objects.create(
            round=budget, number=number, name=name, amount=pot.amount, theme=pot.theme
        )
    return budget


def _everything() -> dict[str, str]:
    names = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            names[language] = _("The whole budget")
    return names


def _in_language(plan: Plan, words: str) -> dict[str, str]:
    return {plan.language: words}


def _make_projects(plan: Plan, budget: Round) -> list[Project]:
    pots = list(budget.pots.order_by("number"))
    made = [_project(plan, one, budget, pots[one.pot - 1]) for one in plan.projects]
    made.sort(key=lambda one: one.number or 0)
    Node.objects.bulk_create([one.node for one in made])
    return Project.objects.bulk_create(made)


def _project(plan: Plan, one: ProjectPlan, budget: Round, pot: Pot) -> Project:
    node = Node(
        kind="project",
        title=one.title,
        titles={} if plan.language == UNDETERMINED else _in_language(plan, one.title),
        language=plan.language,
        url=budget.page("project", one.number),
        within=budget.activity.node,
    )
    return Project(
        round=budget,
        pot=pot,
        node=node,
        key=one.number,
        number=one.number,
        external_id=one.external_id,
        title=_in_language(plan, one.title),
        text=_in_language(plan, one.text) if one.text else "",
        theme=slug_of(one.categories[0]) if one.categories else "",
        place=one.place,
        latitude=one.latitude,
        longitude=one.longitude,
        cost=one.cost,
        state=Project.State.STANDING,
    )


def _make_poll(
    plan: Plan,
    budget: Round,
    projects: list[Project],
    span: tuple[datetime, datetime],
    by: Person,
) -> Poll:
    votes, activity = plan.votes, budget.activity
    has_points = plan.method == Round.Method.POINTS
    facts = PollFacts(
        title=activity.title,
        method=METHODS[Round.Method(plan.method)],
        fewest=votes.fewest,
        most=votes.most,
        points=votes.points if has_points else None,
        most_each=votes.most_each if has_points else None,
        limit=plan.limit,
        required_level=Level.GUEST,
        asks_place=votes.has_places,
        asks_age=votes.has_ages,
        opens_at=span[0],
        closes_at=span[1],
    )
    poll = create_poll(activity.process, facts, within=activity.node, url="", by=by)
    # There is nothing to vote on here: its page is the one of its ballots.
    poll.node.url = reverse("ballots:poll", args=[poll.pk])
    poll.node.save(update_fields=["url"])
    options = [OptionFacts(one.title, one.cost, str(one.pot.number), one.node) for one in projects]
    set_options(poll, options, by=by)
    return poll
