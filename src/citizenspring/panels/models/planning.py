"""The panel of a gathering and what it must look like."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.gatherings.models import Gathering
from citizenspring.people.models import Person

__all__ = ["DIGITS", "PANELS", "Panel", "Quota"]

DIGITS = 3
PANELS = 10**DIGITS


class Panel(models.Model):
    """People to be drawn by lot for a gathering, and how far their draw has come.

    ``plan`` is the plan of letters, a row per commune. ``digits`` are those of the number of the
    panel that are known, ``shown`` how many of them the wall shows. ``commitment`` is the canonical
    statement published before the draw; nothing above it can change afterwards.
    """

    class Stage(models.TextChoices):
        PREPARING = "preparing", _("Being prepared")
        INVITING = "inviting", _("Letters go out and answers come in")
        FROZEN = "frozen", _("The pool is closed")
        COMMITTED = "committed", _("Ready to be drawn")
        DRAWN = "drawn", _("Drawn")

    class By(models.TextChoices):
        BALLS = "balls", _("Three balls, drawn in public")
        VALUE = "value", _("A public value that nobody controls")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="panel")
    size = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.PREPARING)
    source = models.TextField(blank=True, max_length=1000)
    plan = models.JSONField(default=list, blank=True)
    by = models.CharField(max_length=5, choices=By.choices, blank=True)
    value_is = models.CharField(max_length=300, blank=True)
    value_at = models.DateTimeField(null=True)
    value = models.CharField(max_length=300, blank=True)
    commitment = models.TextField(blank=True)
    digits = models.CharField(max_length=DIGITS, blank=True)
    shown = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    committed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=2), name="panel_has_seats"),
            models.CheckConstraint(
                condition=~Q(stage__in=["committed", "drawn"]) | ~Q(commitment=""),
                name="panel_committed_before_the_draw",
            ),
            models.CheckConstraint(
                condition=Q(digits="") | Q(stage__in=["committed", "drawn"]),
                name="panel_number_after_the_commitment",
            ),
            models.CheckConstraint(
                condition=Q(value_at__isnull=True)
                | Q(committed_at__isnull=True)
                | Q(value_at__gt=F("committed_at")),
                name="panel_value_after_the_commitment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.gathering)

    def get_absolute_url(self) -> str:
        return self.page("panel")

    def page(self, name: str, *more: object) -> str:
        """The address of one of this panel's pages."""
        activity = self.gathering.activity
        return reverse(f"panels:{name}", args=[activity.process.slug, activity.slug, *more])

    @property
    def topic(self) -> str:
        """What open pages listen to."""
        return f"panel-{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_committed(self) -> bool:
        return self.committed_at is not None

    @property
    def is_drawn(self) -> bool:
        return self.stage == self.Stage.DRAWN

    @property
    def is_shown(self) -> bool:
        """Whether everybody may see who was drawn: the wall has shown the last digit."""
        return self.is_drawn and self.shown >= DIGITS


class Quota(models.Model):
    """How many seats people with one value of a feature take; ``share`` is theirs of the city."""

    id = models.BigAutoField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="quotas")
    position = models.PositiveSmallIntegerField()
    feature = models.CharField(max_length=40)
    value = models.CharField(max_length=60)
    share = models.FloatField(null=True)
    least = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "feature", "value"], name="quota_once"),
            models.CheckConstraint(condition=Q(least__lte=F("most")), name="quota_is_a_range"),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.value}"
