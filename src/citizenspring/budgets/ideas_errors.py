"""What ideas and projects may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "CostAbovePot",
    "CostOdd",
    "CostRangeBackwards",
    "IdeaElsewhere",
    "IdeaEmpty",
    "IdeaGone",
    "IdeaHasProject",
    "IdeaSupported",
    "IdeaTooLong",
    "IdeasNotTaken",
    "IdeasTooMany",
    "PlaceOutside",
    "PotElsewhere",
    "ProjectFrozen",
    "ProjectGone",
    "ProjectNameless",
    "ReasonMissing",
    "SupportOver",
    "ThemeUnknown",
    "VerdictUnknown",
]


class IdeasNotTaken(Refusal):
    code = "ideas_not_taken"
    status = 403
    sentence = _(
        "Ideas are not collected now, so nothing was changed. "
        "The page of the budget says what you can do at this moment."
    )


class IdeaEmpty(Refusal):
    code = "idea_empty"
    status = 422
    sentence = _("Your idea has no title yet. Say in a few words what you propose.")


class IdeaTooLong(Refusal):
    code = "idea_too_long"
    status = 422
    sentence = _("This has %(length)s characters. Shorten it to %(longest)s at most.")


class ThemeUnknown(Refusal):
    code = "theme_unknown"
    status = 422
    sentence = _("This theme is not one of those in the list. Choose one that is, or none.")


class PlaceOutside(Refusal):
    code = "place_outside"
    status = 422
    sentence = _("This point is not in the city. Choose it on the map again, or leave it out.")


class CostOdd(Refusal):
    code = "cost_odd"
    status = 422
    sentence = _("A cost is an amount above zero, such as 25000. Correct it, or leave it empty.")


class IdeasTooMany(Refusal):
    code = "ideas_too_many"
    status = 429
    sentence = _(
        "You have proposed %(most)s ideas in one hour. Support those of others, "
        "and come back later to propose more."
    )


class IdeaGone(Refusal):
    code = "idea_gone"
    sentence = _(
        "This idea was taken back or hidden, so nothing was changed. Look for another in the list."
    )


class IdeaSupported(Refusal):
    code = "idea_supported"
    sentence = _(
        "Others stand behind these words now, so they stay as they are. "
        "Propose a new idea, or take this one back."
    )


class IdeaHasProject(Refusal):
    code = "idea_has_project"
    sentence = _(
        "A project has come of this idea, so it stays as it is. "
        "Tell the organisers what should change in the project."
    )


class SupportOver(Refusal):
    code = "support_over"
    status = 403
    sentence = _(
        "Ideas can be supported until voting begins. You can still see what becomes of this one."
    )


class IdeaElsewhere(Refusal):
    code = "idea_elsewhere"
    status = 422
    sentence = _("Choose ideas of this budget that are shown. Go back to the list of ideas.")


class ProjectNameless(Refusal):
    code = "project_nameless"
    status = 422
    sentence = _("Write a title for the project in at least one language.")


class PotElsewhere(Refusal):
    code = "pot_elsewhere"
    status = 422
    sentence = _("Choose one of the pots of this budget, then save again.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    status = 422
    sentence = _(
        "Write the reason in at least one language: everybody concerned reads it, and it stays."
    )


class VerdictUnknown(Refusal):
    code = "verdict_unknown"
    status = 422
    sentence = _("Choose whether the project can be done, can be done with changes, or cannot.")


class CostRangeBackwards(Refusal):
    code = "cost_range_backwards"
    status = 422
    sentence = _("The highest cost must not be below the lowest. Change one of the two.")


class CostAbovePot(Refusal):
    code = "cost_above_pot"
    status = 422
    sentence = _(
        "This costs more than the %(pot)s that its pot holds. "
        "Make the project smaller, split it, or choose a larger pot."
    )


class ProjectFrozen(Refusal):
    code = "project_frozen"
    sentence = _(
        "Voting has opened, so projects and their costs stay as voters see them, for everybody. "
        "What must be said now belongs on the page of the result."
    )


class ProjectGone(Refusal):
    code = "project_gone"
    sentence = _(
        "This project was withdrawn, so nothing was changed. Make a new project if it comes back."
    )
