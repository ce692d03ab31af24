"""What people are told about panels they answered for."""

from django.utils.translation import gettext_lazy as _

from citizenspring.notifications.kinds import Kind, Rhythm, register

__all__ = ["offer"]

WHY = _("You said that you want to be drawn, and your seat waits for your answer.")

KINDS = (
    Kind(
        "panel.drawn",
        label=_("A panel I was drawn for"),
        subject=_("You are drawn: “%(about)s”"),
        text=_("%(when)s, %(place)s. Say whether you come, so that nobody's seat stays empty."),
        default=Rhythm.AT_ONCE,
        action=_("Answer"),
        essential=True,
        why_essential=WHY,
    ),
    Kind(
        "panel.stepped_in",
        label=_("A seat on a panel that became free for me"),
        subject=_("A seat is free for you: “%(about)s”"),
        text=_("%(when)s, %(place)s. Somebody cannot come, and you are next. Do you come?"),
        default=Rhythm.AT_ONCE,
        action=_("Answer"),
        essential=True,
        why_essential=WHY,
    ),
    Kind(
        "panel.reserve",
        label=_("A panel that was drawn without me"),
        subject=_("The panel is drawn: “%(about)s”"),
        text=_("You are in reserve. When somebody cannot come, the next in order hears of it."),
        default=Rhythm.AT_ONCE,
        action=_("See the panel"),
    ),
)


def offer() -> None:
    """Name the kinds; called when the app starts."""
    for kind in KINDS:
        register(kind)
