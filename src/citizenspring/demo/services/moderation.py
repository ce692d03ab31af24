"""Some moderation in the demo: open reports, and an appeal that a second person has answered."""

from django.utils.translation import override as speaking

from citizenspring.demo.content import StatementContent
from citizenspring.moderation.models import Appeal, Decision
from citizenspring.moderation.reasons import Ground
from citizenspring.moderation.services import answer_appeal, appeal, report
from citizenspring.opinions.models import Statement
from citizenspring.people.models import Person

from .cast import Troupe

__all__ = ["tell_moderation"]

APPEAL = {
    "fr": "Je voulais seulement dire ce que beaucoup pensent dans mon quartier.",
    "nl": "Ik wilde alleen zeggen wat velen in mijn buurt denken.",
    "en": "I only wanted to say what many think in my quarter.",
}
ANSWER = {
    "fr": "La critique est la bienvenue, mais la phrase vise des personnes. Dites-le autrement.",
    "nl": "Kritiek is welkom, maar de zin viseert mensen. Zeg het op een andere manier.",
    "en": "Criticism is welcome, but the sentence targets people. Say it in another way.",
}
REPORTED = "Je ne vois pas le rapport avec la question."


def tell_moderation(
    content: list[StatementContent], made: dict[str, Statement], people: list[Person], by: Troupe
) -> None:
    """The first hidden statement was appealed; the last one shown was reported by two people."""
    hidden = [one for one in content if one.hidden_because and not one.near]
    for one in hidden[:1]:
        _appeal(made[one.key], one.language if one.language in APPEAL else "fr", by)
    shown = [one for one in content if not one.hidden_because and not one.is_seed]
    for one in shown[-1:]:
        node = made[one.key].node
        report(node, Ground.OFF_TOPIC, by=people[0], words=REPORTED, language="fr")
        report(node, Ground.ADVERTISING, by=people[1])


def _appeal(statement: Statement, language: str, by: Troupe) -> None:
    hiding = statement.node.decisions.filter(act=Decision.Act.HIDDEN).first()
    if hiding is None or statement.author is None:
        return
    with speaking(language):
        asked = appeal(hiding, APPEAL[language], by=statement.author)
        answer_appeal(asked, Appeal.Outcome.UPHELD, reason=ANSWER[language], by=by.facilitator)
