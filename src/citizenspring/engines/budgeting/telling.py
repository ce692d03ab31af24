"""Tell an outcome: in English sentences for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from citizenspring.engines.budgeting.reasons import money_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Sized

    from citizenspring.engines.budgeting.needed import Needed
    from citizenspring.engines.budgeting.result import Outcome, Purchase
    from citizenspring.engines.budgeting.ties import Tie

__all__ = ["describe", "explain", "to_dict", "to_json"]

_RULES = {
    "equal-shares": "the Method of Equal Shares",
    "phragmen": (
        "sequential Phragmén: everybody earns money alike, and a project is bought as soon as its "
        "supporters have its cost together"
    ),
    "greedy": "greedy counting by votes",
    "greedy-stop": "greedy counting by votes, which stops at the first that does not fit",
    "greedy-per-cost": "greedy counting by votes for the money",
    "maximin-support": (
        "maximin support: next comes the project with which costs can be shared most evenly"
    ),
}
_COMPLETIONS = {
    "add1": "completed by raising everybody's money (add1)",
    "add1u": "completed by raising everybody's money, then by votes (add1u)",
    "epsilon": "completed by small contributions of all (epsilon)",
    "greedy": "completed by votes",
    "increase": "completed by raising the budget",
}
_WORTH = {
    "cost": "its cost",
    "cardinality": "the same as any other",
    "sqrt": "the square root of its cost",
    "points": "the points they gave it",
    "borda": "points for the place they gave it, from 1 for the last",
    "borda0": "points for the place they gave it, from 0 for the last",
}
_BY = {"epsilon": "all others chipped in", "greedy": "by votes", "no cost": "it costs nothing"}
_ENDED = {
    "exhaustive": "then no project that somebody voted for fitted any more",
    "infeasible": "the next rise would have cost more than the budget",
    "bound": "then the highest allowed budget was reached",
}
_BROKEN = {
    "votes": "it has more votes",
    "cost": "it costs less",
    "max_cost": "it costs more",
    "id": "its id comes first",
    "list": "it stands first on the given list of ties",
    "seed": "a lot decided",
}
_MOST_UNFUNDED = 15
_MOST_TIES = 5


def describe(outcome: Outcome) -> str:
    """Tell an outcome in English."""
    return "\n".join(map(_printable, _lines(outcome)))


def _printable(line: str) -> str:
    """Names come from anybody: none of them may steer a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in line)


def _lines(outcome: Outcome) -> Iterator[str]:
    election, options = outcome.election, outcome.options
    yield (
        f"{election.n_voters:,} voters, {_count(election.projects)}, "
        f"budget {money_text(election.budget)}."
    )
    rule = _RULES[options.rule]
    completed = _COMPLETIONS.get(options.completion, "")
    if options.rule == "equal-shares":
        assert options.satisfaction is not None
        rule += f"; to its supporters a project is worth {_WORTH[options.satisfaction]}"
        rule += f", {completed}" if completed else ""
    yield f"Counted by {rule}."
    if outcome.first_endowment is not None and outcome.endowment is not None:
        yield _endowments(outcome)
    yield ""
    share = 100 * outcome.spent / election.budget
    yield (
        f"Funded: {_count(outcome.funded)} for {money_text(outcome.spent)} "
        f"({float(share):.1f} % of the budget)."
    )
    for place, one in enumerate(outcome.purchases, 1):
        yield _purchase_line(outcome, place, one)
    yield from _tie_lines(outcome)
    yield ""
    if outcome.unfunded:
        yield f"Not funded: {_count(outcome.unfunded)}, most votes first."
        for rest in outcome.unfunded[:_MOST_UNFUNDED]:
            name = _name(outcome, rest.project)
            yield f"      {name}: {rest.votes:,} votes. {rest.sentence}"
        if len(outcome.unfunded) > _MOST_UNFUNDED:
            yield f"      … and {len(outcome.unfunded) - _MOST_UNFUNDED} more (see --json)."
        yield ""
    yield from _comparison_lines(outcome)
    yield _check_line(outcome)
    for note in outcome.notes:
        yield f"Note: {note}"


def _count(projects: Sized) -> str:
    return "1 project" if len(projects) == 1 else f"{len(projects)} projects"


def _endowments(outcome: Outcome) -> str:
    assert outcome.first_endowment is not None
    assert outcome.endowment is not None
    first = f"Every voter began with {float(outcome.first_endowment):,.2f}"
    if not outcome.rounds:
        return f"{first}."
    times = "once" if outcome.rounds == 1 else f"{outcome.rounds:,} times"
    ended = _ENDED.get(outcome.ended, "")
    return f"{first}; this was raised {times}, to {float(outcome.endowment):,.2f}; {ended}."


def _purchase_line(outcome: Outcome, place: int, one: Purchase) -> str:
    line = f"{place:4}. {_name(outcome, one.project)}: {money_text(one.cost)}, {one.votes:,} votes"
    if one.by == "equal shares" and one.price is not None:
        unit = "" if one.effective_votes is not None else " for each point"
        line += f"; each supporter paid {float(one.price):,.2f}{unit}"
        if one.paid_all:
            had = "had less and" if one.paid_all == 1 else "of them had less and"
            line += f" ({one.paid_all:,} {had} gave all they had left)"
    elif one.by not in {"greedy", "phragmen", "maximin support"} or (
        one.by == "greedy" and outcome.options.has_endowments and not outcome.compared_away
    ):
        line += f" ({_BY[one.by]})"
    return line


