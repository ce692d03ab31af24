"""Polls, their roll and their ballots; the last two share no key, no time and no order."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from citizenspring.city.models import Territory
from citizenspring.common.ids import uuid7
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.threads.models import Node

__all__ = [
    "TRACKER_BYTES",
    "Ballot",
    "Option",
    "Poll",
    "RollChange",
    "RollEntry",
    "Sheet",
]

TRACKER_BYTES = 32


class Poll(models.Model):
    """One secret vote. Its rules, options and roll are fixed from ``frozen_at`` on.

    A ballot names between ``fewest`` and ``most`` options. With a ``limit`` the costs of what it
    names may not exceed it; with ``points`` it gives away at most so many, ``most_each`` of them
    to one option. ``digest`` is the SHA-256 of rules and options as canonical JSON.
    """

    class Method(models.TextChoices):
        APPROVAL = "approval", _("Approval: choose what you support")
        POINTS = "points", _("Points: share out a number of points")
        RANKING = "ranking", _("Ranking: put what you support in order")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed, being sealed")
        SEALED = "sealed", _("Sealed and published")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="polls")
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="poll")
    title = I18nCharField(max_length=300)
    method = models.CharField(max_length=8, choices=Method.choices, default=Method.APPROVAL)
    fewest = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField(default=5)
    points = models.PositiveIntegerField(null=True, blank=True)
    most_each = models.PositiveIntegerField(null=True, blank=True)
    limit = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    required_level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.MAIL)
    territories = models.ManyToManyField(Territory, blank=True, related_name="polls")
    asks_place = models.BooleanField(default=False)
    asks_age = models.BooleanField(default=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    sealed_at = models.DateTimeField(null=True, editable=False)
    swept_at = models.DateTimeField(
        null=True, editable=False, help_text="When the last traces of earlier rows were removed."
    )
    digest = models.CharField(max_length=64, blank=True, editable=False)
    roll_size = models.PositiveIntegerField(null=True, editable=False)
    is_imported = models.BooleanField(default=False, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(state="open"), name="poll_due_to_close")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(most__gte=F("fewest")), name="poll_most_at_least"),
            models.CheckConstraint(condition=Q(most__gte=1), name="poll_names_something"),
            models.CheckConstraint(
                condition=~Q(method="points") | Q(points__gte=1, most_each__gte=1),
                name="poll_has_points_to_give",
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(method="approval", limit__gt=0),
                name="poll_limit_is_for_approval",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="poll_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(opened_at__isnull=False, frozen_at__isnull=False, closes_at__isnull=False),
                name="poll_is_frozen_once_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open"]) | Q(closed_at__isnull=False),
                name="poll_was_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state="sealed") | Q(sealed_at__isnull=False), name="poll_was_sealed"
            ),
            models.CheckConstraint(
                condition=Q(is_imported=False) | Q(state__in=["draft", "sealed"]),
                name="poll_imported_is_over",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return self.node.url

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_sealed(self) -> bool:
        return self.state == self.State.SEALED


class Option(models.Model):
    """One thing to choose; ballots name it by its number, from 1 up without gaps."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    title = I18nCharField(max_length=300)
    cost = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    group = models.CharField(max_length=80, blank=True)
    node = models.ForeignKey(Node, null=True, on_delete=models.PROTECT, related_name="options")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "number"], name="option_number_in_poll"),
            models.CheckConstraint(condition=Q(number__gte=1), name="option_numbers_from_one"),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gt=0), name="option_costs_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class RollEntry(models.Model):
    """One who may vote, once, whichever way. The id is random: it tells no time and no order.

    Known by her account, or by the digest of a single-use code, or both. ``identity`` is the keyed
    digest of a document, so that nobody stands on the roll twice. ``name`` is for the desk, and
    goes when the poll is sealed.
    """

    class Channel(models.TextChoices):
        NONE = "", _("Has not voted")
        ONLINE = "online", _("Online")
        PAPER = "paper", _("On paper")
        DESK = "desk", _("At a desk")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="roll")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="rolls"
    )
    identity = models.BinaryField(max_length=32, null=True, editable=False)
    code = models.BinaryField(max_length=32, null=True, editable=False)
    name = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=50, blank=True)
    has_voted = models.BooleanField(default=False)
    channel = models.CharField(
        max_length=6, choices=Channel.choices, default=Channel.NONE, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "person"], name="roll_person_once"),
            models.UniqueConstraint(fields=["poll", "identity"], name="roll_identity_once"),
            models.UniqueConstraint(fields=["poll", "code"], name="roll_code_once"),
            models.CheckConstraint(
                condition=Q(has_voted=False, channel="") | (Q(has_voted=True) & ~Q(channel="")),
                name="roll_voted_some_way",
            ),
        ]
        indexes = [
            models.Index(
                fields=["poll", "name_key"], condition=~Q(name_key=""), name="roll_by_name"
            )
        ]

    def __str__(self) -> str:
        return self.get_channel_display()


class Ballot(models.Model):
    """What one voter chose, under a random number made by her own browser.

    ``choices`` are option numbers: rising, or best first where they are ranked. ``points`` stand
    beside them where points are given. ``place`` and ``age`` are what she agreed to say.
    """

    tracker = models.BinaryField(primary_key=True, max_length=TRACKER_BYTES)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    choices = ArrayField(models.PositiveSmallIntegerField())
    points = ArrayField(models.PositiveIntegerField(), null=True)
    place = models.CharField(max_length=50, blank=True)
    age = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return bytes(self.tracker).hex()[:8]


class RollChange(models.Model):
    """Somebody to be put on the roll or taken off: one asks, another decides.

    Those decided on after the opening are counted in public. Whom an addition is about stands here
    until it is decided.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="roll_changes")
    entry = models.ForeignKey(
        RollEntry, null=True, on_delete=models.SET_NULL, related_name="changes"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=50, blank=True)
    identity = models.BinaryField(max_length=32, null=True, editable=False)
    is_removal = models.BooleanField(default=False)
    reason = models.TextField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="roll_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="roll_change_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["poll", "identity"],
                condition=Q(state="asked"),
                name="roll_change_asked_once",
            ),
            models.UniqueConstraint(
                fields=["poll", "entry"],
                condition=Q(state="asked"),
                name="roll_removal_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class Sheet(models.Model):
    """What one person read on a paper ballot; it counts when a second one read the same.

    Then both rows go. ``hint`` is the first group of its code, to find the paper again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="sheets")
    code = models.BinaryField(max_length=32)
    hint = models.CharField(max_length=4, blank=True, default="")
    choices = ArrayField(models.PositiveSmallIntegerField())
    points = ArrayField(models.PositiveIntegerField(), null=True)
    place = models.CharField(max_length=50, blank=True)
    age = models.CharField(max_length=10, blank=True)
    keyed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "code", "keyed_by"], name="sheet_keyed_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)[:8]
