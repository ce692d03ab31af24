"""What a guest did follows her into her account; each app says how its own rows move."""

from collections.abc import Callable

from django.db.models import ForeignKey, OneToOneField

from .models import Person

__all__ = ["follow", "register"]

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


def follow(guest: Person, into: Person) -> None:
    """Move everything of the guest to the account."""
    for move in _moves:
        move(guest, into)
    for relation in Person._meta.related_objects:
        field = relation.field
        if relation.related_model is not Person and isinstance(field, ForeignKey | OneToOneField):
            rows = relation.related_model._base_manager.filter(**{field.name: guest})
            rows.update(**{field.name: into})
    Person.objects.filter(merged_into=guest).update(merged_into=into)
