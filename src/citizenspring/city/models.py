"""Where people live: territories in a tree, from the region to the quarter."""

from django.db import models
from i18nfield.fields import I18nCharField

from citizenspring.common.ids import uuid7

__all__ = ["Territory"]


class Territory(models.Model):
    class Kind(models.TextChoices):
        REGION = "region"
        COMMUNE = "commune"
        QUARTER = "quarter"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.SlugField(unique=True, help_text="Stable and public: NIS code or own slug.")
    name = I18nCharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    population = models.PositiveIntegerField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry, WGS84.")
    margins = models.JSONField(
        default=dict, blank=True, help_text="Counts by age, gender and language."
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)
