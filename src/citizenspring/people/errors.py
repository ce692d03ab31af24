"""What people are refused, and what they can do then."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

from .levels import Level

__all__ = [
    "WAYS_UP",
    "AccountClosed",
    "AlreadyHeld",
    "CodeRefused",
    "CodeSpent",
    "LastOrganiser",
    "LevelTooLow",
    "NoMailYet",
    "NotForYourself",
    "OtherSpelling",
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


class OtherSpelling(Refusal):
    code = "other_spelling"
    sentence = _(
        "An account knows this mailbox under another spelling. "
        "Sign in with the address as you wrote it the first time, without the part after a plus."
    )


class LevelTooLow(Refusal):
    """``level`` is what is asked; the sentence says how to get there."""

    code = "level_too_low"
    status = 403

    def __init__(self, level: Level) -> None:
        self.level = level
        super().__init__()

    def __str__(self) -> str:
        return str(WAYS_UP[self.level])


WAYS_UP = {
    Level.GUEST: _("Send this again to take part as a guest."),
    Level.MAIL: _(
        "Only people with a confirmed mail address take part here. "
        "Sign in with a code sent to yours, then come back to this page."
    ),
    Level.PHONE: _(
        "Only people with a confirmed phone take part here. "
        "Book a time at a centre and bring your phone, then come back to this page."
    ),
    Level.IN_PERSON: _(
        "Only people whose identity was confirmed take part here. "
        "Book a time at a centre and bring your identity card, then come back to this page."
    ),
}
