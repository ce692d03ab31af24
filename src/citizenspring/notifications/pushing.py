"""Sending to devices: encrypted for one browser, through the push service of its maker."""

import json
import logging
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override as speaking
from py_vapid import Vapid02
from pywebpush import WebPusher

from citizenspring.common.templatetags.look import text_direction

from .models import Device, Push
from .push_keys import is_known_service, private_key
from .push_queue import claimed
from .wording import spoken_to, words_of

__all__ = ["send_pushes"]

AT_ONCE = 50
SECONDS = 10
TRIED_FOR = timedelta(days=1)
PAUSE, LONGEST_PAUSE = 30, 3600
LONGEST_BODY = 300
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
log = logging.getLogger("citizenspring.push")


class _Session(requests.Session):
    """Goes only where it is sent: a redirect could lead to any machine."""

    def post(self, url: Any, data: Any = None, json: Any = None, **named: Any) -> Any:
        return super().post(url, data=data, json=json, **named | {"allow_redirects": False})


def send_pushes() -> int:
    """Send what waits for devices; returns how many were seen to."""
    if not settings.PUSH:
        return 0
    ids = claimed(AT_ONCE)
    if not ids:
        return 0
    related = "telling__about__within__within", "telling__outcome__within__within"
    pushes = Push.objects.filter(pk__in=ids).select_related(
        "device__person", *(f"news__{one}" for one in related)
    )
    with _Session() as session:
        for push in pushes:
            _send(push, session)
    return len(ids)


def _send(push: Push, session: requests.Session) -> None:
    device = push.device
    if not is_known_service(device.endpoint):
        device.delete()
        return
    try:
        status = _posted(device, _payload(push), session)
    except requests.RequestException as problem:
        log.warning("A push service does not answer: %s", type(problem).__name__)
        _later(push)
        return
    if status in GONE:
        device.delete()
    elif status in LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _later(push)
    else:
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            log.warning("A push service refused a message with %s.", status)
        push.delete()


def _posted(device: Device, payload: str, session: requests.Session) -> int:
    keys = {"p256dh": device.p256dh, "auth": device.auth}
    pusher = WebPusher({"endpoint": device.endpoint, "keys": keys}, requests_session=session)
    day = int(TRIED_FOR.total_seconds())
    answer = pusher.send(payload, _who_sends(device.endpoint), ttl=day, timeout=SECONDS)
    return int(answer.status_code)


def _who_sends(endpoint: str) -> dict[str, str]:
    parts = urlsplit(endpoint)
    ends = int(now().timestamp()) + 12 * 60 * 60
    contact = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": ends, "sub": f"mailto:{contact}"}
    signed: dict[str, str] = Vapid02(private_key()).sign(claims)
    return signed


def _payload(push: Push) -> str:
    """What the device shows, in its reader's language."""
    language = spoken_to(push.device.person)
    with speaking(language):
        words = words_of(push.news.telling)
    body = words.text if len(words.text) <= LONGEST_BODY else f"{words.text[: LONGEST_BODY - 1]}…"
    shown = {
        "title": words.subject,
        "body": body,
        "url": reverse("notifications:open", args=[push.news_id]),
        "tag": str(push.news_id),
        "lang": language,
        "dir": text_direction(language),
    }
    return json.dumps(shown, ensure_ascii=False)


def _later(push: Push) -> None:
    """What nobody could show within a day is on the page of news anyway."""
    if push.news.at < now() - TRIED_FOR:
        push.delete()
        return
    pause = timedelta(seconds=min(LONGEST_PAUSE, PAUSE * 2 ** min(push.tries, 10)))
    Push.objects.filter(pk=push.pk).update(next_try_at=now() + pause)
