"""What became of some statements: proposals, answers and results, as public threads."""

from citizenspring.demo.content import Outcome, ProcessContent, Texts
from citizenspring.opinions.models import Statement
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import link, open_node, rename_node

from .cast import Troupe

__all__ = ["tell_outcomes"]


def tell_outcomes(
    content: ProcessContent, process: Process, statements: dict[str, Statement], troupe: Troupe
) -> None:
    for outcome in content.outcomes:
        _tell(outcome, process, statements, troupe)


def _tell(
    outcome: Outcome, process: Process, statements: dict[str, Statement], troupe: Troupe
) -> None:
    language = outcome.language
    proposal = _node("proposal", outcome.proposal, language, process)
    for key in outcome.statements:
        _link(
            statements[key].node,
            Edge.Kind.BECAME,
            proposal,
            outcome.because[language],
            troupe.organiser,
        )
    if outcome.answer and outcome.answer_because:
        answer = _node("answer", outcome.answer, language, process)
        reason = outcome.answer_because[language]
        _link(proposal, Edge.Kind.ANSWERED_BY, answer, reason, troupe.steward)
        if outcome.resulted and outcome.resulted_because:
            result = _node("result", outcome.resulted, language, process)
            reason = outcome.resulted_because[language]
            _link(answer, Edge.Kind.RESULTED_IN, result, reason, troupe.steward)


def _node(kind: str, titles: Texts, language: str, process: Process) -> Node:
    title = titles[language]
    node = open_node(kind, title=title, language=language, within=process.node)
    rename_node(node, title=title, language=language, titles=titles)
    return node


def _link(source: Node, kind: Edge.Kind, target: Node, reason: str, by: Person) -> None:
    link(source, kind, target, reason=reason, by=by)
