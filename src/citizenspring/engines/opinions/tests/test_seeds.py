"""Randomness that repeats."""

import hashlib
from collections import Counter

import numpy as np
import pytest

from citizenspring.engines.seeds import Stream


def test_the_bytes_are_those_that_anyone_computes() -> None:
    start = (6).to_bytes(8, "big") + b"spring" + b"draw"
    by_hand = b"".join(
        hashlib.sha256(start + counter.to_bytes(8, "big")).digest() for counter in range(2)
    )
    assert Stream("spring", "draw").take(64) == by_hand


def test_it_does_not_matter_in_what_pieces_bytes_are_taken() -> None:
    one, other = Stream(1, "x"), Stream("1", "x")
    assert one.take(5) + one.take(60) + one.take(7) == other.take(72)


def test_seed_and_name_cannot_be_confused() -> None:
    assert Stream("a", "bc").take(8) != Stream("ab", "c").take(8)


def test_every_number_is_equally_likely() -> None:
    stream = Stream("fair", "dice")
    counts = Counter(stream.below(6) for _ in range(6000))
    assert set(counts) == set(range(6))
    assert all(850 < one < 1150 for one in counts.values())


def test_floats_and_normals_have_their_shape() -> None:
    stream = Stream("fair", "floats")
    flat, bell = stream.floats(4001), stream.normals(4001)
    assert flat.min() >= 0
    assert flat.max() < 1
    assert flat.mean() == pytest.approx(0.5, abs=0.03)
    assert (bell.mean(), bell.std()) == pytest.approx((0, 1), abs=0.06)


def test_a_sample_has_different_numbers_in_rising_order() -> None:
    chosen = Stream("fair", "sample").sample(50, 20)
    assert np.all(np.diff(chosen) > 0)
    assert chosen.max() < 50
    assert Stream("fair", "sample").sample(5, 5).tolist() == [0, 1, 2, 3, 4]


def test_impossible_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Stream(1, "x").below(0)
    with pytest.raises(ValueError, match="cannot take 3 of 2"):
        Stream(1, "x").sample(2, 3)
