import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.language import (
    FITS,
    Fit,
    Listing,
    embed,
    explain_fit,
    find_circles,
    match_needs,
)

HERE = Path(__file__).parent
LANGUAGES = ("fr", "nl", "en")


@cache
def listings() -> tuple[list[Listing], list[Listing]]:
    """Twenty needs and their offers, each in three languages; the topic is who owns them."""
    topics = json.loads((HERE / "needs_and_offers.json").read_text(encoding="utf-8"))
    needs, offers = (
        [
            Listing(f"{side} {at}", topic[side][language], topic["kind"], language)
            for at, topic in enumerate(topics)
            for language in LANGUAGES
        ]
        for side in ("need", "offer")
    )
    return needs, offers


def topic(listing: Listing) -> str:
    return str(listing.owner).split()[1]


@pytest.mark.slow
def test_the_best_offer_in_another_language_fits_the_need() -> None:
    needs, offers = listings()
    best: dict[int, Fit] = {}
    for fit in match_needs(needs, offers, at_least=0.0, count=99):
        if needs[fit.need].place != offers[fit.offer].place:
            best.setdefault(fit.need, fit)
    right = sum(topic(needs[at]) == topic(offers[fit.offer]) for at, fit in best.items())
    assert right / len(needs) >= 0.9


def test_most_of_what_is_shown_belongs_together() -> None:
    needs, offers = listings()
    fits = match_needs(needs, offers, count=99)
    right = sum(topic(needs[fit.need]) == topic(offers[fit.offer]) for fit in fits)
    assert right / len(fits) >= 0.85
    assert right / (20 * 9) >= 0.7


def test_another_kind_of_thing_never_fits() -> None:
    need = Listing("ann", "We need a van.", "things")
    assert match_needs([need], [Listing("bob", "We need a van.", "space")]) == []
    assert match_needs([need], [Listing("bob", "We need a van.", None)])[0].likeness > 0.99


def test_nobody_is_shown_her_own_offer() -> None:
    assert match_needs([Listing("ann", "A van.")], [Listing("ann", "A van.")]) == []


def test_the_best_offers_come_first_and_no_more_than_asked() -> None:
    needs, offers = listings()
    fits = match_needs(needs[:1], offers, count=2)
    assert len(fits) == 2
    assert fits[0].likeness >= fits[1].likeness >= FITS
    assert type(fits[0].likeness) is float


def test_known_vectors_are_used_and_must_be_as_many() -> None:
    needs, offers = listings()
    vectors = embed([offer.text for offer in offers])
    assert match_needs(needs[:3], offers, offer_vectors=vectors) == match_needs(needs[:3], offers)
    with pytest.raises(BadInput, match="60 vectors for 1 texts"):
        match_needs(needs, offers[:1], offer_vectors=vectors)


@pytest.mark.slow
def test_the_reason_names_words_that_stand_in_both_texts() -> None:
    needs, offers = listings()
    for need, offer in zip(needs[::12], offers[1::12], strict=True):
        reason = explain_fit(need, offer)
        assert all(word in need.text for word in reason.need_words)
        assert all(word in offer.text for word in reason.offer_words)
        assert reason.kind == need.kind


def test_the_reason_is_what_the_texts_are_about() -> None:
    need = Listing("club", "Nous cherchons une camionnette le samedi.", "things", "Ixelles")
    reason = explain_fit(need, Listing("bob", "Ik leen mijn bestelwagen uit.", "things", "Ixelles"))
    assert "camionnette" in reason.need_words
    assert "bestelwagen" in reason.offer_words
    assert reason.sentence.endswith("both are things; both are in Ixelles.")


def test_a_text_without_words_is_like_nothing_and_says_so() -> None:
    reason = explain_fit(Listing("ann", "???"), Listing("bob", "A van."))
    assert (reason.likeness, reason.need_words) == (0.0, ())
    assert reason.sentence == "The two texts are alike."


def ring(*names: str) -> tuple[list[Listing], list[Listing], list[Fit]]:
    """Each of whom has what the next one needs."""
    needs = [Listing(name, f"need of {name}") for name in names]
    offers = [Listing(name, f"offer of {name}") for name in names]
    return needs, offers, [Fit((at + 1) % len(names), at, 0.9) for at in range(len(names))]


@pytest.mark.parametrize("names", ["ab", "abc", "abcd"])
def test_a_circle_is_found_once(names: str) -> None:
    circles = find_circles(*ring(*names))
    assert [circle.owners for circle in circles] == [tuple(names)]


def test_a_circle_that_is_too_long_is_not_looked_for() -> None:
    assert find_circles(*ring(*"abcde")) == []
    assert len(find_circles(*ring(*"abcde"), longest=5)) == 1


def test_a_chain_that_does_not_close_is_no_circle() -> None:
    needs, offers, fits = ring("a", "b", "c")
    assert find_circles(needs, offers, fits[:-1]) == []


def test_the_surest_circle_comes_first_by_its_weakest_link() -> None:
    needs, offers, fits = ring("a", "b", "c")
    swap = [Fit(1, 0, 0.95), Fit(0, 1, 0.4)]
    circles = find_circles(needs, offers, [*fits, *swap])
    assert [(circle.owners, circle.weakest) for circle in circles] == [
        (("a", "b", "c"), 0.9),
        (("a", "b"), 0.4),
    ]


def test_each_link_of_a_circle_has_its_reason() -> None:
    needs = [
        Listing("choir", "We need a room to rehearse.", "space"),
        Listing("parish", "Qui peut réparer notre machine à coudre ?", "skills"),
        Listing("tailor", "We zoeken een bestelwagen om meubels te vervoeren.", "things"),
    ]
    offers = [
        Listing("parish", "Une salle libre pour les répétitions.", "space"),
        Listing("tailor", "Ik herstel naaimachines.", "skills"),
        Listing("choir", "We can lend our van to move furniture.", "things"),
    ]
    (circle,) = find_circles(needs, offers, match_needs(needs, offers))
    assert circle.owners == ("choir", "tailor", "parish")
    reasons = circle.reasons(needs, offers)
    assert [reason.kind for reason in reasons] == ["things", "skills", "space"]
    assert "naaimachines" in reasons[1].offer_words


def test_a_circle_of_one_is_refused() -> None:
    with pytest.raises(BadInput, match="2 people or more"):
        find_circles([], [], [], longest=1)


@pytest.mark.slow
def test_a_whole_city_of_needs_is_matched_in_seconds() -> None:
    draw = np.random.default_rng(1)
    vectors = draw.normal(size=(6_000, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    people = [Listing(at % 2_000, "") for at in range(6_000)]
    fits = match_needs(
        people[:3_000],
        people[3_000:],
        need_vectors=vectors[:3_000],
        offer_vectors=vectors[3_000:],
        at_least=0.1,
    )
    assert len(fits) == 15_000
    circles = find_circles(people[:3_000], people[3_000:], fits)
    assert len(circles) == 20
    assert all(len(set(circle.owners)) == len(circle.owners) for circle in circles)
