"""The flyer: one page with the question, what is at stake, and the code to answer with."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking
from fpdf.enums import MethodReturnValue, XPos, YPos

from citizenspring.common.printing import new_print
from citizenspring.common.templatetags.look import grouped, text_direction
from citizenspring.processes.texts import Text, in_languages, main_language

from .models import MoodCheck

__all__ = ["SIZES", "flyer_pdf"]

SIZES = {"a5": (148.0, 210.0), "a4": (210.0, 297.0)}
WIDTH, HEIGHT, MARGIN = 148.0, 210.0, 11.0
DARK, MARK, SOFT = (10, 61, 39), (240, 192, 0), (236, 244, 238)
CODE = 46.0
LINE = 1.22
POINT = 0.3528
LARGE = 20
MOST_EASE = 7.0


def flyer_pdf(mood: MoodCheck, language: str, size: str) -> bytes:
    """The flyer in one of the languages of the check's title, as ``a5`` or ``a4``."""
    with speaking(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return bytes(_Sheet(mood, language, SIZES[size]).drawn())


@dataclass(frozen=True)
class _Box:
    """A heading and a text on a ground of their own, ``ease`` above and below its words."""

    heading: str
    text: str
    top: float
    height: float
    ease: float = 0.0


class _Sheet:
    """All measures are those of an A5 page, times ``scale``."""

    def __init__(self, mood: MoodCheck, language: str, size: tuple[float, float]) -> None:
        self.mood, self.language, self.scale = mood, language, size[1] / HEIGHT
        self.is_rtl = text_direction(language) == "rtl"
        title = self._said(mood.activity.title)
        self.pdf = new_print(size, language=language, title=title)
        self.pdf.add_page()

    def drawn(self) -> bytearray:
        """Title, introduction, the two outcomes, and at the foot how to answer."""
        mood, bottom = self.mood, HEIGHT - MARGIN - CODE - 6
        self._ground(0, 0, WIDTH, 16, DARK)
        self._ground(0, 16, WIDTH, 1.6, MARK)
        self._write("Citizen Spring", 5.2, 15, bold=True, ink=(255, 255, 255))
        y = 24 + self._fitted(self._said(mood.activity.title), 24, (30, 26, 22, 18), 44) + 3
        y += self._fitted(self._said(mood.activity.introduction), y, (13, 11, 9.5), 30) + 5
        heading = _("If %(target)s people answer") % {"target": grouped(mood.target)}
        self._outcomes([(heading, mood.if_met), (_("If not"), mood.if_missed)], y, bottom)
        self._foot(bottom + 6)
        return self.pdf.output()

    def _outcomes(self, outcomes: list[tuple[str, Text]], y: float, bottom: float) -> None:
        """Two boxes; what short texts leave free is shared out inside, above and between them."""
        room = (bottom - y - 4) / 2
        boxes = [_Box(heading, self._said(text), y, room) for heading, text in outcomes]
        free = bottom - y - 4 - sum(self._inside(box, dry=True) for box in boxes)
        ease = max(0.0, min(MOST_EASE, free / 6))
        gap = max(0.0, free - 4 * ease) / 3
        for box in boxes:
            y += gap
            y += self._box(replace(box, top=y, height=room + 2 * ease, ease=ease)) + 4

    def _foot(self, top: float) -> None:
        address = reverse("mood:short", args=[self.mood.code])
        whole = f"{settings.PUBLIC_ADDRESS}{address}"
        left = WIDTH - MARGIN - CODE if self.is_rtl else MARGIN
        self._code(f"{whole}?lang={self.language}", left, top)
        beside = MARGIN if self.is_rtl else MARGIN + CODE + 6
        width = WIDTH - 2 * MARGIN - CODE - 6
        y = top + self._write(_("Answer in 90 seconds"), top, 19, bold=True, x=beside, width=width)
        short = f"{urlsplit(settings.PUBLIC_ADDRESS).netloc}{address}"
        y += self._write(short, y + 1.5, 13, bold=True, x=beside, width=width) + 3
        y += self._write(_("On your phone, without an account."), y, 11, x=beside, width=width)
        if self.mood.activity.closes_at:
            day = date_format(localtime(self.mood.activity.closes_at), "j F Y")
            self._write(_("Until %(day)s") % {"day": day}, y + 1, 11, x=beside, width=width)

    def _box(self, box: _Box) -> float:
        """Draw it as high as its words need, ``box.height`` at most; how high it became."""
        height = self._inside(box, dry=True)
        self._ground(MARGIN, box.top, WIDTH - 2 * MARGIN, height, SOFT)
        edge = WIDTH - MARGIN - 1.4 if self.is_rtl else MARGIN
        self._ground(edge, box.top, 1.4, height, MARK)
        return self._inside(box)

    def _inside(self, box: _Box, *, dry: bool = False) -> float:
        place: dict[str, Any] = {"x": MARGIN + 5, "width": WIDTH - 2 * MARGIN - 10, "dry": dry}
        top = box.top + 4 + box.ease
        y = top + self._write(box.heading, top, 15, bold=True, **place) + 1
        sizes = (19, 16, 14, 12, 10.5, 9, 7.5)
        y += self._fitted(box.text, y, sizes, box.top + box.height - box.ease - y - 3, **place)
        return y + 3 + box.ease - box.top

    def _said(self, text: Text) -> str:
        known = in_languages(text)
        return known.get(main_language(known, [self.language]), "")

    def _fitted(
        self, text: str, y: float, sizes: tuple[float, ...], room: float, **place: Any
    ) -> float:
        """Write in the largest size that fits; the smallest cuts what is too long."""
        bold = sizes[0] > LARGE
        measured = {**place, "dry": True}
        for points in sizes:
            if self._write(text, y, points, bold=bold, **measured) <= room:
                return self._write(text, y, points, bold=bold, **place)
        words = text.split()

        def is_too_long(count: int) -> bool:
            cut = f"{' '.join(words[: count + 1])} …"
            return self._write(cut, y, sizes[-1], bold=bold, **measured) > room

        fits = bisect_left(range(len(words)), True, key=is_too_long)  # noqa: FBT003  # what is looked for
        return self._write(f"{' '.join(words[:fits])} …", y, sizes[-1], bold=bold, **place)

    def _write(  # noqa: PLR0913  # because each is one property of what is written
        self,
        text: str,
        y: float,
        points: float,
        *,
        bold: bool = False,
        ink: tuple[int, int, int] = (16, 42, 29),
        x: float = MARGIN,
        width: float = WIDTH - 2 * MARGIN,
        dry: bool = False,
    ) -> float:
        """Write a paragraph; how high it is, in the measures of an A5 page."""
        scale = self.scale
        self.pdf.set_font("atkinson", "B" if bold else "", points * scale)
        self.pdf.set_text_color(*ink)
        self.pdf.set_xy(x * scale, y * scale)
        height = self.pdf.multi_cell(
            width * scale,
            points * POINT * LINE * scale,
            text,
            align="R" if self.is_rtl else "L",
            dry_run=dry,
            padding=0,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            output=MethodReturnValue.HEIGHT,
        )
        assert isinstance(height, float | int)
        return float(height) / scale

    def _ground(
        self, x: float, y: float, width: float, height: float, ink: tuple[int, int, int]
    ) -> None:
        s = self.scale
        self.pdf.set_fill_color(*ink)
        self.pdf.rect(x * s, y * s, width * s, height * s, style="F")

    def _code(self, address: str, left: float, top: float) -> None:
        """The QR code, dark squares side by side; its quiet border is the paper."""
        rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
        side = CODE / len(rows)
        for number, row in enumerate(rows):
            for at, is_dark in enumerate(row):
                if is_dark:
                    # A hair wider than its place, so that printers leave no white lines.
                    x, y = left + at * side, top + number * side
                    self._ground(x, y, side + 0.02, side + 0.02, (0, 0, 0))
