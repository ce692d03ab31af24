"""Attaining levels: each attainment is a row, and the record notes it under a pseudonym."""

from datetime import datetime, timedelta
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.timezone import now

from citizenspring.people import bursts
from citizenspring.people.addresses import keyed
from citizenspring.people.city_login import PROVIDER
from citizenspring.people.domains import is_disposable
from citizenspring.people.levels import Way
from citizenspring.people.models import Attainment, Burst, Person
from citizenspring.people.recording import record

__all__ = ["attain", "attain_by_city", "attain_by_mail"]

JUST_COUNTED = timedelta(minutes=10)


@transaction.atomic
def attain(
    person: Person, way: Way, *, by: Person | None = None, subject: bytes | None = None
) -> bool:
    """Note that a person attained a level in this way; False when she had before.

    Whoever calls this has asked its rule and seen the proof. ``subject`` is a keyed digest of
    what was shown; one that stands for another person already is an ``IntegrityError``.
    """
    if Attainment.objects.filter(person=person, way=way).exists():
        return False
    Attainment.objects.create(person=person, way=way, by=by, subject=subject)
    Person.objects.filter(pk=person.pk).update(level=Greatest(F("level"), int(way.level)))
    person.level = max(person.level, way.level)
    facts = {"way": str(way), "level": way.level.name.lower(), "to": person.pseudonym("levels")}
    record("level.attained", facts=facts | ({"by": by.pseudonym("roles")} if by else {}))
    return True


def attain_by_mail(person: Person, network: str = "") -> None:
    """A proved mailbox counts, unless anybody can have such a one for a few minutes (A14).

    Where far more accounts begin than usual, it counts once somebody has looked (A17).
    """
    if not person.email or is_disposable(person.email) or _is_known(person):
        return
    burst = bursts.arrive(Burst.Kind.SIGN_UP, network) if network else None
    if burst is None or not bursts.hold(burst, person.pk):
        attain(person, Way.MAIL)


def attain_by_city(person: Person, uid: str, network: str = "") -> None:
    """The city's login counts, unless far more come by it than usual (A17).

    Whoever has just proved a mailbox was counted then; who waits, waits for both.
    """
    lately = now() - JUST_COUNTED
    if not person.attainments.filter(way=Way.MAIL, at__gt=lately).exists():
        held = bursts.held_of(person.pk)
        if held is None and network:
            burst = bursts.arrive(Burst.Kind.SIGN_UP, network)
            if burst is not None and bursts.hold(burst, person.pk):
                return
        elif held is not None and held.burst.state != Burst.State.RELEASED:
            return
    attain(person, Way.EID, subject=keyed("eid", uid))


def _is_known(person: Person) -> bool:
    if Attainment.objects.filter(person=person, way=Way.MAIL).exists():
        return True
    return bursts.held_of(person.pk) is not None


def _release(subject: UUID, _at: datetime) -> None:
    person = Person.objects.filter(pk=subject, is_active=True, is_guest=False).first()
    if person is None:
        return
    if person.email and not is_disposable(person.email):
        attain(person, Way.MAIL)
    city = SocialAccount.objects.filter(user=person, provider=PROVIDER).first()
    shown = keyed("eid", city.uid) if city and settings.OIDC_GIVES_EID else None
    if shown and not Attainment.objects.filter(subject=shown).exists():
        attain(person, Way.EID, subject=shown)


bursts.register(Burst.Kind.SIGN_UP, _release)
