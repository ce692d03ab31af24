"""What a person agreed to, and the copies of her data that she asked for."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7

from .persons import Person

__all__ = ["Consent", "DataCopy"]


class Consent(models.Model):
    """That a person agreed to one text, and when; taken back, the row stays with its end."""

    class Kind(models.TextChoices):
        TAKING_PART = "taking_part", _("What is needed to take part")
        NEWS = "news", _("News by mail")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_given_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.text_version})"


class DataCopy(models.Model):
    """A link to a copy of one's own data: it works once, and only for who asked for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="data_copies")
    digest = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"until {self.expires_at:%H:%M:%S}"
