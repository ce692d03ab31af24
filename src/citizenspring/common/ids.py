"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562)."""

import secrets
import time
import uuid

__all__ = ["short_code", "uuid7"]

# Without letters and figures that look alike on a printed page.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def short_code(length: int = 6) -> str:
    """A code to read from a page or a screen and to type."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def uuid7() -> uuid.UUID:
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
