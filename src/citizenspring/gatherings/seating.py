"""Between registrations and the seating engine, which knows neither names nor the database."""

from collections.abc import Collection, Iterable
from typing import Any

from citizenspring.engines.seating import Participant, Place, Reseating, Seating

from .models import Gathering, Registration, Table

__all__ = [
    "asked_of",
    "changes_told",
    "id_of",
    "limits_for",
    "participants_of",
    "places_of",
    "seating_told",
    "working_languages_of",
]

# Between these a talk is a talk, unless the organiser wants smaller or larger tables.
FEWEST, MORE = 6, 3
MOST_LANGUAGES = 8


def id_of(registration: Registration) -> str:
    """Her number: it stands on her ticket and names her in every list."""
    return str(registration.number)


def asked_of(gathering: Gathering) -> tuple[str, ...]:
    """What tables are mixed by."""
    return tuple(gathering.asks)


def participants_of(
    gathering: Gathering, registrations: Iterable[Registration]
) -> list[Participant]:
    """Whoever did not say something shares that silence with others who did not."""
    names = asked_of(gathering)
    return [
        Participant(
            id_of(one),
            {name: _said(one, name) for name in names},
            tuple(one.speaks),
            frozenset(one.table_needs),
        )
        for one in registrations
    ]


def _said(registration: Registration, name: str) -> str:
    return (
        str(registration.home_id or "") if name == "commune" else str(getattr(registration, name))
    )


def places_of(tables: Iterable[Table]) -> list[Place]:
    return [Place(one.number, one.seats, frozenset(one.offers)) for one in tables]


def limits_for(people: int, size: int, seats: Collection[int]) -> tuple[int, int]:
    """The smallest and the largest table allowed where tables of ``size`` are wished.

    An even share is always allowed, so that eleven people may sit at two tables of nine.
    """
    share = people // -(-people // size)
    return max(2, min(FEWEST, size * 2 // 3, share, *seats)), max(size + MORE, *seats)


def working_languages_of(
    gathering: Gathering, people: Iterable[Participant]
) -> tuple[str, ...] | None:
    """Languages of the tables that somebody speaks; None leaves it to the engine."""
    spoken = {language for person in people for language in person.languages}
    found = tuple(one for one in gathering.languages if one in spoken)
    return found[:MOST_LANGUAGES] or None


def seating_told(seating: Seating) -> dict[str, Any]:
    """What the pages say of a seating; people by number, tables and rounds as text (JSON)."""
    sizes = [len(table.people) for one in seating.rounds for table in one.tables]
    return {
        "people": len(seating.seats),
        "tables": seating.tables,
        "smallest": min(sizes),
        "largest": max(sizes),
        "common": seating.common,
        "languages": list(seating.languages),
        "repeated": seating.repeated,
        "meetings": seating.meetings,
        "mixtures": [
            {"name": one.attribute, **{key: round(getattr(one, key), 4) for key in MIXTURE}}
            for one in seating.mixtures
        ],
        "interpreters": dict(seating.interpreters),
        "spoken": [
            {str(table.number): list(table.languages) for table in one.tables}
            for one in seating.rounds
        ],
        "posts": [
            [one.number, table.number, table.language or "", post.language, list(post.listeners)]
            for one in seating.rounds
            for table in one.tables
            for post in table.posts
        ],
    }


MIXTURE = ("mean", "worst", "possible", "chance")


def changes_told(found: Reseating) -> dict[str, Any]:
    """Who moves, came or is missing, beside what is told of the seating."""
    return {
        **seating_told(found.seating),
        "moved": [[move.person, move.round, move.before, move.after] for move in found.moved],
        "movers": len({move.person for move in found.moved}),
        "absent": len({move.person for move in found.absent}),
        "arrived": len({move.person for move in found.arrived}),
        "fewest": found.fewest,
        "closed": {str(number): list(tables) for number, tables in found.closed.items()},
    }
