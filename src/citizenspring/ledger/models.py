"""The append-only public record; an entry waits here until the sequencer gives it its place."""

from django.db import models
from django.utils.timezone import now

from citizenspring.common.ids import uuid7

__all__ = ["Checkpoint", "Entry"]


class Entry(models.Model):
    """One line of the record. ``body`` is public and is what the leaf hash covers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    about = models.UUIDField(null=True, db_index=True, help_text="The thread node it speaks of.")
    body = models.JSONField()
    leaf = models.BinaryField(max_length=32, help_text="RFC 6962 leaf hash of the canonical body.")
    recorded_at = models.DateTimeField(default=now)
    index = models.BigIntegerField(null=True, unique=True, help_text="Its place; empty: waiting.")

    class Meta:
        indexes = [
            models.Index(
                fields=["recorded_at"],
                condition=models.Q(index__isnull=True),
                name="entry_waiting",
            ),
            models.Index(fields=["kind", "index"], name="entry_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.index}"


class Checkpoint(models.Model):
    """A signed statement of the record's size and root (C2SP signed note)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    signed_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-size"]

    def __str__(self) -> str:
        return f"{self.size} entries"
