"""Pools made for tests: realistic ones of a given size, and tiny ones that are hard."""

from collections.abc import Mapping
from itertools import accumulate

from citizenspring.engines.seeds import Stream
from citizenspring.engines.sortition import Pool

__all__ = ["FEATURES", "make_pool", "make_triangle"]

FEATURES: Mapping[str, Mapping[str, float]] = {
    "commune": {"north": 0.4, "south": 0.3, "east": 0.2, "west": 0.1},
    "age": {"young": 0.3, "middle": 0.45, "old": 0.25},
    "gender": {"f": 0.5, "m": 0.49, "x": 0.01},
    "education": {"school": 0.4, "bachelor": 0.35, "master": 0.25},
}


def make_pool(people: int, size: int, *, seed: str = "pool", homes: int | None = None) -> Pool:
    """Volunteers who lean to the north, the old and the learned, with quotas of the whole city."""
    stream = Stream(seed, "volunteers")
    made: dict[str, dict[str, str]] = {}
    for number in range(people):
        made[f"p{number:04d}"] = {
            feature: _pick(stream, shares, lean=1.5) for feature, shares in FEATURES.items()
        }
    quotas = {
        feature: {value: _seats(share, size) for value, share in shares.items()}
        for feature, shares in FEATURES.items()
    }
    addresses = {} if homes is None else {one: f"home {stream.below(homes)}" for one in made}
    return Pool.of(made, quotas, addresses=addresses)


def make_triangle() -> Pool:
    """Three quotas of 0 or 1 that real panels meet less evenly than fractions of panels do.

    Each of a, b, c has two of three features; half a person of each would fill a panel of
    one and a half features, and no panel can.
    """
    values = {"a": "110", "b": "011", "c": "101", "d": "000", "e": "000"}
    people = {
        id_: {f"f{place}": digit for place, digit in enumerate(digits)}
        for id_, digits in values.items()
    }
    quotas = {f"f{place}": {"0": (0, 2), "1": (0, 1)} for place in range(3)}
    return Pool.of(people, quotas)


def _pick(stream: Stream, shares: Mapping[str, float], *, lean: float) -> str:
    weights = [share * (lean if place % 2 else 1.0) for place, share in enumerate(shares.values())]
    at = stream.below(10**6) / 10**6 * sum(weights)
    names = zip(shares, accumulate(weights), strict=True)
    return next(name for name, edge in names if at < edge)


def _seats(share: float, size: int) -> tuple[int, int]:
    return int(share * size), int(share * size) + 1
