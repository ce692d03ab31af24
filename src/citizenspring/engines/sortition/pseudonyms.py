"""Names under which people appear in everything that is published.

A pseudonym is made of the id and a key, and the key is a digest of everything that the pool's
file says. Who has the file can tell who is who; who has only what is published cannot, not even
knowing all ids. The same pool always gives the same pseudonyms.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .pool import Pool

__all__ = ["pseudonyms_of"]

# Without I, L, O and U, which are misread on paper.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
_HALF = 4


def pseudonyms_of(pool: Pool) -> dict[str, str]:
    """Give everybody a pseudonym such as ``7QX2-K0MD``."""
    key = _key(pool)
    found: dict[str, str] = {}
    used: set[str] = set()
    for id_ in sorted(pool.ids):
        name, attempt = "", 0
        while not name or name in used:
            digest = hmac.digest(key, f"{attempt}:{id_}".encode(), hashlib.sha256)
            name, attempt = _spelt(digest), attempt + 1
        used.add(name)
        found[id_] = name
    return found


def _key(pool: Pool) -> bytes:
    rows = sorted(
        [one.id, sorted(one.values.items()), one.address, list(one.row)] for one in pool.people
    )
    said = "pseudonyms" + json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).digest()


def _spelt(digest: bytes) -> str:
    number = int.from_bytes(digest[:5], "big")
    letters = [_LETTERS[number >> (_BITS * place) & 31] for place in range(2 * _HALF)]
    return "".join(letters[:_HALF]) + "-" + "".join(letters[_HALF:])
