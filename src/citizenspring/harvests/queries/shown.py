"""Cards that everybody may see."""

from django.db.models import QuerySet

from citizenspring.rounds.models import Card, Run

__all__ = ["shown_cards"]


def shown_cards(run: Run) -> QuerySet[Card]:
    """Cards of a run that are neither taken back nor hidden."""
    return run.cards.filter(is_hidden=False).exclude(text="")
