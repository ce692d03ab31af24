"""The append-only public record; an entry waits here until the sequencer gives it its place."""

from django.db import models
from django.urls import reverse
from django.utils.timezone import now

from citizenspring.common.ids import uuid7

__all__ = ["Checkpoint", "Entry", "Tile"]


class Entry(models.Model):
    """One line of the record. ``body`` is public and is what the leaf hash covers.

    Triggers let ``index`` be set once, and refuse every other change.
    """

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

    def get_absolute_url(self) -> str:
        return "" if self.index is None else reverse("ledger:entry", args=[self.index])


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

    @property
    def last_index(self) -> int:
        return self.size - 1


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree (C2SP tlog-tiles); it only ever grows."""

    pk = models.CompositePrimaryKey("level", "number")
    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    def __str__(self) -> str:
        return f"tile {self.level}/{self.number}"
