"""Opinion maps: short statements, the votes on them, and each map drawn from the votes."""

from django.db import models
from django.db.models import Func, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from pgvector.django import HnswIndex, VectorField

from citizenspring.common.ids import short_code, uuid7
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity
from citizenspring.threads.models import Node

__all__ = [
    "LONGEST_IMPORTED",
    "LONGEST_STATEMENT",
    "MapVersion",
    "OpinionMap",
    "Statement",
    "StatementTranslation",
    "Vote",
    "Withdrawal",
]

LONGEST_STATEMENT = 280
LONGEST_IMPORTED = 1000
VECTOR_SIZE = 512


class CurrentTransaction(Func):
    """The number of the running database transaction."""

    function = "pg_current_xact_id"
    template = "%(function)s()::text::bigint"
    output_field = models.BigIntegerField()


class OpinionMap(models.Model):
    """What an activity of kind ``opinions`` needs beyond its title, dates and state."""

    class Moderating(models.TextChoices):
        BEFORE = "before", _("A moderator reads every statement before it is shown")
        AFTER = "after", _("Statements are shown at once; a moderator can hide one later")

    class Mode(models.TextChoices):
        OWN = "own", _("The method of this platform")
        POLIS = "polis", _("Exactly as Polis computes it")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="opinion_map")
    moderation = models.CharField(
        max_length=6, choices=Moderating.choices, default=Moderating.AFTER
    )
    mode = models.CharField(max_length=5, choices=Mode.choices, default=Mode.OWN)
    allow_statements = models.BooleanField(default=True)
    shows_results_while_open = models.BooleanField(default=True)
    smallest_group = models.PositiveSmallIntegerField(
        default=10, help_text="Figures of fewer people than this are not shown."
    )
    statements_made = models.PositiveIntegerField(default=0, help_text="The last number given.")
    code = models.CharField(max_length=8, unique=True, default=short_code, editable=False)
    revision = models.PositiveBigIntegerField(
        default=0, help_text="Grows when a statement is added, changed or moderated."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(moderation__in=["before", "after"]), name="map_moderation_is_known"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["own", "polis"]), name="map_mode_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def get_absolute_url(self) -> str:
        return self.page("vote")

    def page(self, name: str, *more: object) -> str:
        """The address of one of this map's pages."""
        activity = self.activity
        return reverse(f"opinions:{name}", args=[activity.process.slug, activity.slug, *more])

    @property
    def topic(self) -> str:
        """What open pages listen to for a new version of this map."""
        return f"map-{self.pk}"


class Statement(models.Model):
    """One short sentence that people agree or disagree with; its text never changes silently."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for a moderator")
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Hidden")
        MERGED = "merged", _("Merged into another")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    map = models.ForeignKey(OpinionMap, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField(help_text="Small and stable within the map.")
    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="statement")
    author = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    text = models.CharField(
        max_length=LONGEST_IMPORTED, help_text="Longer than a new one may be only if imported."
    )
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SHOWN)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    is_seed = models.BooleanField(default=False, help_text="Given by the organiser at the start.")
    is_meta = models.BooleanField(
        default=False, help_text="About the person, not the matter: not part of the picture."
    )
    embedding = VectorField(dimensions=VECTOR_SIZE, null=True, editable=False)
    created_at = models.DateTimeField(default=now)
    erased_at = models.DateTimeField(
        null=True, editable=False, help_text="Its words are gone for good; it stays hidden."
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["map", "number"], name="statement_number_in_map"),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "shown", "hidden"], merged_into__isnull=True)
                | Q(state="merged", merged_into__isnull=False),
                name="statement_merged_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(state="hidden"),
                name="statement_erased_stays_hidden",
            ),
        ]
        indexes = [
            models.Index(fields=["map", "state", "number"], name="statement_by_state"),
            HnswIndex(
                name="statement_likeness",
                fields=["embedding"],
                m=16,
                ef_construction=64,
                opclasses=["vector_cosine_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.node.url


class StatementTranslation(models.Model):
    """The statement in another language, always shown beside the original."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=LONGEST_IMPORTED)
    is_machine = models.BooleanField(default=False)
    embedding = VectorField(dimensions=VECTOR_SIZE, null=True, editable=False)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"], name="statement_translated_once_per_language"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="translation_says_something"),
        ]
        indexes = [
            HnswIndex(
                name="translation_likeness",
                fields=["embedding"],
                m=16,
                ef_construction=64,
                opclasses=["vector_cosine_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """What a person now says of a statement; only its salted seal is in the public record.

    ``change`` is the database transaction that wrote the row: the mapper reads from the oldest
    transaction still running when it last looked, so that a late commit is never missed.
    """

    AGREE, PASS, DISAGREE = 1, 0, -1

    pk = models.CompositePrimaryKey("person_id", "statement_id")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="opinion_votes", db_index=False
    )
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="votes", db_index=False
    )
    # The statement says the same; kept here so that one index serves a whole map.
    map = models.ForeignKey(
        OpinionMap,
        on_delete=models.PROTECT,
        related_name="votes",
        db_index=False,
        db_constraint=False,
    )
    choice = models.SmallIntegerField()
    important = models.BooleanField(default=False)
    salt = models.BinaryField(max_length=16)
    seal = models.BinaryField(max_length=32)
    replaced = models.BinaryField(max_length=32, null=True, help_text="The seal before this one.")
    entry = models.UUIDField(
        null=True, editable=False, help_text="Its entry in the public record, for the receipt."
    )
    change = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    cast_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=[-1, 0, 1]), name="vote_is_known")
        ]
        indexes = [models.Index(fields=["map", "change"], name="vote_by_map")]

    def __str__(self) -> str:
        return f"{self.choice:+d}"


class Withdrawal(models.Model):
    """A vote taken back: tells the mapper, and goes once every mapper has seen it."""

    map = models.ForeignKey(OpinionMap, on_delete=models.CASCADE, related_name="+")
    person = models.UUIDField()
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    change = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["map", "change"], name="withdrawal_by_map")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class MapVersion(models.Model):
    """One drawing of a map; ``result`` is the engine's answer as plain data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    map = models.ForeignKey(OpinionMap, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveBigIntegerField()
    result = models.JSONField()
    routing = models.JSONField(
        default=dict, help_text="How often each statement was seen, and how much it tells."
    )
    votes_counted = models.PositiveIntegerField()
    people_counted = models.PositiveIntegerField()
    revision = models.PositiveBigIntegerField(default=0, help_text="The map's when it was drawn.")
    horizon = models.BigIntegerField(
        default=0, help_text="Every change before this transaction is counted."
    )
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["map", "number"], name="map_version_number")]

    def __str__(self) -> str:
        return f"{self.map} {self.number}"
