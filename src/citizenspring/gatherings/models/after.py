"""What is said of a gathering afterwards: by those who were there, and by those who called it."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate, now
from i18nfield.fields import I18nTextField

from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person

from .calling import Gathering

__all__ = ["MARKS", "Cost", "ExitAnswer", "NextStep"]

MARKS = ("heard", "understood", "mixed", "changed_mind", "come_again")


class ExitAnswer(models.Model):
    """What somebody who was there says on leaving.

    Neither person, table nor time is kept: ``Arrival.has_answered`` alone says who has answered.
    Marks are from 1 to 5, and any may be left out.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="exit_answers")
    heard = models.PositiveSmallIntegerField(null=True)
    understood = models.PositiveSmallIntegerField(null=True)
    mixed = models.PositiveSmallIntegerField(null=True)
    changed_mind = models.PositiveSmallIntegerField(null=True)
    come_again = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True, max_length=600)
    language = models.CharField(max_length=12, blank=True)
    # Figures are renewed after every ten answers, so that no single one can be read from them.
    is_counted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True})
                | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                name=f"exit_{name}_from_1_to_5",
            )
            for name in MARKS
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Cost(models.Model):
    """A line of what the gathering cost, in whole cents; ``paid_by`` is a body, not a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="costs")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    cents = models.PositiveBigIntegerField()
    paid_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="cost_number"),
        ]

    def __str__(self) -> str:
        return self.label


class NextStep(models.Model):
    """What happens next, when, and who owes it; ``done_how`` says what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="next_steps")
    text = I18nTextField()
    due = models.DateField()
    owner = models.CharField(max_length=120)
    said_at = models.DateTimeField(default=now)
    said_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, editable=False)
    done_how = I18nTextField(blank=True)

    class Meta:
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over and nobody has said what came of it."""
        return self.done_at is None and self.due < localdate()
