"""Parity among those elected: how many of each group at least and at most, and in turn.

While votes are counted, an exclusion that would leave too few of a group is not made (its
candidates are *guarded*), and candidates whose election would leave no room for another group's
share are excluded at once (they are *barred*). So the rule holds at the end whatever the votes.

References
----------
Hill, "STV with constraints", Voting matters 9, 1998. Otten, "STV with multiple constraints",
Voting matters 13, 2001.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.ranking.lots import in_order

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

__all__ = ["Parity", "in_turn"]


@dataclass(frozen=True)
class Parity:
    """Bounds on how many of each group are elected.

    Attributes
    ----------
    group_of : mapping of candidate to group
        A candidate who is in none counts towards no group.
    least, most : mapping of group to int
        Seats; a group that is not named has no bound.
    alternate : bool
        List those elected in turn, one group after the other.

    Examples
    --------
    >>> rule = Parity.of_share({"Ada": "women", "Bo": "men", "Cy": "men"}, "2/5", seats=2)
    >>> dict(rule.least), rule.allows(["Bo"], ["Cy"], seats=2)
    ({'men': 0, 'women': 0}, True)
    >>> Parity({"Ada": "women", "Bo": "men"}, least={"women": 1}).allows(["Bo"], [], seats=2)
    False
    """

    group_of: Mapping[Any, Hashable] = field(repr=False)
    least: Mapping[Hashable, int] = field(default_factory=dict)
    most: Mapping[Hashable, int] = field(default_factory=dict)
    alternate: bool = False

    @classmethod
    def of_share(
        cls, group_of: Mapping[Any, Hashable], share: Fraction | str | float, *, seats: int
    ) -> Parity:
        """Give every group at least a share of the seats, rounded down.

        Raises
        ------
        BadInput
            When the share is not between 0 and 1, or the shares of all groups exceed 1.
        """
        exact = Fraction(str(share))
        groups = in_order(group_of.values())
        each = int(exact * seats)
        if not 0 <= exact * len(groups) <= 1:
            found = f"a share of {share} for each of {len(groups)} groups"
            raise BadInput(found, expected="shares that together are at most 1")
        return cls(group_of, least=dict.fromkeys(groups, each))

    @classmethod
    def zipper(cls, group_of: Mapping[Any, Hashable], *, seats: int) -> Parity:
        """Share the seats evenly among all groups, within one seat, and list them in turn."""
        groups = in_order(group_of.values())
        if not groups:
            raise BadInput("no candidate is in a group", expected="the group of each candidate")
        even = seats // len(groups)
        most = even + (seats % len(groups) > 0)
        bounds = dict.fromkeys(groups, even), dict.fromkeys(groups, most)
        return cls(group_of, *bounds, alternate=True)

    @classmethod
    def from_text(cls, rule: str, group_of: Mapping[Any, Hashable], *, seats: int) -> Parity:
        """Read a rule: "alternate", a share such as "0.4", or bounds such as "women=2,men=2".

        Raises
        ------
        BadInput
            When it is none of these, or names a group that is not there.
        """
        if rule == "alternate":
            return cls.zipper(group_of, seats=seats)
        if "=" in rule:
            return cls(group_of, least=dict(_bound(part, group_of) for part in rule.split(",")))
        try:
            return cls.of_share(group_of, rule, seats=seats)
        except (ValueError, ZeroDivisionError):
            expected = "'alternate', a share such as 0.4, or women=2,men=2"
            raise BadInput(f"the parity rule is {rule!r}", expected=expected) from None

    def count(self, candidates: Iterable[Hashable]) -> Counter[Hashable]:
        """Count candidates by group."""
        return Counter(self.group_of[one] for one in candidates if one in self.group_of)

    def allows(
        self, elected: Iterable[Hashable], hopeful: Iterable[Hashable], *, seats: int
    ) -> bool:
        """Whether the rule can still be kept when the rest are elected from the hopeful."""
        chosen, still = list(elected), list(hopeful)
        left = min(seats - len(chosen), len(still))
        have, could = self.count(chosen), self.count(still)
        free = sum(one not in self.group_of for one in still)
        needed = room = 0
        for group in {*have, *could, *self.least, *self.most}:
            missing = max(self.least.get(group, 0) - have[group], 0)
            space = min(could[group], self.most.get(group, seats) - have[group])
            if space < missing or space < 0:
                return False
            needed, room = needed + missing, room + space
        return needed <= left <= room + free

    def require_possible(self, candidates: Sequence[Hashable], *, seats: int) -> None:
        """Refuse a rule that these candidates cannot keep.

        Raises
        ------
        Infeasible
            The message names the smallest change that would help.
        """
        if self.allows([], candidates, seats=seats):
            return
        stand = self.count(candidates)
        for group, needed in self.least.items():
            if stand[group] < needed:
                raise Infeasible(
                    f"At least {needed} of {group} must be elected and {stand[group]} stand: "
                    f"ask for {stand[group]} at most, or find {needed - stand[group]} more."
                )
        wanted = sum(self.least.values())
        if wanted > min(seats, len(candidates)):
            raise Infeasible(
                f"The groups are promised {wanted} seats together and there are {seats}: "
                f"lower the promises by {wanted - min(seats, len(candidates))}."
            )
        open_seats = sum(min(stand[group], self.most.get(group, seats)) for group in stand)
        open_seats += sum(one not in self.group_of for one in candidates)
        raise Infeasible(
            f"With the most that each group may have, {open_seats} of {seats} seats can be "
            f"filled: allow {seats - open_seats} more, or fill fewer seats."
        )

    def describe(self) -> str:
        """Say the rule in one English sentence."""
        said = []
        for group in in_order([*self.least, *self.most]):
            low, high = self.least.get(group, 0), self.most.get(group)
            bound = f"at least {low}" if high is None else f"{low} to {high}"
            said.append(f"{bound} of {group}")
        turn = ", listed in turn" if self.alternate else ""
        return f"{', '.join(said) or 'no bound'}{turn}".capitalize() + "."


def _bound(part: str, group_of: Mapping[Any, Hashable]) -> tuple[Hashable, int]:
    said, _, seats = (each.strip() for each in part.partition("="))
    groups = in_order(group_of.values())
    group = next((each for each in groups if str(each) == said), None)
    if group is None or not seats.isdecimal():
        expected = f"GROUP=SEATS with a group among {', '.join(map(str, groups))}"
        raise BadInput(f"the parity rule says {part!r}", expected=expected)
    return group, int(seats)


def in_turn(elected: Sequence[Hashable], group_of: Mapping[Any, Hashable]) -> tuple[Hashable, ...]:
    """List those elected so that neighbours are of different groups, as far as numbers allow.

    The earliest elected goes first whenever the rest can still be listed in turn.

    Examples
    --------
    >>> in_turn(["Bo", "Cy", "Ada"], {"Bo": "men", "Cy": "men", "Ada": "women"})
    ('Bo', 'Ada', 'Cy')
    """
    rest = list(elected)
    listed: list[Hashable] = []
    while rest:
        last = group_of.get(listed[-1], listed[-1]) if listed else None
        other = [one for one in rest if group_of.get(one, one) != last]
        fitting = [one for one in other if _can_follow(rest, one, group_of)]
        pick = (fitting or other or rest)[0]
        rest.remove(pick)
        listed.append(pick)
    return tuple(listed)


def _can_follow(rest: Sequence[Hashable], one: Hashable, group_of: Mapping[Any, Hashable]) -> bool:
    """Whether those who are left after `one` can be listed in turn behind it."""
    after = Counter(group_of.get(each, each) for each in rest if each != one)
    left = sum(after.values())
    # The group just listed cannot come next, so it has one place fewer.
    return all(
        count <= (left + (group != group_of.get(one, one))) // 2 for group, count in after.items()
    )
