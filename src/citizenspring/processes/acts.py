"""Acts that a page asks to confirm, with the words it uses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import services

__all__ = ["ACTIVITY_ACTS", "PROCESS_ACTS", "Act"]

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """``question`` and ``consequence`` stand before it, ``done`` after it."""

    name: str
    label: Words
    question: Words
    consequence: Words
    done: Words
    do: Callable[..., Any]

    @property
    def weight(self) -> str:
        """The kind of button: only opening calls attention to itself."""
        return "primary" if self.name == "open" else "secondary"


_process_acts = [
    Act(
        "open",
        _("Open the process"),
        _("Open this process?"),
        _("Everyone will see it, and the public record will say so. It cannot be a draft again."),
        _("The process is open."),
        services.open_process,
    ),
    Act(
        "close",
        _("Close the process"),
        _("Close this process?"),
        _("Everything still open in it closes too. Its page and its record stay."),
        _("The process is closed. Say what was decided, so that people know."),
        services.close_process,
    ),
    Act(
        "archive",
        _("Archive the process"),
        _("Archive this process?"),
        _("It leaves the lists of what is going on. Its page and its record stay."),
        _("The process is archived."),
        services.archive_process,
    ),
]
_activity_acts = [
    Act(
        "open",
        _("Open it now"),
        _("Open this activity now?"),
        _("People can take part at once."),
        _("The activity is open."),
        services.open_activity,
    ),
    Act(
        "plan",
        _("Announce"),
        _("Announce this activity?"),
        _("Everyone sees it, and it opens by itself at its time."),
        _("The activity is announced."),
        services.plan_activity,
    ),
    Act(
        "unplan",
        _("Take the announcement back"),
        _("Take this announcement back?"),
        _("The activity is a draft again and opens only when you say so."),
        _("The activity is a draft again."),
        services.unplan_activity,
    ),
    Act(
        "close",
        _("Close now"),
        _("Close this activity now?"),
        _("What people did until then counts. It cannot be opened again."),
        _("The activity is closed."),
        services.close_activity,
    ),
]
PROCESS_ACTS = {act.name: act for act in _process_acts}
ACTIVITY_ACTS = {act.name: act for act in _activity_acts}
