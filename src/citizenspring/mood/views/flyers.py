"""The flyer to print, in the language of the address."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from citizenspring.common.errors import Missing
from citizenspring.mood import queries
from citizenspring.mood.flyer import SIZES, flyer_pdf
from citizenspring.processes.texts import in_languages

__all__ = ["flyer"]


@require_safe
def flyer(request: HttpRequest, process: str, activity: str, language: str) -> HttpResponse:
    """A page with the question, what is at stake, and the code to answer with."""
    found = queries.mood_at(process, activity, request.user)
    size = request.GET.get("size", "a5").lower()
    if size not in SIZES or language not in in_languages(found.activity.title):
        raise Missing
    response = HttpResponse(flyer_pdf(found, language, size), content_type="application/pdf")
    name = f'inline; filename="{found.activity.slug}-{language}-{size}.pdf"'
    response["Content-Disposition"] = name
    return response
