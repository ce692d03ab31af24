"""The minutes as a document: every card in its own script, under its theme."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import override as speaking
from fpdf.enums import XPos, YPos

from citizenspring.common.printing import new_print
from citizenspring.common.templatetags.look import grouped, text_direction
from citizenspring.processes.texts import Text, in_languages, main_language
from citizenspring.rounds.models import Card
from citizenspring.rounds.scores import Bar

from .models import Harvest, Theme
from .queries.minutes import Minutes, minutes_of

__all__ = ["minutes_pdf"]

PAGE = (210.0, 297.0)
MARGIN, FOOT = 18.0, 16.0
POINT, LINE = 0.3528, 1.3
INK, SOFT_INK, GREEN = (16, 42, 29), (82, 96, 88), (10, 61, 39)
KEPT = 3600
# Other scripts begin here and end where dashes and quotes do.
NOT_LATIN = "\u0250"


def minutes_pdf(harvest: Harvest, language: str) -> bytes:
    """The document in a language of the platform; the same facts are drawn only once an hour."""
    spoken = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with speaking(spoken):
        told = minutes_of(harvest)
        key = f"minutes:{harvest.pk}:{spoken}:{_state(told)}"
        found = cache.get(key)
        if found is None:
            found = bytes(_Document(told, spoken).drawn())
            cache.set(key, found, KEPT)
    drawn: bytes = found
    return drawn


def _state(told: Minutes) -> str:
    """Differs where anything that is printed does."""
    themes = [(str(theme), [card.text for card in cards]) for theme, cards in told.themes]
    rest = [card.text for card in told.loose], [str(step.text) for step in told.next_steps]
    gathering = told.gathering
    place = gathering.starts_at, gathering.place, in_languages(gathering.activity.title)
    votes = [(part.kind, [(bar.text, bar.score) for bar in part.bars]) for part in told.chosen]
    return sha256(repr((themes, rest, votes, told.came, place)).encode()).hexdigest()


def _score(kind: str, bar: Bar) -> str:
    """The score in the words of the pages."""
    words = render_to_string("rounds/_score.html", {"kind": kind, "bar": bar})
    return " ".join(strip_tags(words).split())


class _Document:
    def __init__(self, told: Minutes, language: str) -> None:
        self.told, self.language = told, language
        self.title = self._said(told.gathering.activity.title)
        name = _("Minutes: %(name)s") % {"name": self.title}
        self.pdf = new_print(PAGE, language=language, title=name)
        self.pdf.footer = self._foot  # type: ignore[method-assign]  # the library calls it at the foot of each page
        self.pdf.set_margins(MARGIN, MARGIN)
        self.pdf.set_auto_page_break(auto=True, margin=FOOT)
        self.pdf.add_page()

    def drawn(self) -> bytearray:
        """Heading, how the tables worked, the cards theme by theme, what comes next."""
        self._head()
        for part in self.told.runs:
            self._heading(_("How the tables worked: %(name)s") % {"name": self._said(part.name)})
            for name, length in part.phases:
                words = ngettext("%(count)s minute", "%(count)s minutes", length)
                self._item(f"{self._said(name)} ({words % {'count': length}})")
        self._chosen()
        for theme, cards in self.told.themes:
            self._theme(theme, cards)
        if self.told.loose:
            self._heading(_("Cards in no theme"))
            self._cards(self.told.loose)
        self._next_steps()
        return self.pdf.output()

    def _foot(self) -> None:
        self.pdf.set_y(-FOOT + 4)
        self.pdf.set_font("atkinson", "", 9)
        self.pdf.set_text_color(*SOFT_INK)
        self.pdf.cell(0, 4, f"{self.pdf.page_no()} / {{nb}}", align="C")

    def _head(self) -> None:
        gathering, figures = self.told.gathering, self.told.figures
        self._write(_("Minutes of the day"), 12, ink=SOFT_INK)
        self._write(self.title, 24, bold=True, ink=GREEN)
        begins, ends = localtime(gathering.starts_at), localtime(gathering.ends_at)
        day = f"{date_format(begins, 'j F Y, H:i')} – {date_format(ends, 'H:i')}"  # noqa: RUF001  # the sign of a span
        self._write(f"{day}, {gathering.place}, {gathering.address}", 11)
        if self.told.came:
            came = ngettext("%(count)s person came.", "%(count)s people came.", self.told.came)
            self._write(came % {"count": grouped(self.told.came)}, 11)
        wrote = ngettext(
            "%(count)s table wrote %(cards)s cards.",
            "%(count)s tables wrote %(cards)s cards.",
            figures.tables,
        )
        self._write(wrote % {"count": figures.tables, "cards": grouped(figures.cards)}, 11)
        self._write(
            _(
                "Each card stands below in the language in which it was written, with the number "
                "of its table. Nobody's name was written down."
            ),
            11,
        )

    def _chosen(self) -> None:
        for part in self.told.chosen:
            self._heading(_("What the room chose: %(name)s") % {"name": self._said(part.name)})
            for bar in part.bars:
                score = _score(part.kind, bar)
                text = bar.text or _("Everything stays as it is")
                self._write(f"{bar.place}. {text} ({score})", 10.5)

    def _theme(self, theme: Theme, cards: list[Card]) -> None:
        if cards:
            self._heading(str(theme) or f"#{theme.number}")
            self._cards(cards)

    def _cards(self, cards: list[Card]) -> None:
        for card in cards:
            table = _("table %(number)s") % {"number": card.table}
            mark = " *" if card.published.came_later else ""
            is_rtl = text_direction(card.language or self.language) == "rtl"
            self._item(f"{card.text} ({table}{mark})", is_rtl=is_rtl)
        if any(card.published.came_later for card in cards):
            self._write(_("* came in after the harvest"), 9, ink=SOFT_INK)

    def _next_steps(self) -> None:
        if self.told.next_steps:
            self._heading(_("What comes next"))
        for step in self.told.next_steps:
            due = date_format(step.due, "j F Y")
            self._item(f"{self._said(step.text)} – {step.owner}, {due}")  # noqa: RUF001  # a dash between parts

    def _heading(self, words: str) -> None:
        # A heading does not stand alone at the foot of a page.
        if self.pdf.will_page_break(24):
            self.pdf.add_page()
        self.pdf.ln(4)
        self._write(words, 15, bold=True, ink=GREEN)

    def _item(self, words: str, *, is_rtl: bool = False) -> None:
        height = 10.5 * POINT * LINE
        if self.pdf.will_page_break(height):
            self.pdf.add_page()
        self.pdf.set_fill_color(*GREEN)
        edge = PAGE[0] - MARGIN - 1.4 if is_rtl else MARGIN
        self.pdf.ellipse(edge, self.pdf.get_y() + height / 2 - 0.5, 1.1, 1.1, style="F")
        self._write(words, 10.5, indent=5, is_rtl=is_rtl)

    def _write(  # because each is one property of what is written
        self,
        words: str,
        points: float,
        *,
        bold: bool = False,
        ink: tuple[int, int, int] = INK,
        indent: float = 0,
        is_rtl: bool = False,
    ) -> None:
        # Latin letters stand side by side as they are: shaping them takes four times as long.
        self.pdf.set_text_shaping(
            use_shaping_engine=any(NOT_LATIN <= sign < "\u2000" for sign in words)
        )
        self.pdf.set_font("atkinson", "B" if bold else "", points)
        self.pdf.set_text_color(*ink)
        self.pdf.set_x(MARGIN + (0 if is_rtl else indent))
        self.pdf.multi_cell(
            PAGE[0] - 2 * MARGIN - indent,
            points * POINT * LINE,
            words,
            align="R" if is_rtl else "L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
        self.pdf.ln(0.8)

    def _said(self, text: Text) -> str:
        known = in_languages(text)
        return known.get(main_language(known, [self.language]), "")
