"""Where people live: the city, and its territories in a tree from the region to the quarter."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from citizenspring.common.ids import uuid7

__all__ = ["City", "Territory"]


class City(models.Model):
    """The one city of this installation, as its file describes it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = I18nCharField(max_length=200)
    languages = ArrayField(models.CharField(max_length=12))
    default_language = models.CharField(max_length=12)
    sources = models.JSONField(default=list, blank=True)
    remarks = I18nTextField(blank=True)
    loaded_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="city_is_only_one")]

    def __str__(self) -> str:
        return str(self.name)


class Territory(models.Model):
    class Kind(models.TextChoices):
        REGION = "region", _("Region")
        COMMUNE = "commune", _("Commune")
        QUARTER = "quarter", _("Quarter")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.SlugField(unique=True, help_text="Stable and public: NIS code or own slug.")
    name = I18nCharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    postcodes = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    area_m2 = models.PositiveBigIntegerField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry, WGS84.")
    label = models.JSONField(null=True, blank=True, help_text="Longitude and latitude.")
    margins = models.JSONField(
        default=dict, blank=True, help_text="Counts by age, gender and language."
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)
