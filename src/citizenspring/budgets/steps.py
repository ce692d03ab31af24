"""The steps of a round as its organiser sees them: what each does, and what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import services
from .models import Round
from .queries import due_at, has_reached, milestones, missing_for, stage_after

__all__ = ["STEPS", "Step", "desks_of", "steps_page"]

Words = str | Promise
Stage = Round.Stage


@dataclass(frozen=True)
class Step:
    """``question`` and ``consequence`` stand before it, ``done`` after it."""

    stage: str
    label: Words
    question: Words
    consequence: Words
    done: Words
    do: Callable[..., Round]


_steps = [
    Step(
        Stage.IDEAS,
        _("Begin to collect ideas"),
        _("Begin to collect ideas now?"),
        _("Everybody sees the round and can propose. Money and rules can still change."),
        _("The round is open: residents can propose ideas."),
        services.start_ideas,
    ),
    Step(
        Stage.REVIEW,
        _("End the collecting of ideas"),
        _("End the collecting of ideas now?"),
        _("No idea can be added after this. You make projects of them, and say what can be done."),
        _("Ideas are closed. Now turn them into projects, and answer each."),
        services.start_review,
    ),
    Step(
        Stage.CAMPAIGN,
        _("Show the projects"),
        _("Show the projects now?"),
        _("People get to know what they can vote on. Costs can still change until voting opens."),
        _("The projects are shown to everybody."),
        services.start_campaign,
    ),
    Step(
        Stage.VOTE,
        _("Open the vote"),
        _("Open the vote now?"),
        _(
            "From then on projects, costs, money, rules and the roll are fixed: nobody can change "
            "them any more. Everybody on the roll is told."
        ),
        _("Voting is open. It closes by itself at its time."),
        services.open_vote,
    ),
]
STEPS = {step.stage: step for step in _steps}


def desks_of(budget: Round) -> list[tuple[str, str, str]]:
    """What there is to do in this stage: name, address and drawing."""
    found = []
    if has_reached(budget, Stage.IDEAS) and not has_reached(budget, Stage.VOTE):
        found.append((_("Ideas and projects"), budget.page("workshop"), "paintbrush"))
    poll = budget.poll
    if poll is not None and not has_reached(budget, Stage.COUNT):
        found.append((_("Roll and letters"), reverse("ballots:roll", args=[poll.pk]), "users"))
    if poll is not None and poll.is_open:
        found += [
            (_("Vote at a desk"), reverse("ballots:desk", args=[poll.pk]), "user-round"),
            (_("Key in paper ballots"), reverse("ballots:sheets", args=[poll.pk]), "inbox"),
            (_("Print the ballot"), budget.page("sheet"), "printer"),
        ]
    if poll is not None and not poll.is_imported and has_reached(budget, Stage.COUNT):
        found.append((_("The count"), budget.page("count"), "chart-bar"))
    return [(str(label), address, icon) for label, address, icon in found]


def steps_page(budget: Round) -> dict[str, Any]:
    """What the page of stages shows."""
    following = stage_after(budget)
    return {
        "budget": budget,
        "process": budget.activity.process,
        "milestones": milestones(budget),
        "next": STEPS.get(following),
        "missing": missing_for(budget, following) if following in STEPS else [],
        "due": due_at(budget),
        "desks": desks_of(budget),
        "may_change": not has_reached(budget, Stage.VOTE),
    }
