"""Mail addresses as people write them, and the one spelling that stands for a mailbox.

Three questions are kept apart: where to write (``clean_address``), who this is for counting
(``identity_key``: one key for all spellings of a mailbox, never kept in clear), and whose mailbox
was proved for certain (``reaches_the_same``).
"""

import hashlib
import hmac
import unicodedata

import idna
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from .homographs import is_deceiving

__all__ = ["clean_address", "identity_key", "keyed", "mail_key", "reaches_the_same", "spelling"]

REFUSED = _("This is not a mail address. Write it like name@example.org.")
DECEIVING = _(
    "The part after the @ mixes letters of several alphabets. "
    "Type the address yourself instead of copying it."
)
SAME_DOMAIN = {
    "googlemail.com": "gmail.com",
    "pm.me": "proton.me",
    "protonmail.com": "proton.me",
}
DOTS_IGNORED = frozenset({"gmail.com", "proton.me"})
# Their owners say that name+anything reaches name. Elsewhere it may be somebody else's mailbox.
PLUS_IGNORED = DOTS_IGNORED | {
    "fastmail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "outlook.com",
}


def clean_address(written: str) -> str:
    """The address to write to: no blanks around it, its domain in ASCII.

    Raises
    ------
    ValidationError
        When it cannot be a mail address, or its domain only looks like one.
    """
    name, at, domain = unicodedata.normalize("NFKC", written).strip().rpartition("@")
    # Mailboxes with other letters are rare, and the same letter has several spellings in them.
    if not name.isascii() or name.startswith('"'):
        raise ValidationError(REFUSED, code="invalid")
    try:
        domain = idna.encode(domain.rstrip("."), uts46=True).decode("ascii").lower()
        shown = idna.decode(domain)
        validate_email(f"{name}@{domain}")
    except (UnicodeError, ValidationError) as problem:
        raise ValidationError(REFUSED, code="invalid") from problem
    if is_deceiving(shown):
        raise ValidationError(DECEIVING, code="deceiving")
    return f"{name}{at}{domain}"


def spelling(written: str) -> str:
    """The address as it is, in one size of letters.

    >>> spelling(" Ada@Example.ORG. ")
    'ada@example.org'
    """
    return clean_address(written).casefold()


def mail_key(written: str) -> str:
    """The same text for every spelling that may reach the same mailbox.

    >>> mail_key("A.da+list@GoogleMail.com")
    'ada@gmail.com'
    """
    name, _at, domain = spelling(written).rpartition("@")
    domain = SAME_DOMAIN.get(domain, domain)
    # A name that is nothing but a tag stays as it is: cut off, all such names would be one.
    name = name.partition("+")[0] or name
    if domain in DOTS_IGNORED:
        name = name.replace(".", "")
    return f"{name}@{domain}"


def identity_key(written: str) -> bytes:
    """A digest that is equal for all spellings of a mailbox; worth nothing without our pepper."""
    return keyed("mail", mail_key(written))


def keyed(purpose: str, text: str) -> bytes:
    """A digest under the pepper, which is never in the database: a stolen copy tells nobody."""
    return hmac.digest(settings.PEPPER.encode(), f"{purpose}\n{text}".encode(), hashlib.sha256)


def reaches_the_same(proved: str, known: str) -> bool:
    """Whether whoever reads mail to ``proved`` surely reads mail to ``known`` too."""
    if spelling(proved) == spelling(known):
        return True
    key = mail_key(proved)
    return key == mail_key(known) and key.rpartition("@")[2] in PLUS_IGNORED
