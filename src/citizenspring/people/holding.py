"""Whether someone holds a role: the question that most rules ask."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from .models import Person, Role

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

__all__ = ["holds"]


def holds(
    person: "AbstractBaseUser | AnonymousUser | None", *kinds: Role.Kind, scope: UUID | None = None
) -> bool:
    """Whether the person holds one of the roles in the whole space or in ``scope``."""
    if not isinstance(person, Person) or person.is_guest or not person.is_active:
        return False
    where = Q(scope=None) | Q(scope=scope) if scope else Q(scope=None)
    return person.roles.filter(where, kind__in=kinds).exists()
