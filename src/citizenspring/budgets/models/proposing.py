"""Ideas of residents, and the projects that came of them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from pgvector.django import HnswIndex, VectorField

from citizenspring.city.models import Territory
from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

from .rounds import Pot, Round

__all__ = ["LONGEST_IDEA", "Feasibility", "Idea", "Project", "Support"]

LONGEST_IDEA = 3000
VECTOR_SIZE = 512


def _somewhere_on_earth(name: str) -> models.CheckConstraint:
    nowhere = Q(latitude__isnull=True, longitude__isnull=True)
    somewhere = Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
    return models.CheckConstraint(condition=nowhere | somewhere, name=name)


class Idea(models.Model):
    """What a resident proposes, in her own words and language."""

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Hidden")
        WITHDRAWN = "withdrawn", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ideas")
    number = models.PositiveIntegerField()
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="budget_idea")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="budget_ideas"
    )
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=LONGEST_IDEA, blank=True)
    language = models.CharField(max_length=12)
    theme = models.SlugField(blank=True)
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_ideas"
    )
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    cost_guess = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.SHOWN)
    supporters = models.PositiveIntegerField(default=0)
    embedding = VectorField(dimensions=VECTOR_SIZE, null=True, editable=False)
    words = SearchVectorField(null=True, editable=False)
    created_at = models.DateTimeField(default=now)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="idea_number_in_round"),
            models.CheckConstraint(condition=~Q(title=""), name="idea_says_something"),
            models.CheckConstraint(
                condition=Q(cost_guess__isnull=True) | Q(cost_guess__gt=0), name="idea_costs_some"
            ),
            _somewhere_on_earth("idea_on_earth"),
        ]
        indexes = [
            models.Index(fields=["round", "state", "-number"], name="idea_newest"),
            # None by supporters: each support would renew every index, the slow one too.
            GinIndex(fields=["words"], name="idea_words"),
            HnswIndex(
                name="idea_likeness",
                fields=["embedding"],
                m=16,
                ef_construction=64,
                opclasses=["vector_cosine_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.round.page("idea", self.number)


class Support(models.Model):
    """That a person stands behind an idea of somebody else."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="idea_supports")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "person"], name="idea_supported_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.idea}"


class Project(models.Model):
    """What can be voted on, with its cost. ``number`` is that of its option, once voting opens."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being worked out")
        FEASIBLE = "feasible", _("Can be done")
        IMPOSSIBLE = "impossible", _("Cannot be done")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        STANDING = "standing", _("Stands for the vote")
        FUNDED = "funded", _("Funded")
        UNFUNDED = "unfunded", _("Not funded")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="projects")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="projects")
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="budget_project")
    key = models.PositiveIntegerField(help_text="In its address: it never changes.")
    number = models.PositiveSmallIntegerField(null=True, editable=False)
    external_id = models.CharField(max_length=80, blank=True)
    title = I18nCharField(max_length=300)
    text = I18nTextField(blank=True)
    theme = models.SlugField(blank=True)
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_projects"
    )
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    cost_low = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cost_high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    withdrawn_because = I18nTextField(blank=True)
    ideas = models.ManyToManyField(Idea, blank=True, related_name="projects")
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="project_key_in_round"),
            models.UniqueConstraint(fields=["round", "number"], name="project_number_in_round"),
            models.CheckConstraint(
                condition=~Q(state__in=["standing", "funded", "unfunded"])
                | Q(number__isnull=False, cost__gt=0),
                name="project_stands_with_a_cost",
            ),
            models.CheckConstraint(
                condition=Q(cost_low__isnull=True)
                | Q(cost_high__isnull=True)
                | Q(cost_high__gte=F("cost_low")),
                name="project_cost_range",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_because=""),
                name="project_withdrawn_with_a_reason",
            ),
            _somewhere_on_earth("project_on_earth"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return self.round.page("project", self.key)

    @property
    def is_on_ballot(self) -> bool:
        return self.number is not None


class Feasibility(models.Model):
    """An answer to whether a project can be done, with its reason; the last one holds."""

    class Verdict(models.TextChoices):
        POSSIBLE = "possible", _("It can be done")
        CHANGED = "changed", _("It can be done with changes")
        IMPOSSIBLE = "impossible", _("It cannot be done")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="answers")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = I18nTextField()
    office = models.CharField(max_length=120, blank=True)
    cost_low = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cost_high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="feasibility_has_a_reason")
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
