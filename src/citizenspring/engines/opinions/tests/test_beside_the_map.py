"""What stands beside the map: foretelling, slate, cards, protection, words."""

import json

import numpy as np
import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions import (
    Card,
    VoteMatrix,
    cards_of,
    check_slate,
    choose_slate,
    describe,
    fit_ideal_points,
    map_opinions,
    next_card,
    polis_card,
    protected,
    to_json,
)
from citizenspring.engines.opinions.foretell import bits_per_hidden_vote

from .planted import make_crowd, make_groups


def test_ideal_points_foretell_a_slope_better_than_groups() -> None:
    random = np.random.default_rng(5)
    place, ease = random.normal(size=(150, 1)), random.normal(size=40)
    chance = 1 / (1 + np.exp(-(ease + place * random.normal(size=40) * 2)))
    rows, columns = np.nonzero(random.random(chance.shape) < 0.5)
    value = np.where(random.random(chance.shape) < chance, 1, -1)[rows, columns]
    votes = VoteMatrix.from_arrays(rows, columns, value)
    ideal = bits_per_hidden_vote(votes, by="ideal points")
    assert ideal < bits_per_hidden_vote(votes, by="groups") < 1


def test_ideal_points_keep_somebody_with_one_vote_near_the_middle() -> None:
    votes, _ = make_groups(sizes=(20, 20), statements=20)
    model = fit_ideal_points(VoteMatrix.from_triples([*votes.triples(), (99, 1, 1)]))
    length = np.hypot(*model.places.T)
    assert length[-1] < 0.6 * np.median(length)


def test_every_large_enough_group_finds_itself_on_the_slate() -> None:
    votes, _ = make_groups(sizes=(60, 30, 20), statements=30)
    chosen = choose_slate(votes, 6)
    assert len(set(chosen.statements)) == 6
    assert chosen.certificate.holds
    assert check_slate(votes, chosen.statements) == chosen.certificate


def test_a_list_that_forgets_a_group_is_found_out() -> None:
    votes = VoteMatrix.from_triples(
        [(p, s, 1) for p in range(10) for s in ((1, 2) if p < 5 else (3,))]
    )
    refused = check_slate(votes, [1, 2])
    assert (refused.largest_left_out, refused.left_out_by, refused.quota) == (5, 3, 5.0)
    assert not refused.holds
    assert check_slate(votes, [1, 3]).holds
    with pytest.raises(BadInput, match="9 places were asked for; expected 1 to 3"):
        choose_slate(votes, 9)


def test_least_voted_and_drawn_cards_alternate() -> None:
    cards = [Card("rare", 1, 0.1), Card("dull", 90, 0.0), Card("lively", 90, 5.0)]
    assert next_card(cards, voted=[], person=1, seed="s") == "rare"
    assert next_card(cards[1:], voted=["x"], person=1, seed="s") == "lively"
    assert polis_card(cards[1:], voted=[], person=1, seed="s") == "lively"
    assert next_card(cards, voted=["rare", "dull", "lively"], person=1, seed="s") is None


def test_our_order_gives_every_statement_its_votes() -> None:
    seen = dict.fromkeys(range(12), 0)
    for person in range(40):
        voted: list[int] = []
        for _ in range(4):
            cards = [Card(s, n, 1.0 if s else 50.0) for s, n in seen.items()]
            chosen = next_card(cards, voted=voted, person=person, seed="floor")
            assert isinstance(chosen, int)
            voted.append(chosen)
            seen[chosen] += 1
    assert min(seen.values()) >= 8


def test_small_groups_and_cells_are_not_published() -> None:
    votes, _ = make_groups(sizes=(40, 30, 4), statements=40, fill=0.9)
    found = map_opinions(votes, k=3)
    assert [group.size for group in found.groups][-1] < 5
    shown = protected(found, smallest=5)
    assert all(group.size >= 5 for group in shown.groups)
    assert shown.n_counted < found.n_counted
    cells = [cell for row in shown.rows for cell in row.groups]
    assert all(cell is None or cell.seen == 0 or cell.seen >= 5 for cell in cells)
    for row in shown.rows:
        assert sum(cell is None for cell in row.groups) >= 1
    with pytest.raises(BadInput, match="The floor is 0; expected at least 1"):
        protected(found, smallest=0)


def test_the_map_says_itself_as_data_and_in_words() -> None:
    votes, _ = make_groups(sizes=(30, 20), statements=30)
    found = map_opinions(votes)
    plain = json.loads(to_json(found, people=True))
    assert plain["counted"] == found.n_counted
    assert len(plain["positions"]) == 50
    assert len(plain["statements"]) == 30
    told = describe(found, {0: "Plant trees."})
    assert "50 people voted on 30 statements." in told
    assert "Group 1:" in told
    assert "%" in told


def test_cards_leave_out_what_was_moderated_out() -> None:
    votes = make_crowd(people=30, statements=10).moderated(moderated_out=[3], meta=[4])
    cards = {card.statement: card for card in cards_of(map_opinions(votes))}
    assert 3 not in cards
    assert cards[4].priority == 49
