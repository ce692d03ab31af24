"""Persons, with or without an account, and the roles they hold."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.city.models import Territory
from citizenspring.common.ids import uuid7

from .levels import Level, Way

__all__ = ["PERSONA_DOMAIN", "Allowance", "Attainment", "Letter", "Person", "Role", "SignInCode"]

# No mail can reach it: the invented persons of the demo live here.
PERSONA_DOMAIN = "persona.invalid"


def new_pseudonym_key() -> bytes:
    return secrets.token_bytes(32)


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email=email)


class Person(AbstractBaseUser):
    """Someone who acted. A guest has no address yet; signing in makes the same row an account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(null=True, blank=True, unique=True)
    mail_key = models.BinaryField(
        max_length=32,
        null=True,
        unique=True,
        editable=False,
        help_text="Keyed digest, the same for every spelling of the mailbox.",
    )
    level = models.PositiveSmallIntegerField(
        choices=Level.choices, default=Level.GUEST, help_text="The highest of the attainments."
    )
    name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=12, default=settings.LANGUAGE_CODE)
    home = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.SET_NULL, related_name="residents"
    )
    is_guest = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    pseudonym_key = models.BinaryField(default=new_pseudonym_key, max_length=32, editable=False)
    first_act = models.BinaryField(
        max_length=32,
        null=True,
        unique=True,
        editable=False,
        help_text="Digest of the form's secret: one browser's first acts make one guest.",
    )
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.CASCADE, related_name="former_guests"
    )
    merged_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_guest=True, email__isnull=True)
                | Q(is_guest=False, email__isnull=False),
                name="person_has_an_address_unless_a_guest",
            ),
            models.UniqueConstraint(Lower("email"), name="one_account_per_mailbox"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_guest=True, is_active=False),
                name="only_a_guest_who_left_is_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("A resident"))

    @property
    def is_persona(self) -> bool:
        """Whether this is an invented person of the demo, shared by its visitors."""
        return bool(self.email and self.email.endswith(f"@{PERSONA_DOMAIN}"))

    def pseudonym(self, context: str) -> str:
        """A name for the public record that stays the same within ``context`` only."""
        key = bytes(self.pseudonym_key)
        return hmac.new(key, context.encode(), hashlib.sha256).hexdigest()[:32]


class Attainment(models.Model):
    """That a person attained a level: when, how, and by whose eyes where somebody looked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attainments")
    way = models.CharField(max_length=5, choices=Way.choices)
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="people_verified"
    )
    subject = models.BinaryField(
        max_length=32,
        null=True,
        unique=True,
        editable=False,
        help_text="Keyed digest of what was shown, so that it confirms one person only.",
    )
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "way"], name="attained_once_each_way"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=models.F("person")),
                name="nobody_verifies_herself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_way_display()}"

    @property
    def level(self) -> Level:
        return Way(self.way).level


class Role(models.Model):
    """What a person is trusted with, in the whole space or in one process (``scope``)."""

    class Kind(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        FACILITATOR = "facilitator", _("Facilitator")
        MODERATOR = "moderator", _("Moderator")
        STEWARD = "steward", _("Steward")
        VERIFIER = "verifier", _("Verifier")
        AUDITOR = "auditor", _("Auditor")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    scope = models.UUIDField(null=True, blank=True, help_text="A process; empty: the whole space.")
    granted_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="roles_granted"
    )
    granted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "scope"],
                nulls_distinct=False,
                name="role_held_once_per_scope",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


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
