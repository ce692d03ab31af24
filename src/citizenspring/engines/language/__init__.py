"""Likeness of short texts across languages: vectors, near duplicates, themes.

No language is guessed: on a sentence of five words guessing fails too often, and people know which
language they write.
"""

from citizenspring.engines.language.likeness import (
    MAYBE_THE_SAME,
    NEAR_DUPLICATE,
    Match,
    near_duplicates,
    nearest,
)
from citizenspring.engines.language.themes import SAME_THEME, Theme, find_themes, name_theme
from citizenspring.engines.language.vectors import (
    DIMENSIONS,
    LANGUAGES,
    MAX_CHARACTERS,
    Vectors,
    embed,
)

__all__ = [
    "DIMENSIONS",
    "LANGUAGES",
    "MAX_CHARACTERS",
    "MAYBE_THE_SAME",
    "NEAR_DUPLICATE",
    "SAME_THEME",
    "Match",
    "Theme",
    "Vectors",
    "embed",
    "find_themes",
    "name_theme",
    "near_duplicates",
    "nearest",
]
