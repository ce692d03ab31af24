"""What an opinion map may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "MapClosed",
    "MapFrozen",
    "NothingAlike",
    "NothingToUndo",
    "StatementElsewhere",
    "StatementEmpty",
    "StatementExists",
    "StatementTooLong",
    "StatementWordless",
    "StatementsTooMany",
    "TranslationKept",
    "VoteUnknown",
]


class MapClosed(Refusal):
    code = "map_closed"
    status = 403
    sentence = _(
        "This opinion map does not take votes or statements now, so nothing was counted. "
        "You can still read its statements and results."
    )


class MapFrozen(Refusal):
    code = "map_frozen"
    sentence = _(
        "How a map counts cannot change once it has opened. Close this map and start a new one."
    )


class VoteUnknown(Refusal):
    code = "vote_unknown"
    status = 422
    sentence = _("Your vote was not counted. Choose agree, disagree or pass.")


class NothingAlike(Refusal):
    code = "nothing_alike"
    sentence = _(
        "No answers stand out as all alike now, so there is nothing to decide. "
        "Come back when the page shows some."
    )


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    sentence = _("There is no vote of yours to take back here. Go on with the next statement.")


class StatementEmpty(Refusal):
    code = "statement_empty"
    status = 422
    sentence = _("The statement is empty. Write one short sentence, then send it again.")


class StatementWordless(StatementEmpty):
    code = "statement_wordless"
    sentence = _(
        "The statement has no words. Write one short sentence with which people can agree "
        "or disagree, then send it again."
    )


class StatementTooLong(Refusal):
    code = "statement_too_long"
    status = 422
    sentence = _(
        "The statement has %(length)s characters. Shorten it to %(longest)s at most; "
        "one idea is enough."
    )


class StatementExists(Refusal):
    code = "statement_exists"
    sentence = _("This statement is already on the map as number %(number)s. Vote on it there.")


class StatementsTooMany(Refusal):
    code = "statements_too_many"
    status = 429
    sentence = _(
        "You have added %(most)s statements in one hour. Vote on those of others, "
        "and come back later to add more."
    )


class StatementElsewhere(Refusal):
    code = "statement_elsewhere"
    status = 422
    sentence = _("Choose another statement of the same map that is shown.")


class TranslationKept(Refusal):
    code = "translation_kept"
    sentence = _(
        "Somebody has already translated this statement. "
        "Only the translator or a moderator may change it."
    )
