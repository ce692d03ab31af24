"""When a guest signs in to her account, the parts she took follow her."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from citizenspring.people.models import Person

from .models import Part

__all__ = ["move_parts", "parts_kept"]


def move_parts(guest: Person, into: Person) -> None:
    """The account keeps the earlier of two equal parts; the rest change hands."""
    same = Part.objects.filter(person=into, node=OuterRef("node"), kind=OuterRef("kind"))
    for double in Part.objects.filter(Exists(same), person=guest):
        kept = Part.objects.filter(person=into, node=double.node_id, kind=double.kind)
        kept.filter(at__gt=double.at).update(at=double.at)
        double.delete()
    Part.objects.filter(person=guest).update(person=into)


def parts_kept(person: Person) -> Iterable[str]:
    """For the person's own page: that it is known where she took part, to tell her the result."""
    found = Part.objects.filter(person=person).values("node").distinct().count()
    if found:
        sentence = ngettext(
            "That you took part in %(number)d thing, to tell you what became of it.",
            "That you took part in %(number)d things, to tell you what became of them.",
            found,
        )
        yield sentence % {"number": found}
