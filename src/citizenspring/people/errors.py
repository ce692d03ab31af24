"""What people are refused, and what they can do then."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AccountClosed",
    "AlreadyHeld",
    "CodeRefused",
    "CodeSpent",
    "LastOrganiser",
    "NoMailYet",
    "NotForYourself",
    "TooMany",
]


class TooMany(Refusal):
    code = "too_many"
    status = 429
    sentence = _("That was many times in a short while. Wait a few minutes and try again.")


class CodeRefused(Refusal):
    code = "code_refused"
    status = 422
    sentence = _("This is not the code we sent. Look at the newest mail and type it again.")


class CodeSpent(Refusal):
    code = "code_spent"
    status = 410
    sentence = _("This code no longer works. Ask for a new one; it takes a few seconds.")


class AccountClosed(Refusal):
    code = "account_closed"
    status = 403
    sentence = _("This account is closed. You can take part as a guest.")


class NoMailYet(Refusal):
    code = "no_mail_yet"
    status = 503
    sentence = _(
        "This site cannot send mail yet, so nobody can sign in. You can take part as a guest."
    )


class NotForYourself(Refusal):
    code = "not_for_yourself"
    status = 403
    sentence = _("You cannot give yourself a role. Ask another organiser to do it.")


class AlreadyHeld(Refusal):
    code = "already_held"
    sentence = _("This person holds that role already.")


class LastOrganiser(Refusal):
    code = "last_organiser"
    sentence = _("The last organiser cannot leave. Give the role to someone else first.")
