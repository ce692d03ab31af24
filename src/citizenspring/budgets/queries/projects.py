"""Projects as a list with its map, alone, and on the organisers' bench."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from citizenspring.budgets.models import Feasibility, Idea, Project, Round
from citizenspring.city.maps import Pin
from citizenspring.common.errors import Missing
from citizenspring.processes.texts import missing_languages, named
from citizenspring.threads.models import Edge

from .rounds import has_reached

__all__ = [
    "Bench",
    "Origin",
    "ProjectList",
    "bench_of",
    "is_fixed",
    "origins_of",
    "project_of",
    "project_pins",
    "projects_of",
]

State = Project.State
OFF = State.IMPOSSIBLE, State.WITHDRAWN
ORDERS = {"": "key", "cheap": "cost", "dear": "-cost"}


@dataclass(frozen=True)
class ProjectList:
    """What can still happen, and what was found impossible or taken off, with the reasons."""

    standing: list[Project]
    off: list[Project]


def is_fixed(budget: Round) -> bool:
    """Whether people vote on the projects or have voted, so that nothing of them changes."""
    return has_reached(budget, Round.Stage.VOTE)


def _found(budget: Round) -> QuerySet[Project]:
    answers = Feasibility.objects.order_by("-at")
    found = Project.objects.filter(round=budget).select_related("pot", "territory")
    for heavy in ("outline", "margins", "label"):
        found = found.defer(f"territory__{heavy}")
    return found.prefetch_related(Prefetch("answers", answers))


def projects_of(budget: Round, pot: int | None = None, order: str = "") -> ProjectList:
    """All projects of a round, or those of one of its pots."""
    found = _found(budget).order_by(ORDERS.get(order, "key"), "key")
    rows = list(found.filter(pot__number=pot) if pot else found)
    for project in rows:
        project.round = budget
    return ProjectList(
        [project for project in rows if project.state not in OFF],
        [project for project in rows if project.state in OFF],
    )


def project_of(budget: Round, key: int) -> Project:
    """The project at an address; one that cannot be done keeps its page."""
    project = _found(budget).select_related("node", "pot", "territory").filter(key=key).first()
    if project is None:
        raise Missing
    project.round = project.pot.round = budget
    return project


@dataclass(frozen=True)
class Origin:
    """An idea that a project comes from, and why."""

    idea: Idea
    step: Edge | None


def origins_of(project: Project) -> list[Origin]:
    """The ideas a project comes from that everybody may read."""
    steps = {edge.source_id: edge for edge in Edge.objects.filter(target=project.node_id)}
    shown = project.ideas.filter(state=Idea.State.SHOWN).defer("embedding", "words")
    found = []
    for idea in shown.order_by("number"):
        idea.round = project.round
        found.append(Origin(idea, steps.get(idea.node_id)))
    return found


def project_pins(projects: list[Project]) -> list[Pin]:
    return [
        Pin(project.longitude, project.latitude, project.get_absolute_url(), str(project))
        for project in projects
        if project.longitude is not None and project.latitude is not None
    ]


@dataclass(frozen=True)
class Bench:
    """A project as its organisers work on it, and what it lacks for the vote."""

    project: Project
    ideas: int
    missing: list[str]


def bench_of(budget: Round) -> list[Bench]:
    """Every project with what must still be done before voting can open."""
    shown = Count("ideas", filter=Q(ideas__state=Idea.State.SHOWN))
    counts = dict(Project.objects.filter(round=budget).annotate(n=shown).values_list("pk", "n"))
    rows = list(_found(budget).order_by("key"))
    for project in rows:
        project.round = budget
    return [Bench(project, counts[project.pk], _missing(project)) for project in rows]


def _missing(project: Project) -> list[str]:
    if project.state in OFF:
        return []
    lacks = []
    if project.state == State.DRAFT:
        lacks.append(_("Answer whether it can be done."))
    if project.cost is None:
        lacks.append(_("Write its final cost."))
    elif project.cost > project.pot.amount:
        lacks.append(_("It costs more than its pot holds: make it smaller or move it."))
    unspoken = missing_languages(project.title, project.round.activity.process.languages)
    if unspoken:
        lacks.append(_("Translate its title: %(languages)s.") % {"languages": named(unspoken)})
    return lacks
