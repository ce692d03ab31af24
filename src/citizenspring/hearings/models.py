"""Facts of hearings: evidence, who gives it, what is asked, what is answered."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from pgvector.django import VectorField

from citizenspring.common.ids import uuid7
from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card
from citizenspring.threads.models import Node

__all__ = [
    "LONGEST_QUESTION",
    "Answer",
    "Brief",
    "Clarity",
    "Expert",
    "Hearing",
    "Question",
    "Source",
    "Support",
]

LONGEST_QUESTION = 300


class Hearing(models.Model):
    """Experts beside the citizens of a gathering; people ask while ``is_asking``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.OneToOneField(Gathering, on_delete=models.PROTECT, related_name="hearing")
    is_asking = models.BooleanField(default=False, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.gathering)

    def get_absolute_url(self) -> str:
        return self.page("hearing")

    @property
    def topic(self) -> str:
        """Where open pages hear of questions and answers."""
        return f"hearing:{self.pk}"

    def page(self, name: str, *more: object) -> str:
        """The address of one of this hearing's pages."""
        activity = self.gathering.activity
        return reverse(f"hearings:{name}", args=[activity.process.slug, activity.slug, *more])


class Expert(models.Model):
    """Somebody who is heard; she says what interests she has, or that she has none.

    Whoever is heard never votes in the room: the registration she came with has no vote.
    """

    class Role(models.TextChoices):
        EXPERT = "expert", _("Expert")
        WITNESS = "witness", _("Witness")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="experts")
    role = models.CharField(max_length=7, choices=Role.choices)
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=160, blank=True)
    interests = models.TextField(blank=True, max_length=1000)
    has_none = models.BooleanField(default=False)
    language = models.CharField(max_length=12)
    registration = models.OneToOneField(
        Registration, null=True, on_delete=models.SET_NULL, related_name="expert"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    declared_at = models.DateTimeField(default=now)
    left_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["declared_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(has_none=True) & Q(interests=""))
                | (Q(has_none=False) & ~Q(interests="")),
                name="expert_declares_interests",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Brief(models.Model):
    """Evidence in plain words; public from ``published_at`` on, changed only in the open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="briefs")
    number = models.PositiveSmallIntegerField()
    expert = models.ForeignKey(
        Expert, null=True, blank=True, on_delete=models.PROTECT, related_name="briefs"
    )
    title = I18nCharField(max_length=160)
    text = I18nTextField()
    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="brief")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "number"], name="brief_number"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return self.hearing.page("brief", self.number)


class Question(models.Model):
    """What people want to know: a card of a table, or asked from a phone in the room.

    ``author`` is known for phones of people with an account or a guest's cookie, and never shown.
    A question that says the same as another has ``merged_into``; then the other one is ranked.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=LONGEST_QUESTION)
    language = models.CharField(max_length=12, blank=True)
    table = models.PositiveSmallIntegerField(null=True)
    card = models.OneToOneField(Card, null=True, on_delete=models.SET_NULL, related_name="question")
    card_revision = models.UUIDField(null=True)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.SET_NULL, related_name="questions"
    )
    sent = models.UUIDField(null=True, editable=False)
    is_hidden = models.BooleanField(default=False, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    embedding = VectorField(dimensions=512, null=True, editable=False)
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="question")
    asked_at = models.DateTimeField(default=now)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "number"], name="question_number"),
            models.UniqueConstraint(
                fields=["hearing", "registration", "sent"], name="question_sent_once"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="question_not_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.hearing.page("question", self.number)


class Support(models.Model):
    """That somebody in the room wants to know it too; ``voice`` stands for her, as in votes."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="supports")
    voice = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "voice"], name="support_once"),
        ]

    def __str__(self) -> str:
        return str(self.question_id)


class Answer(models.Model):
    """What an expert answered in public, in her own language, with her sources."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(max_length=4000)
    language = models.CharField(max_length=12)
    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField(default=now)
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="hearing_answer")

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "expert"], name="answer_of_an_expert"),
        ]

    def __str__(self) -> str:
        return self.text


class Source(models.Model):
    """Where a brief or an answer has it from; ``url`` is empty for what is on no page."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brief = models.ForeignKey(Brief, null=True, on_delete=models.CASCADE, related_name="sources")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.CASCADE, related_name="sources")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(brief__isnull=False, answer__isnull=True)
                | Q(brief__isnull=True, answer__isnull=False),
                name="source_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Clarity(models.Model):
    """How clear somebody in the room found an answer, from 1 to 5."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="clarity")
    voice = models.CharField(max_length=8)
    mark = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "voice"], name="clarity_once"),
            models.CheckConstraint(
                condition=Q(mark__gte=1, mark__lte=5), name="clarity_from_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return str(self.mark)
