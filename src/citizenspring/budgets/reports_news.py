"""What people are told of commitments."""

from django.utils.translation import gettext_lazy as _

from citizenspring.notifications.kinds import Kind, Rhythm, register

__all__ = ["OVERDUE", "REPORTED", "STEWARD", "offer"]

REPORTED = Kind(
    "budgets.reported",
    label=_("News of projects that got money in a vote I took part in"),
    subject=_("%(state)s: “%(about)s”"),
    text=_("You took part in what led to this project. Its steward reports: “%(said)s”"),
    default=Rhythm.WEEKLY,
    action=_("See what was done"),
)
STEWARD = Kind(
    "budgets.steward",
    label=_("Stewards: a project that I owe"),
    subject=_("You are the steward of “%(about)s”"),
    text=_(
        "Everybody sees that you owe this project, by when, and what you report. "
        "Its page says what comes next."
    ),
    default=Rhythm.AT_ONCE,
    action=_("Look at the commitment"),
)
OVERDUE = Kind(
    "budgets.overdue",
    label=_("Stewards: a project whose date has passed"),
    subject=_("The date has passed: “%(about)s”"),
    text=_("Its page now says that it is overdue. Report how far it is, in two minutes."),
    default=Rhythm.AT_ONCE,
    action=_("Report how far it is"),
)


def offer() -> None:
    """Name the kinds; called when the app starts."""
    for kind in (REPORTED, STEWARD, OVERDUE):
        register(kind)
