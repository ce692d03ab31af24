"""Refusals: a code for programs and a sentence for people. Anything else is a bug."""

from typing import Any, ClassVar, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["Missing", "NotAllowed", "Refusal"]


class Refusal(Exception):
    """An act that the rules or the state of things do not allow.

    ``code`` is for programs, ``sentence`` for people: it says what to do next. ``status`` is
    the HTTP answer. Named places in the sentence are filled from ``facts``. ``way_on`` is the
    page where the person can do what the sentence says, where the act that refuses knows it.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    sentence: ClassVar[str | Promise] = _("This cannot be done now.")
    way_on: str = ""

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.code)

    def leading_to(self, page: str) -> Self:
        self.way_on = page
        return self

    def __str__(self) -> str:
        return str(self.sentence) % self.facts if self.facts else str(self.sentence)


class NotAllowed(Refusal):
    """The rule that refused speaks for itself: its public reason is the sentence."""

    code = "not_allowed"
    status = 403

    def __init__(self, reason: str | Promise) -> None:
        self.reason = reason
        super().__init__()

    def __str__(self) -> str:
        return str(self.reason)


class Missing(Refusal):
    """What may not be seen and what does not exist answer alike."""

    code = "missing"
    status = 404
    sentence = _("There is nothing here. Go back to the home page to find what you look for.")
