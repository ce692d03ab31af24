"""The ticket as a code that a phone at the door reads."""

import segno

from .models import Registration

__all__ = ["qr_picture"]


def qr_picture(registration: Registration) -> str:
    """An SVG drawing without a size of its own; the page gives one."""
    code = segno.make(registration.ticket, error="q", micro=False)
    drawing: str = code.svg_inline(
        scale=4, border=2, dark="black", light=None, omitsize=True, svgclass="ticket-code"
    )
    return drawing
