"""Names of voters as a desk looks for them."""

from citizenspring.processes.texts import folded

__all__ = ["name_key"]


def name_key(name: str) -> str:
    """The same for a name however its capitals, accents and order of words are.

    >>> name_key("Peeters Zoé") == name_key("zoe PEETERS")
    True
    """
    return " ".join(sorted(folded(name).replace("-", " ").split()))[:120]
