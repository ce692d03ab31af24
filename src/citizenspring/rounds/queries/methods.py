"""The method of a run, as it was when the run was prepared."""

from functools import lru_cache

from django.db.models import F, QuerySet

from citizenspring.engines.rounds import Method, parse_method
from citizenspring.gatherings.models import Gathering
from citizenspring.rounds.models import Run

__all__ = ["JUDGING", "method_of", "round_of_phase", "run_of", "runs_of", "used_by"]

# What each kind of phase that judges cards calls one judgment.
JUDGING = {"dots": "dotted", "ratings": "rated", "consent": "consented", "resistance": "resisted"}


@lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> Method:
    return parse_method(text, name=name)


def method_of(run: Run) -> Method:
    """Its definition, read once in each process."""
    return _parsed(run.method, run.method_name)


def runs_of(gathering: Gathering) -> QuerySet[Run]:
    """All methods of the day, in their order."""
    return gathering.runs.order_by("number")


def run_of(gathering: Gathering) -> Run | None:
    """The run that runs, else the next one prepared, else the last that ended."""
    rows = list(gathering.runs.order_by(F("ended_at").asc(nulls_first=True), "number"))
    waiting = [run for run in rows if run.ended_at is None]
    for run in waiting:
        if run.started_at is not None:
            return run
    found = waiting[:1] or rows[-1:]
    return found[0] if found else None


def round_of_phase(method: Method) -> dict[str, int]:
    """The round of seats, from 1, in which people sit in each phase."""
    found: dict[str, int] = {}
    current = last = 1
    for phase in method.phases:
        if phase.move in {"mix", "host stays"}:
            last += 1
            current = last
        elif phase.move == "return":
            current = 1
        found[phase.id] = current
    return found


def used_by(method: Method, phase: str) -> dict[str, str]:
    """Phases that choose among the cards of one, and what kind of choice each is."""
    found: dict[str, str] = {}
    for later in method.phases:
        of = later.entry.of
        if later.entry.kind not in {"none", "amends"} and (of == phase or found.get(of) == "picks"):
            found[later.id] = later.entry.kind
    return found
