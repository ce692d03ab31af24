import json
import zipfile
from io import BytesIO

import pytest
from django.test import Client

from citizenspring.engines.opinions import VoteMatrix, map_opinions
from citizenspring.opinions.exports import polis_zip
from citizenspring.opinions.models import MapVersion, OpinionMap, Statement, Vote
from citizenspring.opinions.results import published, read
from citizenspring.opinions.results_queries import own_place, results_of
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, signed_in

from .factories import close, make_map, make_organiser
from .factories import vote as cast

pytestmark = pytest.mark.django_db

TEXTS = [f"Statement number {n} about the street." for n in range(1, 13)]


def crowd(groups: int = 2, size: int = 14) -> VoteMatrix:
    """People of each group agree with their own statements; all agree with the first two."""
    triples = [
        (group * size + person, number, 1 if number < 3 or number % groups == group else -1)
        for group in range(groups)
        for person in range(size)
        for number in range(1, 13)
        if (person + number) % 7
    ]
    return VoteMatrix.from_triples(triples)


def drawn(opinion_map: OpinionMap, votes: VoteMatrix) -> MapVersion:
    found = map_opinions(votes)
    result = published(found, smallest=opinion_map.smallest_group)
    return MapVersion.objects.create(
        map=opinion_map,
        number=1,
        result=result,
        votes_counted=votes.n_votes,
        people_counted=found.n_counted,
    )


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def open_map() -> OpinionMap:
    return make_map(*TEXTS)


def test_what_all_groups_share_stands_first(open_map: OpinionMap, client: Client) -> None:
    drawn(open_map, crowd())
    page = client.get(open_map.page("results")).content.decode()
    first = page.index("What we agree on")
    assert first < page.index(TEXTS[0]) < page.index("What divides us") < page.index("plain words")


def test_without_a_vote_it_says_when_the_map_appears(open_map: OpinionMap, client: Client) -> None:
    page = client.get(open_map.page("results")).content.decode()
    assert "It appears as soon as the first people have voted." in page


def test_a_hidden_statement_drops_out_of_every_list(open_map: OpinionMap, client: Client) -> None:
    drawn(open_map, crowd())
    Statement.objects.filter(map=open_map, number=1).update(state=Statement.State.HIDDEN)
    for page in ("results", "table"):
        assert TEXTS[0] not in client.get(open_map.page(page)).content.decode()


@pytest.mark.slow
def test_results_kept_back_by_the_organiser_are_refused_until_the_end(client: Client) -> None:
    kept_back = make_map(*TEXTS, shows_results_while_open=False)
    drawn(kept_back, crowd())
    assert client.get(kept_back.page("results")).status_code == 403
    close(kept_back)
    assert client.get(kept_back.page("results")).status_code == 200


def test_the_fragment_is_what_changes_and_nothing_else(
    open_map: OpinionMap, client: Client
) -> None:
    drawn(open_map, crowd())
    page = client.get(open_map.page("results"), headers={"X-Fragment": "1"}).content.decode()
    assert "What we agree on" in page
    assert "<html" not in page


def test_a_group_of_nine_is_not_shown() -> None:
    triples = [(p, n, 1 if n % 2 else -1) for p in range(30) for n in range(1, 13)]
    triples += [(100 + p, n, -1 if n % 2 else 1) for p in range(9) for n in range(1, 13)]
    found = map_opinions(VoteMatrix.from_triples(triples), k=2)
    result = published(found, smallest=10)
    assert [group["size"] for group in result["groups"]] == [30]
    assert result["protected"] == 9
    assert result["is_split"] is False


def test_one_hidden_cell_hides_a_second_so_that_the_total_tells_nothing() -> None:
    triples = [(p, n, 1 if n % 2 else -1) for p in range(30) for n in range(1, 13)]
    triples += [(100 + p, n, -1 if n % 2 else 1) for p in range(20) for n in range(1, 12)]
    triples += [(100 + p, 12, 1) for p in range(4)]
    result = published(map_opinions(VoteMatrix.from_triples(triples), k=2), smallest=10)
    assert result["statements"]["12"]["groups"] == [None, None]
    assert None not in result["statements"]["11"]["groups"]


def test_the_table_puts_what_divides_first_when_asked(open_map: OpinionMap, client: Client) -> None:
    drawn(open_map, crowd())
    page = client.get(open_map.page("table") + "?order=divisive").content.decode()
    assert page.index(TEXTS[4]) < page.index(TEXTS[0])


def test_a_page_number_beyond_the_last_shows_the_last(open_map: OpinionMap, client: Client) -> None:
    drawn(open_map, crowd())
    answer = client.get(open_map.page("table") + "?page=1000000000")
    assert answer.status_code == 200


def test_i_see_where_i_stand_and_how_many_votes_are_missing(open_map: OpinionMap) -> None:
    version = drawn(open_map, crowd())
    me = make_guest()
    cast(me, open_map.statements.get(number=3), 1)
    place = own_place(me, open_map, version)
    assert place is not None
    assert place.letter == ""
    assert place.missing == version.result["needed"] - 1


