"""HiGHS with settings that give one answer on every run: one thread, fixed order, no noise."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray  # noqa: TC002  # read by the dataclass
from scipy import sparse

__all__ = ["INFINITE", "programme", "solved"]

INFINITE = float(highspy.kHighsInf)


def programme(
    cost: NDArray[np.float64],
    upper: NDArray[np.float64],
    matrix: sparse.csr_array,
    least: NDArray[np.float64],
    most: NDArray[np.float64],
    *,
    whole: int = 0,
) -> highspy.Highs:
    """Make the programme ``min cost @ x, 0 <= x <= upper, least <= matrix @ x <= most``.

    The first `whole` variables must be whole numbers.
    """
    solver = _Silent()  # type: ignore[no-untyped-call]  # theirs has no types
    for name, value in _SETTINGS.items():
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(least)
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(len(cost)), upper
    model.row_lower_, model.row_upper_ = least, most
    columns = sparse.csc_array(matrix)
    columns.sort_indices()
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = columns.indptr
    model.a_matrix_.index_ = columns.indices
    model.a_matrix_.value_ = columns.data
    if whole:
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger] * whole + [kinds.kContinuous] * (len(cost) - whole)
    solver.passModel(model)
    return solver


class _Silent(highspy.Highs):
    """HiGHS without its greeting, which it prints before an option can be set."""

    def enableCallbacks(self) -> None:  # noqa: N802  # the name is theirs
        self.setOptionValue("output_flag", False)  # noqa: FBT003  # theirs too


def solved(solver: highspy.Highs) -> bool:
    """Run it; whether an optimum was found (False: there is no solution at all).

    Raises
    ------
    RuntimeError
        When the solver gives up for any other reason.
    """
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return True
    states = highspy.HighsModelStatus
    if status in {states.kInfeasible, states.kUnboundedOrInfeasible}:
        return False
    msg = f"HiGHS stopped: {solver.modelStatusToString(status)}"
    raise RuntimeError(msg)


_SETTINGS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-10,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-7,
}
