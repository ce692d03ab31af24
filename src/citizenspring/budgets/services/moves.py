"""Supports of a guest who joins an account of hers."""

from django.db import transaction
from django.db.models import Q

from citizenspring.budgets.models import Support
from citizenspring.people.models import Person

from .erasing import drop_support

__all__ = ["move_supports"]


@transaction.atomic
def move_supports(guest: Person, into: Person) -> None:
    """Each idea counts her once, and nobody supports her own; ideas follow by themselves."""
    both = {guest.pk, into.pk}
    hers = Support.objects.filter(person=guest).select_related("idea")
    known = Support.objects.filter(person=into).values("idea")
    for double in hers.filter(Q(idea__in=known) | Q(idea__person__in=both)):
        drop_support(double)
    own = Support.objects.filter(person=into, idea__person=guest).select_related("idea")
    for support in own:
        drop_support(support)
    Support.objects.filter(person=guest).update(person=into)
