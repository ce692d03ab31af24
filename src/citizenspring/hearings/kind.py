"""What people call the parts of a hearing, and how its gathering leads to it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.gatherings import ways
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.ways import Moment, Way
from citizenspring.threads import kinds

from .models import Hearing
from .permissions import may_prepare_hearing, may_sort_questions

__all__ = ["offer"]


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    hearing = Hearing.objects.filter(gathering=gathering).first()
    if hearing:
        hearing.gathering = gathering
        label = _("Ask the experts") if hearing.is_asking else _("Experts and evidence")
        yield Way(label, hearing.get_absolute_url(), "book-open")
        if may_sort_questions(visitor, gathering):
            yield Way(
                _("Questions for the experts"),
                hearing.page("desk"),
                "list",
                for_team=True,
                moment=Moment.DAY,
                step=5,
                hint=_("Put together what asks the same, and write down the answers."),
            )
    if may_prepare_hearing(visitor, gathering):
        page = Hearing(gathering=gathering).page("prepare")
        hint = _("If experts or witnesses are heard. You can do without.")
        yield Way(_("Prepare the hearing"), page, "book-open", for_team=True, step=7, hint=hint)


def offer() -> None:
    """Called when the app starts."""
    ways.register(_ways)
    kinds.register(kinds.NodeKind("brief", _("Evidence brief"), "book-open"))
    kinds.register(kinds.NodeKind("question", _("Question"), "circle-help"))
    kinds.register(kinds.NodeKind("hearing_answer", _("Answer"), "messages-square"))
