"""Rankings beside choix and pref-voting on the same input, and what adaptive pairs save.

python bench/ranking.py [--repeat 3] [--write]

Both sides run in turn in this process, several times; the figures are medians of CPU seconds.
"""

import argparse
import importlib.util
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from _ranking_pairs import HORIZON, settled_after

from citizenspring.engines.ranking import (
    Comparisons,
    RankedBallots,
    elect,
    fit_strengths,
    rank_borda,
    rank_copeland,
    rank_pairwise,
    rank_schulze,
)

ELECTIONS = 200
LARGEST_OPT = 100
RUNS = 15


def row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def head(*cells: str) -> Iterator[str]:
    yield row(*cells)
    yield row(*["---"] * len(cells))


def in_turn(acts: list[Callable[[], Any]], repeat: int) -> list[tuple[float, Any]]:
    """Run each act several times, one after the other; median CPU seconds and last answer."""
    spent: list[list[float]] = [[] for _ in acts]
    found: list[Any] = [None] * len(acts)
    for _ in range(repeat):
        for at, act in enumerate(acts):
            start = time.process_time()
            found[at] = act()
            spent[at].append(time.process_time() - start)
    return [(statistics.median(each), last) for each, last in zip(spent, found, strict=True)]


def answers(options: int, count: int) -> list[tuple[int, int]]:
    """Answers of people who follow the model, winner first."""
    draw = np.random.default_rng(options)
    truth = draw.normal(0, 1, options)
    left, right = draw.integers(0, options, (2, count))
    won = draw.random(count) < 1 / (1 + np.exp(truth[right] - truth[left]))
    pairs = zip(np.where(won, left, right), np.where(won, right, left), strict=True)
    return [(int(a), int(b)) for a, b in pairs if a != b]


def centred(strengths: Any) -> Any:
    return strengths - strengths.mean()


def pairwise(repeat: int) -> Iterator[str]:
    import choix  # noqa: PLC0415  # because a peer may be missing until main has looked

    yield "\n## Strengths from pairs: choix\n"
    yield from head("options", "answers", "what", "ours", "choix", "ratio", "largest difference")
    for options, count in ((20, 2_000), (100, 20_000), (500, 200_000)):
        pairs = answers(options, count)
        told = Comparisons.from_wins(pairs)
        # The prior, told to choix: an option more that each meets, every answer twice.
        joined = 2 * pairs + [p for i in range(options) for p in ((i, options), (options, i))]
        acts: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
            "most likely (ilsr)": (
                lambda p=pairs: fit_strengths(Comparisons.from_wins(p), prior=0),
                lambda n=options, p=pairs: choix.ilsr_pairwise(n, p, tol=1e-10, max_iter=10_000),
            ),
            "the same, answers counted before": (
                lambda c=told: fit_strengths(c, prior=0),
                lambda n=options, p=pairs: choix.ilsr_pairwise(n, p, tol=1e-10, max_iter=10_000),
            ),
            "most likely (opt)": (
                lambda p=pairs: fit_strengths(Comparisons.from_wins(p), prior=0),
                lambda n=options, p=pairs: choix.opt_pairwise(n, p, alpha=0, tol=1e-12),
            ),
            "with our prior (ilsr)": (
                lambda p=pairs: rank_pairwise(Comparisons.from_wins(p)).spread,
                lambda n=options, p=joined: choix.ilsr_pairwise(
                    n + 1, p, tol=1e-10, max_iter=10_000
                )[:n],
            ),
        }
        for what, (mine, theirs) in acts.items():
            if "opt" in what and options > LARGEST_OPT:
                continue
            (own, spread), (peer, strengths) = in_turn([mine, theirs], repeat)
            apart = float(np.abs(spread.scores - centred(strengths)).max())
            cells = (f"{own:.3f}", f"{peer:.3f}", f"{peer / own:.1f}", f"{apart:.1e}")
            yield row(str(options), f"{len(pairs):,}", what, *cells)
    yield "\nOurs include standard errors and, with the prior, rank intervals; choix has none."


def ballots(seed: int, options: int, voters: int, *, shortest: int) -> list[list[int]]:
    draw = np.random.default_rng(seed)
    taste = draw.normal(0, 1, options)
    utility = taste + draw.gumbel(0, 1.5, (voters, options))
    lengths = draw.integers(shortest, options + 1, voters)
    return [np.argsort(-each)[:n].tolist() for each, n in zip(utility, lengths, strict=True)]


def peers() -> dict[str, Callable[[Any], Any]]:
    from pref_voting.c1_methods import copeland  # noqa: PLC0415  # because a peer may be missing
    from pref_voting.margin_based_methods import beat_path  # noqa: PLC0415
    from pref_voting.scoring_methods import borda  # noqa: PLC0415

    return {"borda": borda, "copeland": copeland, "schulze": beat_path}


OURS: dict[str, Callable[[RankedBallots], Any]] = {
    "borda": rank_borda,
    "copeland": rank_copeland,
    "schulze": rank_schulze,
}


