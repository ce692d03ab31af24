"""The ticket as a code that a phone at the door reads."""

import segno

from .models import Registration

__all__ = ["code_picture", "plain_ticket", "qr_picture"]

LONGEST = 40


def qr_picture(registration: Registration) -> str:
    """The ticket of a registration."""
    return code_picture(registration.ticket)


def code_picture(text: str) -> str:
    """An SVG drawing without a size of its own; the page gives one."""
    code = segno.make(text, error="q", micro=False)
    drawing: str = code.svg_inline(
        scale=4, border=2, dark="black", light=None, omitsize=True, svgclass="ticket-code"
    )
    return drawing


def plain_ticket(written: str) -> str:
    """The ticket's signs, however they were typed or scanned."""
    return "".join(sign for sign in written.upper() if sign.isalnum())[:LONGEST]
