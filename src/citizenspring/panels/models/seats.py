"""Who sits on the panel, and who stepped in for whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.gatherings.models import Registration

from .answers import Volunteer
from .planning import Panel

__all__ = ["Member", "Replacement"]


class Member(models.Model):
    """A seat of the panel, from the draw or from a replacement until she leaves."""

    class State(models.TextChoices):
        ASKED = "asked", _("Has not said yet whether she comes")
        CONFIRMED = "confirmed", _("Comes")
        LEFT = "left", _("Does not come")

    class Why(models.TextChoices):
        DECLINED = "declined", _("Said no")
        PREVENTED = "prevented", _("Cannot come after all")
        UNREACHABLE = "unreachable", _("Could not be reached")
        ERASED = "erased", _("Took her data back")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="members")
    volunteer = models.OneToOneField(Volunteer, on_delete=models.PROTECT, related_name="member")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    stepped_in = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_because = models.CharField(max_length=11, choices=Why.choices, blank=True)
    is_replaced = models.BooleanField(default=False)
    registration = models.OneToOneField(
        Registration, null=True, on_delete=models.SET_NULL, related_name="panel_member"
    )

    class Meta:
        ordering = ["volunteer__pseudonym"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="left") | Q(left_because=""), name="member_left_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.volunteer.pseudonym


class Replacement(models.Model):
    """A line of the public log: who left, who stepped in, who was passed over; by pseudonym."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="replacements")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=now)
    left = ArrayField(models.CharField(max_length=12))
    why = models.CharField(max_length=11, choices=Member.Why.choices)
    joined = ArrayField(models.CharField(max_length=12), default=list)
    passed_over = ArrayField(models.CharField(max_length=12), default=list)
    changes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "number"], name="replacement_number")
        ]

    def __str__(self) -> str:
        return str(self.number)
