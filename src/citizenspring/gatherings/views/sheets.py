"""Lists on paper: printed before the day, ticked with a pen, keyed in afterwards."""

from uuid import uuid5

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citizenspring.gatherings import queries, services
from citizenspring.gatherings.door_forms import TickForm
from citizenspring.gatherings.exports import doors_csv
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.services import DoorNote, DoorRow
from citizenspring.people.services import acting_person

__all__ = ["as_csv", "sheet", "tick"]

ON_A_PAGE = 100


@require_safe
@never_cache
def sheet(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Everybody by name with a box to tick, for the printer."""
    found = queries.doors_at(process, activity, request.user)
    facts = {"gathering": found, "people": queries.expected_at(found)}
    return render(request, "gatherings/sheet.html", facts)


@require_safe
@never_cache
def as_csv(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The same as a file."""
    found = queries.doors_at(process, activity, request.user)
    answer = HttpResponse(doors_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.activity.slug}-doors.csv"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tick(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Key in a list that was ticked with a pen, page by page; twice is the same."""
    found = queries.doors_at(process, activity, request.user)
    sent = request.POST if request.method == "POST" else None
    form = TickForm(sent, initial={"door": request.GET.get("door", "")})
    page = Paginator(queries.expected_at(found), ON_A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST" and form.is_valid():
        _key_in(request, found, form)
        number = page.next_page_number() if page.has_next() else page.number
        return redirect(f"{found.page('tick')}?page={number}")
    facts = {"gathering": found, "form": form, "page": page}
    return render(request, "gatherings/tick.html", facts, status=422 if form.errors else 200)


def _key_in(request: HttpRequest, found: Gathering, form: TickForm) -> None:
    asked = form.cleaned_data
    people = found.registrations.filter(pk__in=asked["came"])
    rows = [
        DoorRow(DoorNote(asked["door"], uuid5(found.pk, f"tick\n{one.pk}")), ticket=one.ticket)
        for one in people
    ]
    noted = services.take_arrivals(found, rows, by=acting_person(request))
    count = sum(one.code == "in" for one in noted)
    said = ngettext("%(count)s person noted.", "%(count)s people noted.", count)
    messages.success(request, said % {"count": count})
    for one in noted:
        if one.code not in {"in", "already_in"}:
            messages.warning(request, one.sentence)
