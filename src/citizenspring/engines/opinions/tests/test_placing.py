import json

import pytest

from citizenspring.engines.opinions import VoteMatrix, map_opinions
from citizenspring.engines.opinions.placing import Placing, placing_of


def crowd() -> VoteMatrix:
    triples = [
        (person, statement, ((person * 7 + statement * 3 + person * statement) % 3) - 1)
        for person in range(30)
        for statement in range(14)
        if (person + statement) % 4
    ]
    return VoteMatrix.from_triples(triples, moderated_out=[3])


@pytest.mark.parametrize("mode", ["own", "polis"])
def test_everybody_is_placed_where_the_map_has_her(mode: str) -> None:
    votes = crowd()
    found = map_opinions(votes, mode=mode)  # type: ignore[arg-type]  # a parameter is a plain str
    placing = placing_of(found)
    for person in votes.people:
        assert placing.of(votes.votes_of(person)) == pytest.approx(found.position_of(person))


def test_it_is_the_same_after_json() -> None:
    placing = placing_of(map_opinions(crowd()))
    assert Placing.read(json.loads(json.dumps(placing.plain()))) == placing


def test_without_a_vote_that_counts_there_is_no_place() -> None:
    placing = placing_of(map_opinions(crowd()))
    assert placing.of({}) is None
    assert placing.of({3: 1}) is None
