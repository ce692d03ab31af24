"""What people were told, how each of them read it, and how often they want mail of it."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from citizenspring.common.ids import uuid7
from citizenspring.people.models import Letter, Person
from citizenspring.threads.models import Node

from .kinds import Rhythm

__all__ = ["Choice", "Device", "News", "Push", "Telling", "Unreachable"]


class Telling(models.Model):
    """One thing told to any number of people: its kind and facts, never its words.

    The words are made in each reader's language when she reads. ``outcome`` is the node that
    ``about`` led to, where the telling is of a step.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    about = models.ForeignKey(Node, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.ForeignKey(Node, null=True, on_delete=models.SET_NULL, related_name="+")
    url = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            # What leads to another site is never told, whoever wrote it.
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex=r"^/([^/\\]|$)"),
                name="telling_leads_to_this_site",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class News(models.Model):
    """A telling for one person. ``key`` names what is told: she hears of it once.

    ``rhythm`` is how she wanted mail of it; ``carried_at`` is when that was seen to, whether it
    ``is_mailed`` or not, and ``letter`` is that mail for as long as the outbox keeps it.
    """

    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="news")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="news")
    key = models.CharField(max_length=200)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)
    carried_at = models.DateTimeField(null=True)
    is_mailed = models.BooleanField(default=False)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="news")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "news"
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="told_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="news_newest"),
            models.Index(fields=["person"], name="news_unread", condition=Q(read_at=None)),
            models.Index(
                fields=["rhythm", "at"], name="news_waiting", condition=Q(carried_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Choice(models.Model):
    """How often one person wants mail of one kind; without a row it is the kind's own rhythm."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rhythms")
    kind = models.CharField(max_length=60)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_rhythm_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_rhythm_display()}"


class Unreachable(models.Model):
    """A mailbox from which mail came back for good: only codes go there, until it works again."""

    mailbox = models.CharField(primary_key=True, max_length=254)
    since = models.DateTimeField(default=now)
    why = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.mailbox}: {self.why}"


class Device(models.Model):
    """A browser that shows news while no page of ours is open, by the push service of its maker.

    The keys encrypt what is shown for that browser alone (RFC 8291).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    added_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.person} since {self.added_at:%Y-%m-%d}"


class Push(models.Model):
    """A piece of news on its way to a device; gone once it is there."""

    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="pushes")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="pushes")
    next_try_at = models.DateTimeField(default=now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "pushes"
        constraints = [models.UniqueConstraint(fields=["news", "device"], name="pushed_once")]

    def __str__(self) -> str:
        return f"{self.news} to {self.device_id}"
