"""Letters: how many go to each commune, their codes, and when they were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from citizenspring.city.models import Territory
from citizenspring.city.queries import communes
from citizenspring.common.bulk import copy_in
from citizenspring.common.clock import database_now
from citizenspring.common.ids import short_code
from citizenspring.common.live import tell
from citizenspring.engines.errors import BadInput
from citizenspring.engines.sortition import (
    Letters,
    Stratum,
    draw_households,
    plan_letters,
    read_households,
)
from citizenspring.ledger.services import record
from citizenspring.panels.errors import (
    AddressesUnreadable,
    NobodyToWrite,
    PanelNotInviting,
    TooManyLetters,
)
from citizenspring.panels.models import Batch, Invitation, Panel
from citizenspring.people.addresses import keyed
from citizenspring.people.documents import plain_number
from citizenspring.people.models import Person

from .planning import hold

__all__ = [
    "MOST_LETTERS",
    "NewLetter",
    "digest_of_code",
    "households_of_city",
    "make_letters",
    "mark_sent",
    "plan",
]

MOST_LETTERS = 50_000
# Twelve of 31 signs are 59 bits, and wrong codes are limited beside.
LENGTH, GROUP = 12, 4
RESPONSE = 0.047


@dataclass(frozen=True)
class NewLetter:
    """A letter as it is printed: its code is shown now and never again."""

    code: str
    commune: str
    household: str = ""


def digest_of_code(panel: Panel, code: str) -> bytes:
    """Equal for every way to type the code."""
    return keyed("panel letter", f"{panel.pk}\n{plain_number(code)}")


def households_of_city() -> list[tuple[Territory, int]]:
    """Each commune and the households that it has, where the city's file says so."""
    return [(one, one.households) for one in communes() if one.households]


@transaction.atomic
def plan(
    panel: Panel, letters: int, rates: Mapping[str, float] | None = None, *, by: Person
) -> Letters:
    """How many letters each commune gets, so that the answers mirror the city.

    ``rates`` holds for the code of a commune how many volunteers one letter brings.
    """
    held = _inviting(panel, by)
    strata = _strata(rates or {})
    try:
        found = plan_letters(strata, letters)
    except BadInput as problem:
        raise NobodyToWrite from problem
    held.plan = [
        {
            "commune": row.name,
            "households": row.households,
            "response": one.response,
            "letters": row.letters,
            "volunteers": round(row.volunteers, 1),
            "lowest": row.lowest,
            "highest": row.highest,
        }
        for row, one in zip(found.strata, strata, strict=True)
    ]
    held.save(update_fields=["plan"])
    return found


def _strata(rates: Mapping[str, float]) -> list[Stratum]:
    """Each commune should give answers by its people, not by its households."""
    people = {one.code: one.population or 0 for one in communes()}
    whole = sum(people.values())
    return [
        Stratum(
            one.code,
            households,
            rates.get(one.code) or RESPONSE,
            people[one.code] / whole if whole else None,
        )
        for one, households in households_of_city()
    ]


@transaction.atomic
def make_letters(
    panel: Panel, *, channel: str, language: str, addresses: bytes = b"", by: Person
) -> list[NewLetter]:
    """Make the letters of the plan with their codes, and draw the households if a list is given.

    A household that got a letter before gets no second one.
    """
    held = _inviting(panel, by)
    wanted = {row["commune"]: int(row["letters"]) for row in held.plan if row["letters"]}
    if not wanted:
        raise NobodyToWrite
    if sum(wanted.values()) > MOST_LETTERS:
        raise TooManyLetters(most=MOST_LETTERS)
    batch = Batch(panel=held, number=held.batches.count() + 1, channel=channel, made_by=by)
    batch.language, batch.letters = language, sum(wanted.values())
    if addresses:
        homes = _drawn(held, wanted, addresses, batch.number)
    else:
        homes = {code: [""] * many for code, many in wanted.items()}
    made = [
        NewLetter(_new_code(), code, home) for code, own in sorted(homes.items()) for home in own
    ]
    batch.save(force_insert=True)
    _keep(held, batch, made)
    facts = {"letters": len(made), "batch": batch.number, "channel": channel, "language": language}
    record("panel.letters", by=by, about=held.gathering.activity.node_id, facts=facts)
    return made


