"""The words of a telling in the language that is spoken just now."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from citizenspring.people.models import Person
from citizenspring.threads.models import Node

from .facts import spoken
from .kinds import Kind, kind_named
from .models import Telling

__all__ = ["Words", "spoken_to", "words_of"]

LONGEST_SUBJECT = 160


@dataclass(frozen=True)
class Words:
    """What one reader reads: a line, some text, and where it leads."""

    subject: str
    text: str
    action: str
    url: str


def spoken_to(person: Person) -> str:
    """The language in which we write to a person: hers where the platform speaks it."""
    return (
        person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    )


def words_of(telling: Telling) -> Words:
    kind = kind_named(telling.kind) or _unknown(telling)
    places = spoken(kind, telling.facts)
    for name, node in (("about", telling.about), ("outcome", telling.outcome)):
        if node is not None:
            places[name] = _title(node)
    subject = " ".join(str(kind.subject % places).split())
    url = telling.url or (telling.about.get_absolute_url() if telling.about else "")
    return Words(_short(subject), str(kind.text % places), str(kind.action), url)


def _title(node: Node) -> str:
    """What was hidden since, or never shown, is not read in a mail either."""
    places = [node, node.within, node.within.within if node.within else None]
    if all(place is None or place.is_public for place in places):
        return node.title_here
    return _("(these words were hidden)")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SUBJECT else f"{text[: LONGEST_SUBJECT - 1].rstrip()}…"


def _unknown(telling: Telling) -> Kind:
    """News of a stage that this installation no longer has: where it leads still counts."""
    return Kind(telling.kind, "", _("Something changed"), "")
