"""Counting a round: the official result, another beside it, and why, by the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from citizenspring.budgets.elections import Votes, options_of, read_sealed, votes_in
from citizenspring.budgets.errors import AlreadyDecided, NotYetSealed
from citizenspring.budgets.explaining import Floats, cents, explained, groups_of, payments
from citizenspring.budgets.models import Allocation, Counting, Explanation, Pot, Project, Round
from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.budgeting import Options, Outcome, tally, to_dict
from citizenspring.engines.errors import EngineError

from .stages import move_on

__all__ = ["ask_for_count", "count_round", "count_waiting", "rule_beside"]

LOCK = 0x636F756E  # "coun"
PAUSE = 0.5  # seconds between two words of progress
State = Counting.State
Told = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class _Counted:
    """One pot as two rules share it out; no outcome where nobody voted."""

    pot: Pot
    votes: Votes
    official: Outcome | None = None
    beside: Outcome | None = None
    paid: Floats | None = None


def ask_for_count(budget: Round) -> Counting:
    """Have the worker count; asking again counts again, as long as nothing is decided."""
    if budget.poll is None or not budget.poll.is_sealed:
        raise NotYetSealed
    if budget.is_decided and not budget.source:
        raise AlreadyDecided
    facts = {"state": State.WAITING, "step": "", "done": 0, "total": 0, "problem": ""}
    counting, _made = Counting.objects.update_or_create(
        round=budget, defaults={**facts, "asked_at": database_now(), "finished_at": None}
    )
    tell(counting.topic, "waiting")
    return counting


def count_waiting() -> int:
    """Count what waits, and what a worker that died had begun; returns how many rounds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            _ask_for_forgotten()
            # Whoever holds the lock is the only one that counts, so what runs has no worker.
            waiting = Counting.objects.filter(state__in=[State.WAITING, State.RUNNING])
            found = list(waiting.order_by("asked_at").values_list("round", flat=True))
            for pk in found:
                _count_one(_rounds().get(pk=pk))
            return len(found)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _rounds() -> QuerySet[Round]:
    return Round.objects.select_related("poll", "activity__process", "activity__node")


def _ask_for_forgotten() -> None:
    """Rounds whose vote is over and sealed, and whose count nobody asked for."""
    over = Round.objects.filter(stage=Round.Stage.COUNT, counting=None, poll__state="sealed")
    for budget in over.select_related("poll"):
        ask_for_count(budget)


def _count_one(budget: Round) -> None:
    mine = Counting.objects.filter(pk=budget.pk)
    topic = Counting(round=budget).topic

    told_at = 0.0

    def told(step: str, done: int, total: int) -> None:
        nonlocal told_at
        if done and monotonic() - told_at < PAUSE:
            return
        told_at = monotonic()
        mine.update(state=State.RUNNING, step=step, done=done, total=total)
        tell(topic, "counting", done=done)

    try:
        count_round(budget, told)
    except (EngineError, AlreadyDecided) as problem:
        mine.update(state=State.FAILED, problem=str(problem), finished_at=database_now())
        tell(topic, "failed")
        return
    mine.update(state=State.DONE, step="", finished_at=database_now())
    tell(topic, "counted")


def count_round(budget: Round, told: Told) -> None:
    """Count every pot, keep both results, then explain every project."""
    assert budget.poll is not None
    told("reading", 0, 0)
    sealed = read_sealed(budget.poll)
    told("counting", 0, 0)
    options = options_of(budget)
    pots = list(budget.pots.all())
    counted = [_counted(pot, votes_in(pot, sealed), options) for pot in pots]
    del sealed
    _keep(budget, counted)
    _explain(budget, counted, told)


def rule_beside(options: Options) -> str:
    """The rule that stands beside the official one for comparison."""
    return "equal-shares" if options.rule == "greedy" else "greedy"


def _counted(pot: Pot, votes: Votes, options: Options) -> _Counted:
    if not votes.election.n_voters or not votes.election.projects:
        return _Counted(pot, votes)
    other: Any = {"rule": rule_beside(options), "completion": "add1", "comparison": False}
    beside = tally(votes.election, options, **other)
    official = tally(votes.election, options)
    return _Counted(pot, votes, official, beside, payments(official))


@transaction.atomic
def _keep(budget: Round, counted: list[_Counted]) -> None:
    """Put the new results in the place of older ones, all at once."""
    held = Round.objects.select_for_update().get(pk=budget.pk)
    if held.is_decided and not held.source:
        raise AlreadyDecided
    Allocation.objects.filter(pot__round=budget).delete()
    Explanation.objects.filter(project__round=budget).delete()
    options = options_of(budget)
    for one in counted:
        _allocate(one, one.official, options.rule, is_official=True)
        _allocate(one, one.beside, rule_beside(options), is_official=False)
    tell(Counting(round=budget).topic, "results")


def _allocate(one: _Counted, outcome: Outcome | None, rule: str, *, is_official: bool) -> None:
    facts: dict[str, Any] = {"spent": 0, "voters": one.votes.election.n_voters}
    if outcome is not None:
        facts["funded"] = [int(name) for name in outcome.funded]
        facts["spent"] = cents(outcome.spent)
        facts["result"] = to_dict(outcome)
        if is_official and one.paid is not None:
            facts["groups"] = groups_of(one.votes, outcome, one.paid)
    Allocation.objects.create(pot=one.pot, rule=rule, is_official=is_official, **facts)


def _explain(budget: Round, counted: list[_Counted], told: Told) -> None:
    standing = budget.projects.filter(number__isnull=False)
    by_number: dict[int, Project] = {one.number: one for one in standing if one.number is not None}
    before = 0
    rows = []
    for one in counted:
        if one.official is None or one.beside is None or one.paid is None:
            continue
        base = before

        def watch(done: int, _total: int, base: int = base) -> None:
            told("explaining", base + done, len(by_number))

        for number, facts in explained(one.official, one.beside, one.paid, watch):
            rows.append(Explanation(project=by_number[number], facts=facts))
        before += len(one.votes.election.projects)
    with transaction.atomic():
        Explanation.objects.filter(project__round=budget).delete()
        Explanation.objects.bulk_create(rows, batch_size=500)
        if budget.source:
            _end_imported(budget, counted)


def _end_imported(budget: Round, counted: list[_Counted]) -> None:
    """A vote that was brought in from elsewhere is over once it is counted here."""
    move_on(budget, Round.Stage.COUNT, Round.Stage.DONE, by=None, decided_at=database_now())
    funded = [int(name) for one in counted if one.official for name in one.official.funded]
    standing = budget.projects.filter(number__isnull=False)
    standing.filter(number__in=funded).update(state=Project.State.FUNDED)
    standing.exclude(number__in=funded).update(state=Project.State.UNFUNDED)
