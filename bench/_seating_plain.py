"""What seating is compared with: by lot, and the plain greedy idea without a second thought."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from citizenspring.engines.seating import Participant, distances, table_sizes
from citizenspring.engines.seeds import Stream

__all__ = ["Plain", "by_lot", "greedily", "measured"]

Plain = list[list[list[int]]]
"""People by round and table."""


def by_lot(people: Sequence[Participant], size: int, rounds: int, seed: str) -> Plain:
    stream, sizes = Stream(seed, "lot"), table_sizes(len(people), size)
    found = []
    for _ in range(rounds):
        order, tables = stream.shuffled(range(len(people))), []
        for seats in sizes:
            tables.append(order[:seats])
            order = order[seats:]
        found.append(tables)
    return found


def greedily(
    people: Sequence[Participant], size: int, rounds: int, seed: str, mixed: Sequence[str]
) -> Plain:
    """Each person goes where fewest are like her and she has met fewest, and stays."""
    stream, sizes = Stream(seed, "greedy"), table_sizes(len(people), size)
    met: set[tuple[int, int]] = set()
    found = []
    for _ in range(rounds):
        tables: list[list[int]] = [[] for _ in sizes]
        held: list[Counter[tuple[str, str]]] = [Counter() for _ in sizes]
        for p in stream.shuffled(range(len(people))):
            traits = [(name, people[p].attributes[name]) for name in mixed]
            table = min(
                (t for t, seats in enumerate(sizes) if len(tables[t]) < seats),
                key=lambda t: (
                    sum(held[t][trait] for trait in traits)
                    + sum((min(p, q), max(p, q)) in met for q in tables[t]),
                    len(tables[t]),
                ),
            )
            tables[table].append(p)
            held[table].update(traits)
        met.update(pair for table in tables for pair in combinations(sorted(table), 2))
        found.append(tables)
    return found


def measured(
    people: Sequence[Participant], seating: Plain, mixed: Sequence[str]
) -> dict[str, object]:
    tables = [table for one in seating for table in one]
    means = {}
    for name in mixed:
        room = Counter(person.attributes[name] for person in people)
        all_far = (
            distances.distance([people[p].attributes[name] for p in t], room) for t in tables
        )
        means[name] = float(sum(all_far) / len(tables))
    pairs = Counter(pair for table in tables for pair in combinations(sorted(table), 2))
    common = [set.intersection(*(set(people[p].languages) for p in table)) for table in tables]
    return {
        "means": means,
        "repeated": sum(times - 1 for times in pairs.values()),
        "meetings": pairs.total(),
        "common": sum(map(bool, common)),
        "tables": len(tables),
    }
