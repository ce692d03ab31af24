"""What pages, phones and walls show of a run."""

from .cards import (
    ZERO,
    answers_by,
    answers_of,
    ballot_of,
    cards_of,
    picks_of,
    shown_cards,
    source_keys,
)
from .clock import TIMING, Clock, Planned, clock_of
from .conducting import Step, TableRow, may_vote_count, run_at, steps_of, table_rows, voted_now
from .counting import events_of, outcome_of, results_of, voted_count
from .methods import JUDGING, method_of, round_of_phase, run_of, runs_of, used_by
from .state import people_of, table_at, table_state

__all__ = [
    "JUDGING",
    "TIMING",
    "ZERO",
    "Clock",
    "Planned",
    "Step",
    "TableRow",
    "answers_by",
    "answers_of",
    "ballot_of",
    "cards_of",
    "clock_of",
    "events_of",
    "may_vote_count",
    "method_of",
    "outcome_of",
    "people_of",
    "picks_of",
    "results_of",
    "round_of_phase",
    "run_at",
    "run_of",
    "runs_of",
    "shown_cards",
    "source_keys",
    "steps_of",
    "table_at",
    "table_rows",
    "table_state",
    "used_by",
    "voted_count",
    "voted_now",
]
