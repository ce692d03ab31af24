"""The generated people and votes: repeatable, plausible, and with the planted groups in them."""

from collections import Counter
from functools import cache
from math import comb

import numpy as np
import pytest

from citizenspring.city.reading import BRUSSELS, read_city
from citizenspring.demo.content import all_processes
from citizenspring.demo.crowd import CastVotes, Crowd, cast_votes, gather_crowd
from citizenspring.engines.opinions import OpinionMap, VoteMatrix, map_opinions

MAPS = {process.slug: process.map for process in all_processes() if process.map}
VOTED = [slug for slug, found in MAPS.items() if found.people]


@cache
def crowd_of(slug: str) -> Crowd:
    return gather_crowd(MAPS[slug], read_city(BRUSSELS))


@cache
def votes_of(slug: str) -> CastVotes:
    return cast_votes(MAPS[slug], crowd_of(slug))


@cache
def map_of(slug: str) -> OpinionMap:
    votes = votes_of(slug)
    triples = zip(
        votes.person.tolist(), votes.statement.tolist(), votes.choice.tolist(), strict=True
    )
    hidden = [at for at, one in enumerate(MAPS[slug].statements) if one.hidden_because]
    return map_opinions(VoteMatrix.from_triples(triples, moderated_out=hidden))


def adjusted_rand_index(one: list[int], other: list[int]) -> float:
    """How far two ways of grouping agree: 1 is the same, 0 is chance."""
    both = sum(comb(count, 2) for count in Counter(zip(one, other, strict=True)).values())
    first = sum(comb(count, 2) for count in Counter(one).values())
    second = sum(comb(count, 2) for count in Counter(other).values())
    expected = first * second / comb(len(one), 2)
    return (both - expected) / ((first + second) / 2 - expected)


def planted_and_found(slug: str) -> tuple[list[int], list[int]]:
    planted, found = crowd_of(slug).groups.tolist(), map_of(slug)
    grouped = [at for at in range(len(planted)) if found.group_of(at) is not None]
    return [planted[at] for at in grouped], [found.group_of(at) or 0 for at in grouped]


@pytest.mark.parametrize(
    ("slug", "groups"),
    [("cooling-streets", 3), ("offices-to-homes", 3), ("safer-school-ways", 2)],
)
def test_the_engine_finds_the_planted_groups(slug: str, groups: int) -> None:
    assert len(map_of(slug).groups) == groups
    assert adjusted_rand_index(*planted_and_found(slug)) > 0.9


def test_where_all_want_the_same_no_groups_are_shown() -> None:
    assert len(map_of("water-and-toilets").groups) == 1


def test_all_groups_share_the_common_ground_that_was_planted() -> None:
    keys = dict(enumerate(one.key for one in MAPS["cooling-streets"].statements))
    found = map_of("cooling-streets")
    shared = {keys[at] for at in keys if at in {one.statement for one in found.common_ground}}
    assert {"bench-in-shade", "fountains-open", "knock-on-doors"} <= shared


def test_the_common_ground_of_the_offices_is_shared_by_each_group() -> None:
    process = next(one for one in all_processes() if one.slug == "offices-to-homes")
    assert process.map
    assert process.common_ground
    position = {one.key: at for at, one in enumerate(process.map.statements)}
    rows = {row.statement: row for row in map_of("offices-to-homes").rows}
    for key in process.common_ground.statements:
        assert rows[position[key]].lowest_agree > 0.5


@pytest.mark.parametrize(
    ("slug", "key", "at_least"),
    [
        ("offices-to-homes", "public-offices-first", 0.8),
        ("water-and-toilets", "water-in-parks", 0.9),
    ],
)
def test_what_the_written_reasons_say_of_the_figures_is_true(
    slug: str, key: str, at_least: float
) -> None:
    position = [one.key for one in MAPS[slug].statements].index(key)
    row = next(row for row in map_of(slug).rows if row.statement == position)
    assert all(group and group.agree / group.seen > at_least for group in row.groups)


@pytest.mark.parametrize("slug", VOTED)
def test_the_same_seed_gives_the_same_votes(slug: str) -> None:
    again = cast_votes(MAPS[slug], gather_crowd(MAPS[slug], read_city(BRUSSELS)))
    assert np.array_equal(again.choice, votes_of(slug).choice)
    assert np.array_equal(again.person, votes_of(slug).person)


def test_another_seed_gives_other_votes() -> None:
    found = MAPS["water-and-toilets"]
    other = cast_votes(found, crowd_of("water-and-toilets"), seed="another")
    assert not np.array_equal(other.choice, votes_of("water-and-toilets").choice)


@pytest.mark.parametrize("slug", VOTED)
def test_nobody_votes_twice_on_a_statement(slug: str) -> None:
    votes = votes_of(slug)
    pairs = set(zip(votes.person.tolist(), votes.statement.tolist(), strict=True))
    assert len(pairs) == len(votes.person)


@pytest.mark.parametrize("slug", VOTED)
def test_there_are_about_as_many_votes_as_wanted(slug: str) -> None:
    assert abs(len(votes_of(slug).person) / MAPS[slug].votes - 1) < 0.02


@pytest.mark.parametrize("slug", VOTED)
def test_everyone_votes_and_some_to_the_end(slug: str) -> None:
    counts = np.bincount(votes_of(slug).person, minlength=crowd_of(slug).size)
    assert counts.min() >= 1
    assert (counts >= 0.9 * counts.max()).mean() > 0.05
    assert np.median(counts) < 0.9 * counts.max()


@pytest.mark.parametrize("slug", VOTED)
def test_nobody_votes_on_a_statement_before_it_is_there(slug: str) -> None:
    votes, found = votes_of(slug), MAPS[slug]
    added = np.array([one.added for one in found.statements])
    assert (votes.at >= added[votes.statement]).all()


def test_a_hidden_statement_has_few_votes() -> None:
    votes, found = votes_of("cooling-streets"), MAPS["cooling-streets"]
    counts = np.bincount(votes.statement, minlength=len(found.statements))
    hidden = [at for at, one in enumerate(found.statements) if one.hidden_because]
    assert counts[hidden].max() < 50


def test_communes_come_in_the_shares_of_the_population() -> None:
    city = read_city(BRUSSELS)
    population = {
        one.code: one.population or 0 for one in city.territories if one.kind == "commune"
    }
    found = Counter(crowd_of("cooling-streets").communes)
    everyone = sum(population.values())
    for code, count in population.items():
        assert abs(found[code] / 900 - count / everyone) < 0.03
