"""Processes, their phases (time only) and their activities (method)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from citizenspring.city.models import Territory
from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

__all__ = ["Activity", "Phase", "Process"]


class Process(models.Model):
    """One piece of collective work with a question and an outcome."""

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

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.question)

    def get_absolute_url(self) -> str:
        return reverse("processes:process", args=[self.slug])


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
    """One method at work inside a process; the stage app adds its own row beside it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
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
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["process", "slug"], name="activity_slug_in_process"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="activity_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return self.node.url
