"""Who sits where: lists to print, a file, the wall, and the cards that stand on the tables."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from citizenspring.gatherings import queries
from citizenspring.gatherings.errors import NotRegistered, NotSeatedYet, TablesMissing
from citizenspring.gatherings.exports_of_seats import seats_csv
from citizenspring.gatherings.here import here_of
from citizenspring.gatherings.models import Gathering, SeatingPlan
from citizenspring.gatherings.permissions import may_arrange_room, may_see_room
from citizenspring.gatherings.queries.lists import by_name, by_table, numbers_and_tables
from citizenspring.gatherings.table_cards import cards_pdf, tents_pdf
from citizenspring.gatherings.tickets import code_picture
from citizenspring.gatherings.wishes import round_now

__all__ = ["as_csv", "lists", "my_table", "table_cards", "wall"]

ON_A_SCREEN = 54
MOST_PARTS = 9


def _room(request: HttpRequest, process: str, activity: str) -> Gathering:
    found = queries.gathering_at(process, activity, request.user)
    may_see_room.require(request.user, found)
    return found


def _number(request: HttpRequest, name: str, most: int, usual: int = 1) -> int:
    """A small number from the address, brought within its bounds."""
    said = request.GET.get(name, "")
    asked = int(said) if said.isdecimal() and len(said) < 4 else usual  # noqa: PLR2004  # more digits are no round
    return min(max(1, asked), most)


def _plan(gathering: Gathering) -> SeatingPlan:
    plan = queries.current_plan(gathering)
    if plan is None:
        raise NotSeatedYet().leading_to(gathering.get_absolute_url())
    return plan


@require_safe
@never_cache
def lists(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """By name for the doors, or by table for whoever leads one."""
    found = _room(request, process, activity)
    plan = _plan(found)
    number = _number(request, "round", plan.rounds)
    is_by_table = request.GET.get("by") == "table"
    facts = {"gathering": found, "plan": plan, "round": number, "is_by_table": is_by_table}
    facts["rounds"] = range(1, plan.rounds + 1)
    facts["rows"] = by_table(plan, number) if is_by_table else by_name(plan)
    return render(request, "gatherings/seat_lists.html", facts)


@require_safe
@never_cache
def as_csv(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The same as a file."""
    found = _room(request, process, activity)
    answer = HttpResponse(seats_csv(_plan(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.activity.slug}-seats.csv"'
    return answer


@require_safe
@never_cache
def wall(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Numbers of tickets and their tables, for a screen that is read from far away."""
    found = _room(request, process, activity)
    plan = queries.shown_plan(found)
    number = _number(request, "round", plan.rounds if plan else 1, round_now(found))
    of = _number(request, "of", MOST_PARTS)
    part = _number(request, "part", of)
    seats = numbers_and_tables(plan, number) if plan else []
    share = -(-len(seats) // of)
    seats = seats[(part - 1) * share : part * share]
    screens = [seats[k : k + ON_A_SCREEN] for k in range(0, len(seats), ON_A_SCREEN)]
    facts: dict[str, Any] = {"gathering": found, "plan": plan, "round": number, "screens": screens}
    if request.headers.get("X-Fragment") == "1":
        return render(request, "gatherings/_seats_wall.html", facts)
    facts["picture"] = code_picture(request.build_absolute_uri(f"/g/{found.code}"))
    return render(request, "gatherings/seats_wall.html", facts)


@require_safe
@never_cache
def table_cards(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """For each table, or for one: the facilitator's card with its code, or the tent to set up."""
    found = queries.gathering_at(process, activity, request.user)
    may_arrange_room.require(request.user, found)
    tables = list(queries.tables_of(found).select_related("facilitator"))
    wanted = request.GET.get("table", "")
    chosen = [one for one in tables if not wanted or str(one.number) == wanted]
    if not chosen:
        raise TablesMissing().leading_to(found.page("tables"))
    printed = tents_pdf if request.GET.get("kind") == "tents" else cards_pdf
    answer = HttpResponse(printed(found, chosen), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.activity.slug}-tables.pdf"'
    return answer


@require_safe
@never_cache
def my_table(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The piece with her table, fetched by the phones of a room when seats are shown."""
    found = queries.gathering_at(process, activity, request.user)
    mine = here_of(request, found)
    if mine is None:
        raise NotRegistered().leading_to(found.get_absolute_url())
    return render(request, "gatherings/_my_table.html", {"registration": mine})
