"""What happened to a list of rows: changed, dropped, inserted, moved or duplicated."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

__all__ = ["Difference", "align"]


@dataclass(frozen=True)
class Difference:
    """One row that is not as it was.

    Parameters
    ----------
    code : str
        changed, dropped, inserted, moved or duplicated.
    signed : int or None
        Its place in the signed list.
    found : int or None
        Its place in the list that was found.
    """

    code: str
    signed: int | None
    found: int | None


def align(signed: Sequence[bytes], found: Sequence[bytes]) -> list[Difference]:
    """Name the fewest rows that explain how a list became another.

    Rows that kept their order are the longest common subsequence; every other row is named. Rows
    are hashes, nearly always distinct, so that it is found in O(n log n).

    Parameters
    ----------
    signed, found : sequence of bytes
        Hashes as they were, and as they are.

    Returns
    -------
    list of Difference
        By place; empty where the lists are equal.

    Examples
    --------
    >>> [(each.code, each.signed, each.found) for each in align([b"a", b"b", b"c"], [b"a", b"c"])]
    [('dropped', 1, None)]
    >>> [(each.code, each.signed, each.found) for each in align([b"a", b"b"], [b"a", b"x"])]
    [('changed', 1, 1)]
    """
    kept = [*_kept(signed, found), (len(signed), len(found))]
    lost, extra = Counter(signed), Counter(found)
    lost.subtract(found)
    extra.subtract(signed)
    known = set(signed)
    differences: list[Difference] = []
    was = now = 0
    for was_next, now_next in kept:
        gap_was = _sorted_out(signed, range(was, was_next), lost)
        gap_now = _sorted_out(found, range(now, now_next), extra)
        differences += _moves(gap_was, gap_now)
        differences += _gap(gap_was[0], gap_now[0], found, known)
        was, now = was_next + 1, now_next + 1
    return _joined(differences, signed, found)


Split = tuple[list[int], list[int]]


def _sorted_out(rows: Sequence[bytes], places: range, balance: Counter[bytes]) -> Split:
    """Split places into those the other list lacks and those it has elsewhere."""
    gone: list[int] = []
    elsewhere: list[int] = []
    for place in places:
        if balance[rows[place]] > 0:
            balance[rows[place]] -= 1
            gone.append(place)
        else:
            elsewhere.append(place)
    return gone, elsewhere


def _gap(
    gone: list[int], new: list[int], found: Sequence[bytes], known: set[bytes]
) -> list[Difference]:
    copies = [place for place in new if found[place] in known]
    fresh = [place for place in new if found[place] not in known]
    pairs = list(zip_longest(gone, fresh))
    return [
        *(Difference("duplicated", None, place) for place in copies),
        *(Difference(_code(was, now), was, now) for was, now in pairs),
    ]


def _code(was: int | None, now: int | None) -> str:
    if was is None:
        return "inserted"
    return "dropped" if now is None else "changed"


def _moves(was: Split, now: Split) -> list[Difference]:
    return [
        *(Difference("moved", place, None) for place in was[1]),
        *(Difference("moved", None, place) for place in now[1]),
    ]


def _joined(
    differences: list[Difference], signed: Sequence[bytes], found: Sequence[bytes]
) -> list[Difference]:
    """Give each moved row one line with the place it left and the place it went to."""
    arrivals: dict[bytes, list[int]] = {}
    for each in differences:
        if each.code == "moved" and each.found is not None:
            arrivals.setdefault(found[each.found], []).append(each.found)
    joined = [each for each in differences if each.code != "moved"]
    joined += [
        Difference("moved", each.signed, arrivals[signed[each.signed]].pop(0))
        for each in differences
        if each.code == "moved" and each.signed is not None
    ]
    return sorted(joined, key=_place)


def _place(each: Difference) -> tuple[int, int]:
    place = each.signed if each.signed is not None else each.found
    return place or 0, each.found or 0


def _kept(signed: Sequence[bytes], found: Sequence[bytes]) -> list[tuple[int, int]]:
    """Return the places (in both lists) of the rows that kept their order."""
    head = 0
    shortest = min(len(signed), len(found))
    while head < shortest and signed[head] == found[head]:
        head += 1
    tail = 0
    while tail < shortest - head and signed[-1 - tail] == found[-1 - tail]:
        tail += 1
    middle = _increasing(_pairs(signed, found, head, tail))
    return [
        *((at, at) for at in range(head)),
        *middle,
        *((len(signed) - at, len(found) - at) for at in range(tail, 0, -1)),
    ]


def _pairs(
    signed: Sequence[bytes], found: Sequence[bytes], head: int, tail: int
) -> list[tuple[int, int]]:
    """Pair equal rows, the first with the first: (place in signed, place in found)."""
    places: dict[bytes, list[int]] = {}
    for at in range(len(signed) - tail - 1, head - 1, -1):
        places.setdefault(signed[at], []).append(at)
    return [
        (places[found[at]].pop(), at)
        for at in range(head, len(found) - tail)
        if places.get(found[at])
    ]


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest run of pairs whose places in signed rise."""
    ends: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for at, (was, _) in enumerate(pairs):
        length = bisect_left(ends, was)
        before.append(last_of[length - 1] if length else -1)
        if length == len(ends):
            ends.append(was)
            last_of.append(at)
        else:
            ends[length], last_of[length] = was, at
    run: list[tuple[int, int]] = []
    at = last_of[-1] if last_of else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]
