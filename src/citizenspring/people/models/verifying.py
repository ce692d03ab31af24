"""Attained levels, and the centres where somebody looks at an identity card."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.people.levels import Level, Way

from .persons import Person

__all__ = ["Attainment", "Booking", "Centre", "Slot"]


class Attainment(models.Model):
    """That a person attained a level: when, how, and by whose eyes where somebody looked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attainments")
    way = models.CharField(max_length=5, choices=Way.choices)
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="people_verified"
    )
    subject = models.BinaryField(
        max_length=32,
        null=True,
        unique=True,
        editable=False,
        help_text="Keyed digest of what was shown, so that it confirms one person only.",
    )
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "way"], name="attained_once_each_way"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=F("person")),
                name="nobody_verifies_herself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_way_display()}"

    @property
    def level(self) -> Level:
        return Way(self.way).level


class Centre(models.Model):
    """A place where people show who they are."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name"], name="centre_named_once")]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """A time at a centre, with so many places; ``taken`` is what a conditional update counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "starts_at"], name="slot_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("places")), name="slot_is_not_overbooked"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def places_left(self) -> int:
        return self.places - self.taken


class Booking(models.Model):
    """A place in a slot; the code is shown to the verifier, and opens nothing to anybody else."""

    class State(models.TextChoices):
        BOOKED = "booked", _("Booked")
        CANCELLED = "cancelled", _("Cancelled")
        DONE = "done", _("Done")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookings")
    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.BOOKED)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="booked"), name="one_booking_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.get_state_display()}"

    @property
    def shown_code(self) -> str:
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))
