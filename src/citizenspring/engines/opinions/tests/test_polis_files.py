"""Reading what Polis exports: good files whole, bad files in one sentence."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions import PolisExport, VoteMatrix, read_polis, write_polis
from citizenspring.engines.opinions.polis import PolisStatement

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
COMMENTS = "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,comment-body\n"
PEOPLE = "participant,group-id,n-votes,0,3\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.csv").write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    start = time.process_time()
    with pytest.raises(BadInput) as refused:
        read_polis(folder)
    assert time.process_time() - start < 2
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_the_last_vote_counts_and_ids_may_have_gaps(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        votes=VOTES + "1,,7,0,1\n2,,7,0,-1\n3,,9,4,0\n",
        comments=COMMENTS + '1,7,0,1,1,-1,false,"Two\nlines"\n2,9,4,0,0,1,true,Meta\n',
    )
    export = read_polis(folder)
    assert export.votes.votes_of(0) == {7: -1}
    assert export.votes.moderated_out == {7}
    assert export.votes.meta == {9}
    assert [one.text for one in export.statements] == ["Two\nlines", "Meta"]
    assert export.given == {(0, 7): 2, (4, 9): 3}
    assert export.notes == ()


def test_without_votes_the_table_of_participants_serves(tmp_path: Path) -> None:
    export = read_polis(write(tmp_path, participants_votes=PEOPLE + "5,1,1,,-1\n8,,2,1,0\n"))
    assert list(export.votes.triples()) == [(5, 3, -1), (8, 0, 1), (8, 3, 0)]
    assert export.groups == {5: 1}


def test_files_that_disagree_are_told(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        summary="topic,Trees\nvoters,3\n",
        votes=VOTES + "1,,7,0,1\n1,,8,0,1\n",
        comments=COMMENTS + "1,7,0,0,1,1,false,A\n",
        participants_votes="participant,7\n0,-1\n",
    )
    assert read_polis(folder).notes == (
        "comments.csv counts as agreement what votes.csv holds as -1: the sign is reversed.",
        "1 statements have votes but no row in comments.csv.",
        "summary.csv counts 3 voters; 1 have voted.",
        "participants-votes.csv differs from votes.csv in 3 cells.",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "votes.csv, line 1: the file is empty; expected a votes.csv exported by Polis."),
        ("name,age\nx,3\n", "votes.csv, line 1: there is no column 'comment-id'; expected a votes"),
        (VOTES, "votes.csv, line 2: no vote follows the header; expected"),
        (VOTES + "1,,0,0,1\n1,,0,1,7\n", "votes.csv, line 3: the vote is '7'; expected -1 (dis"),
        (VOTES + "1,,0,0,1\n1,,0,1,\n", "votes.csv, line 3: the vote is ''; expected -1 (disag"),
        (VOTES + "1,,0,x,1\n", "votes.csv, line 2: voter-id is 'x'; expected a whole number."),
        (VOTES + "1,,0,1\n", "votes.csv, line 2: the row has 4 columns; expected 5 as the header."),
        (VOTES + "1,,0,\0,1\n", "votes.csv, line 2: there is a NUL byte; expected"),
        (VOTES + '1,,"0,1,1\n' * 9, "votes.csv, line 2: the quotation marks do not fit"),
        (VOTES.replace("vote\n", "vote,vote\n"), "votes.csv, line 1: the column 'vote' is there t"),
    ],
)
def test_a_bad_votes_file_is_refused_by_line(tmp_path: Path, text: str, said: str) -> None:
    assert refusal(write(tmp_path, votes=text)).startswith(said)


def test_another_encoding_is_refused_by_line(tmp_path: Path) -> None:
    write(tmp_path, votes=VOTES + "1,,0,0,1\n")
    (tmp_path / "comments.csv").write_bytes((COMMENTS + "1,0,0,1,0,1,,é\n").encode("latin-1"))
    assert refusal(tmp_path).startswith("comments.csv, line 2: the text is not encoded in UTF-8;")
    (tmp_path / "comments.csv").write_bytes(COMMENTS.encode("utf-16"))
    assert refusal(tmp_path).startswith("comments.csv, line 1: the text is not encoded in UTF-8;")


def test_a_byte_order_mark_is_taken(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_bytes(b"\xef\xbb\xbf" + (VOTES + "1,,0,0,1\n").encode())
    assert read_polis(tmp_path).votes.n_votes == 1


def test_somebody_twice_among_the_participants_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, participants_votes=PEOPLE + "5,1,1,,-1\n5,,2,1,0\n")
    said = "participants-votes.csv, line 3: participant 5 is there twice; expected each participant"
    assert refusal(folder).startswith(said)


def test_a_statement_twice_is_refused(tmp_path: Path) -> None:
    twice = COMMENTS + "1,0,0,1,0,1,,A\n" * 2
    folder = write(tmp_path, votes=VOTES + "1,,0,0,1\n", comments=twice)
    assert refusal(folder).startswith("comments.csv, line 3: statement 0 is there twice;")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "votes.csv").open("wb") as stream:
        stream.truncate(200_000_000)
    assert refusal(tmp_path).startswith("votes.csv: the file has 200 MB; expected at most 150 MB.")


def test_an_endless_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_bytes(b"x" * 5_000_000)
    assert refusal(tmp_path).startswith("votes.csv, line 1: the line is longer than two million")


def test_a_folder_without_votes_is_refused(tmp_path: Path) -> None:
    assert "there is neither a votes.csv nor" in refusal(tmp_path)
    assert refusal(tmp_path / "nowhere").startswith("There is no folder")
    (tmp_path / "votes.csv").mkdir()
    assert "there is neither" in refusal(tmp_path)


@pytest.mark.slow
def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(tmp_path, votes=VOTES + "1,,0,0,1\n" * 150_000)
    read_polis(tmp_path, progress=lambda done, total: told.append((done, total)))
    assert len(told) > 1
    assert told[-1][0] == told[-1][1] == (tmp_path / "votes.csv").stat().st_size


def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(tmp_path: Path) -> None:
    votes = VoteMatrix.from_triples([(0, 0, -1)], statements=[0])
    export = PolisExport({}, (PolisStatement(0, "=1+1"),), votes, {}, {})
    write_polis(export, tmp_path)
    with (tmp_path / "comments.csv").open(encoding="utf-8") as stream:
        assert next(iter(csv.DictReader(stream)))["comment-body"] == "'=1+1"
    assert read_polis(tmp_path).votes.votes_of(0) == {0: -1}


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)
ballots = st.dictionaries(
    st.tuples(st.integers(0, 30), st.integers(0, 9)), st.sampled_from([1, 0, -1]), min_size=1
)


@settings(max_examples=12, deadline=None)
@given(ballots, st.lists(texts, min_size=10, max_size=10), st.sets(st.integers(0, 9)))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory,
    standing: dict[tuple[int, int], int],
    said: list[str],
    out: set[int],
) -> None:
    statements = tuple(
        PolisStatement(at, f"#{text}", author=at, moderated=-1 if at in out else 1)
        for at, text in enumerate(said)
    )
    votes = VoteMatrix.from_triples(
        [(p, s, v) for (p, s), v in standing.items()], statements=range(10), moderated_out=out
    )
    groups = {person: person % 2 for person, _ in standing}
    given_at = {place: 1_000 + at for at, place in enumerate(standing)}
    folder = tmp_path_factory.mktemp("export")
    write_polis(PolisExport({"topic": "t"}, statements, votes, groups, given_at), folder)
    again = read_polis(folder)
    assert list(again.votes.triples()) == list(votes.triples())
    assert again.votes.moderated_out == votes.moderated_out
    assert [one.text for one in again.statements] == [one.text for one in statements]
    assert (again.groups, again.given, again.notes) == (groups, given_at, ())
