"""The electoral roll: who may vote, put together before the poll opens and fixed when it does.

Accounts are put on it by one statement at opening. Before that, people without an account are
added at a desk or from a register; they vote with a code, of which only a keyed digest is kept.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from citizenspring.ballots.errors import (
    CodeUnknown,
    OnRollAlready,
    RollFixed,
    SecondPersonNeeded,
)
from citizenspring.ballots.models import Poll, RollEntry
from citizenspring.ballots.names import name_key
from citizenspring.ballots.permissions import may_keep_roll, may_manage_poll
from citizenspring.common.bulk import copy_in
from citizenspring.ledger.services import record
from citizenspring.people.addresses import keyed
from citizenspring.people.documents import document_key, plain_number
from citizenspring.people.limits import Limit
from citizenspring.people.models import Person

__all__ = [
    "CODE_LENGTH",
    "SIGNS",
    "Letter",
    "RegisterRow",
    "add_entry",
    "add_voter",
    "digest_of_code",
    "entry_of_code",
    "freeze",
    "import_roll",
    "new_code",
    "new_letters",
]

# Without letters and digits that look alike; twelve of them are 60 bits.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12
GROUP = 4
# A hall votes behind one address; a code typed rightly gives its try back.
WRONG_OF_ADDRESS = Limit("wrong voting codes of an address", 60, timedelta(seconds=30))
TRIES_OF_CODE = Limit("tries with one voting code", 30, timedelta(minutes=1))

LINK_ACCOUNTS = """
UPDATE ballots_rollentry entry SET person_id = shown.person_id
FROM people_attainment shown JOIN people_person person ON person.id = shown.person_id
WHERE entry.poll_id = %(poll)s AND entry.person_id IS NULL
  AND shown.way = 'desk' AND shown.subject = entry.identity
  AND person.is_active AND NOT person.is_guest
"""
ADD_ACCOUNTS = """
INSERT INTO ballots_rollentry
    (id, poll_id, person_id, identity, code, name, name_key, place, has_voted, channel)
WITH RECURSIVE inside (id) AS (
    SELECT territory_id FROM ballots_poll_territories WHERE poll_id = %(poll)s
    UNION SELECT part.id FROM city_territory part JOIN inside ON part.parent_id = inside.id
)
SELECT gen_random_uuid(), %(poll)s, person.id, shown.subject, NULL, '', '',
       coalesce(home.code, ''), false, ''
FROM people_person person
LEFT JOIN people_attainment shown ON shown.person_id = person.id AND shown.way = 'desk'
LEFT JOIN city_territory home ON home.id = person.home_id
WHERE person.is_active AND NOT person.is_guest AND person.level >= %(level)s
  AND (NOT EXISTS (SELECT FROM inside) OR person.home_id IN (SELECT id FROM inside))
ON CONFLICT DO NOTHING
"""
NEW_CODES = """
UPDATE ballots_rollentry entry SET code = renewed.code
FROM unnest(%s::uuid[], %s::bytea[]) AS renewed (id, code) WHERE entry.id = renewed.id
"""


@dataclass(frozen=True)
class RegisterRow:
    """A line of a register; ``reference`` is the number of a document, or the register's own."""

    reference: str
    name: str
    place: str = ""


@dataclass(frozen=True)
class Letter:
    """What is printed for one voter, once: the code is not kept."""

    name: str
    place: str
    code: str


def new_code() -> str:
    """A code of 60 random bits, in groups of four.

    >>> len(new_code())
    14
    """
    signs = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    return "-".join(signs[at : at + GROUP] for at in range(0, CODE_LENGTH, GROUP))


def digest_of_code(poll: Poll, code: str) -> bytes:
    """Equal for every way to type the code; another poll makes another digest of it."""
    return keyed("voting code", f"{poll.pk}\n{plain_number(code)}")


