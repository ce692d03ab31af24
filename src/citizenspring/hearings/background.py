"""What the worker repeats for hearings."""

from citizenspring.common.background import background

from .models import Hearing
from .services import follow_hidden_cards, link_cards, take_cards

__all__ = ["collect_questions", "lead_cards_on"]


@background("questions of tables", every=10)
def collect_questions() -> int:
    """Collect what tables wrote, while questions are asked."""
    found = Hearing.objects.filter(is_asking=True).select_related("gathering__activity__process")
    return sum(take_cards(hearing) for hearing in found) + follow_hidden_cards()


@background("cards that became questions", every=300)
def lead_cards_on() -> int:
    """Say what became of question cards, once a harvest has made contributions of them."""
    waiting = Hearing.objects.filter(questions__card__node__isnull=False).distinct()
    return sum(map(link_cards, waiting.select_related("gathering__activity__process")))
