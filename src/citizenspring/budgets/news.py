"""What people are told of budget rounds."""

from django.utils.translation import gettext_lazy as _

from citizenspring.notifications.kinds import Kind, Rhythm, register
from citizenspring.people.models import Role

from .models import Feasibility

__all__ = ["ANSWERED", "RESULT", "VOTE_OPENED", "WAITS", "offer"]

VOTE_OPENED = Kind(
    "budgets.vote_opened",
    label=_("A budget on which I can vote"),
    subject=_("You can vote now: “%(about)s”"),
    text=_("The projects stand, and voting is open. Your ballot is secret."),
    default=Rhythm.DAILY,
    action=_("Look at the projects and vote"),
)
RESULT = Kind(
    "budgets.result",
    label=_("The result of a budget on which I could vote"),
    subject=_("The result is there: “%(about)s”"),
    text=_("See which projects get money, and for each one why it does or does not."),
    default=Rhythm.DAILY,
    action=_("See the result"),
)
ANSWERED = Kind(
    "budgets.answered",
    label=_("Whether a project can be done that came of an idea of mine or one I support"),
    subject=_("%(verdict)s: “%(about)s”"),
    text=_("You took part in what led to this project. The reason that was given: “%(reason)s”"),
    default=Rhythm.DAILY,
    action=_("See the project"),
    words={
        "verdict": {
            **{str(verdict): verdict.label for verdict in Feasibility.Verdict},
            "withdrawn": _("It was withdrawn"),
        }
    },
)
WAITS = Kind(
    "budgets.waits",
    label=_("Organisers: a budget round that cannot go on"),
    subject=_("Something is missing: “%(about)s”"),
    text=_("The date of its next stage has come, but the round cannot go on yet."),
    default=Rhythm.AT_ONCE,
    action=_("See what is missing"),
    roles=(str(Role.Kind.ORGANISER),),
)


def offer() -> None:
    """Name the kinds; called when the app starts."""
    for kind in (ANSWERED, VOTE_OPENED, RESULT, WAITS):
        register(kind)
