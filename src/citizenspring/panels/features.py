"""What people are asked so that the panel mirrors the city, in words."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizenspring.city.queries import communes
from citizenspring.common.templatetags.look import language_here
from citizenspring.gatherings.models import Registration

from .models import Quota

__all__ = ["COMMUNE", "commune_names", "feature_label", "value_label", "value_labels"]

COMMUNE = "commune"
LABELS: dict[str, str | Promise] = {
    COMMUNE: gettext_lazy("Commune"),
    "age": gettext_lazy("Age"),
    "gender": gettext_lazy("Gender"),
    "language": gettext_lazy("Language"),
    "education": gettext_lazy("Schooling"),
}
SPAN = re.compile(r"(\d+)[_-](\d+)")
FROM = re.compile(r"(\d+)(?:_plus|\+)")
CODE = re.compile(r"[a-z]{2,3}")


def feature_label(feature: str) -> str:
    return str(LABELS.get(feature, feature))


def value_label(feature: str, value: str, names: dict[str, str] | None = None) -> str:
    """A value as a person reads it; ``names`` are those of the communes by code."""
    if feature == COMMUNE:
        return (names or {}).get(value, value)
    if feature == "gender":
        return str(dict(Registration.Gender.choices).get(value, value))
    if feature == "education":
        return str(dict(Registration.Education.choices).get(value, value))
    if feature == "language" and CODE.fullmatch(value):
        return language_here(value)
    return _age(value) if feature == "age" else value


def _age(value: str) -> str:
    if found := SPAN.fullmatch(value):
        return _("%(first)s to %(last)s") % {"first": found[1], "last": found[2]}
    if found := FROM.fullmatch(value):
        return _("%(first)s and over") % {"first": found[1]}
    return value


def commune_names() -> dict[str, str]:
    return {one.code: str(one.name) for one in communes()}


def value_labels(quotas: list[Quota]) -> dict[tuple[str, str], str]:
    """How each value of these quotas reads, communes looked up once."""
    names = commune_names() if any(one.feature == COMMUNE for one in quotas) else {}
    return {(one.feature, one.value): value_label(one.feature, one.value, names) for one in quotas}
