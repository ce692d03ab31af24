"""The drawing of a proof: a stem from the entry up to the root, with a leaf at every step."""

from dataclasses import dataclass

from .proofs import Proof

__all__ = ["Knot", "Picture", "draw"]

WIDTH = 320
STEP = 56
MIDDLE = WIDTH // 2
ASIDE = 112
MARGIN = 36


@dataclass(frozen=True)
class Knot:
    """One step: the neighbour at its side, the result above."""

    x: int
    y: int
    result_y: int
    neighbour: str
    result: str
    is_root: bool


@dataclass(frozen=True)
class Picture:
    """Where everything stands in the drawing."""

    width: int
    height: int
    middle: int
    leaf_y: int
    leaf: str
    knots: tuple[Knot, ...]


def draw(proof: Proof) -> Picture:
    """Place the steps of a proof from the bottom upwards."""
    steps = proof.steps()
    height = 2 * MARGIN + STEP * len(steps)
    ground = height - MARGIN
    knots = tuple(
        Knot(
            x=MIDDLE - ASIDE if step.is_left else MIDDLE + ASIDE,
            y=ground - STEP * at,
            result_y=ground - STEP * (at + 1),
            neighbour=step.short_neighbour,
            result=step.short_result,
            is_root=at == len(steps) - 1,
        )
        for at, step in enumerate(steps)
    )
    return Picture(WIDTH, height, MIDDLE, ground, proof.short_leaf, knots)
