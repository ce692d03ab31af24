"""What is printed for each table: a tent with its number, and a card for its facilitator.

The card carries the address under which the table's notes are taken, so it is for the facilitator
alone; the tent, folded in the middle, shows nothing but the number to both sides of the room.
"""

from collections.abc import Callable, Iterator, Sequence

import segno
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking
from fpdf.enums import XPos, YPos

from citizenspring.common.printing import new_print
from citizenspring.common.templatetags.look import text_direction
from citizenspring.processes.texts import in_languages, main_language

from .models import Gathering, Table

__all__ = ["cards_pdf", "table_address", "tents_pdf"]

A4 = (210.0, 297.0)
HALF = (A4[0] / 2, A4[1] / 2)
ON_A_SHEET = 4
MARGIN, CODE = 9.0, 50.0
DARK, MARK, INK, WHITE = (10, 61, 39), (240, 192, 0), (16, 42, 29), (255, 255, 255)
MOST_LANGUAGES = 3
POINT = 0.3528
FIRST_SHAPED = "\u0590"
NUMBER_SIZES = {1: 300, 2: 300, 3: 260, 4: 200}


def table_address(table: Table) -> str:
    """Whoever opens it keeps the cards of this table."""
    return f"{settings.PUBLIC_ADDRESS}/t/{table.key}/"


def tents_pdf(gathering: Gathering, tables: Sequence[Table]) -> bytes:
    """A sheet for each table; the upper half is upside down, to be folded backwards."""
    sheet = _Sheet(gathering)
    for table in tables:
        sheet.pdf.add_page()
        for angle, middle in ((180, HALF[1] / 2), (0, 0.0)):
            top = 0.0 if angle else HALF[1]
            with sheet.pdf.rotation(angle, A4[0] / 2, middle):
                sheet.face(table, top)
        sheet.cut_lines(across=True, down=False)
    return bytes(sheet.pdf.output())


def cards_pdf(gathering: Gathering, tables: Sequence[Table]) -> bytes:
    """Four cards on a sheet, in the languages of the process."""
    sheet = _Sheet(gathering)
    for place, table in enumerate(tables):
        at = place % ON_A_SHEET
        if at == 0:
            sheet.pdf.add_page()
            sheet.cut_lines(across=True, down=True)
        sheet.card(table, HALF[0] * (at % 2), HALF[1] * (at // 2))
    return bytes(sheet.pdf.output())


class _Sheet:
    """All measures are millimetres."""

    def __init__(self, gathering: Gathering) -> None:
        here = get_language() or settings.LANGUAGE_CODE
        known = dict(settings.LANGUAGES)
        spoken = [one for one in gathering.activity.process.languages if one in known]
        self.languages = spoken[:MOST_LANGUAGES] or [here]
        title = in_languages(gathering.activity.title)
        self.title = title.get(main_language(title, [*self.languages]), "")
        self.is_rtl = text_direction(self.languages[0]) == "rtl"
        self.pdf = new_print(A4, language=self.languages[0], title=self.title)

    def face(self, table: Table, top: float) -> None:
        """The number as large as half a sheet allows, under the word for it."""
        self._band(0, top, A4[0], 10)
        words = " · ".join(dict.fromkeys(self._in_each(lambda: _("Table"))))
        self._line(words, 24, 0, top + 17, A4[0], bold=True, align="C")
        number = str(table.number)
        self._line(number, NUMBER_SIZES[len(number)], 0, top + 20, A4[0], bold=True, align="C")
        if table.place:
            self._line(table.place, 20, 0, top + 130, A4[0], align="C")

    def card(self, table: Table, left: float, top: float) -> None:
        """For the facilitator: the table, the code, and what to do with it."""
        width = HALF[0]
        self._band(left, top, width, 7)
        inside = width - 2 * MARGIN
        x, y = left + MARGIN, top + 11
        y += self._line(self.title[:90], 9, x, y, inside)
        words = f"{_('Table')} {table.number}"
        y += self._line(words, 26, x, y, inside, bold=True)
        led_by = getattr(table, "facilitator", None)
        beside = " · ".join(filter(None, (led_by.name if led_by else "", table.place)))
        y += self._line(beside or " ", 10, x, y, inside)
        self._code(table_address(table), left + (width - CODE) / 2, y + 2)
        y += CODE + 4
        y += self._line(table_address(table), 7, x, y, inside, align="C") + 1
        for words in self._in_each(
            lambda: _(
                "Scan this with your phone and write down what the table says. It also works "
                "without network. Keep this card to yourself: whoever has it writes for the table."
            )
        ):
            y += self._line(words, 8, x, y, inside) + 1

    def _in_each(self, word: Callable[[], str]) -> Iterator[str]:
        for language in self.languages:
            with speaking(language):
                yield word()

    def _band(self, left: float, top: float, width: float, height: float) -> None:
        self.pdf.set_fill_color(*DARK)
        self.pdf.rect(left, top, width, height, style="F")
        self.pdf.set_fill_color(*MARK)
        self.pdf.rect(left, top + height, width, 1.2, style="F")

    def cut_lines(self, *, across: bool, down: bool) -> None:
        self.pdf.set_draw_color(150, 150, 150)
        self.pdf.set_dash_pattern(dash=2, gap=2)
        if across:
            self.pdf.line(0, HALF[1], A4[0], HALF[1])
        if down:
            self.pdf.line(HALF[0], 0, HALF[0], A4[1])
        self.pdf.set_dash_pattern()

    def _line(  # noqa: PLR0913  # because each is one property of what is written
        self,
        text: str,
        points: float,
        x: float,
        y: float,
        width: float,
        *,
        bold: bool = False,
        align: str = "",
    ) -> float:
        """Write a paragraph; how high it is."""
        # After a line of another script fpdf2 believes that this font is still the one in use.
        self.pdf.set_font("cairo", "", points)
        self.pdf.set_font("atkinson", "B" if bold else "", points)
        # Shaping takes four times as long, and only scripts from Hebrew on need it.
        self.pdf.set_text_shaping(use_shaping_engine=max(text, default="") >= FIRST_SHAPED)
        self.pdf.set_text_color(*INK)
        self.pdf.set_xy(x, y)
        where = align or ("R" if self.is_rtl else "L")
        self.pdf.multi_cell(
            width, points * POINT * 1.2, text, align=where, new_x=XPos.LEFT, new_y=YPos.NEXT
        )
        return float(self.pdf.get_y() - y)

    def _code(self, address: str, left: float, top: float) -> None:
        """The QR code, its dark squares side by side; the quiet border is the paper."""
        rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
        side = CODE / len(rows)
        self.pdf.set_fill_color(0, 0, 0)
        for number, row in enumerate(rows):
            at = 0
            while (start := row.find(1, at)) >= 0:
                at = row.find(0, start)
                at = len(row) if at < 0 else at
                # A hair more than their place, so that printers leave no white lines.
                x, y = left + start * side, top + number * side
                self.pdf.rect(x, y, (at - start) * side + 0.02, side + 0.02, style="F")
