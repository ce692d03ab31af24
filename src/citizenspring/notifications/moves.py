"""News in the registries of people: what follows a guest into her account, what is kept."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.people import copying, desks, erasing, keeping, merging
from citizenspring.people.addresses import spelling
from citizenspring.people.models import Person

from .models import Choice, News, Telling, Unreachable
from .permissions import may_see_mail
from .queries import unreachable_since, with_telling
from .wording import words_of

__all__ = ["join"]


def _move(guest: Person, into: Person) -> None:
    """The account keeps its own where both have a row; the rest follows by itself."""
    known = News.objects.filter(person=into, key=OuterRef("key"))
    News.objects.filter(Exists(known), person=guest).delete()
    chosen = Choice.objects.filter(person=into, kind=OuterRef("kind"))
    Choice.objects.filter(Exists(chosen), person=guest).delete()


def _kept(person: Person) -> Iterable[str]:
    count = person.news.count()
    if count:
        sentence = ngettext(
            "%(count)s piece of news that you were told, and whether you have read it.",
            "%(count)s pieces of news that you were told, and which of them you have read.",
            count,
        )
        yield sentence % {"count": count}
    if gone := unreachable_since(person):
        day = date_format(localtime(gone.since))
        told = _("That mail to your address has come back since %(day)s: no news is sent there.")
        yield told % {"day": day}
    for device in person.devices.all():
        day = date_format(localtime(device.added_at))
        yield _("Where the browser you added on %(day)s gets your news.") % {"day": day}
    if person.rhythms.exists():
        yield _("How often you want mail of each kind of news.")


def _erase(person: Person) -> None:
    """Her news goes with her, and so does what only she was told."""
    told = list(person.news.values_list("telling", flat=True))
    person.news.all().delete()
    Telling.objects.filter(pk__in=told, news=None).delete()
    if person.email:
        Unreachable.objects.filter(mailbox=spelling(person.email)).delete()


def _copied(person: Person) -> Iterable[copying.Table]:
    """What she was told, in words: its rows alone hold only facts."""
    told = [(news.at, words_of(news.telling)) for news in with_telling(person)]
    rows = [{"at": at.isoformat(), "subject": one.subject, "text": one.text} for at, one in told]
    yield "notifications.Telling", rows
    if gone := unreachable_since(person):
        row = {"since": gone.since.isoformat(), "why": gone.why}
        yield "notifications.Unreachable", [row]


def _desks(person: Person) -> Iterable[desks.Desk]:
    if may_see_mail(person, None):
        yield desks.Desk(_("How mail goes"), reverse("notifications:mail"))


def join() -> None:
    """Called when the app starts."""
    desks.register(_desks)
    merging.register(_move)
    keeping.register(_kept)
    erasing.register(_erase)
    copying.register(_copied)
    secrets = ("endpoint", "p256dh", "auth")
    copying.leave_out(*(f"notifications.Device.{name}" for name in secrets))
