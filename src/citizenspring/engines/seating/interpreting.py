"""Tables without a common language: which one they speak, and who is interpreted for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from citizenspring.engines.seating.result import Post

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from citizenspring.engines.seating.people import Participant

__all__ = ["common_languages", "interpreters_of", "posts_of", "spoken_at"]

_UNKNOWN = "unknown language"


def common_languages(people: Sequence[Participant], working: Sequence[str]) -> tuple[str, ...]:
    """Return the working languages that everybody speaks well, in the order of `working`."""
    return tuple(one for one in working if all(one in person.languages for person in people))


def spoken_at(people: Sequence[Participant], working: Sequence[str]) -> str | None:
    """Return the language a table speaks: the one that needs the fewest interpreters.

    Ties go to the language that more people speak, then to the order of `working`.
    """
    if not working:
        return None
    return min(working, key=lambda one: (*_burden(people, one), working.index(one)))


def _burden(people: Sequence[Participant], language: str) -> tuple[int, int]:
    lacking = [person for person in people if language not in person.languages]
    return len({_own(person) for person in lacking}), len(lacking)


def _own(person: Participant) -> str:
    return person.languages[0] if person.languages else _UNKNOWN


def posts_of(
    tables: Sequence[tuple[str | None, Sequence[Participant]]],
) -> list[tuple[Post, ...]]:
    """Return the interpreters of each table of one round.

    An interpreter keeps to one language; the first of a language is numbered 1 in each round,
    so that the same few do all rounds.
    """
    used: dict[str, int] = defaultdict(int)
    found = []
    for language, people in tables:
        listeners: dict[str, list[str]] = defaultdict(list)
        for person in people:
            if language is not None and language not in person.languages:
                listeners[_own(person)].append(person.id)
        posts = []
        for own in sorted(listeners):
            used[own] += 1
            posts.append(Post(f"{own} {used[own]}", own, tuple(listeners[own])))
        found.append(tuple(posts))
    return found


def interpreters_of(rounds: Sequence[Sequence[tuple[Post, ...]]]) -> Mapping[str, int]:
    """Return how many interpreters of each language are needed to serve every round."""
    most: dict[str, int] = defaultdict(int)
    for tables in rounds:
        here: dict[str, int] = defaultdict(int)
        for posts in tables:
            for post in posts:
                here[post.language] += 1
        for language, count in here.items():
            most[language] = max(most[language], count)
    return dict(sorted(most.items()))
