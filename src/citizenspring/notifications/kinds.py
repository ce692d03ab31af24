"""What people can be told of; every app names its own kinds when it starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["Kind", "Rhythm", "all_kinds", "kind_named", "register"]

Words = str | Promise
LOOK: Words = _("Look at it")


class Rhythm(TextChoices):
    """How often news of a kind goes to the mailbox; on the page of news it stands at once."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


@dataclass(frozen=True)
class Kind:
    """One kind of news. ``subject`` and ``text`` hold named places such as ``%(name)s``.

    The places are filled from the facts of the telling, from the titles of the nodes it is
    ``about`` and its ``outcome``, always in the reader's language. ``words`` says for a fact
    how each of its values reads: ``{"step": {"became": _("became")}}``. Who cannot turn an
    ``essential`` kind off reads ``why_essential``. Only who holds one of the ``roles``, where
    some are named, is offered the choice.
    """

    code: str
    label: Words
    subject: Words
    text: Words
    default: Rhythm = Rhythm.DAILY
    action: Words = LOOK
    essential: bool = False
    why_essential: Words = ""
    words: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    roles: tuple[str, ...] = ()


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Name a kind of news; called once when its app starts."""
    if kind.essential and not kind.why_essential:
        message = f"{kind.code} cannot be turned off: say why in why_essential."
        raise ValueError(message)
    _kinds[kind.code] = kind
    return kind


def kind_named(code: str) -> Kind | None:
    """The kind, or None where the app that named it is gone."""
    return _kinds.get(code)


def all_kinds() -> list[Kind]:
    """Every kind in the order of registration."""
    return list(_kinds.values())
