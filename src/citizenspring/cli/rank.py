"""``citizenspring rank``: rank options from a file of answers or ballots, with no platform."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from citizenspring.engines.errors import BadInput, EngineError
from citizenspring.engines.ranking import (
    Blt,
    Limits,
    Parity,
    RankedBallots,
    Ranking,
    RankingFile,
    StvResult,
    describe,
    elect,
    rank_approvals,
    rank_borda,
    rank_by_resistance,
    rank_copeland,
    rank_pairwise,
    rank_points,
    rank_schulze,
    read_blt,
    read_labels,
    read_rankings,
    to_json,
)

from ._endings import BAD_INPUT
from ._progress import Progress

__all__ = ["command"]

MAJORITIES: dict[str, Callable[..., Ranking]] = {
    "schulze": rank_schulze,
    "borda": rank_borda,
    "copeland": rank_copeland,
}
METHODS = ["pairwise", "points", "approval", "consensing", *MAJORITIES, "stv"]
FITTING = {
    "pairwise": ["pairwise"],
    "points": ["points"],
    "approval": ["approval"],
    "consensing": ["consensing"],
    "ranked": [*MAJORITIES, "stv"],
}


@click.command("rank")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--method", type=click.Choice(METHODS), help="Chosen by the file when not given.")
@click.option("--seats", type=click.IntRange(min=1), help="People to elect, by STV.")
@click.option("--quota", type=click.Choice(["droop", "exact droop", "hare"]), default="droop")
@click.option("--blocks", type=click.Path(path_type=Path), help="CSV option,block.")
@click.option("--per-ballot", type=click.IntRange(min=1), help="Most points of a ballot.")
@click.option("--per-block", type=click.IntRange(min=1), help="Most points in a block.")
@click.option("--groups", type=click.Path(path_type=Path), help="CSV candidate,group.")
@click.option("--parity", help="'alternate', a share such as 0.4, or women=2,men=2.")
@click.option("--zero", default="zero", show_default=True, help="Option that changes nothing.")
@click.option("--seed", default="citizenspring", show_default=True, help="Of every lot.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
@click.pass_context
def command(context: click.Context, /, file: Path, *, as_json: bool, **choices: Any) -> None:
    """Rank the options of FILE, a CSV of answers or ballots, or an election in BLT.

    The kind of file is recognised by its columns. Says the order, how sure it is, and for an
    election what happened in each round. The exit code is 2 where FILE cannot be used.
    """
    try:
        found = _found(file, choices)
    except EngineError as problem:
        click.echo(str(problem), err=True)
        context.exit(BAD_INPUT)
    click.echo(to_json(found, indent=1) if as_json else describe(found))


def _found(file: Path, choices: dict[str, Any]) -> Ranking | StvResult:
    progress = Progress()
    reading = partial(progress, "reading")
    try:
        if file.suffix.lower() == ".blt":
            return _election(file, choices, read_blt(file, progress=reading))
        content = read_rankings(file, progress=reading)
    finally:
        progress.end()
    method = choices["method"] or _usual(content, choices)
    _require_fitting(method, content.kind, file)
    if content.votes is not None:
        return _of_votes(content.votes, method, choices)
    return _of_answers(content, choices)


def _usual(content: RankingFile, choices: dict[str, Any]) -> str:
    if content.kind == "ranked" and choices["seats"]:
        return "stv"
    return FITTING[content.kind][0]


def _election(file: Path, choices: dict[str, Any], blt: Blt) -> Ranking | StvResult:
    method = choices["method"] or "stv"
    _require_fitting(method, "ranked", file)
    for note in blt.notes:
        click.echo(f"Note: {note}", err=True)
    with_seats = {**choices, "seats": choices["seats"] or blt.seats}
    return _of_votes(blt.votes.without(blt.withdrawn), method, with_seats)


def _require_fitting(method: str, kind: str, file: Path) -> None:
    if method not in FITTING[kind]:
        found = f"the method {method} does not fit {kind} ballots"
        raise BadInput(found, file=file.name, expected=" or ".join(FITTING[kind]))


def _of_votes(votes: RankedBallots, method: str, choices: dict[str, Any]) -> Ranking | StvResult:
    if method != "stv":
        return MAJORITIES[method](votes, seed=choices["seed"])
    seats = choices["seats"] or 1
    parity = _parity(choices, seats)
    return elect(votes, seats, quota=choices["quota"], parity=parity, seed=choices["seed"])


def _of_answers(content: RankingFile, choices: dict[str, Any]) -> Ranking:
    seed = choices["seed"]
    if content.comparisons is not None:
        return rank_pairwise(content.comparisons, seed=seed)
    if content.kind == "consensing":
        return rank_by_resistance(content.given, zero=choices["zero"], seed=seed)
    blocks = read_labels(choices["blocks"], "block") if choices["blocks"] else None
    limits = Limits(total=choices["per_ballot"], per_block=choices["per_block"])
    rank = rank_points if content.kind == "points" else rank_approvals
    return rank(content.given, blocks=blocks, limits=limits, seed=seed)


def _parity(choices: dict[str, Any], seats: int) -> Parity | None:
    rule, groups = choices["parity"], choices["groups"]
    if not rule:
        return None
    if not groups:
        found = "--parity needs to know the groups"
        raise BadInput(found, expected="--groups FILE as well")
    return Parity.from_text(rule, read_labels(groups, "group"), seats=seats)
