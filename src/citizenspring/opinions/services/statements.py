"""Adding statements and translating them."""

from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from citizenspring.common.clock import database_now
from citizenspring.common.seen import seen_text
from citizenspring.ledger.services import record
from citizenspring.moderation.models import Case
from citizenspring.moderation.services import open_case
from citizenspring.opinions.errors import (
    MapClosed,
    StatementEmpty,
    StatementExists,
    StatementsTooMany,
    StatementTooLong,
    StatementWordless,
    TranslationKept,
)
from citizenspring.opinions.likeness import vectors
from citizenspring.opinions.models import (
    LONGEST_STATEMENT,
    OpinionMap,
    Statement,
    StatementTranslation,
)
from citizenspring.opinions.permissions import (
    may_add_statement,
    may_change_translation,
    may_edit_map,
    may_translate,
)
from citizenspring.people.models import Person
from citizenspring.processes.levels import require_level
from citizenspring.threads.models import Part
from citizenspring.threads.services import open_node, take_part

from .floods import copies_just_now, group_if_flood
from .opening import hold_open

__all__ = [
    "add_from_table",
    "add_statement",
    "clean_text",
    "seen_text",
    "translate_by_machine",
    "translate_statement",
]

MOST_IN_AN_HOUR = 20

# Takes the next number only while the map is open, by the database's clock.
NEXT_NUMBER = """
UPDATE opinions_opinionmap AS map
SET statements_made = statements_made + 1, revision = revision + 1
FROM processes_activity activity
WHERE map.id = %(map)s AND activity.id = map.activity_id
    AND (%(is_seed)s AND activity.state <> 'closed' OR activity.state = 'open'
        AND (activity.closes_at IS NULL OR activity.closes_at > clock_timestamp()))
RETURNING statements_made
"""


def clean_text(text: str, longest: int = LONGEST_STATEMENT) -> str:
    """The text on one line without unseen characters, or a refusal."""
    cleaned = seen_text(text)
    if not cleaned:
        raise StatementEmpty
    if not any(character.isalpha() for character in cleaned):
        raise StatementWordless
    if len(cleaned) > longest:
        raise StatementTooLong(length=len(cleaned), longest=longest)
    return cleaned


def add_statement(
    opinion_map: OpinionMap,
    text: str,
    language: str,
    *,
    by: Person,
    is_seed: bool = False,
    embedding: list[float] | None = None,
) -> Statement:
    """Put a new statement on the map, shown at once or after a moderator has read it.

    ``embedding`` is its vector, where whoever adds many has computed them together.
    """
    may_edit_map.require(by, opinion_map) if is_seed else may_add_statement.require(by, opinion_map)
    cleaned = clean_text(text)
    _refuse_a_flood(opinion_map, by, is_seed=is_seed)
    copies = [] if is_seed else copies_just_now(opinion_map, cleaned)
    # Before the transaction: the vector takes a millisecond that no lock should wait for.
    embedding = embedding or vectors([cleaned])[0]
    with transaction.atomic():
        if not is_seed:
            hold_open(opinion_map.activity)
            require_level(opinion_map.activity, by)
        number = _next_number(opinion_map, is_seed=is_seed)
        _refuse_a_twin(opinion_map, cleaned)
        waits = opinion_map.moderation == OpinionMap.Moderating.BEFORE and not is_seed
        statement = Statement(
            map=opinion_map,
            number=number,
            author=by,
            text=cleaned,
            language=language,
            state=Statement.State.WAITING if waits else Statement.State.SHOWN,
            is_seed=is_seed,
            embedding=embedding,
        )
        _insert(statement, by)
        group_if_flood(statement, copies)
    return statement


@transaction.atomic
def add_from_table(
    opinion_map: OpinionMap,
    text: str,
    language: str,
    *,
    by: Person,
    embedding: list[float] | None = None,
) -> Statement:
    """Put on the map what a table of a gathering wrote: the table is its author, no person is."""
    may_edit_map.require(by, opinion_map)
    cleaned = clean_text(text)
    embedding = embedding or vectors([cleaned])[0]
    number = _next_number(opinion_map, is_seed=True)
    _refuse_a_twin(opinion_map, cleaned)
    statement = Statement(
        map=opinion_map,
        number=number,
        text=cleaned,
        language=language,
        is_seed=True,
        embedding=embedding,
    )
    _insert(statement, by, wrote=False)
    return statement


