"""What likeness across languages costs, and how often it is right.

python bench/language.py
"""

import resource
import time
from collections.abc import Callable

import numpy as np

from citizenspring.engines.language import (
    NEAR_DUPLICATE,
    Listing,
    embed,
    explain_fit,
    find_circles,
    find_themes,
    match_needs,
    near_duplicates,
    nearest,
)
from citizenspring.engines.language.tests.corpus import LANGUAGES_OF, SAYS, TEXTS
from citizenspring.engines.language.tests.test_matching import listings, topic


def timed(what: str, act: Callable[[], object], count: int = 1) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:38} {cpu / count * 1e3:>9.2f} ms CPU {wall:>7.2f} s wall {memory:>6.0f} MiB peak")


def correctness() -> None:
    vectors = embed(TEXTS)
    every = sum(SAYS[:at].count(what) for at, what in enumerate(SAYS))
    for mark in (0.5, 0.55, 0.6, NEAR_DUPLICATE, 0.7, 0.8):
        pairs = near_duplicates(vectors, at_least=mark)
        right = sum(SAYS[one] == SAYS[other] for one, other, _ in pairs)
        print(f"mark {mark:.2f}: precision {right / len(pairs):.3f}, recall {right / every:.3f}")
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    names = sorted(set(LANGUAGES_OF))
    for language in names:
        mine = [at for at, each in enumerate(LANGUAGES_OF) if each == language]
        others = [at for at, each in enumerate(LANGUAGES_OF) if each != language]
        best = likeness[np.ix_(mine, others)].argmax(axis=1)
        right = sum(SAYS[others[it]] == SAYS[at] for at, it in zip(mine, best, strict=True))
        print(f"{language}: closest text in another language is right {right} of {len(mine)}")


def cost() -> None:
    timed("first call (loading)", lambda: embed(["once"]))
    timed("one sentence", lambda: [embed([text]) for text in TEXTS], len(TEXTS))
    timed("a sentence in a list", lambda: embed(TEXTS * 4), len(TEXTS) * 4)
    vectors = embed(TEXTS)
    noise = np.random.default_rng(1).normal(size=(30_000, 512)).astype(np.float32)
    many = noise / np.linalg.norm(noise, axis=1, keepdims=True)
    timed("nearest among 30,000", lambda: [nearest(row, many) for row in vectors[:50]], 50)
    timed("all pairs among 30,000", lambda: near_duplicates(many))
    cards = many[:5_000] + vectors[np.arange(5_000) % len(vectors)] * 3
    cards /= np.linalg.norm(cards, axis=1, keepdims=True)
    texts = [TEXTS[at % len(TEXTS)] for at in range(5_000)]
    timed("themes among 5,000 cards", lambda: find_themes(texts, cards))


def matching() -> None:
    needs, offers = listings()
    fits = match_needs(needs, offers, count=99)
    right = sum(topic(needs[fit.need]) == topic(offers[fit.offer]) for fit in fits)
    print(f"needs and offers: precision {right / len(fits):.3f}, recall {right / 180:.3f}")
    timed(
        "reason of a match",
        lambda: [explain_fit(*pair) for pair in zip(needs, offers, strict=True)],
        60,
    )
    noise = np.random.default_rng(2).normal(size=(20_000, 512)).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    many = [Listing(at % 5_000, "") for at in range(20_000)]
    sides = {"need_vectors": noise[:10_000], "offer_vectors": noise[10_000:], "at_least": 0.1}
    found = match_needs(many[:10_000], many[10_000:], **sides)
    halves = many[:10_000], many[10_000:]
    timed("10,000 needs with 10,000 offers", lambda: match_needs(*halves, **sides))
    timed("circles among them", lambda: find_circles(many[:10_000], many[10_000:], found))


if __name__ == "__main__":
    cost()
    correctness()
    matching()
