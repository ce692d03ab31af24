"""Letters to voters, each with its code: printed once, for the code is not kept."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from citizenspring.common.cells import csv_text
from citizenspring.common.printing import new_print
from citizenspring.processes.texts import in_languages, main_language

from .models import Poll
from .services.roll import Letter

__all__ = ["MOST_PRINTED", "letters_csv", "letters_pdf"]

A4 = (210.0, 297.0)
MARGIN = 20.0
# Some 20 ms each: one download must not keep others waiting for long.
MOST_PRINTED = 300
FIRST_SHAPED = "\u0590"
DARK, SOFT = (10, 61, 39), (236, 244, 238)


def letters_csv(letters: list[Letter]) -> str:
    """For a printing house."""
    rows = ((letter.name, letter.place, letter.code) for letter in letters)
    return csv_text(("name", "place", "code"), rows)


def letters_pdf(poll: Poll, letters: list[Letter]) -> bytes:
    """A page for each voter, in the languages of the process."""
    here = get_language() or settings.LANGUAGE_CODE
    pdf = new_print(A4, language=here, title=_said(poll, here))
    known = dict(settings.LANGUAGES)
    spoken = [code for code in poll.process.languages if code in known] or [here]
    texts = [_text(poll, code) for code in spoken]
    titles = list(dict.fromkeys(_said(poll, code) for code in spoken))
    for letter in letters:
        _page(pdf, titles, letter, texts)
    return bytes(pdf.output())


def _said(poll: Poll, language: str) -> str:
    known = in_languages(poll.title)
    return known.get(main_language(known, [language]), "")


def _text(poll: Poll, language: str) -> list[str]:
    """What the letter says in one language, a paragraph each; the first is its heading."""
    address = f"{settings.PUBLIC_ADDRESS}{reverse('ballots:poll', args=[poll.pk])}"
    with speaking(language):
        lines = [
            _("Your code to vote"),
            _("You vote once, in the way you like best:"),
            _("1. Online: open %(address)s and type the code.") % {"address": address},
            _("2. On paper: write the code on the ballot and bring it to a ballot box."),
            _("3. At a desk: bring your identity card."),
            _(
                "Keep the code to yourself. Whoever has it can vote in your place. It works once, "
                "and nobody can see from it what you chose."
            ),
        ]
        if poll.closes_at:
            day = date_format(localtime(poll.closes_at), "j F Y, H:i")
            lines.append(_("You can vote until %(moment)s.") % {"moment": day})
    return lines


def _page(pdf: FPDF, titles: list[str], letter: Letter, texts: list[list[str]]) -> None:
    pdf.add_page()
    pdf.set_fill_color(*DARK)
    pdf.rect(0, 0, A4[0], 14, style="F")
    _line(pdf, "Citizen Spring", 12, y=4, ink=(255, 255, 255), bold=True)
    # Where the window of an envelope is. Each part is a text of its own: fpdf2 takes the wrong
    # letters where a text of one script ends in a line of another.
    pdf.set_y(44)
    for part in filter(None, (letter.name, letter.place)):
        _line(pdf, part, 12, y=pdf.get_y() + 1)
    pdf.set_y(78)
    for title in titles:
        _line(pdf, title, 15, y=pdf.get_y() + 1, bold=True)
    y = pdf.get_y() + 6
    pdf.set_fill_color(*SOFT)
    pdf.rect(MARGIN, y, A4[0] - 2 * MARGIN, 22, style="F")
    _line(pdf, letter.code, 26, y=y + 5, bold=True, align="C")
    pdf.set_y(y + 28)
    for heading, *lines in texts:
        _line(pdf, heading, 12, y=pdf.get_y() + 4, bold=True)
        for line in lines:
            _line(pdf, line, 11, y=pdf.get_y() + 1)


def _line(  # noqa: PLR0913  # because each is one property of what is written
    pdf: FPDF,
    text: str,
    points: float,
    *,
    y: float,
    bold: bool = False,
    ink: tuple[int, int, int] = (16, 42, 29),
    align: str = "L",
) -> None:
    # After a line of another script fpdf2 believes that this font is still the one in use.
    pdf.set_font("cairo", "", points)
    pdf.set_font("atkinson", "B" if bold else "", points)
    # Shaping takes four times as long, and only scripts from Hebrew on need it.
    pdf.set_text_shaping(use_shaping_engine=max(text, default="") >= FIRST_SHAPED)
    pdf.set_text_color(*ink)
    pdf.set_xy(MARGIN, y)
    height = points * 0.3528 * 1.3
    width = A4[0] - 2 * MARGIN
    pdf.multi_cell(width, height, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
