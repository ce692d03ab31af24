"""What the API answers: public facts only."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from citizenspring.processes.models import Activity, Phase, Process
from citizenspring.processes.texts import in_languages
from citizenspring.threads.models import Edge, Node

__all__ = ["ActivityOut", "ProcessDetail", "ProcessOut", "StepOut", "ThreadOut"]

Texts = dict[str, str]


class TerritoryOut(Schema):
    code: str
    name: Texts

    @staticmethod
    def resolve_name(territory: Any) -> Texts:
        return in_languages(territory.name)


class PhaseOut(Schema):
    name: Texts
    starts_on: date
    ends_on: date
    is_approximate: bool

    @staticmethod
    def resolve_name(phase: Phase) -> Texts:
        return in_languages(phase.name)


class ActivityOut(Schema):
    id: UUID
    kind: str
    slug: str
    title: Texts
    introduction: Texts
    state: str
    opens_at: datetime | None
    closes_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    thread: UUID
    url: str

    @staticmethod
    def resolve_title(activity: Activity) -> Texts:
        return in_languages(activity.title)

    @staticmethod
    def resolve_introduction(activity: Activity) -> Texts:
        return in_languages(activity.introduction)

    @staticmethod
    def resolve_thread(activity: Activity) -> UUID:
        return activity.node_id

    @staticmethod
    def resolve_url(activity: Activity) -> str:
        return activity.get_absolute_url()


class ProcessOut(Schema):
    id: UUID
    slug: str
    state: str
    question: Texts
    themes: list[str]
    languages: list[str]
    territories: list[TerritoryOut]
    opened_at: datetime | None
    closed_at: datetime | None
    decided_at: datetime | None
    thread: UUID
    url: str

    @staticmethod
    def resolve_question(process: Process) -> Texts:
        return in_languages(process.question)

    @staticmethod
    def resolve_territories(process: Process) -> list[Any]:
        return list(process.territories.all())

    @staticmethod
    def resolve_thread(process: Process) -> UUID:
        return process.node_id

    @staticmethod
    def resolve_url(process: Process) -> str:
        return process.get_absolute_url()


class ProcessDetail(ProcessOut):
    summary: Texts
    promise: Texts
    outcome: Texts
    phases: list[PhaseOut]

    @staticmethod
    def resolve_summary(process: Process) -> Texts:
        return in_languages(process.summary)

    @staticmethod
    def resolve_promise(process: Process) -> Texts:
        return in_languages(process.promise)

    @staticmethod
    def resolve_outcome(process: Process) -> Texts:
        return in_languages(process.outcome)

    @staticmethod
    def resolve_phases(process: Process) -> list[Any]:
        return list(process.phases.all())


class NodeOut(Schema):
    id: UUID
    kind: str
    title: str
    language: str
    url: str
    created_at: datetime


class StepOut(Schema):
    """A step from one thing to what it became; persons are not named in the API."""

    source: NodeOut
    step: str
    target: NodeOut
    reason: str
    at: datetime

    @staticmethod
    def resolve_step(edge: Edge) -> str:
        return edge.kind


class ThreadOut(Schema):
    node: NodeOut
    within: UUID | None
    before: list[StepOut]
    after: list[StepOut]

    @staticmethod
    def resolve_within(chain: Any) -> UUID | None:
        node: Node = chain.node
        return node.within_id if node.within and node.within.is_public else None
