"""Seeing that far more people come than usual, from one network or at night (A17).

Nobody is turned away: who comes above what is usual is held back until somebody has looked.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from .desks import Desk
from .limits import client_address
from .models import Arrival, Burst, Held, Person
from .permissions import may_decide_bursts

__all__ = [
    "arrive",
    "desk",
    "forget",
    "held_of",
    "hold",
    "network_of",
    "register",
    "release",
    "waiting_about",
    "waiting_of",
]

TIMES_USUAL = 5
USUAL_OVER = timedelta(days=7)
# Who was looked at and let in is not held back again the same day.
LET_IN_FOR = timedelta(days=1)
NIGHT = range(1, 5)
ANYWHERE = b""
COUNT = """
INSERT INTO people_arrival AS kept (kind, network, hour, count)
SELECT %(kind)s, network, date_trunc('hour', clock_timestamp()), 1
FROM unnest(%(networks)s::bytea[]) AS network ORDER BY network DESC
ON CONFLICT (kind, network, hour) DO UPDATE SET count = kept.count + 1
RETURNING network, count
"""
USUAL = """
SELECT coalesce(sum(count), 0) / greatest(count(*), 1) FROM people_arrival
WHERE kind = %s AND network = %s AND hour > %s AND hour < date_trunc('hour', clock_timestamp())
"""
_releases: dict[str, Callable[[UUID, datetime], object]] = {}


def register(kind: str, release: Callable[[UUID, datetime], object]) -> None:
    """Name what makes a held account or answer count, as of the moment it came."""
    _releases[kind] = release


def release(held: Held) -> None:
    _releases[held.burst.kind](held.subject, held.at)


def network_of(request: HttpRequest) -> str:
    """The network around the address: /24, or /48 in the newer numbering; empty on a machine."""
    address = client_address(request).partition("/")[0]
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if found.is_loopback:
        # A proxy that was not told of stands for everybody.
        return ""
    size = 24 if found.version == 4 else 48  # noqa: PLR2004  # the version of the protocol
    return str(ipaddress.ip_network((found, size), strict=False))


def arrive(kind: str, network: str, about: UUID | None = None) -> Burst | None:
    """Count one more; the burst to hold it back in, if far more come than usual."""
    own = _digest(network) if network else None
    with connection.cursor() as cursor:
        networks = [own, ANYWHERE] if own else [ANYWHERE]
        cursor.execute(COUNT, {"kind": kind, "networks": networks})
        counts = {bytes(row[0]): int(row[1]) for row in cursor.fetchall()}
    if own and _is_unusual(kind, counts[own]):
        return _burst(kind, about, own)
    if localtime(now()).hour in NIGHT and _is_unusual(kind, counts[ANYWHERE]):
        return _burst(kind, about, None)
    return None


def _is_unusual(kind: str, count: int) -> bool:
    """More than the floor, and more than five times what all networks bring in a usual hour."""
    if count <= settings.BURST_FLOOR:
        return False
    with connection.cursor() as cursor:
        cursor.execute(USUAL, [kind, ANYWHERE, now() - USUAL_OVER])
        (usual,) = cursor.fetchone() or (0,)
    return count > TIMES_USUAL * usual


def _burst(kind: str, about: UUID | None, network: bytes | None) -> Burst | None:
    facts = {"kind": kind, "about": about, "network": network, "is_of_a_night": network is None}
    known = Burst.objects.filter(**{name: value for name, value in facts.items() if value})
    if network is None:
        known = known.filter(network=None)
    if known.filter(
        state=Burst.State.RELEASED, about=about, decided_at__gte=now() - LET_IN_FOR
    ).exists():
        return None
    Burst.objects.bulk_create([Burst(**facts)], ignore_conflicts=True)
    return known.filter(state=Burst.State.WAITING, about=about).first()


def hold(burst: Burst, subject: UUID) -> bool:
    """Hold an account or an answer back, unless the burst was released in this very moment."""
    held = Burst.objects.select_for_update().get(pk=burst.pk)
    if held.state == Burst.State.RELEASED:
        return False
    Held.objects.bulk_create([Held(burst=burst, subject=subject)], ignore_conflicts=True)
    return True


def desk(person: Person) -> Iterator[Desk]:
    """Where those who may decide begin, while somebody is held back."""
    waiting = Burst.objects.filter(state=Burst.State.WAITING)
    if may_decide_bursts(person, None) and waiting.exists():
        yield Desk(_("Look at those who are held back"), reverse("people:bursts"))


def held_of(subject: UUID) -> Held | None:
    return Held.objects.select_related("burst").filter(subject=subject).first()


def waiting_about(kind: str) -> list[UUID | None]:
    """What still has answers that nobody has looked at."""
    waiting = Burst.objects.filter(kind=kind, state=Burst.State.WAITING)
    return list(waiting.values_list("about", flat=True))


def waiting_of(kind: str, about: UUID) -> int:
    """How many of one thing are held back until somebody has looked."""
    waiting = Q(burst__kind=kind, burst__about=about, burst__state=Burst.State.WAITING)
    return Held.objects.filter(waiting).count()


def forget(moment: datetime) -> None:
    """Digests of networks are kept for a day; how many came, as long as it says what is usual."""
    old = Arrival.objects.filter(hour__lt=moment - LET_IN_FOR)
    old.exclude(network=ANYWHERE).delete()
    Arrival.objects.filter(hour__lt=moment - USUAL_OVER).delete()
    decided = Burst.objects.filter(decided_at__lt=moment - LET_IN_FOR)
    decided.exclude(network=None).update(network=None)


def _digest(network: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"network\n{network}".encode(), hashlib.sha256)
