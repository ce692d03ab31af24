"""The budget round as a kind of activity, and its panel on the page of a process."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.processes.kinds import ActivityKind, register
from citizenspring.processes.models import Activity
from citizenspring.threads import kinds

from .models import Round
from .services import KIND, guard_closing, guard_edit, on_opening

__all__ = ["offer"]


def _panel(activity: Activity, _visitor: Any) -> tuple[str, dict[str, Any]]:
    budget = Round.objects.prefetch_related("pots").get(activity=activity)
    budget.activity = activity
    return "budgets/_panel.html", {"budget": budget}


def offer() -> None:
    """Offer it to organisers; called when the app starts."""
    register(
        ActivityKind(
            name=KIND,
            label=_("Budget round"),
            summary=_("Residents propose, the city checks, and everybody votes on real money."),
            icon="coins",
            url_name="budgets:round",
            new_url_name="budgets:new",
            panel=_panel,
            import_url_name="budgets:import",
            import_label=_("Import a past vote of Pabulib"),
            on_opening=on_opening,
            on_editing=guard_edit,
            on_closing=guard_closing,
        )
    )
    kinds.register(kinds.NodeKind(KIND, _("Budget round"), "coins"))
    kinds.register(kinds.NodeKind("commitment", _("Commitment"), "handshake"))
