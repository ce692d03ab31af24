import pytest

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.ranking import Parity, RankedBallots, elect, in_turn
from citizenspring.engines.seeds import Stream

MEN, WOMEN = ("bo", "cy", "di"), ("ada", "eve", "flo")
GROUP_OF = dict.fromkeys(MEN, "men") | dict.fromkeys(WOMEN, "women")
MEN_FIRST = RankedBallots.of(
    [["bo", "cy", "di"]] * 30 + [["cy", "di", "bo"]] * 29 + [["di", "bo"]] * 28
    + [["ada", "eve"]] * 6 + [["flo"]] * 4
)  # fmt: skip


def test_without_the_rule_the_votes_alone_decide() -> None:
    assert set(elect(MEN_FIRST, 3).elected) == set(MEN)


def test_a_least_number_is_kept_whatever_the_votes() -> None:
    found = elect(MEN_FIRST, 3, parity=Parity(GROUP_OF, least={"women": 2}))
    assert len(set(found.elected) & set(WOMEN)) == 2


def test_the_result_shows_both_counts_and_who_changed_places() -> None:
    found = elect(MEN_FIRST, 3, parity=Parity(GROUP_OF, least={"women": 1}))
    assert found.without_parity == elect(MEN_FIRST, 3)
    came, left = found.changed_by_parity
    assert came == ("ada",)
    assert len(left) == 1


def test_those_kept_by_the_rule_and_those_it_leaves_no_seat_are_named() -> None:
    found = elect(MEN_FIRST, 3, parity=Parity(GROUP_OF, least={"women": 2}))
    assert {each.act for each in found.rounds} >= {"barred", "elected"}
    barred = next(each for each in found.rounds if each.act == "barred")
    assert barred.why.endswith("the parity rule leaves no seat for this group.")


def test_a_guarded_candidate_stays_with_the_fewest_votes() -> None:
    votes = RankedBallots.of([["ada"]] * 2 + [["bo"]] * 5 + [["cy"]] * 5 + [["di"]] * 4)
    found = elect(votes, 2, parity=Parity(GROUP_OF, least={"women": 1}))
    assert "ada" in found.elected
    excluded = next(each for each in found.rounds if each.act == "excluded")
    assert excluded.guarded == ("ada",)
    assert "keeps the parity rule (ada stay)" in excluded.why


def test_a_most_number_is_kept() -> None:
    found = elect(MEN_FIRST, 4, parity=Parity(GROUP_OF, most={"men": 2}))
    assert len(set(found.elected) & set(MEN)) == 2


@pytest.mark.parametrize("seed", range(20))
def test_bounds_hold_on_any_votes(seed: int) -> None:
    stream = Stream(seed, "votes")
    ballots = [stream.shuffled(list(GROUP_OF))[: 1 + stream.below(6)] for _ in range(40)]
    votes = RankedBallots.of(ballots, options=GROUP_OF)
    rule = Parity(GROUP_OF, least={"women": 1 + seed % 2, "men": 1}, most={"men": 2})
    found = elect(votes, 4, parity=rule)
    assert rule.allows(found.elected, [], seats=4)
    assert len(found.elected) == 4


def test_in_turn_one_of_each_group_after_the_other() -> None:
    found = elect(MEN_FIRST, 4, parity=Parity.zipper(GROUP_OF, seats=4))
    groups = [GROUP_OF[str(one)] for one in found.elected]
    assert groups in (["men", "women"] * 2, ["women", "men"] * 2)


def test_of_an_odd_number_the_larger_group_has_both_ends() -> None:
    assert in_turn(("ada", "bo", "cy"), GROUP_OF) == ("bo", "ada", "cy")


def test_three_groups_take_turns_as_far_as_numbers_allow() -> None:
    groups = {"a": 1, "b": 1, "c": 2, "d": 3, "e": 1}
    listed = in_turn("abcde", groups)
    assert [groups[str(one)] for one in listed] == [1, 2, 1, 3, 1]


def test_a_share_is_rounded_down_to_seats() -> None:
    assert Parity.of_share(GROUP_OF, "0.4", seats=5).least == {"men": 2, "women": 2}


def test_those_in_no_group_count_towards_none() -> None:
    votes = RankedBallots.of([["gil"]] * 9 + [["bo"]] * 8 + [["ada"]])
    found = elect(votes, 2, parity=Parity(GROUP_OF, least={"women": 1}))
    assert set(found.elected) == {"gil", "ada"}


@pytest.mark.parametrize(
    ("rule", "seats", "said"),
    [
        (Parity(GROUP_OF, least={"women": 4}), 5, "ask for 3 at most, or find 1 more"),
        (Parity(GROUP_OF, least={"women": 2, "men": 2}), 3, "lower the promises by 1"),
        (Parity(GROUP_OF, most={"women": 1, "men": 1}), 4, "allow 2 more, or fill fewer"),
    ],
)
def test_a_rule_that_cannot_be_kept_says_what_would_help(
    rule: Parity, seats: int, said: str
) -> None:
    with pytest.raises(Infeasible, match=said):
        elect(MEN_FIRST, seats, parity=rule)


@pytest.mark.parametrize("rule", ["women=x", "aliens=1", "most of them", "0.7", "1/0", ""])
def test_a_rule_that_says_nothing_is_refused(rule: str) -> None:
    with pytest.raises(BadInput):
        Parity.from_text(rule, GROUP_OF, seats=4)


def test_rules_are_read_from_text() -> None:
    assert Parity.from_text("women=2, men=1", GROUP_OF, seats=4).least == {"women": 2, "men": 1}
    assert Parity.from_text("alternate", GROUP_OF, seats=4).alternate
