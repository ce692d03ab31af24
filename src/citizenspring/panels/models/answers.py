"""Who said yes: somebody who can be drawn."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person

from .inviting import Invitation
from .planning import Panel

__all__ = ["Volunteer"]


class Volunteer(models.Model):
    """Somebody who answered a letter with yes; one of each household.

    ``values`` are what she said for each feature of the quotas. ``pseudonym``, ``chance``,
    ``panels`` and ``place`` come with the numbered panels: her name in everything published, her
    best chance, on how many panels she is, and her place in the order of those who step in. From
    ``gone_at`` on nothing of her is kept but the pseudonym.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", _("Online")
        PHONE = "phone", _("By phone")
        PAPER = "paper", _("On paper")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="volunteers")
    invitation = models.OneToOneField(
        Invitation, null=True, on_delete=models.SET_NULL, related_name="volunteer"
    )
    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="panel_answers"
    )
    name = models.CharField(max_length=120, blank=True)
    mail = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12)
    values = models.JSONField(default=dict)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.ONLINE)
    receipt = models.BinaryField(max_length=32)
    keyed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(default=now)
    pseudonym = models.CharField(max_length=12, blank=True)
    chance = models.FloatField(null=True)
    panels = models.PositiveIntegerField(null=True)
    place = models.PositiveIntegerField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["answered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "receipt"], name="volunteer_receipt"),
            models.UniqueConstraint(
                fields=["panel", "pseudonym"],
                condition=~models.Q(pseudonym=""),
                name="volunteer_pseudonym",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.pseudonym
