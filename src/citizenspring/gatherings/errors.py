"""What a gathering may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AlreadyIn",
    "AlreadyInBy",
    "CapacityTooLow",
    "CareMissing",
    "DayOver",
    "DoorsClosed",
    "FacilitatorNameMissing",
    "GatheringCancelled",
    "HallFull",
    "InvitedTooFew",
    "LetterUnknown",
    "LetterUsed",
    "LinesUnreadable",
    "ListUnreadable",
    "ListWithoutColumn",
    "NameMissing",
    "NeedsNotMet",
    "NobodyToSeat",
    "NotIn",
    "NotRegistered",
    "NotSeatedYet",
    "PlacesKept",
    "RegistrationClosed",
    "RegistrationNotOpen",
    "RoomTooSmall",
    "SeatingFailed",
    "SeatingOutOfReach",
    "SeatingUnderWay",
    "TableTwice",
    "TablesInUse",
    "TablesMissing",
    "TicketUnknown",
    "TooFewSeats",
    "TooManyAtOnce",
    "TooManyLetters",
    "TooManyTables",
    "VoiceHeard",
]


class CareMissing(Refusal):
    code = "gathering_care_missing"
    status = 422
    sentence = _(
        "A gathering is not published before everybody can see who can take part. Say, even if "
        "there is none: %(missing)s"
    )


class RegistrationNotOpen(Refusal):
    code = "registration_not_open"
    status = 403
    sentence = _("Registration is not open yet. Come back when it opens; nothing was kept.")


class RegistrationClosed(Refusal):
    code = "registration_closed"
    status = 403
    sentence = _(
        "Registration is over. Its page says whether there is still room at the door on the day."
    )


class GatheringCancelled(Refusal):
    code = "gathering_cancelled"
    status = 403
    sentence = _("This gathering does not take place. Its page says why.")


class DayOver(Refusal):
    code = "gathering_over"
    status = 403
    sentence = _("This gathering has begun, so registrations stay as they are. Talk to us there.")


class CapacityTooLow(Refusal):
    code = "capacity_too_low"
    status = 422
    sentence = _("%(taken)s people have a place already. Give at least as many places.")


class InvitedTooFew(Refusal):
    code = "invited_too_few"
    status = 422
    sentence = _(
        "%(taken)s people with a letter have a place already. Keep at least as many places for "
        "people with a letter."
    )


class NotRegistered(Refusal):
    code = "not_registered"
    status = 404
    sentence = _("You are not registered for this gathering. You can register on its page.")


class NameMissing(Refusal):
    code = "name_missing"
    status = 422
    sentence = _("Write the name that is to stand on the list at the door.")


class LetterUnknown(Refusal):
    code = "letter_unknown"
    status = 422
    sentence = _("No letter has this code. Compare it sign by sign, or register without a code.")


class LetterUsed(Refusal):
    code = "letter_used"
    sentence = _("This letter was used already: a code is good for one person. Register without.")


class TooManyLetters(Refusal):
    code = "letters_too_many"
    status = 422
    sentence = _("At most %(most)s letters at once. Make several batches.")


class TooManyAtOnce(Refusal):
    code = "registrations_too_many"
    status = 422
    sentence = _("At most %(most)s people at once. Send the list in parts.")


class TooManyTables(Refusal):
    code = "tables_too_many"
    status = 422
    sentence = _("A room has from 1 to %(most)s tables, and its numbers go no higher.")


class TooFewSeats(Refusal):
    code = "table_seats"
    status = 422
    sentence = _("Table %(number)s needs from %(fewest)s to %(most)s seats.")


class TableTwice(Refusal):
    code = "table_twice"
    status = 422
    sentence = _("Table %(number)s is there twice. Give each table a number of its own.")


class TablesInUse(Refusal):
    code = "table_in_use"
    sentence = _(
        "People are seated at table %(number)s. Seat them with fewer tables first, or keep it."
    )


class DoorsClosed(Refusal):
    code = "doors_closed"
    status = 403
    sentence = _(
        "Who comes in is noted from the day before until three days after. Nothing was noted now."
    )


class TicketUnknown(Refusal):
    code = "ticket_unknown"
    status = 404
    sentence = _("Nobody has this ticket. Compare its ten signs, or search for the name.")


class AlreadyIn(Refusal):
    """The ticket was noted before, perhaps at another door."""

    code = "already_in"
    sentence = _(
        "%(name)s is in already, since %(since)s. Ask for the name, and look for a mix-up."
    )


class AlreadyInBy(AlreadyIn):
    sentence = _(
        "%(name)s is in already, since %(since)s, by the door “%(door)s”. Ask for the name, and "
        "look for a mix-up."
    )


class PlacesKept(Refusal):
    code = "places_kept"
    sentence = _("All places are kept until %(time)s for people who have one. Ask again then.")


class HallFull(Refusal):
    code = "hall_full"
    sentence = _("The hall is full (%(count)s are in). Somebody must leave first.")


class NotIn(Refusal):
    code = "not_in"
    sentence = _("This person is not in, so nothing was changed. Search for the name again.")


class VoiceHeard(Refusal):
    code = "voice_heard"
    sentence = _("%(name)s has already voted or answered here. Note that she left instead.")


class NobodyToSeat(Refusal):
    code = "seating_of_nobody"
    status = 422
    sentence = _(
        "Fewer than two people are there. Wait for registrations or for people at the doors."
    )


class NotSeatedYet(Refusal):
    code = "not_seated"
    sentence = _("Nobody is seated yet. Seat people first; then the seats can be changed or shown.")


class SeatingFailed(Refusal):
    code = "seating_failed"
    status = 500
    sentence = _("The seats could not be worked out. Ask again; if it fails again, tell us.")


class SeatingUnderWay(Refusal):
    code = "seating_under_way"
    sentence = _("Seats are being worked out right now. Look again in a few seconds.")


class SeatingOutOfReach(Refusal):
    code = "seating_out_of_reach"
    status = 422
    sentence = _(
        "Ask for 1 to %(rounds)s rounds at other tables, with %(least)s to %(most)s people each."
    )


class NeedsNotMet(Refusal):
    code = "seating_needs"
    status = 422
    sentence = _(
        "Somebody needs a table with: %(needs)s. Say on the list of tables which one has it."
    )


class RoomTooSmall(Refusal):
    code = "room_too_small"
    status = 422
    sentence = _("%(people)s people do not fit on %(seats)s seats. Lay more tables or more seats.")


class ListUnreadable(Refusal):
    code = "list_unreadable"
    status = 422
    sentence = _("Line %(line)s of the list says “%(found)s”. Correct it and send the list again.")


class ListWithoutColumn(Refusal):
    code = "list_without_column"
    status = 422
    sentence = _(
        "The list has no column “%(column)s”. Write the names of its columns in the first line."
    )


class FacilitatorNameMissing(Refusal):
    code = "facilitator_name_missing"
    status = 422
    sentence = _("Write the name of the facilitator.")


class LinesUnreadable(Refusal):
    code = "lines_unreadable"
    status = 422
    sentence = _("This list cannot be read, so nothing of it was taken. Load the page again.")


class TablesMissing(Refusal):
    code = "tables_missing"
    status = 404
    sentence = _("No such table is laid. Lay the tables first; then their cards can be printed.")
