"""Mood checks: up to five questions, the answers to them, and what has to come together."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from pgvector.django import VectorField

from citizenspring.city.models import Territory
from citizenspring.common.ids import short_code, uuid7
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity
from citizenspring.threads.models import Node

__all__ = [
    "LONGEST_WORDS",
    "MOST_QUESTIONS",
    "OUTSIDE",
    "Answer",
    "Confirmation",
    "Message",
    "MoodCheck",
    "Nudge",
    "Question",
    "Remark",
    "Rung",
    "Snapshot",
    "Tally",
]

MOST_QUESTIONS = 5
LONGEST_WORDS = 600
VECTOR_SIZE = 512
# The place of someone who lives in none of the city's communes.
OUTSIDE = "outside"


def new_code() -> str:
    return short_code()


def new_answer_code() -> str:
    return short_code(8)


class Rung(models.IntegerChoices):
    """What a person would do, from the first to the last rung of the ladder."""

    INTERESTED = 1, _("I am interested")
    ATTENDING = 2, _("I come")
    HELPING = 3, _("I help")
    HOSTING = 4, _("I host people")
    LEADING = 5, _("I lead")


class MoodCheck(models.Model):
    """What an activity of kind ``mood`` needs beyond its title, dates and state.

    ``target`` confirmed answers by the activity's end, and ``each_commune`` in each of
    ``communes`` communes, and ``city_share`` percent of them from people living in the city.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running", _("Not decided yet")
        MET = "met", _("The threshold was met")
        MISSED = "missed", _("The threshold was missed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="mood_check")
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    target = models.PositiveIntegerField(default=1000)
    each_commune = models.PositiveIntegerField(default=0)
    communes = models.PositiveSmallIntegerField(default=0)
    city_share = models.PositiveSmallIntegerField(default=0)
    if_met = I18nTextField(blank=True)
    if_missed = I18nTextField(blank=True)
    asks_age = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.RUNNING)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_count = models.PositiveIntegerField(null=True, editable=False)
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="next"
    )
    what_changed = I18nTextField(blank=True)
    announced_at = models.DateTimeField(null=True, editable=False)
    followed_up_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(target__gte=1), name="mood_wants_somebody"),
            models.CheckConstraint(condition=Q(city_share__lte=100), name="mood_share_is_percent"),
            models.CheckConstraint(
                condition=Q(communes=0) | Q(each_commune__gte=1), name="mood_communes_need_people"
            ),
            models.CheckConstraint(
                condition=Q(outcome="running", decided_at__isnull=True)
                | Q(outcome__in=["met", "missed"], decided_at__isnull=False),
                name="mood_decided_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def get_absolute_url(self) -> str:
        return self.page("answer")

    def page(self, name: str, *more: object) -> str:
        """The address of one of this mood check's pages."""
        activity = self.activity
        return reverse(f"mood:{name}", args=[activity.process.slug, activity.slug, *more])

    @property
    def topic(self) -> str:
        """What open pages listen to for a new count."""
        return f"mood-{self.pk}"

    @property
    def is_met(self) -> bool:
        return self.outcome == self.Outcome.MET

    @property
    def is_missed(self) -> bool:
        return self.outcome == self.Outcome.MISSED


class Question(models.Model):
    """One question; ``options`` are texts by language: of a choice, or what each rung asks."""

    class Kind(models.TextChoices):
        MOOD = "mood", _("Mood: five faces from very bad to very good")
        CHOICE = "choice", _("Choice: one of several options")
        OPEN = "open", _("Open: a few words of their own")
        LADDER = "ladder", _("Ladder: what would you do?")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mood = models.ForeignKey(MoodCheck, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = I18nCharField(max_length=300)
    options = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["mood", "number"],
                name="mood_question_number",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_QUESTIONS), name="mood_five_questions"
            ),
            models.UniqueConstraint(
                fields=["mood"], condition=Q(kind="ladder"), name="mood_has_one_ladder"
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def field(self) -> str:
        """Its name in the form."""
        return f"q{self.number}"


class Answer(models.Model):
    """What one person says; it counts once it is confirmed.

    ``said`` holds the value of each question but the open ones by number. ``mailbox`` is a keyed
    digest of the address that was proved: one mailbox counts once. ``home`` is empty for someone
    who lives outside the city.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Not confirmed yet")
        CONFIRMED = "confirmed", _("Confirmed")
        WITHDRAWN = "withdrawn", _("Taken back")

    class How(models.TextChoices):
        MAIL = "mail", _("By a link sent by mail")
        ACCOUNT = "account", _("By an account")
        IN_PERSON = "in_person", _("In person, by a verifier")

    class Did(models.TextChoices):
        YES = "yes", _("Yes")
        NOT_YET = "not_yet", _("Not yet")
        NO = "no", _("No")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mood = models.ForeignKey(MoodCheck, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mood_answers")
    language = models.CharField(max_length=12)
    said = models.JSONField(default=dict, blank=True)
    rung = models.PositiveSmallIntegerField(null=True, choices=Rung.choices)
    rung_changes = models.PositiveIntegerField(default=0)
    home = models.ForeignKey(
        Territory, null=True, on_delete=models.PROTECT, related_name="mood_answers"
    )
    age = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    how = models.CharField(max_length=9, choices=How.choices, blank=True)
    email = models.EmailField(blank=True)
    mailbox = models.BinaryField(max_length=32, null=True, editable=False)
    wants_news = models.BooleanField(default=False)
    code = models.CharField(max_length=8, default=new_answer_code)
    is_on_paper = models.BooleanField(default=False)
    name = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=120, blank=True)
    keyed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    did = models.CharField(max_length=7, choices=Did.choices, blank=True)
    salt = models.BinaryField(max_length=16, null=True, editable=False)
    seal = models.BinaryField(max_length=32, null=True, editable=False)
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mood", "person"], name="mood_answered_once"),
            models.UniqueConstraint(
                fields=["mood", "mailbox"],
                condition=Q(state="confirmed", mailbox__isnull=False),
                name="mood_mailbox_counts_once",
            ),
            models.UniqueConstraint(fields=["mood", "code"], name="mood_answer_code"),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (Q(confirmed_at__isnull=False, seal__isnull=False) & ~Q(how="")),
                name="mood_confirmed_somehow",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("person")),
                name="mood_nobody_confirms_herself",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mood", "name_key"], condition=~Q(name_key=""), name="mood_by_name"
            ),
            models.Index(fields=["mood", "state", "confirmed_at"], name="mood_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.code}"

    @property
    def place(self) -> str:
        """The code of the commune, or that she lives in none."""
        return self.home.code if self.home else OUTSIDE

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED


class Confirmation(models.Model):
    """A link on its way to a mailbox; only its digest is kept, and it works once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="confirmations")
    digest = models.BinaryField(max_length=32, unique=True)
    email = models.EmailField()
    mailbox = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"


