"""Starting, changing, opening, closing and concluding a process."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.urls import reverse
from django.utils.text import slugify

from citizenspring.city.models import Territory
from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.processes import errors
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.permissions import may_organise, may_start_process
from citizenspring.processes.queries import missing_for_opening
from citizenspring.processes.texts import Text, as_text, folded, in_languages, main_language
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link, open_node, rename_node, show_node

from .activities import close_for_good

__all__ = [
    "ProcessFacts",
    "archive_process",
    "close_process",
    "create_process",
    "edit_process",
    "open_process",
    "record_outcome",
]

State = Process.State
SLUG_LENGTH = 70
TITLE_LENGTH = 120


@dataclass(frozen=True)
class ProcessFacts:
    """What an organiser says of a process."""

    question: Text
    summary: Text = ""
    promise: Text = ""
    themes: Sequence[str] = ()
    languages: Sequence[str] = ("fr", "nl", "en")
    territories: Sequence[Territory] = field(default_factory=tuple)

    def public(self) -> dict[str, Any]:
        return {
            "question": in_languages(self.question),
            "summary": in_languages(self.summary),
            "promise": in_languages(self.promise),
            "themes": list(self.themes),
            "languages": list(self.languages),
            "territories": sorted(territory.code for territory in self.territories),
        }


def _fill(process: Process, facts: ProcessFacts) -> None:
    process.question = as_text(facts.question)
    process.summary = as_text(facts.summary)
    process.promise = as_text(facts.promise)
    process.themes = list(facts.themes)
    process.languages = list(facts.languages)


def _name(process: Process) -> dict[str, Any]:
    language = main_language(process.question, process.languages)
    titles = in_languages(process.question)
    return {"title": titles.get(language, ""), "language": language, "titles": titles}


def _insert(process: Process) -> None:
    """Save under the question's own address, or one with a mark behind it if that is taken."""
    words = slugify(process.question.localize(main_language(process.question, process.languages)))
    process.slug = words[:SLUG_LENGTH].strip("-") or f"process-{secrets.token_hex(3)}"
    try:
        with transaction.atomic():
            process.save(force_insert=True)
    except IntegrityError:
        process.slug = f"{process.slug}-{secrets.token_hex(3)}"
        process.save(force_insert=True)


def _set_words(process: Process, territories: Sequence[Territory]) -> None:
    texts = [process.question, process.summary, process.promise, process.outcome]
    texts += [territory.name for territory in territories]
    words = " ".join(part for text in texts for part in in_languages(text).values())
    vector = SearchVector(Value(folded(words)), config="simple")
    Process.objects.filter(pk=process.pk).update(words=vector)


@transaction.atomic
def create_process(facts: ProcessFacts, *, by: Person) -> Process:
    """Start a process as a draft that only its organisers see."""
    may_start_process.require(by, None)
    process = Process(created_by=by)
    _fill(process, facts)
    process.node = open_node("process", title="", language="", is_public=False)
    _insert(process)
    process.node.url = reverse("processes:process", args=[process.slug])
    process.node.save(update_fields=["url"])
    rename_node(process.node, **_name(process))
    process.territories.set(facts.territories)
    _set_words(process, facts.territories)
    record("process.started", by=by, about=process.node_id)
    return process


@transaction.atomic
def edit_process(process: Process, facts: ProcessFacts, *, by: Person) -> Process:
    """Change its texts, themes, languages and places; what an open one said stays on record."""
    may_organise.require(by, process)
    state = Process.objects.select_for_update().get(pk=process.pk).state
    if state not in {State.DRAFT, State.OPEN}:
        raise errors.ProcessEnded
    _fill(process, facts)
    missing = missing_for_opening(process) if state == State.OPEN else []
    if missing:
        raise errors.TextsMissing(missing=" ".join(missing))
    process.save(update_fields=["question", "summary", "promise", "themes", "languages"])
    process.territories.set(facts.territories)
    rename_node(process.node, **_name(process))
    _set_words(process, facts.territories)
    public = {} if state == State.DRAFT else facts.public()
    record("process.edited", by=by, about=process.node_id, facts=public)
    return process


def _step(process: Process, before: set[State], after: State, **changes: Any) -> bool:
    """Move on only if nobody else did in the meantime."""
    waiting = Process.objects.filter(pk=process.pk, state__in=before)
    if not waiting.update(state=after, **changes):
        return False
    process.state = after
    for name, value in changes.items():
        setattr(process, name, value)
    tell(f"process:{process.pk}", "changed", state=str(after))
    return True


@transaction.atomic
def open_process(process: Process, *, by: Person) -> Process:
    """Show the process to everyone, once its question and promise exist in its languages."""
    may_organise.require(by, process)
    process.refresh_from_db()
    missing = missing_for_opening(process)
    if missing:
        raise errors.NotReady(missing=" ".join(missing))
    if not _step(process, {State.DRAFT}, State.OPEN, opened_at=database_now()):
        raise errors.AlreadyOpen
    show_node(process.node, is_public=True)
    facts = ProcessFacts(
        process.question,
        process.summary,
        process.promise,
        process.themes,
        process.languages,
        list(process.territories.all()),
    )
    record("process.opened", by=by, about=process.node_id, facts=facts.public())
    return process


@transaction.atomic
def close_process(process: Process, *, by: Person) -> Process:
    """End the process and whatever is still open in it."""
    may_organise.require(by, process)
    if not _step(process, {State.OPEN}, State.CLOSED, closed_at=database_now()):
        raise errors.ProcessNotOpen
    for activity in process.activities.exclude(state=Activity.State.CLOSED):
        close_for_good(activity, by=by)
    record("process.closed", by=by, about=process.node_id)
    return process


@transaction.atomic
def archive_process(process: Process, *, by: Person) -> Process:
    """Put a closed process away; its page and its record stay."""
    may_organise.require(by, process)
    if not _step(process, {State.CLOSED}, State.ARCHIVED):
        raise errors.ProcessRunning
    record("process.archived", by=by, about=process.node_id)
    return process


@transaction.atomic
def record_outcome(process: Process, outcome: Text, *, reason: Text, by: Person) -> Process:
    """Say what was decided and why; a later outcome stands beside the earlier in the thread."""
    may_organise.require(by, process)
    words, reasons = in_languages(outcome), in_languages(reason)
    if not words or not reasons:
        raise errors.OutcomeMissing
    titles = {code: shorten(text, TITLE_LENGTH, placeholder=" …") for code, text in words.items()}
    language = main_language(outcome, process.languages)
    changes = {"outcome": as_text(outcome), "decided_at": database_now()}
    if not _step(process, {State.OPEN}, State.OPEN, **changes) and not _step(
        process, {State.CLOSED}, State.CLOSED, **changes
    ):
        raise errors.ProcessNotOpen
    node = open_node(
        "outcome",
        title=titles[language],
        language=language,
        url=f"{process.get_absolute_url()}#outcome",
        within=process.node,
    )
    rename_node(node, title=titles[language], language=language, titles=titles)
    why = reasons[main_language(reason, process.languages)]
    link(process.node, Edge.Kind.RESULTED_IN, node, reason=why, reasons=reasons, by=by)
    _set_words(process, list(process.territories.all()))
    facts = {"outcome": words, "reason": reasons}
    record("process.decided", by=by, about=process.node_id, facts=facts)
    return process
