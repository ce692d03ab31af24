"""Votes for tests."""

from citizenspring.engines.budgeting import Election
from citizenspring.engines.seeds import Stream

__all__ = ["PB", "make_vote", "random_vote"]

PB = """META
key;value
description;A small vote
num_projects;3
num_votes;4
budget;100
vote_type;approval
max_length;2
comment;"#1: quoted; with a semicolon"
PROJECTS
project_id;cost;votes;name;category;colour
a;60;3;"Trees; many";green,shade;blue
b;40.5;2;Benches;;red
c;30;1;A ""fountain"";water;
VOTES
voter_id;age;vote;mood
1;20;a,b;good
2;30;b,a;bad
3;40;a;
4;50;c;fair
"""


def make_vote() -> Election:
    """Ten voters, 100 to spend: 10 each."""
    ballots = [["park"]] * 6 + [["pool"]] * 4
    return Election.of({"park": 50, "square": 50, "pool": 40}, 100, ballots)


def random_vote(
    seed: str, *, voters: int = 30, projects: int = 8, kind: str = "approval"
) -> Election:
    """Costs, ballots and budget by lot."""
    draw = Stream(seed, "vote")
    names = [f"p{one}" for one in range(projects)]
    costs = {name: 1 + draw.below(60) for name in names}
    ballots: list[list[str] | dict[str, int]] = []
    for _ in range(voters):
        chosen = draw.shuffled(names)[: draw.below(5)]
        points = {name: draw.below(6) - (kind == "scoring") for name in chosen}
        ballots.append(points if kind in {"cumulative", "scoring"} else chosen)
    return Election.of(costs, 60 + draw.below(80), ballots, kind=kind)  # type: ignore[arg-type]  # because the kinds come from a list of tests
