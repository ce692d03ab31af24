"""Projects: made from ideas, worked out, withdrawn; fixed for everybody once voting opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.formats import number_format

from citizenspring.budgets.ideas_errors import (
    CostAbovePot,
    CostRangeBackwards,
    IdeaElsewhere,
    PotElsewhere,
    ProjectGone,
    ProjectNameless,
    ReasonMissing,
)
from citizenspring.budgets.ideas_permissions import may_make_project
from citizenspring.budgets.models import Idea, Pot, Project, Round
from citizenspring.budgets.places import require_cost, require_point, require_theme
from citizenspring.city.models import Territory
from citizenspring.ledger.services import record
from citizenspring.opinions.services import seen_text
from citizenspring.people.models import Person
from citizenspring.processes.texts import Text, as_text, in_languages, main_language
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link, open_node, rename_node

from .holding import hold_before_vote, refuse_once_voting
from .telling import tell_answer

__all__ = [
    "WITHDRAWN",
    "ProjectFacts",
    "edit_project",
    "make_project",
    "require_costs",
    "required_reason",
    "withdraw_project",
]

WITHDRAWN = Project.State.WITHDRAWN


@dataclass(frozen=True)
class ProjectFacts:
    """What an organiser says of a project. ``cost`` is the final one, which voters will see."""

    title: Text
    pot: Pot
    text: Text = ""
    theme: str = ""
    territory: Territory | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    cost_low: Decimal | None = None
    cost_high: Decimal | None = None
    cost: Decimal | None = None

    def values(self) -> dict[str, Any]:
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        texts = {"title": as_text(self.title), "text": as_text(self.text)}
        return {**said, **texts, "place": seen_text(self.place)}

    def public(self) -> dict[str, Any]:
        costs = {name: getattr(self, name) for name in ("cost_low", "cost_high", "cost")}
        told = {name: str(cost) for name, cost in costs.items() if cost is not None}
        return {"title": in_languages(self.title), "pot": self.pot.number, **told}


def required_reason(reason: Text) -> dict[str, str]:
    """The reason by language, or a refusal."""
    said = in_languages(reason)
    if not said:
        raise ReasonMissing
    return said


def require_costs(
    pot: Pot, cost_low: Decimal | None, cost_high: Decimal | None, cost: Decimal | None
) -> None:
    """What cannot be paid from the pot would only take votes away from what can."""
    require_cost(cost_low, cost_high, cost)
    if cost_low is not None and cost_high is not None and cost_high < cost_low:
        raise CostRangeBackwards
    if max(cost or 0, cost_low or 0) > pot.amount:
        held = number_format(pot.amount, decimal_pos=0, use_l10n=True, force_grouping=True)
        raise CostAbovePot(pot=f"{held} {pot.round.currency}")


def _require_sense(budget: Round, facts: ProjectFacts) -> None:
    if not in_languages(facts.title):
        raise ProjectNameless
    if facts.pot.round_id != budget.pk:
        raise PotElsewhere
    require_theme(budget, facts.theme)
    require_point(facts.latitude, facts.longitude)
    require_costs(facts.pot, facts.cost_low, facts.cost_high, facts.cost)


def make_project(
    budget: Round, facts: ProjectFacts, ideas: Iterable[Idea], *, by: Person, reason: Text = ""
) -> Project:
    """Work out a project; the ideas it comes from say so, and their people are told why."""
    may_make_project.require(by, budget)
    refuse_once_voting(budget, by=by)
    with transaction.atomic():
        _require_sense(budget, facts)
        hold_before_vote(budget)
        project = Project(round=budget, made_by=by, **facts.values())
        project.key = (_keys(budget).aggregate(last=Max("key"))["last"] or 0) + 1
        project.node = open_node(
            "project",
            title="",
            language="",
            url=project.get_absolute_url(),
            within=budget.activity.node,
        )
        project.save(force_insert=True)
        _name(project)
        record("project.made", by=by, about=project.node_id, facts=facts.public())
        _take_in(project, list(ideas), reason, by)
        return project


def _keys(budget: Round) -> Any:
    return Project.objects.filter(round=budget).order_by()


def _name(project: Project) -> None:
    titles = in_languages(project.title)
    language = main_language(project.title, project.round.activity.process.languages)
    rename_node(project.node, title=titles[language], language=language, titles=titles)


def _take_in(project: Project, ideas: list[Idea], reason: Text, by: Person) -> None:
    if not ideas:
        return
    said = required_reason(reason)
    held = Idea.objects.select_for_update(no_key=True, of=("self",)).select_related("node")
    wanted = [idea.pk for idea in ideas]
    fit = list(held.filter(pk__in=wanted, round=project.round, state=Idea.State.SHOWN))
    if len(fit) != len(set(wanted)):
        raise IdeaElsewhere
    alone = len(fit) == 1 and not project.ideas.exists()
    step = Edge.Kind.BECAME if alone else Edge.Kind.MERGED_INTO
    project.ideas.add(*fit)
    why = said[main_language(said, project.round.activity.process.languages)]
    for idea in sorted(fit, key=lambda one: one.number):
        link(idea.node, step, project.node, reason=why, reasons=said, by=by)


def _require_there(project: Project) -> None:
    if not Project.objects.filter(pk=project.pk).exclude(state=WITHDRAWN).exists():
        raise ProjectGone


def edit_project(
    project: Project,
    facts: ProjectFacts,
    ideas: Iterable[Idea] = (),
    *,
    by: Person,
    reason: Text = "",
) -> Project:
    """Change texts, pot, place and costs, as long as nobody votes on them.

    ``ideas`` are further ones that become part of it; none is ever taken out again.
    """
    may_make_project.require(by, project.round)
    refuse_once_voting(project.round, by=by)
    with transaction.atomic():
        hold_before_vote(project.round)
        _require_there(project)
        _require_sense(project.round, facts)
        for name, value in facts.values().items():
            setattr(project, name, value)
        project.save(update_fields=list(facts.values()))
        _name(project)
        record("project.edited", by=by, about=project.node_id, facts=facts.public())
        _take_in(project, list(ideas), reason, by)
        return project


def withdraw_project(project: Project, reason: Text, *, by: Person) -> Project:
    """Take a project off before the vote; its page stays, with the reason."""
    may_make_project.require(by, project.round)
    refuse_once_voting(project.round, by=by)
    with transaction.atomic():
        said = required_reason(reason)
        hold_before_vote(project.round)
        standing = Project.objects.filter(pk=project.pk).exclude(state=WITHDRAWN)
        if not standing.update(state=WITHDRAWN, withdrawn_because=as_text(said)):
            raise ProjectGone
        project.refresh_from_db(fields=["state", "withdrawn_because"])
        record("project.withdrawn", by=by, about=project.node_id, facts={"reason": said})
        tell_answer(project, WITHDRAWN, said, by=by)
        return project
