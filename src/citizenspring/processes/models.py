"""Processes, their phases (time only) and their activities (method)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from citizenspring.city.models import Territory
from citizenspring.common.ids import uuid7
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

__all__ = ["Activity", "Phase", "Process"]


class Process(models.Model):
    """One piece of collective work with a question and an outcome.

    ``languages`` are those in which its texts must exist; people write in any language.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        ARCHIVED = "archived", _("Archived")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="process")
    question = I18nCharField(max_length=300)
    summary = I18nTextField(blank=True)
    promise = I18nTextField(blank=True, help_text=_("What happens with the result."))
    themes = ArrayField(models.SlugField(), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    territories = models.ManyToManyField(Territory, blank=True, related_name="processes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    outcome = I18nTextField(blank=True, help_text=_("What was decided, once it is."))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "-opened_at"], name="process_by_state"),
            models.Index(
                fields=["-decided_at"],
                condition=Q(decided_at__isnull=False),
                name="process_decided",
            ),
            GinIndex(fields=["words"], name="process_words"),
            GinIndex(fields=["themes"], name="process_themes"),
            GinIndex(fields=["languages"], name="process_languages"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(opened_at__isnull=False),
                name="process_was_opened_unless_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open"]) | Q(closed_at__isnull=False),
                name="process_has_an_end_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.question)

    def get_absolute_url(self) -> str:
        return reverse("processes:process", args=[self.slug])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None


class Phase(models.Model):
    """A named span of time of a process; never a method."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="phases")
    name = I18nCharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    is_approximate = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_on", "ends_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="phase_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Activity(models.Model):
    """One method at work inside a process; the stage app adds its own row beside it.

    ``opens_at`` and ``closes_at`` are what is planned, ``opened_at`` and ``closed_at`` what
    happened. The state is stored: whoever carries out what is due changes it, nobody derives it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=40, help_text="The stage app's name for it.")
    slug = models.SlugField(max_length=80)
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="activity")
    title = I18nCharField(max_length=300)
    introduction = I18nTextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    required_level = models.PositiveSmallIntegerField(
        choices=Level.choices,
        default=Level.GUEST,
        db_default=int(Level.GUEST),
        help_text="What a person must have attained to take part; fixed once it has opened.",
    )
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["created_at"]
        indexes = [
            models.Index(
                fields=["opens_at"], condition=Q(state="planned"), name="activity_due_to_open"
            ),
            models.Index(
                fields=["closes_at"], condition=Q(state="open"), name="activity_due_to_close"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["process", "slug"], name="activity_slug_in_process"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="activity_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(opens_at__isnull=False),
                name="activity_planned_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "planned"]) | Q(opened_at__isnull=False),
                name="activity_was_opened",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="activity_has_an_end_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return self.node.url

    @property
    def level(self) -> Level:
        """What a person must have attained to take part."""
        return Level(self.required_level)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
