"""Runs of a method, the facts of each, and the cards as they stand."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now

from citizenspring.common.ids import uuid7
from citizenspring.gatherings.models import Gathering
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

__all__ = ["Card", "Fact", "Run"]


class Run(models.Model):
    """One method at work in a gathering; a day may have several, one after the other.

    ``method`` is its definition (TOML) as it was when the run was prepared, so that a later
    release of the platform cannot change what happened. Where it stands is worked out from its
    facts; ``started_at`` and ``ended_at`` only say so to whoever searches.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveSmallIntegerField()
    method_name = models.CharField(max_length=60)
    method = models.TextField()
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="run_number"),
            models.UniqueConstraint(
                fields=["gathering"],
                condition=Q(started_at__isnull=False, ended_at__isnull=True),
                name="run_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.method_name

    def page(self, name: str, *more: object) -> str:
        """The address of one of this run's pages."""
        activity = self.gathering.activity
        at = activity.process.slug, activity.slug, self.number, *more
        return reverse(f"rounds:{name}", args=at)

    @property
    def conduct_page(self) -> str:
        """Where organisers keep its clock."""
        activity = self.gathering.activity
        address = reverse("rounds:conduct", args=[activity.process.slug, activity.slug])
        return f"{address}?run={self.number}"

    @property
    def state(self) -> str:
        """In one word, for pages."""
        if self.ended_at:
            return "ended"
        return "running" if self.started_at else "prepared"

    @property
    def topic(self) -> str:
        """Where open pages hear of the clock."""
        return f"run:{self.pk}"

    @property
    def cards_topic(self) -> str:
        """Where the wall hears of cards, themes and how many have voted."""
        return f"run:{self.pk}:cards"

    def table_topic(self, table: int) -> str:
        """Where the phones of one table hear of one another."""
        return f"run:{self.pk}:table:{table}"


class Fact(models.Model):
    """One thing that happened, as ``engines.rounds.events`` has it; never changed.

    ``key`` is made by the device, so that what is sent twice is taken once. ``at`` is the second
    (since 1970, by the database's clock) at which the server took it; ``said_at`` is the
    device's. ``body`` holds what the kind needs beyond these columns.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="facts")
    key = models.UUIDField()
    kind = models.CharField(max_length=12)
    at = models.FloatField()
    said_at = models.DateTimeField(null=True)
    phase = models.CharField(max_length=40, blank=True)
    turn = models.PositiveSmallIntegerField(default=1)
    table = models.PositiveSmallIntegerField(null=True)
    voice = models.CharField(max_length=8, blank=True)
    card = models.UUIDField(null=True)
    body = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="fact_once"),
        ]
        indexes = [
            models.Index(fields=["run", "kind", "phase", "turn"], name="facts_of_a_phase"),
            models.Index(fields=["run", "id"], name="facts_in_order"),
            models.Index(fields=["run", "voice"], condition=~Q(voice=""), name="facts_of_a_voice"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Card(models.Model):
    """A card as it was last written; the table is its author.

    ``key`` is made by the device that first wrote it. An empty ``text`` means that the table took
    it back. ``revision`` is the key of the fact that wrote it last: a phone that was offline
    says which one it knew, and where another wrote in between both texts are kept as two cards
    (``beside`` is the other one's key).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="cards")
    key = models.UUIDField()
    table = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=40)
    turn = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=40)
    text = models.TextField(blank=True, max_length=1000)
    language = models.CharField(max_length=12, blank=True)
    theme = models.CharField(max_length=80, blank=True)
    position = models.FloatField(default=0)
    revision = models.UUIDField()
    beside = models.UUIDField(null=True)
    is_late = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    node = models.OneToOneField(
        Node, null=True, on_delete=models.PROTECT, related_name="table_card"
    )

    class Meta:
        ordering = ["table", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="card_once")]
        indexes = [models.Index(fields=["run", "table", "position"], name="cards_of_a_table")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_gone(self) -> bool:
        """Whether the table took it back."""
        return not self.text