def entry_of_code(poll: Poll, code: str, *, address: str) -> RollEntry:
    """Whose code this is; wrong ones are counted per address and per code (A19).

    Call it outside the transaction of the act, which would take the count back with it.
    """
    digest = digest_of_code(poll, code)
    # The address first: guesses that it is refused leave no row for each code they make up.
    WRONG_OF_ADDRESS.take(address)
    TRIES_OF_CODE.take(digest.hex())
    entry = poll.roll.filter(code=digest).first()
    if entry is None:
        raise CodeUnknown
    WRONG_OF_ADDRESS.give_back(address)
    return entry


def freeze(poll: Poll) -> int:
    """Put everybody with the level (and home) asked on the roll and note how many stand on it.

    Somebody who showed the same document at a desk and for her account stands on it once.
    """
    facts: dict[str, Any] = {"poll": poll.pk, "level": poll.required_level}
    with connection.cursor() as cursor:
        cursor.execute(LINK_ACCOUNTS, facts)
        cursor.execute(ADD_ACCOUNTS, facts)
    poll.roll_size = poll.roll.count()
    poll.save(update_fields=["roll_size"])
    return poll.roll_size


@transaction.atomic
def add_voter(  # because each is one fact about the voter or the two who saw her
    poll: Poll, name: str, identity: bytes, place: str, *, by: Person, second: Person
) -> str:
    """Put somebody without an account on the roll before it is fixed; returns her code.

    Two people saw her document: one alone could invent voters.
    """
    may_keep_roll.require(by, poll)
    may_keep_roll.require(second, poll)
    if by.pk == second.pk:
        raise SecondPersonNeeded
    _hold_draft(poll)
    code = add_entry(poll, name, identity, place)
    facts = {"second": second.pseudonym("record")}
    record("roll.added", by=by, about=poll.node_id, facts=facts)
    return code


def add_entry(poll: Poll, name: str, identity: bytes, place: str) -> str:
    """The row itself, with a new code; the same document never stands on a roll twice."""
    code = new_code()
    entry = RollEntry(poll=poll, name=name, name_key=name_key(name), place=place)
    entry.identity, entry.code = identity, digest_of_code(poll, code)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as known:
        raise OnRollAlready from known
    return code


@transaction.atomic
def import_roll(poll: Poll, rows: Iterable[RegisterRow], *, by: Person) -> list[str]:
    """Put a whole register on the roll; the codes come in the order of its lines."""
    may_manage_poll.require(by, poll)
    _hold_draft(poll)
    codes: list[str] = []
    entries: list[RollEntry] = []
    for row in rows:
        codes.append(new_code())
        entry = RollEntry(poll=poll, name=row.name, name_key=name_key(row.name), place=row.place)
        entry.identity = document_key(row.reference)
        entry.code = digest_of_code(poll, codes[-1])
        entries.append(entry)
    try:
        with transaction.atomic():
            copy_in(entries)
    except IntegrityError as known:
        raise OnRollAlready from known
    record("roll.imported", by=by, about=poll.node_id, facts={"people": len(codes)})
    return codes


@transaction.atomic
def new_letters(poll: Poll, *, by: Person) -> list[Letter]:
    """New codes for all who vote with one, to print now; older letters are void from here on."""
    may_manage_poll.require(by, poll)
    _hold_draft(poll)
    with_code = poll.roll.filter(code__isnull=False, person=None).order_by("name_key", "pk")
    entries = list(with_code.values_list("pk", "name", "place"))
    letters = [Letter(name, place, new_code()) for _pk, name, place in entries]
    codes = [digest_of_code(poll, letter.code) for letter in letters]
    with connection.cursor() as cursor:
        cursor.execute(NEW_CODES, [[entry[0] for entry in entries], codes])
    record("roll.letters", by=by, about=poll.node_id, facts={"letters": len(letters)})
    return letters


def _hold_draft(poll: Poll) -> None:
    """Keep the poll from opening until the change is done; refuse once its roll is fixed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(ballots_lock(%s))", [poll.pk])
    poll.refresh_from_db()
    if poll.frozen_at or poll.state != Poll.State.DRAFT:
        raise RollFixed
