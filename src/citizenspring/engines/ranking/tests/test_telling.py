import json

from citizenspring.engines.ranking import (
    Comparisons,
    Parity,
    RankedBallots,
    describe,
    elect,
    rank_by_resistance,
    rank_pairwise,
    rank_points,
    rank_schulze,
    to_dict,
    to_json,
)

POINTS = rank_points({at: {"trees": 3, "ponds": at % 2} for at in range(40)})


def test_bars_are_as_long_as_the_scores() -> None:
    lines = describe(POINTS, bar="#").splitlines()
    assert [line.count("#") for line in lines if "#" in line] == [24, 4]


def test_what_is_sure_is_said_to_be() -> None:
    assert "Every option can be told apart from the one listed after it." in describe(POINTS)


def test_equal_ranks_are_marked() -> None:
    told = describe(rank_points({1: {"trees": 1, "ponds": 1}}))
    assert told.count(" 1= ") == 2
    assert "a tie" in told


def test_a_long_list_is_cut_and_says_so() -> None:
    found = rank_points({1: {f"option {at}": 1 for at in range(150)}})
    assert "... and 50 more (see --json)." in describe(found)


def test_a_very_long_name_is_cut() -> None:
    told = describe(rank_points({1: {"x" * 200: 1}}))
    assert max(map(len, told.splitlines())) < 100


def test_chances_of_pairs_are_percent() -> None:
    told = describe(rank_pairwise(Comparisons.from_wins([("a", "b", 30), ("b", "a", 10)])))
    assert "%" in told.splitlines()[3]


def test_the_zero_option_is_compared_with() -> None:
    told = describe(rank_by_resistance({1: {"pond": 9}}))
    assert told.endswith("Less resisted than leaving everything as it is (zero): none.")


def test_programs_get_plain_data() -> None:
    found = rank_schulze(RankedBallots.of([["a", "b"], ["b", "a"], ["a", "b"]]))
    plain = json.loads(to_json(found))
    assert plain == to_dict(found)
    assert plain["duels"] == [[0.0, 2.0], [1.0, 0.0]]
    assert plain["unsure"][0]["first"] == "a"


def test_fractions_of_votes_stay_exact() -> None:
    votes = RankedBallots.of([["a", "b"]] * 7 + [["c"]] * 3)
    plain = to_dict(elect(votes, 2, quota="hare"))
    assert plain["quota"] == "5"
    assert plain["rounds"][1]["transferred"] == {"b": "2"}


def test_a_rule_that_changes_nobody_says_so() -> None:
    votes = RankedBallots.of([["a", "b"]] * 7 + [["c"]] * 3)
    rule = Parity({"a": "x", "c": "y"}, least={"x": 1, "y": 1})
    told = describe(elect(votes, 2, parity=rule))
    assert "The rule changed nobody's election." in told
    assert "Parity rule: At least 1 of x, at least 1 of y." in told
