"""Answering a letter: yes or no, once, online or keyed in from paper and telephone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.common.ids import short_code
from citizenspring.ledger.services import record
from citizenspring.panels.errors import (
    AnswersClosed,
    LetterAnswered,
    LetterUnknown,
    ReceiptUnknown,
    ValuesMissing,
)
from citizenspring.panels.models import Invitation, Panel, Volunteer
from citizenspring.panels.permissions import may_answer_letter, may_key_in_answers
from citizenspring.people.addresses import keyed
from citizenspring.people.documents import plain_number
from citizenspring.people.limits import Limit
from citizenspring.people.models import Person

from .letters import digest_of_code
from .planning import hold, require_on

__all__ = [
    "WRONG_CODES",
    "AnswerFacts",
    "answer_letter",
    "check_code",
    "digest_of_receipt",
    "key_in_answer",
    "volunteer_of_receipt",
]

WRONG_CODES = Limit("wrong codes of panel letters", 60, timedelta(seconds=30))
# Ten of 31 signs are 49 bits: enough beside the limit on wrong ones.
LENGTH = 10
Answer = Invitation.Answer


@dataclass(frozen=True)
class AnswerFacts:
    """What somebody says who wants to be drawn; ``values`` has one for each feature."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    mail: str = ""
    phone: str = ""
    language: str = "fr"


def digest_of_receipt(panel: Panel, receipt: str) -> bytes:
    return keyed("panel receipt", f"{panel.pk}\n{plain_number(receipt)}")


def check_code(panel: Panel, code: str, *, address: str) -> None:
    """Refuse a code that no letter has; wrong ones are counted for each network address.

    Call it outside the transaction of the act, which would take the count back with it.
    """
    WRONG_CODES.take(address)
    if not panel.invitations.filter(digest=digest_of_code(panel, code)).exists():
        raise LetterUnknown
    WRONG_CODES.give_back(address)


@transaction.atomic
def answer_letter(
    panel: Panel, code: str, facts: AnswerFacts | None, *, by: Person
) -> tuple[Volunteer | None, str]:
    """Say yes with ``facts``, or no without; returns who can be drawn, and her receipt."""
    may_answer_letter.require(by, panel.gathering)
    return _answer(panel, code, facts, channel="online", person=by)


@transaction.atomic
def key_in_answer(
    panel: Panel, code: str, facts: AnswerFacts | None, *, channel: str, by: Person
) -> tuple[Volunteer | None, str]:
    """The same for somebody who called or sent her letter back."""
    may_key_in_answers.require(by, panel.gathering)
    made = _answer(panel, code, facts, channel=channel, keyed_by=by)
    about = panel.gathering.activity.node_id
    record("panel.keyed_in", by=by, about=about, facts={"channel": channel})
    return made


def _answer(
    panel: Panel,
    code: str,
    facts: AnswerFacts | None,
    *,
    channel: str,
    person: Person | None = None,
    keyed_by: Person | None = None,
) -> tuple[Volunteer | None, str]:
    held = hold(panel)
    require_on(held)
    if held.stage != Panel.Stage.INVITING:
        raise AnswersClosed
    said = Answer.YES if facts else Answer.NO
    invitation = _opened(held, code, said)
    if facts is None:
        return None, ""
    receipt = short_code(LENGTH)
    made = Volunteer(panel=held, invitation=invitation, person=person, keyed_by=keyed_by)
    made.channel, made.language = channel, facts.language
    made.name = " ".join(facts.name.split())[:120]
    made.mail, made.phone = facts.mail.strip(), " ".join(facts.phone.split())
    made.values = _values(held, facts)
    made.receipt = digest_of_receipt(held, receipt)
    made.answered_at = database_now()
    made.save(force_insert=True)
    return made, receipt


def _opened(panel: Panel, code: str, answer: str) -> Invitation:
    """The letter, answered from now on; its row decides between two who type the same code."""
    letters = panel.invitations.filter(digest=digest_of_code(panel, code))
    if letters.filter(answer="").update(answer=answer, answered_at=database_now()):
        return letters.get()
    raise LetterAnswered if letters.exists() else LetterUnknown


def _values(panel: Panel, facts: AnswerFacts) -> dict[str, str]:
    offered: dict[str, set[str]] = {}
    for feature, value in panel.quotas.values_list("feature", "value"):
        offered.setdefault(feature, set()).add(value)
    found = {feature: facts.values.get(feature, "") for feature in offered}
    if not facts.name.strip() or any(found[name] not in values for name, values in offered.items()):
        raise ValuesMissing
    return found


def volunteer_of_receipt(panel: Panel, receipt: str, *, address: str) -> Volunteer:
    """Whose receipt this is; wrong ones are counted like wrong codes."""
    WRONG_CODES.take(address)
    digest = digest_of_receipt(panel, receipt)
    found = panel.volunteers.filter(receipt=digest, gone_at=None).first()
    if found is None:
        raise ReceiptUnknown
    WRONG_CODES.give_back(address)
    return found