def _tie_lines(outcome: Outcome) -> Iterator[str]:
    for one in outcome.purchases:
        if one.tie is not None:
            yield f"      Tie: {_tie(outcome, one.tie)}"
    passed = outcome.passed_ties
    if passed:
        yield "      Ties in counts that were not kept; they may have decided which one was kept:"
    yield from (f"      Tie: {_tie(outcome, tie)}" for tie in passed[:_MOST_TIES])
    if len(passed) > _MOST_TIES:
        yield f"      … and {len(passed) - _MOST_TIES} more (see --json)."


def _tie(outcome: Outcome, tie: Tie) -> str:
    others = ", ".join(_name(outcome, one) for one in tie.among[1:])
    return f"{_name(outcome, tie.chosen)} stood equal with {others}; {_BROKEN[tie.decided_by]}."


def _comparison_lines(outcome: Outcome) -> Iterator[str]:
    found = outcome.comparison
    if found is None:
        return
    first, second = f"{found.prefer_first:,}", f"{found.prefer_second:,}"
    yield (
        f"Counting by votes alone would have funded {_count(outcome.greedy)}. "
        f"{first} voters have more of their projects here, {second} would have more there, "
        f"for {found.equal:,} it is the same."
    )
    if outcome.compared_away:
        yield "More voters prefer the outcome by votes, so the comparison step took that one."


def _check_line(outcome: Outcome) -> str:
    found = outcome.neglected
    if found is not None:
        name = _name(outcome, found.project)
        return (
            f"Checked: {found.voters:,} voters for {name} got less than their part of the "
            "budget could have given them."
        )
    paid = ""
    if outcome.has_own_prices and outcome.priced.holds:
        paid = ", and everything is paid by its own supporters out of equal shares"
    return f"Checked: no group got less than its part of the budget deserves{paid}."


def _name(outcome: Outcome, project: str) -> str:
    title = outcome.election.title(project)
    return project if title == project else f"{project} {title}"


def explain(outcome: Outcome, project: str, needed: Needed | None = None) -> str:
    """Tell why one project was funded or not, and what would have funded it."""
    lines = [_name(outcome, project)]
    one = outcome.purchase(project)
    rest = outcome.why_not(project)
    if one is not None:
        place = outcome.funded.index(project) + 1
        lines.append(f"Funded, number {place} of {len(outcome.funded)}.")
        lines.append(_purchase_line(outcome, place, one).strip())
    elif rest is not None:
        lines.append(f"Not funded. {rest.votes:,} voters named it. {rest.sentence}")
    if needed is not None:
        lines += _needed_lines(needed)
    return "\n".join(map(_printable, lines))


def _needed_lines(needed: Needed) -> list[str]:
    voters = "No number of further voters would have funded it."
    if needed.voters is not None:
        many = needed.voters > 1
        more = f"{needed.voters:,} more voters who name" if many else "1 more voter who names"
        less = f"; with {needed.voters - 1:,} it would not" if many else ""
        voters = f"With {more} only this project it would have been funded{less}."
    cost = "No lower cost would have funded it."
    if needed.cost is not None:
        cost = (
            f"At a cost of {money_text(needed.cost)} it would have been funded; "
            f"at {money_text(needed.cost + needed.step)} it would not."
        )
    return [voters, cost, f"Found by counting again {needed.counts} times under the same rule."]


def to_json(
    outcome: Outcome,
    *,
    needed: Needed | None = None,
    notes: Sequence[str] = (),
    indent: int | None = None,
) -> str:
    """Return an outcome as JSON; amounts are exact fractions in text, such as "7/3".

    Notes on the file it was read from stand before its own.
    """
    found = to_dict(outcome)
    found["notes"] = [*notes, *found["notes"]]
    if needed is not None:
        found["needed"] = _plain(vars(needed))
    return json.dumps(found, ensure_ascii=False, indent=indent)


def to_dict(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as plain data."""
    election = outcome.election
    found: dict[str, Any] = {
        "voters": election.n_voters,
        "projects": len(election.projects),
        "titles": {one.id: one.title for one in election.projects},
        "ballot_types": election.ballots.n_types,
        "budget": election.budget,
        "options": vars(outcome.options),
        "funded": outcome.funded,
        "spent": outcome.spent,
        "left": outcome.left,
        "first_endowment": outcome.first_endowment,
        "endowment": outcome.endowment,
        "rounds": outcome.rounds,
        "rounds_computed": outcome.computed,
        "ended": outcome.ended,
        "purchases": [_told(vars(one)) for one in outcome.purchases],
        "unfunded": [_told(vars(one)) for one in outcome.unfunded],
        "ties": [vars(tie) for tie in outcome.ties],
        "passed_ties": [vars(tie) for tie in outcome.passed_ties],
        "greedy": outcome.greedy,
        "comparison": None if outcome.comparison is None else vars(outcome.comparison),
        "compared_away": outcome.compared_away,
        "neglected": None if outcome.neglected is None else vars(outcome.neglected),
        "priceable": outcome.priced.holds if outcome.has_own_prices else None,
        "notes": outcome.notes,
    }
    return {name: _plain(value) for name, value in found.items()}


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    tie = fields.get("tie")
    return {**fields, "tie": vars(tie)} if tie is not None else fields


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value
