"""Rankings: what matters more, and how sure the order is.

From pairs (:func:`rank_pairwise`, with :func:`next_pair` to choose what to ask), from points and
approvals with limits per block (:func:`rank_points`, :func:`rank_approvals`), from ranked ballots
(:func:`rank_borda`, :func:`rank_copeland`, :func:`rank_schulze`, and :func:`elect` by single
transferable vote under a parity rule), or from resistance (:func:`rank_by_resistance`).
"""

from citizenspring.engines.ranking.ballots import RankedBallot, RankedBallots
from citizenspring.engines.ranking.blt import Blt, read_blt, write_blt
from citizenspring.engines.ranking.comparisons import Answer, Comparisons
from citizenspring.engines.ranking.consensing import ConsensingRanking, rank_by_resistance
from citizenspring.engines.ranking.csv_files import RankingFile, read_labels, read_rankings
from citizenspring.engines.ranking.majorities import (
    MajorityRanking,
    rank_borda,
    rank_copeland,
    rank_schulze,
)
from citizenspring.engines.ranking.pairs import Pair, next_pair
from citizenspring.engines.ranking.pairwise import PairwiseRanking, fit_strengths, rank_pairwise
from citizenspring.engines.ranking.parity import Parity, in_turn
from citizenspring.engines.ranking.points import (
    BARCELONA,
    Limits,
    PointsRanking,
    rank_approvals,
    rank_points,
)
from citizenspring.engines.ranking.result import LeftOut, Neighbours, Place, Ranking
from citizenspring.engines.ranking.stv import elect
from citizenspring.engines.ranking.stv_result import StvResult, StvRound, Tie
from citizenspring.engines.ranking.sureness import Spread
from citizenspring.engines.ranking.telling import describe, to_dict, to_json

__all__ = [
    "BARCELONA",
    "Answer",
    "Blt",
    "Comparisons",
    "ConsensingRanking",
    "LeftOut",
    "Limits",
    "MajorityRanking",
    "Neighbours",
    "Pair",
    "PairwiseRanking",
    "Parity",
    "Place",
    "PointsRanking",
    "RankedBallot",
    "RankedBallots",
    "Ranking",
    "RankingFile",
    "Spread",
    "StvResult",
    "StvRound",
    "Tie",
    "describe",
    "elect",
    "fit_strengths",
    "in_turn",
    "next_pair",
    "rank_approvals",
    "rank_borda",
    "rank_by_resistance",
    "rank_copeland",
    "rank_pairwise",
    "rank_points",
    "rank_schulze",
    "read_blt",
    "read_labels",
    "read_rankings",
    "to_dict",
    "to_json",
    "write_blt",
]