def test_after_enough_votes_i_stand_in_the_group_i_vote_with(open_map: OpinionMap) -> None:
    version = drawn(open_map, crowd())
    me = make_guest()
    for statement in open_map.statements.all():
        even = statement.number % 2 == 0
        cast(me, statement, 1 if statement.number < 3 or even else -1)
    place = own_place(me, open_map, version)
    results = read(version.result, {}, votes=0)
    assert place is not None
    assert place.letter in results.letters
    assert place.missing == 0


def test_who_has_not_voted_stands_nowhere(open_map: OpinionMap) -> None:
    assert own_place(make_guest(), open_map, drawn(open_map, crowd())) is None


def test_every_download_answers_with_its_file(open_map: OpinionMap, client: Client) -> None:
    drawn(open_map, crowd())
    close(open_map)
    for name in ("statements.csv", "map.json", "map.svg", "polis.zip"):
        answer = client.get(open_map.page("download", name))
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]


def test_single_votes_are_for_the_organisers_until_the_map_closes(
    open_map: OpinionMap, client: Client
) -> None:
    drawn(open_map, crowd())
    address = open_map.page("download", "polis.zip")
    assert client.get(address).status_code == 403
    assert address not in client.get(open_map.page("results")).content.decode()
    organiser = signed_in(make_organiser(open_map.activity.process))
    assert organiser.get(address).status_code == 200
    assert address in organiser.get(open_map.page("results")).content.decode()
    close(open_map)
    assert client.get(address).status_code == 200
    assert address in client.get(open_map.page("results")).content.decode()


def test_a_title_that_looks_like_a_formula_is_made_harmless_too_a53(
    open_map: OpinionMap,
) -> None:
    open_map.activity.title = type(open_map.activity.title)({"en": '=HYPERLINK("x")'})
    packed, _kind = polis_zip(open_map)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert "'=HYPERLINK" in archive.read("summary.csv").decode()


def test_a_part_of_the_page_is_never_kept_in_the_place_of_the_page(
    open_map: OpinionMap, client: Client
) -> None:
    drawn(open_map, crowd())
    part = client.get(open_map.page("results"), headers={"X-Fragment": "1"})
    assert part["Cache-Control"] == "no-store"
    for answer in (part, client.get(open_map.page("results"))):
        assert "X-Fragment" in answer["Vary"]


def test_only_statements_with_a_majority_in_every_group_build_bridges(
    open_map: OpinionMap,
) -> None:
    version = drawn(open_map, crowd())
    cells = {"1": [[9, 1, 2], [8, 4, 0]], "2": [[9, 1, 2], [5, 1, 6]], "3": [[9, 1, 2], None]}
    for number, groups in cells.items():
        version.result["statements"][number]["groups"] = groups
    version.result["bridging"] = [[number, "agree", 0.5, 0.5] for number in (1, 2, 3)]
    found = results_of(version, open_map, "en")
    assert [line.statement.number for line in found.bridging] == [1]


def test_a_version_drawn_before_kinds_were_told_apart_is_still_shown(
    open_map: OpinionMap, client: Client
) -> None:
    version = drawn(open_map, crowd())
    del version.result["kind"]
    version.save()
    assert client.get(open_map.page("results")).status_code == 200


def test_only_statements_that_are_shown_are_counted(open_map: OpinionMap) -> None:
    version = drawn(open_map, crowd())
    version.result["statements"]["3"]["status"] = "moderated_out"
    assert results_of(version, open_map, "en").statements == 11


def test_another_file_name_is_not_found(open_map: OpinionMap, client: Client) -> None:
    assert client.get(open_map.page("download", "votes.sql")).status_code == 404


def test_the_json_carries_the_result_as_it_was_kept(open_map: OpinionMap, client: Client) -> None:
    version = drawn(open_map, crowd())
    told = json.loads(client.get(open_map.page("download", "map.json")).content)
    version.refresh_from_db()
    assert told["result"] == version.result


@pytest.mark.slow
def test_a_statement_that_looks_like_a_formula_is_made_harmless_a53(client: Client) -> None:
    made = make_map("=1+1 trees in every street", *TEXTS)
    drawn(made, crowd())
    table = client.get(made.page("download", "statements.csv")).content.decode()
    assert "'=1+1 trees" in table


@pytest.mark.slow
def test_the_votes_carry_other_numbers_in_every_file_a28(
    open_map: OpinionMap, client: Client
) -> None:
    for n in range(25):
        cast(make_guest(), open_map.statements.get(number=1 + n % 12), 1)
    drawn(open_map, crowd())
    close(open_map)
    files = [_votes(client, open_map) for _ in range(3)]
    assert len(files[0].splitlines()) == 26
    assert len(set(files)) > 1
    people = [str(pk) for pk in Person.objects.values_list("pk", flat=True)]
    assert not [pk for pk in people if pk in "".join(files)]
    assert Vote.objects.count() == 25


def _votes(client: Client, opinion_map: OpinionMap) -> str:
    packed = client.get(opinion_map.page("download", "polis.zip")).content
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return archive.read("votes.csv").decode()
