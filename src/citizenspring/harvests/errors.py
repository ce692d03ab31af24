"""What harvests may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "ActUndone",
    "CardsElsewhere",
    "CardsMissing",
    "ChangedSince",
    "HarvestDraft",
    "HarvestEmpty",
    "NoOtherTheme",
    "RoundGoesOn",
    "TargetUnknown",
    "ThemeGone",
    "ThemeNameless",
]


class HarvestEmpty(Refusal):
    code = "harvest_empty"
    sentence = _("No table has written a card yet. Publish the harvest once there are some.")


class HarvestDraft(Refusal):
    code = "harvest_draft"
    sentence = _("This gathering is still a draft. Open its registration first, then publish.")


class RoundGoesOn(Refusal):
    code = "round_goes_on"
    sentence = _("A round is still running. End it first, so that tables finish in peace.")


class ThemeGone(Refusal):
    code = "theme_gone"
    sentence = _("Somebody has just merged this theme into another. Look at the list again.")


class ThemeNameless(Refusal):
    code = "theme_nameless"
    status = 422
    sentence = _("Say in a few words what the theme is about, with 120 characters at most.")


class NoOtherTheme(Refusal):
    code = "no_other_theme"
    status = 422
    sentence = _("Choose at least two themes to merge.")


class CardsMissing(Refusal):
    code = "cards_missing"
    status = 422
    sentence = _("No card is chosen. Tick those you mean, then try again.")


class CardsElsewhere(Refusal):
    code = "cards_elsewhere"
    sentence = _("Some of these cards are no longer here. Look at the list again.")


class ActUndone(Refusal):
    code = "act_undone"
    sentence = _("This was undone already. Nothing more is to be done.")


class ChangedSince(Refusal):
    code = "changed_since"
    sentence = _(
        "Somebody has changed the same cards or themes since. Undo the later change first."
    )


class TargetUnknown(Refusal):
    code = "target_unknown"
    status = 422
    sentence = _("Cards cannot go there now. Choose a place from the list.")
