"""Who may do what, who holds which role, and the page where organisers give roles."""

from itertools import groupby

from django.apps import apps
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import Refusal
from citizenspring.common.permissions import all_rules
from citizenspring.people import permissions, queries, services
from citizenspring.people.forms import RoleForm
from citizenspring.people.models import Person, Role
from citizenspring.people.second_factor import guarded

__all__ = ["end_role", "roles", "rules"]


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    areas = [
        (apps.get_app_config(area).verbose_name, list(found))
        for area, found in groupby(all_rules(), key=lambda rule: rule.area)
    ]
    facts = {"areas": areas, "roles": queries.roles_by_kind()}
    return render(request, "people/rules.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guarded
def roles(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person)
    permissions.may_see_roles_page.require(person, None)
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        organiser=person,
        initial={"scope": request.GET.get("scope")},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.grant_role(**form.cleaned_data, by=person)
            except Refusal as refusal:
                form.add_error("email", str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The role is given, and the person gets a mail."))
                return redirect("people:roles")
    facts = {"form": form, "held": queries.roles_under(person)}
    facts["changes"] = queries.changes_of_power()
    return render(request, "people/roles.html", facts, status=status)


@require_POST
@login_required
@guarded
def end_role(request: HttpRequest, role_id: str) -> HttpResponse:
    assert isinstance(request.user, Person)
    role = get_object_or_404(Role, pk=role_id)
    try:
        services.end_role(role, by=request.user)
    except Refusal as refusal:
        refusal.leading_to(reverse("people:me"))
        raise
    if role.person_id == request.user.pk:
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)
    messages.success(request, _("The role is ended, and the public record says so."))
    is_organiser = permissions.may_see_roles_page(request.user, None)
    return redirect("people:roles" if is_organiser else "people:me")
