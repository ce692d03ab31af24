"""Which cards belong together, and what people's choices weigh."""

from uuid import UUID

import numpy as np

from citizenspring.engines.language import Vectors
from citizenspring.harvests.arranging import Known, arrange

A, B, C = (np.eye(512, dtype=np.float32)[at] for at in range(3))
NEAR_A = (0.9 * A + 0.1 * B) / np.float32(np.linalg.norm(0.9 * A + 0.1 * B))
OLD, OTHER = UUID(int=100), UUID(int=200)


def card(number: int, theme: UUID | None = None, *, stays: bool = False) -> Known:
    return Known(UUID(int=number), f"words {number}", theme, stays)


def groups(
    cards: list[Known], vectors: list[Vectors], peoples: set[UUID] | None = None
) -> list[tuple[UUID | None, list[int]]]:
    found = arrange(cards, np.stack(vectors), peoples=peoples or set())
    return [(one.theme, sorted(card.int for card in one.cards)) for one in found]


def test_cards_that_are_alike_become_a_theme() -> None:
    cards = [card(1), card(2), card(3), card(4)]
    assert groups(cards, [A, NEAR_A, B, C]) == [(None, [1, 2])]


def test_a_theme_stays_itself_while_it_grows() -> None:
    cards = [card(1, OLD), card(2, OLD), card(3), card(4), card(5)]
    assert groups(cards, [A, A, NEAR_A, B, B]) == [(OLD, [1, 2, 3]), (None, [4, 5])]


def test_of_two_groups_the_one_with_more_of_its_cards_keeps_the_theme() -> None:
    cards = [card(1, OLD), card(2, OLD), card(3, OLD), card(4), card(5, OTHER)]
    assert groups(cards, [A, A, B, B, B]) == [(OTHER, [3, 4, 5]), (OLD, [1, 2])]


def test_a_card_that_somebody_placed_stays() -> None:
    cards = [card(1, OLD, stays=True), card(2, OLD, stays=True), card(3), card(4)]
    assert groups(cards, [A, B, C, C], {OLD}) == [(OLD, [1, 2]), (None, [3, 4])]


def test_a_card_that_somebody_took_out_stays_out() -> None:
    assert groups([card(1, stays=True), card(2), card(3)], [A, A, A]) == [(None, [2, 3])]


def test_a_theme_of_people_takes_new_cards_that_are_like_it() -> None:
    cards = [card(1, OLD, stays=True), card(2), card(3)]
    assert groups(cards, [A, NEAR_A, B], {OLD}) == [(OLD, [1, 2])]
