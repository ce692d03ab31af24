"""What people are asked to agree to: two questions, neither ticked for them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Consent

__all__ = ["TEXTS", "TEXT_VERSION"]

# Changes with any change of the words below: a consent is to one text.
TEXT_VERSION = "2026-11"
TEXTS: dict[str, Promise] = {
    Consent.Kind.TAKING_PART: _(
        "I agree that what I write and decide here is kept and shown as its pages say, "
        "and that my mail address is used to sign me in."
    ),
    Consent.Kind.NEWS: _("I would like news by mail about what becomes of what I took part in."),
}
