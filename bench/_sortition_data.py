"""Pools of volunteers for the benchmark, drawn from the figures of Brussels with a seed."""

import json
from itertools import accumulate
from pathlib import Path

from citizenspring.engines.opinions.tests.places import POLIS
from citizenspring.engines.seeds import Stream
from citizenspring.engines.sortition import Pool

__all__ = ["make_pool", "shared_folder"]

AGES = {"16-24": 0.14, "25-34": 0.2, "35-49": 0.27, "50-64": 0.22, "65+": 0.17}
GENDERS = {"F": 0.505, "M": 0.49, "X": 0.005}
EDUCATION = {
    "primary": 0.17,
    "lower secondary": 0.17,
    "upper secondary": 0.27,
    "bachelor": 0.19,
    "master": 0.2,
}
LANGUAGES = {"FR": 0.6, "NL": 0.08, "EN": 0.1, "other": 0.22}
TENURE = {"owner": 0.4, "tenant": 0.6}
CLIMATE = {"worried": 0.55, "somewhat": 0.3, "not": 0.15}
# Who volunteers: the learned and the middle-aged, as every real pool shows.
LEAN = {"master": 2.4, "bachelor": 1.5, "primary": 0.35, "lower secondary": 0.4, "16-24": 0.5}
LEAN |= {"50-64": 1.3, "worried": 1.5, "not": 0.5, "owner": 1.3}


def shared_folder(name: str) -> Path | None:
    """A pool of the shared data, if it is there."""
    found = POLIS.parent / "sortition" / name if POLIS is not None else None
    return found if found is not None and found.is_dir() else None


def make_pool(people: int, size: int, features: int, *, exact: bool = False) -> Pool:
    """Volunteers with addresses; quotas one seat wide, or exact."""
    shares = dict(list(_features().items())[:features])
    stream = Stream(f"{people}-{size}-{features}", "volunteers")
    made = {
        f"v{number:05d}": {name: _pick(stream, own) for name, own in shares.items()}
        for number in range(people)
    }
    homes = {one: f"home {stream.below(int(people * 12))}" for one in made}
    quotas = {name: _quotas(made, name, own, size, exact=exact) for name, own in shares.items()}
    return Pool.of(made, quotas, addresses=homes)


def _features() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {"age": AGES, "gender": GENDERS, "education": EDUCATION}
    found["commune"] = _communes()
    return found | {"language": LANGUAGES, "tenure": TENURE, "climate": CLIMATE}


def _communes() -> dict[str, float]:
    if POLIS is None:
        return {f"commune {place}": 1 / (place + 2) for place in range(19)}
    path = POLIS.parent / "brussels/population.json"
    rows = json.loads(path.read_text("utf-8"))["communes"]
    return {row["name_fr"]: float(row["population_2022"]) for row in rows}


def _pick(stream: Stream, shares: dict[str, float]) -> str:
    weights = [share * LEAN.get(name, 1.0) for name, share in shares.items()]
    at = float(stream.floats(1)[0]) * sum(weights)
    edges = zip(shares, accumulate(weights), strict=True)
    return next((name for name, edge in edges if at < edge), list(shares)[-1])


def _quotas(
    made: dict[str, dict[str, str]], name: str, shares: dict[str, float], size: int, *, exact: bool
) -> dict[str, tuple[int, int]]:
    whole = sum(shares.values())
    there = {value: sum(one[name] == value for one in made.values()) for value in shares}
    ideal = {value: min(size * share / whole, there[value]) for value, share in shares.items()}
    if not exact:
        return {value: (min(int(x), there[value]), int(x) + 1) for value, x in ideal.items()}
    seats = {value: int(x) for value, x in ideal.items()}
    by_rest = sorted(ideal, key=lambda one: seats[one] - ideal[one])
    for value in by_rest[: size - sum(seats.values())]:
        seats[value] += 1
    return {value: (many, many) for value, many in seats.items()}
