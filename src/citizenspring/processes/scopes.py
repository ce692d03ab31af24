"""Processes as places where a role can hold."""

from collections.abc import Collection, Iterator
from uuid import UUID

from citizenspring.people.scopes import Scope

from .models import Process

__all__ = ["processes_with"]


def processes_with(ids: Collection[UUID] | None) -> Iterator[Scope]:
    """The processes with these ids, or all."""
    rows = Process.objects.all() if ids is None else Process.objects.filter(pk__in=ids)
    for process in rows.only("slug", "question", "state").order_by("-created_at"):
        is_public = process.state != Process.State.DRAFT
        yield Scope(process.pk, str(process.question), process.get_absolute_url(), is_public)
