"""The opinion map as a kind of activity, and its panel on the page of a process."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from citizenspring.processes.kinds import ActivityKind, register
from citizenspring.processes.models import Activity
from citizenspring.threads import kinds

from .models import OpinionMap
from .queries import card_for, is_open
from .services.maps import KIND

__all__ = ["offer"]


def _panel(activity: Activity, visitor: Any) -> tuple[str, dict[str, Any]]:
    opinion_map = OpinionMap.objects.get(activity=activity)
    opinion_map.activity = activity
    card = card_for(opinion_map, visitor, "")
    facts = {"map": opinion_map, "card": card, "is_open": is_open(opinion_map)}
    return "opinions/_panel.html", facts


def _voted(count: int) -> str:
    sentence = ngettext(
        "You voted on %(count)s statement of this opinion map.",
        "You voted on %(count)s statements of this opinion map.",
        count,
    )
    return sentence % {"count": count}


def offer() -> None:
    """Offer it to organisers; called when the app starts."""
    register(
        ActivityKind(
            name=KIND,
            label=_("Opinion map"),
            summary=_("Short statements to agree or disagree with, and what all groups share."),
            icon="map",
            url_name="opinions:vote",
            new_url_name="opinions:new",
            panel=_panel,
            import_url_name="opinions:import-polis",
            import_label=_("Import a Polis conversation"),
        )
    )
    for node_kind in (
        kinds.NodeKind(KIND, _("Opinion map"), "map"),
        kinds.NodeKind("statement", _("Statement"), "quote", voted=_voted),
        kinds.NodeKind("common_ground", _("Common ground"), "handshake"),
    ):
        kinds.register(node_kind)
