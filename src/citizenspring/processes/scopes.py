"""Processes as places where a role can hold."""

from collections.abc import Iterator

from citizenspring.people.scopes import Scope

from .models import Process

__all__ = ["every_process"]


def every_process() -> Iterator[Scope]:
    for process in Process.objects.only("slug", "question").order_by("-created_at"):
        yield Scope(process.pk, str(process.question), process.get_absolute_url())
