"""The call: a gathering, who registered for it, and the letters that invite."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from citizenspring.city.models import Territory
from citizenspring.common.ids import short_code, uuid7
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity

__all__ = ["CARE", "MIXING", "Gathering", "Letter", "Registration", "new_code"]

# What the care block says, each even if it says that there is none.
CARE = ("access", "interpreting", "childcare", "meals", "transport")
# What people may say of themselves so that tables can be mixed; all of it optional.
MIXING = ("commune", "age", "gender", "education")
# From when and until when the day's own pages come first.
MORNING, EVENING = timedelta(hours=6), timedelta(hours=3)


def new_code() -> str:
    """Ten signs are 49 bits: enough for a ticket that is also checked against its gathering."""
    return short_code(10)


class Gathering(models.Model):
    """What an activity of kind ``gathering`` needs beyond its title and state.

    The activity's own times are those of registration; ``starts_at`` and ``ends_at`` are the
    day's. ``taken`` and ``invited_taken`` are what conditional updates count, ``last_number`` is
    the order in which people came.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="gathering")
    code = models.CharField(max_length=8, unique=True, default=short_code, editable=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    address = models.CharField(max_length=300)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0, editable=False)
    invited_capacity = models.PositiveIntegerField(default=0)
    invited_taken = models.PositiveIntegerField(default=0, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    access = I18nTextField(blank=True)
    interpreting = I18nTextField(blank=True)
    childcare = I18nTextField(blank=True)
    meals = I18nTextField(blank=True)
    transport = I18nTextField(blank=True)
    asks = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_because = models.TextField(blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="gathering_is_not_overbooked"
            ),
            models.CheckConstraint(
                condition=Q(invited_taken__lte=F("invited_capacity")),
                name="gathering_invites_no_more",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="gathering_has_room"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""),
                name="gathering_cancelled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def get_absolute_url(self) -> str:
        return self.page("gathering")

    def page(self, name: str, *more: object) -> str:
        """The address of one of this gathering's pages."""
        activity = self.activity
        return reverse(f"gatherings:{name}", args=[activity.process.slug, activity.slug, *more])

    @property
    def missing_care(self) -> list[str]:
        """Parts of the care block that nobody has filled in."""
        return [name for name in CARE if not str(getattr(self, name)).strip()]

    @property
    def places_left(self) -> int:
        return max(0, self.capacity - self.taken)

    @property
    def seats_topic(self) -> str:
        """Where open pages hear of seats."""
        return f"gathering:{self.pk}:seats"

    @property
    def has_begun(self) -> bool:
        """For pages; an act asks the database's clock."""
        return self.starts_at <= now()

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_today(self) -> bool:
        """Whether a poster leads to what people need in the room; for pages."""
        return not self.is_cancelled and self.starts_at - MORNING <= now() <= self.ends_at + EVENING

    @property
    def hall(self) -> int:
        """How many there is room for."""
        return self.capacity + self.invited_capacity

    @property
    def doors_topic(self) -> str:
        """Where open pages hear that somebody came or left."""
        return f"gathering:{self.pk}:doors"


class Letter(models.Model):
    """An invitation by post; its code works once, and only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="letters")
    digest = models.BinaryField(max_length=32)
    batch = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "digest"], name="gathering_letter_once")
        ]

    def __str__(self) -> str:
        return self.batch or str(self.made_at.date())


class Registration(models.Model):
    """That somebody wants to come. ``number`` is the order in which people asked."""

    class State(models.TextChoices):
        COMING = "coming", _("Has a place")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED = "cancelled", _("Does not come")

    class How(models.TextChoices):
        ONLINE = "online", _("Online")
        LETTER = "letter", _("With an invitation by letter")
        STAND = "stand", _("At a stand")
        DOOR = "door", _("At the door")
        LOT = "lot", _("Drawn by lot")
        LIST = "list", _("From a list")

    class Age(models.TextChoices):
        UNDER_18 = "under_18", _("Under 18")
        TO_34 = "18_34", _("18 to 34")
        TO_64 = "35_64", _("35 to 64")
        OVER_64 = "65_plus", _("65 and over")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("Another")

    class Education(models.TextChoices):
        BASIC = "basic", _("Up to lower secondary school")
        SECONDARY = "secondary", _("Upper secondary school")
        HIGHER = "higher", _("Higher education")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State.choices)
    how = models.CharField(max_length=6, choices=How.choices, default=How.ONLINE)
    letter = models.OneToOneField(
        Letter, null=True, on_delete=models.SET_NULL, related_name="registration"
    )
    # Experts and witnesses sit in the room and never vote in it.
    has_vote = models.BooleanField(default=True, editable=False)
    holds_invited = models.BooleanField(default=False, editable=False)
    ticket = models.CharField(max_length=10, default=new_code, editable=False)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    speaks = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    home = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    age = models.CharField(max_length=8, choices=Age.choices, blank=True)
    gender = models.CharField(max_length=5, choices=Gender.choices, blank=True)
    education = models.CharField(max_length=9, choices=Education.choices, blank=True)
    needs = models.TextField(blank=True, max_length=600)
    # What her table must have, of ``day.OFFERS``: an organiser reads it out of her words.
    table_needs = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    keyed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=now)
    moved_up_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="registration_number"),
            models.UniqueConstraint(fields=["gathering", "person"], name="registered_once"),
            models.UniqueConstraint(fields=["gathering", "ticket"], name="registration_ticket"),
            models.CheckConstraint(
                condition=Q(holds_invited=False) | Q(state="coming"),
                name="registration_holds_a_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["gathering", "number"],
                condition=Q(state="waiting"),
                name="registration_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_coming(self) -> bool:
        return self.state == self.State.COMING

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
