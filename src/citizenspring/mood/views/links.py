"""Pages that a link in a mail opens: confirming, saying whether it was done, leaving."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.common.errors import Refusal
from citizenspring.mood import queries, services
from citizenspring.mood.errors import LinkUnknown, LinkUsed
from citizenspring.mood.models import Answer
from citizenspring.people.bursts import held_of, network_of
from citizenspring.people.limits import client_address

__all__ = ["confirm", "confirmed", "did", "leave"]

asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@asks_and_does
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one press, so that a program which only looks at links confirms nothing."""
    try:
        if request.method != "POST":
            asked = queries.confirmation_of(token)
            return render(request, "mood/confirm.html", {"mood": asked.answer.mood, "asked": asked})
        services.confirm_by_link(token, network_of(request))
    except LinkUsed:
        # It did its work the first time; opened again it says what became of it.
        return redirect("mood:confirmed", token)
    except LinkUnknown:
        services.WRONG_LINKS.take(client_address(request))
        raise
    except Refusal as refusal:
        refusal.leading_to(queries.page_of_link(token))
        raise
    return redirect("mood:confirmed", token)


@never_cache
@require_safe
def confirmed(request: HttpRequest, token: str) -> HttpResponse:
    """What the rung asks, once the link has been used; looked at again, it says the same."""
    answer = queries.confirmed_by(token)
    held = None if answer.is_confirmed else held_of(answer.pk)
    if held:
        return render(request, "mood/held.html", {"mood": answer.mood, "held": held})
    if not answer.is_confirmed:
        raise LinkUsed().leading_to(answer.mood.get_absolute_url())
    facts = {"mood": answer.mood, "mine": answer, "ask": services.ask_of(answer)}
    return render(request, "mood/confirmed.html", facts)


@never_cache
@asks_and_does
def did(request: HttpRequest, answer_id: UUID, token: str) -> HttpResponse:
    """Say, weeks later, whether one did what one said."""
    answer = queries.answer_by_link(answer_id, services.DID, token)
    if request.method == "POST":
        services.say_whether_done(answer, request.POST.get("did", ""))
        messages.success(request, _("Thank you. It is noted."))
        return redirect(request.path)
    facts: dict[str, Any] = {"mood": answer.mood, "mine": answer, "ask": services.ask_of(answer)}
    facts["choices"] = Answer.Did.choices
    return render(request, "mood/did.html", facts)


@csrf_exempt  # mail programs send it by themselves (RFC 8058); the link alone allows it
@never_cache
@asks_and_does
def leave(request: HttpRequest, answer_id: UUID, token: str) -> HttpResponse:
    """No more messages about this mood check; nothing else changes."""
    answer = queries.answer_by_link(answer_id, services.LEAVE, token)
    is_done = request.method == "POST"
    if is_done:
        services.leave_messages(answer, token)
    return render(request, "mood/leave.html", {"mood": answer.mood, "is_done": is_done})
