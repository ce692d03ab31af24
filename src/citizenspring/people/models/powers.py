"""Changes of power that need two people and some time."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now

from citizenspring.common.ids import uuid7

from .persons import Person, Role

__all__ = ["PowerChange"]


class PowerChange(models.Model):
    """An organiser asks that another organiser of the space loses the role.

    It takes a second organiser who agrees, and then the cool-off, in which any organiser but the
    one concerned can stop it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    role = models.OneToOneField(Role, on_delete=models.CASCADE, related_name="change")
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    asked_at = models.DateTimeField(default=now)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
                name="two_people_change_power",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.reason})"
