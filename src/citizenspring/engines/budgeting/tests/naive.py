"""Equal shares and Phragmén written down as their definitions say, slowly, in fractions."""

from fractions import Fraction
from itertools import count

from citizenspring.engines.budgeting import Election
from citizenspring.engines.budgeting.supporters import supporters_of

__all__ = ["naive_add1", "naive_equal_shares", "naive_phragmen"]


def voters_of(vote: Election, measure: str) -> list[dict[int, int]]:
    """One voter after the other: what she supports, with her utility."""
    given = supporters_of(vote, measure)  # type: ignore[arg-type]  # because the measures come from a list of tests
    people = []
    for kind, weight in enumerate(vote.ballots.weights.tolist()):
        columns, utilities = given.entries_of(kind)
        mine = dict(zip(columns.tolist(), utilities.tolist(), strict=True))
        people += [mine] * weight
    return people


def price(cost: int, purses: list[tuple[Fraction, int]]) -> Fraction | None:
    """The rho at which min(purse, rho × utility) adds up to the cost."""
    if sum(purse for purse, _ in purses) < cost:
        return None
    paid, worth = Fraction(0), sum(utility for _, utility in purses)
    for purse, utility in sorted(purses, key=lambda one: one[0] / one[1]):
        rho = (cost - paid) / worth
        if purse >= rho * utility:
            return rho
        paid, worth = paid + purse, worth - utility
    raise AssertionError


def naive_equal_shares(vote: Election, measure: str, endowment: Fraction) -> list[str]:
    """Ids in the order of purchase; ties by id."""
    people = voters_of(vote, measure)
    purses = [endowment] * len(people)
    bought: list[int] = []
    while True:
        found = []
        for at, project in enumerate(vote.projects):
            mine = [one for one, likes in enumerate(people) if at in likes]
            if at in bought or not mine:
                continue
            rho = price(vote.costs[at], [(purses[one], people[one][at]) for one in mine])
            if rho is not None:
                cost = vote.costs[at]
                rank = {"cost": rho / cost, "sqrt": rho * rho / cost}.get(measure, rho)
                found.append((rank, project.id, at, rho))
        if not found:
            return [vote.projects[at].id for at in bought]
        _, _, at, rho = min(found)
        bought.append(at)
        for one, likes in enumerate(people):
            if at in likes:
                purses[one] -= min(purses[one], rho * likes[at])


def naive_add1(vote: Election, measure: str, *, exhaustive_stop: bool) -> list[str]:
    """Raise everybody's money by one until the stated end."""
    supported = {vote.projects[at].id for likes in voters_of(vote, measure) for at in likes}
    costs = {project.id: project.cost for project in vote.projects}
    best: list[str] = []
    for step in count():
        endowment = vote.budget / vote.n_voters + step
        found = naive_equal_shares(vote, measure, endowment * vote.unit)
        spent = sum(costs[one] for one in found)
        if spent > vote.budget:
            return best
        best, rest = found, supported - set(found)
        if not rest or (
            exhaustive_stop and not any(spent + costs[one] <= vote.budget for one in rest)
        ):
            return best
    raise AssertionError


def naive_phragmen(vote: Election) -> list[str]:
    """Ids in the order of purchase; ties by id."""
    people = voters_of(vote, "cost")
    loads = [Fraction(0)] * len(people)
    left, bought = vote.limit, list[int]()
    while True:
        found = []
        for at, project in enumerate(vote.projects):
            mine = [one for one, likes in enumerate(people) if at in likes]
            if at not in bought and mine and vote.costs[at] <= vote.limit:
                total = sum((loads[one] for one in mine), Fraction(vote.costs[at]))
                found.append((total / len(mine), project.id, at))
        tied = [one for one in found if one[0] == min(found)[0]]
        if not found or any(vote.costs[at] > left for _, _, at in tied):
            return [vote.projects[at].id for at in bought]
        load, _, at = min(found)
        loads = [load if at in likes else old for likes, old in zip(people, loads, strict=True)]
        left -= vote.costs[at]
        bought.append(at)
