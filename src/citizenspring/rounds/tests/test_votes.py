"""Votes of the people in the room: once each, in time, by those who may."""

from collections.abc import Mapping
from uuid import uuid4

import pytest

from citizenspring.engines.rounds import Result
from citizenspring.gatherings.errors import VoiceHeard
from citizenspring.gatherings.models import Arrival
from citizenspring.gatherings.services import undo_arrival
from citizenspring.gatherings.tests.factories import begun, make_helper, seated
from citizenspring.rounds import errors, services
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import (
    answers_of,
    cards_of,
    results_of,
    voted_count,
)

from .factories import make_voter, organiser_of, said, started, take, wait, written

pytestmark = pytest.mark.django_db

IDEAS, READING, DOTS = 600, 300, 300


def voting() -> tuple[Run, list[str]]:
    """Dots are given to three cards of the first table."""
    run = started()
    keys = [str(written(run, text).key) for text in ("One", "Two", "Three")]
    return wait(run, IDEAS + READING + 1), keys


def vote(run: Run, arrival: Arrival, answers: Mapping[str, int | str], **parts: object) -> int:
    facts = {"sent": uuid4(), "phase": "dots", **parts}
    return services.take_votes(run, arrival.voice, answers, **facts)  # type: ignore[arg-type]  # any


def scores(result: Result | None) -> list[float]:
    assert result
    return [one.score for one in result.scores]


def test_the_last_word_of_a_person_counts() -> None:
    run, (one, two, three) = voting()
    ada = make_voter(run)
    assert vote(run, ada, {one: 1, two: 1, three: 1}) == 3
    assert vote(run, ada, {one: 0, two: 1, three: 1}) == 1
    assert answers_of(run, ada.voice, "dots") == {one: 0, two: 1, three: 1}
    assert voted_count(run, "dots") == 1


def test_all_dots_may_move_at_once_and_still_count() -> None:
    run = started("blank-sheet")
    wait(run, 75 * 60)
    keys = [str(written(run, text, "solutions").key) for text in "abcd"]
    wait(run, 31 * 60)
    ada = make_voter(run)
    vote(run, ada, {keys[0]: 2, keys[1]: 2, keys[2]: 1, keys[3]: 0}, phase="choose")
    vote(run, ada, {keys[0]: 0, keys[1]: 1, keys[2]: 2, keys[3]: 2}, phase="choose")
    services.end_run(run, by=organiser_of(run))
    assert scores(results_of(run, "choose")) == [2, 2, 1, 0]


def test_results_are_hidden_until_the_end() -> None:
    run, (one, *_rest) = voting()
    vote(run, make_voter(run), {one: 1})
    assert results_of(run, "dots") is None
    wait(run, DOTS)
    assert scores(results_of(run, "dots")) == [1, 0, 0]


def test_a_result_that_is_settled_is_not_counted_again_for_each_new_card() -> None:
    run, (one, *_rest) = voting()
    vote(run, make_voter(run), {one: 1})
    wait(run, DOTS + 1)
    found = results_of(run, "dots")
    written(run, "Four")
    assert results_of(run, "dots") is found
    assert {card.text for card in cards_of(run)} >= {"Four"}


def test_one_submission_sent_twice_is_one() -> None:
    run, (one, two, _three) = voting()
    ada, sent = make_voter(run), uuid4()
    assert vote(run, ada, {one: 1}, sent=sent) == 1
    vote(run, ada, {one: 0, two: 1})
    assert vote(run, ada, {one: 1}, sent=sent) == 0
    assert answers_of(run, ada.voice, "dots") == {one: 0, two: 1}


def test_experts_and_those_who_left_do_not_vote() -> None:
    run, (one, *_rest) = voting()
    expert, gone = make_voter(run, has_vote=False), make_voter(run)
    gone.left_at = gone.at
    gone.save()
    for arrival, refusal in ((expert, errors.NoVote), (gone, errors.NotHere)):
        with pytest.raises(refusal):
            vote(run, arrival, {one: 1})
    with pytest.raises(errors.NotHere):
        vote(run, Arrival(voice="NOBODY22"), {one: 1})


def test_what_cannot_be_said_is_refused_as_a_whole() -> None:
    run, (one, two, three) = voting()
    ada = make_voter(run)
    wrong: list[tuple[Mapping[str, int | str], type[Exception]]] = [
        ({one: 1, two: 99}, errors.TooManyDots),
        ({one: 1, two: -1}, errors.ValueWrong),
        ({one: 1, two: "1"}, errors.ValueWrong),
        ({one: 1, two: True}, errors.ValueWrong),
        ({one: 1, "zero": 1}, errors.CardUnknown),
        ({one: 1, "x": 1}, errors.CardUnknown),
        ({one: 1, str(uuid4()): 1}, errors.CardUnknown),
    ]
    for answers, refusal in wrong:
        with pytest.raises(refusal):
            vote(run, ada, answers)
    with pytest.raises(errors.NotAsked):
        vote(run, ada, {one: 1}, phase="ideas")
    with pytest.raises(errors.PhaseUnknown):
        vote(run, ada, {one: 1}, phase="nowhere")
    assert voted_count(run, "dots") == 0
    wait(run, DOTS)
    with pytest.raises(errors.PhaseOver):
        vote(run, ada, {three: 1})
    services.end_run(run, by=organiser_of(run))
    with pytest.raises(errors.RunEnded):
        vote(run, ada, {three: 1})


def test_a_facilitator_keys_in_for_people_at_her_table_only() -> None:
    run, (one, two, _three) = voting()
    ada, bo, expert = make_voter(run), make_voter(run), make_voter(run, has_vote=False)
    here = [ada.registration, expert.registration]
    seated(run.gathering, {1: here, 2: [bo.registration]})

    def dotted(arrival: Arrival, card: str, dots: int = 1) -> dict[str, object]:
        return said("dotted", "dots", by=str(arrival.registration.number), card=card, dots=dots)

    facts = [dotted(ada, one), dotted(bo, one), dotted(expert, one), dotted(ada, two, 99)]
    told = take(run, *facts, dotted(ada, two))
    assert [one["code"] for one in told.refused] == ["not_here", "no_vote", "too_many_dots"]
    assert answers_of(run, ada.voice, "dots") == {one: 1, two: 1}


def test_nobody_has_a_second_voice_by_being_taken_off_the_list_and_let_in_again() -> None:
    run, (one, _two, _three) = voting()
    ada, helper = make_voter(run), make_helper(run.gathering)
    vote(run, ada, {one: 3})
    begun(run.gathering)
    with pytest.raises(VoiceHeard):
        undo_arrival(Arrival.objects.get(), by=helper)
    assert Arrival.objects.get() == ada
