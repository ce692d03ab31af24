"""The facilitator's page of one table, and the script that opens it without the network."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.common.ids import uuid7
from citizenspring.gatherings.models import Table
from citizenspring.rounds import queries, services
from citizenspring.rounds.entered import facts_of
from citizenspring.rounds.errors import NotAsked, ReasonMissing
from citizenspring.rounds.models import Run
from citizenspring.rounds.phone_words import phone_words
from citizenspring.rounds.table_page import JUDGED, TablePage

__all__ = ["table", "worker"]

FOLDER = Path(__file__).parents[1] / "static" / "rounds" / "phone"
SCRIPTS = tuple(f"rounds/phone/{path.name}" for path in sorted(FOLDER.glob("*.js")))
FILES = (
    "css/fonts.css", "css/tokens.css", "css/base.css", "css/layout.css", "css/components.css",
    "css/civic.css", "css/print.css", "rounds/phone.css", "js/page.js", "icons/sprite.svg",
    "icons/favicon.svg", "icons/site.webmanifest",
    "fonts/atkinson-hyperlegible-next-latin.woff2", "fonts/bricolage-grotesque-latin.woff2",
    "fonts/atkinson-hyperlegible-next-latin-ext.woff2",
    "fonts/bricolage-grotesque-latin-ext.woff2", "fonts/cairo-arabic.woff2",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def table(request: HttpRequest, key: str) -> HttpResponse:
    """Cards, clock and votes of the table; whoever has its address may write for it."""
    found = queries.table_at(key)
    run = queries.run_of(found.gathering)
    page = TablePage(queries.table_state(run, found))
    refused = ""
    if request.method == "POST":
        refused = _entered(request, run, found, page)
        if not refused:
            return redirect("rounds:table", key=key)
    facts = {
        "key": found.key,
        "gathering": found.gathering,
        "seats": found.seats,
        "page": page,
        "scripts": SCRIPTS,
        "sent": uuid7(),
        "words": phone_words(),
        "kinds": sorted(JUDGED),
        **_typed(request, refused),
    }
    return render(request, "rounds/table.html", facts, status=422 if refused else 200)


def _typed(request: HttpRequest, refused: str) -> dict[str, str]:
    """What a plain form keeps when it is refused, and the card whose form is open."""
    said, is_new = request.POST, request.POST.get("act") == "write"
    return {
        "refused": refused,
        "typed": said.get("text", "") if is_new else "",
        "changed": "" if is_new else said.get("text", ""),
        "opened": said.get("card") or request.GET.get("card", ""),
    }


def _entered(request: HttpRequest, run: Run | None, at: Table, page: TablePage) -> str:
    """Take what a plain form says; the sentence of what was refused, if anything was."""
    try:
        facts = facts_of(request.POST, page)
    except ReasonMissing as refusal:
        return str(refusal)
    if run is None or not facts:
        return str(NotAsked()) if request.POST.get("text") else ""
    refused = services.take(run, at, facts).refused
    return str(refused[0]["sentence"]) if refused else ""


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of all tables; being at /t/ it can open only what lies below."""
    files = [static(name) for name in (*FILES, *SCRIPTS)]
    # Names change with what they hold; where they do not, somebody is at work on the files.
    known = [*files, *(str(path.stat().st_mtime) for path in FOLDER.glob("*") if settings.DEBUG)]
    version = hashlib.sha256(" ".join(known).encode()).hexdigest()[:12]
    facts = {"files": json.dumps(files), "version": version}
    kind = "text/javascript; charset=utf-8"
    return render(request, "rounds/worker.js", facts, content_type=kind)
