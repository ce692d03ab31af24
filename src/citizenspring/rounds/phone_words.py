"""Sentences that the scripts of the facilitator's page say, in the reader's language."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

__all__ = ["phone_words"]

# For each form of the plural that a language may have, a number that asks for it in those that do.
SAMPLES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def phone_words() -> dict[str, str | dict[str, str]]:
    """Sentences by name; where a number decides, one for each form of the plural."""
    return {**_network(), **_clock(), **_table(), **_counted()}


def _network() -> dict[str, str]:
    return {
        "unknown": _("Looking for the network…"),
        "sending": _("Sending…"),
        "saved": _("All is saved."),
        "lost": _("No network. Go on: this phone keeps all."),
        "back": _("The network is back. All is saved."),
        "closed": _("This address works no more. Ask the organiser for the new card."),
        "unreadable": _("The server could not read this. Please write it again."),
        "not_kept": _("This phone is full and keeps nothing more. Make room, then try again."),
    }


def _clock() -> dict[str, str]:
    return {
        "not_begun": _("It has not begun yet."),
        "begins_soon": _("It begins soon."),
        "over": _("This part is over. Thank you!"),
        "paused": _("Pause: %(phase)s") % {"phase": "{phase}"},
        "two_minutes": _("Two minutes left."),
    }


def _table() -> dict[str, str]:
    seat = {"seat": "{seat}"}
    return {
        "no_card": _("No card yet. Write what people say, one thing on each card."),
        "cards_later": _("Cards come later: first the table talks."),
        "late_for": _("%(phase)s, late") % {"phase": "{phase}"},
        "so_many_of": _("%(cards)s of %(most)s") % {"cards": "{cards}", "most": "{most}"},
        "taken_back": _("The card is taken back."),
        "undo": _("Undo"),
        "throw_away": _("Throw it away"),
        "all_right": _("I have read it"),
        "hand": _("Seat %(seat)s would like to speak") % seat,
        "next": _("Next might be seat %(seat)s.") % seat,
        "least": _("Seat %(seat)s has spoken least so far.") % seat,
        "zero": _("Everything stays as it is"),
        "table": _("Table %(number)s") % {"number": "{table}"},
        "vote_kept": _("The vote is kept."),
    }


def _counted() -> dict[str, dict[str, str]]:
    return {
        "waiting_cards": _forms(
            lambda n: ngettext(
                "%(n)s card waits for the network.", "%(n)s cards wait for the network.", n
            )
        ),
        "waiting_entries": _forms(
            lambda n: ngettext(
                "%(n)s entry waits for the network.", "%(n)s entries wait for the network.", n
            )
        ),
        "enough_picks": _forms(
            lambda n: ngettext(
                "The table takes %(n)s card along. Leave one to take another.",
                "The table takes %(n)s cards along. Leave one to take another.",
                n,
            )
        ),
        "dots_left": _forms(lambda n: ngettext("%(n)s dot left", "%(n)s dots left", n)),
        "too_many_dots": _forms(lambda n: ngettext("%(n)s dot too many", "%(n)s dots too many", n)),
    }


def _forms(sentence: Callable[[int], str]) -> dict[str, str]:
    return {form: sentence(number) % {"n": "{n}"} for form, number in SAMPLES.items()}
