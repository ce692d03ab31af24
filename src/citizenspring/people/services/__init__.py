"""Acts about people."""

from .demo import PERSONAS, demo_persona
from .guests import acting_person, leave
from .levels import attain
from .profile import change_profile, sign_out_elsewhere
from .roles import end_role, first_organiser, grant_role
from .signing_in import admit, ask_for_code, check_code

__all__ = [
    "PERSONAS",
    "acting_person",
    "admit",
    "ask_for_code",
    "attain",
    "change_profile",
    "check_code",
    "demo_persona",
    "end_role",
    "first_organiser",
    "grant_role",
    "leave",
    "sign_out_elsewhere",
]
