"""The kinds of activity that stage apps offer; each registers itself when it starts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from .models import Activity

__all__ = ["ActivityKind", "all_kinds", "kind_named", "register"]


@dataclass(frozen=True)
class ActivityKind:
    """What a process page needs to know of a stage's activities.

    ``url_name`` is the page of an activity (arguments: process slug, activity slug);
    ``new_url_name`` the organiser's page that makes one (argument: process slug); ``panel`` returns
    what to show on the process page: a template name and its context. ``import_url_name`` is the
    page that brings one in from elsewhere, where there is one (argument: process slug).

    ``on_opening`` is called in the transaction that opens an activity, with who opens it, and
    ``on_editing`` before its texts and times change, ``on_closing`` before somebody closes it; each
    may refuse.
    """

    name: str
    label: str | Promise
    summary: str | Promise
    icon: str
    url_name: str
    new_url_name: str
    panel: "Callable[[Activity, Any], tuple[str, dict[str, Any]]]"
    import_url_name: str = ""
    import_label: str | Promise = ""
    on_opening: "Callable[[Activity, Any], None] | None" = None
    on_editing: "Callable[[Activity, Any], None] | None" = None
    on_closing: "Callable[[Activity, Any], None] | None" = None


_kinds: dict[str, ActivityKind] = {}


def register(kind: ActivityKind) -> None:
    _kinds[kind.name] = kind


def kind_named(name: str) -> ActivityKind:
    return _kinds[name]


def all_kinds() -> list[ActivityKind]:
    return list(_kinds.values())
