"""News on devices, through a push service."""

import base64
import json
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from citizenspring.notifications.composing import compose
from citizenspring.notifications.errors import DeviceRefused
from citizenspring.notifications.kinds import Rhythm
from citizenspring.notifications.models import Device, Push
from citizenspring.notifications.push_keys import is_known_service, public_key
from citizenspring.notifications.pushing import send_pushes
from citizenspring.notifications.services import add_device, choose_rhythms
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person, signed_in
from citizenspring.testing.pushbox import Pushbox, open_pushbox

from .factories import PLAIN, make_news

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def pushbox(settings: Settings) -> Iterator[Pushbox]:
    """A push service on this machine, which the settings allow here only."""
    settings.PUSH_TO_THIS_MACHINE = True
    with open_pushbox() as box:
        yield box


def a_device(pushbox: Pushbox, person: Person | None = None) -> Device:
    person = person or make_guest(language="en")
    return add_device(pushbox.endpoint, **pushbox.keys, by=person)


def test_the_browser_can_read_it_in_its_readers_language(pushbox: Pushbox) -> None:
    device = a_device(pushbox, make_guest(language="nl"))
    news = make_news(device.person, "Meer schaduw")
    compose()
    assert send_pushes() == 1
    (shown,) = pushbox.shown
    assert shown["title"] == "Meer schaduw"
    assert shown["body"] == "Er is nog niets uit gevolgd."
    assert shown["url"] == f"/news/{news.pk}/"
    assert (shown["lang"], shown["dir"]) == ("nl", "ltr")
    assert send_pushes() == 0
    assert not Push.objects.exists()


def test_the_push_service_can_read_nothing(pushbox: Pushbox) -> None:
    make_news(a_device(pushbox).person, "Very private")
    compose()
    send_pushes()
    (_path, headers, body) = pushbox.raw[0]
    assert b"private" not in body
    assert headers["content-encoding"] == "aes128gcm"
    assert "private" not in json.dumps(headers)


def test_it_is_signed_by_the_key_that_browsers_are_told(pushbox: Pushbox) -> None:
    make_news(a_device(pushbox).person)
    compose()
    send_pushes()
    said = pushbox.raw[0][1]["authorization"].removeprefix("vapid ")
    parts = dict(part.strip().split("=", 1) for part in said.split(","))
    assert parts["k"].rstrip("=") == public_key()
    signed, _dot, signature = parts["t"].rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    numbers = (int.from_bytes(half) for half in (raw[:32], raw[32:]))
    point = base64.urlsafe_b64decode(public_key() + "==")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    key.verify(encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert claims["aud"] == f"http://127.0.0.1:{pushbox.port}"
    assert 0 < claims["exp"] - now().timestamp() < 24 * 60 * 60


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(pushbox: Pushbox, status: int) -> None:
    make_news(a_device(pushbox).person)
    pushbox.status = status
    compose()
    send_pushes()
    assert not Device.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_is_busy_is_asked_again(pushbox: Pushbox, status: int) -> None:
    make_news(a_device(pushbox).person)
    pushbox.status = status
    compose()
    send_pushes()
    push = Push.objects.get()
    assert push.next_try_at > now()
    assert send_pushes() == 0
    pushbox.status = 201
    Push.objects.update(next_try_at=now())
    send_pushes()
    assert not Push.objects.exists()
    assert len(pushbox.raw) == 2


def test_a_service_that_is_away_loses_nothing(pushbox: Pushbox) -> None:
    device = a_device(pushbox)
    Device.objects.update(endpoint="http://127.0.0.1:9/push")
    make_news(device.person)
    compose()
    send_pushes()
    assert Push.objects.get().next_try_at > now()


def test_only_news_at_once_is_shown_and_only_while_unread(pushbox: Pushbox) -> None:
    guest = a_device(pushbox).person
    choose_rhythms({PLAIN.code: Rhythm.DAILY}, by=guest)
    make_news(guest)
    choose_rhythms({PLAIN.code: Rhythm.AT_ONCE}, by=guest)
    guest.news.update(read_at=now())
    compose()
    assert not Push.objects.exists()


def test_one_setting_turns_it_off(pushbox: Pushbox, settings: Settings) -> None:
    guest = a_device(pushbox).person
    settings.PUSH = False
    make_news(guest)
    compose()
    assert send_pushes() == 0
    assert b"push.js" not in signed_in(guest).get("/news/settings/", headers=ENGLISH).content
    sent = {"endpoint": pushbox.endpoint, **pushbox.keys}
    assert signed_in(guest).post("/news/devices/", sent).status_code == 404


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:8000/admin",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://example.org/",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://fcm.googleapis.com.evil.example/",
        "https://fcm.googleapis.com@evil.example/",
        "https://evil.example/#.push.apple.com",
        "https://fcm.googleapis.com:8443/",
        "https://fcm.googleapis.com:x/",
        "https://push.apple.com/",
        "https://\u0430.push.apple.com/",
        "file:///etc/passwd",
        "",
    ],
)
def test_a56_an_endpoint_elsewhere_is_never_spoken_to(endpoint: str) -> None:
    assert not is_known_service(endpoint)
    with pytest.raises(DeviceRefused):
        add_device(endpoint, **Pushbox().keys, by=make_guest())
    device = Device(person=make_guest(), endpoint=endpoint or "x", **Pushbox().keys)
    device.save()
    make_news(device.person)
    compose()
    send_pushes()
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
        "https://web.push.apple.com/abc",
    ],
)
def test_the_services_of_the_browsers_are_known(endpoint: str) -> None:
    device = add_device(endpoint, **Pushbox().keys, by=make_guest())
    assert device.endpoint == endpoint


