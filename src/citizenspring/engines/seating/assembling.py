"""From seats to the result: all figures counted anew from who sits where."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from citizenspring.engines.seating import distances
from citizenspring.engines.seating.facilitating import assign_facilitators
from citizenspring.engines.seating.interpreting import (
    common_languages,
    interpreters_of,
    posts_of,
    spoken_at,
)
from citizenspring.engines.seating.result import Mixture, Repeat, Round, Seating, Table
from citizenspring.engines.seating.telling import traded_off

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from citizenspring.engines.seating.encoding import Problem
    from citizenspring.engines.seating.people import Facilitator, Participant
    from citizenspring.engines.seeds import Stream

__all__ = ["assembled"]


def assembled(
    problem: Problem,
    at: NDArray[np.int32],
    facilitators: Sequence[Facilitator],
    stream: Stream,
    seed: str,
) -> Seating:
    """Return the result for tables `at`, shape (people, rounds); -1 where a person is away."""
    rounds = [_sat(problem, at[:, r].tolist()) for r in range(at.shape[1])]
    tables = _tables(problem, rounds, facilitators, stream)
    repeats = _repeats(problem, rounds)
    mixtures = tuple(_mixtures(problem, tables))
    numbers = [place.number for place in problem.places]
    laid = [table for row in tables for table in row]
    interpreters = interpreters_of([[table.posts for table in row] for row in tables])
    return Seating(
        seats={
            person.id: tuple(numbers[t] if t >= 0 else 0 for t in at[p].tolist())
            for p, person in enumerate(problem.people)
        },
        rounds=tuple(Round(r + 1, tuple(row)) for r, row in enumerate(tables)),
        mixtures=mixtures,
        repeats=repeats,
        repeated=sum(len(pair.rounds) - 1 for pair in repeats if not pair.wanted),
        meetings=sum(len(table.people) * (len(table.people) - 1) // 2 for table in laid),
        tables=len(laid),
        common=sum(not table.posts for table in laid),
        interpreters=interpreters,
        facilitators_again=_again(tables),
        languages=problem.languages,
        traded=traded_off(mixtures, repeats, laid),
        seed=seed,
    )


def _sat(problem: Problem, at: Sequence[int]) -> list[tuple[int, list[Participant]]]:
    found: dict[int, list[Participant]] = defaultdict(list)
    for person, table in zip(problem.people, at, strict=True):
        if table >= 0:
            found[table].append(person)
    return sorted(found.items())


def _tables(
    problem: Problem,
    rounds: Sequence[Sequence[tuple[int, list[Participant]]]],
    facilitators: Sequence[Facilitator],
    stream: Stream,
) -> list[list[Table]]:
    working, rooms = problem.languages, dict(zip(problem.attributes, problem.rooms(), strict=True))
    common = [[common_languages(people, working) for _, people in row] for row in rounds]
    spoken = [[spoken_at(people, working) for _, people in row] for row in rounds]
    wishes = [
        [
            (all_speak or ((one,) if one else ()), [person.id for person in people])
            for all_speak, one, (_, people) in zip(*columns, strict=True)
        ]
        for columns in zip(common, spoken, rounds, strict=True)
    ]
    led = assign_facilitators(facilitators, wishes, stream)
    languages = {one.id: one.languages for one in facilitators}
    found = []
    for r, row in enumerate(rounds):
        chosen = [
            _agreed(*each, languages) for each in zip(common[r], spoken[r], led[r], strict=True)
        ]
        posts = posts_of([(one, people) for one, (_, people) in zip(chosen, row, strict=True)])
        found.append(
            [
                Table(
                    number=problem.places[t].number,
                    people=tuple(person.id for person in people),
                    languages=common[r][k],
                    language=chosen[k],
                    posts=posts[k],
                    facilitator=led[r][k],
                    facilitator_speaks=led[r][k] is not None
                    and (not working or chosen[k] in languages[led[r][k] or ""]),
                    composition=_composition(people, rooms),
                    distance=_distances(people, rooms),
                    offers=tuple(sorted(problem.places[t].offers)),
                    needs=tuple(sorted(set().union(*(one.needs for one in people)))),
                )
                for k, (t, people) in enumerate(row)
            ]
        )
    return found


def _agreed(
    common: tuple[str, ...],
    spoken: str | None,
    led_by: str | None,
    languages: Mapping[str, tuple[str, ...]],
) -> str | None:
    """The common language that the facilitator speaks too, where there is one."""
    shared = [one for one in common if led_by is not None and one in languages[led_by]]
    return shared[0] if shared else spoken


def _composition(
    people: Sequence[Participant], rooms: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, int]]:
    return {
        name: dict(sorted(Counter(person.attributes[name] for person in people).items()))
        for name in rooms
    }


def _distances(
    people: Sequence[Participant], rooms: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    return {
        name: float(distances.distance([person.attributes[name] for person in people], room))
        for name, room in rooms.items()
    }


def _mixtures(problem: Problem, tables: Sequence[Sequence[Table]]) -> list[Mixture]:
    laid = [table for row in tables for table in row]
    sizes = [len(table.people) for table in laid]
    found = []
    for name, room in zip(problem.attributes, problem.rooms(), strict=True):
        here = [table.distance[name] for table in laid]
        found.append(
            Mixture(
                attribute=name,
                room=room,
                mean=sum(here) / len(here),
                worst=max(here),
                possible=_possible(room, problem.sizes),
                chance=distances.by_chance(room, sizes),
            )
        )
    return found


def _possible(room: Mapping[str, int], sizes: Sequence[Sequence[int]]) -> float:
    laid = [[size for size in row if size] for row in sizes]
    total = sum(distances.least_possible(room, row) * len(row) for row in laid)
    return total / sum(len(row) for row in laid)


def _repeats(
    problem: Problem, rounds: Sequence[Sequence[tuple[int, list[Participant]]]]
) -> tuple[Repeat, ...]:
    met: dict[tuple[str, str], list[int]] = defaultdict(list)
    for r, row in enumerate(rounds):
        for _, people in row:
            for pair in combinations([person.id for person in people], 2):
                met[pair].append(r + 1)
    ids = [person.id for person in problem.people]
    unit = {ids[p]: number for number, members in enumerate(problem.units) for p in members}
    pinned = {(pin.person, pin.round) for pin in problem.conditions.pins}

    def wanted(pair: tuple[str, str], often: Sequence[int]) -> bool:
        held = [
            r for r in often if all((one, r) in pinned or (one, None) in pinned for one in pair)
        ]
        return unit[pair[0]] == unit[pair[1]] or len(held) == len(often)

    often = {pair: rounds for pair, rounds in met.items() if len(rounds) > 1}
    return tuple(
        Repeat(pair, tuple(often[pair]), wanted(pair, often[pair])) for pair in sorted(often)
    )


def _again(tables: Sequence[Sequence[Table]]) -> int:
    met: Counter[tuple[str, str]] = Counter()
    for row in tables:
        for table in row:
            if table.facilitator is not None:
                met.update((table.facilitator, person) for person in table.people)
    return sum(times - 1 for times in met.values())
