"""How django-allauth is told the ways of this house."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from .bursts import network_of
from .errors import AccountClosed
from .limits import client_address
from .models import Person

__all__ = ["KeysAdapter", "PeopleAdapter"]


class PeopleAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def add_message(self, *_facts: object, **_more: object) -> None:
        """Say nothing: the page after signing in shows who is there."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with a code sent by mail, never with a form of allauth."""
        del request
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        del request, user
        raise AccountClosed

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """By her key, or without one by a new code; there is no password to ask for."""
        if is_mfa_enabled(user):
            found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
            return found
        return [{"id": "code", "description": "", "url": reverse("account_reauthenticate")}]

    def login(self, request: HttpRequest, user: Person) -> None:
        """Let in; what a guest did follows only now, once every step is done."""
        from .services.city_login import WAITING, link_waiting  # noqa: PLC0415  # they know this
        from .services.signing_in import merge  # noqa: PLC0415  # services know this adapter

        guest = getattr(request, "guest", None)
        waiting = request.session.pop(WAITING, None)
        super().login(request, user)
        link_waiting(waiting, network=network_of(request), by=user)
        if isinstance(guest, Person) and guest.pk != user.pk:
            merge(guest, user)


class KeysAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets of apps and recovery codes are worth nothing in a stolen copy of the database."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def send_notification_mail(self, *_facts: Any, **_more: Any) -> None:
        """Say nothing by mail: the page of keys shows each key with its day."""


def _box() -> Fernet:
    key = hashlib.sha256(f"second factors\n{settings.PEPPER}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
