"""Refusals about the city's file."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = ["CityFileRefused"]


class CityFileRefused(Refusal):
    """The file of a city cannot be used; nothing of it was loaded."""

    code = "city_file_refused"
    status = 422
    sentence = _("%(file)s, %(place)s: %(expected)s")
