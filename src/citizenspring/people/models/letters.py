"""Mail on its way, codes in it, and how much of a limit is used up."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from citizenspring.common.ids import uuid7

__all__ = ["Allowance", "Letter", "SignInCode"]


class SignInCode(models.Model):
    """A code on its way to a mailbox. Only its digest is kept; tries run out in the database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField()
    digest = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField(default=3)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries_left__lte=3), name="code_has_three_tries")
        ]

    def __str__(self) -> str:
        return f"until {self.expires_at:%H:%M:%S}"


class Letter(models.Model):
    """A mail to be sent, or in the demo to be read on the mailbox page.

    An urgent one goes before all others and soon is of no use. ``trouble`` is what the mail
    server last said against it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    to = models.EmailField()
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    written_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)
    headers = models.JSONField(default=dict)
    is_urgent = models.BooleanField(default=False)
    next_try_at = models.DateTimeField(default=now)
    tries = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-written_at", "-id"]
        indexes = [
            models.Index(
                fields=["-is_urgent", "next_try_at"],
                name="letters_to_carry",
                condition=Q(sent_at=None, failed_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Allowance(models.Model):
    """How much of a limit is used up, as the moment from which it is whole again."""

    key = models.CharField(primary_key=True, max_length=64)
    whole_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
