"""Many people at once from one network, or at night: what came, and what is held back."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7

from .persons import Person

__all__ = ["Arrival", "Burst", "Held"]


class Kind(models.TextChoices):
    """What people do when they come."""

    SIGN_UP = "sign_up", _("New accounts")
    ANSWER = "answer", _("Confirmed answers")


class Arrival(models.Model):
    """How many came in an hour: from one network, a keyed digest, or with none from anywhere."""

    pk = models.CompositePrimaryKey("kind", "network", "hour")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    network = models.BinaryField(max_length=32)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.hour:%Y-%m-%d %H:00}: {self.count}"


class Burst(models.Model):
    """Those who came above what is usual, held back together until somebody has looked.

    ``about`` is what they answered; ``network`` is forgotten soon, and is empty for a night.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Held back until somebody has looked")
        RELEASED = "released", _("Looked at: they count")
        REFUSED = "refused", _("Looked at: they do not count")

    Kind = Kind

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    about = models.UUIDField(null=True)
    network = models.BinaryField(max_length=32, null=True, editable=False)
    is_of_a_night = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "network", "is_of_a_night"],
                condition=Q(state="waiting"),
                nulls_distinct=False,
                name="burst_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (Q(decided_at__isnull=False) & ~Q(reason="")),
                name="burst_decided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.began_at:%Y-%m-%d %H:%M}"


class Held(models.Model):
    """One of a burst: an account or an answer, and when it came."""

    burst = models.ForeignKey(Burst, on_delete=models.PROTECT, related_name="held")
    subject = models.UUIDField(unique=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.subject)
