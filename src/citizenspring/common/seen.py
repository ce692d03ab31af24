"""What people typed, without the signs that nobody sees."""

import re

__all__ = ["seen_text"]

# Control and direction characters could make one text look like another.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u202a-\u202e\u2060-\u2069\ufeff]")


def seen_text(text: str) -> str:
    """The text on one line, without characters that nobody sees."""
    return " ".join(UNSEEN.sub("", text).split())
