from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.ledger.models import Entry
from citizenspring.opinions.imports import import_polis
from citizenspring.opinions.models import OpinionMap, Statement, Vote
from citizenspring.people.models import Person

from .factories import make_organiser, make_process

pytestmark = pytest.mark.django_db

FILES = {
    "summary.csv": 'topic,"Benches, or not?"\nconversation-description,A small talk.\n',
    "comments.csv": "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1,0,5,2,0,1,More benches in the shade.\n"
    '2,3,5,1,1,1,"Benches bring noise, at night."\n'
    "3,4,6,0,0,-1,Buy my product.\n",
    "votes.csv": "timestamp,datetime,comment-id,voter-id,vote\n"
    "1,x,0,5,1\n2,x,0,6,1\n3,x,3,5,1\n4,x,3,6,1\n5,x,3,6,-1\n",
}


def folder_with(tmp_path: Path, **changes: str) -> Path:
    for name, text in {**FILES, **{f"{key}.csv": text for key, text in changes.items()}}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_conversation_comes_in_whole(tmp_path: Path) -> None:
    process = make_process()
    found = import_polis(folder_with(tmp_path), process, by=make_organiser(process))
    assert (found.people, found.statements, found.votes) == (2, 3, 4)
    assert str(found.opinion_map.activity.title) == "Benches, or not?"


def test_the_last_vote_of_a_person_counts(tmp_path: Path) -> None:
    process = make_process()
    found = import_polis(folder_with(tmp_path), process, by=make_organiser(process))
    votes = Vote.objects.filter(map=found.opinion_map, statement__number=3)
    assert sorted(votes.values_list("choice", flat=True)) == [-1, 1]


def test_statements_keep_their_numbers_and_what_was_taken_out_stays_hidden(tmp_path: Path) -> None:
    process = make_process()
    found = import_polis(folder_with(tmp_path), process, by=make_organiser(process))
    states = dict(found.opinion_map.statements.values_list("number", "state"))
    assert states == {0: "shown", 3: "shown", 4: "hidden"}
    hidden = Statement.objects.get(map=found.opinion_map, number=4)
    assert hidden.node.decisions.get().reason.startswith("Taken out")


def test_everybody_who_voted_is_a_guest_without_address(tmp_path: Path) -> None:
    process = make_process()
    found = import_polis(folder_with(tmp_path), process, by=make_organiser(process))
    voters = Person.objects.filter(opinion_votes__map=found.opinion_map).distinct()
    assert {(one.is_guest, one.email) for one in voters} == {(True, None)}


def test_each_vote_has_its_line_in_the_record(tmp_path: Path) -> None:
    process = make_process()
    found = import_polis(folder_with(tmp_path), process, by=make_organiser(process))
    seals = {bytes(seal).hex() for seal in found.opinion_map.votes.values_list("seal", flat=True)}
    entries = Entry.objects.filter(kind="vote.cast")
    assert seals == {entry.body["seal"] for entry in entries}


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"votes": "timestamp,comment-id,vote\n1,0,1\n"}, "voter-id"),
        ({"votes": "comment-id,voter-id,vote\n0,5,7\n"}, "line 2"),
        ({"comments": "name,age\nada,7\n"}, "comments.csv"),
    ],
)
def test_a_broken_file_is_named_and_nothing_is_left(
    tmp_path: Path, broken: dict[str, str], told: str
) -> None:
    process = make_process()
    by = make_organiser(process)
    before = Person.objects.count()
    with pytest.raises(BadInput) as refused:
        import_polis(folder_with(tmp_path, **broken), process, by=by)
    assert told in str(refused.value)
    assert OpinionMap.objects.count() == 0
    assert Person.objects.count() == before


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    process = make_process()
    steps: list[str] = []
    import_polis(
        folder_with(tmp_path),
        process,
        by=make_organiser(process),
        progress=lambda step, _done, _total: steps.append(step),
    )
    assert {"reading", "people", "statements", "votes"} <= set(steps)


def test_statements_belong_to_the_thread_of_their_map(tmp_path: Path) -> None:
    process = make_process()
    found = import_polis(folder_with(tmp_path), process, by=make_organiser(process))
    within = {one.node.within_id for one in found.opinion_map.statements.select_related("node")}
    assert within == {found.opinion_map.activity.node_id}


def test_characters_that_nobody_sees_are_left_out(tmp_path: Path) -> None:
    process = make_process()
    comments = "comment-id,comment-body\n0,More\u202e benches\u200b.\n3,Fewer cars.\n"
    files = folder_with(tmp_path, comments=comments)
    found = import_polis(files, process, by=make_organiser(process))
    assert found.opinion_map.statements.get(number=0).text == "More benches."


def test_a_number_that_the_database_cannot_keep_is_refused_in_a_sentence(tmp_path: Path) -> None:
    process = make_process()
    votes = "comment-id,voter-id,vote\n0,5,1\n2147483648,5,1\n"
    by = make_organiser(process)
    with pytest.raises(BadInput, match="comment-id is 2147483648"):
        import_polis(folder_with(tmp_path, votes=votes), process, by=by)
    assert not OpinionMap.objects.exists()
