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
from .latecomers import place_forgotten, place_latecomer
from .letters import MOST_LETTERS, check_letter, digest_of_letter, make_letters
from .members import register_member, release_member
from .registering import (
    RegistrationFacts,
    cancel_registration,
    register,
    register_at_stand,
)
from .reminding import remind
from .roster import (
    MOST_FACILITATORS,
    FacilitatorFacts,
    add_facilitators,
    assign_tables,
    facilitator_came,
    give_table,
    remove_facilitator,
)
from .seating import (
    MOST_ROUNDS,
    ask_to_seat,
    ask_to_seat_again,
    make_plan,
    seat,
    seat_again,
    seat_waiting,
    show,
)
from .tables import MOST_TABLES, TableFacts, new_table_key, set_tables

__all__ = [
    "KIND",
    "MOST_AT_ONCE",
    "MOST_FACILITATORS",
    "MOST_LETTERS",
    "MOST_ROUNDS",
    "MOST_TABLES",
    "DoorNote",
    "DoorRow",
    "FacilitatorFacts",
    "GatheringFacts",
    "Noted",
    "RegistrationFacts",
    "TableFacts",
    "add_facilitators",
    "announce_to_callers",
    "ask_to_seat",
    "ask_to_seat_again",
    "assign_tables",
    "cancel_gathering",
    "cancel_registration",
    "check_in",
    "check_letter",
    "check_out",
    "create_gathering",
    "digest_of_letter",
    "edit_gathering",
    "facilitator_came",
    "give_table",
    "import_registrations",
    "make_letters",
    "make_plan",
    "new_table_key",
    "place_forgotten",
    "place_latecomer",
    "register",
    "register_at_door",
    "register_at_stand",
    "register_member",
    "release_member",
    "remind",
    "remove_facilitator",
    "require_care",
    "seat",
    "seat_again",
    "seat_waiting",
    "set_tables",
    "show",
    "take_arrivals",
    "undo_arrival",
]
