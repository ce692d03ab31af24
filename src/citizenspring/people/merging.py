"""What a guest did follows her into her account; each app says how its own rows move."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import ForeignKey, ManyToOneRel

from .models import Person

__all__ = ["follow", "pointing_at_persons", "register"]


Move = Callable[[Person, Person], None]
_moves: list[Move] = []


def register(move: Move) -> Move:
    """Call ``move(guest, into)`` when a guest joins an account, inside that transaction.

    Needed where both may have a row that only one may keep, such as two votes on one statement.
    Rows that cannot collide follow by themselves.
    """
    if move not in _moves:
        _moves.append(move)
    return move


def pointing_at_persons() -> Iterator["ForeignKey[Any, Any]"]:
    """Every foreign key to a person in other tables, those without a way back too."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.field.model is not Person:
            yield relation.field


def follow(guest: Person, into: Person) -> None:
    """Move everything of the guest to the account."""
    for move in _moves:
        move(guest, into)
    for field in pointing_at_persons():
        field.model._base_manager.filter(**{field.name: guest}).update(**{field.name: into})
    Person.objects.filter(merged_into=guest).update(merged_into=into)
