"""A person's own page."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from citizenspring.people import desks, keeping, permissions, services
from citizenspring.people.forms import ProfileForm
from citizenspring.people.models import Person

__all__ = ["end_other_sessions", "me"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def me(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)
    known = {"name": person.name, "language": person.language, "home": person.home_id}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.change_profile(by=person, **form.cleaned_data)
        with speaking(person.language):
            messages.success(request, _("Saved."))
        answer = redirect("people:me")
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, samesite="Lax")
        return answer
    facts = {
        "form": form,
        "desks": desks.desks_of(person),
        "held": person.roles.all(),
        "kept": keeping.kept_about(person),
        "may_grant": permissions.may_see_roles_page(person, None),
    }
    return render(request, "people/me.html", facts, status=422 if form.errors else 200)


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    services.sign_out_elsewhere(request, by=request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("people:me")
