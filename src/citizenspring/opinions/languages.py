"""The languages in which a statement may be written: those of the site first, then the city's."""

import unicodedata
from collections import Counter

from django.conf import settings
from django.conf.locale import LANG_INFO

__all__ = ["is_another_script", "language_choices", "translation_targets"]

SPOKEN = (
    *(
        "ar",
        "bg",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "fa",
        "fi",
        "he",
        "hr",
        "hu",
        "it",
        "ja",
        "lt",
    ),
    *("pl", "pt", "ro", "ru", "sk", "sq", "sr", "sv", "sw", "tr", "uk", "ur", "vi", "zh-hans"),
)

# The scripts that are told apart, and who writes in one that is not Latin.
SCRIPTS = "LATIN", "ARABIC", "CYRILLIC", "GREEK", "HEBREW", "CJK", "HIRAGANA", "KATAKANA"
WRITTEN_IN = {
    **{code: {"ARABIC"} for code in ("ar", "fa", "ur")},
    **{code: {"CYRILLIC"} for code in ("bg", "ru", "uk")},
    "el": {"GREEK"},
    "he": {"HEBREW"},
    "ja": {"CJK", "HIRAGANA", "KATAKANA"},
    "sr": {"CYRILLIC", "LATIN"},
    "zh-hans": {"CJK"},
}


def is_another_script(text: str, language: str) -> bool:
    """Whether most letters of the text are of a script in which the language is not written.

    A script that none of the languages to choose from is written in is nobody's mistake.
    """
    scripts = (unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha())
    found = Counter(scripts).most_common(1)
    if not found or found[0][0] not in SCRIPTS:
        return False
    return found[0][0] not in WRITTEN_IN.get(language, {"LATIN"})


def language_choices() -> list[tuple[str, str]]:
    """Codes with the name each language has in itself."""
    first = [code for code, _name in settings.LANGUAGES]
    codes = [*first, *(code for code in SPOKEN if code not in first)]
    return [(code, _own_name(code)) for code in codes]


def _own_name(code: str) -> str:
    name = str(LANG_INFO.get(code, {}).get("name_local", code))
    return name[:1].upper() + name[1:]


def translation_targets(language: str) -> list[tuple[str, str]]:
    """The languages into which a statement in ``language`` can be translated."""
    return [(code, name) for code, name in language_choices() if code != language]
