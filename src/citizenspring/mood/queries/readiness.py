"""What a mood check still lacks before it can open."""

from django.utils.translation import gettext as _

from citizenspring.mood.models import MoodCheck, Question, Rung
from citizenspring.processes.texts import missing_languages, named

__all__ = ["missing_for_opening"]

FEWEST_OPTIONS = 2


def missing_for_opening(mood: MoodCheck) -> list[str]:
    """Sentences that say what to do; none when it is ready."""
    languages = mood.activity.process.languages
    found = []
    questions = list(mood.questions.all())
    if not questions:
        found.append(_("Add a question."))
    if mood.activity.closes_at is None:
        found.append(_("Set the date by which the threshold is to be met."))
    wanted = [
        (mood.if_met, _("Say what happens if the threshold is met, in: %(languages)s.")),
        (mood.if_missed, _("Say what happens if it is missed, in: %(languages)s.")),
    ]
    if mood.previous_id:
        wanted.append((mood.what_changed, _("Write what changed since, in: %(languages)s.")))
    for text, sentence in wanted:
        if missing := missing_languages(text, languages):
            found.append(sentence % {"languages": named(missing)})
    return found + [
        sentence for question in questions for sentence in _missing_in(question, languages)
    ]


def _missing_in(question: Question, languages: list[str]) -> list[str]:
    facts = {"number": question.number}
    found = []
    texts = [question.text, *question.options]
    missing = sorted({code for text in texts for code in missing_languages(text, languages)})
    if missing:
        sentence = _("Question %(number)s, or what it offers, is not written in: %(languages)s.")
        found.append(sentence % {**facts, "languages": named(missing)})
    if question.kind == Question.Kind.CHOICE and len(question.options) < FEWEST_OPTIONS:
        found.append(_("Question %(number)s needs two options or more.") % facts)
    if question.kind == Question.Kind.LADDER and len(question.options) < len(Rung):
        found.append(_("Question %(number)s needs something to ask on each rung.") % facts)
    return found
