"""The count itself: one object that lives for one election."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from citizenspring.engines.ranking.lots import by_lot
from citizenspring.engines.ranking.stv_result import StvResult, StvRound, Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from citizenspring.engines.ranking.ballots import RankedBallots
    from citizenspring.engines.ranking.parity import Parity
    from citizenspring.engines.ranking.stv_result import Act

__all__ = ["QUOTAS", "TRANSFER", "Count", "said"]

TRANSFER = "weighted inclusive Gregory"
QUOTAS: dict[str, Callable[[Fraction, int], Fraction]] = {
    "droop": lambda votes, seats: Fraction(votes // (seats + 1) + 1),
    "exact droop": lambda votes, seats: votes / (seats + 1),
    "hare": lambda votes, seats: votes / seats,
}

_Pile = dict[Fraction, list[int]]


class Count:
    """A count by single transferable vote under way.

    Ballots that moved together have the same value: each candidate holds them by value, so that
    a transfer costs one multiplication for many ballots.
    """

    def __init__(
        self,
        votes: RankedBallots,
        seats: int,
        *,
        quota: str,
        parity: Parity | None,
        seed: str | int,
    ) -> None:
        told = [ballot for ballot in votes.ballots if ballot.tiers]
        self._tiers = [ballot.tiers for ballot in told]
        self._weights = [ballot.weight for ballot in told]
        self._total = sum(self._weights, Fraction(0))
        self._seats = min(seats, len(votes.options))
        self._quota_rule, self._quota = quota, QUOTAS[quota](self._total, seats)
        self._asked = seats
        self._parity = parity
        self._seed = str(seed)
        # Lots are drawn only where needed, and the same for each candidate throughout.
        self._lot = {one: place for place, one in enumerate(by_lot(votes.options, seed))}
        self._hopeful = list(votes.options)
        self._piles: dict[Hashable, _Pile] = {one: {} for one in votes.options}
        self._votes: dict[Hashable, Fraction] = {}
        self._elected: list[Hashable] = []
        self._surplus: list[Hashable] = []
        self._exhausted = Fraction(0)
        self._rounds: list[StvRound] = []
        self._history: list[dict[Hashable, Fraction]] = []
        self._closest: Fraction | None = None

    def run(self) -> StvResult:
        """Count to the end."""
        self._hand_out({Fraction(1): range(len(self._tiers))})
        while self._hopeful and len(self._elected) < self._seats:
            self._one_round()
        return StvResult(
            seats=self._asked,
            elected=tuple(self._elected),
            rounds=tuple(self._rounds),
            quota=self._quota,
            quota_rule=self._quota_rule,
            transfer=TRANSFER,
            votes=self._total,
            exhausted=self._exhausted,
            closest=self._closest,
            seed=self._seed,
            parity=self._parity,
            notes=self._notes(),
        )

    def _one_round(self) -> None:
        left = self._seats - len(self._elected)
        reached = [one for one in self._hopeful if self._reaches(self._votes[one])]
        if barred := self._barred():
            self._bar(min(barred, key=self._votes_then_lot))
        elif reached:
            self._elect(*self._pick(reached, highest=True))
        elif len(self._hopeful) <= left:
            self._elect(*self._pick(self._hopeful, highest=True))
        elif self._surplus:
            self._move_surplus(*self._pick(self._surplus, highest=True))
        else:
            self._exclude()

    def _reaches(self, votes: Fraction) -> bool:
        # Of the exact quota seats + 1 could reach it together: more than it is asked for.
        if self._quota_rule == "exact droop":
            return votes > self._quota
        return votes >= self._quota

    # What the parity rule asks for

    def _may(self, elected: Sequence[Hashable], hopeful: Sequence[Hashable]) -> bool:
        return self._parity is None or self._parity.allows(elected, hopeful, seats=self._seats)

    def _barred(self) -> list[Hashable]:
        """Hopeful candidates whose election would break the rule."""
        return self._for_whom(lambda one, rest: not self._may([*self._elected, one], rest))

    def _guarded(self) -> list[Hashable]:
        """Hopeful candidates whose exclusion would break the rule."""
        return self._for_whom(lambda _, rest: not self._may(self._elected, rest))

    def _for_whom(self, is_so: Callable[[Hashable, list[Hashable]], bool]) -> list[Hashable]:
        """Hopeful candidates of whom something is so: the same for all of one group."""
        if self._parity is None:
            return []
        groups: dict[Hashable, list[Hashable]] = {}
        for one in self._hopeful:
            groups.setdefault(self._parity.group_of.get(one), []).append(one)
        found: list[Hashable] = []
        for members in groups.values():
            first = members[0]
            if is_so(first, [each for each in self._hopeful if each != first]):
                found += members
        return found

    # Acts

    def _elect(self, one: Hashable, tie: Tie | None) -> None:
        votes = self._votes[one]
        reached = self._reaches(votes)
        act: Act = "elected" if reached else "elected without quota"
        if reached:
            why = f"{one} is elected with {said(votes)} votes; the quota is {said(self._quota)}."
        else:
            quota = f"without reaching the quota of {said(self._quota)}"
            why = f"{one} is elected {quota}: as many seats as candidates were left."
        self._elected.append(one)
        if votes > self._quota:
            self._surplus.append(one)
        self._leave(act, one, Fraction(0), tie=tie, why=why)

    def _move_surplus(self, one: Hashable, tie: Tie | None) -> None:
        self._surplus.remove(one)
        votes = self._votes[one]
        over = votes - self._quota
        why = f"The {said(over)} votes that {one} has above the quota move on."
        self._leave("surplus", one, over / votes, tie=tie, why=why)

    def _exclude(self) -> None:
        guarded = self._guarded()
        open_to = [one for one in self._hopeful if one not in guarded]
        one, tie = self._pick(open_to, highest=False)
        fewer = [each for each in guarded if self._votes[each] < self._votes[one]]
        others = [self._votes[each] for each in open_to if each != one]
        if others:
            gap = min(others) - self._votes[one]
            self._closest = gap if self._closest is None else min(gap, self._closest)
        why = f"{one} is excluded with {said(self._votes[one])} votes, the fewest"
        if fewer:
            named = ", ".join(map(str, fewer))
            why += f" of those whose exclusion keeps the parity rule ({named} stay)"
        self._leave("excluded", one, Fraction(1), guarded=tuple(fewer), tie=tie, why=f"{why}.")

    def _bar(self, one: Hashable) -> None:
        votes = said(self._votes[one])
        why = (
            f"{one} is excluded with {votes} votes: the parity rule leaves no seat for this group."
        )
        self._leave("barred", one, Fraction(1), why=why)

    def _leave(
        self,
        act: Act,
        one: Hashable,
        share: Fraction,
        *,
        guarded: tuple[Hashable, ...] = (),
        tie: Tie | None = None,
        why: str,
    ) -> None:
        """Move a share of a candidate's ballots on, and write the round down."""
        before, exhausted = dict(self._votes), self._exhausted
        self._history.append(before)
        if one in self._hopeful:
            self._hopeful.remove(one)
        if share:
            self._votes[one] -= self._votes[one] * share
            pile = self._piles.pop(one)
            self._hand_out({value * share: ballots for value, ballots in pile.items()})
        if share == 1:
            del self._votes[one]
        gained = {each: self._votes[each] - before[each] for each in self._hopeful}
        moved = {each: votes for each, votes in gained.items() if votes}
        lost = self._exhausted - exhausted
        number = len(self._rounds) + 1
        self._rounds.append(StvRound(number, before, act, one, moved, lost, guarded, tie, why))

    def _hand_out(self, pile: dict[Fraction, list[int]] | dict[Fraction, range]) -> None:
        """Give ballots to the continuing candidates of their first tier that has any."""
        hopeful = set(self._hopeful)
        for value, ballots in pile.items():
            gained: dict[tuple[Hashable, Fraction], list[int]] = defaultdict(list)
            weight: Counter[tuple[Hashable, Fraction]] = Counter()
            for ballot in ballots:
                takers = self._takers(ballot, hopeful)
                if not takers:
                    self._exhausted += value * self._weights[ballot]
                for taker in takers:
                    key = taker, value / len(takers)
                    gained[key].append(ballot)
                    weight[key] += self._weights[ballot]  # type: ignore[assignment]  # a sum of fractions
            for key, found in gained.items():
                taker, part = key
                self._piles[taker].setdefault(part, []).extend(found)
                self._votes[taker] = self._votes.get(taker, Fraction(0)) + part * weight[key]
        for one in self._hopeful:
            self._votes.setdefault(one, Fraction(0))

    def _takers(self, ballot: int, hopeful: set[Hashable]) -> list[Hashable]:
        for tier in self._tiers[ballot]:
            found = [one for one in tier if one in hopeful]
            if found:
                return found
        return []

    # Ties

    def _votes_then_lot(self, one: Hashable) -> tuple[Fraction, int]:
        return self._votes[one], self._lot[one]

    def _pick(self, among: Sequence[Hashable], *, highest: bool) -> tuple[Hashable, Tie | None]:
        """Choose the candidate with most or fewest votes, and say what broke a tie."""
        best = max if highest else min
        mark = best(self._votes[one] for one in among)
        equal = [one for one in among if self._votes[one] == mark]
        if len(equal) == 1:
            return equal[0], None
        left, by = equal, "lot"
        for number in range(len(self._history), 0, -1):
            then = self._history[number - 1]
            mark = best(then[one] for one in left)
            left = [one for one in left if then[one] == mark]
            if len(left) == 1:
                by = f"round {number}"
                break
        chosen = min(left, key=self._lot.__getitem__)
        return chosen, Tie(tuple(equal), chosen, by)

    def _notes(self) -> tuple[str, ...]:
        if len(self._elected) == self._asked:
            return ()
        return (f"{len(self._elected)} of {self._asked} seats are filled: nobody else stood.",)


def said(votes: Fraction) -> str:
    """Write votes with at most two decimals.

    Examples
    --------
    >>> said(Fraction(12)), said(Fraction(37, 3))
    ('12', '12.33')
    """
    return f"{float(votes):,.2f}".rstrip("0").rstrip(".")
