"""Letters to households, and whether each was answered."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory
from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person

from .planning import Panel

__all__ = ["Batch", "Invitation"]


class Batch(models.Model):
    """Letters made at once; they count as sent from the day somebody says so."""

    class Channel(models.TextChoices):
        POST = "post", _("By post")
        HAND = "hand", _("Brought to the door")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.POST)
    language = models.CharField(max_length=12)
    letters = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["panel", "number"], name="batch_number")]

    def __str__(self) -> str:
        return str(self.number)


class Invitation(models.Model):
    """A letter to a household. Of its code and of the address only digests are kept."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="invitations")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="invitations")
    commune = models.ForeignKey(
        Territory, null=True, on_delete=models.PROTECT, related_name="panel_letters"
    )
    digest = models.BinaryField(max_length=32)
    household = models.BinaryField(max_length=32, null=True)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "digest"], name="panel_letter_once"),
            models.UniqueConstraint(fields=["panel", "household"], name="panel_household_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="panel_letter_answered_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
