"""What a person sees when she votes: the next statement, and the vote she has just cast."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import FilteredRelation, Q

from citizenspring.opinions.models import OpinionMap, Vote
from citizenspring.opinions.results import Reading
from citizenspring.opinions.routing import deck_of, next_number
from citizenspring.people.levels import Level
from citizenspring.people.models import Person

from .lists import rows

__all__ = ["Card", "LastVote", "Votable", "card_for", "last_vote", "votable", "vote_of"]

# Named by the words of its address; the act itself decides again, under its lock.
VOTABLE = """
SELECT statement.id, activity.node_id, activity.required_level FROM processes_process process
JOIN processes_activity activity ON activity.process_id = process.id AND activity.slug = %s
JOIN opinions_opinionmap map ON map.activity_id = activity.id
JOIN opinions_statement statement ON statement.map_id = map.id AND statement.number = %s
WHERE process.slug = %s AND process.state <> 'draft' AND activity.state = 'open'
    AND statement.state = 'shown'
    AND (activity.closes_at IS NULL OR activity.closes_at > clock_timestamp())
"""
VOTED = """
SELECT statement.number FROM opinions_vote vote
JOIN opinions_statement statement ON statement.id = vote.statement_id
WHERE vote.person_id = %s AND vote.map_id = %s
"""


@dataclass(frozen=True)
class Votable:
    """A statement that takes votes now: all that a vote needs to know of it."""

    pk: UUID
    about: UUID
    level: Level = Level.GUEST


def votable(process: str, activity: str, number: int) -> Votable | None:
    """The statement at an address if it takes votes now, by one small query."""
    with connection.cursor() as cursor:
        cursor.execute(VOTABLE, [activity, number, process])
        row = cursor.fetchone()
    return Votable(row[0], row[1], Level(row[2])) if row else None


@dataclass(frozen=True)
class LastVote:
    """What the visitor has just said of a statement, so that she can take it back."""

    number: int
    choice: int
    important: bool
    text: str
    language: str


def last_vote(person: Any, opinion_map: OpinionMap, number: int, language: str) -> LastVote | None:
    """The person's vote on the statement of that number, with the words as she reads them."""
    if not isinstance(person, Person):
        return None
    mine = Vote.objects.filter(person=person, map=opinion_map, statement__number=number)
    here = FilteredRelation(
        "statement__translations", condition=Q(statement__translations__language=language)
    )
    found = (
        mine.annotate(here=here)
        .values_list("choice", "important", "statement__text", "statement__language", "here__text")
        .first()
    )
    if found is None:
        return None
    choice, important, text, written_in, translated = found
    words = (translated, language) if translated else (text, written_in)
    return LastVote(number, choice, important, *words)


def vote_of(person: Any, opinion_map: OpinionMap, number: int) -> Vote | None:
    """The person's own vote on a statement, with what only she may know of it."""
    if not isinstance(person, Person):
        return None
    return Vote.objects.filter(person=person, map=opinion_map, statement__number=number).first()


@dataclass(frozen=True)
class Card:
    """What a person sees when she votes: a statement, or none when she has seen them all."""

    statement: Reading | None
    voted: int
    shown: int

    @property
    def is_done(self) -> bool:
        return self.statement is None

    @property
    def place(self) -> int:
        """Which statement this is for her, the first being 1."""
        return self.voted + 1


def card_for(
    opinion_map: OpinionMap, person: Any, language: str, wanted: int | None = None
) -> Card:
    """The statement to show now: ``wanted`` if it is shown, else the next of her own order."""
    deck = deck_of(opinion_map)
    voted = _numbers_voted(opinion_map, person)
    counted = len(voted & deck.known)
    number = wanted if wanted in deck.known else next_number(deck, voted, person)
    if number is None:
        return Card(None, counted, deck.size)
    found = rows(opinion_map.statements.filter(number=number), language)
    return Card(found[0].reading if found else None, counted, deck.size)


def _numbers_voted(opinion_map: OpinionMap, person: Any) -> set[int]:
    if not isinstance(person, Person):
        return set()
    with connection.cursor() as cursor:
        cursor.execute(VOTED, [person.pk, opinion_map.pk])
        return {number for (number,) in cursor.fetchall()}
