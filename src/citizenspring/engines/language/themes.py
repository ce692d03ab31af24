"""Themes across many short texts, named with words that people wrote.

Texts are joined by average linkage on the cosine of their vectors, so that a theme holds texts that
are close to each other on the whole, in whatever language. A theme is named by the words of its own
texts that lie closest to its middle and are more frequent in it than elsewhere.

References
----------
Müllner, "Modern hierarchical, agglomerative clustering algorithms", arXiv:1109.2378.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citizenspring.engines.errors import BadInput
from citizenspring.engines.language.vectors import Vectors, embed

__all__ = ["SAME_THEME", "Theme", "find_themes", "name_theme"]

SAME_THEME = 0.42
"""Mean cosine down to which texts stay in one theme."""
LARGEST = 5_000
"""Texts joined pair by pair; beyond, the others go to the theme they are closest to."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST = 3
_CANDIDATES = 40


@dataclass(frozen=True)
class Theme:
    """Texts that speak of one thing.

    Parameters
    ----------
    members : tuple of int
        Places of its texts, the most typical first.
    words : tuple of str
        Up to three words from its texts.
    unity : float
        Mean cosine of its texts with its middle; 1 where they are all alike.
    """

    members: tuple[int, ...]
    words: tuple[str, ...]
    unity: float


def find_themes(
    texts: Sequence[str],
    vectors: Vectors | None = None,
    *,
    at_least: int = 2,
    closeness: float = SAME_THEME,
) -> list[Theme]:
    """Group texts into themes.

    Parameters
    ----------
    texts : sequence of str
        Cards, statements, concerns.
    vectors : ndarray, shape (texts, 512), optional
        Where they are known already.
    at_least : int
        Texts a theme needs; texts that belong to none are in no theme.
    closeness : float
        Mean cosine down to which themes are joined; lower gives fewer, wider themes.

    Returns
    -------
    list of Theme
        The largest first. The same texts give the same themes.

    Raises
    ------
    BadInput
        There are not as many vectors as texts.

    Examples
    --------
    >>> texts = ["More trees please.", "Le bus est en retard.", "Meer bomen.", "Late bus again."]
    >>> [sorted(theme.members) for theme in find_themes(texts)]
    [[0, 2], [1, 3]]
    """
    known = embed(texts) if vectors is None else np.asarray(vectors, np.float32)
    if len(known) != len(texts):
        raise BadInput(f"{len(known)} vectors for {len(texts)} texts", expected="one of each")
    groups = [group for group in _grouped(known, closeness) if len(group) >= at_least]
    everywhere = _texts_with(texts, range(len(texts)))
    # Reading the words of all themes at once costs a quarter of reading those of each.
    embed([word for group in groups for word in _often(_texts_with(texts, group), everywhere)])
    themes = [_theme(texts, known, group, everywhere) for group in groups]
    return sorted(themes, key=lambda theme: (-len(theme.members), min(theme.members)))


def name_theme(
    texts: Sequence[str],
    members: Sequence[int],
    middle: Vectors,
    *,
    count: int = 3,
    everywhere: Counter[str] | None = None,
) -> tuple[str, ...]:
    """Choose the words that name a theme, among those its own texts use.

    Parameters
    ----------
    texts : sequence of str
        All texts.
    members : sequence of int
        The theme's own; give only those in one language to name it in that language.
    middle : ndarray, shape (512,)
        Mean vector of the theme.
    count : int
        At most so many words.
    everywhere : Counter, optional
        In how many of all texts each word stands, where it is known already.

    Returns
    -------
    tuple of str
        As they were written most often.
    """
    inside = _texts_with(texts, members)
    among = _texts_with(texts, range(len(texts))) if everywhere is None else everywhere
    share = {word: found / among[word] for word, found in inside.items()}
    often = _often(inside, among)
    if not often:
        return ()
    closeness = embed(often) @ middle
    weight = [
        float(closeness[at]) * inside[word] ** 0.5 * share[word] for at, word in enumerate(often)
    ]
    best = sorted(range(len(often)), key=lambda at: (-weight[at], often[at]))[:count]
    return tuple(_as_written(texts, members, often[at]) for at in best)


def _often(inside: Counter[str], among: Counter[str]) -> list[str]:
    """Words that are frequent here and rare elsewhere: what may name a theme."""
    return sorted(inside, key=lambda word: (-(inside[word] ** 2) / among[word], word))[:_CANDIDATES]


def _grouped(vectors: Vectors, closeness: float) -> list[list[int]]:
    told = np.flatnonzero(np.any(vectors, axis=1))
    if len(told) <= 1:
        return [[int(at)] for at in told]
    step = -(-len(told) // LARGEST)
    core, rest = told[::step], np.setdiff1d(told, told[::step])
    labels = _joined(vectors[core], closeness)
    groups = [[int(at) for at in core[labels == label]] for label in np.unique(labels)]
    middles = np.stack([_middle(vectors, group) for group in groups])
    for at in rest:
        likeness = middles @ vectors[at]
        closest = int(np.argmax(likeness))
        if likeness[closest] >= closeness:
            groups[closest].append(int(at))
    return groups


def _joined(vectors: Vectors, closeness: float) -> npt.NDArray[np.int32]:
    if len(vectors) == 1:
        return np.ones(1, np.int32)
    rows, columns = np.triu_indices(len(vectors), 1)
    likeness = (vectors @ vectors.T)[rows, columns]
    # Loaded when needed: it takes a second, and every start of the platform would wait for it.
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415

    tree = linkage(np.clip(1.0 - likeness, 0.0, 2.0), "average")
    labels: npt.NDArray[np.int32] = fcluster(tree, 1.0 - closeness, "distance")
    return labels


def _theme(
    texts: Sequence[str], vectors: Vectors, group: list[int], everywhere: Counter[str]
) -> Theme:
    middle = _middle(vectors, group)
    likeness = vectors[group] @ middle
    order = np.lexsort((np.asarray(group), -likeness))
    words = name_theme(texts, group, middle, everywhere=everywhere)
    return Theme(tuple(group[at] for at in order), words, float(likeness.mean()))


def _middle(vectors: Vectors, group: list[int]) -> Vectors:
    mean: Vectors = vectors[group].mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / np.float32(length) if length else mean


def _texts_with(texts: Sequence[str], places: Sequence[int]) -> Counter[str]:
    """Count in how many texts each word stands."""
    found: Counter[str] = Counter()
    for at in places:
        words = {word.casefold() for word in _WORD.findall(texts[at])}
        found.update(word for word in words if len(word) >= _SHORTEST)
    return found


def _as_written(texts: Sequence[str], places: Sequence[int], word: str) -> str:
    spellings: Counter[str] = Counter(
        found for at in places for found in _WORD.findall(texts[at]) if found.casefold() == word
    )
    return min(spellings, key=lambda each: (-spellings[each], each))