def _keep(panel: Panel, batch: Batch, made: Sequence[NewLetter]) -> None:
    known = {one.code: one for one in communes()}
    copy_in(
        [
            Invitation(
                panel=panel,
                batch=batch,
                commune=known.get(one.commune),
                digest=digest_of_code(panel, one.code),
                household=_digest_of_home(panel, one) if one.household else None,
            )
            for one in made
        ]
    )


def _digest_of_home(panel: Panel, letter: NewLetter) -> bytes:
    written = " ".join(letter.household.casefold().split())
    return keyed("panel household", f"{panel.pk}\n{letter.commune}\n{written}")


def _drawn(
    panel: Panel, wanted: Mapping[str, int], addresses: bytes, number: int
) -> dict[str, list[str]]:
    """By lot from the list: the plan's count of each commune, without those written to before."""
    homes = _read(addresses)
    before = {
        bytes(one)
        for one in panel.invitations.values_list("household", flat=True)
        if one is not None
    }
    free = {
        code: [
            home
            for home in homes.get(code, ())
            if _digest_of_home(panel, NewLetter("", code, home)) not in before
        ]
        for code in wanted
    }
    strata = [Stratum(code, len(own), share=wanted[code] / sum(wanted.values()))
              for code, own in free.items() if own]  # fmt: skip
    counts = {one.name: min(wanted[one.name], one.households) for one in strata}
    if not counts:
        raise AddressesUnreadable(problem="–")  # noqa: RUF001  # nobody of the plan is in it
    drawn = {}
    for code, many in counts.items():
        chosen = plan_letters([Stratum(code, len(free[code]))], many)
        seed = f"{panel.pk} batch {number}"
        drawn[code] = list(draw_households({code: free[code]}, chosen, seed=seed)[code])
    return drawn


def _read(addresses: bytes) -> dict[str, list[str]]:
    """The households of each commune, named by its code or by its name in any language."""
    with TemporaryDirectory() as name:
        path = Path(name) / "addresses.csv"
        path.write_bytes(addresses)
        try:
            _strata, found = read_households(path)
        except BadInput as problem:
            raise AddressesUnreadable(problem=str(problem)) from problem
    if not found:
        raise AddressesUnreadable(problem="")
    known = _communes_by_name()
    homes: dict[str, list[str]] = {}
    for written, own in found.items():
        code = known.get(" ".join(written.casefold().split()))
        if code is None:
            raise AddressesUnreadable(problem=f"“{written}”?")
        homes.setdefault(code, []).extend(own)
    return homes


def _communes_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for one in communes():
        data = one.name.data
        names = data.values() if isinstance(data, dict) else [data]
        for name in (one.code, *names):
            found[" ".join(str(name).casefold().split())] = one.code
    return found


@transaction.atomic
def mark_sent(batch: Batch, *, by: Person) -> Batch:
    """From now on its letters count as sent."""
    panel = hold(batch.panel, by=by)
    moment = database_now()
    if panel.batches.filter(pk=batch.pk, sent_at=None).update(sent_at=moment):
        facts = {"letters": batch.letters, "batch": batch.number}
        record("panel.sent", by=by, about=panel.gathering.activity.node_id, facts=facts)
        tell(panel.topic, "letters")
        batch.sent_at = moment
    return batch


def _inviting(panel: Panel, by: Person) -> Panel:
    held = hold(panel, by=by)
    if held.stage != Panel.Stage.INVITING:
        raise PanelNotInviting
    return held


def _new_code() -> str:
    signs = short_code(LENGTH)
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))
