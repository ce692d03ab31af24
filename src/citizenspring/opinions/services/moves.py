"""Votes of a guest who joins an account of hers."""

import secrets

from django.db import transaction
from django.utils.timezone import now

from citizenspring.ledger.services import SALT_BYTES, record, seal
from citizenspring.opinions.models import Vote, Withdrawal
from citizenspring.people.models import Person

from .votes import sealed_facts

__all__ = ["move_votes"]


@transaction.atomic
def move_votes(guest: Person, into: Person) -> None:
    """Give the guest's votes to the account; of two on one statement the later counts.

    A seal names its voter, so each vote that moves is sealed anew, and the record says which
    seal it replaces.
    """
    kept = {vote.statement_id: vote for vote in _votes(into)}
    for vote in _votes(guest):
        earlier = kept.get(vote.statement_id)
        _remove(vote)
        if earlier is not None and earlier.cast_at >= vote.cast_at:
            _record_gone(vote)
            continue
        if earlier is not None:
            _remove(earlier)
            _record_gone(earlier)
        _write_for(into, vote)


def _votes(person: Person) -> list[Vote]:
    mine = Vote.objects.filter(person=person).select_for_update(of=("self",))
    return list(mine.select_related("map__activity"))


def _remove(vote: Vote) -> None:
    Vote.objects.filter(person=vote.person_id, statement=vote.statement_id).delete()
    Withdrawal.objects.create(
        map_id=vote.map_id, person=vote.person_id, statement_id=vote.statement_id, at=now()
    )


def _record_gone(vote: Vote) -> None:
    facts = {"withdraws": bytes(vote.seal).hex()}
    record("vote.withdrawn", about=vote.map.activity.node_id, facts=facts)


def _write_for(into: Person, vote: Vote) -> None:
    salt, replaced = secrets.token_bytes(SALT_BYTES), bytes(vote.seal)
    facts = sealed_facts(
        person=into.pk,
        statement=vote.statement_id,
        choice=vote.choice,
        important=vote.important,
    )
    entry = record(
        "vote.cast",
        about=vote.map.activity.node_id,
        facts={"replaces": replaced.hex()},
        sealed=facts,
        salt=salt,
    )
    Vote.objects.create(
        person=into,
        statement_id=vote.statement_id,
        map_id=vote.map_id,
        choice=vote.choice,
        important=vote.important,
        salt=salt,
        seal=bytes.fromhex(seal(salt, facts)),
        replaced=replaced,
        entry=entry.pk,
        cast_at=vote.cast_at,
    )
