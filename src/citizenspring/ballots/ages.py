"""The age groups a voter may name on her ballot; the database takes no other."""

from django.utils.translation import gettext_lazy as _

__all__ = ["AGES"]

AGES = {
    "under_18": _("Under 18"),
    "18_34": _("18 to 34"),
    "35_49": _("35 to 49"),
    "50_64": _("50 to 64"),
    "65_plus": _("65 and older"),
}
