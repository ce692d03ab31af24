"""Pages of news: what one was told, how often, leaving, and how mail goes."""

from .choosing import leave, settings, try_mailbox
from .devices import add_device, remove_device, worker
from .mail import mail
from .news import news, open_news, read_all

__all__ = [
    "add_device",
    "leave",
    "mail",
    "news",
    "open_news",
    "read_all",
    "remove_device",
    "settings",
    "try_mailbox",
    "worker",
]
