"""News, how often one gets it, leaving, and how mail goes."""

import uuid
from typing import Any

from citizenspring.notifications.leaving import token_for
from citizenspring.notifications.tests.factories import PLAIN, make_news
from citizenspring.people.tests.factories import make_person

from . import OTHERS, Row

TO_THE_DOOR = {"stranger": 302}


def news_of_another() -> dict[str, Any]:
    return {"news_id": make_news(make_person()).pk}


def no_device() -> dict[str, Any]:
    return {"device_id": uuid.uuid4()}


def a_link_to_leave() -> dict[str, Any]:
    return {"token": token_for(make_person().pk, PLAIN.code)}


BY_MAIL_PROGRAMS = "mail programs send it without cookies (RFC 8058); the token is the proof"

ROWS = [
    Row("notifications:news", get=200),
    Row("notifications:read_all", post=302),
    Row("notifications:open", at=news_of_another, get={**TO_THE_DOOR, OTHERS: 404}),
    Row(
        "notifications:settings",
        get={**TO_THE_DOOR, OTHERS: 200},
        post={**TO_THE_DOOR, OTHERS: 422},
    ),
    Row("notifications:try_mailbox", post=302),
    Row(
        "notifications:leave",
        at=a_link_to_leave,
        get=200,
        post=200,
        csrf_exempt_because=BY_MAIL_PROGRAMS,
    ),
    Row(
        "notifications:leave",
        at=lambda: {"token": "x"},
        get=404,
        post=404,
        case="not ours",
        csrf_exempt_because=BY_MAIL_PROGRAMS,
    ),
    Row("notifications:add_device", post={**TO_THE_DOOR, OTHERS: 422}),
    Row("notifications:remove_device", at=no_device, post={**TO_THE_DOOR, OTHERS: 404}),
    Row("notifications:worker", get=200),
    Row("notifications:mail", get={**TO_THE_DOOR, "organiser": 200, OTHERS: 403}),
]
