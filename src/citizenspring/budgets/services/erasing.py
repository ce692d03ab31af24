"""What becomes of the ideas and supports of somebody who erases herself."""

from django.conf import settings
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.budgets.models import Idea, Support
from citizenspring.ledger.services import record
from citizenspring.moderation import services as moderation
from citizenspring.moderation.models import Decision
from citizenspring.people.models import Person
from citizenspring.threads.services import rename_node, show_node

__all__ = ["drop_support", "erase_ideas"]


def erase_ideas(person: Person) -> None:
    """Her words and places go; a project that came of them is the organisers' and stays."""
    found = Idea.objects.filter(person=person).select_related("node", "round__activity")
    for idea in found:
        _erase_words(idea)
    for support in Support.objects.filter(person=person).select_related("idea"):
        drop_support(support)


def drop_support(support: Support) -> None:
    """The support goes without its giver's asking: she is erased, or counts already."""
    gone, _rows = support.delete()
    if not gone:
        # Taken back in the same moment, and counted there.
        return
    Idea.objects.filter(pk=support.idea_id).update(supporters=F("supporters") - 1)
    facts = {"number": support.idea.number}
    record("idea.unsupported", about=support.idea.node_id, facts=facts)


def _erase_words(idea: Idea) -> None:
    known = dict(settings.LANGUAGES)
    language = idea.language if idea.language in known else settings.LANGUAGE_CODE
    with speaking(language):
        words = _("This text was erased by its author.")
    if idea.state == Idea.State.SHOWN:
        idea.state = Idea.State.HIDDEN
        scope, taken_back = idea.round.activity.process_id, Decision.Standard.WITHDRAWN
        moderation.note(
            idea.node, Decision.Act.WITHDRAWN, by=None, scope=scope, standard=taken_back
        )
        show_node(idea.node, is_public=False)
    idea.title, idea.language, idea.text, idea.place = words, language, "", ""
    idea.latitude = idea.longitude = idea.embedding = idea.words = None
    idea.erased_at = now()
    idea.save()
    rename_node(idea.node, title=words, language=language, titles={language: words})
    record("idea.erased", about=idea.node_id, facts={"number": idea.number})
