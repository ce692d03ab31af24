"""Acts of notifications: telling people, and their own acts on what they were told."""

from .choosing import agree_to_mail, choose_rhythms, leave
from .devices import add_device, remove_device
from .mailboxes import mailbox_refused, take_back, try_mailbox_again
from .reading import mark_all_read, mark_read
from .telling import notify

__all__ = [
    "add_device",
    "agree_to_mail",
    "choose_rhythms",
    "leave",
    "mailbox_refused",
    "mark_all_read",
    "mark_read",
    "notify",
    "remove_device",
    "take_back",
    "try_mailbox_again",
]
