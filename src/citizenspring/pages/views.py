"""Pages that belong to no single stage."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.strangers import same_for_strangers

from . import front, showcase
from .source import source_archive

__all__ = ["about", "accessibility", "components", "home", "source", "theme"]

YEAR = 60 * 60 * 24 * 365


@require_safe
@same_for_strangers
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html", {"front": front.front_page()})


@require_safe
@same_for_strangers
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


@require_safe
@same_for_strangers
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component with invented content, to see and to test them together."""
    return render(request, "pages/components.html", showcase.content())


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie; anything else forgets it and follows the device."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    wanted = request.POST.get("theme", "")
    if wanted in {"light", "dark"}:
        secure = bool(settings.SESSION_COOKIE_SECURE)
        response.set_cookie("theme", wanted, max_age=YEAR, samesite="Lax", secure=secure)
    else:
        response.delete_cookie("theme")
    return response


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """The platform's own source code as a file."""
    del request
    response = HttpResponse(source_archive(), content_type="application/gzip")
    response["Content-Disposition"] = 'attachment; filename="citizenspring-source.tar.gz"'
    return response
