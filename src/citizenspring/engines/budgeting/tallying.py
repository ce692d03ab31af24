"""Count a budget vote by any of the rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from citizenspring.engines.budgeting.comparison import Comparison, compare
from citizenspring.engines.budgeting.completion import first_endowment, raise_endowments
from citizenspring.engines.budgeting.epsilon import complete_by_epsilon
from citizenspring.engines.budgeting.greedy import GreedyRun, greedy
from citizenspring.engines.budgeting.maximin import maximin_support
from citizenspring.engines.budgeting.options import Options
from citizenspring.engines.budgeting.phragmen import phragmen
from citizenspring.engines.budgeting.reasons import purchases_of, unfunded_of
from citizenspring.engines.budgeting.result import Outcome
from citizenspring.engines.budgeting.satisfaction import default_measure
from citizenspring.engines.budgeting.supporters import Supporters, supporters_of
from citizenspring.engines.budgeting.ties import TieList
from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from citizenspring.engines.budgeting.completion import Watch
    from citizenspring.engines.budgeting.election import Election
    from citizenspring.engines.budgeting.equal_shares import Run
    from citizenspring.engines.budgeting.phragmen import PhragmenRun
    from citizenspring.engines.budgeting.ties import Tie

__all__ = ["Counted", "count", "funded_by", "tally"]


@dataclass
class Counted:
    """What a rule has bought so far, before it is told."""

    bought: list[tuple[int, str, Fraction | None, Tie | None]] = field(default_factory=list)
    run: Run | PhragmenRun | None = None
    greedy: GreedyRun | None = None
    rounds: int = 0
    computed: int = 0
    ended: str = ""
    first: Fraction | None = None
    passed: list[Tie] = field(default_factory=list)

    @property
    def projects(self) -> list[int]:
        """Positions in the order of purchase."""
        return [one for one, *_ in self.bought]

    def add(
        self,
        projects: tuple[int, ...],
        by: str,
        ties: dict[int, Tie],
        prices: tuple[Fraction | None, ...] = (),
    ) -> None:
        """Append purchases."""
        given = prices or (None,) * len(projects)
        self.bought += [
            (one, by, price, ties.get(step))
            for step, (one, price) in enumerate(zip(projects, given, strict=True))
        ]


def tally(
    election: Election,
    options: Options | None = None,
    *,
    watch: Watch | None = None,
    **changes: Any,
) -> Outcome:
    """Count a budget vote.

    Parameters
    ----------
    election : Election
    options : Options, optional
        The Method of Equal Shares with add1 when not given.
    watch : callable, optional
        Told how much of the budget is spent while endowments are raised.
    **changes
        Single options by name, such as ``rule="phragmen"``; see :class:`.options.Options`.

    Returns
    -------
    Outcome

    Raises
    ------
    BadInput
        When the rule and the ballots do not go together.

    Examples
    --------
    >>> from citizenspring.engines.budgeting import Election
    >>> votes = [["park"]] * 6 + [["pool"]] * 4
    >>> vote = Election.of({"park": 50, "square": 50, "pool": 40}, 100, votes)
    >>> tally(vote).funded, tally(vote).first_endowment
    (('park', 'pool'), Fraction(10, 1))
    """
    chosen = replace(options or Options(), **changes)
    if chosen.satisfaction is None:
        chosen = replace(chosen, satisfaction=default_measure(election))
    if not election.n_voters:
        raise BadInput("nobody has voted", expected="at least one ballot")
    ties = TieList(election, chosen.ties, chosen.seed)
    given = supporters_of(election, chosen.satisfaction)
    found = count(given, chosen, ties, watch)
    by_votes = greedy(election, ties, measure=chosen.satisfaction)
    return _told(given, chosen, found, by_votes)


def funded_by(election: Election, options: Options) -> frozenset[str]:
    """Return only what a rule funds, completion and comparison included."""
    ties = TieList(election, options.ties, options.seed)
    given = supporters_of(election, options.satisfaction)
    bought = count(given, options, ties).projects
    if options.comparison:
        other = greedy(election, ties, measure=options.satisfaction).bought
        if compare(election, bought, other).second_wins:
            bought = list(other)
    return frozenset(election.projects[one].id for one in bought)


def count(
    given: Supporters, options: Options, ties: TieList, watch: Watch | None = None
) -> Counted:
    """Apply the rule and its completion, without the comparison step."""
    found = Counted()
    if options.rule == "equal-shares":
        _equal_shares(found, given, options, ties, watch)
    elif options.rule == "phragmen":
        run = phragmen(given, ties)
        found.run, found.computed = run, 1
        found.add(run.bought, "phragmen", run.ties, run.loads)
        if options.completion == "greedy":
            _greedily(found, given, options, ties)
    elif options.rule == "maximin-support":
        bought, tied, loads = maximin_support(given, ties)
        found.add(bought, "maximin support", tied, loads)
    else:
        found.greedy = greedy(
            given.election,
            ties,
            measure=options.satisfaction,
            per_cost=options.rule == "greedy-per-cost",
            skip=options.rule != "greedy-stop",
            threshold=options.threshold,
        )
        found.add(found.greedy.bought, "greedy", found.greedy.ties)
        found.passed += [found.greedy.stop_tie] if found.greedy.stop_tie else []
    return found


def _equal_shares(
    found: Counted, given: Supporters, options: Options, ties: TieList, watch: Watch | None
) -> None:
    base = options
    if options.completion in {"epsilon", "greedy"}:
        base = replace(options, completion="none")
    raised = raise_endowments(given, base, ties, watch)
    run = raised.run
    found.passed += raised.ties
    found.run, found.rounds, found.computed = run, raised.rounds, raised.computed
    found.ended, found.first = raised.reason, first_endowment(given, options)
    found.add(tuple(given.funded_for_nothing()), "no cost", {})
    prices = tuple(run.shares.rho(step) for step in range(len(run.bought)))
    found.add(run.bought, "equal shares", run.ties, prices)
    if options.completion == "epsilon":
        found.add(*_epsilon(run, ties))
    elif options.completion in {"greedy", "add1u"}:
        _greedily(found, given, options, ties)


def _epsilon(
    run: Run, ties: TieList
) -> tuple[tuple[int, ...], str, dict[int, Tie], tuple[Fraction, ...]]:
    bought, tied, prices = complete_by_epsilon(run, ties)
    return bought, "epsilon", tied, prices


def _greedily(found: Counted, given: Supporters, options: Options, ties: TieList) -> None:
    """Complete by votes, among projects that somebody voted for."""
    extra = greedy(
        given.election,
        ties,
        measure=options.satisfaction,
        threshold=max(1, options.threshold),
        funded=found.projects,
    )
    found.add(extra.bought, "greedy", extra.ties)


def _told(given: Supporters, options: Options, found: Counted, by_votes: GreedyRun) -> Outcome:
    election = given.election
    compared: Comparison | None = None
    if set(by_votes.bought) != set(found.projects):
        compared = compare(election, found.projects, by_votes.bought)
    away = options.comparison and compared is not None and compared.second_wins
    if options.comparison and compared is not None:
        found.passed += [tie for *_, tie in found.bought if away and tie]
        found.passed += by_votes.ties.values() if not away else ()
    if away:
        found.bought = []
        found.add(by_votes.bought, "greedy", by_votes.ties)
        found.greedy = by_votes
    unit, spent = election.unit, sum(election.costs[one] for one in found.projects)
    endowment = getattr(found.run, "endowment", None)
    return Outcome(
        election=election,
        options=options,
        funded=tuple(election.projects[one].id for one in found.projects),
        purchases=purchases_of(given, found),
        unfunded=unfunded_of(given, options, found, away=away),
        spent=Fraction(spent, unit),
        endowment=None if endowment is None else endowment / unit,
        first_endowment=None if found.first is None else found.first / unit,
        rounds=found.rounds,
        computed=found.computed,
        ended=found.ended,
        greedy=tuple(election.projects[one].id for one in by_votes.bought),
        comparison=compared,
        compared_away=away,
        passed_ties=tuple(dict.fromkeys(found.passed)),
        notes=_notes(election, options, found),
        run=found.run,
    )


def _notes(election: Election, options: Options, found: Counted) -> tuple[str, ...]:
    notes = []
    if sum(election.costs[one] for one in found.projects) > election.limit:
        notes.append("The first round already costs more than the budget.")
    minus = int(election.ballots.weights[election.ballots.rows[election.ballots.values < 0]].sum())
    if minus and options.satisfaction != "points":
        notes.append(f"{minus} votes carry negative points; they are not counted as support.")
    return tuple(notes)
