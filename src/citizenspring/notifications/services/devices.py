"""Devices that show news."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from citizenspring.notifications.errors import DeviceRefused, PushOff
from citizenspring.notifications.models import Device
from citizenspring.notifications.permissions import may_choose
from citizenspring.notifications.push_keys import is_known_service
from citizenspring.people.models import Person

__all__ = ["add_device", "remove_device"]

LONGEST_ENDPOINT = 1000
AUTH_BYTES = 16
MOST_DEVICES = 10


@transaction.atomic
def add_device(endpoint: str, *, p256dh: str, auth: str, by: Person) -> Device:
    """Show her news on this browser; whose browser it was before does not matter any more."""
    if not settings.PUSH:
        raise PushOff
    if len(endpoint) > LONGEST_ENDPOINT or not is_known_service(endpoint):
        raise DeviceRefused
    if not _are_keys(p256dh, auth):
        raise DeviceRefused
    keys = {"p256dh": p256dh, "auth": auth}
    device, _is_new = Device.objects.update_or_create(
        endpoint=endpoint, defaults={"person": by, "added_at": now(), **keys}
    )
    kept = by.devices.order_by("-added_at").values_list("pk", flat=True)[:MOST_DEVICES]
    by.devices.exclude(pk__in=list(kept)).delete()
    return device


def remove_device(device: Device, *, by: Person) -> None:
    may_choose.require(by, device.person)
    device.delete()


def _are_keys(p256dh: str, auth: str) -> bool:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(p256dh))
        return len(_decoded(auth)) == AUTH_BYTES
    except (binascii.Error, ValueError):
        return False


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
