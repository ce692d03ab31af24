"""What people are told of budget rounds."""

from django.utils.translation import gettext_lazy as _

from citizenspring.notifications.kinds import Kind, Rhythm, register
from citizenspring.people.models import Role

__all__ = ["RESULT", "VOTE_OPENED", "WAITS", "offer"]

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
    for kind in (VOTE_OPENED, RESULT, WAITS):
        register(kind)
