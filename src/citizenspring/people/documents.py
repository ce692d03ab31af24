"""What somebody showed at a desk, as it is kept: one digest for every spelling of its number."""

from .addresses import keyed
from .levels import Way

__all__ = ["document_key", "plain_number"]


def plain_number(written: str) -> str:
    """Letters and digits alone: cards are typed with dots, dashes and blanks, or without.

    >>> plain_number("592-1234.567 a")
    '5921234567A'
    """
    return "".join(sign for sign in written.upper() if sign.isalnum())


def document_key(shown: str, way: Way = Way.DESK) -> bytes:
    """The same for a document wherever it is shown, and worth nothing without our pepper."""
    return keyed(f"{way}", plain_number(shown))
