"""Conveniences of the demo: its mailbox, and persons to try on. They are not there elsewhere."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.errors import Missing
from citizenspring.people import desks, mail, queries, services
from citizenspring.people.models import Letter, Person

__all__ = ["letter", "mailbox", "personas", "try_persona"]


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    if not mail.has_mailbox_page():
        raise Missing
    return render(request, "people/mailbox.html", {"letters": queries.letters()})


@never_cache
@require_safe
def letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    if not mail.has_mailbox_page():
        raise Missing
    found = get_object_or_404(Letter, pk=letter_id)
    return render(request, "people/letter.html", {"letter": found})


@require_safe
def personas(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Missing
    personas = [(key, name, what, does) for key, (name, what, does) in services.PERSONAS.items()]
    return render(request, "people/personas.html", {"personas": personas})


@require_POST
def try_persona(request: HttpRequest, kind: str) -> HttpResponse:
    """Become an invented person; what the visitor did as a guest stays with the guest."""
    if not settings.DEMO or kind not in services.PERSONAS:
        raise Missing
    person = services.demo_persona(kind)
    login(request, person, backend="citizenspring.people.backends.GuestBackend")
    messages.success(request, _greeting(person, kind))
    return redirect("pages:home")


def _greeting(person: Person, kind: str) -> str:
    """Who the visitor is now, and where that person begins."""
    begin = next(iter(desks.desks_of(person)), None)
    begin = begin or desks.Desk(gettext("Who may do what"), reverse("people:rules"))
    if kind == "resident":
        begin = desks.Desk(gettext("See what is open"), f"{reverse('pages:home')}#open")
    elif kind == "auditor":
        begin = desks.Desk(gettext("Public record"), reverse("ledger:record"))
    return format_html(
        gettext("You are now {name} ({role}). Begin here: {link}"),
        name=person.name,
        role=services.PERSONAS[kind][1],
        link=format_html('<a href="{}">{}</a>', begin.url, begin.label),
    )
