"""What people with an account are told about mood checks, as they chose to be told."""

from django.utils.translation import gettext_lazy as _

from citizenspring.notifications.kinds import Kind, Rhythm, register

__all__ = ["CODES", "offer"]

# A gathering and a new wave are steps of the thread: everyone who took part is told of these.
CODES = {
    "rung": "mood.rung",
    "met": "mood.met",
    "missed": "mood.missed",
    "nudge": "mood.nudge",
    "did": "mood.did",
}


def offer() -> None:
    """Name the kinds; called when the app starts."""
    register(
        Kind(
            "mood.rung",
            label=_("What my answer to a mood check asks of me"),
            subject=_("Your answer to “%(about)s” counts"),
            text=_("Thank you. %(rung)s. %(ask)s"),
            default=Rhythm.AT_ONCE,
            action=_("See my answer"),
        )
    )
    register(
        Kind(
            "mood.met",
            label=_("A threshold that I helped to meet"),
            subject=_("The threshold was met: “%(about)s”"),
            text=_("Enough people answered, you among them. That stays so."),
            default=Rhythm.AT_ONCE,
            action=_("See the results"),
        )
    )
    register(
        Kind(
            "mood.missed",
            label=_("A threshold that was not met"),
            subject=_("The threshold was not met: “%(about)s”"),
            text=_("Not enough people answered by its date. Your answer is part of its results."),
            default=Rhythm.AT_ONCE,
            action=_("See the results"),
        )
    )
    register(
        Kind(
            "mood.nudge",
            label=_("A mood check that needs more answers"),
            subject=_("Answers are still missing (%(missing)s): “%(about)s”"),
            text=_("At the present rate it would miss its threshold. Pass its address on."),
            default=Rhythm.DAILY,
            action=_("Pass this address on"),
        )
    )
    register(
        Kind(
            "mood.did",
            label=_("Did you do what you said?"),
            subject=_("Did you do it? “%(about)s”"),
            text=_("You said: %(rung)s. One press is enough to answer."),
            default=Rhythm.AT_ONCE,
            action=_("Answer with one press"),
        )
    )
