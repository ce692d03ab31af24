"""Very many confirmed answers at once, for a demonstration or a measurement."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from citizenspring.city.models import Territory
from citizenspring.common.bulk import copy_in
from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import SALT_BYTES, entry_for
from citizenspring.mood.models import Answer, MoodCheck, Question, Remark
from citizenspring.people.models import Person
from citizenspring.threads.models import Node, Part

from .counting import recount
from .sealing import sealed_facts

__all__ = ["Invented", "answer_many"]


@dataclass(frozen=True)
class Invented:
    """An answer that was never given by anybody; ``words`` by question number."""

    said: dict[int, int]
    home: Territory | None
    at: datetime
    language: str = "fr"
    age: str = ""
    words: dict[int, str] | None = None


@transaction.atomic
def answer_many(mood: MoodCheck, answers: Iterable[Invented], *, batch: int = 5_000) -> int:
    """Write many confirmed answers, sealed one by one like any other; asks no rule.

    Returns how many count now.
    """
    questions = {question.number: question for question in mood.questions.all()}
    ladder = next((n for n, q in questions.items() if q.kind == Question.Kind.LADDER), 0)
    waiting: list[Invented] = []
    for one in answers:
        waiting.append(one)
        if len(waiting) == batch:
            _write(mood, waiting, questions, ladder)
            waiting = []
    _write(mood, waiting, questions, ladder)
    return recount(mood)


def _write(
    mood: MoodCheck, found: list[Invented], questions: dict[int, Question], ladder: int
) -> None:
    about = mood.activity.node_id
    people, rows, entries, parts = [], [], [], []
    nodes: list[Node] = []
    remarks: list[Remark] = []
    for one in found:
        person = Person(language=one.language, created_at=one.at, password="!")  # noqa: S106  # no password opens it
        answer = _answer(mood, person, one, ladder)
        entry = entry_for(
            "answer.confirmed",
            about=about,
            sealed=sealed_facts(answer),
            salt=bytes(answer.salt or b""),
        )
        answer.seal = bytes.fromhex(entry.body["seal"])
        people.append(person)
        rows.append(answer)
        entries.append(entry)
        parts.append(Part(person=person, node_id=about, kind=Part.Kind.SUPPORTED, at=one.at))
        for number, text in (one.words or {}).items():
            remark = _remark(answer, questions[number], text)
            assert remark.node is not None
            nodes.append(remark.node)
            remarks.append(remark)
            parts.append(Part(person=person, node=remark.node, kind=Part.Kind.WROTE, at=one.at))
    _copy(people, rows, entries, nodes, remarks)
    copy_in(parts, without={"id"})


def _copy(
    people: list[Person],
    rows: list[Answer],
    entries: list[Entry],
    nodes: list[Node],
    remarks: list[Remark],
) -> None:
    copy_in(people)
    copy_in(nodes)
    copy_in(rows)
    copy_in(remarks)
    copy_in(entries)


def _answer(mood: MoodCheck, person: Person, one: Invented, ladder: int) -> Answer:
    return Answer(
        mood=mood,
        person=person,
        language=one.language,
        said={str(number): value for number, value in one.said.items()},
        rung=one.said.get(ladder),
        home=one.home,
        age=one.age,
        state=Answer.State.CONFIRMED,
        how=Answer.How.IN_PERSON,
        salt=secrets.token_bytes(SALT_BYTES),
        confirmed_at=one.at,
        created_at=one.at,
        changed_at=one.at,
    )


def _remark(answer: Answer, question: Question, text: str) -> Remark:
    mood = answer.mood
    remark = Remark(mood=mood, answer=answer, question=question, text=text)
    remark.language, remark.is_confirmed = answer.language, True
    remark.created_at = answer.created_at
    remark.node = Node(
        kind="remark",
        title=text,
        language=answer.language,
        url=f"{mood.page('words')}#{remark.pk}",
        within=mood.activity.node,
        created_at=answer.created_at,
    )
    return remark
