"""What people are refused, and what they can do then."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

from .levels import Level

__all__ = [
    "WAYS_UP",
    "AccountClosed",
    "AlreadyAsked",
    "AlreadyBooked",
    "AlreadyConfirmed",
    "AlreadyErased",
    "AlreadyHeld",
    "BurstDecided",
    "CentreKnown",
    "CityLoginFailed",
    "CodeOfNobody",
    "CodeRefused",
    "CodeSpent",
    "ConsentWithdrawn",
    "CopySpent",
    "DocumentKnown",
    "LastModerator",
    "LastOrganiser",
    "LevelTooLow",
    "NoMailYet",
    "NotForYourself",
    "NotYourself",
    "OtherSpelling",
    "ReasonNeeded",
    "SecondFactorMissing",
    "SecondOrganiser",
    "SlotFull",
    "SubjectTaken",
    "TooMany",
    "TooNew",
    "TwoNeeded",
]


class BurstDecided(Refusal):
    code = "burst_decided"
    sentence = _("Somebody has decided on this already. Read the decision on this page.")


class ConsentWithdrawn(Refusal):
    code = "consent_withdrawn"
    status = 403
    sentence = _(
        "You took back that what you do here is kept, so nothing was done. "
        "Agree again on your own page, then come back."
    )


class AlreadyErased(Refusal):
    code = "already_erased"
    status = 410
    sentence = _("This account is erased already. You can begin anew as a guest.")


class CopySpent(Refusal):
    code = "copy_spent"
    status = 410
    sentence = _("This link worked once, or too late. Ask for a new copy on your own page.")


class SlotFull(Refusal):
    code = "slot_full"
    sentence = _("The last place at this time is gone. Choose another time.")


class AlreadyBooked(Refusal):
    code = "already_booked"
    sentence = _("You have a time already. Cancel it first, then choose another.")


class AlreadyConfirmed(Refusal):
    code = "already_confirmed"
    sentence = _("This person is confirmed already. Nothing more is needed.")


class CentreKnown(Refusal):
    code = "centre_known"
    sentence = _("A centre of this name exists already. Choose another name.")


class CodeOfNobody(Refusal):
    code = "code_of_nobody"
    status = 422
    sentence = _("No booking has this code. Type it as it stands on the person's page.")


class DocumentKnown(Refusal):
    code = "document_known"
    sentence = _(
        "This document or phone has confirmed another account. "
        "Ask the person to sign in with the address she used then."
    )


class NotYourself(Refusal):
    code = "not_yourself"
    status = 403
    sentence = _("Nobody confirms herself. Ask another verifier.")


class SecondFactorMissing(Refusal):
    code = "second_factor_missing"
    status = 403
    sentence = _(
        "Whoever holds a role needs a passkey or an app for this page. "
        "Open “My keys” on your own page and add one; it takes a minute."
    )


class CityLoginFailed(Refusal):
    code = "city_login_failed"
    status = 403
    sentence = _(
        "The city's login did not confirm who you are. "
        "Begin again from this page, or sign in with a code by mail."
    )


class SubjectTaken(Refusal):
    code = "subject_taken"
    sentence = _(
        "This city login is linked to another account. Sign in to that account with it instead."
    )


class TwoNeeded(Refusal):
    code = "two_needed"
    sentence = _(
        "Nobody ends the role of another organiser alone. "
        "Write your reason beside the role, and ask a second organiser to agree."
    )


class SecondOrganiser(Refusal):
    code = "second_organiser"
    status = 403
    sentence = _("Another organiser than you must agree. Ask one of them.")


class AlreadyAsked(Refusal):
    code = "already_asked"
    sentence = _("This is under way already. Look at the list again.")


class ReasonNeeded(Refusal):
    code = "reason_needed"
    status = 422
    sentence = _("Write your reason. It stands in the public record.")


class TooNew(Refusal):
    code = "too_new"
    status = 403
    sentence = _(
        "You have been an organiser for less than seven days. "
        "Ask an organiser of longer standing to do this."
    )


class TooMany(Refusal):
    code = "too_many"
    status = 429
    sentence = _("That was many times in a short while. Wait a few minutes and try again.")


class TooManyHere(Refusal):
    code = "too_many_here"
    status = 429
    sentence = _(
        "Many people have just begun from this network. If you are at an event, scan its code or "
        "type its short address, and try again. Otherwise wait a few minutes."
    )


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


class LastModerator(Refusal):
    code = "last_moderator"
    sentence = _(
        "The last moderator cannot leave: reports and appeals would wait for nobody. "
        "Have an organiser give the role to somebody else first."
    )


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
