"""What people are told about gatherings they registered for."""

from django.utils.translation import gettext_lazy as _

from citizenspring.notifications.kinds import Kind, Rhythm, register

__all__ = ["offer"]

WHY = _("You registered for it, and it says whether and where to come.")

KINDS = (
    Kind(
        "gathering.coming",
        label=_("My place at a gathering"),
        subject=_("You have a place: “%(about)s”"),
        text=_("%(when)s. %(place)s. Show your ticket at the door."),
        default=Rhythm.AT_ONCE,
        action=_("See my ticket"),
    ),
    Kind(
        "gathering.waiting",
        label=_("My number on a waiting list"),
        subject=_("You are on the waiting list: “%(about)s”"),
        text=_("%(when)s. %(place)s. When a place is free, you have it and hear of it."),
        default=Rhythm.AT_ONCE,
        action=_("See my number"),
    ),
    Kind(
        "gathering.moved_up",
        label=_("A place that became free for me"),
        subject=_("You now have a place: “%(about)s”"),
        text=_("%(when)s. %(place)s. If you cannot come, give the place back on your ticket."),
        default=Rhythm.AT_ONCE,
        action=_("See my ticket"),
        essential=True,
        why_essential=WHY,
    ),
    Kind(
        "gathering.struck",
        label=_("My registration that an organiser cancelled"),
        subject=_("You are no longer registered: “%(about)s”"),
        text=_(
            "An organiser cancelled your registration for %(when)s. If you did not ask for it, "
            "register again or write to the organisers."
        ),
        default=Rhythm.AT_ONCE,
        action=_("Look at it"),
        essential=True,
        why_essential=WHY,
    ),
    Kind(
        "gathering.reminder",
        label=_("A gathering that comes closer"),
        subject=_("Soon: “%(about)s”"),
        text=_("%(when)s. %(place)s. If you cannot come, give the place back on your ticket."),
        default=Rhythm.AT_ONCE,
        action=_("See my ticket"),
    ),
    Kind(
        "gathering.changed",
        label=_("Another time or place of a gathering"),
        subject=_("Another time or place: “%(about)s”"),
        text=_("It is now %(when)s, %(place)s. Your place stays yours."),
        default=Rhythm.AT_ONCE,
        action=_("Look at it"),
        essential=True,
        why_essential=WHY,
    ),
    Kind(
        "gathering.cancelled",
        label=_("A gathering that does not take place"),
        subject=_("It does not take place: “%(about)s”"),
        text=_("The reason: %(reason)s"),
        default=Rhythm.AT_ONCE,
        action=_("Look at it"),
        essential=True,
        why_essential=WHY,
    ),
)

AFTERWARDS = (
    Kind(
        "gathering.next_step",
        label=_("What happens next after a gathering where I was"),
        subject=_("What happens next: “%(about)s”"),
        text=_("%(owner)s owes the next step, by %(due)s."),
        default=Rhythm.DAILY,
        action=_("See what happens next"),
    ),
    Kind(
        "gathering.step_done",
        label=_("What came of a next step"),
        subject=_("What came of it: “%(about)s”"),
        text=_("%(owner)s said what came of the step that was due on %(due)s."),
        default=Rhythm.DAILY,
        action=_("See what came of it"),
    ),
    Kind(
        "gathering.step_due",
        label=_("A next step that my gathering owes"),
        subject=_("A next step is due: “%(about)s”"),
        text=_("%(owner)s owes it by %(due)s. Say in public what came of it."),
        default=Rhythm.AT_ONCE,
        action=_("Say what came of it"),
    ),
)


def offer() -> None:
    """Name the kinds; called when the app starts."""
    for kind in (*KINDS, *AFTERWARDS):
        register(kind)
