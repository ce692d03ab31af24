"""Domains made to look like another: letters of several alphabets, or of one that passes for ours.

They are refused instead of folded into the domain they imitate: folded, whoever owns the false one
could keep the owner of the true one out.
"""

import unicodedata

__all__ = ["is_deceiving"]

# Written together in one word by honest people.
EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
# Cyrillic, Greek and Armenian letters that most typefaces draw like a Latin one.
LOOKALIKES = frozenset("абгезикморстухѕіјһԁԛԝүӏ" + "αγεικνορτυχω" + "օոսցհո")


def is_deceiving(domain: str) -> bool:
    """Whether a part of the domain (not in its ASCII form) passes for something it is not.

    >>> is_deceiving("ex\u0430mple.org"), is_deceiving("bücher.example"), is_deceiving("москва.рф")
    (True, False, False)
    """
    return any(_is_mixed(label) or _is_all_lookalikes(label) for label in domain.split("."))


def _is_mixed(label: str) -> bool:
    scripts = {unicodedata.name(one, "?").split()[0] for one in label if one.isalpha()}
    return len(scripts) > 1 and not scripts <= EAST_ASIAN | {"LATIN"}


def _is_all_lookalikes(label: str) -> bool:
    letters = {one for one in label if one.isalpha()}
    return bool(letters) and letters <= LOOKALIKES
