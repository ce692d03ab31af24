"""What the public page of a round shows: the one thing to do now, counts, money, projects."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from citizenspring.ballots.queries import standing_of
from citizenspring.budgets.models import Counting, Idea, Pot, Project, Round

from .readiness import standing_projects
from .rounds import has_reached

__all__ = ["Now", "counts_of", "now_of", "parts_of", "pots_of", "projects_shown"]

Stage = Round.Stage
SHOWN = 5
MOMENT = "j F Y, H:i"


@dataclass(frozen=True)
class Now:
    """What to do now: a sentence, one button, and a second way for who wants to look first."""

    sentence: str
    label: str = ""
    url: str = ""
    icon: str = ""
    also_label: str = ""
    also_url: str = ""
    hint: str = ""


def now_of(budget: Round, visitor: Any) -> Now:
    """The one thing that matters in this stage."""
    stages = {
        Stage.PREPARING: _preparing,
        Stage.IDEAS: _ideas,
        Stage.REVIEW: _review,
        Stage.CAMPAIGN: _campaign,
        Stage.COUNT: _count,
        Stage.DONE: _done,
    }
    if budget.stage == Stage.VOTE:
        return _vote(budget, visitor)
    return stages[Stage(budget.stage)](budget)


def _until(budget: Round, name: str, dated: str, dateless: str) -> str:
    moment = getattr(budget, name)
    return dated % {"moment": _local(moment)} if moment else dateless


def _local(moment: datetime) -> str:
    """As the city's clocks say it."""
    return date_format(localtime(moment), MOMENT)


def _preparing(budget: Round) -> Now:
    moment = budget.activity.opens_at
    if moment is None:
        return Now(_("This round is being prepared."))
    return Now(_("You can propose ideas from %(moment)s on.") % {"moment": _local(moment)})


def _ideas(budget: Round) -> Now:
    sentence = _until(
        budget,
        "ideas_until",
        _("What should this money do? Propose it until %(moment)s."),
        _("What should this money do? Propose it."),
    )
    looks = _("Look at the ideas first")
    return Now(
        sentence,
        _("Propose an idea"),
        budget.page("propose"),
        "plus",
        looks,
        budget.page("ideas"),
    )


def _review(budget: Round) -> Now:
    sentence = _until(
        budget,
        "answers_until",
        _("Ideas become projects. Each has its answer by %(moment)s."),
        _("Ideas become projects, and each gets an answer."),
    )
    return _looking(budget, sentence)


def _campaign(budget: Round) -> Now:
    sentence = _until(
        budget,
        "vote_opens_at",
        _("These are the projects. You can vote from %(moment)s on."),
        _("These are the projects. Voting opens soon."),
    )
    return _looking(budget, sentence)


def _looking(budget: Round, sentence: str) -> Now:
    looks = _("Look at the ideas")
    return Now(
        sentence,
        _("Look at the projects"),
        budget.page("projects"),
        "list",
        looks,
        budget.page("ideas"),
    )


def _vote(budget: Round, visitor: Any) -> Now:
    assert budget.poll is not None
    sentence = _until(budget, "vote_closes_at", _("Vote until %(moment)s."), "")
    projects = _("Look at the projects first"), budget.page("projects")
    standing = standing_of(budget.poll, visitor)
    if standing.has_voted:
        done = _("You have voted. The result comes after the close.")
        return Now(done, _("Look at the projects"), budget.page("projects"), "list")
    hint = "" if standing.may_vote else str(standing.sentence)
    return Now(sentence, _("Vote"), budget.page("vote"), "vote", *projects, hint)


def _count(budget: Round) -> Now:
    counting = Counting.objects.filter(round=budget, state=Counting.State.DONE)
    if not counting.exists():
        return _looking(budget, _("Voting is over. The ballots are being counted."))
    return Now(
        _("The ballots are counted. The organisers still have to confirm the result."),
        _("See what gets the money"),
        budget.page("results"),
        "chart-bar",
    )


def _done(budget: Round) -> Now:
    follow = _("Follow the projects"), budget.page("commitments")
    return Now(
        _("The result is there."),
        _("See what gets the money"),
        budget.page("results"),
        "chart-bar",
        *(("", "") if budget.source else follow),
    )


def parts_of(budget: Round) -> list[str]:
    """The pages of a round that have something to show by now, in the order of the tabs."""
    since = {
        "ideas": Stage.IDEAS,
        "projects": Stage.REVIEW,
        "results": Stage.COUNT,
        "commitments": Stage.DONE,
    }
    # A vote brought in from a file had no ideas here, and nobody here owes its projects.
    missing = {"ideas", "commitments"} if budget.source else set()
    found = [name for name, stage in since.items() if has_reached(budget, stage)]
    return ["round", *(name for name in found if name not in missing)]


def counts_of(budget: Round) -> list[tuple[int, str]]:
    """How many ideas, people and projects; what is not there yet is not counted."""
    shown = budget.ideas.filter(state=Idea.State.SHOWN)
    ideas, people = shown.count(), shown.values("person").distinct().count()
    found = [(ideas, _("ideas")), (people, _("people who proposed"))]
    if has_reached(budget, Stage.CAMPAIGN):
        found.append((standing_projects(budget).count(), _("projects")))
    if budget.is_decided:
        funded = budget.projects.filter(state=Project.State.FUNDED)
        found.append((funded.count(), _("funded")))
    return [(value, label) for value, label in found if value]


def pots_of(budget: Round) -> QuerySet[Pot]:
    """The pots with how many projects stand in each."""
    standing = Count("projects", filter=Q(projects__in=standing_projects(budget)))
    return budget.pots.annotate(standing=standing).order_by("number")


def projects_shown(budget: Round) -> list[Project]:
    """A few projects to begin with, those with money first."""
    if not has_reached(budget, Stage.REVIEW):
        return []
    found = standing_projects(budget)
    order = ["state", "number"] if budget.is_decided else ["pot__number", "key"]
    return list(found.order_by(*order)[:SHOWN])
