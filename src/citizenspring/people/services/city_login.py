"""Coming in by the city's login, and linking it to an account."""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from citizenspring.people.city_login import PROVIDER, CityPerson
from citizenspring.people.errors import SubjectTaken
from citizenspring.people.models import Person

from .levels import attain_by_city

__all__ = ["come_in", "link_city", "link_waiting"]

WAITING = "city_login_waiting"
WAIT_SECONDS = 600


def come_in(request: HttpRequest, city: CityPerson, *, then: str) -> HttpResponse:
    """Let in whom the city's login knows here; anybody else proves her mailbox first.

    An address that the other side tells, verified or not, never opens an account of ours (A37).
    """
    known = SocialAccount.objects.filter(provider=PROVIDER, uid=city.uid).first()
    if known is None:
        request.session[WAITING] = {"uid": city.uid, "at": time.time()}
        return redirect(
            f"{reverse('account_login')}?{urlencode({'next': then, 'email': city.email})}"
        )
    if isinstance(request.user, Person) and request.user.is_guest:
        request.guest = request.user  # type: ignore[attr-defined]
    record_authentication(request, known.user, method="city")
    response: HttpResponse = perform_login(request, known.user, redirect_url=then)
    return response


@transaction.atomic
def link_city(uid: str, *, network: str = "", by: Person) -> None:
    """Tie the city's login to the account of somebody who has just shown that it is hers (A18)."""
    try:
        with transaction.atomic():
            SocialAccount.objects.get_or_create(user=by, provider=PROVIDER, uid=uid)
            if settings.OIDC_GIVES_EID:
                attain_by_city(by, uid, network)
    except IntegrityError as taken:
        raise SubjectTaken from taken


def link_waiting(waiting: dict[str, object] | None, *, network: str = "", by: Person) -> None:
    """Link what came from the city's login a moment before the mailbox was proved."""
    if waiting and time.time() - float(str(waiting["at"])) < WAIT_SECONDS:
        link_city(str(waiting["uid"]), network=network, by=by)
