"""The city's login: the way there, and the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.errors import Missing, Refusal
from citizenspring.people import city_login, services
from citizenspring.people.bursts import network_of
from citizenspring.people.models import Person
from citizenspring.people.second_factor import was_recent

from .door import has_account, own_page

__all__ = ["city_login_back", "city_login_begin"]


@never_cache
@require_POST
def city_login_begin(request: HttpRequest) -> HttpResponse:
    if not city_login.is_offered():
        raise Missing
    then = own_page(request, request.POST.get("next"))
    if has_account(request) and not was_recent(request, "code", "mfa"):
        return redirect("account_reauthenticate")
    return city_login.begin(request, then=then)


@never_cache
@require_safe
def city_login_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    if not city_login.is_offered() or provider_id != city_login.PROVIDER:
        raise Missing
    try:
        city = city_login.complete(request)
        then = own_page(request, city.then)
        if not has_account(request):
            return services.come_in(request, city, then=then)
        assert isinstance(request.user, Person)
        services.link_city(city.uid, network=network_of(request), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("people:me" if has_account(request) else "account_login")
    messages.success(request, _("Your account is linked to the city's login."))
    return redirect(then)
