"""Telling people what they are to know, each thing once, in their language.

An act only notes what is to be told; the worker writes the mails. So a crowd of a thousand answers
waits for no mail, and a dead mail server holds up nobody.
"""

from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import override as speaking

from citizenspring.common.clock import database_now
from citizenspring.mood.addresses import signed, signed_by_us
from citizenspring.mood.errors import LinkUnknown
from citizenspring.mood.models import Answer, Message, MoodCheck, Rung
from citizenspring.mood.news import CODES
from citizenspring.notifications.services import notify
from citizenspring.people import mail
from citizenspring.people.errors import NoMailYet
from citizenspring.people.models import PERSONA_DOMAIN
from citizenspring.processes.models import Activity
from citizenspring.processes.texts import as_text

__all__ = ["DID", "LEAVE", "ask_of", "leave_messages", "queue", "queue_for_all", "tell_some"]

AT_ONCE = 200
LEAVE = "leave"
DID = "did"
# Told even to those who asked for no news: what became of the answer they gave.
OWED = frozenset({"met", "missed"})
TO_TELL = """
SELECT id FROM mood_message WHERE told_at IS NULL ORDER BY made_at, id
LIMIT %s FOR UPDATE SKIP LOCKED
"""
QUEUE = """
INSERT INTO mood_message (id, answer_id, kind, key, facts, made_at)
SELECT gen_random_uuid(), id, %(kind)s, %(key)s, %(facts)s::jsonb, clock_timestamp()
FROM mood_answer WHERE mood_id = %(mood)s AND state = 'confirmed'
    AND (wants_news OR %(owed)s) AND coalesce(rung, 1) >= %(rung)s
ON CONFLICT (answer_id, key) DO NOTHING
"""


def queue(answer: Answer, kind: str, key: str, **facts: Any) -> None:
    """Note that this person is to be told; the same ``key`` twice is once."""
    told = Message(answer=answer, kind=kind, key=key, facts=facts)
    Message.objects.bulk_create([told], ignore_conflicts=True)


def queue_for_all(mood: MoodCheck, kind: str, key: str, *, rung: int = 1, facts: str = "{}") -> int:
    """Note that everyone whose answer counts, from a rung on, is to be told."""
    said: dict[str, Any] = {"mood": mood.pk, "kind": kind, "key": key, "rung": rung, "facts": facts}
    with connection.cursor() as cursor:
        cursor.execute(QUEUE, {**said, "owed": kind in OWED})
        return int(cursor.rowcount)


@transaction.atomic
def tell_some() -> int:
    """Write the mails of some messages; returns how many were settled."""
    with connection.cursor() as cursor:
        cursor.execute(TO_TELL, [AT_ONCE])
        ids = [row[0] for row in cursor.fetchall()]
    found = Message.objects.filter(pk__in=ids).select_related(
        "answer__mood__activity__process", "answer__person"
    )
    for message in found:
        _tell(message)
    Message.objects.filter(pk__in=ids).update(told_at=database_now())
    return len(ids)


def _tell(message: Message) -> None:
    answer = message.answer
    if not answer.is_confirmed or not _has_a_mailbox(answer):
        return
    if message.kind not in OWED and not answer.wants_news:
        return
    if answer.person.email and not answer.person.is_guest:
        _notify(message)
        return
    facts = {
        "mood": answer.mood,
        "answer": answer,
        "ask": ask_of(answer),
        "leave": signed(LEAVE, answer.pk),
        "did": signed(DID, answer.pk),
        "onward": _onward(message),
        **message.facts,
    }
    try:
        mail.write(f"mood/{message.kind}", to=answer.email, language=answer.language, **facts)
    except NoMailYet:
        return


def _onward(message: Message) -> str:
    """The page of the new wave or of the gathering; both may stand elsewhere than the check."""
    rows = Activity.objects.select_related("node")
    if gathering := message.facts.get("gathering"):
        found = rows.filter(pk=gathering).first()
    elif wave := message.facts.get("next"):
        found = rows.filter(mood_check=wave).first()
    else:
        found = None
    return found.get_absolute_url() if found else message.answer.mood.get_absolute_url()


def _notify(message: Message) -> None:
    """An account hears as it chose to; of a step of the thread it hears from the thread."""
    answer, kind = message.answer, CODES.get(message.kind)
    if kind is None:
        return
    ask = ask_of(answer)
    facts = {
        "rung": _in_all(answer.rung),
        "ask": ask.data if ask else "",
        **message.facts,
    }
    url = {
        "rung": answer.mood.page("mine"),
        "did": reverse("mood:did", args=[answer.pk, signed(DID, answer.pk)]),
        "nudge": reverse("mood:short", args=[answer.mood.code]),
    }.get(message.kind, answer.mood.page("results"))
    about, key = answer.mood.activity.node, f"mood:{answer.pk}:{message.key}"
    notify(kind, [answer.person], about=about, url=url, facts=facts, key=key)


def _in_all(rung: int | None) -> dict[str, str]:
    """What a rung is called in every language of the site."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            found[language] = str(Rung(rung or Rung.INTERESTED).label)
    return found


def _has_a_mailbox(answer: Answer) -> bool:
    return bool(answer.email) and not answer.email.endswith(f"@{PERSONA_DOMAIN}")


def ask_of(answer: Answer) -> Any:
    """What the rung of the answer asks of the person, by language."""
    if answer.rung is None:
        return ""
    ladder = answer.mood.questions.filter(kind="ladder").first()
    options: list[Any] = ladder.options if ladder else []
    return as_text(options[answer.rung - 1]) if len(options) >= answer.rung else ""


def leave_messages(answer: Answer, token: str) -> None:
    """One click and no more messages about this mood check; the answer stays as it is."""
    if not signed_by_us(LEAVE, answer.pk, token):
        raise LinkUnknown
    Answer.objects.filter(pk=answer.pk).update(wants_news=False)
