"""What people in the room, experts and organisers send."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.processes.forms import FormInLanguages, Words

from .models import LONGEST_QUESTION, Answer, Brief, Expert, Hearing, Source
from .services import AnswerFacts, BriefFacts, ExpertFacts, SourceFacts

__all__ = ["AnswerForm", "AskForm", "BriefForm", "ExpertForm"]

MOST_SOURCES = 6
LONGEST_SOURCE = 700


def _languages(spoken: Iterable[str]) -> list[tuple[str, Any]]:
    """Those of the tables first, then all others of the site."""
    names = dict(settings.LANGUAGES)
    codes = dict.fromkeys([*spoken, *names])
    return [(code, names.get(code, code)) for code in codes]


class AskForm(forms.Form):
    """One question, short enough to be read aloud."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("One question in one sentence. It is public, without your name."),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea({"rows": 3, "dir": "auto", "maxlength": LONGEST_QUESTION}),
        error_messages={"required": _("Write your question in words.")},
    )
    language = forms.ChoiceField(label=_("Language of your words"))

    def __init__(self, hearing: Hearing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = _languages(hearing.gathering.languages)
        language.initial = get_language()


class ExpertForm(forms.Form):
    """Who is heard, and what she declares."""

    use_required_attribute = False

    role = forms.ChoiceField(
        label=_("How is this person heard?"),
        choices=Expert.Role.choices,
        initial=Expert.Role.EXPERT,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Name, as everybody reads it"),
        max_length=120,
        widget=forms.TextInput({"dir": "auto"}),
    )
    body = forms.CharField(
        label=_("Body, firm or street for which she speaks"),
        required=False,
        max_length=160,
        widget=forms.TextInput({"dir": "auto"}),
    )
    interests = forms.CharField(
        label=_("Interests she declares"),
        help_text=_(
            "Who pays her, what she owns, which groups she belongs to, as far as it matters here."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    has_none = forms.BooleanField(
        label=_("She declares that she has no interests in it."), required=False
    )
    language = forms.ChoiceField(label=_("Language of these words"))
    ticket = forms.CharField(
        label=_("Ticket, if she is registered for the gathering"),
        help_text=_("Whoever comes with it sits in the room and never votes in it."),
        required=False,
        max_length=40,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )

    def __init__(self, hearing: Hearing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = _languages(hearing.gathering.languages)
        language.initial = get_language()

    @classmethod
    def of_expert(cls, expert: Expert, sent: Any = None) -> "ExpertForm":
        names = ("role", "name", "body", "interests", "has_none", "language")
        known = {name: getattr(expert, name) for name in names}
        known["ticket"] = expert.registration.ticket if expert.registration else ""
        return cls(expert.hearing, sent, initial=known)

    def facts(self) -> ExpertFacts:
        return ExpertFacts(**self.cleaned_data)


def _sources_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_(
            "One a line: its name, and if it is on a page its address at the end. For instance: "
            "Air quality 2025, https://example.org/air"
        ),
        required=False,
        max_length=MOST_SOURCES * LONGEST_SOURCE,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


def _read_sources(written: str) -> list[SourceFacts]:
    """Lines of a name and, where the last word is one, an address."""
    found = []
    for line in written.splitlines():
        words = line.split()
        is_address = bool(words) and "://" in words[-1]
        url = words.pop() if is_address else ""
        title = " ".join(words).rstrip(",;: ")
        if title or url:
            found.append(SourceFacts(title or url, url))
    return found[:MOST_SOURCES]


def _told_sources(sources: Iterable[Source]) -> str:
    return "\n".join(f"{one.title}, {one.url}" if one.url else one.title for one in sources)


class BriefForm(FormInLanguages):
    """Evidence in plain words, in the languages of the tables, with its sources."""

    words = {
        "title": Words(_("Title"), longest=160, is_required=True),
        "text": Words(
            _("What is known, in plain words"),
            _("Short sentences. Say what is certain, what is disputed, and what nobody knows."),
            longest=6000,
            rows=8,
            is_required=True,
        ),
    }
    expert = forms.ChoiceField(label=_("By which expert"), required=False)
    sources = _sources_field(_("Sources"))

    def __init__(self, hearing: Hearing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, spoken=hearing.gathering.languages, **kwargs)
        self.experts = {str(one.pk): one for one in hearing.experts.filter(left_at=None)}
        expert: Any = self.fields["expert"]
        names = [(key, one.name) for key, one in self.experts.items()]
        expert.choices = [("", _("The organisers")), *names]

    @classmethod
    def of_brief(cls, brief: Brief, sent: Any = None) -> "BriefForm":
        known = {
            "expert": str(brief.expert_id or ""),
            "sources": _told_sources(brief.sources.all()),
        }
        texts = {"title": brief.title, "text": brief.text}
        return cls(brief.hearing, sent, initial=known, texts=texts)

    def facts(self) -> BriefFacts:
        asked = self.cleaned_data
        return BriefFacts(
            self.text("title"),
            self.text("text"),
            expert=self.experts.get(asked["expert"]),
            sources=_read_sources(asked["sources"]),
        )


class AnswerForm(forms.Form):
    """What an expert answered, with her sources."""

    use_required_attribute = False

    expert = forms.ChoiceField(label=_("Who answers"))
    text = forms.CharField(
        label=_("The answer, in plain words"),
        help_text=_("Where nobody knows, that is the answer. Say then how one could find out."),
        max_length=4000,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of these words"))
    sources = _sources_field(_("Sources"))
    has_no_source = forms.BooleanField(
        label=_("It is her own judgement, without a source."), required=False
    )

    def __init__(
        self, hearing: Hearing, experts: Sequence[Expert], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.experts = {str(one.pk): one for one in experts}
        expert: Any = self.fields["expert"]
        expert.choices = [(key, one.name) for key, one in self.experts.items()]
        language: Any = self.fields["language"]
        language.choices = _languages(hearing.gathering.languages)
        language.initial = get_language()

    @staticmethod
    def known(answer: Answer | None) -> dict[str, Any]:
        """What was answered before, to be corrected."""
        if answer is None:
            return {}
        sources = _told_sources(answer.sources.all())
        said = {"text": answer.text, "language": answer.language, "sources": sources}
        return {**said, "expert": str(answer.expert_id), "has_no_source": not sources}

    def chosen(self) -> Expert:
        return self.experts[self.cleaned_data["expert"]]

    def facts(self) -> AnswerFacts:
        asked = self.cleaned_data
        return AnswerFacts(
            asked["text"],
            asked["language"],
            _read_sources(asked["sources"]),
            has_no_source=asked["has_no_source"],
        )
