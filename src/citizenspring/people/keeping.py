"""What is kept about a person, told in plain words on her own page; each app adds its lines."""

from collections.abc import Callable, Iterable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .models import Person

__all__ = ["kept_about", "register"]

Lines = Callable[[Person], Iterable[str]]
_tellers: list[Lines] = []


def register(teller: Lines) -> Lines:
    """Add a function that tells what its app keeps about a person, one sentence a line."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def kept_about(person: Person) -> list[str]:
    return [line for teller in [_by_people, *_tellers] for line in teller(person)]


def _by_people(person: Person) -> Iterable[str]:
    if person.email:
        address = _("Your mail address, %(email)s, to send you codes and news. It is not public.")
        yield address % {"email": person.email}
    else:
        yield _("No mail address. Only a cookie on this device knows that it is you.")
    yield _("The name, the language and the commune that you write on this page.")
    day = date_format(localtime(person.created_at))
    yield _("The day you first took part: %(day)s.") % {"day": day}
    for one in person.attainments.all():
        yield _("That you attained a level, when and how: %(way)s.") % {
            "way": one.get_way_display()
        }
    for consent in person.consents.all():
        yield _("What you agreed to and when: %(what)s.") % {"what": consent.get_kind_display()}
    for role in person.roles.all():
        yield _("Your role: %(role)s. Roles are public.") % {"role": role.get_kind_display()}
    yield _(
        "A secret key, from which the public record makes the pseudonyms that stand for you there."
    )
