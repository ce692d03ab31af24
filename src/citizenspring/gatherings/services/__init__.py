"""Acts on gatherings; the only place that writes."""

from .calling import (
    KIND,
    GatheringFacts,
    cancel_gathering,
    create_gathering,
    edit_gathering,
    require_care,
)
from .letters import MOST_LETTERS, check_letter, digest_of_letter, make_letters
from .registering import (
    RegistrationFacts,
    cancel_registration,
    register,
    register_at_stand,
)
from .reminding import remind

__all__ = [
    "KIND",
    "MOST_LETTERS",
    "GatheringFacts",
    "RegistrationFacts",
    "cancel_gathering",
    "cancel_registration",
    "check_letter",
    "create_gathering",
    "digest_of_letter",
    "edit_gathering",
    "make_letters",
    "register",
    "register_at_stand",
    "remind",
    "require_care",
]
