"""A budget round and the pots its money lies in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from citizenspring.ballots.models import Poll
from citizenspring.city.models import Territory
from citizenspring.common.ids import uuid7
from citizenspring.people.levels import Level
from citizenspring.processes.models import Activity

__all__ = ["Pot", "Round"]


def default_ties() -> list[str]:
    return ["votes", "cost", "seed"]


class Round(models.Model):
    """What an activity of kind ``budget`` needs beyond its title and dates.

    The stage is stored and only moves forward. What concerns voting is copied into the ``poll``
    when voting opens, and is fixed with it.
    """

    class Stage(models.TextChoices):
        PREPARING = "preparing", _("Being prepared")
        IDEAS = "ideas", _("Collecting ideas")
        REVIEW = "review", _("Checking what can be done")
        CAMPAIGN = "campaign", _("Getting to know the projects")
        VOTE = "vote", _("Voting")
        COUNT = "count", _("Counting")
        DONE = "done", _("Decided")

    class Division(models.TextChoices):
        WHOLE = "whole", _("One budget for everything")
        TERRITORY = "territory", _("A budget for each part of the city")
        CATEGORY = "category", _("A budget for each theme")

    class Method(models.TextChoices):
        APPROVAL = "approval", _("Choose projects, up to a number")
        KNAPSACK = "knapsack", _("Choose projects, as far as the budget goes")
        POINTS = "points", _("Share out points")
        RANKING = "ranking", _("Put projects in order")

    class Rule(models.TextChoices):
        EQUAL_SHARES = "equal-shares", _("Equal shares: every voter decides on the same amount")
        PHRAGMEN = "phragmen", _("Phragmén: money comes in bit by bit for everybody")
        GREEDY = "greedy", _("Most votes first")

    class Completion(models.TextChoices):
        ADD1 = "add1", _("Everybody's amount rises until the money is used")
        ADD1U = "add1u", _("Everybody's amount rises, then most votes first")
        GREEDY = "greedy", _("Most votes first with what is left")
        NONE = "none", _("What is left stays unspent")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="budget")
    poll = models.OneToOneField(
        Poll, null=True, blank=True, on_delete=models.PROTECT, related_name="budget"
    )
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.PREPARING)
    currency = models.CharField(max_length=3, default="EUR")
    division = models.CharField(max_length=9, choices=Division.choices, default=Division.WHOLE)
    ideas_until = models.DateTimeField(null=True, blank=True)
    answers_until = models.DateTimeField(null=True, blank=True)
    vote_opens_at = models.DateTimeField(null=True, blank=True)
    vote_closes_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=8, choices=Method.choices, default=Method.APPROVAL)
    fewest = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField(default=5)
    points = models.PositiveIntegerField(default=10)
    most_each = models.PositiveIntegerField(default=5)
    voter_level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.MAIL)
    voter_territories = models.ManyToManyField(Territory, blank=True, related_name="budgets")
    asks_place = models.BooleanField(default=True)
    asks_age = models.BooleanField(default=False)
    rule = models.CharField(max_length=12, choices=Rule.choices, default=Rule.EQUAL_SHARES)
    completion = models.CharField(max_length=6, choices=Completion.choices, default=Completion.ADD1)
    stops_when_full = models.BooleanField(default=True)
    ties = ArrayField(models.CharField(max_length=12), default=default_ties)
    seed = models.CharField(max_length=120, blank=True)
    source = models.JSONField(default=dict, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(most__gte=F("fewest")), name="budget_most_choices"),
            models.CheckConstraint(
                condition=Q(stage__in=["preparing", "ideas", "review", "campaign"])
                | Q(poll__isnull=False),
                name="budget_votes_in_a_poll",
            ),
            models.CheckConstraint(
                condition=~Q(stage="done") | Q(decided_at__isnull=False), name="budget_was_decided"
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def get_absolute_url(self) -> str:
        return self.page("round")

    def page(self, name: str, *more: object) -> str:
        """The address of one of this round's pages."""
        activity = self.activity
        return reverse(f"budgets:{name}", args=[activity.process.slug, activity.slug, *more])

    @property
    def takes_ideas(self) -> bool:
        return self.stage == self.Stage.IDEAS

    @property
    def is_voting(self) -> bool:
        return self.stage == self.Stage.VOTE

    @property
    def is_decided(self) -> bool:
        return self.stage == self.Stage.DONE


class Pot(models.Model):
    """Part of a round's money, for one territory or theme, or all of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pots")
    number = models.PositiveSmallIntegerField(default=1)
    name = I18nCharField(max_length=120)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="pots"
    )
    theme = models.SlugField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="pot_number_in_round"),
            models.UniqueConstraint(
                fields=["round", "territory"],
                condition=Q(territory__isnull=False),
                name="pot_once_a_territory",
            ),
            models.UniqueConstraint(
                fields=["round", "theme"], condition=~Q(theme=""), name="pot_once_a_theme"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="pot_holds_money"),
        ]

    def __str__(self) -> str:
        return str(self.name)
