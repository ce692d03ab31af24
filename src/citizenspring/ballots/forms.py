"""What voters send: a ballot by its method, a code, a receipt to check.

The same rules read a paper ballot, on which the choices are numbers.
"""

import re
import secrets
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from citizenspring.city.queries import communes

from .ages import AGES
from .choice import Choice
from .models import TRACKER_BYTES, Option, Poll

__all__ = ["BallotForm", "CodeBallotForm", "KeyingForm", "ReceiptForm", "new_tracker"]

PAIR = re.compile(r"(\d{1,6})\s*[=:]\s*(\d{1,9})")
NUMBER = re.compile(r"\d{1,6}")
TRACKER = re.compile(r"[0-9a-fA-F]{64}")
LARGEST_RECEIPT = 4096
CODE_WIDGET = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "dir": "ltr",
    "class": "code-input",
}


def new_tracker() -> str:
    """For browsers without scripts, and for ballots on paper."""
    return secrets.token_hex(TRACKER_BYTES)


class _Ballot(forms.Form):
    """What every way to read a ballot shares: place, age, and the rules of the poll."""

    use_required_attribute = False

    def __init__(self, poll: Poll, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll, self.options = poll, list(poll.options.all())
        if poll.asks_place:
            places = sorted((str(one.name), one.code) for one in communes())
            self.fields["place"] = forms.ChoiceField(
                label=_("Where do you live?"),
                required=False,
                choices=[("", _("I do not say")), *((code, name) for name, code in places)],
            )
        if poll.asks_age:
            self.fields["age"] = forms.ChoiceField(
                label=_("How old are you?"),
                required=False,
                choices=[("", _("I do not say")), *AGES.items()],
            )

    def check(self, numbers: Iterable[int], points: Iterable[int] | None) -> None:
        """Refuse what the poll does not allow, in words; the database asks the same again."""
        chosen, given = list(numbers), None if points is None else list(points)
        known = {option.number: option for option in self.options}
        unknown = [number for number in chosen if number not in known]
        if unknown:
            raise ValidationError(
                _("There is no number %(number)s on this ballot."), params={"number": unknown[0]}
            )
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("A number stands twice. Name each one once."))
        self._check_how_many(len(chosen))
        self._check_costs([known[number] for number in chosen])
        if given is not None:
            self._check_points(given)

    def _check_how_many(self, number: int) -> None:
        if number < self.poll.fewest:
            raise ValidationError(
                ngettext_lazy(
                    "Choose at least %(fewest)s.", "Choose at least %(fewest)s.", self.poll.fewest
                ),
                params={"fewest": self.poll.fewest},
            )
        if number > self.poll.most:
            raise ValidationError(
                ngettext_lazy(
                    "You chose %(number)s; choose %(most)s at most.",
                    "You chose %(number)s; choose %(most)s at most.",
                    self.poll.most,
                ),
                params={"number": number, "most": self.poll.most},
            )

    def _check_costs(self, chosen: list[Option]) -> None:
        costs = sum((option.cost or Decimal(0) for option in chosen), Decimal(0))
        if self.poll.limit is not None and costs > self.poll.limit:
            raise ValidationError(
                _("What you chose costs %(costs)s; there is %(limit)s. Take something away."),
                params={"costs": f"{costs:,.0f}", "limit": f"{self.poll.limit:,.0f}"},
            )

    def _check_points(self, given: list[int]) -> None:
        poll = self.poll
        if any(not 1 <= each <= (poll.most_each or 0) for each in given):
            raise ValidationError(
                _("Give each one between 1 and %(most)s points."), params={"most": poll.most_each}
            )
        if sum(given) > (poll.points or 0):
            raise ValidationError(
                _("You gave %(sum)s points; you have %(points)s."),
                params={"sum": sum(given), "points": poll.points},
            )

    def _choice(self, tracker: str, numbers: list[int], points: list[int] | None) -> Choice:
        asked = self.cleaned_data
        return Choice(
            bytes.fromhex(tracker),
            tuple(numbers),
            None if points is None else tuple(points),
            asked.get("place", ""),
            asked.get("age", ""),
        )