def majorities(repeat: int) -> Iterator[str]:
    from pref_voting.profiles import Profile  # noqa: PLC0415  # because a peer may be missing

    yield "\n## Ranked ballots: pref-voting\n"
    yield from head("rule", f"same winners, {ELECTIONS} small elections", "large election", "")
    alike = dict.fromkeys([*OURS, "borda order", "copeland order"], 0)
    for seed in range(ELECTIONS):
        options = 3 + seed % 6
        cast = ballots(seed, options, 5 + seed % 40, shortest=options)
        votes, profile = RankedBallots.of(cast, options=range(options)), Profile(cast)
        for rule, peer in peers().items():
            alike[rule] += set(OURS[rule](votes).winners) == set(peer(profile))
        scores = {"borda": profile.borda_scores(), "copeland": profile.copeland_scores()}
        for rule, given in scores.items():
            ranks = {one: 1 + sum(s > mine for s in given.values()) for one, mine in given.items()}
            found = OURS[rule](votes)
            alike[f"{rule} order"] += all(found.rank_of(one) == ranks[one] for one in ranks)
    cast = ballots(1, 20, 5_000, shortest=20)
    for rule, peer in peers().items():
        (own, mine), (their, theirs) = in_turn(
            [
                lambda act=OURS[rule]: act(RankedBallots.of(cast)),
                lambda act=peer: act(Profile(cast)),
            ],
            repeat,
        )
        same = "same winner" if set(mine.winners) == set(theirs) else "OTHER WINNER"
        figures = f"ours {own:.2f} s, pref-voting {their:.2f} s"
        yield row(rule, f"{alike[rule]} of {ELECTIONS}", figures, same)
    orders = f"by Borda in {alike['borda order']}, by Copeland in {alike['copeland order']}"
    yield f"\nThe same whole order, ties included: {orders}; the peer's Schulze names winners only."
    yield "The large one: 5,000 ballots over 20 options, no two alike. Ours include rank"
    yield "intervals from repetitions of all ballots; pref-voting gives the winner."


def transferable(repeat: int) -> Iterator[str]:
    from pref_voting.profiles_with_ties import ProfileWithTies  # noqa: PLC0415  # may be missing
    from pref_voting.proportional_methods import stv_wig  # noqa: PLC0415

    def profile_of(cast: list[list[int]], options: int) -> Any:
        ranks = [{one: place for place, one in enumerate(each, 1)} for each in cast]
        profile = ProfileWithTies(ranks, candidates=list(range(options)))
        profile.use_extended_strict_preference()
        return profile

    yield "\n## Single transferable vote: pref-voting (stv_wig, whole Droop quota)\n"
    same = tied = 0
    for seed in range(ELECTIONS):
        options, seats = 4 + seed % 6, 1 + seed % 3
        cast = ballots(seed, options, 20 + seed, shortest=1)
        mine = elect(RankedBallots.of(cast, options=range(options)), seats)
        theirs = stv_wig(profile_of(cast, options), num_seats=seats, quota_rule="droop")
        same += sorted(mine.elected) == sorted(theirs)
        tied += sorted(mine.elected) != sorted(theirs) and bool(mine.ties)
    yield f"{ELECTIONS} elections: the same people in {same}; in {tied} others a tie decided, which"
    yield f"our result reports; unexplained: {ELECTIONS - same - tied}.\n"
    cast = ballots(2, 12, 3_000, shortest=2)
    (own, _), (their, _) = in_turn(
        [
            lambda: elect(RankedBallots.of(cast), 5),
            lambda: stv_wig(profile_of(cast, 12), num_seats=5, quota_rule="droop"),
        ],
        repeat,
    )
    yield f"3,000 ballots, 12 candidates, 5 seats: ours {own:.2f} s (exact fractions), pref-voting"
    yield f"{their:.2f} s (floats): {their / own:.1f} times."


def settling() -> Iterator[str]:
    yield "\n## Answers until the first ten settle\n"
    yield "Settled: nine of the true first ten are among the ten shown, and stay so until"
    yield f"{HORIZON:,} answers. Median of {RUNS} crowds that follow the model (spread 1.5).\n"
    yield from head("options", "our pairs", "random pairs", "times fewer", "least shown, ours")
    for options in (25, 40):
        runs = {
            adaptive: [settled_after(seed, options, adaptive=adaptive) for seed in range(RUNS)]
            for adaptive in (True, False)
        }
        ours, chance = (statistics.median(n for n, _ in runs[each]) for each in (True, False))
        least = min(share for _, share in runs[True])
        yield row(
            str(options), f"{ours:.0f}", f"{chance:.0f}", f"{chance / ours:.1f}",
            f"{least:.0%} of the average",
        )  # fmt: skip


def lines(options: argparse.Namespace) -> Iterator[str]:
    yield "# Rankings\n"
    yield f"Median of {options.repeat} runs in turn, CPU seconds."
    yield from pairwise(options.repeat)
    yield from majorities(options.repeat)
    yield from transferable(options.repeat)
    yield from settling()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each side")
    parser.add_argument("--write", action="store_true", help="keep it in bench/results")
    options = parser.parse_args()
    if importlib.util.find_spec("choix") is None or importlib.util.find_spec("pref_voting") is None:
        sys.exit("choix or pref-voting is missing: install the extra 'bench' (make setup-bench).")
    warnings.filterwarnings("ignore", module="pref_voting")
    kept: list[str] = []
    for line in lines(options):
        print(line, flush=True)
        kept.append(line)
    if options.write:
        path = Path(__file__).with_name("results") / "ranking.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
