"""What META of a ``.pb`` file says, in the words of a budget round."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import get_default_timezone

from citizenspring.budgets.models import Round
from citizenspring.engines.budgeting.pabulib_rows import parse_number

__all__ = ["OWN", "currency_of", "language_of", "own_rules", "span_of", "title_of", "whole"]

# Keys under which a round of this platform keeps how it was counted, so that it counts the same.
OWN = {
    "rule": "citizenspring_rule",
    "completion": "citizenspring_completion",
    "stops_when_full": "citizenspring_stops_when_full",
    "ties": "citizenspring_ties",
    "seed": "citizenspring_seed",
    "method": "citizenspring_method",
}
NO_CURRENCY = "XXX"  # what ISO 4217 calls an amount without one
UNDETERMINED = "und"
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
_YEAR = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2}))?$")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*$")
_CURRENCY = re.compile(r"[A-Z]{3}$")
_TIES = frozenset({"votes", "cost", "max_cost", "id", "seed"})


def title_of(meta: Mapping[str, str], file: str) -> str:
    """What the vote is called: its description with the edition, else the place, else the file."""
    name = meta.get("description") or meta.get("unit") or file.removesuffix(".pb")
    part = meta.get("instance", "")
    return (f"{name} ({part})" if part and part not in name else name)[:300]


def language_of(meta: Mapping[str, str]) -> str:
    """The language of the projects, as the file names it."""
    said = meta.get("language", "").strip().lower()
    return said if _LANGUAGE.match(said) and len(said) <= 12 else UNDETERMINED  # noqa: PLR2004  # the longest a node keeps


def currency_of(meta: Mapping[str, str]) -> str:
    said = meta.get("currency", "").strip().upper()
    return said if _CURRENCY.match(said) else NO_CURRENCY


def whole(meta: Mapping[str, str], *names: str) -> int | None:
    """The first of these keys that holds a whole number above 0."""
    for name in names:
        value = parse_number(meta.get(name, ""))
        if value is not None and value >= 1 and value.denominator == 1:
            return int(value)
    return None


def span_of(meta: Mapping[str, str], now: datetime) -> tuple[datetime, datetime]:
    """When voting began and ended: whole days, or years where the file says no more."""
    begins = _day(meta.get("date_begin", ""), is_end=False)
    ends = _day(meta.get("date_end", ""), is_end=True) or begins
    if begins is None or ends is None or ends < begins or ends >= now.date():
        return now.replace(hour=0, minute=0, second=0, microsecond=0), now
    zone = get_default_timezone()
    return (
        datetime.combine(begins, time.min, zone),
        datetime.combine(ends, time(23, 59, 59), zone),
    )


def _day(said: str, *, is_end: bool) -> date | None:
    try:
        if found := _DAY.match(said.strip()):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _YEAR.match(said.strip()):
            edge = ("12", "31") if is_end else ("1", "1")
            month, day = (found[2], found[3]) if found[2] else edge
            return date(int(found[1]), int(month), int(day))
    except ValueError:
        return None
    return None


def own_rules(meta: Mapping[str, str]) -> dict[str, Any]:
    """How a round that was taken out of such a platform was counted; of others nothing."""
    said = {name: meta[key].strip() for name, key in OWN.items() if meta.get(key)}
    found: dict[str, Any] = {}
    for name, known in (("rule", Round.Rule), ("completion", Round.Completion)):
        if said.get(name) in known.values:
            found[name] = said[name]
    if said.get("stops_when_full") in {"0", "1"}:
        found["stops_when_full"] = said["stops_when_full"] == "1"
    ties = [tie for tie in said.get("ties", "").split(",") if tie]
    if ties and set(ties) <= _TIES:
        found["ties"] = ties
    if "seed" in said:
        found["seed"] = said["seed"][:120]
    return found
