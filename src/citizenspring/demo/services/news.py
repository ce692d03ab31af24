"""What people were told of the demo's threads, on the days on which they changed."""

from datetime import datetime, timedelta

from django.utils.timezone import now

from citizenspring.demo.content import Texts
from citizenspring.notifications.models import News, Telling
from citizenspring.threads.models import Node

__all__ = ["date_news"]

READ_AFTER = timedelta(days=40)


def date_news(outcome: Node, moment: datetime, because: Texts) -> None:
    """Give the news of a step its day in the past, and its reason in every language."""
    for telling in Telling.objects.filter(outcome=outcome):
        telling.at, telling.facts["reason"] = moment, dict(because)
        telling.save(update_fields=["at", "facts"])
    told = News.objects.filter(telling__outcome=outcome)
    told.update(at=moment)
    # The oldest were read long ago.
    if moment < now() - READ_AFTER:
        told.update(read_at=moment + timedelta(hours=9))
