"""Forms whose texts are asked in several languages, each field with a label of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citizenspring.common.templatetags.look import language_name, text_direction
from citizenspring.processes.texts import Text, in_languages

__all__ = ["FormInLanguages", "Words", "WordsGroup"]


@dataclass(frozen=True)
class Words:
    """One text that is asked in every language."""

    label: str | Promise
    help: str | Promise = ""
    longest: int = 300
    rows: int = 1
    is_required: bool = False
    is_needed_to_open: bool = False


@dataclass(frozen=True)
class WordsGroup:
    """The fields of one text, for the page: a field set with its legend."""

    name: str
    words: Words
    fields: list[BoundField]


class FormInLanguages(forms.Form):
    """A form with ``words``: each becomes one field per language, such as ``question_nl``.

    ``texts`` fills them in; ``spoken`` adds languages to those of the platform.
    """

    use_required_attribute = False
    words: ClassVar[Mapping[str, Words]] = {}

    def __init__(
        self,
        *args: Any,
        texts: Mapping[str, Text] | None = None,
        spoken: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # Before the first saving, everything is missing: to say it of each field says nothing.
        self.is_saved = any(in_languages(text) for text in (texts or {}).values())
        self.languages = list(dict.fromkeys([*dict(settings.LANGUAGES), *spoken]))
        for name, words in reversed(list(self.words.items())):
            known = in_languages((texts or {}).get(name, ""))
            made = {
                f"{name}_{language}": _field(words, language, known.get(language, ""))
                for language in self.languages
            }
            self.fields = {**made, **self.fields}

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        for name, words in self.words.items():
            if words.is_required and not self.text(name):
                self.add_error(
                    f"{name}_{self.languages[0]}", _("Write this in at least one language.")
                )
        return asked

    def text(self, name: str) -> dict[str, str]:
        """What was written, by language."""
        return in_languages(
            {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.languages}
        )

    def groups(self) -> Iterator[WordsGroup]:
        for name, words in self.words.items():
            yield WordsGroup(name, words, [self[f"{name}_{code}"] for code in self.languages])

    def plain_fields(self) -> list[BoundField]:
        """The fields that are not in several languages."""
        grouped = {f"{name}_{code}" for name in self.words for code in self.languages}
        return [bound for bound in self if bound.name not in grouped]


def _field(words: Words, language: str, initial: str) -> forms.CharField:
    attributes = {"lang": language, "dir": text_direction(language)}
    many = forms.Textarea({**attributes, "rows": words.rows})
    widget = many if words.rows > 1 else forms.TextInput(attributes)
    return forms.CharField(
        label=language_name(language),
        required=False,
        max_length=words.longest,
        widget=widget,
        initial=initial,
    )
