"""The vector of an idea, by which ideas like it are found in any language."""

from citizenspring.opinions.likeness import vectors

__all__ = ["ALIKE", "idea_vector"]

# Titles are a few words without a verb: what is alike lies further apart than two sentences do.
ALIKE = 0.40
TEXT_WEIGHT = 0.5
TEXT_READ = 500


def idea_vector(title: str, text: str = "") -> list[float] | None:
    """Mostly what the title says, so that a title alone finds it while somebody types."""
    named, told = vectors([title, text[:TEXT_READ]])
    if named is None:
        return None
    if told is None:
        return named
    mixed = [one + TEXT_WEIGHT * other for one, other in zip(named, told, strict=True)]
    length = sum(part * part for part in mixed) ** 0.5
    return [part / length for part in mixed] if length else None
