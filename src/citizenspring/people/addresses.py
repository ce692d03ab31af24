"""Mail addresses as people write them, and the one spelling that stands for a mailbox."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

__all__ = ["clean_address", "mail_key"]

REFUSED = _("This is not a mail address. Write it like name@example.org.")


def clean_address(written: str) -> str:
    """The address to write to: no blanks around it, its domain in ASCII.

    Raises
    ------
    ValidationError
        When it cannot be a mail address.
    """
    name, at, domain = unicodedata.normalize("NFKC", written).strip().rpartition("@")
    # Mailboxes with other letters are rare, and the same letter has several spellings in them.
    if not name.isascii():
        raise ValidationError(REFUSED, code="invalid")
    try:
        domain = domain.rstrip(".").encode("idna").decode("ascii").lower()
        validate_email(f"{name}@{domain}")
    except (UnicodeError, ValidationError) as problem:
        raise ValidationError(REFUSED, code="invalid") from problem
    return f"{name}{at}{domain}"


def mail_key(written: str) -> str:
    """The same text for every spelling that reaches the same mailbox.

    >>> mail_key(" Ada@Example.ORG. ")
    'ada@example.org'
    """
    return clean_address(written).casefold()
