"""What the worker does for news and mail."""

from citizenspring.common.background import background
from citizenspring.people.mail import BELL as LETTERS

from .carrying import carry
from .composing import compose
from .push_queue import BELL as PUSHES
from .pushing import send_pushes
from .services.telling import BELL as NEWS

__all__ = ["carry_codes", "carry_letters", "send_to_devices", "write_letters"]


@background("write letters of news", every=30, listen=NEWS)
def write_letters() -> int:
    return compose()


@background("carry letters", every=10, listen=LETTERS)
def carry_letters() -> int:
    return carry()


@background("carry codes", every=5, listen=LETTERS)
def carry_codes() -> int:
    """Codes do not wait behind ten thousand letters on another connection."""
    return carry(only_urgent=True)


@background("send to devices", every=10, listen=PUSHES)
def send_to_devices() -> int:
    return send_pushes()
