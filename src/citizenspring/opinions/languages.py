"""The languages in which a statement may be written: those of the site first, then the city's."""

from django.conf import settings
from django.conf.locale import LANG_INFO

__all__ = ["language_choices", "translation_targets"]

SPOKEN = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "es", "fa", "fi", "hr", "hu", "it", "ja", "lt"),
    *("pl", "pt", "ro", "ru", "sk", "sq", "sr", "sv", "sw", "tr", "uk", "ur", "vi", "zh-hans"),
)


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
