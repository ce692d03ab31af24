"""What became of some statements: proposals, answers and results, as public threads."""

from citizenspring.demo.content import Outcome, ProcessContent, Texts
from citizenspring.opinions.models import Statement
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.threads.models import Edge, Node, Part
from citizenspring.threads.services import link, open_node, rename_node, take_part

from .cast import Calendar, Troupe
from .news import date_news

__all__ = ["OutcomeTeller"]


class OutcomeTeller:
    """Tells the outcomes of one process, each step on its day in the past."""

    def __init__(self, process: Process, calendar: Calendar, troupe: Troupe) -> None:
        self.process = process
        self.calendar = calendar
        self.troupe = troupe

    def tell(self, content: ProcessContent, statements: dict[str, Statement]) -> None:
        for number, outcome in enumerate(content.outcomes):
            sources = [statements[key].node for key in outcome.statements]
            self._support(sources, number)
            self._tell(outcome, sources)

    def _support(self, sources: list[Node], number: int) -> None:
        """The first of the troupe, the resident, supports all; the others every second one."""
        for place, persona in enumerate(self.troupe.everyone):
            if place == 0 or (place + number) % 2:
                for source in sources:
                    take_part(persona, source, Part.Kind.SUPPORTED)

    def _tell(self, outcome: Outcome, sources: list[Node]) -> None:
        steps = [
            ("proposal", outcome.proposal, Edge.Kind.BECAME, outcome.because),
            ("answer", outcome.answer, Edge.Kind.ANSWERED_BY, outcome.answer_because),
            ("result", outcome.resulted, Edge.Kind.RESULTED_IN, outcome.resulted_because),
        ]
        by = self.troupe.organiser
        for (kind, titles, step, because), day in zip(steps, outcome.days, strict=False):
            if titles and because:
                node = self._node(kind, titles, outcome.language)
                self._link(sources, step, node, because, by)
                self._date(node, day, because)
                sources, by = [node], self.troupe.steward

    def _node(self, kind: str, titles: Texts, language: str) -> Node:
        title = titles[language]
        node = open_node(kind, title=title, language=language, within=self.process.node)
        rename_node(node, title=title, language=language, titles=titles)
        return node

    def _link(
        self, sources: list[Node], step: Edge.Kind, node: Node, because: Texts, by: Person
    ) -> None:
        for source in sources:
            reason = because[node.language]
            link(source, step, node, reason=reason, reasons=because, by=by)

    def _date(self, node: Node, day: int, because: Texts) -> None:
        moment = self.calendar.moment(day)
        Node.objects.filter(pk=node.pk).update(created_at=moment)
        Edge.objects.filter(target=node).update(at=moment)
        date_news(node, moment, because)
