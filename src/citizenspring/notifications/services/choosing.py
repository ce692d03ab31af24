"""How often a person wants mail of each kind of news."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.timezone import now

from citizenspring.notifications.kinds import Rhythm, all_kinds
from citizenspring.notifications.leaving import EVERYTHING, Leave
from citizenspring.notifications.models import Choice, News
from citizenspring.notifications.permissions import may_choose
from citizenspring.people.models import Consent, Person
from citizenspring.people.services import give_consents, withdraw_consent

__all__ = ["agree_to_mail", "choose_rhythms", "leave"]


@transaction.atomic
def choose_rhythms(rhythms: Mapping[str, Rhythm], *, by: Person) -> None:
    """Keep how often she wants each kind; what waits for her already follows."""
    may_choose.require(by, by)
    free = {kind.code for kind in all_kinds() if not kind.essential}
    for kind, rhythm in rhythms.items():
        if kind in free:
            _keep(by, kind, rhythm)


@transaction.atomic
def agree_to_mail(*, agrees: bool, by: Person) -> None:
    """Give the consent that mail with news needs, or take it back."""
    may_choose.require(by, by)
    if agrees:
        give_consents([Consent.Kind.NEWS], by=by)
    else:
        withdraw_consent(Consent.Kind.NEWS, by=by)


@transaction.atomic
def leave(token: Leave) -> None:
    """Stop the mail that the link in a mail names. The link is the proof; nobody signs in."""
    person = Person.objects.filter(pk=token.person).first()
    if person is None:
        return
    person = person.merged_into or person
    if token.kind == EVERYTHING:
        agree_to_mail(agrees=False, by=person)
    else:
        _keep(person, token.kind, Rhythm.NEVER)


def _keep(person: Person, kind: str, rhythm: Rhythm) -> None:
    Choice.objects.update_or_create(person=person, kind=kind, defaults={"rhythm": str(rhythm)})
    waiting = News.objects.filter(person=person, telling__kind=kind, carried_at=None)
    settled = {"carried_at": now()} if rhythm == Rhythm.NEVER else {}
    waiting.update(rhythm=str(rhythm), **settled)
