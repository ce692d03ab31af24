"""What likeness across languages costs, and how often it is right.

python bench/language.py
"""

import resource
import time
from collections.abc import Callable

import numpy as np

from citizenspring.engines.language import (
    NEAR_DUPLICATE,
    embed,
    find_themes,
    near_duplicates,
    nearest,
)
from citizenspring.engines.language.tests.corpus import LANGUAGES_OF, SAYS, TEXTS


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


if __name__ == "__main__":
    cost()
    correctness()
