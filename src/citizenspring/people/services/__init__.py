"""Acts about people."""

from .bookings import book, cancel_booking, confirm, open_centre, open_slots
from .bursts import decide_burst
from .city_login import come_in, link_city
from .consents import give_consents, withdraw_consent
from .demo import PERSONAS, demo_persona
from .guests import acting_person, leave
from .levels import attain
from .own_data import ask_for_copy, erase, open_copy
from .powers import agree_to_end, ask_to_end, carry_out_changes, stop_change
from .profile import change_profile, sign_out_elsewhere
from .roles import end_role, first_organiser, grant_role
from .signing_in import admit, ask_for_code, check_code, note_again

__all__ = [
    "PERSONAS",
    "acting_person",
    "admit",
    "agree_to_end",
    "ask_for_code",
    "ask_for_copy",
    "ask_to_end",
    "attain",
    "book",
    "cancel_booking",
    "carry_out_changes",
    "change_profile",
    "check_code",
    "come_in",
    "confirm",
    "decide_burst",
    "demo_persona",
    "end_role",
    "erase",
    "first_organiser",
    "give_consents",
    "grant_role",
    "leave",
    "link_city",
    "note_again",
    "open_centre",
    "open_copy",
    "open_slots",
    "sign_out_elsewhere",
    "stop_change",
    "withdraw_consent",
]
