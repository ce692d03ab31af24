"""Likeness of short texts across languages: duplicates, themes, needs and offers.

No language is guessed: on a sentence of five words guessing fails too often, and people know which
language they write.
"""

from citizenspring.engines.language.circles import Circle, find_circles
from citizenspring.engines.language.likeness import (
    MAYBE_THE_SAME,
    NEAR_DUPLICATE,
    Match,
    near_duplicates,
    nearest,
)
from citizenspring.engines.language.matching import (
    FITS,
    FITS_ANY_KIND,
    Fit,
    Listing,
    Reason,
    explain_fit,
    match_needs,
)
from citizenspring.engines.language.shingles import (
    NEAR_IDENTICAL,
    near_identical,
    resemblance,
    shingles,
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
    "FITS",
    "FITS_ANY_KIND",
    "LANGUAGES",
    "MAX_CHARACTERS",
    "MAYBE_THE_SAME",
    "NEAR_DUPLICATE",
    "NEAR_IDENTICAL",
    "SAME_THEME",
    "Circle",
    "Fit",
    "Listing",
    "Match",
    "Reason",
    "Theme",
    "Vectors",
    "embed",
    "explain_fit",
    "find_circles",
    "find_themes",
    "match_needs",
    "name_theme",
    "near_duplicates",
    "near_identical",
    "nearest",
    "resemblance",
    "shingles",
]
