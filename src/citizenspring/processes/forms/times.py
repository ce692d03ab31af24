"""Moments as the city's clocks show them, kept in UTC."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext_lazy as _

from citizenspring.processes.times import city_zone, is_doubtful, is_impossible

__all__ = ["YEARS", "LocalMoment"]

YEARS = range(2000, 2200)


class LocalMoment(forms.DateTimeField):
    """A date and a time in the city; times that its clocks skip or show twice are refused."""

    default_error_messages = {
        "invalid": _("Write a date and a time, such as 2027-03-21T18:00."),
        "impossible": _(
            "This time does not exist: the clocks go forward that night. Choose another hour."
        ),
        "doubtful": _("This time comes twice: the clocks go back that night. Choose another hour."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kind = {"type": "datetime-local"}
        kwargs.setdefault("widget", forms.DateTimeInput(kind, format="%Y-%m-%dT%H:%M"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and is_aware(value):
            return localtime(value, city_zone()).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            local = value if isinstance(value, datetime) else parse_datetime(str(value).strip())
        except ValueError:
            local = None
        if local is None or local.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return local if is_aware(local) else self._in_city(local)

    def _in_city(self, local: datetime) -> datetime:
        zone = city_zone()
        for code, is_wrong in (("impossible", is_impossible), ("doubtful", is_doubtful)):
            if is_wrong(local, zone):
                raise ValidationError(self.error_messages[code], code=code)
        return local.replace(tzinfo=zone)
