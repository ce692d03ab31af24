"""What people are told of the harvest of a gathering they were at."""

from django.utils.translation import gettext_lazy as _

from citizenspring.notifications.kinds import Kind, Rhythm, register

__all__ = ["offer"]

KINDS = (
    Kind(
        "harvest.published",
        label=_("The harvest of a gathering I was at"),
        subject=_("The harvest is public: “%(about)s”"),
        text=_(
            "Everything that the tables wrote is there to read: %(cards)s cards of %(tables)s "
            "tables, in the languages in which they were written."
        ),
        default=Rhythm.AT_ONCE,
        action=_("Read the harvest"),
    ),
    Kind(
        "harvest.became",
        label=_("What became of the cards of my table"),
        subject=_("Cards of your table go on: “%(about)s”"),
        text=_(
            "How many cards of table %(table)s: %(count)s. They now stand in “%(outcome)s”. "
            "The reason that was given: “%(reason)s”"
        ),
        default=Rhythm.DAILY,
        action=_("See what became of them"),
    ),
)


def offer() -> None:
    """Name the kinds; called when the app starts."""
    for kind in KINDS:
        register(kind)
