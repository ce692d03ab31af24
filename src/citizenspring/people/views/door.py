"""The door: sign in with a code sent by mail, and sign out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citizenspring.common.errors import Refusal
from citizenspring.people import city_login, mail, services
from citizenspring.people.forms import AddressForm, CodeForm
from citizenspring.people.limits import client_address
from citizenspring.people.models import Person, SignInCode

__all__ = ["again", "code", "sign_in", "sign_out"]

KEPT = "sign_in"


def own_page(request: HttpRequest, wanted: str | None) -> str:
    """Where to go next: an address of this site, or the person's own page."""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure())
    return wanted if wanted and is_ours else reverse("people:me")


def has_account(request: HttpRequest) -> bool:
    return isinstance(request.user, Person) and not request.user.is_guest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    then = own_page(request, request.POST.get("next") or request.GET.get("next"))
    if has_account(request):
        return redirect(then)
    form = AddressForm(
        request.POST if request.method == "POST" else None,
        initial={"email": request.GET.get("email", "")},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _code_sent(request, form.cleaned_data["email"], then)
            except Refusal as refusal:
                form.add_error("email", str(refusal))
                status = refusal.status
    facts = {"form": form, "then": then, "has_mailbox_page": mail.has_mailbox_page()}
    facts["city_login"] = settings.OIDC_NAME if city_login.is_offered() else ""
    return render(request, "account/sign_in.html", facts, status=status)


def _code_sent(request: HttpRequest, email: str, then: str) -> HttpResponse:
    browser = str(request.META.get("CSRF_COOKIE", ""))
    asked = services.ask_for_code(email, browser=browser, address=client_address(request))
    request.session[KEPT] = {"asked": str(asked.pk), "then": then}
    return redirect("people:code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    kept = request.session.get(KEPT, {})
    asked = SignInCode.objects.filter(pk=kept.get("asked")).first()
    email = getattr(request.user, "email", None)
    is_again = has_account(request) and asked is not None and asked.email == email
    if asked is None or (has_account(request) and not is_again):
        return redirect("people:me" if has_account(request) else "account_login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        answer = _let_in(request, form, asked, kept["then"])
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    facts = {"form": form, "asked": asked, "then": kept["then"]}
    facts["has_mailbox_page"] = mail.has_mailbox_page()
    return render(request, "account/code.html", facts, status=status)


def _let_in(request: HttpRequest, form: Form, asked: SignInCode, then: str) -> HttpResponse | int:
    """The page after signing in, or the status of the refusal that the form now shows."""
    if not form.is_valid():
        return 422
    try:
        typed = form.cleaned_data["code"]
        email = services.check_code(asked, typed, address=client_address(request))
    except Refusal as refusal:
        form.add_error("code", str(refusal))
        return refusal.status
    del request.session[KEPT]
    if has_account(request):
        services.note_again(request, email)
        return redirect(then)
    return services.admit(request, email, then=then)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Prove the mailbox once more, before what a thief of an open window must not do."""
    then = own_page(request, request.POST.get("next") or request.GET.get("next"))
    if not has_account(request):
        return redirect("account_login")
    refused: list[str] = []
    if request.method == "POST":
        try:
            return _code_sent(request, str(getattr(request.user, "email", "")), then)
        except Refusal as refusal:
            refused = [str(refusal)]
    facts = {"then": then, "refused": refused}
    return render(request, "account/again.html", facts, status=429 if refused else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "account/sign_out.html")
    if isinstance(request.user, Person):
        services.leave(by=request.user)
        logout(request)
        rotate_token(request)
        messages.success(request, _("You are signed out on this device."))
    return redirect("pages:home")
