"""Invitations by post: codes that work once."""

from datetime import timedelta

from django.db import transaction

from citizenspring.common.bulk import copy_in
from citizenspring.common.ids import short_code
from citizenspring.gatherings.errors import LetterUnknown, TooManyLetters
from citizenspring.gatherings.models import Gathering, Letter
from citizenspring.gatherings.permissions import may_edit_gathering
from citizenspring.ledger.services import record
from citizenspring.people.addresses import keyed
from citizenspring.people.documents import plain_number
from citizenspring.people.limits import Limit
from citizenspring.people.models import Person

__all__ = ["MOST_LETTERS", "check_letter", "digest_of_letter", "make_letters"]

MOST_LETTERS = 20_000
# Twelve of 31 signs are 59 bits, and wrong codes are limited beside.
LENGTH, GROUP = 12, 4
WRONG_CODES = Limit("wrong codes of gathering letters", 60, timedelta(seconds=30))


def digest_of_letter(gathering: Gathering, code: str) -> bytes:
    """Equal for every way to type the code."""
    return keyed("gathering letter", f"{gathering.pk}\n{plain_number(code)}")


@transaction.atomic
def make_letters(gathering: Gathering, count: int, *, batch: str = "", by: Person) -> list[str]:
    """Make codes to print on letters; they are shown now and never again."""
    may_edit_gathering.require(by, gathering)
    if not 1 <= count <= MOST_LETTERS:
        raise TooManyLetters(most=MOST_LETTERS)
    codes = [_new_code() for _ in range(count)]
    copy_in(
        [
            Letter(gathering=gathering, digest=digest_of_letter(gathering, code), batch=batch)
            for code in codes
        ]
    )
    facts = {"letters": count, "batch": batch}
    record("gathering.letters", by=by, about=gathering.activity.node_id, facts=facts)
    return codes


def check_letter(gathering: Gathering, code: str, *, address: str) -> None:
    """Refuse a code that no letter has; wrong ones are counted for each network address.

    Call it outside the transaction of the act, which would take the count back with it.
    """
    WRONG_CODES.take(address)
    if not gathering.letters.filter(digest=digest_of_letter(gathering, code)).exists():
        raise LetterUnknown
    WRONG_CODES.give_back(address)


def _new_code() -> str:
    signs = short_code(LENGTH)
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))
