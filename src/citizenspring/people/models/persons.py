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
from citizenspring.people.levels import Level

__all__ = ["PERSONA_DOMAIN", "Person", "PersonManager", "Role", "new_pseudonym_key"]

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
    takes_part = models.BooleanField(
        null=True,
        editable=False,
        help_text="False: she took back that what she does here is kept; empty: never asked.",
    )
    erased_at = models.DateTimeField(null=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(is_active=False, email__isnull=True, mail_key__isnull=True, name=""),
                name="of_an_erased_person_nothing_is_left",
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
