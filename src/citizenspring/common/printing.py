"""Pages to print, with letters that come with the platform (``fonts/``).

Latin ones are from Atkinson Hyperlegible Next, Arabic ones from Cairo. A text is shaped and ordered
by its own script, so it may be in any of them.
"""

from pathlib import Path

from fpdf import FPDF

__all__ = ["new_print"]

FONTS = Path(__file__).parent / "fonts"
FACES = (
    ("atkinson", ""),
    ("atkinson", "B"),
    ("ext", ""),
    ("ext", "B"),
    ("cairo", ""),
    ("cairo", "B"),
)
FILES = {"atkinson": "atkinson-{}.ttf", "ext": "atkinson-{}-ext.ttf", "cairo": "cairo-{}.ttf"}


def new_print(size: tuple[float, float], *, language: str, title: str) -> FPDF:
    """A document without pages yet; widths and heights are millimetres."""
    pdf = FPDF(unit="mm", format=size)
    for family, style in FACES:
        name = FILES[family].format("bold" if style else "regular")
        pdf.add_font(family, style, FONTS / name)
    pdf.set_fallback_fonts(["ext", "cairo"], exact_match=False)
    pdf.set_text_shaping(use_shaping_engine=True)
    pdf.set_auto_page_break(auto=False)
    pdf.set_lang(language)
    pdf.set_title(title)
    return pdf
