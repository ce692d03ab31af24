"""Passkeys and codes of an app beside the mailbox; power asks for one, used a moment ago (A38)."""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from .errors import SecondFactorMissing
from .models import Person

__all__ = ["as_stranger", "guarded", "has_second_factor", "only_after_sign_in", "was_recent"]

View = Callable[..., HttpResponse]
MOMENT = 300
KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_factor(person: Person) -> bool:
    return bool(is_mfa_enabled(person, KINDS))


def was_recent(request: HttpRequest, *methods: str) -> bool:
    """Whether this session proved who it is in one of these ways within five minutes."""
    records = get_authentication_records(request, request.user)
    since = time.time() - MOMENT
    return any(one["method"] in methods and one["at"] >= since for one in records)


def guarded(view: View) -> View:
    """For pages of power: with a second factor only, and for acts one used a moment ago."""

    @wraps(view)
    def answer(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
        person = request.user
        if settings.SECOND_FACTOR and isinstance(person, Person) and person.roles.exists():
            if not has_second_factor(person):
                raise SecondFactorMissing
            if request.method == "POST" and not was_recent(request, "mfa"):
                raise ReauthenticationRequired
        return view(request, *given, **named)

    return answer


def only_after_sign_in(view: View) -> View:
    """A first key is added by who has just signed in, not by who found an open window."""

    @wraps(view)
    def answer(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person) or person.is_guest or person.is_persona:
            return redirect("account_login")
        if not has_second_factor(person) and not was_recent(request, "code"):
            return redirect(
                f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}"
            )
        return view(request, *given, **named)

    return answer


def as_stranger(view: View) -> View:
    """For the steps of signing in: a guest is somebody who is not signed in yet.

    Who she was stays on the request, so that what she did can follow her once she is in.
    """

    @wraps(view)
    def answer(request: HttpRequest, *given: object, **named: object) -> HttpResponse:
        if isinstance(request.user, Person) and request.user.is_guest:
            request.guest = request.user  # type: ignore[attr-defined]
            request.user = AnonymousUser()
        return view(request, *given, **named)

    return answer
