"""What the methods of a day ask of its seats, and whose voice was heard in them."""

from citizenspring.gatherings import voices, wishes
from citizenspring.gatherings.models import Arrival, Gathering

from .models import Fact
from .queries import clock_of, method_of, round_of_phase, run_of

__all__ = ["has_voted", "join", "rounds_needed", "seats_now"]


def rounds_needed(gathering: Gathering) -> int:
    """As many rounds of seats as the method needs that moves people most; 0 without methods."""
    rounds = [round_of_phase(method_of(run)).values() for run in gathering.runs.all()]
    return max((max(numbers) for numbers in rounds if numbers), default=0)


def seats_now(gathering: Gathering) -> int:
    """The round of seats of the phase that runs; 0 while none does."""
    run = run_of(gathering)
    phase = clock_of(run).phase if run else None
    return round_of_phase(method_of(run))[phase.id] if run and phase else 0


def has_voted(arrival: Arrival) -> bool:
    """In any round of the day."""
    return Fact.objects.filter(run__gathering=arrival.gathering_id, voice=arrival.voice).exists()


def join() -> None:
    """Called when the app starts."""
    wishes.register(needed=rounds_needed, present=seats_now)
    voices.register(has_voted)