def test_a56_a_redirect_is_not_followed(pushbox: Pushbox) -> None:
    make_news(a_device(pushbox).person)
    pushbox.status, pushbox.location = 307, f"http://127.0.0.1:{pushbox.port}/admin"
    compose()
    send_pushes()
    assert [path for path, _headers, _body in pushbox.raw] == ["/push/one"]
    assert not Push.objects.exists()


@pytest.mark.parametrize(
    "keys",
    [
        {"p256dh": "", "auth": ""},
        {"p256dh": "BA", "auth": "x"},
        {"p256dh": "é" * 10, "auth": "é"},
        {"p256dh": "B" + "A" * 86, "auth": "c2l4dGVlbiBieXRlcyBvaw"},
    ],
)
def test_keys_that_are_none_are_refused(pushbox: Pushbox, keys: dict[str, str]) -> None:
    with pytest.raises(DeviceRefused):
        add_device(pushbox.endpoint, **keys, by=make_guest())


def test_a_browser_belongs_to_who_subscribed_last(pushbox: Pushbox) -> None:
    ada, bo = make_person(), make_person()
    a_device(pushbox, ada)
    a_device(pushbox, bo)
    assert Device.objects.get().person == bo


def test_the_oldest_of_too_many_devices_goes() -> None:
    ada = make_person()
    for number in range(12):
        add_device(f"https://web.push.apple.com/{number}", **Pushbox().keys, by=ada)
    assert ada.devices.count() == 10
    assert not ada.devices.filter(endpoint__endswith="/0").exists()


def test_she_adds_and_removes_it_on_the_page(pushbox: Pushbox) -> None:
    client = signed_in(make_person())
    client.post("/news/devices/", {"endpoint": pushbox.endpoint, **pushbox.keys})
    shown = client.get("/news/settings/", headers=ENGLISH).content.decode()
    assert "A device added on" in shown
    assert public_key() in shown
    client.post(f"/news/devices/{Device.objects.get().pk}/remove/")
    assert not Device.objects.exists()


def test_nobody_removes_the_device_of_another(pushbox: Pushbox) -> None:
    device = a_device(pushbox)
    answer = signed_in(make_person()).post(f"/news/devices/{device.pk}/remove/")
    assert answer.status_code == 404
    assert Device.objects.exists()


def test_the_script_that_shows_it_asks_nothing_of_anybody() -> None:
    answer = Client().get("/news-worker.js")
    script = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "fetch" not in script
    assert "http" not in script


def test_a_new_installation_makes_its_own_key(settings: Settings) -> None:
    first = public_key()
    assert public_key() == first
    settings.KEYS_FOLDER = settings.KEYS_FOLDER / "other"
    assert public_key() != first
    settings.PUSH_KEY = "a secret for all machines of one installation, kept together"
    assert public_key() != first
