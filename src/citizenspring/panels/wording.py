"""Changes of quotas in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from .features import COMMUNE, commune_names, feature_label, value_label

__all__ = ["changes_told"]


def changes_told(changes: Iterable[Mapping[str, Any]]) -> str:
    """The smallest change of quotas, as a row of short sentences."""
    found = list(changes)
    names = commune_names() if any(one["feature"] == COMMUNE for one in found) else {}
    return "; ".join(_told(one, names) for one in found)


def _told(change: Mapping[str, Any], names: dict[str, str]) -> str:
    value = value_label(change["feature"], change["value"], names)
    (least, most), (low, high) = change["before"], change["after"]
    places = {
        "name": f"{feature_label(change['feature'])} {value}",
        "least": least,
        "most": most,
        "low": low,
        "high": high,
    }
    return _("%(name)s: %(low)s to %(high)s seats instead of %(least)s to %(most)s") % places
