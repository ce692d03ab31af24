"""Acts on gatherings; the only place that writes."""

from .arriving import (
    DoorNote,
    DoorRow,
    Noted,
    check_in,
    check_out,
    register_at_door,
    take_arrivals,
    undo_arrival,
)
from .calling import (
    KIND,
    GatheringFacts,
    announce_to_callers,
    cancel_gathering,
    create_gathering,
    edit_gathering,
    require_care,
)
from .importing import MOST_AT_ONCE, import_registrations
from .letters import MOST_LETTERS, check_letter, digest_of_letter, make_letters
from .registering import (
    RegistrationFacts,
    cancel_registration,
    register,
    register_at_stand,
)
from .reminding import remind
from .tables import MOST_TABLES, TableFacts, new_table_key, set_tables

__all__ = [
    "KIND",
    "MOST_AT_ONCE",
    "MOST_LETTERS",
    "MOST_TABLES",
    "DoorNote",
    "DoorRow",
    "GatheringFacts",
    "Noted",
    "RegistrationFacts",
    "TableFacts",
    "announce_to_callers",
    "cancel_gathering",
    "cancel_registration",
    "check_in",
    "check_letter",
    "check_out",
    "create_gathering",
    "digest_of_letter",
    "edit_gathering",
    "import_registrations",
    "make_letters",
    "new_table_key",
    "register",
    "register_at_door",
    "register_at_stand",
    "remind",
    "require_care",
    "set_tables",
    "take_arrivals",
    "undo_arrival",
]
