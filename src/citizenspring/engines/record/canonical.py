"""One spelling for every JSON value, so that equal facts always have equal digests."""

import json
from typing import Any

import rfc8785

from citizenspring.engines.errors import BadInput

__all__ = ["MAX_ENTRY_BYTES", "canonical", "parse"]

MAX_ENTRY_BYTES = 65_535
"""Largest entry: an entry bundle of tlog-tiles gives each length in two bytes."""


def canonical(facts: Any) -> bytes:
    r"""Return the canonical JSON of facts.

    Parameters
    ----------
    facts : Any
        None, booleans, integers below 2⁵³, floats, strings, lists and string-keyed mappings.

    Returns
    -------
    bytes
        UTF-8 without whitespace, keys sorted by their UTF-16 code units.

    Raises
    ------
    BadInput
        A value has no canonical spelling (NaN, 2⁶⁰, a set, a lone surrogate...).

    References
    ----------
    RFC 8785, JSON Canonicalization Scheme.

    Examples
    --------
    >>> canonical({"b": 1.0, "a": [True, None]})
    b'{"a":[true,null],"b":1}'
    """
    try:
        return rfc8785.dumps(facts)
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise BadInput(f"these facts have no canonical JSON ({error})") from error


def parse(text: bytes | str, *, file: str | None = None, line: int | None = None) -> Any:
    """Read JSON strictly: a key given twice or a number that is not JSON is refused.

    Parameters
    ----------
    text : bytes or str
        One JSON document.
    file, line : optional
        Where it stands, for the message.

    Returns
    -------
    Any
        The value.

    Raises
    ------
    BadInput
        Not JSON, or ambiguous.

    Examples
    --------
    >>> parse('{"a": 1}')
    {'a': 1}
    >>> parse('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ...
    citizenspring.engines.errors.BadInput: The key 'a' is given twice; expected JSON.
    """
    try:
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadInput(str(error), file=file, line=line, expected="JSON") from error


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"the key {twice!r} is given twice"
        raise ValueError(message)
    return found


def _no_constant(name: str) -> Any:
    message = f"{name} is not a JSON number"
    raise ValueError(message)
