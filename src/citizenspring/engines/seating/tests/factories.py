"""Gatherings to test with: people who are invented, and whether a seating keeps its word."""

from collections import Counter
from itertools import combinations
from pathlib import Path

from citizenspring.engines.seating import Conditions, Participant, Seating
from citizenspring.engines.seeds import Stream

__all__ = ["broken", "made_gathering", "make_people", "meetings_again", "write_rows"]

COMMUNES = ("Anderlecht", "Evere", "Forest", "Ixelles", "Jette", "Uccle")
AGES = ("16-24", "25-49", "50-64", "65+")
SCHOOLS = ("primary", "secondary", "bachelor", "master")
TONGUES = (("fr",), ("fr",), ("fr",), ("fr", "nl"), ("nl", "en"), ("en", "fr"))


def make_people(count: int, *, seed: str = "people") -> list[Participant]:
    """People of six communes and four ages, who all speak one of three languages."""
    stream = Stream(seed, "people")
    return [
        Participant(
            f"p{number}",
            {
                "commune": COMMUNES[stream.below(len(COMMUNES))],
                "age": AGES[stream.below(len(AGES))],
            },
            TONGUES[stream.below(len(TONGUES))],
        )
        for number in range(count)
    ]


def made_gathering(count: int) -> str:
    """A file of people, with schooling too."""
    stream = Stream("schooling", "people")
    rows = [
        f"{one.id},{one.attributes['commune']},{one.attributes['age']},"
        f"{SCHOOLS[stream.below(len(SCHOOLS))]},{'+'.join(one.languages)}"
        for one in make_people(count)
    ]
    return "\n".join(["id,commune,age,education,language", *rows, ""])


def meetings_again(seating: Seating) -> int:
    """Meetings beyond the first, counted in the plainest way."""
    met = Counter(
        pair
        for one in seating.rounds
        for table in one.tables
        for pair in combinations(sorted(table.people), 2)
    )
    return sum(times - 1 for times in met.values())


def broken(seating: Seating, conditions: Conditions) -> list[str]:
    """What does not hold."""
    seats, rounds = seating.seats, range(len(seating.rounds))
    found = [
        f"{pin}"
        for pin in conditions.pins
        for r in rounds
        if pin.holds_in(r + 1) and seats[pin.person][r] != pin.table
    ]
    found += [
        f"{group} apart"
        for group in conditions.together
        for r in rounds
        if len({seats[person][r] for person in group}) > 1
    ]
    found += [
        f"{pair} together"
        for pair in conditions.apart
        for r in rounds
        if seats[pair[0]][r] == seats[pair[1]][r]
    ]
    return found


def write_rows(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
