"""How the money of a round was shared, why, and how far the count has come."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person

from .proposing import Project
from .rounds import Pot, Round

__all__ = ["Allocation", "Counting", "Explanation", "Override"]


class Counting(models.Model):
    """How far the count of a round has come; a worker that dies is followed by another."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for its turn")
        RUNNING = "running", _("Counting")
        DONE = "done", _("Counted")
        FAILED = "failed", _("Could not be counted")

    round = models.OneToOneField(
        Round, primary_key=True, on_delete=models.CASCADE, related_name="counting"
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def topic(self) -> str:
        """What open pages listen to."""
        return f"budget-{self.pk}"


class Allocation(models.Model):
    """What one rule funds in one pot. ``result`` is the engine's full answer.

    ``rule`` is the engine's name; the official one is the round's own, and another stands beside
    it for comparison. ``funded`` are numbers of options in the order of purchase. ``groups`` is the
    share of money and of voters of each territory, small cells left out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pot = models.ForeignKey(Pot, on_delete=models.CASCADE, related_name="allocations")
    rule = models.CharField(max_length=20)
    is_official = models.BooleanField(default=False)
    funded = ArrayField(models.PositiveSmallIntegerField(), default=list)
    spent = models.DecimalField(max_digits=16, decimal_places=2)
    voters = models.PositiveIntegerField()
    result = models.JSONField(default=dict)
    groups = models.JSONField(default=list)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pot", "rule"], name="allocation_once_a_rule"),
            models.UniqueConstraint(
                fields=["pot"], condition=Q(is_official=True), name="allocation_one_official"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pot}: {self.rule}"


class Explanation(models.Model):
    """Why a project was or was not funded: plain facts, from which pages make sentences."""

    project = models.OneToOneField(
        Project, primary_key=True, on_delete=models.CASCADE, related_name="explanation"
    )
    facts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.project)


class Override(models.Model):
    """What people decided against the count, with a public reason; the count stays beside it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="override")
    funds = models.BooleanField()
    reason = models.TextField()
    language = models.CharField(max_length=12)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.funds}"
