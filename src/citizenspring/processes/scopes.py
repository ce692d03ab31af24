"""Processes as places where a role can hold."""

from collections.abc import Iterator

from citizenspring.people.scopes import Scope

from .models import Process

__all__ = ["every_process"]


def every_process() -> Iterator[Scope]:
    for process in Process.objects.only("slug", "question", "state").order_by("-created_at"):
        is_public = process.state != Process.State.DRAFT
        yield Scope(process.pk, str(process.question), process.get_absolute_url(), is_public)