class BallotForm(_Ballot):
    """The ballot on a screen; ``tracker`` is replaced by the browser's own where scripts run."""

    tracker = forms.RegexField(
        TRACKER, widget=forms.HiddenInput({"data-tracker": ""}), initial=new_tracker
    )

    def __init__(self, poll: Poll, *args: Any, **kwargs: Any) -> None:
        super().__init__(poll, *args, **kwargs)
        asked = {Poll.Method.APPROVAL: self._boxes, Poll.Method.POINTS: self._points}
        self.fields = asked.get(Poll.Method(poll.method), self._ranks)() | self.fields

    def asked(self) -> list[forms.BoundField]:
        """The fields to show; no line is marked as optional, for none of them is needed alone."""
        for name, line in self.fields.items():
            line.required = line.required or name.startswith(("points_", "rank_"))
        return [self[name] for name in self.fields if name != "tracker"]

    def _boxes(self) -> dict[str, forms.Field]:
        choices = [(option.number, option) for option in self.options]
        box = forms.TypedMultipleChoiceField(
            label=_("Your choice"),
            choices=choices,
            coerce=int,
            required=self.poll.fewest > 0,
            error_messages={"required": _("Nothing is chosen yet. Choose, then send it again.")},
            widget=forms.CheckboxSelectMultiple,
        )
        return {"choices": box}

    def _points(self) -> dict[str, forms.Field]:
        most = self.poll.most_each
        return {
            f"points_{option.number}": forms.IntegerField(
                label=str(option), required=False, min_value=0, max_value=most
            )
            for option in self.options
        }

    def _ranks(self) -> dict[str, forms.Field]:
        ranks = [("", _("not chosen")), *((at, at) for at in range(1, self.poll.most + 1))]
        return {
            f"rank_{option.number}": forms.TypedChoiceField(
                label=str(option), choices=ranks, coerce=int, empty_value=None, required=False
            )
            for option in self.options
        }

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self.check(*self._said())
        return asked

    def choice(self) -> Choice:
        return self._choice(self.cleaned_data["tracker"], *self._said())

    def _said(self) -> tuple[list[int], list[int] | None]:
        asked = self.cleaned_data
        if self.poll.method == Poll.Method.APPROVAL:
            return sorted(asked["choices"]), None
        kind = "points" if self.poll.method == Poll.Method.POINTS else "rank"
        said = {option.number: asked.get(f"{kind}_{option.number}") or 0 for option in self.options}
        if kind == "points":
            given = {number: points for number, points in said.items() if points}
            return list(given), list(given.values())
        ranked = sorted((rank, number) for number, rank in said.items() if rank)
        if len({rank for rank, _number in ranked}) < len(ranked):
            raise ValidationError(_("Two of them have the same place. Give each place once."))
        return [number for _rank, number in ranked], None


class CodeBallotForm(BallotForm):
    """The same for somebody who votes with the code of her letter."""

    code = forms.CharField(
        label=_("The code of your letter"), max_length=40, widget=forms.TextInput(CODE_WIDGET)
    )

    def __init__(self, poll: Poll, *args: Any, **kwargs: Any) -> None:
        super().__init__(poll, *args, **kwargs)
        self.order_fields(["code"])


class KeyingForm(_Ballot):
    """One paper ballot as somebody reads it: its code, and the numbers marked on it."""

    code = forms.CharField(
        label=_("Code on the paper"), max_length=40, widget=forms.TextInput(CODE_WIDGET)
    )
    numbers = forms.CharField(
        label=_("Numbers marked"),
        max_length=2000,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "text", "dir": "ltr"}),
    )

    def __init__(self, poll: Poll, *args: Any, **kwargs: Any) -> None:
        super().__init__(poll, *args, **kwargs)
        self.fields["numbers"].required = poll.fewest > 0
        self.fields["numbers"].help_text = {
            Poll.Method.APPROVAL: _("With blanks between them: 3 7 12."),
            Poll.Method.RANKING: _("The best first, with blanks between them: 7 3 12."),
            Poll.Method.POINTS: _("Each with its points, with blanks between them: 3=5 7=2."),
        }[Poll.Method(poll.method)]

    def clean_numbers(self) -> str:
        written = str(self.cleaned_data["numbers"])
        sign = PAIR if self.poll.method == Poll.Method.POINTS else NUMBER
        if sign.sub(" ", written).strip(" ,;\t"):
            raise ValidationError(_("Write numbers only, as the example shows."))
        self.check(*self._read(written))
        return written

    def choice(self) -> Choice:
        return self._choice(new_tracker(), *self._read(self.cleaned_data["numbers"]))

    def _read(self, written: str) -> tuple[list[int], list[int] | None]:
        if self.poll.method != Poll.Method.POINTS:
            return [int(number) for number in NUMBER.findall(written)], None
        pairs = [(int(number), int(points)) for number, points in PAIR.findall(written)]
        return [number for number, _points in pairs], [points for _number, points in pairs]


class ReceiptForm(forms.Form):
    """A receipt, pasted or as its file, or the whole tracker that stands on it (A30)."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Your receipt, or its number of 64 signs"),
        required=False,
        max_length=LARGEST_RECEIPT,
        strip=True,
        widget=forms.Textarea({"rows": 7, "spellcheck": "false", "dir": "ltr"}),
    )
    file = forms.FileField(label=_("Or the file you kept"), required=False)

    def clean_file(self) -> str:
        sent = self.cleaned_data["file"]
        if not sent:
            return ""
        if sent.size > LARGEST_RECEIPT:
            raise ValidationError(_("This file is too large for a receipt. Choose the right one."))
        try:
            return bytes(sent.read()).decode("utf-8").strip()
        except UnicodeDecodeError as problem:
            raise ValidationError(_("This file is not a receipt. Choose the right one.")) from (
                problem
            )

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        if not self.errors and not (asked.get("file") or asked.get("text")):
            raise ValidationError(_("Paste your receipt, or choose its file."))
        return asked

    def receipt(self) -> str:
        return str(self.cleaned_data["file"] or self.cleaned_data["text"])
