"""A ballot as it is filled in: what is chosen, in which order, with how many points."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from citizenspring.ballots.ages import AGES
from citizenspring.ballots.models import TRACKER_BYTES, Poll
from citizenspring.ballots.services import Choice
from citizenspring.city.queries import commune_choices

from .queries.voting import Line
from .templatetags.budgets import money_text

__all__ = ["BallotForm", "Picked", "moved"]

TRACKER = re.compile(rf"[0-9a-f]{{{2 * TRACKER_BYTES}}}")
LONGEST_NUMBER = 6
LONGEST_CODE = 60


@dataclass(frozen=True)
class Picked:
    """A line of the ballot that she chose, with the points she gave it, if any."""

    line: Line
    points: int = 0


def _places() -> list[tuple[str, Any]]:
    return [("", _("I do not say")), *commune_choices()]


def _ages() -> list[tuple[str, Any]]:
    return [("", _("I do not say")), *AGES.items()]


def _number(text: str) -> int:
    """A whole number as somebody typed it; anything else is refused with the rest."""
    text = text.strip()
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER else -1


class BallotForm(forms.Form):
    """The choices are read apart from the fields: a ballot of 160 projects is one list."""

    use_required_attribute = False

    tracker = forms.CharField(required=False, max_length=200)
    place = forms.ChoiceField(
        label=gettext_lazy("Where do you live?"), choices=_places, required=False
    )
    age = forms.ChoiceField(label=gettext_lazy("How old are you?"), choices=_ages, required=False)
    code = forms.CharField(
        label=gettext_lazy("The code in your letter"),
        help_text=gettext_lazy(
            "Twelve letters and digits. Capitals, spaces and dashes do not matter."
        ),
        required=False,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )

    def __init__(
        self, poll: Poll, lines: Sequence[Line], currency: str, sent: QueryDict | None = None
    ) -> None:
        super().__init__(sent)
        self.poll, self.currency = poll, currency
        self.lines = {line.number: line for line in lines}
        self.picked: list[Picked] = []
        self.is_strange = self.is_renumbered = False
        if not poll.asks_place:
            del self.fields["place"]
        if not poll.asks_age:
            del self.fields["age"]
        # Drawn here for browsers without scripts; the others put their own in its place.
        self.tracker_now = secrets.token_hex(TRACKER_BYTES)
        if sent is not None:
            self.picked = self._read(sent)
            if TRACKER.fullmatch(sent.get("tracker", "")):
                self.tracker_now = str(sent["tracker"])

    @property
    def order(self) -> str:
        return ",".join(str(one.line.number) for one in self.picked)

    @property
    def numbers(self) -> dict[int, int]:
        """What is chosen, with its points: for a page that shows it again."""
        return {one.line.number: one.points for one in self.picked}

    def renew_tracker(self) -> None:
        """Another number for a ballot whose own was taken."""
        self.tracker_now, self.is_renumbered = secrets.token_hex(TRACKER_BYTES), True

    @property
    def typed_code(self) -> str:
        """As it was typed: a ballot sent by letter is not asked for an account."""
        return str(self.data.get("code", "")).replace("\x00", "").strip()[:LONGEST_CODE]

    def reorder(self, numbers: Sequence[int]) -> None:
        known = {one.line.number: one for one in self.picked}
        self.picked = [known[number] for number in numbers]

    def choice(self) -> Choice:
        """What is cast, once the form is valid."""
        gives = self.poll.method == Poll.Method.POINTS
        return Choice(
            tracker=bytes.fromhex(self.tracker_now),
            choices=tuple(one.line.number for one in self.picked),
            points=tuple(one.points for one in self.picked) if gives else None,
            place=self.cleaned_data.get("place", ""),
            age=self.cleaned_data.get("age", ""),
        )

    @property
    def told(self) -> list[tuple[Any, str, str, Any]]:
        """What she agreed to say besides her choice: label, field, value, and its name."""
        known = {"place": _places, "age": _ages}
        return [
            (self[name].label, name, value, dict(choices())[value])
            for name, choices in known.items()
            if (value := self.cleaned_data.get(name, ""))
        ]

    @property
    def spent(self) -> Decimal:
        return sum((one.line.cost for one in self.picked), Decimal(0))

    @property
    def points_given(self) -> int:
        return sum(one.points for one in self.picked)

    def _read(self, sent: QueryDict) -> list[Picked]:
        if self.poll.method == Poll.Method.POINTS:
            return self._read_points(sent)
        numbers = [_number(text) for text in sent.getlist("choice")]
        self.is_strange = len(set(numbers)) < len(numbers) or not self.lines.keys() >= set(numbers)
        if self.poll.method == Poll.Method.RANKING:
            before = [_number(text) for text in sent.get("order", "").split(",")]
            wanted = [number for number in dict.fromkeys(before) if number in numbers]
            numbers = [*wanted, *(number for number in numbers if number not in wanted)]
        else:
            numbers.sort()
        return [Picked(self.lines[number]) for number in numbers if number in self.lines]

    def _read_points(self, sent: QueryDict) -> list[Picked]:
        given = {
            _number(name.removeprefix("points-")): _number(str(value))
            for name, value in sent.items()
            if name.startswith("points-")
        }
        self.is_strange = any(
            points < 0 or (points and number not in self.lines) for number, points in given.items()
        )
        return [
            Picked(line, given[number])
            for number, line in self.lines.items()
            if given.get(number, 0) > 0
        ]

    def clean_tracker(self) -> str:
        tracker = str(self.cleaned_data["tracker"])
        if not TRACKER.fullmatch(tracker):
            raise ValidationError(
                _(
                    "The number of this ballot was not readable, so it has a new one now. Look at "
                    "your choice and send it again."
                )
            )
        return tracker

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if self.is_strange:
            raise ValidationError(
                _(
                    "Something here does not stand on this ballot. Look at your choice and mark it "
                    "again."
                )
            )
        for problem in (self._wrong_count(), self._wrong_sum()):
            if problem:
                raise ValidationError(problem)
        return asked

    def _wrong_count(self) -> str:
        count, poll = len(self.picked), self.poll
        if count < max(poll.fewest, 1):
            return ngettext(
                "Choose at least %(number)s project, then go on.",
                "Choose at least %(number)s projects, then go on.",
                max(poll.fewest, 1),
            ) % {"number": max(poll.fewest, 1)}
        if count > poll.most:
            return _(
                "You chose %(count)s projects, and the limit is %(number)s. Take some away."
            ) % {"count": count, "number": poll.most}
        return ""

    def _wrong_sum(self) -> str:
        poll = self.poll
        if poll.limit is not None and self.spent > poll.limit:
            too_much = money_text(self.spent - poll.limit, self.currency)
            return _("Your projects cost %(amount)s more than there is. Take some away.") % {
                "amount": too_much
            }
        if poll.method != Poll.Method.POINTS:
            return ""
        assert poll.points is not None
        assert poll.most_each is not None
        if any(one.points > poll.most_each for one in self.picked):
            return _("One project gets %(number)s points at most. Give fewer to it.") % {
                "number": poll.most_each
            }
        if self.points_given > poll.points:
            return _("You gave %(given)s points, and you have %(number)s. Give fewer.") % {
                "given": self.points_given,
                "number": poll.points,
            }
        return ""


def moved(numbers: Sequence[int], number: int, by: int) -> list[int]:
    """The same order with one number a place higher (-1) or lower (1), where there is one."""
    order = list(numbers)
    if number not in order:
        return order
    at = order.index(number)
    to = min(max(at + by, 0), len(order) - 1)
    order[at], order[to] = order[to], order[at]
    return order
