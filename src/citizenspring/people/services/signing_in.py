"""Signing in: a mail address, a code sent to it, and in. No password exists anywhere."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citizenspring.common.clock import database_now
from citizenspring.people import mail, merging
from citizenspring.people.addresses import (
    clean_address,
    identity_key,
    mail_key,
    reaches_the_same,
)
from citizenspring.people.bursts import network_of
from citizenspring.people.errors import AccountClosed, CodeRefused, CodeSpent, OtherSpelling
from citizenspring.people.limits import Limit
from citizenspring.people.models import Person, SignInCode
from citizenspring.people.queries import person_at
from citizenspring.people.recording import record
from citizenspring.people.second_factor import has_second_factor

from .levels import attain_by_mail

__all__ = ["admit", "ask_for_code", "check_code", "merge", "note_again"]

CODE_LIFE = timedelta(seconds=180)
DIGITS = 8
OF_MAILBOX = Limit("codes to a mailbox", 6, timedelta(minutes=5))
OF_BROWSER = Limit("codes asked by a browser", 8, timedelta(minutes=5))
# What a network address asked for and never used counts; a code that is used is given back, so
# that a room of 1,500 gets in, and again the next evening, while a script runs dry.
OF_ADDRESS = Limit("unused codes of a network address", 1800, timedelta(minutes=1))


def ask_for_code(written: str, *, browser: str, address: str) -> SignInCode:
    """Send a code to the mailbox, whether or not anyone has an account there.

    Nothing here looks for an account: the answer and its time cannot tell.
    """
    mail.require_a_way()
    email = clean_address(written)
    OF_BROWSER.take(browser)
    OF_MAILBOX.take(mail_key(email))
    OF_ADDRESS.take(address)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    with transaction.atomic():
        asked = SignInCode(email=email, expires_at=database_now() + CODE_LIFE)
        asked.digest = _digest(asked, code)
        asked.save(force_insert=True)
        shown = f"{code[:4]} {code[4:]}"
        minutes = CODE_LIFE // timedelta(minutes=1)
        facts = {"code": shown, "minutes": minutes}
        mail.write("code", to=email, language=_language(), is_urgent=True, **facts)
    return asked


def check_code(asked: SignInCode, typed: str, *, address: str) -> str:
    """The mail address that the right code proves; each code works once and bears three tries."""
    live = SignInCode.objects.filter(
        pk=asked.pk, used_at=None, tries_left__gt=0, expires_at__gt=database_now()
    )
    if not live.update(tries_left=F("tries_left") - 1):
        raise CodeSpent
    digits = "".join(sign for sign in typed if sign.isdecimal())
    if not hmac.compare_digest(asked.digest, _digest(asked, digits)):
        raise CodeRefused
    unused = SignInCode.objects.filter(pk=asked.pk, used_at=None)
    if not unused.update(used_at=database_now()):
        raise CodeSpent
    OF_ADDRESS.give_back(address)
    return asked.email


def admit(request: HttpRequest, email: str, *, then: str) -> HttpResponse:
    """Sign in the person whose mailbox was proved, with what she did as a guest before."""
    guest = request.user if isinstance(request.user, Person) and request.user.is_guest else None
    known = person_at(email)
    if known is not None and has_second_factor(known):
        # What the guest did follows only once the second step is done.
        guest = None
    person = account_for(email, guest=guest, network=network_of(request))
    record_authentication(request, person, method="code", email=email)
    is_first = person.last_login is None
    response: HttpResponse = perform_login(request, person, redirect_url=then, email=email)
    if is_first and not person.consents.exists():
        messages.info(request, _welcome())
    return response


def note_again(request: HttpRequest, email: str) -> None:
    """Somebody who is in has proved her mailbox once more."""
    record_authentication(request, request.user, method="code", email=email, reauthenticated=True)


@transaction.atomic
def account_for(email: str, *, guest: Person | None, network: str = "") -> Person:
    """The account of a mailbox: found, or made of the guest, or new."""
    person = person_at(email)
    if person is None:
        person = _upgraded(guest, email) if guest else _created(email)
    # Before the merge, so that who is refused is still the guest she was.
    if not person.is_active:
        raise AccountClosed
    # Elsewhere than at the great providers, name+x may be somebody else's mailbox.
    if not reaches_the_same(email, str(person.email)):
        raise OtherSpelling
    if guest and guest.pk != person.pk:
        person = merge(guest, person)
    attain_by_mail(person, network)
    EmailAddress.objects.get_or_create(
        user=person, primary=True, defaults={"verified": True, "email": email.lower()}
    )
    return person


def _created(email: str) -> Person:
    """A new account; if two browsers prove the mailbox at once, the constraint keeps one."""
    key = identity_key(email)
    person = Person(email=email, mail_key=key, is_guest=False, language=_language())
    person.set_unusable_password()
    Person.objects.bulk_create([person], ignore_conflicts=True)
    return Person.objects.get(mail_key=key)


def _upgraded(guest: Person, email: str) -> Person:
    """The same row becomes an account. Its new password hash, of none, ends older sessions."""
    try:
        with transaction.atomic():
            kept = Person.objects.select_for_update().get(pk=guest.pk, is_guest=True)
            kept.email, kept.mail_key = email, identity_key(email)
            kept.is_guest, kept.first_act = False, None
            kept.set_unusable_password()
            kept.save(update_fields=["email", "mail_key", "is_guest", "first_act", "password"])
            return kept
    except (IntegrityError, Person.DoesNotExist):
        return person_at(email) or _created(email)


@transaction.atomic
def merge(guest: Person, into: Person) -> Person:
    """Everything the guest did becomes the account's; the guest's row remains as an empty shell.

    Its key stays, because the pseudonyms it wrote in the public record must remain hers to find.
    The record says that a merge happened, never whose: joining two pseudonyms in public would
    tell more than either did.
    """
    locked = Person.objects.select_for_update().order_by("pk").filter(pk__in=[guest.pk, into.pk])
    rows = {row.pk: row for row in locked}
    left, kept = rows[guest.pk], rows[into.pk]
    if not left.is_guest or left.merged_into_id:
        return kept
    merging.follow(guest, into)
    kept.name, kept.home_id = kept.name or left.name, kept.home_id or left.home_id
    kept.save(update_fields=["name", "home"])
    Person.objects.filter(pk=guest.pk).update(
        merged_into=into, merged_at=now(), is_active=False, first_act=None, name="", home=None
    )
    record("person.merged")
    return kept


def _welcome() -> str:
    """The two questions wait for her; nothing is asked before she is in."""
    page = format_html('<a href="{}">{}</a>', reverse("people:consents"), _("What I agree to"))
    return format_html(_("Welcome! Two short questions wait on your page: {page}."), page=page)


def _digest(asked: SignInCode, code: str) -> str:
    text = f"sign-in code\n{asked.pk}\n{code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
