"""What a person says about herself, and where she is signed in."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from citizenspring.city.models import Territory
from citizenspring.people.models import Person
from citizenspring.people.permissions import may_change_profile

__all__ = ["change_profile", "sign_out_elsewhere"]


def change_profile(*, by: Person, name: str, language: str, home: Territory | None) -> Person:
    may_change_profile.require(by, by)
    by.name, by.language, by.home = name, language, home
    by.save(update_fields=["name", "language", "home"])
    return by


def sign_out_elsewhere(request: HttpRequest, *, by: Person) -> None:
    """End every session but this one: each holds a digest of the hash that changes here."""
    may_change_profile.require(by, by)
    by.set_unusable_password()
    by.save(update_fields=["password"])
    update_session_auth_hash(request, by)
