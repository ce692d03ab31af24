"""Whole numbers as a visitor wrote them in an address."""

__all__ = ["whole_number"]

LONGEST = 18


def whole_number(written: str | None, *, largest: int = 10**LONGEST - 1) -> int | None:
    """The number, or ``None`` for anything else: a sign, other digits, too large, too long.

    >>> whole_number("0000000015")
    15
    >>> whole_number("9" * 5000)
    """
    if not written or len(written) > LONGEST or not (written.isascii() and written.isdecimal()):
        return None
    number = int(written)
    return number if number <= largest else None
