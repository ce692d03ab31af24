"""The demo's processes, started, run and ended by the same acts as any other."""

from datetime import datetime, timedelta

from citizenspring.city.queries import territories_with_codes
from citizenspring.demo.content import ProcessContent
from citizenspring.processes.models import Process
from citizenspring.processes.services import (
    PhaseFacts,
    ProcessFacts,
    add_phase,
    archive_process,
    close_process,
    create_process,
    open_process,
    record_outcome,
)
from citizenspring.threads.models import Edge, Node

from .cast import Calendar, Troupe

__all__ = ["close_as_told", "open_process_of"]

ANNOUNCED = timedelta(days=5)
WHY_DECIDED = {
    "fr": "Une réponse à chaque proposition, une par une, avec sa raison.",
    "nl": "Een antwoord op elk voorstel, één voor één, met de reden.",
    "en": "An answer to each proposal, one by one, with its reason.",
}


def open_process_of(content: ProcessContent, calendar: Calendar, troupe: Troupe) -> Process:
    by = troupe.organiser
    facts = ProcessFacts(
        question=content.question,
        summary=content.summary,
        promise=content.promise,
        themes=content.themes,
        languages=content.languages,
        territories=list(territories_with_codes(content.territories)),
    )
    process = create_process(facts, by=by)
    for phase in content.phases:
        dates = calendar.day(phase.starts), calendar.day(phase.ends)
        add_phase(process, PhaseFacts(phase.name, *dates, phase.is_approximate), by=by)
    return open_process(process, by=by)


def close_as_told(
    content: ProcessContent, process: Process, calendar: Calendar, troupe: Troupe
) -> None:
    """End the process as far as its content says, then give each step its day in the past."""
    if content.state != "open":
        close_process(process, by=troupe.organiser)
    if content.outcome:
        record_outcome(process, content.outcome, reason=WHY_DECIDED, by=troupe.organiser)
    if content.state == "archived":
        archive_process(process, by=troupe.organiser)
    _date(content, process, calendar)


def _date(content: ProcessContent, process: Process, calendar: Calendar) -> None:
    """The record keeps the time of loading; the pages show the days the content tells of."""
    starts = min(phase.starts for phase in content.phases)
    begun = min(calendar.moment(starts) - ANNOUNCED, calendar.loaded_at - ANNOUNCED)
    ended = _ended(content, calendar)
    Process.objects.filter(pk=process.pk).update(
        created_at=begun,
        opened_at=begun,
        closed_at=ended if process.closed_at else None,
        decided_at=ended if process.decided_at else None,
    )
    Node.objects.filter(pk=process.node_id).update(created_at=begun)
    Edge.objects.filter(source=process.node_id).update(at=ended, reasons=WHY_DECIDED)


def _ended(content: ProcessContent, calendar: Calendar) -> datetime:
    """The end of the last phase that is over."""
    over = [phase.ends for phase in content.phases if phase.ends < 0]
    return calendar.moment(max(over, default=0))
