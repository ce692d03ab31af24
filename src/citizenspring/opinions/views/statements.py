"""Reading statements, adding them and translating them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizenspring.common.errors import Refusal
from citizenspring.common.strangers import same_for_strangers
from citizenspring.moderation.queries import decisions_about
from citizenspring.opinions import queries, services
from citizenspring.opinions.forms import ModerationForm, StatementForm, TranslationForm
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.moderating import copies_of
from citizenspring.opinions.permissions import may_moderate, may_translate
from citizenspring.people.services import acting_person

__all__ = [
    "add",
    "common_ground",
    "similar",
    "statement",
    "statement_page",
    "statements",
    "translate",
]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """Add a statement; what resembles it is shown first, and what was typed always stays."""
    found = queries.map_at(process, activity, request.user)
    form = StatementForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _add_page(request, found, form)
    text, language = form.cleaned_data["text"], form.cleaned_data["language"]
    if "none_of_these" not in request.POST:
        alike = queries.similar_statements(found, text, get_language() or "fr")
        if alike:
            return _add_page(request, found, form, similar=alike)
    try:
        made = services.add_statement(found, text, language, by=acting_person(request))
    except Refusal as refusal:
        return _add_page(request, found, form, refusal=refusal)
    messages.success(request, _thanks(made))
    return redirect(made)


def _thanks(made: Statement) -> str:
    if made.state == Statement.State.WAITING:
        return _("Thank you. A moderator reads your statement before others can vote on it.")
    return _("Thank you. Your statement is on the map.")


def _add_page(
    request: HttpRequest,
    found: OpinionMap,
    form: StatementForm,
    *,
    refusal: Refusal | None = None,
    similar: Any = (),
) -> HttpResponse:
    facts = {"map": found, "form": form, "refusal": refusal, "similar": similar}
    facts["may_moderate"] = may_moderate(request.user, found)
    return render(request, "opinions/add.html", facts, status=refusal.status if refusal else 200)


@require_POST
def similar(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """The statements that resemble what is being typed, in any language; nothing is kept."""
    found = queries.map_at(process, activity, request.user)
    text = request.POST.get("text", "")
    alike = queries.similar_statements(found, text, get_language() or "fr")
    return render(request, "opinions/_similar.html", {"map": found, "similar": alike})


@require_safe
@same_for_strangers
def statements(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """All statements, fifty to a page; the counts are on the results page, so as not to sway."""
    found = queries.map_at(process, activity, request.user)
    wanted = queries.ListWanted.read(request.GET.dict())
    facts = {
        "map": found,
        "wanted": wanted,
        "slice": queries.slice_of(found, wanted, request.user),
        "languages": queries.languages_written(found),
        "may_moderate": may_moderate(request.user, found),
    }
    return render(request, "opinions/statements.html", facts)


@require_safe
@same_for_strangers
def statement(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    return statement_page(request, queries.statement_or_404(found, number, request.user))


def statement_page(
    request: HttpRequest,
    shown: Statement,
    *,
    form: TranslationForm | None = None,
    moderation_form: ModerationForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """One statement: its words in every language, its vote button, its thread, its moderation."""
    one = shown.map.statements.filter(pk=shown.pk)
    facts = {
        "map": shown.map,
        "statement": shown,
        "row": queries.rows(one, get_language() or "fr")[0],
        "translations": shown.translations.order_by("language"),
        "decisions": decisions_about(shown.node),
        "copies": copies_of(shown.node).filter(merged_into=shown).count(),
        "is_mine": shown.author_id is not None and shown.author_id == request.user.pk,
        "has_voted": queries.vote_of(request.user, shown.map, shown.number) is not None,
        "may_translate": may_translate(request.user, shown.map),
        "may_moderate": may_moderate(request.user, shown.map),
        "form": form or TranslationForm(statement=shown),
        "moderation_form": moderation_form or ModerationForm(),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "opinions/statement.html", facts, status=status)


@require_POST
def translate(request: HttpRequest, process: str, activity: str, number: int) -> HttpResponse:
    found = queries.map_at(process, activity, request.user)
    shown = queries.statement_or_404(found, number, request.user)
    form = TranslationForm(request.POST, statement=shown)
    if not form.is_valid():
        return statement_page(request, shown, form=form)
    may_translate.require(request.user, found)
    by = acting_person(request)
    try:
        services.translate_statement(shown, **form.cleaned_data, by=by)
    except Refusal as refusal:
        return statement_page(request, shown, form=form, refusal=refusal)
    messages.success(request, _("Thank you. Your translation stands beside the original."))
    return redirect(shown)


@require_safe
@same_for_strangers
def common_ground(request: HttpRequest, process: str, activity: str) -> HttpResponse:
    """What the map was closed into: the statements all groups share, ready to go on."""
    found = queries.map_at(process, activity, request.user)
    rejected = queries.rejected_numbers(found)
    grounds = queries.common_grounds(found, get_language() or "fr")
    parted = [(ground, *queries.parted(ground.statements, rejected)) for ground in grounds]
    facts = {"map": found, "grounds": parted}
    return render(request, "opinions/common_ground.html", facts)
