"""Themes of the cards of a run, what people did to them, and the harvest."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from citizenspring.common.ids import uuid7
from citizenspring.engines.language import DIMENSIONS
from citizenspring.gatherings.models import Gathering, SeatingPlan
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card, Run
from citizenspring.threads.models import Node

__all__ = [
    "Becoming",
    "CardVector",
    "Grouping",
    "Harvest",
    "Published",
    "Theme",
    "ThemeAct",
    "ThemeCard",
]


class Theme(models.Model):
    """Cards that speak of one thing, in whatever language.

    ``words`` are those of its own cards; ``title`` is the name that people gave it. What people
    made, named or merged is theirs (``is_peoples``): the grouping only adds new cards to it. A
    theme without cards, and one that was merged into another, is not shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveIntegerField()
    words = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12, blank=True)
    is_peoples = models.BooleanField(default=False)
    position = models.FloatField(default=0)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="merged"
    )
    made_at = models.DateTimeField(default=now)
    node = models.OneToOneField(Node, null=True, on_delete=models.PROTECT, related_name="theme")

    class Meta:
        ordering = ["position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="theme_number"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="theme_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title or " · ".join(self.words)


class ThemeCard(models.Model):
    """Where a card is. ``by_people``: somebody put it there, or took it out of every theme."""

    card = models.OneToOneField(
        Card, primary_key=True, on_delete=models.CASCADE, related_name="grouped"
    )
    theme = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="placed")
    by_people = models.BooleanField(default=False)
    # The most typical of its theme first.
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "card_id"]

    def __str__(self) -> str:
        return f"{self.card_id} {self.theme_id}"


class ThemeAct(models.Model):
    """One thing that people did to the themes of a run, with what undoing it needs.

    ``facts`` tells what was before and what is after; nothing is removed from the log, an act
    that was undone is marked.
    """

    class Kind(models.TextChoices):
        NAME = "name", _("Named a theme")
        MERGE = "merge", _("Merged themes")
        SPLIT = "split", _("Split a theme")
        MOVE = "move", _("Moved cards")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="theme_acts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="theme_act_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Grouping(models.Model):
    """What the machine last made of the cards of a run: when, of which, and the words used most.

    ``seen`` says which cards it saw, so that nothing is grouped anew while nothing changes;
    ``cloud`` is a list of word and number of cards, the most frequent first.
    """

    run = models.OneToOneField(
        Run, primary_key=True, on_delete=models.CASCADE, related_name="grouping"
    )
    at = models.DateTimeField(default=now)
    seen = models.CharField(max_length=64, blank=True)
    cloud = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.at)


class CardVector(models.Model):
    """What a card means, as the encoder has it; ``revision`` says of which text."""

    card = models.OneToOneField(
        Card, primary_key=True, on_delete=models.CASCADE, related_name="vector"
    )
    revision = models.UUIDField()
    vector = VectorField(dimensions=DIMENSIONS, editable=False)

    def __str__(self) -> str:
        return str(self.card_id)


class Harvest(models.Model):
    """That a gathering's cards were made public, each in the name of its table."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.OneToOneField(Gathering, on_delete=models.PROTECT, related_name="harvest")
    published_at = models.DateTimeField(default=now)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return str(self.gathering)


class Published(models.Model):
    """That a card was published, and who sat at its table when it was written.

    These are the people of ``round`` of ``plan`` at the card's table; no name is copied.
    ``came_later`` marks what came in after the harvest had been published.
    """

    card = models.OneToOneField(
        Card, primary_key=True, on_delete=models.CASCADE, related_name="published"
    )
    harvest = models.ForeignKey(Harvest, on_delete=models.CASCADE, related_name="published")
    plan = models.ForeignKey(SeatingPlan, null=True, on_delete=models.SET_NULL, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    came_later = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["plan", "round"], name="published_of_a_seat")]

    def __str__(self) -> str:
        return str(self.card_id)


class Becoming(models.Model):
    """What a card became elsewhere; the thread tells it too, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="became")
    destination = models.CharField(max_length=40)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["card", "node"], name="card_becomes_once"),
        ]

    def __str__(self) -> str:
        return self.destination
