"""The day itself: who came in, the tables, who sits where, and who leads a table."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import short_code, uuid7
from citizenspring.people.models import Person

from .calling import Gathering, Registration

__all__ = [
    "OFFERS",
    "Arrival",
    "Facilitator",
    "Seat",
    "SeatingPlan",
    "Table",
    "new_key",
    "new_voice",
]

# What a table may have that others have not, and somebody may need.
OFFERS = {
    "step_free": _("Without steps"),
    "hearing_loop": _("Hearing loop"),
    "quiet": _("Quiet corner"),
    "sign_language": _("Sign language"),
}


def new_voice() -> str:
    """Eight signs are 39 bits; with the gathering they are unique."""
    return short_code(8)


def new_key() -> str:
    """Fourteen signs are 69 bits: whoever holds the address of a table may write for it."""
    return short_code(14)


class Arrival(models.Model):
    """That somebody came in, once, by whichever door noted it first.

    ``sent`` is made by the device at the door, so that what it sends twice is one arrival;
    ``said_at`` is when that device says it was. ``voice`` stands for the person in votes of the
    room: what she says there is never kept beside her name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="arrivals")
    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="arrival"
    )
    at = models.DateTimeField(default=now)
    door = models.CharField(max_length=40, blank=True)
    sent = models.UUIDField(default=uuid7, editable=False)
    said_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    voice = models.CharField(max_length=8, default=new_voice, editable=False)
    has_answered = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "voice"], name="arrival_voice"),
            models.UniqueConstraint(fields=["gathering", "sent"], name="arrival_sent_once"),
        ]

    def __str__(self) -> str:
        return str(self.registration)


class Table(models.Model):
    """A table of the room; whoever has its ``key`` keeps its cards, from any phone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField(default=9)
    place = models.CharField(max_length=80, blank=True)
    offers = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    key = models.CharField(max_length=14, unique=True, default=new_key, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="table_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="table_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Facilitator(models.Model):
    """Somebody who leads a table, with or without an account; ``table`` is where she is now."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="facilitators")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    languages = ArrayField(models.CharField(max_length=12), default=list)
    table = models.OneToOneField(
        Table, null=True, on_delete=models.SET_NULL, related_name="facilitator"
    )
    came_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="facilitator_once")
        ]

    def __str__(self) -> str:
        return self.name


class SeatingPlan(models.Model):
    """Who sits where in each round of seats; a new one replaces the one before and says why.

    The worker makes it: until then ``done`` and ``total`` say how far it is, and ``problem`` why
    it cannot be made. ``told`` is what the engine says of the plan: tables with a common language,
    mixture, people who meet again, who moved. Seats are shown to people from ``shown_at`` on.
    """

    class State(models.TextChoices):
        MAKING = "making", _("Being worked out")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")

    class Why(models.TextChoices):
        FIRST = "first", _("The first seating")
        AGAIN = "again", _("Seated again with those who came")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.READY)
    is_current = models.BooleanField(default=True)
    is_of_those_here = models.BooleanField(default=False)
    from_round = models.PositiveSmallIntegerField(default=1)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    why = models.CharField(max_length=5, choices=Why.choices, default=Why.FIRST)
    seed = models.CharField(max_length=80)
    rounds = models.PositiveSmallIntegerField(default=1)
    size = models.PositiveSmallIntegerField(default=9)
    told = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    shown_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="plan_number"),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(is_current=True), name="plan_one_is_current"
            ),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(state="making"), name="plan_made_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="ready") | Q(is_current=False), name="plan_current_is_ready"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_shown(self) -> bool:
        return self.shown_at is not None


class Seat(models.Model):
    """One person's table in one round of a plan, both from 1."""

    plan = models.ForeignKey(SeatingPlan, on_delete=models.CASCADE, related_name="placed")
    round = models.PositiveSmallIntegerField()
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="seats")
    table = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "round", "registration"], name="seat_one_each")
        ]
        indexes = [models.Index(fields=["plan", "round", "table"], name="seats_of_a_table")]

    def __str__(self) -> str:
        return str(self.table)
