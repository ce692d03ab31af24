"""Pages of people: the door, their own page, levels and centres, roles and rules, and the demo."""

from .bursts import bursts, decide_burst
from .centres import book, cancel_booking, centres, open_slots, organise_centres, verify
from .city_login import city_login_back, city_login_begin
from .demo import letter, mailbox, personas, try_persona
from .door import again, code, sign_in, sign_out
from .levels import levels
from .me import end_other_sessions, me
from .own_data import ask_for_copy, consents, erase, open_copy, withdraw_consent
from .powers import ask_to_end, change_power
from .roles import end_role, roles, rules

__all__ = [
    "again",
    "ask_for_copy",
    "ask_to_end",
    "book",
    "bursts",
    "cancel_booking",
    "centres",
    "change_power",
    "city_login_back",
    "city_login_begin",
    "code",
    "consents",
    "decide_burst",
    "end_other_sessions",
    "end_role",
    "erase",
    "letter",
    "levels",
    "mailbox",
    "me",
    "open_copy",
    "open_slots",
    "organise_centres",
    "personas",
    "roles",
    "rules",
    "sign_in",
    "sign_out",
    "try_persona",
    "verify",
    "withdraw_consent",
]
