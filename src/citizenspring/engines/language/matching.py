"""Needs matched with offers across languages, each match with its reason.

A need and an offer are compared by the cosine of their vectors; where both say what kind of thing
it is (a space, a skill, …), the kinds must be the same. The reason is found by leaving out one
word after the other: the words without which the two texts would be less alike are what the match
rests on, and they are shown as they were written.

References
----------
Zeiler and Fergus, "Visualizing and understanding convolutional networks", ECCV 2014,
doi:10.1007/978-3-319-10590-1_53 (reasons by leaving out).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.errors import BadInput
from citizenspring.engines.language.vectors import Vectors, embed

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import numpy.typing as npt

__all__ = ["FITS", "FITS_ANY_KIND", "Fit", "Listing", "Reason", "explain_fit", "match_needs"]

FITS = 0.3
"""Cosine from which an offer of the same kind is shown for a need.

Set on 20 needs and 20 offers of our own, each in French, Dutch and English: 88 of 100 pairs above
it belong together, 75 of 100 pairs that belong together are above it, and the best offer in another
language is the right one for 56 of 60 needs. A match is shown to people, never made by machine.
"""
FITS_ANY_KIND = 0.4
"""The same where one of the two does not say its kind: 90 of 100 pairs above it belong together."""
_BLOCK = 2_048
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MOST_WORDS = 40
_MOST_TOLD = 3
_LEAST_LOSS = 0.4
"""Share of the weightiest word's loss from which another word is told beside it."""


@dataclass(frozen=True)
class Listing:
    """What somebody needs or offers.

    Attributes
    ----------
    owner : id
    text : str
    kind : str or None
        Such as "space" or "skills"; None where it is not said.
    place : id or None
        Such as a commune.
    """

    owner: Hashable
    text: str
    kind: Hashable | None = None
    place: Hashable | None = None


@dataclass(frozen=True)
class Fit:
    """An offer that fits a need.

    Attributes
    ----------
    need, offer : int
        Their places in the two lists.
    likeness : float
        Cosine, at most 1.
    """

    need: int
    offer: int
    likeness: float


@dataclass(frozen=True)
class Reason:
    """Why an offer fits a need.

    Attributes
    ----------
    likeness : float
    need_words, offer_words : tuple of str
        Words the likeness rests on, as they were written, the weightiest first.
    kind : id or None
        What both say they are.
    place : id or None
        Where both are, when that is the same.
    """

    likeness: float
    need_words: tuple[str, ...]
    offer_words: tuple[str, ...]
    kind: Hashable | None = None
    place: Hashable | None = None

    @property
    def sentence(self) -> str:
        """The reason in one English sentence."""
        need, offer = ", ".join(self.need_words), ", ".join(self.offer_words)
        said = f"“{need}” is close to “{offer}”" if need and offer else "The two texts are alike"
        both = [f"both are {self.kind}"] if self.kind is not None else []
        both += [f"both are in {self.place}"] if self.place is not None else []
        return "; ".join([said, *both]) + "."


