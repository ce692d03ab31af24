"""Evidence in plain words, never without a source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.common.seen import seen_text
from citizenspring.hearings.errors import BriefEmpty, ExpertGone, SourceMissing, SourceUnsafe
from citizenspring.hearings.models import Answer, Brief, Expert, Hearing, Source
from citizenspring.hearings.permissions import may_prepare_hearing
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.processes.texts import Text, as_text, in_languages, main_language
from citizenspring.threads.services import open_node, rename_node, show_node

__all__ = ["BriefFacts", "SourceFacts", "publish_brief", "set_sources", "write_brief"]

may_stand = URLValidator(schemes=["https", "http"])


@dataclass(frozen=True)
class SourceFacts:
    title: str
    url: str = ""


@dataclass(frozen=True)
class BriefFacts:
    """What is said, by whom, and where it is from."""

    title: Text
    text: Text
    expert: Expert | None = None
    sources: Sequence[SourceFacts] = ()


@transaction.atomic
def write_brief(
    hearing: Hearing, facts: BriefFacts, *, by: Person, brief: Brief | None = None
) -> Brief:
    """Write a brief as a draft, or change one; what was published stays in the record."""
    may_prepare_hearing.require(by, hearing.gathering)
    held = Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk)
    held.gathering = hearing.gathering
    made = held.briefs.get(pk=brief.pk) if brief else Brief(hearing=held)
    made.hearing = held
    _fill(made, facts)
    if brief is None:
        made.number = (held.briefs.aggregate(last=Max("number"))["last"] or 0) + 1
        _open(made)
        made.save(force_insert=True)
    else:
        made.revision += 1
        made.save()
        _rename(made)
    set_sources(made, facts.sources)
    if made.published_at:
        _require_source(made)
        _record("hearing.brief_changed", made, by)
    return made


@transaction.atomic
def publish_brief(brief: Brief, *, by: Person) -> None:
    """Show it to everybody; it needs a source."""
    may_prepare_hearing.require(by, brief.hearing.gathering)
    _require_source(brief)
    rows = Brief.objects.filter(pk=brief.pk, published_at=None)
    if not rows.update(published_at=database_now()):
        return
    show_node(brief.node, is_public=True)
    _record("hearing.brief_published", brief, by)
    tell(brief.hearing.topic, "briefs")


def set_sources(thing: Brief | Answer, sources: Sequence[SourceFacts]) -> None:
    """Put these in the place of those it had."""
    of: dict[str, Any] = {"brief": thing} if isinstance(thing, Brief) else {"answer": thing}
    Source.objects.filter(**of).delete()
    rows = []
    for number, one in enumerate(sources, 1):
        _check_address(one.url)
        rows.append(Source(number=number, title=seen_text(one.title)[:200], url=one.url, **of))
    Source.objects.bulk_create(rows)


def _check_address(url: str) -> None:
    try:
        if url:
            may_stand(url)
    except ValidationError as error:
        raise SourceUnsafe(url=url[:80]) from error


def _require_source(brief: Brief) -> None:
    if not brief.sources.exists():
        raise SourceMissing


def _fill(brief: Brief, facts: BriefFacts) -> None:
    if not in_languages(facts.title) or not in_languages(facts.text):
        raise BriefEmpty
    if facts.expert and (facts.expert.left_at or facts.expert.hearing_id != brief.hearing_id):
        raise ExpertGone
    brief.title, brief.text = as_text(facts.title), as_text(facts.text)
    brief.expert, brief.changed_at = facts.expert, database_now()


def _open(brief: Brief) -> None:
    titles = in_languages(brief.title)
    language = main_language(titles, brief.hearing.gathering.languages)
    brief.node = open_node(
        "brief",
        title=titles[language],
        language=language,
        url=brief.get_absolute_url(),
        is_public=False,
        within=brief.hearing.gathering.activity.node,
    )
    _rename(brief)


def _rename(brief: Brief) -> None:
    titles = in_languages(brief.title)
    language = main_language(titles, brief.hearing.gathering.languages)
    rename_node(brief.node, title=titles[language], language=language, titles=titles)


def _record(kind: str, brief: Brief, by: Person) -> None:
    sources = [f"{one.title} {one.url}".strip() for one in brief.sources.all()]
    facts = {
        "number": brief.number,
        "revision": brief.revision,
        "title": in_languages(brief.title),
        "text": in_languages(brief.text),
        "sources": sources,
    }
    record(kind, by=by, about=brief.node_id, facts=facts)
