"""Pages of news: what one was told, how often, leaving, and how mail goes."""

from .choosing import leave, settings, try_mailbox
from .mail import mail
from .news import news, open_news, read_all

__all__ = ["leave", "mail", "news", "open_news", "read_all", "settings", "try_mailbox"]
