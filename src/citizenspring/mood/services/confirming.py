"""Confirming an answer, so that it counts: by a link sent by mail, by an account, in person."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import now

from citizenspring.common.clock import database_now
from citizenspring.mood import errors
from citizenspring.mood.addresses import digest_of, mailbox_of, new_token
from citizenspring.mood.models import Answer, Confirmation, MoodCheck, Remark
from citizenspring.mood.permissions import may_confirm_in_person
from citizenspring.people import mail
from citizenspring.people.addresses import clean_address, mail_key, reaches_the_same
from citizenspring.people.bursts import arrive, hold
from citizenspring.people.domains import is_disposable
from citizenspring.people.levels import Level
from citizenspring.people.limits import Limit
from citizenspring.people.models import Burst, Person
from citizenspring.people.queries import level_of
from citizenspring.threads.models import Node, Part
from citizenspring.threads.services import open_node, take_part

from .counting import count_answer, marks_of
from .opening import hold_open
from .sealing import seal_answer
from .telling import queue
from .withdrawing import take_back

__all__ = [
    "WRONG_LINKS",
    "ask_to_confirm",
    "confirm",
    "confirm_by_account",
    "confirm_by_link",
    "confirm_in_person",
    "open_remark",
    "release_answer",
]

LIFE = timedelta(days=7)
OF_MAILBOX = Limit("mood confirmations to a mailbox", 5, timedelta(minutes=12))
# A link is 256 random bits: what this stops is the load of guessing, not a danger.
WRONG_LINKS = Limit("wrong mood links of an address", 300, timedelta(seconds=6))
OF_ANSWER = Limit("mood confirmations of an answer", 5, timedelta(minutes=2))
USE = """
UPDATE mood_confirmation SET used_at = clock_timestamp()
WHERE id = %s AND used_at IS NULL AND expires_at > clock_timestamp()
"""


# Nearly always there is none: asked in a few words, before the whole row is read.
EARLIER = """
SELECT 1 FROM mood_answer WHERE mood_id = %s AND mailbox = %s AND state = 'confirmed'
"""
COUNTED = "state", "how", "confirmed_at", "confirmed_by", "salt", "seal", "email", "mailbox"


@transaction.atomic
def ask_to_confirm(answer: Answer, written: str) -> Confirmation:
    """Send the link that confirms the answer; only what is in that mailbox can confirm it."""
    mail.require_a_way()
    hold_open(answer.mood)
    if answer.is_confirmed:
        raise errors.ConfirmedAlready
    email = clean_address(written)
    if is_disposable(email):
        raise errors.MailPending
    if answer.mood.activity.level > Level.MAIL:
        raise errors.InPersonNeeded
    OF_ANSWER.take(str(answer.pk))
    OF_MAILBOX.take(mail_key(email))
    token = new_token()
    asked = Confirmation.objects.create(
        answer=answer,
        digest=digest_of(token),
        email=email,
        mailbox=mailbox_of(email),
        expires_at=database_now() + LIFE,
    )
    Answer.objects.filter(pk=answer.pk).update(email=email)
    answer.email = email
    facts: dict[str, Any] = {"mood": answer.mood, "token": token, "days": LIFE.days}
    mail.write("mood/confirm", to=email, language=answer.language, **facts)
    return asked


def confirm_by_link(token: str, network: str = "") -> Answer:
    """Count the answer that the link belongs to: each link works once, until it is too old.

    Of two answers from one mailbox the one confirmed last counts, and the constraint sees to it
    that never two do.
    """
    asked = (
        Confirmation.objects.select_related("answer__mood__activity")
        .filter(digest=digest_of(token))
        .first()
    )
    if asked is None:
        raise errors.LinkUnknown
    mood = asked.answer.mood_id
    burst = arrive(Burst.Kind.ANSWER, network, mood) if network and not asked.used_at else None
    try:
        return _use(asked, burst)
    except IntegrityError:
        # Another answer of the same mailbox was confirmed in this very moment: look again.
        return _use(asked, burst)


@transaction.atomic
def _use(asked: Confirmation, burst: Burst | None) -> Answer:
    mood = asked.answer.mood
    hold_open(mood)
    with connection.cursor() as cursor:
        cursor.execute(USE, [asked.pk])
        is_mine = bool(cursor.rowcount)
    if not is_mine:
        used = Confirmation.objects.filter(pk=asked.pk, used_at__isnull=False).exists()
        raise errors.LinkUsed if used else errors.LinkExpired
    answer = _held(asked.answer)
    if answer.is_confirmed:
        raise errors.ConfirmedAlready
    if burst and hold(burst, answer.pk):
        Answer.objects.filter(pk=answer.pk).update(email=asked.email)
        return answer
    answer.email, answer.mailbox = asked.email, bytes(asked.mailbox)
    _make_room(answer)
    confirm(answer, Answer.How.MAIL)
    return answer


@transaction.atomic
def release_answer(subject: UUID, at: datetime) -> None:
    """Count an answer that was held back, as of the moment it was confirmed."""
    found = Answer.objects.select_for_update(of=("self",)).filter(pk=subject, state="waiting")
    answer = found.select_related("home", "mood__activity__process").first()
    if answer is None:
        return
    answer.mailbox = mailbox_of(answer.email)
    earlier = answer.mood.answers.filter(mailbox=answer.mailbox, state=Answer.State.CONFIRMED)
    if not earlier.exists():
        confirm(answer, Answer.How.MAIL, at)


def _held(answer: Answer) -> Answer:
    rows = Answer.objects.select_for_update(of=("self",)).select_related("home")
    held = rows.get(pk=answer.pk)
    held.mood = answer.mood
    if held.state == Answer.State.WITHDRAWN:
        raise errors.AnswerMissing
    return held


def _make_room(answer: Answer) -> None:
    """An earlier answer of the same mailbox gives way, if it is the same for certain."""
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, [answer.mood_id, bytes(answer.mailbox or b"")])
        if cursor.fetchone() is None:
            return
    rows = Answer.objects.select_for_update(of=("self",)).select_related("home", "mood__activity")
    earlier = rows.filter(
        mood=answer.mood_id, mailbox=answer.mailbox, state=Answer.State.CONFIRMED
    ).first()
    if earlier is None:
        return
    if not reaches_the_same(answer.email, earlier.email):
        raise errors.MailboxCounted
    answer.rung_changes = earlier.rung_changes + 1
    take_back(earlier)


def confirm_by_account(answer: Answer) -> None:
    """Count the answer of someone who proved when she signed in as much as this check asks."""
    asked = max(answer.mood.activity.level, Level.MAIL)
    if level_of(answer.person) < asked and not answer.person.is_persona:
        return
    answer.email = str(answer.person.email)
    answer.mailbox = mailbox_of(answer.email)
    _make_room(answer)
    confirm(answer, Answer.How.ACCOUNT)


@transaction.atomic
def confirm_in_person(mood: MoodCheck, code: str, *, by: Person) -> Answer:
    """Count the answer of someone who stands before a verifier and shows her code."""
    may_confirm_in_person.require(by, mood)
    hold_open(mood)
    rows = Answer.objects.select_for_update(of=("self",)).select_related("home", "person")
    tidy = "".join(sign for sign in code.upper() if sign.isalnum())
    answer = rows.filter(mood=mood, code=tidy).exclude(state=Answer.State.WITHDRAWN).first()
    if answer is None:
        raise errors.CodeUnknown
    answer.mood = mood
    if answer.person_id == by.pk:
        raise errors.NotYourOwn
    if answer.is_confirmed:
        raise errors.ConfirmedAlready
    answer.confirmed_by = by
    confirm(answer, Answer.How.IN_PERSON)
    return answer


def confirm(answer: Answer, how: Answer.How, at: datetime | None = None) -> None:
    """Count an answer that is held still in the transaction of its confirmation."""
    answer.state, answer.how = Answer.State.CONFIRMED, how
    answer.confirmed_at = at or database_now()
    seal_answer(answer)
    answer.save(update_fields=[*COUNTED, "rung_changes"])
    for remark in answer.remarks.select_related("question"):
        remark.mood = answer.mood
        open_remark(remark)
        remark.save(update_fields=["node", "is_confirmed", "created_at"])
        assert remark.node is not None
        take_part(answer.person, remark.node, Part.Kind.WROTE)
    kind = Part.Kind.SIGNED_ON_PAPER if answer.is_on_paper else Part.Kind.SUPPORTED
    # Known by its id alone, which is all that taking part needs.
    take_part(Person(id=answer.person_id), Node(id=answer.mood.activity.node_id), kind)
    count_answer(answer.mood_id, after=marks_of(answer))
    queue(answer, "rung", f"rung-{answer.rung_changes}")


def open_remark(remark: Remark) -> None:
    """Words become public with the answer they are part of."""
    mood = remark.mood
    remark.is_confirmed, remark.created_at = True, now()
    remark.node = open_node(
        "remark",
        title=remark.text,
        language=remark.language,
        url=f"{mood.page('words')}#{remark.pk}",
        within=mood.activity.node,
    )
