"""The phases of a process: spans of time, exact or approximate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.processes import errors
from citizenspring.processes.models import Phase, Process
from citizenspring.processes.permissions import may_organise
from citizenspring.processes.texts import Text, as_text, in_languages

__all__ = ["PhaseFacts", "add_phase", "edit_phase", "remove_phase"]


@dataclass(frozen=True)
class PhaseFacts:
    """What an organiser says of a phase; approximate dates are shown as rough as they are."""

    name: Text
    starts_on: date
    ends_on: date
    is_approximate: bool = False

    def public(self) -> dict[str, Any]:
        return {
            "name": in_languages(self.name),
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "is_approximate": self.is_approximate,
        }


def _require(process: Process, by: Person) -> None:
    may_organise.require(by, process)
    state = Process.objects.select_for_update().get(pk=process.pk).state
    if state not in {Process.State.DRAFT, Process.State.OPEN}:
        raise errors.ProcessEnded


def _record(what: str, phase: Phase, by: Person, facts: dict[str, Any]) -> None:
    public = {} if phase.process.is_draft else {"phase": str(phase.pk), **facts}
    record(f"phase.{what}", by=by, about=phase.process.node_id, facts=public)


def _save(phase: Phase, facts: PhaseFacts) -> None:
    if facts.ends_on < facts.starts_on:
        raise errors.TimesBackwards
    phase.name = as_text(facts.name)
    phase.starts_on, phase.ends_on = facts.starts_on, facts.ends_on
    phase.is_approximate = facts.is_approximate
    phase.save()


@transaction.atomic
def add_phase(process: Process, facts: PhaseFacts, *, by: Person) -> Phase:
    _require(process, by)
    phase = Phase(process=process)
    _save(phase, facts)
    _record("added", phase, by, facts.public())
    return phase


@transaction.atomic
def edit_phase(phase: Phase, facts: PhaseFacts, *, by: Person) -> Phase:
    _require(phase.process, by)
    _save(phase, facts)
    _record("edited", phase, by, facts.public())
    return phase


@transaction.atomic
def remove_phase(phase: Phase, *, by: Person) -> None:
    _require(phase.process, by)
    _record("removed", phase, by, {})
    phase.delete()
