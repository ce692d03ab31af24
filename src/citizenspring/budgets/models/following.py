"""A funded project as a commitment that is followed in public."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

from .proposing import Project

__all__ = ["Commitment", "Report"]


class Commitment(models.Model):
    """What is owed after a vote: by whom, by when, and with how much money."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="commitment")
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="commitment")
    steward = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments"
    )
    steward_name = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    spent = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(spent__gte=0), name="commitment_spends_money"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="commitment_ends_after_it_starts",
            ),
        ]

    # Of these something is still owed.
    OPEN_STATES = State.PLANNED, State.UNDER_WAY

    def __str__(self) -> str:
        return str(self.project)

    def get_absolute_url(self) -> str:
        return self.node.url

    @property
    def has_steward(self) -> bool:
        return bool(self.steward_id or self.steward_name)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over and it is not done; nobody has to say so."""
        return self.is_open and self.due_on is not None and self.due_on < localdate()

    @property
    def costs_more(self) -> bool:
        return self.spent > self.amount


class Report(models.Model):
    """What a steward says of a commitment, and how much was spent until then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reports")
    state = models.CharField(max_length=9, choices=Commitment.State.choices)
    text = models.TextField()
    language = models.CharField(max_length=12)
    spent = models.DecimalField(max_digits=14, decimal_places=2)
    evidence = models.URLField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="report_says_something")]

    def __str__(self) -> str:
        return self.text[:60]
