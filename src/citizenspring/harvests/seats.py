"""Who sat at a card's table when it was written: the plan and the round of seats of that moment."""

from citizenspring.gatherings.models import Gathering, SeatingPlan
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.queries import method_of, round_of_phase

__all__ = ["Seating"]


class Seating:
    """The plans of a gathering's day; a card belongs to the last one made before it."""

    def __init__(self, gathering: Gathering) -> None:
        with_seats = gathering.plans.exclude(placed=None).distinct()
        self.plans = list(with_seats.order_by("made_at"))
        self.rounds = {run.number: round_of_phase(method_of(run)) for run in gathering.runs.all()}

    def at(self, card: Card, run: Run) -> tuple[SeatingPlan | None, int]:
        """The plan and its round when the card was written; without plans, nobody is known."""
        if not self.plans:
            return None, 1
        earlier = [plan for plan in self.plans if plan.made_at <= card.written_at]
        plan = earlier[-1] if earlier else self.plans[0]
        return plan, min(self.rounds[run.number].get(card.phase, 1), plan.rounds)
