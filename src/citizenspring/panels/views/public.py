"""For everybody: the panel, its funnel, the ceremony on the wall, and the files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citizenspring.common.errors import Missing
from citizenspring.panels import queries
from citizenspring.panels.exporting import public_archive
from citizenspring.panels.permissions import may_run_panel

__all__ = ["ceremony", "export", "panel"]


@require_safe
def panel(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Quotas and their source, letters, the commitment, who was drawn, who stepped in."""
    found = queries.panel_at(process, activity, request.user)
    facts = {
        "panel": found,
        "gathering": found.gathering,
        "table": queries.quota_table(found),
        "funnel": queries.funnel_of(found),
        "draw": queries.ceremony_of(found),
        "log": queries.replacements_of(found),
        "members": queries.members_of(found) if found.is_shown else [],
        "may_run": may_run_panel(request.user, found.gathering),
    }
    return render(request, "panels/panel.html", facts)


@require_safe
def ceremony(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The draw, for the wall: told of each digit, it shows it."""
    found = queries.panel_at(process, activity, request.user)
    facts = {"panel": found, "draw": queries.ceremony_of(found)}
    is_piece = request.headers.get("X-Fragment") == "1"
    return render(request, f"panels/{'_draw' if is_piece else 'ceremony'}.html", facts)


@require_safe
def export(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Everything that repeats the draw, under pseudonyms."""
    found = queries.panel_at(process, activity, request.user)
    if not found.is_committed:
        raise Missing
    answer = HttpResponse(public_archive(found), content_type="application/zip")
    name = f"panel-{found.gathering.activity.slug}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
