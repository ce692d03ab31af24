"""What becomes of the statements and votes of somebody who erases herself."""

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.ledger.services import record
from citizenspring.moderation.models import Decision
from citizenspring.moderation.services import note
from citizenspring.opinions.models import (
    OpinionMap,
    Statement,
    StatementTranslation,
    Vote,
    Withdrawal,
)
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity
from citizenspring.threads.services import rename_node

__all__ = ["erase_from_maps"]


def erase_from_maps(person: Person) -> None:
    """Her words go everywhere; her votes where voting goes on. Closed votes lead to nobody."""
    for statement in Statement.objects.filter(author=person).select_related(
        "node", "map__activity"
    ):
        _erase_words(statement)
    StatementTranslation.objects.filter(by=person).delete()
    closed = Activity.State.CLOSED
    for vote in Vote.objects.filter(person=person).exclude(map__activity__state=closed):
        _withdraw(vote)


def _erase_words(statement: Statement) -> None:
    """The same sentence for all, in the language it was written in where the platform speaks it."""
    known = dict(settings.LANGUAGES)
    language = statement.language if statement.language in known else settings.LANGUAGE_CODE
    with speaking(language):
        words = _("This text was erased by its author.")
    statement.translations.all().delete()
    goes_on = statement.map.activity.state != Activity.State.CLOSED
    if goes_on and statement.state in {Statement.State.SHOWN, Statement.State.WAITING}:
        _hide(statement)
    statement.text, statement.language, statement.embedding = words, language, None
    statement.save(update_fields=["text", "language", "embedding", "state"])
    titles = {language: words}
    rename_node(statement.node, title=words, language=language, titles=titles)
    OpinionMap.objects.filter(pk=statement.map_id).update(revision=F("revision") + 1)
    record("statement.erased", about=statement.node_id, facts={"number": statement.number})


def _hide(statement: Statement) -> None:
    """Nobody can go on voting on words that are no longer there."""
    statement.state = Statement.State.HIDDEN
    scope, taken_back = statement.map.activity.process_id, Decision.Standard.WITHDRAWN
    note(statement.node, Decision.Act.WITHDRAWN, by=None, scope=scope, standard=taken_back)
    statement.node.is_public = False
    statement.node.save(update_fields=["is_public"])


def _withdraw(vote: Vote) -> None:
    about = vote.map.activity.node_id
    Withdrawal.objects.create(
        map_id=vote.map_id, person=vote.person_id, statement_id=vote.statement_id
    )
    Vote.objects.filter(person=vote.person_id, statement=vote.statement_id).delete()
    record("vote.withdrawn", about=about, facts={"withdraws": bytes(vote.seal).hex()})
