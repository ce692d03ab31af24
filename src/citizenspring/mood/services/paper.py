"""Answers on paper, keyed in by a named person, each mailbox and each name once."""

from dataclasses import dataclass

from django.db import transaction

from citizenspring.city.models import Territory
from citizenspring.mood.addresses import mailbox_of
from citizenspring.mood.errors import NameKnown, PaperKnown
from citizenspring.mood.models import Answer, MoodCheck
from citizenspring.mood.permissions import may_confirm_in_person, may_key_in
from citizenspring.people.models import Person
from citizenspring.processes.texts import folded

from .answering import AnswerFacts, fill
from .confirming import ask_to_confirm, confirm
from .opening import hold_open

__all__ = ["PaperFacts", "key_in", "known_by_mailbox", "known_by_name"]


@dataclass(frozen=True)
class PaperFacts:
    """What stands on the paper; ``is_another`` says that the name is somebody else's too."""

    answer: AnswerFacts
    name: str
    email: str = ""
    is_another: bool = False


def name_key(name: str) -> str:
    """The same for a name however its capitals, accents and order of words are."""
    return " ".join(sorted(folded(name).replace("-", " ").split()))[:120]


def known_by_mailbox(mood: MoodCheck, email: str) -> Answer | None:
    if not email:
        return None
    rows = mood.answers.filter(mailbox=mailbox_of(email), state=Answer.State.CONFIRMED)
    waiting = mood.answers.filter(is_on_paper=True, email__iexact=email)
    return rows.first() or waiting.exclude(state=Answer.State.WITHDRAWN).first()


def known_by_name(mood: MoodCheck, name: str, home: Territory | None) -> Answer | None:
    same = mood.answers.filter(name_key=name_key(name), home=home)
    return same.exclude(state=Answer.State.WITHDRAWN).select_related("keyed_by").first()


@transaction.atomic
def key_in(mood: MoodCheck, facts: PaperFacts, *, by: Person) -> Answer:
    """Keep a paper answer under the name of who keyed it in.

    A verifier saw the person sign, so it counts at once. Keyed in by anybody else, it waits for a
    verifier, or for the link sent to the address on the paper.
    """
    may_key_in.require(by, mood)
    hold_open(mood)
    # Two people may hold the same pile: one after the other, so that each sees what is there.
    MoodCheck.objects.select_for_update(of=("self",), no_key=True).get(pk=mood.pk)
    if known_by_mailbox(mood, facts.email):
        raise PaperKnown
    if not facts.is_another and known_by_name(mood, facts.name, facts.answer.home):
        raise NameKnown
    signer = Person(language=facts.answer.language)
    signer.set_unusable_password()
    signer.save(force_insert=True)
    answer = Answer(mood=mood, person=signer, is_on_paper=True, keyed_by=by, email=facts.email)
    answer.name, answer.name_key = facts.name, name_key(facts.name)
    answer.home, answer.language = facts.answer.home, facts.answer.language
    answer.save(force_insert=True)
    fill(answer, facts.answer)
    answer.save()
    if may_confirm_in_person(by, mood):
        answer.mailbox = mailbox_of(facts.email) if facts.email else None
        answer.confirmed_by = by
        confirm(answer, Answer.How.IN_PERSON)
    elif facts.email:
        ask_to_confirm(answer, facts.email)
    return answer
