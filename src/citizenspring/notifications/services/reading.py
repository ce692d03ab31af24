"""Reading what one was told."""

from django.utils.timezone import now

from citizenspring.notifications.models import News
from citizenspring.notifications.permissions import may_choose
from citizenspring.people.models import Person

__all__ = ["mark_all_read", "mark_read"]


def mark_read(news: News, *, by: Person) -> None:
    may_choose.require(by, news.person)
    News.objects.filter(pk=news.pk, read_at=None).update(read_at=now())


def mark_all_read(*, by: Person) -> int:
    """Mark everything the person was told as read; returns how much that was."""
    return News.objects.filter(person=by, read_at=None).update(read_at=now())