class Remark(models.Model):
    """An open answer in a person's own words; it is shown once her answer is confirmed."""

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Hidden")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mood = models.ForeignKey(MoodCheck, on_delete=models.PROTECT, related_name="remarks")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="remarks")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="remarks")
    node = models.OneToOneField(
        Node, null=True, on_delete=models.PROTECT, related_name="mood_remark"
    )
    text = models.CharField(max_length=LONGEST_WORDS)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=6, choices=State.choices, default=State.SHOWN)
    is_confirmed = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)
    embedding = VectorField(dimensions=VECTOR_SIZE, null=True, editable=False)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "question"], name="mood_one_remark_each"),
            models.CheckConstraint(condition=~Q(text=""), name="mood_remark_says_something"),
        ]
        indexes = [
            models.Index(
                fields=["mood", "-created_at"],
                condition=Q(is_confirmed=True, state="shown"),
                name="mood_remarks_shown",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Tally(models.Model):
    """How many confirmed answers say a thing; the sum over ``shard`` counts.

    Spread over several rows, so that writers at the same moment do not wait for each other; a row
    alone may be negative.
    """

    pk = models.CompositePrimaryKey("mood_id", "key", "place", "shard")
    mood = models.ForeignKey(
        MoodCheck, on_delete=models.CASCADE, related_name="tallies", db_index=False
    )
    key = models.CharField(max_length=40)
    place = models.CharField(max_length=50)
    shard = models.SmallIntegerField()
    count = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.key} {self.place}: {self.count}"


class Snapshot(models.Model):
    """The published result: renewed after every ten answers, so that none shows by itself."""

    mood = models.OneToOneField(
        MoodCheck, on_delete=models.CASCADE, primary_key=True, related_name="snapshot"
    )
    total = models.PositiveIntegerField()
    result = models.JSONField()
    themes = models.JSONField(default=dict)
    remarks = models.PositiveIntegerField(default=0)
    is_final = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.mood}: {self.total}"


class Nudge(models.Model):
    """A moment for a reminder that has come, and whether one went out."""

    mood = models.ForeignKey(MoodCheck, on_delete=models.CASCADE, related_name="nudges")
    number = models.PositiveSmallIntegerField()
    was_sent = models.BooleanField()
    missing = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mood", "number"], name="mood_nudge_decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.was_sent}"


class Message(models.Model):
    """Something to tell a person once; ``key`` makes sure of the once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=now)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "key"], name="mood_told_once")]
        indexes = [models.Index(fields=["made_at"], condition=Q(told_at=None), name="mood_to_tell")]

    def __str__(self) -> str:
        return self.key
