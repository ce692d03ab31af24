"""The numbered panels: how far their search is, and what it found."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .planning import Panel

__all__ = ["Portfolio", "Search"]


class Search(models.Model):
    """How far the search for numbered panels is; a worker that dies is followed by another.

    ``attempt`` counts the pools: what was found for an earlier one is not kept. ``changes`` is the
    smallest change of quotas that would help, where they cannot be met.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for its turn")
        RUNNING = "running", _("Searching")
        DONE = "done", _("Found")
        FAILED = "failed", _("Not found")

    panel = models.OneToOneField(
        Panel, primary_key=True, on_delete=models.CASCADE, related_name="search"
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveIntegerField(default=1)
    step = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    changes = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.get_state_display()


class Portfolio(models.Model):
    """The numbered panels and all that belongs to them, as the files say it.

    ``respondents`` and ``categories`` are the pool: quota values under random numbers, without
    names. ``panels``, ``chances`` and ``alternates`` are what is published. ``facts`` is the
    statement to which the day of the draw commits, but for the value.
    """

    panel = models.OneToOneField(
        Panel, primary_key=True, on_delete=models.CASCADE, related_name="portfolio"
    )
    respondents = models.TextField()
    categories = models.TextField()
    panels = models.TextField()
    chances = models.TextField()
    alternates = models.TextField()
    facts = models.JSONField()
    proof = models.JSONField(default=dict)
    seats = models.JSONField(default=list)
    found_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.facts.get("portfolio_sha256", ""))
