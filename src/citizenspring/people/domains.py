"""Domains of mail addresses: those that lend addresses for minutes, and comparing by suffix."""

from collections.abc import Container

from disposable_email_domains import blocklist
from django.conf import settings

from .addresses import clean_address

__all__ = ["is_disposable", "is_within"]


def is_within(domain: str, names: Container[str]) -> bool:
    """Whether the domain is one of the names or lies under one, cut at its dots only.

    >>> is_within("mail.example.org", {"example.org"}), is_within("evil-example.org", {"example.org"})
    (True, False)
    """  # noqa: E501  # an example is one line
    parts = domain.rstrip(".").lower().split(".")
    return any(".".join(parts[at:]) in names for at in range(len(parts)))


def is_disposable(address: str) -> bool:
    """Whether the address is of a service that gives one to anybody for a few minutes."""
    domain = clean_address(address).rpartition("@")[2]
    if is_within(domain, frozenset(settings.TRUSTED_DOMAINS)):
        return False
    return is_within(domain, blocklist) or is_within(domain, frozenset(settings.DISPOSABLE_DOMAINS))
