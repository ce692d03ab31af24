"""How often something may be done: counted in the database, so that every process agrees.

Each limit is a generic cell rate algorithm in one statement: the row keeps the moment from which
the allowance is whole again, and a use moves it on unless that is too far ahead.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from .errors import TooMany

__all__ = ["Limit", "client_address"]

TAKE = """
INSERT INTO people_allowance AS kept (key, whole_at)
VALUES (%(key)s, clock_timestamp() + %(step)s)
ON CONFLICT (key) DO UPDATE
SET whole_at = greatest(kept.whole_at, clock_timestamp()) + %(step)s
WHERE greatest(kept.whole_at, clock_timestamp()) + %(step)s <= clock_timestamp() + %(span)s
RETURNING 1
"""
GIVE_BACK = "UPDATE people_allowance SET whole_at = whole_at - %(step)s WHERE key = %(key)s"


@dataclass(frozen=True)
class Limit:
    """``burst`` uses at once, one more every ``every``; named, so that limits do not mix."""

    name: str
    burst: int
    every: timedelta

    def key(self, who: str) -> str:
        """Neither mail nor network addresses are kept in clear."""
        text = f"{self.name}\n{who}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()

    def take(self, who: str) -> None:
        """Use the allowance of ``who`` once, or refuse."""
        facts: dict[str, Any] = {
            "key": self.key(who),
            "step": self.every,
            "span": self.every * self.burst,
        }
        with connection.cursor() as cursor:
            cursor.execute(TAKE, facts)
            if cursor.fetchone() is None:
                raise TooMany

    def give_back(self, who: str) -> None:
        """Undo one use: it turned out to be what it said it was."""
        with connection.cursor() as cursor:
            facts: dict[str, Any] = {"key": self.key(who), "step": self.every}
            cursor.execute(GIVE_BACK, facts)


def client_address(request: HttpRequest) -> str:
    """The network address a request came from; one home or room is one address (IPv6: its /64).

    ``X-Forwarded-For`` is what the visitor says, except for its last entries, written by the
    proxies the operator trusts.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies:
        address = forwarded[-proxies]
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
