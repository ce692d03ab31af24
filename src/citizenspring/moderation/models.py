"""Reports, the cases they open, the decisions that settle them, and appeals."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

from .reasons import Ground

__all__ = ["LONGEST_REASON", "LONGEST_WORDS", "Appeal", "Case", "Decision", "Report"]

LONGEST_REASON = 500
LONGEST_WORDS = 1000


class Case(models.Model):
    """Something that a moderator should look at. One is open per contribution at a time.

    ``scope`` is the process it stands in: who moderates there sees it on her queue.
    """

    class Origin(models.TextChoices):
        REPORTS = "reports", _("Reported")
        NEW = "new", _("Waits to be read first")
        FLOOD = "flood", _("Many near-identical texts")

    URGENT_WITHIN = timedelta(hours=1)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField(max_length=40, help_text="The node's.")
    scope = models.UUIDField(null=True, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    is_urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=now)
    urgent_since = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node"], condition=Q(settled_at__isnull=True), name="case_open_once"
            ),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | Q(urgent_since__isnull=False),
                name="case_urgent_since_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-is_urgent", "opened_at"],
                condition=Q(settled_at__isnull=True),
                name="case_queue",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_origin_display()}: {self.node_id}"

    @property
    def is_late(self) -> bool:
        """Whether an urgent case has waited for longer than promised."""
        return bool(self.urgent_since and now() - self.urgent_since > self.URGENT_WITHIN)


class Report(models.Model):
    """What one person says is wrong with one contribution; only moderators read her words."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("A moderator has yet to look")
        UPHELD = "upheld", _("Hidden")
        SET_ASIDE = "set_aside", _("Kept")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="reports")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="reports", db_index=False
    )
    ground = models.CharField(max_length=12, choices=Ground.choices)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    language = models.CharField(max_length=12, blank=True)
    is_trusted = models.BooleanField(default=False, help_text="As the rule said at that moment.")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    salt = models.BinaryField(max_length=16)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "node"], name="reported_once_by_a_person")
        ]

    def __str__(self) -> str:
        return self.get_ground_display()


class Decision(models.Model):
    """An act about a contribution, with its public reason; it is never changed in its words.

    ``by`` is empty when a rule of the platform acted; ``standard`` then names its sentence. One
    that is ``proposed`` has done nothing yet: another moderator must agree first.
    """

    class Act(models.TextChoices):
        HIDDEN = "hidden", _("Hidden")
        SHOWN = "shown", _("Shown")
        KEPT = "kept", _("Kept: the reports were set aside")
        ERASED = "erased", _("Words erased for good")
        WITHDRAWN = "withdrawn", _("Taken back by its author")
        MERGED = "merged", _("Merged into another")
        GROUPED = "grouped", _("Near-identical texts shown once")
        UNGROUPED = "ungrouped", _("Near-identical texts shown one by one again")
        FLAGGED = "flagged", _("Answers that are all alike: result shown with and without them")
        UNFLAGGED = "unflagged", _("Answers that are all alike: nothing wrong with them")

    class State(models.TextChoices):
        DONE = "done", _("Done")
        PROPOSED = "proposed", _("Waits for a second moderator")
        DECLINED = "declined", _("A second moderator did not agree")
        OVERTAKEN = "overtaken", _("Another decision came first")

    class Standard(models.TextChoices):
        REPORTS = "reports", _("Trusted people reported it; a moderator looks at it now.")
        FLOOD = "flood", _("Many near-identical texts came within an hour: they are shown once.")
        WITHDRAWN = "withdrawn", _("Its author took it back.")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="decisions")
    scope = models.UUIDField(null=True, blank=True)
    act = models.CharField(max_length=9, choices=Act.choices)
    ground = models.CharField(max_length=12, choices=Ground.choices, blank=True)
    standard = models.CharField(max_length=9, choices=Standard.choices, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    language = models.CharField(max_length=12, blank=True, help_text="Of the reason.")
    facts = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DONE)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    seconded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    second_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField(default=now)
    proposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") | ~Q(standard=""), name="decision_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("by")),
                name="decision_seconded_by_another",
            ),
            models.UniqueConstraint(
                fields=["node"], condition=Q(state="proposed"), name="decision_proposed_once"
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-at"], name="decision_by_person"),
            models.Index(fields=["-at"], condition=Q(state="done"), name="decision_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.why}"

    @property
    def why(self) -> str:
        """The public reason, in the reader's language where the platform itself gave it."""
        return str(self.Standard(self.standard).label) if self.standard else self.reason

    @property
    def why_language(self) -> str:
        return get_language() or "" if self.standard else self.language

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED


class Appeal(models.Model):
    """The author asks a second person to look again; who decided first cannot be that person.

    ``against`` repeats who decided, so that the database itself keeps the two apart.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("A second moderator has yet to answer")
        UPHELD = "upheld", _("The decision stands")
        OVERTURNED = "overturned", _("The decision was undone")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="appeals")
    words = models.CharField(max_length=LONGEST_WORDS)
    language = models.CharField(max_length=12, blank=True)
    against = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    reason_language = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("against")),
                name="appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at__isnull=True)
                | (~Q(outcome="open") & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="appeal_answered_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
