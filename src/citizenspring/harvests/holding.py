"""One at a time at the themes of a run: people, and the machine that groups."""

from citizenspring.rounds.models import Run

from .models import Grouping

__all__ = ["hold"]


def hold(run: Run) -> Grouping:
    """Keep others from changing the run's themes until the transaction ends."""
    Grouping.objects.get_or_create(run=run)
    return Grouping.objects.select_for_update().get(run=run)
