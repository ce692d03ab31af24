"""News as letters: in the reader's language, with our look and a way to stop them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from django.utils.translation import override as speaking

from citizenspring.people.models import Letter, Person

from .kinds import kind_named
from .leaving import EVERYTHING, leave_address
from .models import Telling
from .wording import spoken_to, words_of

__all__ = ["LetterWriter"]

MOST_ITEMS = 30
PLACE_OF_LEAVE = "https://place-of-the-leave-address.invalid/"
Page = tuple[str, str, str]


class LetterWriter:
    """Writes letters of the same tellings in the same language once, then only completes them."""

    def __init__(self, tellings: dict[UUID, Telling]) -> None:
        self.tellings = tellings
        self.pages: dict[tuple[str, tuple[UUID, ...]], Page] = {}

    def write(self, person: Person, told: Sequence[UUID]) -> Letter:
        """One letter to a person with everything in ``told``, in that order."""
        key = spoken_to(person), tuple(told)
        if key not in self.pages:
            self.pages[key] = self._page(*key)
        subject, text, html = self.pages[key]
        letter = Letter(to=str(person.email), language=key[0], subject=subject)
        leaves = self._leaves(told)
        if leaves is None:
            letter.text, letter.html = text, html
            return letter
        address = leave_address(person.pk, leaves)
        letter.text, letter.html = (page.replace(PLACE_OF_LEAVE, address) for page in (text, html))
        letter.headers = {
            "List-Unsubscribe": f"<{address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        return letter

    def _leaves(self, told: Sequence[UUID]) -> str | None:
        """What its link stops: the one kind it is of, or everything; None for the essential."""
        kinds = {self.tellings[one].kind for one in told}
        essential = {code for code in kinds if (kind := kind_named(code)) and kind.essential}
        if kinds == essential:
            return None
        return kinds.pop() if len(kinds) == 1 else EVERYTHING

    def _page(self, language: str, told: tuple[UUID, ...]) -> Page:
        with speaking(language):
            facts = self._facts(told) | {"language": language}
            text = render_to_string("notifications/mail/news.txt", facts)
            html = render_to_string("notifications/mail/news.html", facts)
            return self._subject(facts), text, html

    def _facts(self, told: tuple[UUID, ...]) -> dict[str, Any]:
        items = [words_of(self.tellings[one]) for one in told[:MOST_ITEMS]]
        kind = kind_named(self.tellings[told[0]].kind)
        leaves = self._leaves(told)
        return {
            "items": items,
            "more": len(told) > 1,
            "left": len(told) - len(items),
            "site": settings.PUBLIC_ADDRESS,
            "why": kind.why_essential if kind and leaves is None else "",
            "leaves": kind.label if kind and leaves else "",
            "leave": PLACE_OF_LEAVE,
        }

    def _subject(self, facts: dict[str, Any]) -> str:
        first: str = facts["items"][0].subject
        others = len(facts["items"]) + facts["left"] - 1
        if not others:
            return first
        sentence = ngettext(
            "%(first)s, and %(count)s more", "%(first)s, and %(count)s more", others
        )
        return sentence % {"first": first, "count": others}
