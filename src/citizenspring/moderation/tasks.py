"""Once a day, moderators are told what waits for them."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from citizenspring.notifications.services import notify
from citizenspring.people.models import Person, Role

from .models import Appeal, Case, Decision
from .permissions import MODERATORS
from .telling import DAILY

__all__ = ["daily_summary", "summarise"]

DAY = timedelta(days=1)


@app.periodic(cron="0 6 * * *")
@app.task(queueing_lock="moderation.daily_summary", pass_context=False)
def daily_summary(timestamp: int) -> None:
    del timestamp
    summarise()


def summarise() -> int:
    """Tell each moderator about her places; whoever calls again on the same day tells nobody."""
    people = Person.objects.filter(roles__kind__in=MODERATORS, is_active=True).distinct()
    return sum(_tell(person) for person in people.order_by("pk"))


def _tell(person: Person) -> int:
    """Nothing is sent where nothing waits and nothing was decided."""
    facts = _facts(person)
    if not any(facts.values()):
        return 0
    key = f"moderation:{localdate()}"
    return notify(DAILY.code, [person], url=reverse("moderation:queue"), facts=facts, key=key)


def _facts(person: Person) -> dict[str, int]:
    held = Role.objects.filter(person=person, kind__in=MODERATORS)
    scopes = set(held.values_list("scope", flat=True))
    where = Q() if None in scopes else Q(scope__in=scopes)
    cases = Case.objects.filter(where, settled_at=None)
    decisions = Decision.objects.filter(where)
    appeals = Appeal.objects.filter(outcome=Appeal.Outcome.OPEN, decision__in=decisions)
    done = decisions.filter(state=Decision.State.DONE, at__gt=now() - DAY)
    return {
        "open": cases.count(),
        "urgent": cases.filter(is_urgent=True).count(),
        "proposals": decisions.filter(state=Decision.State.PROPOSED).count(),
        "appeals": appeals.count(),
        "decided": done.count(),
    }
