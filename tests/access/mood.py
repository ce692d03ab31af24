"""Mood checks: anybody answers and reads, organisers prepare, verifiers confirm."""

from typing import Any
from uuid import uuid4

from django.utils.timezone import now

from citizenspring.mood import services
from citizenspring.mood.addresses import signed
from citizenspring.mood.models import MoodCheck
from citizenspring.mood.services import DID, LEAVE
from citizenspring.mood.tests.factories import (
    answered,
    confirmed,
    make_commune,
    make_mood,
    token_of,
)
from citizenspring.processes.tests.factories import make_open_process

from . import OTHERS, Row

INSIDERS = {"facilitator": 200, "moderator": 200, "organiser": 200}
TEAM = {"facilitator": 200, "organiser": 200}
ORGANISER = {"organiser": 200, OTHERS: 403}
ORGANISER_POSTS = {"organiser": 302, OTHERS: 403}


def a_mailbox() -> str:
    return f"{uuid4().hex}@example.org"


def address_of(mood: MoodCheck) -> dict[str, Any]:
    return {"process": mood.activity.process.slug, "activity": mood.activity.slug}


def a_check() -> dict[str, Any]:
    make_commune()
    return address_of(make_mood())


def a_draft() -> dict[str, Any]:
    return address_of(make_mood(is_open=False))


def an_answer() -> dict[str, Any]:
    return {"q1": "4", "home": "outside"}


def figures() -> dict[str, Any]:
    mood = make_mood()
    home = make_commune()
    services.answer_many(mood, [services.Invented({1: 3}, home, now())] * 12)
    services.publish(mood)
    return address_of(mood)


def a_flyer() -> dict[str, Any]:
    return {**a_check(), "language": "nl"}


def a_question() -> dict[str, Any]:
    return {**a_draft(), "number": 2}


def a_met_check() -> dict[str, Any]:
    mood = make_mood(target=1)
    confirmed(mood, a_mailbox())
    services.decide(mood.pk)
    return address_of(mood)


def a_link() -> dict[str, Any]:
    email = a_mailbox()
    services.ask_to_confirm(answered(make_mood()), email)
    return {"token": token_of(email)}


def a_used_link() -> dict[str, Any]:
    email = a_mailbox()
    confirmed(make_mood(), email)
    return {"token": token_of(email)}


def a_link_about(purpose: str) -> dict[str, Any]:
    answer = confirmed(make_mood(), a_mailbox())
    return {"answer_id": answer.pk, "token": signed(purpose, answer.pk)}


def a_wrong_link() -> dict[str, Any]:
    return {"answer_id": uuid4(), "token": "x" * 64}


def texts() -> dict[str, Any]:
    numbers = {"target": "100", "each_commune": "0", "communes": "0", "city_share": "0"}
    return {"title_fr": "Une rue", "closes_at": "2199-01-01T12:00", **numbers}


def a_gathering() -> dict[str, Any]:
    return {"title_fr": "La rencontre", "introduction_fr": "Ici.", "reason": "Enough people."}


ROWS = [
    Row("mood:short", at=lambda: {"code": make_mood().code}, get=302),
    Row("mood:short", case="unknown", at=lambda: {"code": "NOCODE"}, get=404),
    Row("mood:answer", at=a_check, get=200, sends=an_answer, post=302),
    Row(
        "mood:answer",
        case="draft",
        at=a_draft,
        get={**INSIDERS, OTHERS: 404},
        sends=an_answer,
        post={"facilitator": 403, "moderator": 403, "organiser": 403, OTHERS: 404},
    ),
    Row("mood:bar", at=a_check, get=200),
    Row("mood:mine", at=a_check, get=200),
    Row("mood:send-link", at=a_check, sends=lambda: {"email": "a@example.org"}, post=409),
    Row("mood:withdraw", at=a_check, get=409, post=409),
    Row("mood:results", at=figures, get=200),
    Row("mood:figures", at=figures, get=200),
    Row("mood:figures", case="none yet", at=a_check, get=404),
    Row("mood:words", at=a_check, get=200),
    Row("mood:flyer", at=a_flyer, get=200),
    Row("mood:verify", at=a_check, get=403, post=403),
    Row(
        "mood:paper",
        at=a_check,
        get={**TEAM, OTHERS: 403},
        sends=lambda: {"name": "Ada"},
        post={"facilitator": 422, "organiser": 422, OTHERS: 403},
    ),
    Row(
        "mood:edit",
        at=a_draft,
        get={**ORGANISER, "stranger": 404, "guest": 404, "member": 404},
        sends=texts,
        post={**ORGANISER_POSTS, "stranger": 404, "guest": 404, "member": 404},
    ),
    Row(
        "mood:edit",
        case="open",
        at=a_check,
        get=ORGANISER,
        sends=texts,
        post={"organiser": 422, OTHERS: 403},
    ),
    Row(
        "mood:question",
        at=a_question,
        get={**ORGANISER, "stranger": 404, "guest": 404, "member": 404},
        sends=lambda: {"kind": "open", "text_fr": "Quoi ?"},
        post={**ORGANISER_POSTS, "stranger": 404, "guest": 404, "member": 404},
    ),
    Row("mood:wave", at=a_check, get=ORGANISER, post=ORGANISER_POSTS),
    Row("mood:gathering", at=a_met_check, get=ORGANISER, sends=a_gathering, post=ORGANISER_POSTS),
    Row("mood:confirm", at=a_link, get=200, post=302),
    Row("mood:confirmed", at=a_used_link, get=200),
    Row("mood:confirmed", case="not used", at=a_link, get=404),
    Row("mood:confirm", case="unknown", at=lambda: {"token": "x" * 43}, get=404, post=404),
    Row("mood:did", at=lambda: a_link_about(DID), get=200, sends=lambda: {"did": "yes"}, post=302),
    Row("mood:did", case="unknown", at=a_wrong_link, get=404, post=404),
    Row(
        "mood:leave",
        at=lambda: a_link_about(LEAVE),
        get=200,
        post=200,
        csrf_exempt_because="mail programs send it by themselves (RFC 8058)",
    ),
    Row(
        "mood:new",
        at=lambda: {"process": make_open_process().slug},
        get=ORGANISER,
        sends=texts,
        post=ORGANISER_POSTS,
    ),
]
