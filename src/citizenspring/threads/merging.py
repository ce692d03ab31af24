"""What a guest took part in follows her into her account, once."""

from citizenspring.people.models import Person

from .models import Part

__all__ = ["move_parts"]


def move_parts(guest: Person, into: Person) -> None:
    """Where both took part alike, the account's own row stays."""
    theirs = Part.objects.filter(person=into)
    for part in Part.objects.filter(person=guest):
        if theirs.filter(node=part.node_id, kind=part.kind).exists():
            part.delete()
    Part.objects.filter(person=guest).update(person=into)