def match_needs(
    needs: Sequence[Listing],
    offers: Sequence[Listing],
    *,
    need_vectors: Vectors | None = None,
    offer_vectors: Vectors | None = None,
    at_least: float | None = None,
    count: int = 5,
) -> list[Fit]:
    """Find the offers that fit each need, in any language.

    Parameters
    ----------
    needs, offers : sequence of Listing
        Nobody is shown her own offer.
    need_vectors, offer_vectors : ndarray, shape (listings, 512), optional
        Where they are known already.
    at_least : float, optional
        Cosine that is enough; :data:`FITS` where both say the same kind and
        :data:`FITS_ANY_KIND` elsewhere when not given.
    count : int
        At most so many offers for a need.

    Returns
    -------
    list of Fit
        By need, the best offer first.

    Raises
    ------
    BadInput
        There are not as many vectors as listings.

    Examples
    --------
    >>> needs = [Listing("choir", "We need a room to sing in.", "space")]
    >>> offers = [Listing("garage", "Une camionnette à prêter.", "things"),
    ...           Listing("parish", "Notre salle est libre pour la musique.", "space")]
    >>> [fit.offer for fit in match_needs(needs, offers)]
    [1]
    """
    rows = _vectors(needs, need_vectors)
    columns = _vectors(offers, offer_vectors)
    kinds = _codes([each.kind for each in [*needs, *offers]])
    owners = _codes([each.owner for each in [*needs, *offers]])
    split = len(needs)
    found: list[Fit] = []
    for start in range(0, split, _BLOCK):
        here = slice(start, min(start + _BLOCK, split))
        likeness = rows[here] @ columns.T
        mine, theirs = kinds[here, None], kinds[split:][None, :]
        told = (mine >= 0) & (theirs >= 0)
        enough = np.where(told, FITS, FITS_ANY_KIND) if at_least is None else at_least
        wanted = (likeness >= enough) & ~(told & (mine != theirs))
        wanted &= owners[here, None] != owners[split:][None, :]
        found += _best(np.where(wanted, likeness, -np.inf), start, count)
    return found


def _best(likeness: npt.NDArray[np.float64], start: int, count: int) -> list[Fit]:
    """List the best offers of each need, the first of which stands at `start`."""
    found = []
    for at, row in enumerate(likeness):
        wanted = np.flatnonzero(np.isfinite(row))
        best = wanted[np.lexsort((wanted, -row[wanted]))][:count]
        found += [Fit(start + at, int(offer), float(row[offer])) for offer in best]
    return found


def explain_fit(need: Listing, offer: Listing) -> Reason:
    """Say why an offer fits a need.

    Parameters
    ----------
    need, offer : Listing

    Returns
    -------
    Reason

    Examples
    --------
    >>> need = Listing("garden", "We are looking for compost.", "things")
    >>> reason = explain_fit(need, Listing("farm", "Compost mûr à donner.", "things"))
    >>> reason.need_words[0], reason.offer_words[0], reason.kind
    ('compost', 'Compost', 'things')
    """
    one, other = embed([need.text, offer.text])
    return Reason(
        likeness=float(one @ other),
        need_words=_weighty(need.text, other),
        offer_words=_weighty(offer.text, one),
        kind=need.kind if need.kind == offer.kind else None,
        place=need.place if need.place == offer.place else None,
    )


def _weighty(text: str, other: Vectors) -> tuple[str, ...]:
    """Return the words of a text without which it would be less like the other."""
    words = list(_WORD.finditer(text))[:_MOST_WORDS]
    if not words:
        return ()
    shorter = [text[: word.start()] + text[word.end() :] for word in words]
    own, *without = embed([text, *shorter])
    # Words that only frame a need ("we are looking for") change its own sense little.
    lost = [max(float((own - less) @ other), 0.0) * float(1.0 - own @ less) for less in without]
    order = sorted(range(len(words)), key=lambda at: (-lost[at], at))
    mark = _LEAST_LOSS * lost[order[0]]
    # The first is always told: it is all the reason there is in a text of one word.
    told = [words[at].group() for at in order if at == order[0] or lost[at] >= mark > 0]
    return tuple(dict.fromkeys(told[:_MOST_TOLD]))


def _vectors(listings: Sequence[Listing], known: Vectors | None) -> Vectors:
    if known is None:
        return embed([each.text for each in listings])
    if len(known) != len(listings):
        raise BadInput(f"{len(known)} vectors for {len(listings)} texts", expected="one of each")
    return np.asarray(known, np.float32)


def _codes(labels: Sequence[Hashable | None]) -> npt.NDArray[np.int64]:
    """Number labels; -1 for none."""
    known: dict[Hashable, int] = {}
    codes = [-1 if each is None else known.setdefault(each, len(known)) for each in labels]
    return np.array(codes, dtype=np.int64)
