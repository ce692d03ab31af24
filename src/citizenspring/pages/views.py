"""Pages that belong to no single stage."""

from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from citizenspring.common.strangers import same_for_strangers

from . import front, showcase
from .source import LICENCE, source_archive

__all__ = [
    "about",
    "accessibility",
    "components",
    "favicon",
    "home",
    "source",
    "source_file",
    "theme",
]

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
    """What the source code is and may be used for, before anybody downloads it."""
    size = len(source_archive())
    facts = {"version": version("citizenspring"), "licence": LICENCE, "size": size}
    return render(request, "pages/source.html", facts)


@require_safe
def source_file(request: HttpRequest) -> HttpResponse:
    """The platform's own source code as a file."""
    del request
    response = HttpResponse(source_archive(), content_type="application/gzip")
    response["Content-Disposition"] = 'attachment; filename="citizenspring.tar.gz"'
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the icon of what is no page, such as a feed or a file."""
    del request
    response = redirect(static("icons/favicon.svg"))
    response["Cache-Control"] = "max-age=86400"
    return response