def _refuse_a_flood(opinion_map: OpinionMap, by: Person, *, is_seed: bool) -> None:
    since = database_now() - timedelta(hours=1)
    recent = Statement.objects.filter(map=opinion_map, author=by, created_at__gt=since)
    if not is_seed and recent.count() >= MOST_IN_AN_HOUR:
        raise StatementsTooMany(most=MOST_IN_AN_HOUR)


def _next_number(opinion_map: OpinionMap, *, is_seed: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, {"map": opinion_map.pk, "is_seed": is_seed})
        row = cursor.fetchone()
    if row is None:
        raise MapClosed
    return int(row[0])


def _refuse_a_twin(opinion_map: OpinionMap, text: str) -> None:
    # The number was taken first: its row lock lets one statement in at a time.
    twins = Statement.objects.filter(map=opinion_map, text__iexact=text)
    number = twins.exclude(state=Statement.State.HIDDEN).values_list("number", flat=True).first()
    if number is not None:
        raise StatementExists(number=number)


def _insert(statement: Statement, by: Person, *, wrote: bool = True) -> None:
    statement.node = open_node(
        "statement",
        title=statement.text,
        language=statement.language,
        url=statement.map.page("statement", statement.number),
        is_public=statement.state == Statement.State.SHOWN,
        within=statement.map.activity.node,
    )
    statement.save(force_insert=True)
    if wrote:
        take_part(by, statement.node, Part.Kind.WROTE)
    if statement.state == Statement.State.WAITING:
        scope = statement.map.activity.process_id
        open_case(statement.node, Case.Origin.NEW, scope=scope)
    facts = {
        "map": str(statement.map.activity.node_id),
        "number": statement.number,
        "language": statement.language,
        "state": str(statement.state),
    }
    # The text itself stays out: it must be possible to erase it without breaking the record.
    record("statement.added", by=by, about=statement.node_id, facts=facts)


def translate_statement(
    statement: Statement,
    language: str,
    text: str,
    *,
    by: Person,
    embedding: list[float] | None = None,
) -> StatementTranslation:
    """Put a person's translation beside the original; it takes the place of a machine's.

    ``embedding`` is its vector, where whoever adds many has computed them together.
    """
    may_translate.require(by, statement.map)
    cleaned = clean_text(text, 2 * LONGEST_STATEMENT)
    said = {"text": cleaned, "embedding": embedding or vectors([cleaned])[0]}
    return _keep_translation(statement, language, said, by)


@transaction.atomic
def _keep_translation(
    statement: Statement, language: str, said: dict[str, Any], by: Person
) -> StatementTranslation:
    found = StatementTranslation.objects.select_for_update().filter(
        statement=statement, language=language
    )
    earlier = found.first()
    if earlier is not None and not may_change_translation(by, earlier):
        raise TranslationKept
    translation, _is_new = StatementTranslation.objects.update_or_create(
        statement=statement,
        language=language,
        defaults={**said, "is_machine": False, "by": by, "at": database_now()},
    )
    _touch(statement)
    facts = {"number": statement.number, "language": language}
    record("statement.translated", by=by, about=statement.node_id, facts=facts)
    return translation


def translate_by_machine(statement: Statement, language: str, text: str) -> bool:
    """Keep a machine's translation, marked as such, unless there is one already."""
    cleaned = clean_text(text, 2 * LONGEST_STATEMENT)
    made = StatementTranslation(
        statement=statement,
        language=language,
        text=cleaned,
        is_machine=True,
        embedding=vectors([cleaned])[0],
    )
    return _keep_machines(made)


@transaction.atomic
def _keep_machines(made: StatementTranslation) -> bool:
    statement, language = made.statement, made.language
    before = statement.translations.count()
    StatementTranslation.objects.bulk_create([made], ignore_conflicts=True)
    if statement.translations.count() == before:
        return False
    _touch(statement)
    facts = {"number": statement.number, "language": language, "machine": True}
    record("statement.translated", about=statement.node_id, facts=facts)
    return True


def _touch(statement: Statement) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE opinions_opinionmap SET revision = revision + 1 WHERE id = %s",
            [statement.map_id],
        )
